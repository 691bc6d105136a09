"""The figures of lesson 03: the graph of one ride, and what `.grad` holds."""

import torch

from helpers.data import five_rides
from helpers.explore.engine import FlipBook, canvas, choice, figure, slider, steps
from helpers.plotting import graph, log_scale

__all__ = ["gradient_bucket", "graph_walk"]

PLACES = {
    "w": (0, 1),
    "p": (2, 1),
    "b": (2, 0),
    "y_hat": (4, 0.5),
    "r": (6, 0.5),
    "L": (8, 0.5),
}
EDGES = [
    ("w", "p", "· 3"),
    ("p", "y_hat", "+"),
    ("b", "y_hat", "+"),
    ("y_hat", "r", "- 7"),
    ("r", "L", "square"),
]
WALK = [  # the nodes that each step computes: the values forward, then the gradients backward
    (),
    ("p",),
    ("y_hat",),
    ("r",),
    ("L",),
    ("L",),
    ("r",),
    ("y_hat",),
    ("p", "b"),
    ("w",),
]
FORWARD = 4  # the number of steps that go forward


def _walk_text(step: int, v: dict[str, float], g: dict[str, float]) -> str:
    w, r, grad_p = (f"({f:.7g})" if f < 0 else f"{f:.7g}" for f in (v["w"], v["r"], g["p"]))
    v, g = ({name: f"{number:.7g}" for name, number in some.items()} for some in (v, g))
    return (
        "start: you made w and b; they are the leaves",
        f"forward: p = w · 3 = {w} · 3 = {v['p']}",
        f"forward: y_hat = p + b = {v['p']} + {v['b']} = {v['y_hat']}",
        f"forward: r = y_hat - 7 = {v['y_hat']} - 7 = {v['r']}",
        f"forward: L = r · r = {r} · {r} = {v['L']}",
        "backward: it starts with dL/dL = 1",
        f"backward: dL/dr = dL/dL · 2r = 1 · 2 · {r} = {g['r']}",
        f"backward: dL/dy_hat = dL/dr · 1 = {g['y_hat']}",
        f"backward: dL/dp = dL/db = dL/dy_hat · 1 = {g['b']}; b is a leaf and keeps it",
        f"backward: dL/dw = dL/dp · 3 = {grad_p} · 3 = {g['w']}; w is a leaf and keeps it",
    )[step]


