"""The pictures of the lessons. Each function draws on the axes it is given.

`use_style()` sets fonts and sizes once; `presenting()` enlarges them for a class. Every colour
has a second sign beside it, a marker or a line style, so that no picture depends on colour
alone. The colours are, with two more, those of Okabe and Ito (2008), which readers with any
kind of colour vision can tell apart.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import AutoLocator, FormatStrFormatter, MaxNLocator, NullLocator
from torch import Tensor

import helpers
from helpers.bowl import Descents, LossSurface
from helpers.data import Dataset
from helpers.evaluation import Column

__all__ = [
    "COLORS",
    "STYLE",
    "data_points",
    "draw_against",
    "draw_cures",
    "draw_curves",
    "draw_ladder",
    "draw_letter_table",
    "draw_lines",
    "draw_mean_point",
    "draw_overfitting",
    "draw_promises",
    "draw_race",
    "draw_range_test",
    "draw_shapes",
    "draw_training",
    "draw_ways",
    "draw_worlds",
    "fitted_line",
    "graph",
    "learning_rates",
    "log_scale",
    "loss_curve",
    "presenting",
    "residuals",
    "shapes",
    "squares",
    "surface",
    "surface_path",
    "use_style",
]

COLORS = {
    "data": "#0072B2",  # blue, dots
    "line": "#D55E00",  # vermilion, solid line
    "residual": "#8A4B75",  # purple, dashes
    "best": "#009E73",  # green, star
    "start": "#000000",  # black, square
    "second": "#CC79A7",  # pink, dash-dot line, for a path or a line beside another
    "third": "#E69F00",  # orange, a fill: too pale on white for a line, so it wants an edge
    "fourth": "#56B4E9",  # light blue, a fill likewise
    "ink": "#222222",  # text
    "soft": "#D9E6F2",  # fill
}
LINE_STYLES = ("-", "--", "-.", ":")
SERIES = tuple(COLORS[name] for name in ("line", "data", "best", "second", "residual", "start"))


STYLE = {
    "figure.figsize": (6.4, 4.0),
    "figure.dpi": 100,
    "figure.facecolor": "white",  # stays readable in JupyterLab's dark theme
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "font.size": 13,
    "axes.titlesize": 13,
    "legend.fontsize": 11,
    "text.color": COLORS["ink"],
    "axes.labelcolor": COLORS["ink"],
    "axes.edgecolor": COLORS["ink"],
    "xtick.color": COLORS["ink"],
    "ytick.color": COLORS["ink"],
    "axes.grid": True,
    "grid.color": "#E0E0E0",
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": plt.cycler(color=SERIES),
    "lines.linewidth": 2.2,
    "figure.subplot.wspace": 0.3,
}

ENLARGED = ("font.size", "axes.titlesize", "lines.linewidth", "figure.subplot.wspace")
BACK_ROW = 1.2  # how much larger: more, and labels meet


def current_style() -> dict:
    """STYLE as it is now: enlarged between `presenting()` and `presenting(False)`."""
    return STYLE | {name: large(STYLE[name]) for name in ENLARGED}


def use_style() -> None:
    """Set fonts, sizes and colours for all pictures that follow in this session."""
    plt.rcParams.update(current_style())


def presenting(on: bool = True) -> None:
    """Enlarge all pictures, figures and buttons that follow, for a class before a projector.

    `presenting(False)` puts them back. What is shown already stays as it is until its cell is
    run again.
    """
    helpers.SCALE = BACK_ROW if on else 1.0
    use_style()


def large(size: float) -> float:
    """A size (points, or any other) as it is now, enlarged while presenting."""
    return size * helpers.SCALE


def _plain(values):
    """Values that matplotlib takes: without a graph, on the CPU."""
    return values.detach().cpu().double() if isinstance(values, Tensor) else values


def _number(value: float | Tensor) -> float:
    return value.item() if isinstance(value, Tensor) else float(value)


def _line(x: Tensor, w: float | Tensor, b: float | Tensor) -> Tensor:
    return _number(w) * x + _number(b)


def _line_values(data: Dataset, w: float, b: float) -> tuple[Tensor, Tensor]:
    """x (N,) and the predictions w x + b (N,) of a data set with one feature."""
    if data.X.shape[1] != 1:
        raise ValueError(f"A line needs one feature; X has {data.X.shape[1]}.")
    x = _plain(data.X[:, 0])
    return x, _line(x, w, b)


def data_points(ax: Axes, data: Dataset, feature: int = 0, label: str | None = None) -> None:
    """Draw y against one column of X as dots, and name the axes with their units."""
    ax.scatter(
        _plain(data.X[:, feature]),
        _plain(data.y[:, 0]),
        s=(60 if len(data) <= 30 else 18) * helpers.SCALE**2,
        color=COLORS["data"],
        label=label,
        zorder=3,
    )
    ax.set(xlabel=data.x_names[feature], ylabel=data.y_name)


def fitted_line(
    ax: Axes, w: float, b: float, label: str | None = None, color: str = "line", style: str = "-"
) -> None:
    """Draw y = w x + b across the width of the axes, in one of `COLORS`."""
    x = torch.tensor(ax.get_xlim())
    ax.plot(x, _line(x, w, b), color=COLORS[color], linestyle=style, label=label, zorder=2)
    ax.set_xlim(*x.tolist())


def residuals(ax: Axes, data: Dataset, w: float, b: float, numbers: bool = False) -> None:
    """Draw the residual of each sample, from y to its prediction w x + b, as a dashed line.

    `numbers` writes its value beside it.
    """
    x, y_hat = _line_values(data, w, b)
    y = _plain(data.y[:, 0])
    ax.vlines(x, y, y_hat, color=COLORS["residual"], linestyle=(0, (3, 2)), zorder=1)
    if numbers:
        for xi, yi, pi in zip(x.tolist(), y.tolist(), y_hat.tolist(), strict=True):
            ax.annotate(
                f"{pi - yi:+.2f}",
                (xi, (yi + pi) / 2),
                xytext=(-large(6), 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=large(11),
                color=COLORS["residual"],
            )


def squares(ax: Axes, data: Dataset, w: float, b: float) -> None:
    """Draw the square of each residual as a square of that area, in the units of y squared.

    The sides look equal on the screen because both axes get the same scale; a square whose
    side is 2 on the y axis is 2 wide on the x axis too.
    """
    x, y_hat = _line_values(data, w, b)
    for xi, yi, pi in zip(x.tolist(), data.y[:, 0].tolist(), y_hat.tolist(), strict=True):
        side = abs(pi - yi)
        ax.add_patch(
            Rectangle(
                (xi, min(yi, pi)),
                side,
                side,
                facecolor=COLORS["soft"],
                edgecolor=COLORS["residual"],
                linestyle="--",
                zorder=1,
            )
        )
    ax.autoscale_view()
    ax.set_aspect("equal")


def surface(
    ax: Axes,
    loss_surface: LossSurface,
    w: tuple[float, float],
    b: tuple[float, float],
    names: tuple[str, str] = ("slope w (¥/km)", "bias b (¥)"),
) -> None:
    """Draw the loss over w and b, from first to last of each, as contour lines seen from above.

    Each contour joins the points of one loss; every second one carries it, at the place that
    `label_places` computes. A star marks the least. `names` are the names of the axes, with units.
    """
    ws, bs = torch.linspace(*w, 81), torch.linspace(*b, 81)
    loss = loss_surface.grid(ws, bs)
    low, high = loss.min().item(), loss.max().item()
    # levels 1, 2, 5, 10, 20, 50 and so on: even to read, and close to evenly spaced rings
    top = math.floor(math.log10(high)) + 1 if high > 0 else 0
    series = (step * 10.0**power for power in range(top, top - 5, -1) for step in (5, 2, 1))
    edge = 1e-6 * high  # a last digit decides about no level
    levels = sorted([level for level in series if low + edge < level < high - edge][:7])
    if len(levels) < 3:  # a small part of the bowl
        levels = torch.linspace(low, high, 7)[1:-1].unique().tolist()
    ax.contourf(ws, bs, loss, [low - 1e-9, *levels, high], cmap="Blues", alpha=0.45)
    ax.contour(ws, bs, loss, levels, colors="#4A6A8A", linewidths=large(0.9))
    for level, place in label_places(loss_surface, levels[::2], w, b).items():
        # over the paths that follow, with a white rim that no line or star can touch
        ax.text(
            *place,
            f"{level:g}",
            fontsize=large(10),
            ha="center",
            va="center",
            zorder=6,
            clip_on=True,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )
    best_w, best_b = loss_surface.best.tolist()
    ax.plot(
        best_w,
        best_b,
        marker="*",
        markersize=large(16),
        color=COLORS["best"],
        markeredgecolor="white",
        linestyle="none",
        label="least loss",
        zorder=5,
    )
    ax.set(xlim=w, ylim=b, xlabel=names[0], ylabel=names[1])
    ax.grid(False)


# from the star: first up to the right, where paths seldom come from, then by turns further away
DIRECTIONS = [60.0 + side * turn for turn in range(0, 181, 15) for side in (1, -1)]  # degrees


def label_places(
    loss_surface: LossSurface,
    levels: Sequence[float],
    w: tuple[float, float],
    b: tuple[float, float],
) -> dict[float, tuple[float, float]]:
    """Where the levels of a map are written: (w, b) for each level that has room.

    The level lines are known in closed form: from the best parameters in a direction d, the
    loss reaches a level after sqrt(2 (level - least) / d^T H d) times d. So a place depends on
    no grid, and is the same on every processor. Of the directions, each level takes the first
    that leaves room to the edge, to the star and to the levels before it.
    """
    size = torch.tensor([w[1] - w[0], b[1] - b[0]], dtype=torch.float64)
    low = torch.tensor([w[0], b[0]], dtype=torch.float64)
    taken = [(loss_surface.best - low) / size]
    places = {}
    for level in levels:
        for angle in DIRECTIONS:
            turn = math.radians(angle)
            d = torch.tensor([math.cos(turn), math.sin(turn)], dtype=torch.float64) * size
            steep = (d @ loss_surface.hessian @ d).item()
            if steep <= 0 or level <= loss_surface.least:
                continue
            place = loss_surface.best + d * math.sqrt(2 * (level - loss_surface.least) / steep)
            part = (place - low) / size  # 0 to 1 across the map
            room = min(torch.dist(part, other).item() for other in taken)
            if 0.08 < part.min() and part.max() < 0.92 and room > 0.13:
                taken.append(part)
                places[level] = tuple(place.tolist())
                break
    return places


def surface_path(
    ax: Axes, path: Tensor, label: str | None = None, color: str = "line", style: str = "-"
) -> None:
    """Draw a path (steps + 1, 2) of (w, b): a square at its start, a dot at each step."""
    if path.ndim != 2 or path.shape[1] != 2:
        raise ValueError(f"path has shape {tuple(path.shape)}; wanted (steps + 1, 2).")
    w, b = _plain(path).T
    limits = ax.get_xlim(), ax.get_ylim()
    look = {"color": COLORS[color], "linestyle": style, "linewidth": large(1.6)}
    ax.plot(w, b, marker="o", markersize=large(4), label=label, zorder=4, **look)
    ax.plot(w[0], b[0], marker="s", markersize=large(8), color=COLORS["start"], zorder=5)
    ax.set(xlim=limits[0], ylim=limits[1])


def log_scale(ax: Axes) -> None:
    """Give a loss axis equal steps for equal factors, and powers of ten as plain text."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter(lambda v, _: "10" + f"{math.log10(v):.0f}".translate(raised))
    ax.yaxis.set_minor_locator(NullLocator())
    low, high = ax.get_ylim()
    if high / low < 10:  # too short for powers of ten
        ax.yaxis.set_major_locator(AutoLocator())
        ax.yaxis.set_major_formatter(FormatStrFormatter("%g"))


