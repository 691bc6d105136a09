"""11.stop: right answers in other clothes, and answers with a mistake."""

import itertools

import numpy as np
import torch


def in_a_loop(steps, new, old, most):
    best, at = float("inf"), None
    for step, a, b in zip(steps, new, old, strict=True):
        if b <= most and a < best:
            best, at = a, step
    return at


def of_pairs(steps, new, old, most):
    pairs = [(a, step) for step, a, b in zip(steps, new, old, strict=True) if b <= most]
    return min(pairs)[1] if pairs else None


def with_a_default(steps, new, old, most):
    places = [i for i in range(len(steps)) if not old[i] > most]
    i = min(places, key=lambda i: new[i], default=None)
    return None if i is None else steps[i]


def by_torch(steps, new, old, most):
    old = torch.tensor(old, dtype=torch.float64)
    if (old > most).all():
        return None
    losses = torch.tensor(new).masked_fill(old > most, float("inf"))
    return torch.tensor(steps)[losses.argmin()]


def by_numpy(steps, new, old, most):
    allowed = np.array(old) <= most
    if not allowed.any():
        return None
    return np.array(steps)[allowed][np.array(new)[allowed].argmin()]


def by_a_sort(steps, new, old, most):
    for step, _a, b in sorted(zip(steps, new, old, strict=True), key=lambda row: row[1]):
        if b <= most:
            return step


def shorter_lists(steps, new, old, most):
    kept = [i for i, loss in enumerate(old) if loss <= most]
    if kept == []:
        return None
    steps, new = [steps[i] for i in kept], [new[i] for i in kept]
    return steps[new.index(min(new))]


def last(steps, new, old, most):
    return steps[-1]


def lowest_new(steps, new, old, most):
    return steps[new.index(min(new))]


def lowest_old(steps, new, old, most):
    return steps[old.index(min(old))]


def lowest_sum(steps, new, old, most):
    sums = [a + b for a, b in zip(new, old, strict=True)]
    return steps[sums.index(min(sums))]


def place(steps, new, old, most):
    kept = [i for i, loss in enumerate(old) if loss <= most]
    return min(kept, key=lambda i: new[i]) if kept else None


def place_in_the_shorter_list(steps, new, old, most):
    losses = [a for a, b in zip(new, old, strict=True) if b <= most]
    return steps[losses.index(min(losses))] if losses else None


def place_in_the_longer_list(steps, new, old, most):
    losses = [a for a, b in zip(new, old, strict=True) if b <= most]
    return steps[new.index(min(losses))] if losses else None


def below(steps, new, old, most):
    kept = [i for i, loss in enumerate(old) if loss < most]
    return steps[min(kept, key=lambda i: new[i])] if kept else None


def latest(steps, new, old, most):
    best, at = float("inf"), None
    for step, a, b in zip(steps, new, old, strict=True):
        if b <= most and a <= best:
            best, at = a, step
    return at


def the_loss(steps, new, old, most):
    return min([a for a, b in zip(new, old, strict=True) if b <= most], default=None)


def gives_up(steps, new, old, most):
    i = new.index(min(new))
    if old[i] <= most:
        return steps[i]


def breaks_off(steps, new, old, most):
    best, at = float("inf"), None
    for step, a, b in zip(steps, new, old, strict=True):
        if b > most:
            break
        if a < best:
            best, at = a, step
    return at


def returns_in_the_loop(steps, new, old, most):
    for step, b in zip(steps, old, strict=True):
        if b <= most:
            return step
    return None


def longest(steps, new, old, most):
    kept = [step for step, b in zip(steps, old, strict=True) if b <= most]
    return kept[-1] if kept else None


def zero_for_none(steps, new, old, most):
    return in_a_loop(steps, new, old, most) or 0


def first_for_none(steps, new, old, most):
    return in_a_loop(steps, new, old, most) or steps[0]


def word_for_none(steps, new, old, most):
    return in_a_loop(steps, new, old, most) or "None"


def false_for_none(steps, new, old, most):
    return in_a_loop(steps, new, old, most) or False


def error_of_min(steps, new, old, most):
    losses = [a for a, b in zip(new, old, strict=True) if b <= most]
    kept = [step for step, b in zip(steps, old, strict=True) if b <= most]
    return kept[losses.index(min(losses))]


def error_of_argmin(steps, new, old, most):
    old, new = torch.tensor(old, dtype=torch.float64), torch.tensor(new)
    return torch.tensor(steps)[old <= most][new[old <= most].argmin()]


def no_return(steps, new, old, most):
    in_a_loop(steps, new, old, most)


def sorted_in_place(steps, new, old, most):
    right = in_a_loop(steps, new, old, most)
    new.sort()
    return right


def compared_with_the_limit(steps, new, old, most):
    kept = [i for i, loss in enumerate(new) if loss <= most]
    return steps[min(kept, key=lambda i: old[i])] if kept else None