@figure
def graph_walk() -> FlipBook:
    """Forward and backward through the graph: what does backward write, and where?"""
    w = slider("w", torch.arange(-40, 81, dtype=torch.float64) / 20, 1, form="{:.2f}")
    names = ["start", *(f"forward {i} of 4" for i in range(1, 5))]
    walk = steps("where you are", [*names, *(f"backward {i} of 5" for i in range(1, 6))], FORWARD)
    fig, (top, low) = canvas(9.2, 4.6, 2, 1, gridspec_kw={"height_ratios": [2.1, 1]})
    fig.subplots_adjust(left=0.01, right=0.99, top=0.99, bottom=0.02, hspace=0.02)
    graph(top, {name: (x, y, " \n ") for name, (x, y) in PLACES.items()}, EDGES)
    order = ["w", "b", "p", "y_hat", "r", "L"]
    low.set(xlim=(0, 7.4), ylim=(0, 3))
    low.axis("off")
    for row, title in ((2.4, "tensor"), (1.5, "leaf"), (0.6, ".grad")):
        low.text(0.1, row, title, weight="bold", va="center")
    for i, name in enumerate(order):
        low.text(1.7 + i, 2.4, name, ha="center", va="center")
        low.text(1.7 + i, 1.5, "yes" if name in "wb" else "no", ha="center", va="center")
    low.plot([0, 7.4], [1.95, 1.95], color="#777777", linewidth=0.8)
    low.plot([0, 7.4], [1.05, 1.05], color="#777777", linewidth=0.8)
    by = [w, walk]
    book = FlipBook(
        fig,
        by,
        name="The graph",
        alt="The computational graph of one ride after the forward pass: w = 1, p = 3, b = 1, "
        "y_hat = 4, r = -3, L = 9; no gradient is known yet. Below, a table of the six tensors: "
        "w and b are leaves, and .grad of all six is None.",
    )
    x, y = (torch.tensor([PLACES[name][i] for name in order]) for i in (0, 1))
    values, grads, kept, says, boxes, arrows = [], [], [], [], [], []
    first_seen = {name: i for i, now in enumerate(WALK[: FORWARD + 1]) for name in now}
    grad_seen = {name: i for i, now in enumerate(WALK) if i > FORWARD for name in now}
    for w_value in w.values:
        v, g = _one_ride(w_value)
        for i in range(len(WALK)):
            values += [f"{v[n]:.7g}" if first_seen.get(n, 0) <= i else "?" for n in order]
            grads += [f"grad {g[n]:.7g}" if grad_seen[n] <= i else "" for n in order]
            leaf = [n in "wb" and grad_seen[n] <= i for n in order]
            kept += [f"{g[n]:.7g}" if k else "None" for n, k in zip(order, leaf, strict=True)]
            says.append(_walk_text(i, v, g))
    for i, now in enumerate(WALK):
        found = [PLACES[name] for name in now]
        boxes.append((found + [(torch.nan, torch.nan)] * 2)[:2])
        ways = [(a, z) for a, z, _ in EDGES if (z if i <= FORWARD else a) in now]
        ways = ways if i != FORWARD + 1 else []  # dL/dL comes from nowhere
        ways = ways if i <= FORWARD else [(z, a) for a, z in ways]
        arrows.append(([_way(a, z) for a, z in ways] + [(torch.nan,) * 4] * 2)[:2])
    boxes, arrows = torch.tensor(boxes), torch.tensor(arrows)
    book.rects(
        "now",
        top,
        [walk],
        boxes[..., 0] - 0.54,
        boxes[..., 1] - 0.36,
        1.08,
        0.72,
        color="line",
        fill="third",
        opacity=0.12,
    )
    book.text("values", top, by, x, y - 0.03, values, size=17, bold=True)
    book.text("gradients", top, by, x, y - 0.19, grads, color="residual", size=14)
    book.text(".grad", low, by, 1.7 + torch.arange(6.0), 0.6, kept, color="residual", size=17)
    book.arrow("way", top, [walk], *arrows.unbind(-1), width=3.5, head=14)
    book.say(by, says)
    return book


def _one_ride(w: torch.Tensor) -> tuple[dict[str, float], dict[str, float]]:
    """The values and gradients of every node, by PyTorch, with b = 1."""
    w, b = (t.clone().requires_grad_() for t in (w, torch.ones_like(w)))
    p = w * 3.0
    y_hat = p + b
    r = y_hat - 7.0
    nodes = {"w": w, "b": b, "p": p, "y_hat": y_hat, "r": r, "L": r**2}
    grads = torch.autograd.grad(nodes["L"], list(nodes.values()))
    return (
        {name: node.item() for name, node in nodes.items()},
        {name: grad.item() + 0.0 for name, grad in zip(nodes, grads, strict=True)},  # no -0
    )


def _way(source: str, target: str) -> tuple[float, ...]:
    """An arrow beside the edge, from the side of one box to that of the other."""
    (x0, y0), (x1, y1) = PLACES[source], PLACES[target]
    side = 0.54 if x1 > x0 else -0.54
    down = -0.1 if x1 > x0 else -0.16
    return x0 + side, y0 + down, x1 - side, y1 + down


ORDERS = [
    "zero, backward, step",
    "backward, step, zero",
    "step, zero, backward",
    "backward, zero, step",
    "zero, step, backward",
    "step, backward, zero",
    "backward, step",
    "zero, backward",
    "zero, step",
]
LR, EPOCHS, ACTS = 0.05, 60, 120


