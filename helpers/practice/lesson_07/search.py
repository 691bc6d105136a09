"""07.search: random search, which keeps the best setting and its loss."""

import math
import random
from itertools import pairwise

import torch

from helpers.practice.compare import as_tensor, has_ellipsis
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose
from helpers.practice.lesson_04.shared import says, sometimes

MOST = 1_000  # trials, so that a loop without an end stops


class Trainings:
    """What `draw` and `trial` do in a check, and what was drawn and tried.

    scale   the lowest loss is some twice as large
    drawn   the settings, in their order; `tried` pairs (setting, loss)
    """

    def __init__(self, seed: int, scale: float):
        self.settings, self.luck = random.Random(seed), random.Random(seed + 1)
        self.scale = scale
        self.drawn, self.tried = [], []

    def draw(self):
        lr = float(f"{10 ** self.settings.uniform(-4, 0):.3g}")
        self.drawn.append((lr, self.settings.randint(4, 256)))
        return self.drawn[-1]

    def trial(self, setting):
        if not isinstance(setting, list | tuple) or tuple(setting) not in self.drawn:
            raise ValueError("`trial` wants a setting as `draw()` gives it.")
        if len(self.tried) == MOST:
            raise RuntimeError(f"`trial` was called more than {MOST:,} times.")
        lr, hidden = setting
        loss = 2.3 + 0.3 * (math.log10(lr) + 1.7) ** 2 + 4 / hidden + 0.02 * self.luck.random()
        self.tried.append((tuple(setting), round(self.scale * loss, 4)))
        return self.tried[-1][1]


def random_search(draw, trial, n):
    best, lowest = None, math.inf
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def some_searches(generator: torch.Generator) -> list[tuple]:
    """(seed, scale, n): two searches; in the second one all losses are above 20."""

    def search(scale):
        while True:
            seed, n = choose(generator, 100_000), 6 + choose(generator, 4)
            box = Trainings(seed, scale)
            random_search(box.draw, box.trial, n + 1)
            if tells_apart([loss for _, loss in box.tried], n):
                return seed, scale, n

    return [search(1), search(10)]


def tells_apart(losses, n) -> bool:
    """The best of n is not the first or the last one, nor the last that is below the one before it,
    nor the last that is below the first. The last one is not the worst, and one more is not better.
    """
    best, worst = losses.index(min(losses)), losses.index(max(losses[:n]))
    falls = [i for i in range(1, n) if losses[i] < losses[i - 1]]
    below_first = [i for i in range(1, n) if losses[i] < losses[0]]
    inside = 0 < best < n - 1 and n - 1 not in (worst, *below_first)
    return inside and best < min(falls[-1], below_first[-1])


def seen_of(answer, seed, scale, n):
    """What is seen of a search: which setting it keeps, with which loss, and how many trials."""
    box = Trainings(seed, scale)
    result = answer(box.draw, box.trial, n)
    if not isinstance(result, list | tuple) or len(result) != 2 or has_ellipsis(result):
        return result
    setting, loss = result
    if isinstance(setting, list | tuple):
        setting = tuple(setting)
    seen = {"result": "a setting and a loss", "trials": trials_seen(box, n), "setting": "none"}
    seen["loss"] = "another"
    number = as_tensor(loss)
    if tuple(result) in box.drawn:
        return seen | {"result": "only a setting"}
    if isinstance(loss, list | tuple) and tuple(loss) in box.drawn:
        return seen | {"result": "exchanged"}
    if not box.tried or number is None or number.numel() != 1:
        return seen | {"result": "another"}
    seen["loss"] = loss_seen(box, setting, number.item())
    return seen | {"setting": setting_seen(box, setting)}


def trials_seen(box, n) -> str:
    count, several = len(box.tried), len({setting for setting, _ in box.tried})
    if several == 1:
        return "one setting"
    if several < count:
        again = count == n + 1 and several == n and box.tried[-1][0] in dict(box.tried[:-1])
        return "one again at the end" if again else "some again"
    return {n: "n", n - 1: "one too few", n + 1: "one too many"}.get(count, "another number")


def setting_seen(box, setting) -> str:
    """Which of the settings it is, by the loss of its first trial."""
    if setting is None:
        return "none"
    first = {}
    for one, loss in box.tried:
        first.setdefault(one, loss)
    order = sorted(first, key=first.get)
    if setting in order:
        names = {order[0]: "best", order[-1]: "worst"}
        last = "last" if setting == box.tried[-1][0] else "another one"
        return names.get(setting, last)
    return "never tried" if setting in box.drawn else "no setting"


