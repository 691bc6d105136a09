"""07.halving: many settings for a short time, half of them for twice as long, and so on."""

import math

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

RATES, UNITS = (0.001, 0.003, 0.01, 0.03), (16, 32, 64, 128)
MOST = 300  # trials, after which a loop is taken for endless


def races(generator: torch.Generator) -> list[tuple]:
    """(settings, curves, steps): 4 and 8 settings in no order. `curves` has for each a lowest
    loss and how many steps it takes to come near. Some are quick at first and good in the end,
    others only one of the two: in each round, other settings are ahead."""

    def draw(count):
        pairs = [(rate, units) for rate in RATES for units in UNITS]
        order = torch.randperm(len(pairs), generator=generator)[:count].tolist()
        steps = 10 * (2 + choose(generator, 4))
        speeds = (torch.rand(count, generator=generator) * 2 - 1).tolist()
        noise = torch.rand(count, generator=generator).tolist()
        curves = [
            (round(2.6 - 0.25 * speed + 0.1 * extra, 3), round(2 * steps * 3**speed))
            for speed, extra in zip(speeds, noise, strict=True)
        ]
        return [pairs[i] for i in order], curves, steps

    def one(count):
        while True:
            inputs = draw(count)
            if fits(*inputs):
                return inputs

    return [one(4), one(8)]


def loss_of(curve, steps):
    lowest, slow = curve
    return lowest + math.exp(-steps / slow)


def fits(settings, curves, steps) -> bool:
    """The rounds are no matter of rounding, and other ways to choose come to another setting."""
    known = dict(zip(settings, curves, strict=True))

    def trial(setting, count):
        return loss_of(known[setting], count)

    alive, count = settings, steps
    while len(alive) > 1:
        losses = sorted(trial(one, count) for one in alive)
        middle = len(alive) // 2
        if losses[middle] - losses[middle - 1] < 0.002:
            return False
        alive, count = halving(alive, trial, count, once=True), 2 * count
    others = (rule(settings, trial, steps) for rule in (best_of, longest, all_rounds_added))
    return alive[0] not in others


def better(share):
    """A rule that keeps the share of the lower losses, from pairs (loss, setting)."""

    def keep(pairs):
        order = sorted(pairs, key=lambda pair: pair[0])
        return [setting for _, setting in order[: max(1, int(share * len(order)))]]

    return keep


better_half = better(0.5)


def rounds(keep=better_half, longer=lambda steps, first: 2 * steps, give=lambda alive: alive[0]):
    """An answer that keeps `keep`(pairs of loss and setting) in each round and goes on with
    longer(steps, steps of the first round)."""

    def answer(settings, trial, steps, once=False):
        alive, now = list(settings), steps
        while len(alive) > 1:
            alive = keep([(trial(setting, now), setting) for setting in alive])
            now = longer(now, steps)
            if once:
                return alive
        return give(alive)

    return answer


halving = rounds()


def best_of(settings, trial, steps):
    return min(settings, key=lambda setting: trial(setting, steps))


def one_round(settings, trial, steps):
    """One round, and then the best of those that are left."""
    half = rounds()(settings, trial, steps, once=True)
    return best_of(half, trial, 2 * steps)


