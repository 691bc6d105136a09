"""The figure of lesson 04: SGD, momentum and Adam race in two bowls."""

import math

import torch
from torch import Tensor

from helpers.bowl import LossSurface
from helpers.data import five_rides
from helpers.explore.engine import FlipBook, canvas, choice, figure, slider
from helpers.plotting import COLORS, log_scale, surface

__all__ = ["race"]

OPTIMIZERS = ("SGD", "momentum", "Adam")
LOOKS = {"SGD": ("residual", None), "momentum": ("data", "9 5"), "Adam": ("best", "10 4 2 4")}
EPOCHS = 200
DRAWN = 120  # of them on the map
GOAL = 1e-6  # a loss below this counts as arrived


def _paths(bowls: list[LossSurface], optimizer: str, lrs: Tensor) -> Tensor:
    """(bowls, lrs, epochs + 1, 2): w and b after each epoch, from 0, by lesson 04's formulas."""
    hessian = torch.stack([bowl.hessian for bowl in bowls])
    best = torch.stack([bowl.best for bowl in bowls])[:, None]
    theta = torch.zeros(len(bowls), len(lrs), 2, dtype=torch.float64)
    velocity, m, s = (torch.zeros_like(theta) for _ in range(3))
    lr = lrs[:, None]
    path = [theta]
    for epoch in range(1, EPOCHS + 1):
        grad = (theta - best) @ hessian
        if optimizer == "SGD":
            step = lr * grad
        elif optimizer == "momentum":
            velocity = 0.9 * velocity + grad
            step = lr * velocity
        else:
            m = 0.9 * m + 0.1 * grad
            s = 0.999 * s + 0.001 * grad**2
            step = lr * (m / (1 - 0.9**epoch)) / ((s / (1 - 0.999**epoch)).sqrt() + 1e-8)
        theta = theta - step
        path.append(theta)
    return torch.stack(path, dim=2)


def _arrival(loss: Tensor) -> Tensor:
    """The first epoch from which losses (..., epochs + 1) stay below GOAL; epochs + 1 if none."""
    there = loss < GOAL
    stays = there.flip(-1).long().cumprod(-1).sum(-1)  # how many epochs at the end are below
    return loss.shape[-1] - stays


