"""08.shard: a file of tokens in equal parts, one for each process."""

import operator
from collections.abc import Callable
from itertools import pairwise

import torch

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose
from helpers.practice.lesson_04.shared import says, sometimes


def some_files(generator: torch.Generator) -> list[tuple]:
    """(length, processes): a short file and a long one that leave a rest, and one that leaves none.
    The rest is so large, and so far from `processes`, that one part with all of it shows."""

    def draw(processes, low, high):
        size, rest = low + choose(generator, high - low), 2 + choose(generator, processes - 3)
        return processes * size + rest, processes

    even = 3 + choose(generator, 3)
    return [
        draw(4, 6, 12),
        draw(5 + choose(generator, 4), 10_000, 99_999),
        (even * (10 + choose(generator, 10)), even),
    ]


RIGHT = {
    "numbers": "whole",
    "form": "parts",
    "begins": "there",
    "joints": "meet",
    "ends": "there",
    "lengths": "even",
}


def seen_of(answer, length, processes):
    """What is seen of an answer, from the parts of all processes."""
    parts, whole = [], True
    for process in range(processes):
        part = answer(length, process, processes)
        if isinstance(part, range | slice):
            return RIGHT | {"form": "range"}
        numbers = as_tensor(part)
        if numbers is None or numbers.shape != (2,):
            return part
        whole = whole and all(map(is_whole, part))
        parts.append(tuple(numbers.tolist()))
    return RIGHT | {
        "numbers": "whole" if whole else "with a decimal point",
        "form": form(parts, length),
        "begins": where(parts[0][0], 0),
        "joints": joints([after[0] - before[1] for before, after in pairwise(parts)]),
        "ends": where(parts[-1][1], length),
        "lengths": lengths([end - first for first, end in parts]),
    }


def is_whole(number) -> bool:
    """It can stand in a slice."""
    try:
        operator.index(number)
    except TypeError:
        return False
    return True


def where(place, wanted) -> str:
    return "there" if place == wanted else "too early" if place < wanted else "too late"


def joints(gaps: list) -> str:
    """How the parts lie beside each other, by what is between one and the next."""
    for each, name in ((0, "meet"), (1, "one left out"), (-1, "one shared")):
        if set(gaps) == {each}:
            return name
    return "overlap" if min(gaps) < 0 else "gap"


def lengths(sizes: list) -> str:
    if max(sizes) - min(sizes) <= 1:
        return "even"
    *others, last = sizes
    return "last is longer" if last > max(others) else "uneven"


def form(parts: list, length) -> str:
    """What the pairs are, where they are no parts."""
    if len(set(parts)) == 1:
        return "the same for all"
    if shares_out([(first, first + size) for first, size in parts], length):
        return "first and length"
    if shares_out(parts[::-1], length):
        return "reversed"
    if [first for first, _ in parts] == list(range(len(parts))):
        return "interleaved"
    return "parts"


def shares_out(parts: list, length) -> bool:
    """From the first token to the last, side by side."""
    meet = all(before[1] == after[0] for before, after in pairwise(parts))
    return meet and parts[0][0] == 0 and parts[-1][1] == length


def shard(length, process, processes):
    return length * process // processes, length * (process + 1) // processes


def by_size(size: Callable, last: Callable = lambda end, length: end) -> Callable:
    """Parts of size(length, processes) tokens; the last one ends at last(its end, length)."""

    def answer(length, process, processes):
        each = size(length, processes)
        end = (process + 1) * each
        return process * each, last(end, length) if process == processes - 1 else end

    return answer


def moved(first: int = 0, end: int = 0) -> Callable:
    """The right part, with its two numbers moved."""

    def answer(*inputs):
        right = shard(*inputs)
        return right[0] + first, right[1] + end

    return answer


def at(border: Callable) -> Callable:
    """Parts between the borders border(number, length, processes)."""
    return lambda length, process, processes: (
        border(process, length, processes),
        border(process + 1, length, processes),
    )


