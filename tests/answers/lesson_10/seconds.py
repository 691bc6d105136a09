"""10.seconds: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def step_by_step(parameters, tokens, speed, chips, share):
    for_a_token = 2 * parameters + 4 * parameters
    operations = for_a_token * tokens
    reached = share * speed
    return operations / (chips * reached)


def one_after_the_other(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens / speed / chips / share


def shared_tokens(parameters, tokens, speed, chips, share):
    """Each chip gets its part of the tokens."""
    return 6 * parameters * (tokens / chips) / (speed * share)


def by_numpy(parameters, tokens, speed, chips, share):
    work = np.prod([6.0, parameters, tokens])
    return work / np.prod([speed, chips, share])


def by_pytorch(parameters, tokens, speed, chips, share):
    return torch.tensor(6.0 * parameters * tokens) / torch.tensor(speed * chips * share)


def a_list_of_passes(parameters, tokens, speed, chips, share):
    return sum(operations * parameters * tokens / (speed * chips * share) for operations in (2, 4))


def forward_only(parameters, tokens, speed, chips, share):
    return 2 * parameters * tokens / (speed * chips * share)


def no_brackets(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens / speed * chips * share


def chips_then_share(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens / (speed * chips) * share


def one_pair_of_brackets(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens / (speed * share) * chips


def the_line_of_the_lesson(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens / speed


def in_hours(parameters, tokens, speed, chips, share):
    return step_by_step(parameters, tokens, speed, chips, share) / 60 / 60


def added_up(parameters, tokens, speed, chips, share):
    return 6 * (parameters + tokens) / (speed * chips * share)


def forward_in_hours(parameters, tokens, speed, chips, share):
    return 2 * parameters * tokens / (speed * chips * share) / 3600


def forward_without_chips(parameters, tokens, speed, chips, share):
    return 2 * parameters * tokens / (speed * share)


def forward_without_share(parameters, tokens, speed, chips, share):
    return 2 * parameters * tokens / (speed * chips)


def six_for_a_token(parameters, tokens, speed, chips, share):
    return (6 * parameters + tokens) / (speed * chips * share)


def tokens_forgotten(parameters, tokens, speed, chips, share):
    return 6 * parameters / (speed * chips * share)


def eight(parameters, tokens, speed, chips, share):
    return 8 * parameters * tokens / (speed * chips * share)


def floor_division(parameters, tokens, speed, chips, share):
    return 6 * parameters * tokens // (speed * chips * share)


def rounded(parameters, tokens, speed, chips, share):
    return round(step_by_step(parameters, tokens, speed, chips, share))


def as_a_text(parameters, tokens, speed, chips, share):
    return f"{step_by_step(parameters, tokens, speed, chips, share)} s"


def printed(parameters, tokens, speed, chips, share):
    print(step_by_step(parameters, tokens, speed, chips, share))


def another_name(parameters, tokens, speed, chips, share):
    return 6 * N * D / (speed * chips * share)  # noqa: F821


def three_inputs(parameters, tokens, speed):
    return 6 * parameters * tokens / speed


RIGHT = [
    step_by_step,
    one_after_the_other,
    shared_tokens,
    by_numpy,
    by_pytorch,
    a_list_of_passes,
]

OTHERS = [
    (forward_only, "of the forward pass only"),
    (no_brackets, "With more chips your training becomes longer, and with a smaller share"),
    (chips_then_share, "With a smaller share your training becomes shorter"),
    (one_pair_of_brackets, "With more chips your training becomes longer."),
    (the_line_of_the_lesson, "You count one chip, and it works at its full speed"),
    (in_hours, "You give back hours"),
    (added_up, "You add the tokens to the parameters"),
    (forward_in_hours, "too long or too short by a fixed factor"),
    (forward_without_chips, "With twice as many chips your time is not one half"),
    (forward_without_share, "For other values of `share`"),
    (six_for_a_token, "With twice as many tokens your time does not double"),
    (tokens_forgotten, "With twice as many tokens your time does not double"),
    (eight, "too long or too short by a fixed factor"),
    (floor_division, "is cut off"),
    (rounded, "rounded to whole ones"),
    (as_a_text, "quotation marks"),
    (printed, "`None`"),
    (another_name, "NameError"),
    (three_inputs, "cannot be called with 5 inputs"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "forward only": ("forward pass only", "goes back, too", "the backward pass"),
    "backward only": ("backward pass only", "no gradient without", "the forward pass"),
    "one operation": ("parameter and token", "weight is multiplied", "two passes together"),
    "no share": ("their full speed", "the other chips", "longer or shorter"),
    "share the wrong way": ("training becomes shorter", "1. To multiply", "the share belong"),
    "no chips": (
        "You count one chip.",
        "chip, and all",
        "Which input of your function is not used yet?",
    ),
    "chips the wrong way": (
        "With more chips your training becomes longer.",
        "the chips share",
        "How many operations do all chips together do in a second?",
    ),
    "one chip at full speed": ("one chip, and", "There are several", "second, in truth"),
    "both the wrong way": ("becomes longer, and", "the fraction line", "second. Then divide"),
    "the lost share": ("what is reached", "of 0.3 means", "task what `share`"),
    "percent": ("percent, and divide", "to 1 already", "Print `share`"),
    "added": ("to the parameters", "have their operations", "parameters and reads"),
    "minutes": ("give back minutes", "seconds come out", "seconds into minutes"),
    "hours": ("give back hours", "seconds come out", "seconds into hours"),
    "days": ("give back days", "seconds come out", "seconds into days"),
    "upside down": ("fraction is upside", "work would make", "What stands above"),
    "the work": (
        "many operations there",
        "long it takes",
        "How many operations do all chips together do in a second?",
    ),
    "the speed of all": ("in a second", "is right. What", "whole training take"),
    "cut off": ("behind the decimal", "and `int` throw", "keeps the decimals"),
    "whole seconds": (
        "rounded to whole",
        "For a short training this is a large part.",
        "it comes out",
    ),
    "chips": ("as many chips", "time, so together", "does `chips` stand"),
    "share": ("twice the share", "and needs longer", "does `share` stand"),
    "speed": ("twice as fast", "the work, divided", "does `speed` stand"),
    "tokens": ("as many tokens", "model once more", "does `tokens` stand"),
    "parameters": ("as many parameters", "parameter takes part", "does `parameters` stand"),
}
