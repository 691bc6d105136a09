"""07.halving: right answers in other clothes, and answers with a mistake."""

import torch


def sorted_pairs(settings, trial, steps):
    while len(settings) > 1:
        pairs = sorted((trial(setting, steps), setting) for setting in settings)
        settings = [setting for _, setting in pairs[: len(pairs) // 2]]
        steps *= 2
    return settings[0]


def sorted_by_a_key(settings, trial, steps):
    alive = list(settings)
    while len(alive) > 1:
        alive = sorted(alive, key=lambda setting, n=steps: trial(setting, n))[: len(alive) // 2]
        steps = steps + steps
    return alive.pop()


def calls_itself(settings, trial, steps):
    if len(settings) == 1:
        return settings[0]
    losses = torch.tensor([trial(setting, steps) for setting in settings], dtype=torch.float64)
    better = losses.topk(len(settings) // 2, largest=False).indices.tolist()
    return calls_itself([settings[i] for i in better], trial, 2 * steps)


def by_the_median(settings, trial, steps):
    """The settings stay in their order; the number of rounds is known from the start."""
    for k in range(len(settings).bit_length() - 1):
        losses = {setting: trial(setting, steps * 2**k) for setting in settings}
        border = sorted(losses.values())[len(losses) // 2]
        settings = [setting for setting in settings if losses[setting] < border]
    return settings[0]


def numbers_of_settings(settings, trial, steps):
    alive = list(range(len(settings)))
    while len(alive) > 1:
        alive = sorted(alive, key=lambda i: trial(i, steps))[: len(alive) // 2]
    return settings[alive[0]]


def return_in_the_loop(settings, trial, steps):
    while len(settings) > 1:
        settings = sorted(settings, key=lambda s, n=steps: trial(s, n))[: len(settings) // 2]
        steps = 2 * steps
        return settings[0]


def a_new_name(settings, trial, steps):
    while len(settings) > 1:
        better = sorted(settings, key=lambda s, n=steps: trial(s, n))[: len(settings) // 2]
        steps = 2 * steps
    return better[0]


def sorted_in_place(settings, trial, steps):
    while len(settings) > 1:
        settings.sort(key=lambda s, n=steps: trial(s, n))
        del settings[len(settings) // 2 :]
        steps = 2 * steps
    return settings[0]


def never_longer(settings, trial, steps):
    while len(settings) > 1:
        settings = sorted(settings, key=lambda s: trial(s, steps))[: len(settings) // 2]
    return settings[0]


def the_difference(settings, trial, steps):
    done, until = 0, steps
    while len(settings) > 1:
        pairs = sorted((trial(setting, until - done), setting) for setting in settings)
        settings = [setting for _, setting in pairs[: len(pairs) // 2]]
        done, until = until, 2 * until
    return settings[0]


def the_loss(settings, trial, steps):
    while len(settings) > 1:
        pairs = sorted((trial(setting, steps), setting) for setting in settings)
        settings = [setting for _, setting in pairs[: len(pairs) // 2]]
        steps *= 2
    return pairs[0]


def tripled(settings, trial, steps):
    while len(settings) > 1:
        settings = sorted(settings, key=lambda s, n=steps: trial(s, n))[: len(settings) // 2]
        steps = 3 * steps
    return settings[0]


RIGHT = [sorted_pairs, sorted_by_a_key, calls_itself, by_the_median]

OTHERS = [
    (numbers_of_settings, "is not one of the settings"),
    (return_in_the_loop, "That is one round"),
    (a_new_name, "Your loop does not end"),
    (sorted_in_place, "`list(settings)`"),
    (the_difference, "trains a new network each time"),
    (never_longer, "the same number of steps"),
    (the_loss, "The task asks for one of the settings"),
    (tripled, "goes on with twice the steps"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "worse half": ("higher losses goes", "worst of all", "round beside those"),
    "steps not doubled": ("In every round", "second round says", "next round longer"),
    "only what is added": ("steps: only those", "ended. But `trial`", "round, also those"),
    "steps halved": ("trials become shorter", "are fewer settings", "of each round"),
    "steps added": ("steps is added", "many are wanted", "first four rounds"),
    "doubled too early": ("Already your first", "Everything then takes", "loop: the trials"),
    "by position": ("whatever its losses", "trials are made", "with a list"),
    "in the order of the settings": (
        "order by themselves",
        "smaller learning rates",
        "line sort? Print",
    ),
    "the best at once": ("a short time", "ahead after many", "better half, after"),
    "one round": ("you give back", "are further rounds", "condition behind `while`"),
    "all to the end": ("the last round", "search that halving", "round be made"),
    "a quarter": ("only a quarter", "a little slow", "the list before"),
    "drop one": ("dropped, the worst", "becomes very long", "the list before"),
    "in a list": ("The right setting", "the setting itself", "one thing out"),
    "a last trial": ("it once more", "left to compare", "many settings should"),
    "tried twice": ("more than once", "training, and costs", "places where `trial`"),
    "endless": ("after many trials", "not become shorter", "gives the name"),
}
