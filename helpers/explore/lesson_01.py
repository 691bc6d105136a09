"""The figures of lesson 01: the line, its squares, its shapes, and its point on the bowl."""

import math

import torch

from helpers.bowl import LossSurface
from helpers.data import five_rides
from helpers.explore.engine import FlipBook, canvas, choice, figure, slider
from helpers.plotting import COLORS, data_points, surface

__all__ = ["guess_the_line", "one_outlier", "shape_trap", "two_worlds"]


# fine enough that a drag is smooth: a slow hand passes 45 values in a second
SLOPES = torch.arange(-40, 81, dtype=torch.float64) / 20
RIGHT, LOW, TOP = 4.3, -2.7, 11.7  # where the dot at a line's end stays in the picture


def _formula(w: float, b: float) -> str:
    """The line in words and units; "+ 0 ¥" rather than "- 0 ¥"."""
    sign = "-" if b < 0 else "+"
    return f"fare = {w:.2f} ¥/km · distance {sign} {abs(b):.2f} ¥"


def _pairs(first: torch.Tensor, second: torch.Tensor):
    """All pairs of values, the second running fastest, as the states of two controls do."""
    return [(w, b) for w in first.tolist() for b in second.tolist()]


@figure
def guess_the_line() -> FlipBook:
    """The five rides and a line to move: what do slope and start fare do?"""
    rides = five_rides()
    w = slider("slope w", SLOPES, 0.5, "¥/km", "{:.2f}")
    b = slider("bias b", torch.arange(-8, 25) / 4, 5.0, "¥", "{:.2f}")
    fig, ax = canvas(6.0, 3.9)
    fig.subplots_adjust(left=0.12, right=0.98, top=0.97, bottom=0.15)
    data_points(ax, rides)
    ax.set(xlim=(-0.4, 4.6), ylim=(-3, 12))
    ax.axvline(0, color=COLORS["ink"], linewidth=0.9)
    ax.axhline(0, color=COLORS["ink"], linewidth=0.9)
    book = FlipBook(
        fig,
        [w, b],
        name="Guess the line",
        alt="Five blue dots on a rising straight line, and a vermilion line that is too flat, "
        "with slope 0.5 and bias 5: above the dots on the left, below them on the right. A black "
        "square marks where the line meets the axis, at 5 yuan; a dashed stair of one kilometre "
        "shows that the line rises by 0.5 yuan. A vermilion dot marks the line's right end.",
    )
    W, B = w.values[:, None, None], b.values[None, :, None]
    x = torch.tensor([-0.4, 4.6])
    book.line("line", ax, [w, b], x, W * x + B)
    stair = torch.tensor([0.0, 1.0, 1.0])  # one kilometre to the right, then w up
    book.line(
        "one kilometre",
        ax,
        [w, b],
        stair,
        W * torch.tensor([0.0, 0.0, 1.0]) + B,
        color="residual",
        dash="6 4",
        width=2,
    )
    book.points("start fare", ax, [w, b], 0, B, color="start", size=10, square=True)
    # the right end of the line, or where a steep line leaves the picture
    end = torch.where(W > 0, (TOP - B) / W, torch.where(W < 0, (LOW - B) / W, RIGHT))
    end = end.clamp(max=RIGHT)
    book.points("right end", ax, [w, b], end, W * end + B, color="line", size=11)
    book.handle("start fare", [b], "the square on the axis (b)")
    book.handle("right end", [w], "the line's right end (w)")
    states = _pairs(w.values, b.values)
    side = torch.where(W >= 0, -1.0, 1.0)  # where the line is not
    beside = (B + W / 2 + 0.9 * side).clamp(-2.5, 11.5)
    beside = torch.where(beside.abs() < 0.6, 0.6 * side, beside)  # and not on the axis
    book.text(
        "rise",
        ax,
        [w, b],
        1.07,
        beside,
        [f"{slope:+.2f} ¥ for 1 km" for slope, _ in states],
        color="residual",
        size=18,
        align="start",
    )
    misses = (W * rides.X[:, 0] + B - rides.y[:, 0]).abs().amax(-1)
    book.goal([w, b], "put all five dots on the line", misses < 1e-6)
    book.say([w, b], [_formula(*state) for state in states])
    book.say(
        [w, b],
        [f"0 km costs {bias:.2f} ¥, 4 km costs {4 * slope + bias:.2f} ¥" for slope, bias in states],
    )
    return book