@figure
def race() -> FlipBook:
    """Your optimizer against two rivals at their best: is Adam always faster?"""
    rides = five_rides()
    X, y = rides.X.double(), rides.y.double()
    bowls = [LossSurface(10 * X, y), LossSurface((X - X.mean()) / X.std(correction=0), y)]
    place = choice("bowl", ["valley (hundreds of metres)", "round (standardised)"])
    optimizer = choice("your optimizer", OPTIMIZERS, OPTIMIZERS.index("Adam"))
    spaced = {float(f"{10 ** (k / 28 - 4):.2g}") for k in range(113)}  # 28 to a factor of ten
    rates = sorted(spaced | {0.0015, 0.002, 0.003, 0.01, 0.15, 0.3, 0.5, 0.7})
    lr = slider("your learning rate", rates, 0.01)
    path = torch.stack([_paths(bowls, name, lr.values) for name in OPTIMIZERS], dim=1)
    # (bowl, optimizer, lr, epochs + 1, 2)
    loss = torch.stack([bowl.loss(p) for bowl, p in zip(bowls, path, strict=True)])
    loss = loss.clamp(min=1e-30)  # 0 has no place on the axis of the losses
    # the best rate: first to arrive for good; where none does, the least loss at the end
    late = _arrival(loss)
    end = loss[..., -1].nan_to_num(torch.inf)
    order = torch.argsort(end, stable=True)  # (bowl, optimizer, lr)
    best = order.gather(-1, late.gather(-1, order).argmin(-1, keepdim=True))[..., 0]

    figures, maps, curves = [], [], []
    limits = [((-0.06, 0.5), (-0.6, 1.6)), ((-1, 6), (-1, 9))]
    names = [("slope w (¥ per 100 m)", "bias b (¥)"), ("w (¥ per std)", "b (¥)")]
    for bowl, (w, b), axis_names in zip(bowls, limits, names, strict=True):
        fig, (left, right) = canvas(9.2, 4.4, 1, 2)
        fig.subplots_adjust(left=0.1, right=0.98, top=0.91, bottom=0.14, wspace=0.27)
        surface(left, bowl, w=w, b=b, names=axis_names)
        left.set_title(f"paths, first {DRAWN} epochs")
        right.set(xlim=(-4, EPOCHS + 4), ylim=(1e-12, 1e4), yscale="log", title="losses")
        log_scale(right)
        right.set(xlabel="epoch", ylabel="loss (MSE, ¥²)")
        right.plot([], [], color=COLORS["line"], linewidth=3.4, label="yours")
        for name, (color, dash) in LOOKS.items():
            style = (0, [float(d) / 1.8 for d in dash.split()]) if dash else "-"
            right.plot([], [], color=COLORS[color], linestyle=style, linewidth=1.8, label=name)
        right.axhline(GOAL, color=COLORS["ink"], linewidth=1, label="goal")
        right.legend(loc="upper right", ncols=3, fontsize=10, handlelength=1.6)
        figures.append(fig)
        maps.append(left)
        curves.append(right)
    by = [place, optimizer, lr]
    book = FlipBook(
        figures,
        by,
        name="The race",
        alt="The valley. Left: paths on the contour map from the origin: SGD and momentum at "
        "their best learning rates, and your Adam with learning rate 0.01, which creeps. Right: "
        "the loss curves; within 200 epochs Adam with this learning rate does not arrive.",
    )
    path = path.masked_fill(loss[..., None] > 1e4, torch.nan)  # gone from the map for good
    path, epochs = path[..., : DRAWN + 1, :], torch.arange(EPOCHS + 1.0)
    for i, name in enumerate(OPTIMIZERS):
        chosen = [path[j, i, best[j, i]] for j in range(2)]
        shown = torch.stack(chosen)[:, None].repeat(1, 3, 1, 1)  # (bowl, your optimizer, ...)
        its_loss = torch.stack([loss[j, i, best[j, i]] for j in range(2)])[:, None].repeat(1, 3, 1)
        shown[:, i], its_loss[:, i] = torch.nan, torch.nan  # nobody races against himself
        color, dash = LOOKS[name]
        look = {"color": color, "dash": dash}
        book.line(f"{name} path", maps, by[:2], *shown.unbind(-1), width=1.3, **look)
        book.line(f"{name} loss", curves, by[:2], epochs, its_loss, width=1.8, **look)
    book.line("your path", maps, by, path[..., 0], path[..., 1], width=2.2)
    book.line("your loss", curves, by, epochs, loss, width=3.4)
    book.points("start", maps, [place], 0, 0, color="start", size=10, square=True)

    late, end, best = late.tolist(), end.tolist(), best.tolist()
    says = []
    for j, bowl in enumerate(bowls):
        for i, name in enumerate(OPTIMIZERS):
            for k, rate in enumerate(rates):
                text = (
                    f"yours: {name}, learning rate {rate:g}: {_when(late[j][i][k], end[j][i][k])}"
                )
                limit = {"SGD": 1.0, "momentum": 1.9}.get(name, math.inf) * bowl.lr_limit
                if rate >= limit * (1 - 1e-9):
                    text += f" (limit {limit:.2g})"
                says.append(text)
    book.say(by, says)
    for n in range(2):
        says = []
        for j in range(2):
            for i in range(len(OPTIMIZERS)):
                other = [o for o in range(len(OPTIMIZERS)) if o != i][n]
                k = best[j][other]
                when = _when(late[j][other][k], end[j][other][k])
                says.append(f"{OPTIMIZERS[other]} at its best, learning rate {rates[k]:g}: {when}")
        book.say(by[:2], says)
    return book


def _when(late: int, end: float) -> str:
    if late <= EPOCHS:
        return f"below 10⁻⁶ from epoch {late} on"
    if end > 33.01:  # the loss of the first line, and a little
        return "diverges"
    return f"not there after {EPOCHS} epochs, loss {end:.2g} ¥²"
