"""Faults of lesson 02 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

FAULTS = {
    "a flipped sign in the gradient": Fault(
        "02/gradient-function",
        "w * X + b - y",
        "y - w * X - b",
        "lesson_02/test_numbers::test_numbers[gradient-function]",
    ),
    "the 2 forgotten": Fault(
        "02/loop",
        "2 * (residual * X)",
        "1 * (residual * X)",
        "lesson_02/test_numbers::test_numbers[loop-run]",
    ),
    "uphill": Fault(
        "02/loop",
        "b = b - lr * grad_b",
        "b = b + lr * grad_b",
        "lesson_02/test_numbers::test_numbers[loop-run]",
    ),
    "another learning rate": Fault(
        "02/loop-run",
        "lr=0.05",
        "lr=0.04",
        "lesson_02/test_numbers::test_numbers[loop-run]",
    ),
    "a gradient a tenth too short": Fault(
        "02/many-features-loop",
        "A.T @ residual",
        "A.T @ residual * 0.9",
        "lesson_02/test_numbers::test_numbers[many-check]",
    ),
    "the path of another rate": Fault(
        "02/valley-picture",
        "lrs=[0.13]",
        "lrs=[0.03]",
        "lesson_02/test_pictures::test_valley",
        store=None,
    ),
    "a sign in a stored output": Fault(
        "02/gradient-function",
        "-28.0",
        "28.0",
        "lesson_02/test_numbers::test_numbers[gradient-function]",
        output=True,
    ),
    "a step uphill": Fault(
        "helpers/explore/lesson_02.py",
        "path.append(path[-1] - lr.values",
        "path.append(path[-1] + lr.values",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[one_step]",
    ),
    "a tangent that rises": Fault(
        "helpers/explore/lesson_02.py",
        "slope = -(grad_w[here]",
        "slope = (grad_w[here]",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[one_step]",
    ),
    "another standard deviation": Fault(
        "helpers/explore/lesson_02.py",
        "X.std(correction=0)",
        "X.std()",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[valley]",
    ),
}