def loss_seen(box, setting, loss: float) -> str:
    """Whose loss it is: that of the setting, when it was tried first."""
    own = [value for one, value in box.tried if one == setting]
    near = [abs(value - loss) < 1e-4 * box.scale for value in own]
    if any(near):
        return "its own" if near[0] else "of another trial of it"
    lowest = min(value for _, value in box.tried)
    if loss < lowest - 1e-4 * box.scale:
        return "below all"
    return "the lowest" if abs(loss - lowest) < 1e-4 * box.scale else "another"


def keep(better=lambda loss, lowest: loss < lowest, lowest=math.inf, rounds=lambda n: n):
    """An answer that keeps a setting where better(its loss, the one kept so far)."""

    def answer(draw, trial, n):
        best, so_far = None, lowest
        for _ in range(rounds(n)):
            setting = draw()
            loss = trial(setting)
            if better(loss, so_far):
                best, so_far = setting, loss
        return best, so_far

    return answer


def then(change):
    """An answer that searches, and gives back change(trial, best, its loss, all that was tried)."""

    def answer(draw, trial, n):
        tried = []

        def note(setting):
            tried.append((setting, trial(setting)))
            return tried[-1][1]

        return change(trial, *random_search(draw, note, n), tried)

    return answer


def draws_again(draw, trial, n):
    best, lowest = None, math.inf
    for _ in range(n):
        loss = trial(draw())
        if loss < lowest:
            best, lowest = draw(), loss
    return best, lowest


def tries_twice(draw, trial, n):
    best, lowest = None, math.inf
    for _ in range(n):
        setting = draw()
        if trial(setting) < lowest:
            best, lowest = setting, trial(setting)
    return best, lowest


def one_setting(draw, trial, n):
    setting = draw()
    return setting, min(trial(setting) for _ in range(n))


def loss_of_the_last(draw, trial, n):
    best, lowest = None, math.inf
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, loss


def lowest_of_the_last(draw, trial, n):
    lowest = math.inf
    for _ in range(n):
        setting = draw()
        lowest = min(lowest, trial(setting))
    return setting, lowest


