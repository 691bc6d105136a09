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
