"""What the figures of lesson 03 show, computed another way; tests/test_explore.py compares."""

import functools
import itertools
import math
import re

import numpy as np
import pytest
import torch
from sheets import BOOKS, NAN, Sheet, cell, mse, shown, slopes

ORDER = ["w", "b", "p", "y_hat", "r", "L"]


PARENTS = {"p": ["w"], "y_hat": ["p", "b"], "r": ["y_hat"], "L": ["r"]}


FORWARD = [["p"], ["y_hat"], ["r"], ["L"]]


BACKWARD = [["L"], ["r"], ["y_hat"], ["p", "b"], ["w"]]


def factor(value):
    """The place of a factor: a negative one stands in brackets."""
    return "({:.7g})" if value < 0 else "{:.7g}"


def graph_walk(s):
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (s.value(0), 1.0))
    p = w * 3
    y_hat = p + b
    r = y_hat - 7
    nodes = {"w": w, "b": b, "p": p, "y_hat": y_hat, "r": r, "L": r * r}
    for node in nodes.values():
        node.retain_grad()
    nodes["L"].backward()
    v = {name: node.item() for name, node in nodes.items()}
    g = {name: node.grad.item() + 0.0 for name, node in nodes.items()}

    where = re.fullmatch(r"start|(forward|backward) (\d) of (\d)", s.told[1])
    way, count = where[1], int(where[2] or 0)
    forward = count if way == "forward" else 4 if way == "backward" else 0
    backward = count if way == "backward" else 0
    known = {"w", "b", *itertools.chain(*FORWARD[:forward])}
    back = set(itertools.chain(*BACKWARD[:backward]))
    now, arrows = [], []
    if way == "forward":
        now = FORWARD[count - 1]
        arrows = [(parent, name) for name in now for parent in PARENTS[name]]
    elif way == "backward":
        now = BACKWARD[count - 1]
        arrows = [(child, n) for n in now for child, of in PARENTS.items() if n in of]
    assert where[3] in (None, "4" if way == "forward" else "5")

    # where the page has drawn each node, and the head and the row of each column of the table
    top, low = s.axes
    place = {t.get_text().split("\n")[0]: t.get_position() for t in top.texts}
    head = {t.get_text(): t.get_position() for t in low.texts}
    x, y = np.array([place[name] for name in ORDER]).T
    column = [head[name][0] for name in ORDER]

    def box(name):
        return place[name][0] - 0.54, place[name][1] - 0.36

    def beside(source, target):
        (x0, y0), (x1, y1) = place[source], place[target]
        right = math.copysign(1, x1 - x0)
        lower = 0.1 if right > 0 else 0.16
        return x0 + 0.54 * right, y0 - lower, x1 - 0.54 * right, y1 - lower

    nowhere = [(NAN, NAN)]
    boxes = np.array(([box(name) for name in now] + 2 * nowhere)[:2])
    ends = ([beside(*pair) for pair in arrows] + 2 * [(NAN,) * 4])[:2]
    held = [n in "wb" and n in back for n in ORDER]
    marks = {
        "now": s.rects(0, *boxes.T, 1.08, 0.72, "line", "third"),
        "values": s.text(
            0, x, y - 0.03, [("{:.7g}", v[n]) if n in known else ("?",) for n in ORDER], "ink"
        ),
        "gradients": s.text(
            0,
            x,
            y - 0.19,
            [("grad {:.7g}", g[n]) if n in back else ("",) for n in ORDER],
            "residual",
        ),
        ".grad": s.text(
            1,
            column,
            head[".grad"][1],
            [("{:.7g}", g[n]) if h else ("None",) for n, h in zip(ORDER, held, strict=True)],
            "residual",
        ),
        "way": s.arrows(0, ends, "line", 14),
    }
    r = v["r"]
    lines = {
        "start": [("start: you made w and b; they are the leaves",)],
        "forward": [
            None,
            ("forward: p = w · 3 = " + factor(v["w"]) + " · 3 = {:.7g}", v["w"], v["w"] * 3),
            ("forward: y_hat = p + b = {:.7g} + 1 = {:.7g}", v["p"], v["p"] + 1),
            ("forward: r = y_hat - 7 = {:.7g} - 7 = {:.7g}", v["y_hat"], v["y_hat"] - 7),
            ("forward: L = r · r = " + factor(r) + " · " + factor(r) + " = {:.7g}", r, r, r**2),
        ],
        "backward": [
            None,
            ("backward: it starts with dL/dL = 1",),
            ("backward: dL/dr = dL/dL · 2r = 1 · 2 · " + factor(r) + " = {:.7g}", r, g["r"]),
            ("backward: dL/dy_hat = dL/dr · 1 = {:.7g}", g["y_hat"]),
            ("backward: dL/dp = dL/db = dL/dy_hat · 1 = {:.7g}; b is a leaf and keeps it", g["p"]),
            (
                "backward: dL/dw = dL/dp · 3 = "
                + factor(g["p"])
                + " · 3 = {:.7g}; w is a leaf and keeps it",
                g["p"],
                g["w"],
            ),
        ],
    }
    assert g["p"] == g["b"] == g["y_hat"] and g["L"] == 1 and g["w"] == 3 * g["p"]
    return marks, [lines[way or "start"][count]]


