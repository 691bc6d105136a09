"""11.stop: the step with the smallest loss among those at which not too much is forgotten."""

from collections.abc import Callable

import torch

from helpers.practice.compare import is_number
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

NOTHING, SOMETHING = "none is allowed", "a step where none is allowed"
MISSED, TEXT = "none where one is allowed", "a text"

# For each case the order of the new losses and of the old ones, by rank, and how many of the old
# ones are allowed, or that number with a half, where `most` lies above the last of them.
CURVES = (
    # The new loss falls and rises again, the old one rises. The limit is an old loss itself.
    ((7, 6, 4, 2, 1, 0, 3, 5), (0, 1, 2, 3, 4, 5, 6, 7), 4),
    # The new loss dips, is worse at three steps that are allowed, and dips lower. Meanwhile the old
    # loss goes above the limit and comes back.
    ((9, 3, 2, 4, 5, 6, 7, 1, 0, 8), (2, 0, 3, 4, 9, 5, 6, 1, 8, 7), 7.5),
    # Four equal new losses: the first is not allowed, and of the others the one in the middle
    # forgets least.
    ((0, 3, 0, 2, 0, 1, 0), (6, 0, 3, 4, 1, 5, 2), 6.5),
    # Nothing is allowed.
    ((4, 2, 0, 1, 3), (0, 2, 1, 3, 4), 0.5),
    # One step.
    ((0,), (0,), 1.5),
    # Losses that were added up, and no means.
    ((1, 0, 2), (0, 1, 2), 3.5),
)
SMALL, LARGE = 1, 4  # the least distance of two losses, in tenths
DISTANCES = ((LARGE, SMALL), (SMALL, LARGE), *[(SMALL, SMALL)] * 4)  # of the new and the old ones
ADDED_UP = 20_000  # by which the new losses of the last case are larger, in tenths


def some_curves(generator: torch.Generator) -> list[tuple]:
    """(steps, new, old, most): see CURVES. No step has the number of a place in the lists."""

    def losses(ranks, lowest, distance):
        """Numbers with one decimal in the order of the ranks; equal ranks are equal numbers."""
        rising = [lowest]
        for _ in range(max(ranks)):
            rising.append(rising[-1] + distance + choose(generator, 2))
        return [rising[rank] / 10 for rank in ranks]

    def curve(new_ranks, old_ranks, allowed, distances, more):
        every = 5 * (3 + choose(generator, 8))
        new = losses(new_ranks, more + 2 + choose(generator, 4), distances[0])
        old = losses(old_ranks, 15 + choose(generator, 4), distances[1])
        rising = sorted(old)
        most = rising[int(allowed) - 1] if allowed >= 1 else rising[0] - 0.1
        if allowed != int(allowed):
            most += 0.05
        steps = [every * (i + 1) for i in range(len(new))]
        return steps, new, old, round(most, 2)

    while True:
        more = [0] * (len(CURVES) - 1) + [ADDED_UP]
        curves = [
            curve(*one) for one in zip(*zip(*CURVES, strict=True), DISTANCES, more, strict=True)
        ]
        _, new, _, most = curves[0]
        apart = [smallest_sum, sum_of_allowed]
        if new[0] > most and all(rule(*curves[1]) != best(*curves[1]) for rule in apart):
            return curves


def seen(answer: Callable, steps, new, old, most) -> object:
    """The step; or, in words, what came in place of one: NOTHING for a `None` that is right, MISSED
    for one that is not, SOMETHING where a number came and no step is allowed, TEXT for a text."""
    given = answer(steps, new, old, most)
    some = min(old) <= most
    if given is None:
        return MISSED if some else NOTHING
    if isinstance(given, str):
        return TEXT
    if not some and is_number(given) and not isinstance(given, bool):
        return SOMETHING
    return given


def smallest(
    measure: Callable = lambda new, old: new,
    allowed: Callable = lambda new, old, most: old <= most,
    latest: bool = False,
) -> Callable:
    """An answer: the step at which measure(new, old) is smallest among those for which
    allowed(new, old, most); the first of equals or the latest, and None where there is none."""

    def answer(steps, new, old, most):
        found = [
            (measure(a, b), i)
            for i, (a, b) in enumerate(zip(new, old, strict=True))
            if allowed(a, b, most)
        ]
        if not found:
            return None
        least = min(value for value, _ in found)
        places = [i for value, i in found if value == least]
        return steps[places[-1 if latest else 0]]

    return answer