def first_no_better(steps, new, old, most):
    kept = [i for i, loss in enumerate(old) if loss <= most]
    if not kept:
        return None
    for i, j in itertools.pairwise(kept):
        if new[j] >= new[i]:
            return steps[i]
    return steps[kept[-1]]


def with_patience(steps, new, old, most):
    best, at, bad = float("inf"), None, 0
    for step, a, b in zip(steps, new, old, strict=True):
        if b <= most:
            if a < best:
                best, at, bad = a, step, 0
            else:
                bad += 1
                if bad >= 3:
                    return at
    return at


def least_forgotten(steps, new, old, most):
    rows = [(a, b, step) for step, a, b in zip(steps, new, old, strict=True) if b <= most]
    return min(rows)[2] if rows else None


def from_ten(steps, new, old, most):
    best, at = 10, None
    for step, a, b in zip(steps, new, old, strict=True):
        if b <= most and a < best:
            best, at = a, step
    return at


def below_and_the_loss(steps, new, old, most):
    return min([a for a, b in zip(new, old, strict=True) if b < most], default=None)


RIGHT = [
    in_a_loop,
    of_pairs,
    with_a_default,
    by_torch,
    by_numpy,
    by_a_sort,
    shorter_lists,
]

MISTAKES = {
    "II.30": [
        (lowest_new, "whatever the model has forgotten there"),
        (last, "You take the last step."),
        (lowest_sum, "the smallest sum of the two losses"),
    ]
}

OTHERS = [
    (lowest_old, "has forgotten least"),
    (place, "the place in the list"),
    (place_in_the_shorter_list, "the best place in a shorter list"),
    (place_in_the_longer_list, "allowed or not"),
    (below, "exactly the limit"),
    (latest, "you take the latest"),
    (least_forgotten, "you take the step that has forgotten least"),
    (first_no_better, "You stop looking after some steps"),
    (with_patience, "You stop looking after some steps"),
    (from_ten, "begins with a number of yours"),
    (below_and_the_loss, "not in `steps`"),
    (the_loss, "You give back the loss"),
    (gives_up, "You look at the best step alone"),
    (breaks_off, "You stop looking"),
    (returns_in_the_loop, "the first step that is allowed"),
    (longest, "the last step that is allowed"),
    (zero_for_none, "you name one all the same"),
    (first_for_none, "you name one all the same"),
    (word_for_none, "You give back a text"),
    (false_for_none, "one of the numbers in `steps`"),
    (error_of_min, "your function ends with an error"),
    (error_of_argmin, "Error"),
    (no_return, "You give back `None` each time"),
    (sorted_in_place, "`new` is no longer what it was"),
    (compared_with_the_limit, "The two lists have changed places"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "always None": ("`None` each time", "whatever it computes", "Which line hands"),
    "limit ignored": ("of all, whatever", "used: it may", "step is allowed"),
    "last step": ("You take the last step.", "too. Early stopping", "your function are"),
    "smallest old loss": ("which the model", "learned much either", "be small enough"),
    "smallest old loss of those allowed": ("the one that", "Something else says", "Which loss has"),
    "smallest sum": ("the two losses", "forgotten. A limit", "steps are out"),
    "smallest sum of those allowed": ("of both losses", "say already: these", "Which loss has"),
    "place in the list": ("in the list", "right. Whoever wants", "stands in `steps`"),
    "place among the allowed": ("a shorter list", "struck out, those", "still belong together"),
    "looked up in the whole list": ("find the smallest", "same new loss", "look the loss"),
    "strict limit": ("exactly the limit", "`most` the largest", "your comparison true"),
    "latest of equals": ("take the latest", "mostly forgotten less", "your comparison say"),
    "least forgotten of equals": ("the step that", "That makes sense", "inputs decides between"),
    "the loss": ("back the loss", "is the right", "has the steps"),
    "the best alone": ("best step alone", "still be allowed", "What comes first"),
    "last that is allowed": ("last step that", "have risen before", "Which input of"),
    "first that is allowed": ("take the first", "A `return` inside", "step is best"),
    "losses exchanged": ("limit, and look", "have changed places", "what is forgotten"),
    "no None": ("all the same", "forgotten too much", "function asks whether"),
    "error in place of None": ("your function ends", "`min` cannot find", "asked before `min`"),
    "stops looking": ("above the limit", "limit, for instance", "One round should"),
    "patience": ("looking after some", "once more after", "your function, before"),
    "begins too low": ("losses are large", "number of yours", "which number can"),
    "a text": ("back a text", "Neither has quotation", "Print the `type(…)`"),
    "None where one is allowed": ("least one training", "is above `most`", "without a `return`"),
    "allowed": ("is above `most`", "may, however good", "loss beside `most`"),
    "one of the steps": ("not in `steps`", "stored at these", "result beside `steps`"),
}
