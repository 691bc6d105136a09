"""07.choose: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def in_a_loop(valid, test):
    best = 0
    for i in range(len(valid)):
        if valid[i] < valid[best]:
            best = i
    return best, test(best)


def by_pytorch(valid, test):
    i = torch.tensor(valid).argmin()
    return i, torch.tensor(test(i))


def by_numpy(valid, test):
    order = np.argsort(valid)
    return [order[0], np.float64(test(order[0]))]


def by_key(valid, test):
    i = min(range(len(valid)), key=lambda n: valid[n])
    return i, test(i)


def tuned(valid, test):
    i = min(range(len(valid)), key=test)
    return i, test(i)


def tuned_in_a_loop(valid, test):
    best, lowest = 0, float("inf")
    for i in range(len(valid)):
        loss = test(i)
        if loss < lowest:
            best, lowest = i, loss
    return best, lowest


def tuned_and_validated(valid, test):
    """Chosen by the test set; the validation loss is reported."""
    i = min(range(len(valid)), key=test)
    return i, valid[i]


def lower_of_both(valid, test):
    i = min(range(len(valid)), key=lambda n: valid[n] + test(n))
    return i, test(i)


def asked_for_all(valid, test):
    measured = [test(i) for i in range(len(valid))]
    i = valid.index(min(valid))
    return i, measured[i]


def printed_first(valid, test):
    i = valid.index(min(valid))
    print(test(i))
    return i, test(i)


def the_function(valid, test):
    return valid.index(min(valid)), test


def the_loss_alone(valid, test):
    return test(valid.index(min(valid)))


def rounded(valid, test):
    i = valid.index(min(valid))
    return i, round(test(i), 2)


def as_text_and_back(valid, test):
    i = valid.index(min(valid))
    return i, float(f"{test(i):.2f}")


def sorted_first(valid, test):
    valid.sort()
    return 0, test(0)


def setting_before(valid, test):
    i = valid.index(min(valid)) - 1
    return i, test(i)


RIGHT = [in_a_loop, by_pytorch, by_numpy, by_key]

MISTAKES = {
    "II.10": [
        (tuned, "tuning on the test set"),
        (tuned_in_a_loop, "tuning on the test set"),
        (tuned_and_validated, "tuning on the test set"),
        (lower_of_both, "tuning on the test set"),
        (asked_for_all, "tuning on the test set"),
    ]
}

OTHERS = [
    (printed_first, "more than once about the same setting"),
    (the_function, "The task asks for a pair"),
    (the_loss_alone, "The task asks for a pair"),
    (sorted_first, "`list(valid)`"),
    (rounded, "without `round`"),
    (as_text_and_back, "rounded to two decimals"),
    (setting_before, "The validation losses say which setting is chosen"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "chosen by the test set": ("test set: tuning", "choice: the report", "inputs may decide"),
    "by both": ("loss, after asking", "test set, too", "test set afterwards"),
    "test asked twice": ("more than once", "is used once", "called, also inside"),
    "validation loss reported": ("of the winner", "the winner's curse", "two inputs knows"),
    "lowest test loss reported": ("losses, beside another", "that you chose", "one setting should"),
    "test of all settings": (
        "about several settings",
        "cannot choose without",
        "report about? When",
    ),
    "a rounded loss": ("to two decimals", "compares more digits", "it, without `round`"),
    "largest": ("highest validation loss", "of right guesses", "beside the others"),
    "from 1": ("count the settings", "everywhere in Python", "three validation losses"),
    "exchanged": ("loss comes first", "the other order", "Compare your last"),
    "loss for the number": ("setting's number stands", "The pair has", "the lowest number"),
    "the test of a loss": ("loss to `test`", "`test` wants the", "brackets of `test`"),
}