def all_of_them(new, old, most):
    return True


best = smallest()
no_limit = smallest(allowed=all_of_them)
smallest_sum = smallest(lambda new, old: new + old, all_of_them)
sum_of_allowed = smallest(lambda new, old: new + old)


def allowed_places(old, most) -> list[int]:
    return [i for i, loss in enumerate(old) if loss <= most]


def of_allowed(pick: Callable) -> Callable:
    """An answer: pick(places that are allowed, steps, new), None where there is none."""

    def answer(steps, new, old, most):
        places = allowed_places(old, most)
        return pick(places, steps, new) if places else None

    return answer


def best_alone(steps, new, old, most):
    """The best of all, if it is allowed."""
    i = new.index(min(new))
    return steps[i] if old[i] <= most else None


def place_among_allowed(places, steps, new):
    losses = [new[i] for i in places]
    return steps[losses.index(min(losses))]


def looked_up(places, steps, new):
    """The smallest allowed loss, and the first step of all that has it."""
    return steps[new.index(min(new[i] for i in places))]


def without_none(steps, new, old, most):
    places = allowed_places(old, most) or range(len(old))
    return steps[min(places, key=lambda i: new[i])]


def error_where_none(steps, new, old, most):
    return steps[min(allowed_places(old, most), key=lambda i: new[i])]


def up_to_the_first_above(steps, new, old, most):
    n = next((i for i, loss in enumerate(old) if loss > most), len(old))
    return best(steps[:n], new[:n], old[:n], most) if n else None


def patient(patience: int) -> Callable:
    """An answer: it ends after so many allowed steps in a row that are no better than the best."""

    def answer(steps, new, old, most):
        least, found, worse = float("inf"), None, 0
        for step, a, b in zip(steps, new, old, strict=True):
            if b > most:
                continue
            if a < least:
                least, found, worse = a, step, 0
            else:
                worse += 1
            if worse == patience:
                break
        return found

    return answer


def begins_with(largest: float) -> Callable:
    """An answer whose smallest loss is `largest` before the first step."""

    def answer(steps, new, old, most):
        return best([None, *steps], [largest, *new], [most, *old], most)

    return answer


def nothing_handed_out(steps, new, old, most):
    best(steps, new, old, most)


def gives_up(steps, new, old, most):
    """None where the first step is not allowed."""
    return best(steps, new, old, most) if old[0] <= most else None


def first_rise(steps, new, old, most):
    """The last step before the new loss rises for the first time, if it is allowed."""
    i = next((i for i in range(len(new) - 1) if new[i + 1] > new[i]), len(new) - 1)
    return steps[i] if old[i] <= most else None


def is_allowed(call, steps, new, old, most) -> bool:
    """The old loss at the step is not above the limit."""
    given = call(steps, new, old, most)
    return given not in steps or old[steps.index(given)] <= most


def is_a_step(call, steps, new, old, most) -> bool:
    given = call(steps, new, old, most)
    return isinstance(given, str) or given in steps


def ever(marker: str) -> Callable:
    """A rule for `when`: this was seen in a case."""
    return lambda found: any(isinstance(one, str) and one == marker for one in found)