@figure
def one_outlier() -> FlipBook:
    """Squares and absolute errors side by side: why does one outlier pull so hard?"""
    rides = five_rides()
    w = slider("slope w", torch.arange(0, 121, dtype=torch.float64) / 20, 3.0, "¥/km", "{:.2f}")
    b = slider("bias b", torch.arange(-2, 3), 0.0, "¥", "{:.0f}")
    last = slider("fare of the last ride", torch.arange(9, 20, 2), 19, "¥", "{:.0f}")
    fig, (left, right) = canvas(9.6, 4.8, 1, 2)
    fig.subplots_adjust(left=0.06, right=0.98, top=0.92, bottom=0.14, wspace=0.2)
    left.set(xlabel=rides.x_names[0], ylabel=rides.y_name)
    left.set(xlim=(-1, 17), ylim=(-4, 21), title="squares: their mean is the MSE")
    left.set(xticks=[0, 2, 4], yticks=[0, 5, 10, 15, 20])
    left.set_aspect("equal")
    right.set(xlim=(-0.6, 4.6), ylim=(0, 100), title="share of each ride in the loss")
    right.set(xlabel="ride (distance in km)", ylabel="share (%)")
    for name, color in (
        ("squared error (left bars)", "residual"),
        ("absolute error (right bars)", "third"),
    ):
        right.bar([0], [0], color=COLORS[color], edgecolor=COLORS["ink"], label=name)
    right.legend(loc="upper left")
    book = FlipBook(
        fig,
        [w, b, last],
        name="One outlier",
        alt="Left: four dots close to a line of slope 3, and the last ride, at 19 yuan, seven "
        "above it, with a square of area 49 that dwarfs the others. Right: two bars for each "
        "ride; the last ride has 89 % of the squared error and 64 % of the absolute error.",
    )
    y = rides.y[:, 0].double().expand(len(last), 5).clone()
    y[:, 4] = last.values
    x = rides.X[:, 0].double()
    W, B = w.values[:, None, None, None], b.values[None, :, None, None]
    r = W * x + B - y  # (w, b, last, 5)
    by = [w, b, last]
    side = r[..., :4].abs()[:, :, 0]
    low = torch.minimum(y[0, :4], (W * x + B)[:, :, 0, :4])
    book.rects("squares", left, [w, b], x[:4], low, side, side)
    low = torch.minimum(y[:, 4:], (W * x + B)[..., 4:])
    book.rects("square of the last ride", left, by, x[4], low, r[..., 4:].abs(), r[..., 4:].abs())
    ends = torch.tensor([-1.0, 17.0])
    book.line("line", left, [w, b], ends, (W * ends + B)[:, :, 0])
    book.points("rides", left, [last], x, y, size=11)
    squared, absolute = r.square(), r.abs()
    share = {
        "squared": 100 * squared / squared.sum(-1, keepdim=True),
        "absolute": 100 * absolute / absolute.sum(-1, keepdim=True),
    }
    for name, shift, fill in (("squared", -0.38, "residual"), ("absolute", 0.02, "third")):
        height = share[name].nan_to_num(0)  # a line without any error has no shares
        look = {"color": "ink", "fill": fill, "opacity": 1.0}
        book.rects(f"share {name}", right, by, x + shift, 0, 0.36, height, **look)
    book.handle("rides", [last], "the last ride (its fare)", place=4)
    far, loss = last.texts[last.start], squared.mean(-1)
    least = loss[..., last.start].min()
    wanted = (loss <= least + 1e-9) & (last.values == last.values[last.start])
    text = f"with the last ride at {far}, bring the MSE down to {least:.2f} ¥²"
    book.goal(by, text, wanted)
    mse, mae = loss.flatten().tolist(), absolute.mean(-1).flatten().tolist()
    last_one = [share[name][..., 4].flatten().tolist() for name in ("squared", "absolute")]
    rows = zip(mse, squared.flatten(0, 2).tolist(), last_one[0], strict=True)
    book.say(by, [f"MSE {_mean_of(*row, '¥²')}" for row in rows])
    rows = zip(mae, absolute.flatten(0, 2).tolist(), last_one[1], strict=True)
    book.say(by, [f"MAE {_mean_of(*row, '¥')}" for row in rows])
    return book


