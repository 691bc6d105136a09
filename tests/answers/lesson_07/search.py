"""07.search: right answers in other clothes, and answers with a mistake."""

import torch


def first_outside(draw, trial, n):
    best = draw()
    lowest = trial(best)
    for _ in range(n - 1):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def all_in_lists(draw, trial, n):
    settings = [draw() for _ in range(n)]
    losses = [trial(setting) for setting in settings]
    lowest = min(losses)
    return settings[losses.index(lowest)], lowest


def by_min(draw, trial, n):
    tried = []
    for _ in range(n):
        setting = draw()
        tried.append((trial(setting), setting))
    loss, best = min(tried)
    return [best, loss]


def in_torch(draw, trial, n):
    settings = [draw() for _ in range(n)]
    losses = torch.tensor([trial(setting) for setting in settings])
    return settings[losses.argmin()], losses.min()


def a_dictionary(draw, trial, n):
    tried = {}
    while len(tried) < n:
        setting = draw()
        tried[setting] = trial(setting)
    best = min(tried, key=tried.get)
    return best, tried[best]


def drawn_in_the_condition(draw, trial, n):
    best, lowest = None, float("inf")
    for _ in range(n):
        if trial(draw()) < lowest:
            best = draw()
            lowest = trial(best)
    return best, lowest


def range_from_one(draw, trial, n):
    best, lowest = None, float("inf")
    for _ in range(1, n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def a_start_of_zero(draw, trial, n):
    best, lowest = None, 0
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def a_start_of_ten(draw, trial, n):
    best, lowest = None, 10
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def zero_and_a_first_setting(draw, trial, n):
    best, lowest = draw(), 0
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def lowest_not_updated(draw, trial, n):
    best = draw()
    lowest = trial(best)
    for _ in range(n - 1):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, kept = setting, loss
    return best, kept


def first_and_n_more(draw, trial, n):
    best = draw()
    lowest = trial(best)
    for _ in range(n):
        setting = draw()
        loss = trial(setting)
        if loss < lowest:
            best, lowest = setting, loss
    return best, lowest


def back_in_the_loop(draw, trial, n):
    for _ in range(n):
        setting = draw()
        return setting, trial(setting)


def no_brackets(draw, trial, n):
    return min((trial(draw), draw) for _ in range(n))


def sorted_by_a_new_trial(draw, trial, n):
    settings = [draw() for _ in range(n)]
    best = min(settings, key=trial)
    return best, trial(best)


def only_the_loss(draw, trial, n):
    return first_outside(draw, trial, n)[1]


def three_parts(draw, trial, n):
    best, loss = first_outside(draw, trial, n)
    return (*best, loss)


def nothing_returned(draw, trial, n):
    first_outside(draw, trial, n)


def nothing_tried(draw, trial, n):
    return draw(), 2.3


def without_an_end(draw, trial, n):
    while True:
        trial(draw())


RIGHT = [first_outside, all_in_lists, by_min, in_torch, a_dictionary]

OTHERS = [
    (drawn_in_the_condition, "You do not make n trials"),
    (range_from_one, "one trial fewer"),
    (a_start_of_zero, "begins with a number that no trial reached"),
    (a_start_of_ten, "you keep no setting at all"),
    (zero_and_a_first_setting, "never tried"),
    (lowest_not_updated, "not written anew"),
    (first_and_n_more, "one trial more than n"),
    (back_in_the_loop, "the same setting"),
    (no_brackets, "wants a setting"),
    (sorted_by_a_new_trial, "once more"),
    (only_the_loss, "a pair: the best setting"),
    (three_parts, "a pair: the best setting"),
    (nothing_returned, "`None`"),
    (nothing_tried, "You do not make n trials"),
    (without_an_end, "more than 1,000 times"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "only a setting": ("a setting alone", "Its two numbers", "stand behind `return`"),
    "exchanged": ("the loss first", "the other order", "`return` once more"),
    "one setting": ("the same setting", "called once, before", "to run anew"),
    "draws again": ("was never tried", "a new setting", "used twice, once"),
    "one again at the end": ("setting once more", "training too many", "before. Where can"),
    "some again": ("your settings twice", "training: it costs", "`trial(`? Its result"),
    "one too few": ("trial fewer than", "`range(1, n)` leaves", "first trial before"),
    "one too many": (
        "trial more than",
        "first trial stands",
        "How many rounds does your loop have for n = 3?",
    ),
    "another number": ("make n trials", "calls your function", "often does `trial(`"),
    "starts too low": ("least one search", "check all losses", "large that every"),
    "starts below": (
        "below all losses",
        "Your lowest loss so far begins with a number that no trial reached.",
        "large that every",
    ),
    "the last one": ("last setting, whatever", "one came before", "new setting take"),
    "the last one with the lowest loss": ("is the lowest", "kept only where", "to change together"),
    "the worst one": ("the largest loss", "worst of all", "better than another"),
    "compared with the one before": ("tried, and another", "written anew when", "Print the lowest"),
    "another loss": ("The loss beside", "loss belong together", "the same round"),
}