EXERCISE = Exercise(
    name="07.search",
    reference=random_search,
    arguments=("draw", "trial", "n"),
    observe=seen_of,
    cases=some_searches,
    returns="a pair: the best setting, and its loss",
    checked="two searches, one with losses near 2 and one with losses above 20: which setting is "
    "kept, with which loss, and how often `trial` is called.",
    why="the loss that you give back is the lowest of n. Trained again with another seed, will the "
    "same setting have a lower loss than that, or a higher one?",
    because=(
        "Most often a higher one. The lowest of n losses is low since its setting is good, and "
        "also since its trial was lucky. The luck does not come back. Section 6 is about that."
    ),
    otherwise=(
        "What you give back is not the best setting with the loss of its trial.",
        "In each round one setting is drawn, tried once, and kept if it is the best so far.",
        "Let your function print each setting with its loss, and then what it gives back.",
    ),
    wrong=(
        Wrong(
            "only a setting",
            then(lambda trial, best, loss, tried: best),
            "You give back a setting alone.",
            "Its two numbers are a pair too. The task asks for the setting, and for its loss.",
            "Which two names should stand behind `return`?",
            when=says(result="only a setting"),
        ),
        Wrong(
            "exchanged",
            then(lambda trial, best, loss, tried: (loss, best)),
            "You give back the loss first, and the setting behind it.",
            "The task asks for the other order.",
            "Read the line with `return` once more.",
            when=says(result="exchanged"),
        ),
        Wrong(
            "one setting",
            one_setting,
            "All of your trials have the same setting.",
            "`draw()` was called once, before the loop. So only the seed changes, and you measure "
            "luck.",
            "Which lines have to run anew in each round?",
            when=says(trials="one setting"),
        ),
        Wrong(
            "draws again",
            draws_again,
            "You keep a setting that was never tried.",
            "Each call of `draw()` gives a new setting. So the one that you keep is not the one "
            "whose loss you have seen.",
            "How can a setting be used twice, once to try it and once to keep it?",
            when=sometimes(setting="never tried"),
        ),
        Wrong(
            "one again at the end",
            then(lambda trial, best, loss, tried: (best, trial(best))),
            "After n trials you try the best setting once more.",
            "That is one training too many, and it gives another loss than the one for which the "
            "setting was chosen.",
            "You had this loss before. Where can it be kept?",
            when=says(trials="one again at the end"),
        ),
        Wrong(
            "some again",
            tries_twice,
            "You try some of your settings twice.",
            "Each call of `trial` is a training: it costs time, and the second loss is another one "
            "than the first.",
            "How many times do you write `trial(`? Its result can have a name.",
            when=sometimes(trials="some again"),
        ),
        Wrong(
            "one too few",
            keep(rounds=lambda n: n - 1),
            "You make one trial fewer than n.",
            "`range(1, n)` leaves its end out.",
            "How many rounds does your loop have for n = 3? A first trial before it counts too.",
            when=says(trials="one too few"),
        ),
        Wrong(
            "one too many",
            keep(rounds=lambda n: n + 1),
            "You make one trial more than n.",
            "Perhaps a first trial stands before the loop, and the loop makes n more.",
            "How many rounds does your loop have for n = 3?",
            when=says(trials="one too many"),
        ),
        Wrong(
            "another number",
            keep(rounds=lambda n: 5),
            "You do not make n trials.",
            "Who calls your function says how many trainings there is time for.",
            "How often does `trial(` stand in your loop? Does the loop use the input `n`, and does "
            "it go on until its end?",
            when=sometimes(trials="another number"),
        ),
        Wrong(
            "starts too low",
            keep(lowest=3.0),
            "In at least one search you keep no setting at all.",
            "Your lowest loss so far begins with a number that no trial reached. In one search of "
            "the check all losses are above 20.",
            "Which number is so large that every first loss is below it?",
            when=sometimes(setting="none", trials="n"),
        ),
        Wrong(
            "starts below",
            then(lambda trial, best, loss, tried: (tried[0][0], 0.0)),
            "The loss that you give back is below all losses that came up.",
            "Your lowest loss so far begins with a number that no trial reached.",
            "Which number is so large that every first loss is below it?",
            when=sometimes(loss="below all"),
        ),
        Wrong(
            "the last one",
            then(lambda trial, best, loss, tried: tried[-1]),
            "You keep the last setting, whatever its loss was.",
            "A better one came before, and it was written over.",
            "Under which condition should a new setting take the place of the one kept so far?",
            when=says(setting="last", loss="its own"),
        ),
        Wrong(
            "the last one with the lowest loss",
            lowest_of_the_last,
            "Your loss is the lowest one. Your setting is the last one, and has another loss.",
            "The loss is kept only where it is lower, and the setting in each round.",
            "Which two names have to change together?",
            when=says(setting="last", loss="the lowest"),
        ),
        Wrong(
            "the worst one",
            keep(lambda loss, lowest: loss > lowest, -math.inf),
            "You keep the setting with the largest loss.",
            "It is the worst of all that you tried.",
            "Read your condition aloud: when is a loss better than another one?",
            when=says(setting="worst", loss="its own"),
        ),
        Wrong(
            "compared with the one before",
            then(
                lambda trial, best, loss, tried: [
                    after for before, after in pairwise(tried) if after[1] < before[1]
                ][-1]
            ),
            "The setting that you keep was tried, and another one had a lower loss.",
            "Perhaps each loss is compared with the one before it, or the lowest loss so far is "
            "not written anew when a lower one comes.",
            "Print the lowest loss so far in each round. May it ever grow?",
            when=says(loss="its own"),
        ),
        Wrong(
            "another loss",
            loss_of_the_last,
            "Your setting is the best one. The loss beside it is not that of its trial.",
            "The setting and its loss belong together, and are kept together.",
            "Which two names have to change in the same round?",
            when=says(setting="best", loss="another"),
        ),
    ),
    rivals=(
        Rival("The first setting.", then(lambda trial, best, loss, tried: tried[0])),
        Rival(
            "The second best, to be safe.",
            then(lambda trial, best, loss, tried: sorted(tried, key=lambda one: one[1])[1]),
        ),
        Rival("The smallest learning rate.", then(lambda trial, best, loss, tried: min(tried))),
        Rival(
            "The mean of all losses.",
            then(
                lambda trial, best, loss, tried: (best, sum(one[1] for one in tried) / len(tried))
            ),
        ),
        Rival(
            "The number of the trial in place of the setting.",
            then(lambda trial, best, loss, tried: (tried.index((best, loss)), loss)),
        ),
        Rival(
            "The middle one of all losses.",
            then(lambda trial, best, loss, tried: sorted(tried, key=lambda one: one[1])[3]),
        ),
        Rival(
            "The mean of two trials of each.",
            lambda draw, trial, n: min(
                ((one, (trial(one) + trial(one)) / 2) for one in [draw() for _ in range(n)]),
                key=lambda pair: pair[1],
            ),
        ),
        Rival("Until a loss is below 2.5.", keep(lambda loss, lowest: loss < min(lowest, 2.5))),
    ),
)