@functools.cache
def trained(order):
    """The acts of an order over 60 epochs in float64: (epoch, text, w, b, gradient or None)."""
    acts = [(0, ("nothing was done yet: .grad is None",), 0.0, 0.0, None)]
    w, b, held, losses = 0.0, 0.0, None, []
    for epoch in range(60):
        losses.append(float(mse(w, b)))
        for act in order.split(", "):
            if act == "zero":
                full = held is not None and held[0] != 0
                text = ("zero empties .grad" if full else "zero finds nothing to empty",)
                held = None if held is None else (0.0, 0.0)
            elif act == "backward":
                dw, db = map(float, slopes(w, b))
                held = (dw, db) if held is None else (held[0] + dw, held[1] + db)
                text = ("backward adds {:.2f} to w.grad and {:.2f} to b.grad", dw, db)
            elif held is None:
                text = ("step finds no gradient and moves nothing",)
            else:
                w, b = w - 0.05 * held[0], b - 0.05 * held[1]
                text = (
                    "step moves w by {:.2f} and b by {:.2f}",
                    -0.05 * held[0],
                    -0.05 * held[1],
                )
            acts.append((epoch, text, w, b, held))
    return acts, losses


def gradient_bucket(s):
    order, done = s.told[0], int(s.value(1))
    acts, losses = trained(order)
    epoch, text, w, b, held = acts[done]
    height = np.array(held or (0.0, 0.0))
    texts = [("{:.2f}", h) for h in held] if held else [("None",)] * 2
    names = order.split(", ")
    last = (done - 1) % len(names) if done else None
    listed = "  ".join(f"[{name}]" if i == last else name for i, name in enumerate(names))
    x = np.arange(2)
    marks = {
        "bucket": s.rects(0, x - 0.3, 0, 0.6, height, "data", "fourth"),
        "held": s.text(0, x, height + np.where(height >= 0, 4, -4), texts, "ink"),
        "loss curve": s.line(1, np.arange(60), losses),
        "epoch": s.points(1, epoch, losses[epoch], "start"),
    }
    return marks, [(f"epoch {epoch}:  {listed}   (w = {{:.2f}}, b = {{:.2f}})", w, b), text]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "graph_walk": graph_walk,
    "gradient_bucket": gradient_bucket,
}
# float32 is what the figure computes with
SLACK = {"gradient_bucket": 2e-5}


# the numbers of each text alternative, computed
ALTS = {
    "graph_walk": [1, 3, 1, 4, -3, 9],
    "gradient_bucket": [60],
}


def test_the_graph_that_is_drawn():
    top, low = BOOKS["graph_walk"]().figures[0].axes
    texts = {t.get_text().split("\n")[0]: t.get_position() for t in top.texts}
    edges = {("w", "p"): "· 3", ("y_hat", "r"): "- 7", ("r", "L"): "square"}
    for (source, target), text in edges.items():
        middle = (texts[source][0] + texts[target][0]) / 2
        assert texts[text][0] == pytest.approx(middle)
    assert sum(t.get_text() == "+" for t in top.texts) == 2
    w = torch.tensor(1.0, requires_grad=True)
    leaf = {"w": w.is_leaf, "b": w.is_leaf, "p": (w * 3).is_leaf}
    leaf |= dict.fromkeys(("y_hat", "r", "L"), leaf["p"])
    row = next(t.get_position()[1] for t in low.texts if t.get_text() == "leaf")
    head = {t.get_text(): t.get_position()[0] for t in low.texts}
    told = {t.get_position()[0]: t.get_text() for t in low.texts if t.get_position()[1] == row}
    assert {name: told[head[name]] == "yes" for name in ORDER} == leaf
    assert set(told.values()) == {"leaf", "yes", "no"}


def test_the_orders_that_work_are_those_the_lesson_names():
    book = BOOKS["gradient_bucket"]()
    orders = book.controls[0].texts
    curve = next(mark for mark in book.spec["marks"] if mark["name"] == "loss curve")
    sheet = Sheet(book, book.start)
    y33, y1 = sheet.pixels(1, 0, 33.0)[1], sheet.pixels(1, 0, 1.0)[1]
    works, frozen, rest = [], [], []
    for i, order in enumerate(orders):
        y = book.numbers(curve, [i, 0]).double().numpy()[1::2]
        if np.allclose(y, y33, atol=0.05):
            frozen.append(order)
        elif (np.diff(y) > -0.05).all() and y[-1] > y1:  # pixels count downwards: it falls
            works.append(order)
        else:
            rest.append(order)
    # zero after a step and before the next backward, and all three are there
    around = {
        ("zero", "backward", "step"),
        ("backward", "step", "zero"),
        ("step", "zero", "backward"),
    }
    assert {tuple(order.split(", ")) for order in works} == around
    note = cell("03", "order-note")
    assert "three orders that work, the first three," in note and works == list(orders[:3])
    assert "In the next three" in note and "stays at 33" in note and "last three one act" in note
    assert frozen == [*orders[3:6], "zero, backward", "zero, step"]
    assert rest == ["backward, step"]
    assert "Three of the nine orders work" in cell("03", "ask-bucket-figure")
    assert (
        sorted(map(sorted, (o.split(", ") for o in orders[3:6])))
        == [["backward", "step", "zero"]] * 3
    )
    assert all(trained(order)[1][-1] < 0.1 for order in works)


def test_the_numbers_in_the_notes():
    note = cell("03", "twice-intro")
    assert "With w = 2 the residual is 0, and so is every gradient except the 1" in note
    assert 2 in shown("graph_walk", 0) and slopes(2, 1, np.array([3.0]), np.array([7.0])) == (0, 0)
