"""Faults of lesson 08 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault


def practice(test: str) -> str:
    return f"test_practice::test_{test}"


# One dictionary a part of the lesson: each is changed by those who change that part.
TEXT = {  # the exercises about text and merges, 1 to 5
    "a return that stays": Fault(
        "helpers/practice/lesson_08/clean.py",
        r'return text.replace("\r\n", "\n").replace("\r", "\n")',
        r'return text.replace("\r\n", "\n")',
        practice("a_right_answer_in_other_clothes_passes[08.clean-0]"),
    ),
    "spaces at the ends of two lines alone": Fault(
        "helpers/practice/lesson_08/clean.py",
        "{c} sings.\\t ",
        "{c} sings.",
        practice("a_known_wrong_answer_gets_its_own_message[08.clean-8]"),
    ),
    "a share of the other text": Fault(
        "helpers/practice/lesson_08/overlap.py",
        "/ len({*those_of_a})",
        "/ len({*those_of_b})",
        practice("a_right_answer_in_other_clothes_passes[08.overlap-0]"),
    ),
    "texts in which two rules agree": Fault(
        "helpers/practice/lesson_08/overlap.py",
        "return len(found) == len(OTHERS) + 1",
        "return True",
        practice("a_known_wrong_answer_gets_its_own_message[08.overlap-11]"),
    ),
    "of equal pairs the largest": Fault(
        "helpers/practice/lesson_08/pair.py",
        "return min(counts, key=lambda pair: (-counts[pair], order(pair)))",
        "return max(counts, key=lambda pair: (counts[pair], order(pair)))",
        practice("a_right_answer_in_other_clothes_passes[08.pair-0]"),
    ),
    "no pair inside of larger numbers": Fault(
        "helpers/practice/lesson_08/merge.py",
        "longer = [10 * (1 + choose(generator, 8)) + a, b]",
        "longer = [x, b]",
        practice("a_known_wrong_answer_gets_its_own_message[08.merge-13]"),
    ),
    "a merge that takes three": Fault(
        "helpers/practice/lesson_08/merge.py",
        "        merged.append(new if found else ids[i])\n        i += 2 if found else 1\n"
        "    return merged\n\n\ndef some_ids",
        "        merged.append(new if found else ids[i])\n        i += 3 if found else 1\n"
        "    return merged\n\n\ndef some_ids",
        practice("a_right_answer_in_other_clothes_passes[08.merge-0]"),
    ),
    "the latest merge first": Fault(
        "helpers/practice/lesson_08/encode.py",
        "encode = by(rank)",
        "encode = by(lambda pair, rank, place, ids: -rank)",
        practice("a_right_answer_in_other_clothes_passes[08.encode-0]"),
    ),
}


def in_a_figure(
    old: str, new: str, name: str, test: str = "what_is_shown_is_what_pytorch_computes"
):
    return Fault("helpers/explore/lesson_08.py", old, new, f"test_explore::test_{test}[{name}]")


FIGURES = {
    "runs that count each time": in_a_figure(
        'list(dict.fromkeys(map(" ".join, runs)))', 'list(map(" ".join, runs))', "runs_in_common"
    ),
    "a share of the rest": in_a_figure(
        "self.there / (self.there + self.absent)", "self.there / self.absent", "runs_in_common"
    ),
    "a merge too many": in_a_figure(
        "_learned().merges[:count]", "_learned().merges[: count + 1]", "merges_one_by_one"
    ),
    "half of a pair": in_a_figure(
        "(_, right, _) = places[at], places[at + len(token) - 1]",
        "(_, right, _) = places[at], places[at]",
        "merges_one_by_one",
    ),
    "more merges than the fewest": in_a_figure(
        "reached[0, count] = True",
        "reached[0, count:] = True",
        "merges_one_by_one",
        "a_goal_is_reached_in_the_right_states",
    ),
    "targets under their inputs": in_a_figure(
        '("targets", x + 1, BELOW', '("targets", x, BELOW', "sliding_window"
    ),
    "a line too many": in_a_figure(
        "column.where(line < context", "column.where(line <= context", "sliding_window"
    ),
    "the last input for the last target": in_a_figure(
        "marks[end] &",
        "marks[end - 1] &",
        "sliding_window",
        "a_goal_is_reached_in_the_right_states",
    ),
}


BATCHES = {  # the exercises about tests, bits and batches, 6 to 10
    "a space that is not lost": Fault(
        "helpers/practice/lesson_08/round_trip.py",
        'text.removeprefix(" ")',
        "text",
        practice("a_known_wrong_answer_gets_its_own_message[08.round-trip-10]"),
    ),
    "a right tokenizer that is wrong": Fault(
        "helpers/practice/lesson_08/round_trip.py",
        'b"".join(tokens[int(i)] for i in ids)',
        'b"".join(tokens[int(i)] for i in ids).lower()',
        practice("a_reference_that_is_a_test_tells_right_from_wrong[08.round-trip]"),
    ),
    "bits that are no bits": Fault(
        "helpers/practice/lesson_08/bits.py",
        "    return nats * tokens / math.log(2) / size(text)\n",
        "    return nats * tokens / math.log(10) / size(text)\n",
        practice("a_right_answer_in_other_clothes_passes[08.bits-0]"),
    ),
    "targets shifted twice": Fault(
        "helpers/practice/lesson_08/batch.py",
        "TARGETS = shifted(1)",
        "TARGETS = shifted(2)",
        practice("a_mistake_is_told[II.13-08.batch-1]"),
    ),
    "numbers with decimal points taken for tokens": Fault(
        "helpers/practice/lesson_08/batch.py",
        "if any(part.is_floating_point() for part in result):",
        "if False:",
        practice("other_slips_are_told[08.batch-8]"),
    ),
    "padding and the end mark exchanged": Fault(
        "helpers/practice/lesson_08/mask.py",
        "END, PADDING = 0, 1",
        "END, PADDING = 1, 0",
        practice("a_right_answer_in_other_clothes_passes[08.mask-0]"),
    ),
    "parts that may differ by two": Fault(
        "helpers/practice/lesson_08/shard.py",
        "if max(sizes) - min(sizes) <= 1:",
        "if max(sizes) - min(sizes) <= 2:",
        practice("other_slips_are_told[08.shard-4]"),
    ),
}

FAULTS = TEXT | FIGURES | BATCHES
