"""The formulas of the lessons, worked out with random numbers."""

import numpy as np
import pytest
from formulas import evaluate, formulas, holds, statements
from lessons import LESSONS, ROOT, Lesson, of_lesson

HELD = [n for n in LESSONS if (ROOT / "tests" / f"lesson_{n}" / "formulas.py").is_file()]


def every_formula():
    """Each formula of a lesson that is held, with its text's name."""
    for number in HELD:
        for cell in Lesson(LESSONS[number]).nb.cells:
            if cell.cell_type == "markdown":
                for latex in dict.fromkeys(formulas(cell.source)):
                    yield pytest.param(number, cell.id, latex, id=f"{number}-{cell.id}-{latex}")


@pytest.mark.parametrize(("number", "name", "latex"), list(every_formula()))
def test_formula(number, name, latex):
    table = of_lesson(number, "formulas")
    read = table.READ.get(name, {}).get(latex)
    if isinstance(read, str):
        assert len(read.split()) > 2
        return
    assert name in table.VALUES, f"tests/lesson_{number}/formulas.py has no VALUES for {name}"
    for seed in range(20):
        values = table.VALUES[name](np.random.default_rng(seed))
        wanted = read(values) if read else {}
        if isinstance(wanted, dict):
            assert any(relations for _, relations in statements(latex)), "no =: put it into READ"
            assert holds(latex, {**values, **wanted})
        else:
            assert np.allclose(evaluate(latex, values), wanted, rtol=1e-5)
        if name in table.BROKEN and "<" in latex:
            assert not holds(latex, table.BROKEN[name](np.random.default_rng(seed)))


@pytest.mark.parametrize("number", HELD)
def test_nothing_is_listed_in_vain(number):
    table = of_lesson(number, "formulas")
    texts = {cell.id: formulas(cell.source) for cell in Lesson(LESSONS[number]).nb.cells}
    for name in {*table.VALUES, *table.BROKEN, *table.READ}:
        assert texts.get(name), f"{name} has no formulas"
    for name, read in table.READ.items():
        assert set(read) <= set(texts[name]), name


X = np.array([1.0, 2, 4])
NAMES = {"a": 2.0, "b": 3.0, "x": X, "N": 3, "lr": 0.5, "hat y": 7.0, "dL/dw": -4.0}
NAMES |= {"n": 5.0, "n_i": 2.0}


@pytest.mark.parametrize(
    ("latex", "value"),
    [
        ("2ab", 12),
        ("a + b^2", 11),
        ("-a^2", -4),
        (r"\frac{a}{b} \cdot b", 2),
        (r"a / b\,b", 2),
        (r"\frac{1}{N}\sum_{i=1}^{N} x_i^2 + 1", 8),
        (r"\overline{x} - \overline{x^2}", 7 / 3 - 7),
        (r"\bigl(a + b\bigr)^2", 25),
        (r"\hat y - \text{lr}", 6.5),
        (r"\dfrac{\partial L}{\partial w}", -4),
        (r"\sqrt{a^2}", 2),
        (r"\frac{\text{mean of } x\,x}{a}", 3.5),
        (r"\log \sum_j x_j", np.log(7)),
        (r"\sum_{c=1}^{n} (x_{i,c} - a)", 1),
        (r"n\,a - n_i", 8),
        (r"\partial \bigl(\sum_j x_j^2 - a\bigr) / \partial x_i - x_i", [1, 2, 4]),
    ],
)
def test_evaluate(latex, value):
    assert evaluate(latex, NAMES) == pytest.approx(value)


@pytest.mark.parametrize(
    "latex",
    ["a = b - 1 = 2", "a < b < 4", r"a \approx 2.001 \qquad b = 3", r"a = 2.00\dots"],
)
def test_holds(latex):
    assert holds(latex, NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        *("a = b", "a = 2 = b", "b < a", r"a \approx 2.1", r"a = 2 \qquad b = 2"),
        *(r"a = 1.99\dots", r"a = 2.01\dots"),
    ],
)
def test_does_not_hold(latex):
    assert not holds(latex, NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        *(r"\int x", r"\sum_{i=2}^N x_i", "a + c", r"a \& b", "(a + b", r"\frac{a}"),
        *(r"\partial (x_i) / \partial q_i", r"a + \dots"),
    ],
)
def test_what_is_not_known_is_an_error(latex):
    with pytest.raises(ValueError):
        evaluate(latex, NAMES)