def loss_curve(
    ax: Axes,
    loss: Sequence[float] | Tensor,
    label: str | None = None,
    color: str = "line",
    style: str = "-",
    name: str = "loss (MSE)",
) -> None:
    """Draw the loss of each epoch; its axis, `name`, has equal steps for equal factors."""
    ax.plot(range(len(loss)), _plain(loss), color=COLORS[color], linestyle=style, label=label)
    log_scale(ax)
    ax.set(xlabel="epoch", ylabel=name)


def learning_rates(ax: Axes, descents: Descents) -> None:
    """Draw the loss curve of each learning rate, with the rate as its label."""
    for i, (lr, loss) in enumerate(zip(descents.lrs, descents.loss, strict=True)):
        ax.plot(
            loss,
            color=SERIES[i % len(SERIES)],
            linestyle=LINE_STYLES[i % len(LINE_STYLES)],
            label=f"lr = {lr.item():.3g}",
        )
    log_scale(ax)
    ax.set(xlabel="step", ylabel="loss (MSE)")
    ax.legend()


def shapes(ax: Axes, **tensors: Tensor) -> None:
    """Draw tensors of one or two dimensions side by side as tables, each with name and shape."""
    left, tallest = 0.0, 1
    for name, tensor in tensors.items():
        if tensor.ndim not in (1, 2):
            raise ValueError(f"{name} has {tensor.ndim} dimensions; wanted one or two.")
        table = tensor if tensor.ndim == 2 else tensor[None, :]  # a row, as broadcasting sees it
        rows, columns = table.shape
        tallest = max(tallest, rows)
        for i in range(rows):
            for j in range(columns):
                ax.add_patch(
                    Rectangle(
                        (left + j, i), 1, 1, facecolor=COLORS["soft"], edgecolor=COLORS["ink"]
                    )
                )
                ax.text(
                    left + j + 0.5, i + 0.5, f"{table[i, j].item():g}", ha="center", va="center"
                )
        ax.text(
            left + columns / 2,
            -0.25,
            f"{name}\n{tuple(tensor.shape)}",
            ha="center",
            va="bottom",
        )
        left += columns + 1.5
    ax.set(xlim=(-0.5, left - 1), ylim=(tallest + 0.3, -1.6), aspect="equal")
    ax.axis("off")


