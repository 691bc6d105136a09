"""02.carry-back: right answers in other clothes, and answers with a mistake."""

import torch


def carry_plain(w_z, b_z, mean, std):
    w = w_z / std
    b = b_z - w * mean
    return w, b


def carry_items(w_z, b_z, mean, std):
    w = w_z / std.item()
    return [w, b_z - w * mean.item()]


def carry_bracket(w_z, b_z, mean, std):
    return torch.tensor([1 / std * w_z, b_z + w_z * (0 - mean) / std])


def carry_two_points(w_z, b_z, mean, std):
    def fare(x):
        return w_z * (x - mean) / std + b_z

    return fare(1.0) - fare(0.0), fare(0.0)


def carry_without_the_zero(w_z, b_z, mean, std):
    return w_z / std, b_z


def carry_times_std(w_z, b_z, mean, std):
    w = w_z * std
    return w, b_z - w * mean


def carry_whole(w_z, b_z, mean, std):
    w = w_z // std
    return w, b_z - w * mean


RIGHT = [carry_plain, carry_items, carry_bracket, carry_two_points]

MISTAKES = {
    5: [
        (carry_without_the_zero, "the unscaled feature"),
        (carry_times_std, "unscaled feature needs"),
    ],
}

OTHERS = [
    (carry_whole, "`//`"),
    (
        lambda w_z, b_z, mean, std: (abs(w_z / std), b_z - abs(w_z / std) * mean),
        "one standard deviation further",
    ),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "times std": ("multiplied the slope", "the two operations", "A standard deviation"),
    "bias not changed": ("is still `b_z`", "mean distance. b", "bracket beside `b_z`"),
    "plus": ("should lie below", "go backwards along", "more, and watch"),
    "mean not divided": ("multiplied by `w_z`", "km: these units", "the unit ¥/km"),
    "only the mean": ("mean distance itself", "cannot be subtracted", "What turns kilometres"),
    "both divided": ("you divided `b_z`", "in ¥ already", "what is left"),
    "standardised": ("parameters and divided", "column of distances", "Put the definition"),
    "feature undone": ("added the mean", "brings a distance", "Put the definition"),
    "slope not changed": ("is still `w_z`", "deviation. The unscaled", "Where does std"),
    "mean in standard deviations": (
        "subtracted mean /",
        "of standard deviations",
        "bracket in line",
    ),
    "whole numbers": ("a whole number", "behind the decimal", "two lines divides"),
    "order": ("You give back", "numbers are right", "Compare your `return`"),
    "at the mean": ("distance, your line", "must be `b_z`", "should come out"),
    "one std further": ("standard deviation further", "fits the slope", "the fare grow"),
}
