"""Faults of lesson 03 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

FAULTS = {
    "the chain rule broken": Fault(
        "03/value-backward",
        "slope * value.grad",
        "slope",
        "lesson_03/test_numbers::test_numbers[value-rides]",
    ),
    "overwrite for add": Fault(
        "03/value-backward",
        "parent.grad += slope",
        "parent.grad = slope",
        "lesson_03/test_numbers::test_numbers[value-rides]",
    ),
    "the slopes of a product swapped": Fault(
        "03/value-class",
        "[(self, other.data), (other, self.data)]",
        "[(self, self.data), (other, other.data)]",
        "lesson_03/test_numbers::test_numbers[value-rides]",
    ),
    "a dropped zero": Fault(
        "03/autograd-loop",
        "    w.grad = None\n",
        "    pass\n",
        "lesson_03/test_numbers::test_numbers[autograd-loop]",
    ),
    "zero that does not": Fault(
        "03/order-loop",
        "parameter.grad.zero_()",
        "pass",
        "lesson_03/test_numbers::test_numbers[order-run]",
    ),
    "two labels exchanged": Fault(
        "03/order-picture",
        "label=order",
        "label=order[::-1]",
        "lesson_03/test_pictures::test_orders",
        store=None,
    ),
    "a word in a stored output": Fault(
        "03/grad-fn",
        "MulBackward0",
        "AddBackward0",
        "test_notebooks::test_stored_text_is_what_the_cells_print[03]",
        output=True,
    ),
    "a zero that does not empty": Fault(
        "helpers/explore/lesson_03.py",
        "t.grad.zero_()",
        "pass",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[gradient_bucket]",
    ),
    "a gradient that L keeps": Fault(
        "helpers/explore/lesson_03.py",
        'leaf = [n in "wb" and',
        'leaf = [n in "wbL" and',
        "test_explore::test_what_is_shown_is_what_pytorch_computes[graph_walk]",
    ),
}