def graph(
    ax: Axes,
    nodes: Mapping[str, tuple[float, float, str]],
    edges: Sequence[tuple[str, str, str]],
) -> None:
    """Draw a computational graph.

    nodes   name: (x, y, what to write under the name)
    edges   (from, to, what to write beside the arrow)
    """
    for name, (x, y, text) in nodes.items():
        ax.add_patch(
            FancyBboxPatch(
                (x - 0.48, y - 0.3),
                0.96,
                0.6,
                boxstyle="round,pad=0.02",
                facecolor=COLORS["soft"],
                edgecolor=COLORS["data"],
                linewidth=1.5,
            )
        )
        ax.text(
            x, y, f"{name}\n{text}" if text else name, ha="center", va="center", fontsize=large(12)
        )
    for source, target, text in edges:
        (x0, y0, _), (x1, y1, _) = nodes[source], nodes[target]
        ax.annotate(
            "",
            xy=(x1 - 0.52, y1),
            xytext=(x0 + 0.52, y0),
            arrowprops={"arrowstyle": "-|>", "color": COLORS["ink"], "linewidth": 1.5},
        )
        ax.text(
            (x0 + x1) / 2,
            (y0 + y1) / 2 + 0.08,
            text,
            ha="center",
            va="bottom",
            fontsize=large(11),
            color=COLORS["residual"],
        )
    xs, ys = zip(*((x, y) for x, y, _ in nodes.values()), strict=True)
    ax.set(xlim=(min(xs) - 0.6, max(xs) + 0.6), ylim=(min(ys) - 0.5, max(ys) + 0.6))
    ax.axis("off")