def _mean_of(mean: float, five: list[float], share: float, unit: str) -> str:
    errors = ", ".join(f"{error:.4g}" for error in five)
    text = f"{mean:.2f} {unit}, the mean of {errors}"
    return text if math.isnan(share) else f"{text}; {share:.0f} % from the last ride"


@figure
def shape_trap() -> FlipBook:
    """A column of predictions minus a list, or minus a column: why no error, and why flat?"""
    rides = five_rides()
    shape = choice("shape of the fares", ["(5,)  a list", "(5, 1)  a column"])
    w = slider("slope w", SLOPES, 2.0, "¥/km", "{:.2f}")
    x, y = rides.X.double(), rides.y.double()
    predicted = w.values[:, None, None] * (x - 2) + 5  # (w, 5, 1): turned about (2 km, 5 ¥)
    table = predicted - y.T  # (w, 5, 5), what a list makes of it
    column = predicted - y  # (w, 5, 1)
    loss = torch.stack([table.square().mean((1, 2)), column.square().mean((1, 2))])
    fig, (left, middle, right) = canvas(10.2, 4.0, 1, 3)
    fig.subplots_adjust(left=0.01, right=0.985, top=0.9, bottom=0.155, wspace=0.3)
    left.set(xlim=(-0.1, 5.1), ylim=(5.1, -0.1), aspect="equal")
    left.set_title("prediction minus fare\nrow: a prediction, column: a fare", fontsize=11)
    left.axis("off")
    data_points(middle, rides)
    middle.set(xlim=(-0.4, 4.4), ylim=(-4, 14), title="the line")
    right.plot([], [], color=COLORS["residual"], linestyle="--", label="(5,)")
    right.plot([], [], color=COLORS["data"], label="(5, 1)")
    right.set(xlim=(-2.2, 4.2), ylim=(-1, 52), title="the loss that it gets")
    right.set(xlabel="slope w (¥/km)", ylabel="loss (MSE, ¥²)")
    right.legend(title="shape of the fares", loc="upper center")
    book = FlipBook(
        fig,
        [shape, w],
        name="The shape trap",
        alt="Left: a table of 5 rows and 5 columns, predictions minus fares, with zeros on the "
        "diagonal and numbers from -8 to 8 elsewhere. Middle: the line with slope 2 through all "
        "five dots. Right: the loss of each slope. A vermilion dot marks loss 16 at slope 2; "
        "the curve is drawn as far as the slope was moved.",
    )
    columns = torch.arange(5.0)
    row = columns.repeat_interleave(5)
    list_x = columns.repeat(5)
    # with a column only the five residuals are left; they stand in the middle
    x_cells = torch.stack([list_x, torch.where(list_x == 0, 2.0, torch.nan)])
    diagonal = torch.where(row == list_x, list_x, torch.nan)
    book.rects("cells", left, [shape], x_cells, row, 1, 1, color="ink", fill="soft")
    book.rects(
        "wanted",
        left,
        [shape],
        torch.stack([diagonal, x_cells[1]]),
        row,
        1,
        1,
        color="best",
        fill="fourth",
        opacity=0.55,
    )
    centre = x_cells[:, None] + 0.5
    cells = [[f"{v:.3g}" for v in t.flatten().tolist()] for t in table]
    short = [[f"{v:.3g}" for v in c.flatten().tolist() for _ in range(5)] for c in column]
    strings = [text for state in (*cells, *short) for text in state]
    book.text("differences", left, [shape, w], centre, row + 0.5, strings, size=14)
    ends = torch.tensor([-0.4, 4.4])
    book.line("line", middle, [w], ends, w.values[:, None] * (ends - 2) + 5)
    # the right end of the line, or where a steep line leaves the picture
    slope = w.values[:, None]
    end = torch.where(slope > 0, (13.4 - 5) / slope, torch.where(slope < 0, (-3.4 - 5) / slope, 9))
    end = (end + 2).clamp(max=4.15)
    book.points("right end", middle, [w], end, slope * (end - 2) + 5, color="line", size=11)
    # only from the start to here: where a curve is lowest is for the learner to find
    first = w.values[w.start]
    low, high = torch.minimum(first, slope), torch.maximum(first, slope)  # (w, 1)
    moved = (low <= w.values) & (w.values <= high)  # (w, w): of each slope, those on the way
    for number, (name, look) in enumerate(
        (("list", {"color": "residual", "dash": "8 4"}), ("column", {"color": "data"}))
    ):
        chosen = (shape.values == number)[:, None, None]
        way = torch.where(chosen & moved, loss[number], torch.nan)
        book.line(f"loss of a {name}", right, [shape, w], w.values, way, **look)
    book.points(
        "loss", right, [shape, w], w.values[:, None], loss[..., None], color="line", size=13
    )
    book.handle("right end", [w], "the line's right end")
    book.handle("loss", [w], "the dot on its curve")
    best = torch.stack([loss[0] == loss[0].min(), torch.zeros(len(w), dtype=torch.bool)])
    book.goal([shape, w], "with a list, find the slope with the smallest loss", best)
    lines = [f"line: fare = {v:g} ¥/km · distance + {5 - 2 * v:g} ¥" for v in w.values.tolist()]
    book.say([w], [line.replace("+ -", "- ") for line in lines])
    shapes = ("(5, 1) - (5,) = (5, 5)", "(5, 1) - (5, 1) = (5, 1)")
    says = []
    for name, row_of, kind in zip(shapes, loss.tolist(), (25, 5), strict=True):
        says += [f"shapes: {name}. loss: the mean of {kind} squares, {v:.2f} ¥²" for v in row_of]
    book.say([shape, w], says)
    return book