def down(length, processes):
    return length // processes


def up(length, processes):
    return -(-length // processes)


def to_the_end(end, length):
    return length


EXERCISE = Exercise(
    name="08.shard",
    reference=shard,
    arguments=("length", "process", "processes"),
    observe=seen_of,
    cases=some_files,
    returns="a pair of whole numbers, where the part begins and where it ends",
    checked="three files, two of which leave a rest: the parts of all processes together.",
    why="four processes read their parts, and one part is longer than the others by a million "
    "tokens. What happens at the end of an epoch?",
    because=(
        "Three processes have read their parts and wait for the fourth: in each step all of them "
        "put their gradients together. So the longest part sets the pace. Parts that differ by one "
        "token cost nothing."
    ),
    otherwise=(
        "In at least one file the parts of all processes together are not the whole file.",
        "Each token belongs to one process, and no process has two tokens more than another.",
        "Print the parts of four processes for a file of 10 tokens.",
    ),
    wrong=(
        Wrong(
            "decimal points",
            lambda length, process, processes: (
                length * process / processes,
                length * (process + 1) / processes,
            ),
            "Your numbers have a decimal point.",
            "A slice takes whole numbers only, and there are no parts of a token. `/` gives a "
            "number with a decimal point, also where nothing is left over.",
            "Which sign divides and leaves out what is behind the point? Then look at the last "
            "part: does it end where the file ends?",
            when=says(numbers="with a decimal point"),
        ),
        Wrong(
            "a range",
            lambda *inputs: range(*shard(*inputs)),
            "You give back a range or a slice.",
            "The task asks for its two ends, as a pair. A step is of no use: a window needs tokens "
            "that are neighbours.",
            "Which two numbers stand on the two sides of the colon in `ids[first:end]`?",
            when=says(form="range"),
        ),
        Wrong(
            "the same for all",
            lambda length, process, processes: (0, length // processes),
            "All processes get the same part.",
            "Then they learn from the same tokens, and nobody reads the others.",
            "Which of the three inputs does not come up in your lines?",
            when=says(form="the same for all"),
        ),
        Wrong(
            "first and length",
            lambda *inputs: (shard(*inputs)[0], shard(*inputs)[1] - shard(*inputs)[0]),
            "Your second number says how long the part is, and not where it ends.",
            "A slice `ids[first:end]` wants both places.",
            "For the first process both are the same. Print the pair of the second one.",
            when=sometimes(form="first and length"),
        ),
        Wrong(
            "reversed",
            lambda length, process, processes: shard(length, processes - 1 - process, processes),
            "The first process gets the last part.",
            "Nothing is lost and nothing is read twice. But the task wants the parts in the order "
            "of the processes.",
            "Which part should process 0 have?",
            when=sometimes(form="reversed"),
        ),
        Wrong(
            "interleaved",
            lambda length, process, processes: (process, length),
            "Your parts begin one token after the other.",
            "To deal out the tokens like cards needs a step as a third number. And then no two "
            "tokens in a part are neighbours, so that no window can be cut from it.",
            "How many tokens belong to one process? Where does the second part begin then?",
            when=says(form="interleaved"),
        ),
        Wrong(
            "counted from 1",
            lambda length, process, processes: shard(length, process - 1, processes),
            "Your first part begins before the first token.",
            "The first process has the number 0. A negative number in a slice counts from the end "
            "of the file.",
            "Put `process = 0` into your lines, and work them out on paper.",
            when=sometimes(begins="too early"),
        ),
        Wrong(
            "one part too far",
            lambda length, process, processes: shard(length, process + 1, processes),
            "Your first part does not begin at the beginning of the file.",
            "Its tokens are read by nobody. The first process has the number 0.",
            "Put `process = 0` into your lines, and work them out on paper.",
            when=sometimes(begins="too late"),
        ),
        Wrong(
            "one shared",
            moved(end=1),
            "Each part holds the first token of the next one, too.",
            "In a slice the end is left out. So where one part ends the next can begin, with the "
            "same number.",
            "What is in `ids[0:3]` and in `ids[3:6]`? Do they share a token?",
            when=says(joints="one shared"),
        ),
        Wrong(
            "one left out",
            moved(end=-1),
            "Between two parts one token is left out.",
            "Your end is the last token of the part. But in a slice the end is left out, so this "
            "token belongs to nobody.",
            "What is in `ids[0:3]` and in `ids[4:7]`? Which token is missing?",
            when=says(joints="one left out"),
        ),
        Wrong(
            "gaps",
            lambda length, process, processes: (
                up(length * process, processes),
                length * (process + 1) // processes,
            ),
            "Between some parts a gap is left.",
            "The end of one part and the beginning of the next are worked out in two ways, and "
            "rounded differently.",
            "Work out the end of a part in the way in which the next one works out its beginning.",
            when=lambda seen: any(one["joints"] in ("gap", "one left out") for one in seen),
        ),
        Wrong(
            "overlap",
            lambda length, process, processes: (
                length * process // processes,
                up(length * (process + 1), processes),
            ),
            "Some tokens belong to two parts.",
            "They would be learned twice as often as the others. The end of one part and the "
            "beginning of the next do not fit.",
            "Print the parts of four processes for a file of 10 tokens. Where do two of them meet?",
            when=lambda seen: any(one["joints"] in ("overlap", "one shared") for one in seen),
        ),
        Wrong(
            "the rest is lost",
            by_size(down),
            "Your last part ends before the file does.",
            "The length was divided without a rest, and the rest belongs to nobody.",
            "For a file of 10 tokens and four processes: how many tokens are left over, and who "
            "could have one of them?",
            when=sometimes(ends="too early"),
        ),
        Wrong(
            "beyond the end",
            by_size(up),
            "Your last part ends after the end of the file.",
            "A slice passes over that in silence. But the last process has fewer tokens than its "
            "two numbers say.",
            "For a file of 10 tokens and four processes: how long is each of your parts?",
            when=sometimes(ends="too late"),
        ),
        Wrong(
            "the last gets the rest",
            by_size(down, to_the_end),
            "The whole file is shared out, and the last process gets all that is left over.",
            "Its part is longer than the others by more than one token, and the others wait for "
            "it.",
            "Of a rest of three tokens, how many should one process get at most?",
            when=sometimes(lengths="last is longer"),
        ),
        Wrong(
            "uneven",
            by_size(up, to_the_end),
            "The whole file is shared out. But some part is longer than another by two tokens or "
            "more.",
            "Parts of rounded length leave a large difference for one of them.",
            "Print the lengths of the parts of four processes for a file of 10 tokens. Two of them "
            "should be 3, and two of them 2.",
            when=sometimes(lengths="uneven"),
        ),
    ),
    rivals=(
        Rival("The first process gets the rest.", at(lambda i, n, p: i and n % p + i * (n // p))),
        Rival(
            "Each gets half of what is left.", at(lambda i, n, p: n if i == p else n - n // 2**i)
        ),
        Rival("The first processes get more.", at(lambda i, n, p: int(n * (i / p) ** 0.5))),
        Rival("Borders at whole tens.", at(lambda i, n, p: n if i == p else n * i // p // 10 * 10)),
        Rival("The whole file for everybody.", lambda length, process, processes: (0, length)),
        Rival("From its own part to the end.", lambda n, i, p: (shard(n, i, p)[0], n)),
        Rival("From the beginning to its own part.", lambda n, i, p: (0, shard(n, i, p)[1])),
        Rival("The parts by chance.", lambda n, i, p: shard(n, (i * 2 + 1) % p, p)),
        Rival("As if there were one process more.", lambda n, i, p: shard(n, i, p + 1)),
        Rival("Two tokens of overlap, for the windows.", moved(end=2)),
    ),
)
