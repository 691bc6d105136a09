"""07.differ: do two settings differ by more than luck, judged by several seeds of each?"""

import random
from statistics import median, pstdev, stdev

import torch

from helpers.practice.compare import dress
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose


def mean(losses):
    return sum(losses) / len(losses)


def spread(losses):
    return max(losses) - min(losses)


def gap(a, b):
    return abs(mean(a) - mean(b))


def larger(a, b):
    return max(spread(a), spread(b))


def differ(a, b):
    return gap(a, b) > larger(a, b)


# Other rules, by the mistake that they make. Those of one mistake get the same message.
RULES = {
    "right": [differ],
    "turned round": [lambda a, b: gap(a, b) <= larger(a, b)],
    "always true": [lambda a, b: True],
    "always false": [lambda a, b: False],
    "one seed": [
        lambda a, b: a[0] < b[0],
        lambda a, b: a[0] > b[0],
        lambda a, b: a[-1] < b[-1],
        lambda a, b: a[-1] > b[-1],
        lambda a, b: abs(a[0] - b[0]) > larger(a, b),
        lambda a, b: abs(a[-1] - b[-1]) > larger(a, b),
    ],
    "no spread": [lambda a, b: mean(a) < mean(b), lambda a, b: mean(a) > mean(b)],
    "sign": [
        lambda a, b: mean(b) - mean(a) > larger(a, b),
        lambda a, b: mean(a) - mean(b) > larger(a, b),
    ],
    "smaller spread": [lambda a, b: gap(a, b) > min(spread(a), spread(b))],
    "one spread": [lambda a, b: gap(a, b) > spread(a), lambda a, b: gap(a, b) > spread(b)],
    "sum of the spreads": [lambda a, b: gap(a, b) > spread(a) + spread(b)],
    "standard deviation": [
        lambda a, b: gap(a, b) > max(stdev(a), stdev(b)),
        lambda a, b: gap(a, b) > max(pstdev(a), pstdev(b)),
    ],
    "best of each": [lambda a, b: abs(min(a) - min(b)) > larger(a, b)],
    "ranges": [lambda a, b: max(a) < min(b) or max(b) < min(a)],
}
RIVALS = {
    "The medians in place of the means.": lambda a, b: abs(median(a) - median(b)) > larger(a, b),
    "Further apart than the mean of the two spreads.": (
        lambda a, b: 2 * gap(a, b) > spread(a) + spread(b)
    ),
    "Further apart than half of the larger spread.": lambda a, b: 2 * gap(a, b) > larger(a, b),
    "Further apart than twice the larger spread.": lambda a, b: gap(a, b) > 2 * larger(a, b),
    "The sums in place of the means.": lambda a, b: abs(sum(a) - sum(b)) > larger(a, b),
    "Further apart than 0.03.": lambda a, b: gap(a, b) > 0.03,
    "The worst of each.": lambda a, b: abs(max(a) - max(b)) > larger(a, b),
    "The same one is better for each seed.": (
        lambda a, b: len({x < y for x, y in zip(a, b, strict=True)}) == 1
    ),
    "The two standard deviations added.": lambda a, b: gap(a, b) > stdev(a) + stdev(b),
    "The spread of the differences, seed by seed.": (
        lambda a, b: gap(a, b) > spread([x - y for x, y in zip(a, b, strict=True)])
    ),
}


def two_settings(rng: random.Random) -> tuple[list[float], list[float]]:
    """The losses of two settings, whose means are not nearly as far apart as the larger spread."""
    count, shift = rng.randint(3, 12), rng.choice((-1, 1)) * rng.uniform(0, 0.16)
    while True:
        sides = []
        for start in (2.5, 2.5 + shift):
            width, bend = rng.uniform(0.01, 0.09), rng.choice((0.3, 1, 3))
            sides.append([round(start + width * rng.random() ** bend, 3) for _ in range(count)])
        share = gap(*sides) / max(larger(*sides), 0.001)
        if share > 0.05 and abs(share - 1) > 0.05:
            return tuple(sides)


def pairs_that_tell(generator: torch.Generator) -> list[tuple]:
    """One case of many pairs (a, b), so that no two mistakes say the same of all of them."""
    rng = random.Random(choose(generator, 1_000_000))
    kinds = RULES | {"rival": list(RIVALS.values())}
    rules = [(name, rule) for name, several in kinds.items() for rule in several]
    kept, alike = [], [rules]
    while any(len({name for name, _ in group}) > 1 for group in alike):
        pair = two_settings(rng)
        parts = []
        for group in alike:
            said = {True: [], False: []}
            for name, rule in group:
                said[rule(*pair)].append((name, rule))
            parts += [part for part in said.values() if part]
        if len(parts) > len(alike):
            kept.append(pair)
            alike = parts
    return [(kept,)]


def seen_of(answer, pairs):
    """For each pair, whether the answer takes the two settings to differ; which mistakes would
    say the same of all pairs, and whether a list was changed."""
    said, changed = [], False
    for a, b in pairs:
        given = list(a), list(b)
        result = dress(answer(*given), True)
        if not isinstance(result, bool):
            return result
        said.append(result)
        changed |= given != (a, b)
    like = [
        name
        for name, rules in RULES.items()
        if any(said == [rule(*pair) for pair in pairs] for rule in rules)
    ]
    return {"differ": said, "like": ", ".join(like), "lists": "changed" if changed else "the same"}


def like(name):
    """A rule for `when`: the answer says of all pairs what a rule of this mistake says."""
    return lambda seen: seen[0]["like"] == name