# -- whole pictures, for cells that only draw ------------------------------------------------

LOOKS = (("line", "-"), ("best", "--"), ("residual", "-."))  # of the lines in one picture


def equation(w: float, b: float) -> str:
    """A line in one short text, such as "ŷ = 1.5 x + 0.5"."""
    w, b = _number(w), _number(b)
    return f"ŷ = {w:.3g} x {'-' if b < 0 else '+'} {abs(b):.3g}"


def draw_lines(data: Dataset, *lines: tuple, errors: str | None = None) -> None:
    """A picture of a data set with one feature, and up to three lines through it.

    lines    (w, b), or (w, b, label); without a label the line's equation stands there
    errors   of the first line: "residuals", with their values, or "squares"

    Raises ValueError for more than three lines, for `errors` without a line, and for another
    word than these two.
    """
    if len(lines) > len(LOOKS):
        raise ValueError(f"{len(lines)} lines; wanted at most {len(LOOKS)}.")
    if errors not in (None, "residuals", "squares"):
        raise ValueError(f'errors is {errors!r}; wanted "residuals" or "squares".')
    if errors and not lines:
        raise ValueError("errors needs a line, such as (1.5, 0.5), to measure from.")
    _, ax = plt.subplots(figsize=(6.4, 5.0) if errors == "squares" else None)
    data_points(ax, data)
    if errors == "squares":
        squares(ax, data, *lines[0][:2])
        (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
        ax.set(xlim=(x0 - 0.3, x1 + 0.3), ylim=(y0 - 0.3, y1 + 0.3))
    elif errors == "residuals":
        residuals(ax, data, *lines[0][:2], numbers=True)
        left, right = ax.get_xlim()
        ax.set_xlim(left - 0.1 * (right - left), right)  # room for the values
    for (w, b, *label), (color, style) in zip(lines, LOOKS, strict=False):
        fitted_line(ax, w, b, label=(label or [equation(w, b)])[0], color=color, style=style)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if lines:  # above a rising line, where squares below it cannot be, or below the squares
        ax.legend(loc="lower right" if errors == "squares" else "upper left")


def draw_shapes(**tensors: Tensor) -> None:
    """A picture of tensors of one or two dimensions, side by side as tables; see `shapes`."""
    _, ax = plt.subplots(figsize=(9, 4.6))
    shapes(ax, **tensors)


def draw_mean_point(data: Dataset, sample: int = -1) -> None:
    """A picture of a data set seen from its mean point: u to the right and v upwards.

    sample  the number of the sample whose u and v are drawn
    """
    _, ax = plt.subplots()
    data_points(ax, data)
    x, y = _plain(data.X[:, 0]), _plain(data.y[:, 0])
    mean_x, mean_y, at_x, at_y = (v.item() for v in (x.mean(), y.mean(), x[sample], y[sample]))
    for line in (ax.axhline(mean_y), ax.axvline(mean_x)):
        line.set(color=COLORS["ink"], linewidth=large(0.9), zorder=1)
    for xs, ys in (([mean_x, at_x], [mean_y, mean_y]), ([at_x, at_x], [mean_y, at_y])):
        ax.plot(xs, ys, color=COLORS["residual"], linestyle="--", zorder=2)
    look = {"fontsize": large(12), "color": COLORS["residual"]}
    look["path_effects"] = [withStroke(linewidth=large(2.5), foreground="white")]
    middle = ((mean_x + at_x) / 2, (mean_y + at_y) / 2)
    ax.annotate(
        f"u = {at_x - mean_x:g}",
        (middle[0], mean_y),
        xytext=(0, -large(6)),
        textcoords="offset points",
        ha="center",
        va="top",
        **look,
    )
    ax.annotate(
        f"v = {at_y - mean_y:g}",
        (at_x, middle[1]),
        xytext=(-large(6), 0),
        textcoords="offset points",
        ha="right",
        va="center",
        **look,
    )
    look = {"marker": "s", "markersize": large(9), "color": COLORS["start"], "linestyle": "none"}
    ax.plot(mean_x, mean_y, label="mean point", zorder=4, **look)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="upper left")