EXERCISE = Exercise(
    name="11.stop",
    reference=best,
    arguments=("steps", "new", "old", "most"),
    returns="one of the numbers in `steps`, or `None`",
    cases=some_curves,
    observe=seen,
    checked="a training that forgets more with each step; one whose old loss goes above the limit "
    "and comes back; one with equal losses; one in which nothing is allowed; one with one step; "
    "one whose new losses are far above 10.",
    why="the loss on answers never shown was looked at to choose the step. May you give this loss "
    "as the result of your training?",
    because=(
        "It is a little too good: of many steps you took the one that looks best on these answers, "
        "and a part of that is chance. For the result, take answers that had no part in the "
        "choice. So there are three kinds: those that are trained on, those by which you choose, "
        "and those by which you judge at the end."
    ),
    otherwise=(
        "In at least one training you name another step, or none where there is one.",
        "Two things count: the old loss says whether a step is allowed, and among those that are, "
        "the smallest new loss wins.",
        "Write four steps on paper with losses of your own, strike out those that are not "
        "allowed, and compare with what your function gives.",
    ),
    properties=(
        Property(
            "allowed",
            is_allowed,
            "You name a step at which the old loss is above `most`.",
            "There the model has forgotten more than it may, however good its answers are.",
            "For the step that you name, print the old loss beside `most`.",
        ),
        Property(
            "one of the steps",
            is_a_step,
            "You give back a number that is not in `steps`.",
            "The model was stored at these steps, and at no others.",
            "Print your result beside `steps`. Which list do you take it from?",
        ),
    ),
    wrong=(
        Wrong(
            "always None",
            nothing_handed_out,
            "You give back `None` each time.",
            "A function without a `return` line does this, whatever it computes.",
            "Which line hands the step out, and is it reached?",
        ),
        Wrong(
            "limit ignored",
            no_limit,
            "You take the smallest new loss of all, whatever the model has forgotten there.",
            "The limit is not used: it may be far above what is allowed.",
            "Which two inputs say whether a step is allowed?",
        ),
        Wrong(
            "last step",
            lambda steps, new, old, most: steps[-1],
            "You take the last step.",
            "With the steps, the old loss rises on, and the new one may rise, too. Early stopping "
            "goes back to a better step.",
            "Which inputs of your function are not used yet?",
        ),
        Wrong(
            "smallest old loss",
            smallest(lambda new, old: old, all_of_them),
            "You take the step at which the model has forgotten least.",
            "That is mostly one at the beginning, when it has not learned much either.",
            "The old loss has to be small enough, and no more. Which one has to be smallest?",
        ),
        Wrong(
            "smallest old loss of those allowed",
            smallest(lambda new, old: old),
            "Of the steps that are allowed, you take the one that has forgotten least.",
            "All that are allowed are good enough in this. Something else says which is best.",
            "Which loss has to be smallest?",
        ),
        Wrong(
            "smallest sum",
            smallest_sum,
            "You take the step with the smallest sum of the two losses.",
            "So a good new loss makes up for much that is forgotten. A limit does not work like "
            "this: what is above it is out.",
            "Which steps are out? Strike them out first.",
        ),
        Wrong(
            "smallest sum of those allowed",
            sum_of_allowed,
            "Of the steps that are allowed, you take the one with the smallest sum of both losses.",
            "The old loss has had its say already: these steps are allowed.",
            "Which loss has to be smallest?",
        ),
        Wrong(
            "place in the list",
            of_allowed(lambda places, steps, new: min(places, key=lambda i: new[i])),
            "You give back the place in the list.",
            "The place is right. Whoever wants to load the model needs the number of the step.",
            "What stands in `steps` at this place?",
        ),
        Wrong(
            "place among the allowed",
            of_allowed(place_among_allowed),
            "You look for the best place in a shorter list, and read the step from the whole one.",
            "When some steps are struck out, those behind them move to the front. The same place "
            "is another step then.",
            "What else has to be struck out, so that the lists still belong together?",
        ),
        Wrong(
            "looked up in the whole list",
            of_allowed(looked_up),
            "You find the smallest loss that is allowed, and then name the first step that has it, "
            "allowed or not.",
            "Two steps can have the same new loss, and one of them may be above the limit.",
            "In which list do you look the loss up?",
        ),
        Wrong(
            "strict limit",
            smallest(allowed=lambda new, old, most: old < most),
            "A step whose old loss is exactly the limit is not allowed in your function.",
            "The task calls `most` the largest old loss that is allowed.",
            "Is your comparison true for two equal numbers?",
        ),
        Wrong(
            "latest of equals",
            smallest(latest=True),
            "Of several equal losses you take the latest.",
            "The task asks for the earliest. It has cost less, and has mostly forgotten less.",
            "What does your comparison say of two equal numbers?",
        ),
        Wrong(
            "least forgotten of equals",
            smallest(lambda new, old: (new, old)),
            "Of several equal losses you take the step that has forgotten least.",
            "That makes sense. The task asks for the earliest of them: it has cost least.",
            "Which of your inputs decides between two equal new losses? The order of the lists "
            "is enough.",
        ),
        Wrong(
            "the loss",
            of_allowed(lambda places, steps, new: min(new[i] for i in places)),
            "You give back the loss.",
            "It is the right one. The task asks at which step it was.",
            "Which list has the steps, and at which place do you have to look?",
        ),
        Wrong(
            "the best alone",
            best_alone,
            "You look at the best step alone. If it is not allowed, you give up.",
            "Then another one may still be allowed, and be good.",
            "What comes first: to strike out, or to look for the smallest?",
        ),
        Wrong(
            "last that is allowed",
            of_allowed(lambda places, steps, new: steps[places[-1]]),
            "You take the last step that is allowed.",
            "The limit says how long one may train, and not how long it is good: the new loss can "
            "have risen before.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "first that is allowed",
            of_allowed(lambda places, steps, new: steps[places[0]]),
            "You take the first step that is allowed.",
            "A `return` inside the loop ends the function there, and later steps are not looked "
            "at. Or the new losses are not used.",
            "When do you know which step is best?",
        ),
        Wrong(
            "losses exchanged",
            smallest(lambda new, old: old, lambda new, old, most: new <= most),
            "You hold the new loss to the limit, and look for the smallest old one.",
            "The two lists have changed places.",
            "Which loss says what is forgotten?",
        ),
        Wrong(
            "no None",
            without_none,
            "Where no step is allowed, you name one all the same.",
            "Whoever set the limit would get a model that has forgotten too much, and would not "
            "know it.",
            "Which line of your function asks whether there is any step left?",
        ),
        Wrong(
            "error in place of None",
            error_where_none,
            "Where no step is allowed, your function ends with an error.",
            "`min` cannot find the smallest of nothing.",
            "What has to be asked before `min`?",
        ),
        Wrong(
            "stops looking",
            up_to_the_first_above,
            "You stop looking at the first step above the limit.",
            "An old loss goes up and down a little, and can come back below the limit, for "
            "instance where old text is mixed in.",
            "Which word ends your loop? One round should be left out, and not all that follow.",
        ),
        Wrong(
            "patience",
            patient(1),
            "You stop looking after some steps that are allowed and no better.",
            "So one stops while a training runs, and cannot see what comes. Here it is over: the "
            "new loss may fall once more after a rise.",
            "Which line ends your loop, or your function, before the last step was looked at?",
        ),
        Wrong(
            "begins too low",
            begins_with(10),
            "Where the new losses are large, you give back `None`, and there is a step that is "
            "allowed.",
            "The smallest loss so far begins with a number of yours. Where each loss is above it, "
            "none of them is smaller.",
            "With which number can you begin, so that any loss is below it?",
        ),
        Wrong(
            "a text",
            lambda steps, new, old, most: str(best(steps, new, old, most)),
            "You give back a text.",
            "`None` is a value of Python, and so is a number. Neither has quotation marks.",
            "Print the `type(…)` of what you give back.",
            when=ever(TEXT),
        ),
        Wrong(
            "None where one is allowed",
            gives_up,
            "In at least one training you give back `None`, and there is a step that is allowed.",
            "`None` is for a training in which each old loss is above `most`.",
            "Which line of your function hands out `None`, or ends without a `return`? For which "
            "inputs is it reached?",
            when=ever(MISSED),
        ),
    ),
    rivals=(
        Rival("The last step before the new loss rises for the first time.", first_rise),
        Rival("The last step before an allowed one that is no better.", patient(1)),
        Rival("It ends after two allowed steps that are no better.", patient(2)),
        Rival("It ends after three allowed steps that are no better.", patient(3)),
        Rival("No loss is above 10.", begins_with(10)),
        Rival("No loss is above 1,000.", begins_with(1000)),
        Rival("The largest new loss that is allowed.", smallest(lambda new, old: -new)),
        Rival("The best of those above the limit.", smallest(allowed=lambda n, old, m: old > m)),
        Rival(
            "The limit is for the rise since the first step.",
            lambda steps, new, old, most: best(steps, new, [b - old[0] for b in old], most),
        ),
        Rival(
            "The limit is for the sum of both.", smallest(allowed=lambda a, b, most: a + b <= most)
        ),
        Rival("The step with the smallest gap.", smallest(lambda new, old: abs(new - old))),
        Rival(
            "The best, and one step before it if that is above the limit.",
            lambda steps, new, old, most: (
                no_limit(steps, new, old, most)
                if best_alone(steps, new, old, most) is not None
                else steps[max(new.index(min(new)) - 1, 0)]
            ),
        ),
    ),
)