def longest(settings, trial, steps):
    """All of them for as long as the last round would take."""
    return best_of(settings, trial, steps * len(settings) // 2)


def with_a_last_trial(settings, trial, steps):
    winner = halving(settings, trial, steps)
    trial(winner, steps * len(settings))
    return winner


def only_what_is_added(settings, trial, steps):
    """As if a trial went on where the one before had ended: the first round twice, and so on."""
    return halving(settings, lambda one, n: trial(one, max(steps, n // 2)), steps)


def tried_twice(settings, trial, steps):
    return halving(settings, lambda one, n: (trial(one, n) + trial(one, n)) / 2, steps)


def endless(settings, trial, steps):
    while len(settings) > 1:
        for setting in settings:
            trial(setting, steps)
        steps = 2 * steps


def with_its_loss(settings, trial, steps):
    winner = halving(settings, trial, steps)
    return winner, trial(winner, steps)


def all_rounds_added(settings, trial, steps):
    total = dict.fromkeys(settings, 0.0)

    def sums(setting, n):
        total[setting] += trial(setting, n)
        return total[setting]

    return halving(settings, sums, steps)


def drop_one(pairs):
    worst = max(pairs, key=lambda pair: pair[0])
    return [setting for loss, setting in pairs if (loss, setting) != worst]


def seen_of_race(answer, settings, curves, steps):
    """What is seen of an answer: the number of the setting that it gives back, and for each number
    of steps the numbers of the settings that were tried with it."""
    number = {setting: i for i, setting in enumerate(settings)}
    tried = {}

    def trial(setting, n):
        if sum(map(len, tried.values())) >= MOST:
            raise RuntimeError("The check has ended your loop, after too many trials.")
        if not isinstance(setting, tuple) or setting not in number:
            raise ValueError(f"{setting} is not one of the settings.")
        tried.setdefault(float(n), []).append(number[setting])
        return loss_of(curves[number[setting]], float(n))

    result = answer(settings, trial, steps)
    alone = isinstance(result, list) and len(result) == 1
    winner = result[0] if alone else result
    if not isinstance(winner, tuple) or winner not in number:
        return result
    shown = [[n, sorted(tried[n])] for n in tried]
    return {"winner": number[winner], "in a list": alone, "rounds": shown}


def numbers_of_steps(one):
    return [n for n, _ in one["rounds"]]


EXERCISE = Exercise(
    name="07.halving",
    reference=halving,
    arguments=("settings", "trial", "steps"),
    observe=seen_of_race,
    cases=races,
    returns="one of the settings: the one that is left at the end",
    checked="4 settings and 8 settings, some of them quick at first and others good in the end: "
    "which one is left, and with how many steps each was tried.",
    why="how many steps does halving make for 64 settings that begin with 100 steps, and how many "
    "are 64 trials as long as its last round?",
    because=(
        "Each round makes 64 times 100 = 6,400 steps, since half as many settings take twice as "
        "many. Six rounds make 38,400. In the last round the steps are 3,200, and 64 trials of "
        "this length would make 204,800. The price: a setting that is slow at first is dropped, "
        "even if it would be the best in the end."
    ),
    otherwise=(
        "In at least one race another setting is left, or other trials were made.",
        "In each round, every setting that is left is tried once, and the half with the lower "
        "losses goes on with twice the steps.",
        "Let your function print the steps and the settings of each round, for four settings.",
    ),
    wrong=(
        Wrong(
            "worse half",
            rounds(lambda pairs: better_half([(-loss, setting) for loss, setting in pairs])),
            "The half with the higher losses goes on.",
            "What is left at the end is the worst of all.",
            "Print the losses of a round beside those that are kept.",
        ),
        Wrong(
            "steps not doubled",
            rounds(longer=lambda steps, first: steps),
            "In every round the settings are tried with the same number of steps.",
            "Then a second round says what the first has said already, and who is slow at first "
            "never gets the time.",
            "Which line makes the next round longer, and is it inside the loop?",
        ),
        Wrong(
            "only what is added",
            only_what_is_added,
            "From the second round on, you hand over half of the steps: only those that the round "
            "has more than the one before.",
            "That would be right if a training went on where it had ended. But `trial` trains a "
            "new network each time, from its first step.",
            "Hand over all steps of the round, also those that an earlier trial has made.",
        ),
        Wrong(
            "steps halved",
            rounds(longer=lambda steps, first: steps // 2),
            "From round to round the trials become shorter.",
            "There are fewer settings each time, so there is time for more steps with each.",
            "Print the steps of each round.",
        ),
        Wrong(
            "steps added",
            rounds(longer=lambda steps, first: steps + first),
            "From round to round the same number of steps is added.",
            "Twice as many are wanted: then each round makes as many steps in all as the one "
            "before.",
            "Print the steps of the first four rounds. What is each, compared with the one before?",
        ),
        Wrong(
            "doubled too early",
            lambda settings, trial, steps: halving(settings, trial, 2 * steps),
            "Already your first round has twice the steps.",
            "Everything then takes twice as long as it was asked for.",
            "What comes first in your loop: the trials, or the line that doubles?",
        ),
        Wrong(
            "by position",
            rounds(lambda pairs: [setting for _, setting in pairs[: len(pairs) // 2]]),
            "The first half of the list goes on, whatever its losses are.",
            "The trials are made, and nobody looks at them.",
            "What has to be done with a list, so that its first half is the better one?",
        ),
        Wrong(
            "in the order of the settings",
            rounds(lambda pairs: sorted(s for _, s in pairs)[: len(pairs) // 2]),
            "The settings are put in order by themselves, and not by their losses.",
            "The smaller learning rates go on then, however they did.",
            "By what does your line sort? Print what it sorts.",
        ),
        Wrong(
            "the best at once",
            best_of,
            "All settings are tried once, for a short time, and the best of them is given back.",
            "That is one round. Who is ahead after a few steps need not be ahead after many.",
            "What happens with the better half, after the first round?",
        ),
        Wrong(
            "one round",
            one_round,
            "After the first round you give back the best of the half that is left.",
            "For four settings that is all. With more of them there are further rounds to come, "
            "with longer and longer trials.",
            "Until when should the rounds go on? Write it as a condition behind `while`.",
        ),
        Wrong(
            "all to the end",
            longest,
            "All settings are tried for as long as the last round is.",
            "That is the whole search that halving wants to save.",
            "With how many steps should the first round be made?",
        ),
        Wrong(
            "a quarter",
            rounds(better(0.25)),
            "In each round only a quarter goes on.",
            "A good setting that is a little slow has less of a chance then.",
            "How long is the list before a round and after it?",
        ),
        Wrong(
            "drop one",
            rounds(drop_one),
            "In each round a single setting is dropped, the worst.",
            "The steps double all the same, and the whole becomes very long.",
            "How long is the list before a round and after it?",
        ),
        Wrong(
            "in a list",
            rounds(give=lambda alive: alive),
            "The right setting is left, in a list of its own.",
            "The task asks for the setting itself.",
            "How do you take the one thing out of a list that holds one?",
        ),
        Wrong(
            "a last trial",
            with_a_last_trial,
            "When one setting is left, you try it once more.",
            "Nobody is left to compare it with, and this trial is the longest of all.",
            "With how many settings should your loop end?",
        ),
        Wrong(
            "tried twice",
            tried_twice,
            "Each setting is tried more than once in a round.",
            "A trial is a training, and costs time. Its loss can be kept.",
            "Count the places where `trial` is called. Could one of them be a kept loss?",
            when=lambda seen: all(
                one["rounds"]
                and all(len(set(who)) < len(who) for _, who in one["rounds"])
                and len(set(numbers_of_steps(one))) > 1
                for one in seen
            ),
        ),
        Wrong(
            "endless",
            endless,
            "Your loop does not end: the check stopped it after many trials.",
            "The list does not become shorter, so that the condition of the loop stays true.",
            "Which line gives the name of the list a new value? Is it inside the loop?",
        ),
    ),
    rivals=(
        Rival("The first setting.", lambda settings, trial, steps: settings[0]),
        Rival("The losses of all rounds added up.", all_rounds_added),
        Rival("Three times the steps each round.", rounds(longer=lambda steps, first: 3 * steps)),
        Rival("Ten more steps each round.", rounds(longer=lambda steps, first: steps + 10)),
        Rival(
            "The square of the steps each round.", rounds(longer=lambda steps, first: steps * steps)
        ),
        Rival("The better three quarters go on, rounded down.", rounds(better(0.75))),
        Rival("The halves by chance.", rounds(lambda pairs: [s for _, s in pairs[::2]])),
    ),
)