def draw_worlds(
    data: Dataset,
    lines: Mapping[str, tuple[float, float]],
    w: tuple[float, float] = (-1, 4),
    b: tuple[float, float] = (-2, 6),
) -> None:
    """A picture of up to three lines, twice: as lines through the data, and as points (w, b).

    lines  a name for each line (w, b)
    w, b   first and last of each axis of the map of the loss
    """
    if len(lines) > len(LOOKS):
        raise ValueError(f"{len(lines)} lines; wanted at most {len(LOOKS)}.")
    bowl = LossSurface(data.X, data.y)
    _, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.2))
    data_points(left, data)
    surface(right, bowl, w=w, b=b)
    rim = [withStroke(linewidth=large(3), foreground="white")]
    for (name, (slope, bias)), (color, style) in zip(lines.items(), LOOKS, strict=False):
        loss = bowl.loss(torch.tensor([slope, bias])).item()
        fitted_line(left, slope, bias, label=f"{name}: loss {loss:.2f}", color=color, style=style)
        right.plot(slope, bias, "D", color=COLORS[color], markersize=large(6), zorder=6)
        # away from the star; a point on it has its name at the upper right
        away = [
            -1 if here < best - 0.01 * (last - first) else 1
            for here, best, (first, last) in zip(
                (slope, bias), bowl.best.tolist(), (w, b), strict=True
            )
        ]
        right.annotate(
            name,
            (slope, bias),
            xytext=(away[0] * large(8), away[1] * large(9)),
            textcoords="offset points",
            ha="left" if away[0] > 0 else "right",
            va="center",
            weight="bold",
            path_effects=rim,
            zorder=7,
        )
    left.legend(loc="upper left")
    left.set_title("the world of rides")
    right.set_title("the world of lines")


def draw_letter_table(table: Tensor, symbols: Sequence[str]) -> None:
    """A picture of a table of probabilities: the larger a number, the darker its place.

    table    (V, V), one row for each symbol that was seen
    symbols  V names, for the rows and for the columns

    Raises ValueError when the table is not (V, V).
    """
    size = len(symbols)
    if tuple(table.shape) != (size, size):
        raise ValueError(
            f"table has shape {tuple(table.shape)}; wanted ({size}, {size}), a row and a column "
            "for each symbol."
        )
    _, ax = plt.subplots(figsize=(5.6, 5.8))
    shades = LinearSegmentedColormap.from_list("probability", ["white", COLORS["data"], "#001B33"])
    ax.grid(False)
    mesh = ax.pcolormesh(_plain(table), cmap=shades, vmin=0, vmax=1, edgecolors="#E0E0E0")
    mesh.set_linewidth(0.3)
    places = [i + 0.5 for i in range(size)]
    ax.set_xticks(places, list(symbols))
    ax.set_yticks(places, list(symbols))
    ax.tick_params(length=0, labelsize=large(10), labeltop=True, labelbottom=False)
    ax.set(xlim=(0, size), ylim=(size, 0), aspect="equal")
    ax.set(xlabel="next letter", ylabel="letter")
    ax.xaxis.set_label_position("top")
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def draw_against(first: Tensor, second: Tensor, first_name: str, second_name: str) -> None:
    """A picture of the same probabilities found in two ways, and a line where the two are equal.

    first, second  tensors of the same shape with numbers from 0 to 1
    """
    if first.shape != second.shape:
        raise ValueError(
            f"The shapes are {tuple(first.shape)} and {tuple(second.shape)}; wanted the same."
        )
    _, ax = plt.subplots(figsize=(5.4, 5.0))
    ax.plot([0, 1], [0, 1], color=COLORS["ink"], linestyle="--", linewidth=large(1.2), zorder=1)
    ax.scatter(
        _plain(first).flatten(),
        _plain(second).flatten(),
        s=large(22),
        color=COLORS["data"],
        edgecolor="white",
        linewidth=0.4,
        zorder=2,
    )
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    ax.set(xlabel=first_name, ylabel=second_name)


CURVES = (("residual", "--"), ("line", "-"), ("best", "-."))  # color and style of each


def draw_curves(data: Dataset, x: Tensor, curves: dict[str, Tensor]) -> None:
    """A picture of a data set with one feature, and up to three curves over it.

    x       the places (points,) or (points, 1), in order, in the unit of the feature
    curves  what to write beside each curve, and its values at these places, shaped like x

    Raises ValueError for more than three curves, and for values of another number.
    """
    if len(curves) > len(CURVES):
        raise ValueError(f"There are {len(curves)} curves; wanted at most {len(CURVES)}.")
    _, ax = plt.subplots()
    data_points(ax, data, label="data")
    for (name, values), (color, style) in zip(curves.items(), CURVES, strict=False):
        if values.numel() != x.numel():
            raise ValueError(
                f"The curve {name!r} has {values.numel()} values for {x.numel()} places; wanted "
                "as many."
            )
        look = {"color": COLORS[color], "linestyle": style, "linewidth": large(2.2)}
        ax.plot(_plain(x).flatten(), _plain(values).flatten(), label=name, **look)
    ax.legend()