@figure
def two_worlds() -> FlipBook:
    """A line on the left, its point on the right: what is one point of the bowl?"""
    rides = five_rides()
    w = slider("slope w", SLOPES, 0.0, "¥/km", "{:.2f}")
    b = slider("bias b", torch.arange(-8, 25) / 4, 5.0, "¥", "{:.2f}")
    bowl = LossSurface(rides.X, rides.y)
    fig, (left, right) = canvas(9.6, 4.3, 1, 2)
    fig.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.14, wspace=0.24)
    data_points(left, rides)
    left.set(xlim=(-0.4, 4.6), ylim=(-4, 13), title="the world of rides")
    surface(right, bowl, w=(-2.1, 4.1), b=(-2.2, 6.2))
    right.set_title("the world of lines")
    book = FlipBook(
        fig,
        [w, b],
        name="Two worlds",
        alt="Left: the five dots and a flat line at 5 yuan, with dashed residuals. Right: the "
        "contour map of the loss with its star at w = 2, b = 1, and a dot at w = 0, b = 5, far "
        "up the valley: the flat line.",
    )
    W, B = w.values[:, None, None], b.values[None, :, None]
    x, y = rides.X[:, 0].double(), rides.y[:, 0].double()
    by = [w, b]
    book.segments("residuals", left, by, x, y, x, W * x + B, color="residual", dash="5 4", width=2)
    ends = torch.tensor([-0.4, 4.6])
    book.line("line", left, by, ends, W * ends + B)
    book.points("point", right, by, W, B, color="line", size=14)
    book.handle("point", by, "the point on the map (w and b at once)")
    loss = (W * x + B - y).square().mean(-1)
    book.goal(by, "bring the loss down to 0.00 ¥²", loss < 1e-9)
    loss = loss.flatten().tolist()
    states = _pairs(w.values, b.values)
    book.say(by, [_formula(*state) for state in states])
    book.say(
        by,
        [
            f"point ({slope:.2f}, {bias:.2f}), loss {value:.2f} ¥²"
            for (slope, bias), value in zip(states, loss, strict=True)
        ],
    )
    return book
