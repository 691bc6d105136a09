"""Faults of lesson 04 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

FAULTS = {
    "a dropped zero_grad": Fault(
        "04/loop",
        "    optimizer.zero_grad()",
        "    pass",
        "lesson_04/test_numbers::test_numbers[loop]",
    ),
    "momentum without momentum": Fault(
        "04/race",
        "momentum=0.9",
        "momentum=0.0",
        "lesson_04/test_numbers::test_numbers[race]",
    ),
    "tested on the training set": Fault(
        "04/split-train",
        "model(X_test), y_test",
        "model(X_train), y_train",
        "lesson_04/test_numbers::test_numbers[split-train]",
    ),
    "not carried back": Fault(
        "04/penguins-train",
        "w = w_z / std",
        "w = w_z * std",
        "lesson_04/test_numbers::test_numbers[penguins-train]",
    ),
    "the wrong optimizer": Fault(
        "04/case2-run",
        "torch.optim.Adam(parameters",
        "torch.optim.SGD(parameters",
        "lesson_04/test_numbers::test_numbers[case2-run]",
    ),
    "the answer in a stored output": Fault(
        "04/case2-run",
        "8.31",
        "9.00",
        "lesson_04/test_numbers::test_numbers[case2-run]",
        output=True,
    ),
    "a pale line": Fault(
        "helpers/explore/lesson_04.py",
        'LOOKS = {"SGD": ("residual", None)',
        'LOOKS = {"SGD": ("third", None)',
        "test_accessibility::test_lines_and_dots_stand_out_from_white[race]",
    ),
    "two lines of one style in colours that look alike": Fault(
        "helpers/explore/lesson_04.py",
        '"Adam": ("best", "10 4 2 4")',
        '"Adam": ("best", "9 5")',
        "test_accessibility::test_colours_that_stand_together_can_be_told_apart[race]",
    ),
    "less momentum": Fault(
        "helpers/explore/lesson_04.py",
        "velocity = 0.9 * velocity + grad",
        "velocity = 0.8 * velocity + grad",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[race]",
    ),
    "an arrival that does not last": Fault(
        "helpers/explore/lesson_04.py",
        "there.flip(-1)",
        "there",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[race]",
    ),
}