@figure
def gradient_bucket() -> FlipBook:
    """`.grad` fills and empties: which orders work, and how does a wrong one look?"""
    order = choice("order in an epoch", ORDERS, ORDERS.index("backward, step"))
    act = steps("acts done", [str(i) for i in range(ACTS + 1)], 4)
    runs = [_train(one.split(", ")) for one in ORDERS]
    held = torch.tensor([[(w_grad or 0.0, b_grad or 0.0) for *_, w_grad, b_grad in acts]
                         for acts, _ in runs])  # fmt: skip
    losses = torch.tensor([losses for _, losses in runs])
    fig, (left, right) = canvas(9.2, 4.3, 1, 2)
    fig.subplots_adjust(left=0.085, right=0.98, top=0.91, bottom=0.14, wspace=0.25)
    left.set(xlim=(-0.7, 1.7), ylim=(-46, 46), title="what .grad holds")
    left.set(ylabel="gradient")
    left.axhline(0, color="black", linewidth=1)
    left.set_xticks([0, 1], ["w.grad", "b.grad"], weight="bold")
    right.set(xlim=(-1, EPOCHS), ylim=(1e-4, 1e4), yscale="log", title="where it leads")
    log_scale(right)
    right.set(xlabel="epoch", ylabel="loss (MSE, ¥²)")
    by = [order, act]
    book = FlipBook(
        fig,
        by,
        name="The gradient bucket",
        alt="Left: two bars, what w.grad and b.grad hold after four acts of the order backward, "
        "step, without zero. Right: the loss curve that this order leads to over 60 epochs; it "
        "swings up and down and does not come to rest. A dot marks the epoch.",
    )
    place = torch.tensor([0.0, 1.0])
    book.rects("bucket", left, by, place - 0.3, 0, 0.6, held, fill="fourth", color="data")
    texts = []
    for acts, _ in runs:
        for *_, w_grad, b_grad in acts:
            texts += ["None" if g is None else f"{g:.2f}" for g in (w_grad, b_grad)]
    above = held + torch.where(held >= 0, 4, -4)
    book.text("held", left, by, place, above, texts, size=16, bold=True)
    book.line("loss curve", right, [order], torch.arange(float(EPOCHS)), losses)
    epoch = torch.tensor([[a[0] for a in acts] for acts, _ in runs])
    now = losses.gather(1, epoch)[..., None]
    book.points("epoch", right, by, epoch[..., None], now, color="start", size=12)
    acts_of = [one.split(", ") for one in ORDERS]
    where, effect = [], []
    for names, (acts, _) in zip(acts_of, runs, strict=True):
        for i, (number, text, w, b, *_) in enumerate(acts):
            last = (i - 1) % len(names) if i else None
            listed = [f"[{n}]" if j == last else n for j, n in enumerate(names)]
            where.append(f"epoch {number}:  {'  '.join(listed)}   (w = {w:.2f}, b = {b:.2f})")
            effect.append(text)
    book.say(by, where)
    book.say(by, effect)
    return book


def _train(order: list[str]) -> tuple[list[tuple], list[float]]:
    """Train by PyTorch; what each of the first acts left behind, and the loss of each epoch.

    An act is (epoch, what it did, w, b, w.grad, b.grad). `backward` makes the forward pass
    too; `step` skips a parameter that has no gradient yet, as PyTorch's optimizers do.
    """
    rides = five_rides()
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)

    def loss_now():
        return ((w * rides.X + b - rides.y) ** 2).mean()

    def grads():
        return [None if t.grad is None else t.grad.item() for t in (w, b)]

    acts = [(0, "nothing was done yet: .grad is None", 0.0, 0.0, None, None)]
    losses = []
    for epoch in range(EPOCHS):
        losses.append(loss_now().item())
        for act in order:
            before, (w_before, b_before) = grads(), (w.item(), b.item())
            if act == "zero":
                for t in (w, b):
                    if t.grad is not None:
                        t.grad.zero_()
                text = "zero empties .grad" if before[0] else "zero finds nothing to empty"
            elif act == "backward":
                loss_now().backward()
                added = [g - (old or 0.0) for g, old in zip(grads(), before, strict=True)]
                text = f"backward adds {added[0]:.2f} to w.grad and {added[1]:.2f} to b.grad"
            else:
                with torch.no_grad():
                    for t in (w, b):
                        if t.grad is not None:
                            t -= LR * t.grad
                if before[0] is None:
                    text = "step finds no gradient and moves nothing"
                else:
                    moved = w.item() - w_before, b.item() - b_before
                    by_w, by_b = (round(m, 2) + 0.0 for m in moved)  # never "-0.00"
                    text = f"step moves w by {by_w:.2f} and b by {by_b:.2f}"
            if len(acts) <= ACTS:
                acts.append((epoch, text, w.item(), b.item(), *grads()))
    return acts, losses