RUNGS = {  # how a rung is drawn, by whether it is trained
    False: ("counted, or by a formula", "data", "o"),
    True: ("by fit", "line", "D"),
}


def draw_ladder(*columns: Column) -> None:
    """A picture of the ladder: each model's loss, one panel for each column.

    The models stand one below the other, in the same row in all columns. Below is the loss in
    nats per letter, which also stands beside each mark; above is the same in bits per byte.

    Raises ValueError without a column, and for a column without a rung or with an infinite one.
    """
    if not columns:
        raise ValueError('There is no column; try draw_ladder(LADDER["names"]).')
    for column in columns:
        if not column.rungs or not all(math.isfinite(rung.nats) for rung in column.rungs):
            raise ValueError(
                f"The rungs of {column.text!r} are {column.rungs}; wanted at least one, and each "
                "loss finite. A loss of inf has no place on the axis."
            )
    rows = list(dict.fromkeys(rung.name for column in columns for rung in column.rungs))
    size = (2.6 + 4.6 * len(columns), 1.7 + 0.45 * len(rows))
    _, axes = plt.subplots(1, len(columns), sharey=True, squeeze=False, figsize=size)
    for ax, column in zip(axes[0], columns, strict=True):
        for trained, (label, color, marker) in RUNGS.items():
            some = [rung for rung in column.rungs if rung.trained == trained]
            if not some:
                continue
            ax.plot(
                [rung.nats for rung in some],
                [rows.index(rung.name) for rung in some],
                marker=marker,
                markersize=large(8),
                linestyle="none",
                color=COLORS[color],
                label=label,
                zorder=3,
            )
        for rung in column.rungs:
            ax.annotate(
                f"{rung.nats:.2f}",
                (rung.nats, rows.index(rung.name)),
                xytext=(large(9), 0),
                textcoords="offset points",
                va="center",
                fontsize=large(11),
                path_effects=[withStroke(linewidth=large(3), foreground="white")],
            )
        losses = [rung.nats for rung in column.rungs]
        low, high = (math.floor(2 * min(losses) - 0.2) / 2, math.ceil(2 * max(losses) + 1) / 2)
        ax.set(xlim=(low, high), ylim=(len(rows) - 0.4, -0.6))
        ax.set(xlabel="loss (nats per letter)", ylabel="model")
        ax.set_yticks(range(len(rows)), rows)
        ax.set_title(column.text, pad=large(14))
        bits = column.bits(1)  # in a nat
        top = ax.secondary_xaxis(
            "top", functions=(lambda nats, k=bits: k * nats, lambda shown, k=bits: shown / k)
        )
        top.set_xlabel("loss (bits per byte)")
    marks = {mark.get_label(): mark for ax in axes[0] for mark in ax.lines}
    axes[0, 0].legend(handles=[*marks.values()], loc="lower right")


def draw_overfitting(
    epochs: Sequence[float],
    training: Sequence[float],
    held_out: Sequence[float],
    what: str = "names",
    across: str = "epoch",
) -> None:
    """A picture of two losses while a network learns; a star marks the least held-out loss.

    epochs              where each loss was measured
    training, held_out  a loss at each of them, in nats per letter
    what                what it learns from
    across              the name of the axis for `epochs`

    Raises ValueError for lists of other lengths, and for empty ones.
    """
    lengths = [len(epochs), len(training), len(held_out)]
    if len({*lengths}) > 1 or not lengths[0]:
        raise ValueError(
            f"epochs, training and held_out have {lengths} values; wanted as many, and some."
        )
    _, ax = plt.subplots()
    ax.plot(epochs, held_out, color=COLORS["data"], linestyle="--", label=f"held-out {what}")
    ax.plot(epochs, training, color=COLORS["line"], label=f"training {what}")
    best = min(range(len(held_out)), key=lambda place: held_out[place])
    ax.plot(
        epochs[best],
        held_out[best],
        marker="*",
        markersize=large(16),
        linestyle="none",
        color=COLORS["best"],
        markeredgecolor="white",
        label="least held-out loss",
        zorder=5,
    )
    ax.set(xlabel=across, ylabel="loss (nats per letter)")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()


def _means(losses: Mapping[str, Sequence[float]]) -> list[float]:
    """The mean of each row over its seeds; ValueError for a row without a finite loss."""
    for name, of_seeds in losses.items():
        if not len(of_seeds) or not all(map(math.isfinite, of_seeds)):
            raise ValueError(f"The losses of {name!r} are {of_seeds}; wanted finite ones.")
    return [sum(of_seeds) / len(of_seeds) for of_seeds in losses.values()]


