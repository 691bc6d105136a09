"""08.shard: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def in_proportion(length, process, processes):
    first = process * length // processes
    end = (process + 1) * length // processes
    return first, end


def one_more_for_some(length, process, processes):
    size, rest = divmod(length, processes)
    first = process * size + min(process, rest)
    return first, first + size + (process < rest)


def longest_last(length, process, processes):
    first = 0
    for number in range(processes):
        size = (length + number) // processes
        if number == process:
            return [first, first + size]
        first += size


def by_numpy(length, process, processes):
    part = np.array_split(np.arange(length), processes)[process]
    return part[0], part[-1] + 1


def by_pytorch(length, process, processes):
    borders = torch.arange(processes + 1) * length // processes
    return borders[process : process + 2]


def rounded_borders(length, process, processes):
    return round(length * process / processes), round(length * (process + 1) / processes)


def dealt_out(length, process, processes):
    sizes = [0] * processes
    for token in range(length):
        sizes[token % processes] += 1
    return sum(sizes[:process]), sum(sizes[: process + 1])


def divided(length, process, processes):
    size = length / processes
    return process * size, (process + 1) * size


def cut_off(length, process, processes):
    size = length // processes
    return process * size, process * size + size


def rest_for_the_last(length, process, processes):
    size = length // processes
    if process == processes - 1:
        return process * size, length
    return process * size, (process + 1) * size


def rounded_up_and_cut(length, process, processes):
    size = -(-length // processes)
    return process * size, min(length, (process + 1) * size)


def rounded_size(length, process, processes):
    size = round(length / processes)
    return process * size, (process + 1) * size


def last_token_as_the_end(length, process, processes):
    first, end = in_proportion(length, process, processes)
    return first, end - 1


def begins_one_early(length, process, processes):
    first, end = in_proportion(length, process, processes)
    return max(0, first - 1), end


def every_so_many(length, process, processes):
    return range(process, length, processes)


def a_slice(length, process, processes):
    return slice(*in_proportion(length, process, processes))


def only_the_first(length, process, processes):
    return in_proportion(length, process, processes)[0]


def with_a_step(length, process, processes):
    return process, length, processes


def printed(length, process, processes):
    print(in_proportion(length, process, processes))


def in_floats(length, process, processes):
    first, end = in_proportion(length, process, processes)
    return float(first), float(end)


def the_first_gets_the_rest(length, process, processes):
    size, rest = divmod(length, processes)
    return (process * size + rest if process else 0), (process + 1) * size + rest


def for_two(length, process, processes):
    return (0, length // 2) if process == 0 else (length // 2, length)


RIGHT = [
    in_proportion,
    one_more_for_some,
    longest_last,
    by_numpy,
    by_pytorch,
    rounded_borders,
    dealt_out,
]

OTHERS = [
    (divided, "there are no parts of a token"),
    (in_floats, "decimal point"),
    (cut_off, "the rest belongs to nobody"),
    (rest_for_the_last, "gets all that is left over"),
    (rounded_up_and_cut, "by two tokens or more"),
    (rounded_size, "the file"),
    (last_token_as_the_end, "one token is left out"),
    (begins_one_early, "Each part holds the first token of the next one"),
    (every_so_many, "a range or a slice"),
    (a_slice, "a range or a slice"),
    (only_the_first, "The task asks for a pair"),
    (with_a_step, "The task asks for a pair"),
    (printed, "`None`"),
    (the_first_gets_the_rest, "by two tokens or more"),
    (for_two, "Some tokens belong to two parts"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "decimal points": ("a decimal point", "decimal point, also", "divides and leaves"),
    "a range": ("back a range", "that are neighbours", "colon in `ids[first:end]`"),
    "the same for all": ("All processes get", "tokens, and nobody", "the three inputs"),
    "first and length": ("second number says", "`ids[first:end]` wants both", "first process both"),
    "reversed": ("first process gets", "of the processes", "part should process"),
    "interleaved": ("after the other", "part are neighbours", "one process? Where"),
    "counted from 1": ("part begins before", "A negative number", "Put `process ="),
    "one part too far": ("at the beginning", "nobody. The first", "Put `process ="),
    "one shared": ("next one, too", "next can begin", "and in `ids[3:6]`"),
    "one left out": ("Between two parts", "this token belongs", "`ids[4:7]`? Which token"),
    "gaps": ("gap is left", "and rounded differently", "out its beginning"),
    "overlap": ("Some tokens belong", "would be learned", "10 tokens. Where"),
    "the rest is lost": ("part ends before", "was divided without", "are left over"),
    "beyond the end": ("after the end", "slice passes over", "processes: how long"),
    "the last gets the rest": ("shared out, and", "is longer than", "of three tokens"),
    "uneven": ("longer than another", "a large difference", "Print the lengths"),
}
