"""Faults of lesson 07 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

# These take seconds, and few other cells need them.
TRAINED = ("one-seed", "ten-seeds", "ten-seeds-picture", "range-picture", "search", "test-once")


def numbers(cell: str) -> str:
    return f"lesson_07/test_numbers::test_numbers[{cell}]"


def words(cell: str) -> str:
    return f"test_drawn::test_what_a_cell_prints[07-{cell}]"


def in_a_cell(cell: str, old: str, new: str, caught_by: str, needs=(), **more) -> Fault:
    """Of the long cells, only that with the fault is run, those named, and that of the test."""
    without = (one for one in TRAINED if one not in {cell, *needs} and f"{one}]" not in caught_by)
    return Fault(f"07/{cell}", old, new, caught_by, without=tuple(without), **more)


def in_a_picture(cell: str, old: str, new: str, test: str, shown: str, needs=()) -> Fault:
    """`shown` is the cell that draws it."""
    test = f"lesson_07/test_pictures::test_{test}"
    return in_a_cell(cell, old, new, test, needs=(shown, *needs), store=None, last=shown)


FAULTS = {
    "every seed the same": in_a_picture(
        "ten-seeds",
        "trial(lr, 64, seed) for",
        "trial(lr, 64) for",
        "ten_seeds_of_three_rates",
        "ten-seeds-picture",
    ),
    "a trial judged on what it learned": in_a_cell(
        "trial", "evaluate(model, X_valid, y_valid)", "evaluate(model, X, y)", numbers("ten-seeds")
    ),
    "exponents for rates": in_a_cell(
        "linear",
        "10 ** torch.linspace(-4, 0, 100)",
        "torch.linspace(-4, 0, 100)",
        numbers("linear"),
    ),
    "a rate that is added to": in_a_picture(
        "range-test",
        '["lr"] *=',
        '["lr"] +=',
        "the_range_test_on_two_axes",
        "range-picture",
    ),
    "rates that begin one too late": in_a_picture(
        "range-picture",
        "for i in range(1, 101)",
        "for i in range(2, 102)",
        "the_range_test_on_two_axes",
        "range-picture",
    ),
    "a grid in one corner": in_a_cell(
        "grid-table",
        "for i in range(a) for j in range(b)",
        "for i in range(1) for j in range(1)",
        numbers("grid-result"),
    ),
    "the worst draw": in_a_cell(
        "grid-table", ".min(dim=1).values", ".max(dim=1).values", numbers("grid-result")
    ),
    "all draws good": in_a_cell(
        "enough", "draws.any(dim=1)", "draws.all(dim=1)", numbers("enough")
    ),
    "a likeness that grows": in_a_cell(
        "one-trial", "torch.exp(-((place", "torch.exp(((place", numbers("one-trial")
    ),
    "doubt without its square": in_a_cell(
        "one-trial", "(1 - k**2)", "(1 - k)", numbers("one-trial")
    ),
    "the center forgotten": in_a_cell(
        "guess", "mean = center + weights", "mean = weights", words("guess-check")
    ),
    "trials that do not share their weight": in_a_cell(
        "guess", "torch.linalg.solve(same, near.T).T", "near", words("guess-check")
    ),
    "losses that count too": in_a_cell("improvement", ".clamp(min=0)", "", numbers("formula")),
    "the least improvement": in_a_cell("search", ".argmax()]", ".argmin()]", words("search")),
    "another number of trials": in_a_cell(
        "race-spread", "row.trial == 10", "row.trial == 20", numbers("race-spread")
    ),
    "an average guesser": in_a_cell(
        "coins", "right.max(dim=1).values", "right[:, 0]", numbers("coins")
    ),
    "weights exchanged": in_a_cell(
        "weights", "w1 = (k1 - r * k2)", "w1 = (k2 - r * k1)", numbers("weights")
    ),
    "a bell curve that is too high": in_a_cell(
        "formula", "/ (2 * torch.pi) ** 0.5", "", numbers("formula")
    ),
    "trained again from the start": in_a_cell(
        "halving", "(until - done)", "until", numbers("halving")
    ),
    "a likeness without its half": Fault(
        "helpers/search.py",
        "/ (2 * length**2)",
        "/ length**2",
        "test_search::test_two_trials_by_the_closed_form",
    ),
    "a doubt that does not shrink": Fault(
        "helpers/search.py",
        "left = 1 - (weights * near).sum(dim=1)",
        "left = 1 - 0 * near.sum(dim=1)",
        "test_search::test_two_trials_by_the_closed_form",
    ),
    "no noise": Fault(
        "helpers/search.py",
        " + noise * torch.eye(len(tried), dtype=tried.dtype)",
        "",
        "test_search::test_as_scikit_learn_does",
    ),
    "an improvement upwards": Fault(
        "helpers/search.py",
        "gain = best - mean",
        "gain = mean - best",
        "test_search::test_expected_improvement_by_slices",
    ),
    "a bell curve without its half": Fault(
        "helpers/search.py",
        "torch.exp(-(z**2) / 2)",
        "torch.exp(-(z**2))",
        "test_search::test_expected_improvement_by_slices",
    ),
    "the worst half goes on": Fault(
        "helpers/experiments/race.py",
        "key=losses.__getitem__)",
        "key=losses.__getitem__, reverse=True)",
        "test_experiments::test_the_first_round_of_halving",
    ),
    "the worst of the tried wins": Fault(
        "helpers/experiments/curse.py",
        "seen[tried].argmin()",
        "seen[tried].argmax()",
        "test_experiments::test_winner",
    ),
    "the truth from the validation names": Fault(
        "helpers/experiments/curse.py",
        "(test.mean() - test[best]).item()",
        "(seen.mean() - seen[best]).item()",
        "test_experiments::test_winner",
    ),
    "rates on an even axis": Fault(
        "helpers/experiments/trials.py",
        "10 ** (low + (high - low) * a)",
        "10**low + (10**high - 10**low) * a",
        "test_experiments::test_settings_lie_on_log_axes",
    ),
    "both panels even": Fault(
        "helpers/plotting.py",
        '("linear", "log"), ("even axis"',
        '("linear", "linear"), ("even axis"',
        "test_plotting::test_range_test_on_both_axes",
    ),
    "losses in full height": Fault(
        "helpers/plotting.py",
        "[min(loss, top) for loss in losses]",
        "[*losses]",
        "test_plotting::test_range_test_on_both_axes",
    ),
}