def _rows_of_seeds(ax: Axes, losses: Mapping[str, Sequence[float]], means: list[float]) -> None:
    """A row for each name: a dot for each seed, a stroke for the mean, its number at the right."""
    places = [(loss, row) for row, some in enumerate(losses.values()) for loss in some]
    rows = range(len(losses))
    looks = (
        (*zip(*places, strict=True), "data", "o", 6, "one seed"),
        (means, rows, "line", "|", 18, "mean of the seeds"),
    )
    for across, down, color, marker, size, label in looks:
        ax.plot(
            across,
            down,
            color=COLORS[color],
            marker=marker,
            markersize=large(size),
            markeredgewidth=large(2.5) if marker == "|" else 0,
            linestyle="none",
            label=label,
            zorder=3,
        )
    for row, (mean, of_seeds) in enumerate(zip(means, losses.values(), strict=True)):
        ax.annotate(
            f"{mean:.2f}",
            (max(of_seeds), row),
            xytext=(large(9), 0),
            textcoords="offset points",
            va="center",
            fontsize=large(11),
            path_effects=[withStroke(linewidth=large(3), foreground="white")],
        )
    every = [loss for loss, _ in places]
    room = 0.05 * (max(every) - min(every)) + 0.01
    ax.set(xlim=(min(every) - room, max(every) + 4 * room), ylim=(len(losses) - 0.4, -0.6))
    ax.set_yticks(rows, [*losses])


def draw_cures(
    losses: Mapping[str, Sequence[float]], without: str = "none", what: str = "what was changed"
) -> None:
    """A picture of what helps against overfitting: a row for each cure.

    losses   for each cure its held-out loss with each seed, in nats per letter
    without  the row in which nothing was done; a line goes down from its mean
    what     what the rows are

    The dots are the seeds and the stroke is their mean, whose number stands at the right.

    Raises ValueError without that row, and for a row without a finite loss.
    """
    if without not in losses:
        raise ValueError(f"losses has the rows {[*losses]}; wanted {without!r} among them.")
    means = _means(losses)
    _, ax = plt.subplots(figsize=(7.2, 1.9 + 0.4 * len(losses)))
    ax.axvline(
        means[[*losses].index(without)],
        color=COLORS["ink"],
        linestyle="--",
        linewidth=large(1.2),
        label=f'mean of "{without}"',
        zorder=1,
    )
    _rows_of_seeds(ax, losses, means)
    ax.set(xlabel="held-out loss (nats per letter)", ylabel=what)
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.02), "ncols": 3}
    ax.legend(**place, frameon=False, columnspacing=1.2, handletextpad=0.4)


def draw_ways(
    first: Mapping[str, Sequence[float]],
    second: Mapping[str, Sequence[float]],
    names: tuple[str, str],
    before: tuple[float, float],
) -> None:
    """Two pictures side by side with the same rows, the ways to train; see `draw_cures`.

    first, second  for each way its loss with each seed, in nats per letter
    names          what the losses are of
    before         the two losses before the training; a dashed line stands there

    Raises ValueError for other rows in the two, and for a row without a finite loss.
    """
    if [*first] != [*second]:
        raise ValueError(f"The rows are {[*first]} and {[*second]}; wanted the same.")
    sides = [(losses, _means(losses)) for losses in (first, second)]
    figure, axes = plt.subplots(1, 2, figsize=(9.0, 1.9 + 0.4 * len(first)), sharey=True)
    for ax, (losses, means), name, start in zip(axes, sides, names, before, strict=True):
        ax.axvline(
            start,
            color=COLORS["ink"],
            linestyle="--",
            linewidth=large(1.2),
            label="before the training",
            zorder=1,
        )
        _rows_of_seeds(ax, losses, means)
        low, high = ax.get_xlim()
        ax.set(
            xlabel=f"{name} (nats per letter)",
            ylabel="what learns",
            xlim=(min(low, start - 0.1), max(high + 0.05 * (high - low), start + 0.05)),
        )
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 0.89), "ncols": 3}
    figure.legend(*axes[0].get_legend_handles_labels(), **place, frameon=False)


def draw_promises(pairs: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """A picture of what a split promises and what is true, for each way to split.

    pairs  for each way its (promise, truth) with each seed: the loss on its held-out part, and
           on texts that no part of training has seen, in nats per letter

    A line joins the two of one seed.

    Raises ValueError for a way without a pair, and for a loss that is not finite.
    """
    for way, some in pairs.items():
        if not len(some) or not all(math.isfinite(loss) for pair in some for loss in pair):
            raise ValueError(f"The pairs of {way!r} are {some}; wanted at least one, all finite.")
    if not pairs:
        raise ValueError("There is no way to split in pairs; wanted at least one.")
    rows, centres, row = [], [], 0
    for some in pairs.values():
        centres.append(row + (len(some) - 1) / 2)
        rows += [(row + i, *pair) for i, pair in enumerate(some)]
        row += len(some) + 1
    _, ax = plt.subplots(figsize=(7.2, 1.9 + 0.3 * row))
    for down, promise, truth in rows:
        ax.plot([promise, truth], [down, down], color=COLORS["residual"], zorder=1)
    looks = ((1, "data", "o", "promise: held-out part"), (2, "line", "D", "truth: other texts"))
    for number, color, marker, label in looks:
        ax.plot(
            [values[number] for values in rows],
            [values[0] for values in rows],
            color=COLORS[color],
            marker=marker,
            markersize=large(8),
            linestyle="none",
            label=label,
            zorder=3,
        )
    ax.set_ylim(row - 1.4, -0.6)
    ax.set_yticks(centres, [*pairs])
    ax.set(xlabel="loss (nats per letter)", ylabel="how it was split")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.02), ncols=2, frameon=False)