def same_with(change):
    """Whether an answer says the same when each pair is changed."""
    return lambda call, pairs: (
        call(pairs)["differ"] == call([change(*pair) for pair in pairs])["differ"]
    )


def in_place(a, b):
    a.sort()
    b.sort()
    return differ(a, b)


def wrong(name, seen, means, to_try):
    return Wrong(name, RULES[name][0], seen, means, to_try, when=like(name))


EXERCISE = Exercise(
    name="07.differ",
    reference=differ,
    arguments=("a", "b"),
    returns="`True` or `False`",
    cases=pairs_that_tell,
    observe=seen_of,
    checked="more than ten pairs of settings with 3 to 12 seeds: near and far apart, with the same "
    "spread and with two that differ, the better one first and last.",
    why="the means of two settings are nearer than the larger spread. Have you shown that the two "
    "settings are equally good?",
    because=(
        "No. You have not shown that they differ, and that is less. With more seeds the means "
        "become more certain, so a small difference may still come out. Until then, take the "
        "setting that is cheaper."
    ),
    properties=(
        Property(
            "exchanged",
            same_with(lambda a, b: (b, a)),
            "When the two settings change places, your function says something else.",
            "If a differs from b, then b differs from a.",
            "Call your function with (a, b) and with (b, a), and print each part of it.",
        ),
        Property(
            "another order of the seeds",
            same_with(lambda a, b: (a[::-1], b[::-1])),
            "When the same losses come in another order, your function says something else.",
            "Which seed comes first does not matter: no seed is worth more than another.",
            "Which of your lines looks at a place in a list?",
        ),
        Property(
            "the same setting twice",
            lambda call, pairs: not any(call([(a, a) for a, _ in pairs])["differ"]),
            "With the same losses on both sides, your function says that they differ.",
            "The two means are the same then. Nothing is further apart than the spread.",
            "Call your function with (a, a). What are the two sides of your comparison?",
        ),
    ),
    otherwise=(
        "For some pairs of settings your function says the wrong thing.",
        "Two numbers decide: how far the two means are apart, and how far the losses of one "
        "setting lie apart at most.",
        "Take two lists of three losses each, work out both numbers on paper, and print yours.",
    ),
    wrong=(
        Wrong(
            "lists changed",
            in_place,
            "After your function has run, a list has another order than before.",
            "`sort` changes the list itself, and so that of the one who calls your function. Which "
            "loss belongs to which seed is lost there.",
            "`sorted(a)` makes a new list. Do you need one?",
            when=lambda seen: seen[0]["lists"] == "changed",
        ),
        wrong(
            "always true",
            "Your function says `True` for every pair of settings.",
            "Perhaps you ask whether two numbers are the same to the last digit. Two means hardly "
            "ever are, and neither are two losses. That is luck, too.",
            "Print both sides of your comparison for two settings. How large must a difference be?",
        ),
        wrong(
            "always false",
            "Your function says `False` for every pair of settings.",
            "One side of your comparison is then never the larger one. The range of both lists "
            "together, for example, grows with the distance: both means lie inside it.",
            "From which losses does your spread come? It is asked how far the seeds of one setting "
            "lie apart.",
        ),
        wrong(
            "turned round",
            "You say `True` for the settings that do not differ, and `False` for those that do.",
            "The difference is real where it is larger than what luck does.",
            "Read your comparison aloud: which side should be the larger one?",
        ),
        wrong(
            "one seed",
            "You compare one seed of each setting: the first, or the last.",
            "One seed may be lucky. With another seed the same setting gets another loss, and the "
            "order of the two may turn round.",
            "Which number says how good a setting is over all of its seeds?",
        ),
        wrong(
            "no spread",
            "You say which mean is lower, whatever the spread is.",
            "One of two means is always the lower one, also for one setting that is trained twice "
            "as often.",
            "How far apart do the seeds of one setting lie? The means have to be further apart.",
        ),
        wrong(
            "sign",
            "You see a difference only when one of the two, always the same, is the better one.",
            "A difference below 0 is never larger than a spread. The task asks how far the means "
            "are apart, in either direction.",
            "Exchange your two settings. What should change, and what does?",
        ),
        wrong(
            "smaller spread",
            "You compare with the smaller one of the two spreads.",
            "Then a setting whose losses lie far apart looks sure because the other one is.",
            "Which of the two spreads has to be beaten, so that both are?",
        ),
        wrong(
            "one spread",
            "You compare with the spread of one setting, always the same one.",
            "The other one may be larger, and luck does what it likes there.",
            "Which inputs does each of your lines use?",
        ),
        wrong(
            "sum of the spreads",
            "You compare with the sum of the two spreads.",
            "That asks for more than the task does: you miss differences that it counts.",
            "Which one of the two spreads does the task name?",
        ),
        wrong(
            "standard deviation",
            "You compare with the standard deviation.",
            "It is a kind of mean distance, so it is smaller than the spread. This lesson takes "
            "the whole width, so that a difference is hardly ever luck.",
            "How does section 1 say what a spread is? It needs two of the losses.",
        ),
        wrong(
            "best of each",
            "You compare the best seed of each setting.",
            "The lowest of many losses is the luckiest, and gets lower with each more seed.",
            "Which number uses all the losses of a setting?",
        ),
        wrong(
            "ranges",
            "You ask whether all losses of one setting lie below all of the other.",
            "That is another rule, which looks at the luckiest and the unluckiest seed. The task "
            "asks for means.",
            "Work out the two means and the two spreads first, each in a line of its own.",
        ),
    ),
    rivals=tuple(Rival(rule, answer) for rule, answer in RIVALS.items()),
)