RISEN = 1.1  # the highest loss that a range test shows, as a share of the first one


def draw_range_test(rates: Sequence[float], losses: Sequence[float]) -> None:
    """Two pictures of the loss while the learning rate grows: on an even axis and on a log axis.

    rates   learning rates above 0, each larger than the one before
    losses  the loss of one batch with each of them, in nats per letter

    Losses above 1.1 times the first one are drawn there, so that the rest can be seen.

    Raises ValueError for lists of other lengths or without two values, for rates that do not grow
    from above 0, and for a loss that is not a number.
    """
    if len(rates) != len(losses) or len(rates) < 2:
        raise ValueError(
            f"There are {len(rates)} rates and {len(losses)} losses; wanted as many, two or more."
        )
    if not 0 < rates[0] or any(a >= b for a, b in pairwise(rates)):
        raise ValueError("Each rate must be larger than the one before, and all above 0.")
    if any(map(math.isnan, losses)):
        raise ValueError("A loss is not a number (NaN).")
    top = RISEN * losses[0]
    _, axes = plt.subplots(1, 2, figsize=(8.4, 3.7), sharey=True, layout="constrained")
    for ax, scale, title in zip(axes, ("linear", "log"), ("even axis", "log axis"), strict=True):
        ax.plot(rates, [min(loss, top) for loss in losses], color=COLORS["data"])
        ax.set(xscale=scale, title=title, xlabel="learning rate", ylabel="loss (nats per letter)")
        ax.tick_params(labelleft=True)
    low, high = (math.log10(rates[i]) for i in (0, -1))
    powers = range(math.ceil(low), math.floor(high) + 1)
    names = ["" if power % 2 else f"{10.0**power:g}" for power in powers]  # all have no room
    axes[1].set_xticks([10.0**power for power in powers], names)
    axes[0].set_ylim(top=top + 0.03 * losses[0])


def draw_race(best: Mapping[str, Mapping[int, float]], top: float) -> None:
    """A picture of searches: the lowest loss so far, after each trial.

    best  for each way to search, what it had found after how many trials, in nats per letter
    top   the largest loss that is shown

    Raises ValueError without a way, for more than five, and for a way with nothing found.
    """
    looks = (
        ("residual", ":", ""),
        ("start", "--", ""),
        ("data", "-.", ""),
        ("line", "-", ""),
        ("best", "none", "D"),
    )
    if not 0 < len(best) <= len(looks):
        raise ValueError(f"There are {len(best)} ways to search; wanted 1 to {len(looks)}.")
    if empty := [way for way, found in best.items() if not found]:
        raise ValueError(f"{empty[0]!r} has found nothing; wanted a loss after some trial.")
    _, ax = plt.subplots(figsize=(7.2, 4.4))
    for (way, found), (color, line, marker) in zip(best.items(), looks, strict=False):
        ax.plot(
            found.keys(),
            found.values(),
            color=COLORS[color],
            linestyle=line,
            marker=marker,
            markersize=large(8),
            linewidth=large(2.2),
            label=way,
        )
    ax.set(xlabel="trials", ylabel="lowest loss so far (nats per letter)")
    ax.set_ylim(top=top)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()


def draw_training(
    tokens: Sequence[float],
    train: Sequence[float],
    held_out: Sequence[float],
    rates: Sequence[float],
) -> None:
    """A picture of a long training: its losses, and beside them its learning rate.

    tokens    how many had gone through the model at each row of the log
    train     the loss while training, in nats per letter
    held_out  the loss on held-out text
    rates     the learning rate

    Raises ValueError for lists of different lengths, and without two rows.
    """
    lengths = {len(tokens), len(train), len(held_out), len(rates)}
    if len(lengths) > 1 or len(tokens) < 2:
        raise ValueError(
            f"The lists have {sorted(lengths)} rows; wanted as many in each, two or more."
        )
    millions = [count / 1e6 for count in tokens]
    _, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.7), layout="constrained")
    left.plot(millions, held_out, color=COLORS["line"], marker="D", markersize=5, label="held out")
    left.plot(millions, train, color=COLORS["data"], linestyle="--", label="while training")
    left.set(xlabel="tokens (millions)", ylabel="loss (nats per letter)")
    left.legend()
    right.plot(millions, rates, color=COLORS["residual"], linestyle=":")
    right.set(xlabel="tokens (millions)", ylabel="learning rate", ylim=(0, 1.15 * max(rates)))
