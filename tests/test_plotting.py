"""helpers.plotting: what each picture shows, read off its artists."""

import contextlib
import io
import itertools
import os
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from artists import legend, points, straight
from matplotlib.colors import to_hex

from helpers import plotting
from helpers.bowl import LossSurface, descend
from helpers.data import Dataset, five_rides, noisy_rides, penguins
from helpers.evaluation import LADDER, Column, Rung
from helpers.plotting import COLORS

RIDES = five_rides()
SURFACE = LossSurface(RIDES.X, RIDES.y)


@pytest.fixture
def ax():
    with plt.rc_context():
        plotting.use_style()
        figure, axes = plt.subplots()
        yield axes
        figure.canvas.draw()
        plt.close(figure)


def test_data_points(ax):
    plotting.data_points(ax, RIDES, label="rides")
    (dots,) = ax.collections
    assert points(dots).tolist() == [[0, 1], [1, 3], [2, 5], [3, 7], [4, 9]]
    assert to_hex(dots.get_facecolor()[0]).upper() == COLORS["data"]
    assert ax.get_xlabel() == "distance x (km)" and ax.get_ylabel() == "fare y (¥)"
    assert dots.get_label() == "rides"


def test_data_points_of_one_feature_of_many(ax):
    birds = penguins()
    plotting.data_points(ax, birds, feature=2)
    assert np.allclose(points(ax.collections[0])[:, 0], birds.X[:, 2])
    assert ax.get_xlabel() == "flipper length (mm)" and ax.get_ylabel() == "body mass (g)"


def test_fitted_line(ax):
    plotting.data_points(ax, RIDES)
    limits = ax.get_xlim()
    plotting.fitted_line(ax, 1.5, 0.5, label="guess", style="--")
    (line,) = ax.lines
    x, y = line.get_data()
    assert np.allclose(x, limits) and np.allclose(y, 1.5 * np.asarray(x) + 0.5)
    assert ax.get_xlim() == pytest.approx(limits)
    assert line.get_color() == COLORS["line"] and line.get_linestyle() == "--"


def test_residuals_run_from_the_fare_to_the_prediction(ax):
    plotting.residuals(ax, RIDES, 1.5, 0.5, numbers=True)
    segments = ax.collections[0].get_segments()
    assert np.allclose(segments, [[[i, 2 * i + 1], [i, 1.5 * i + 0.5]] for i in range(5)])
    texts = [t.get_text() for t in ax.texts]
    assert texts == ["-0.50", "-1.00", "-1.50", "-2.00", "-2.50"]
    assert ax.collections[0].get_linestyle()[0][1] is not None  # dashed


@pytest.mark.parametrize(("w", "b"), [(1.5, 0.5), (3.0, 2.0)])
def test_squares_have_the_area_of_the_squared_residual(ax, w, b):
    plotting.squares(ax, RIDES, w, b)
    for i, patch in enumerate(ax.patches):
        prediction, fare = w * i + b, 2 * i + 1
        assert patch.get_width() * patch.get_height() == pytest.approx((prediction - fare) ** 2)
        assert patch.get_xy() == pytest.approx((i, min(prediction, fare)))
    assert len(ax.patches) == 5 and ax.get_aspect() == 1.0


def test_surface_contours_lie_where_the_loss_has_their_level(ax):
    plotting.surface(ax, SURFACE, w=(-1, 4), b=(-2, 6))
    lines = ax.collections[1]
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    checked = 0
    for level, path in zip(lines.levels, lines.get_paths(), strict=True):
        for w, b in path.vertices[::7]:
            assert np.mean((w * x + b - y) ** 2) == pytest.approx(level, rel=0.08)
            checked += 1
    assert checked > 50 and list(lines.levels) == [0.5, 1, 2, 5, 10, 20, 50]
    (star,) = ax.lines
    assert star.get_marker() == "*" and star.get_color() == COLORS["best"]
    assert np.allclose(star.get_data(), [[2], [1]])
    assert ax.get_xlim() == (-1, 4) and ax.get_ylim() == (-2, 6)
    assert ax.get_xlabel() == "slope w (¥/km)" and ax.get_ylabel() == "bias b (¥)"


MAPS = [((-1, 4), (-2, 6)), ((-2, 4), (-1.5, 2.5)), ((-0.5, 3.5), (-1, 3)), ((4, 6), (3, 4))]


@pytest.mark.parametrize(("w", "b"), MAPS)
def test_levels_are_written_on_their_lines_with_room_around(ax, w, b):
    plotting.surface(ax, SURFACE, w=w, b=b)
    ax.figure.canvas.draw()
    texts = [text for text in ax.texts if text.get_text()]
    assert texts
    boxes = [text.get_window_extent() for text in texts]
    star = ax.transData.transform(SURFACE.best.tolist())
    for text, box in zip(texts, boxes, strict=True):
        place = torch.tensor(text.get_position(), dtype=torch.float64)
        assert SURFACE.loss(place).item() == pytest.approx(float(text.get_text()), rel=1e-5)
        assert ax.bbox.x0 < box.x0 and box.x1 < ax.bbox.x1
        assert ax.bbox.y0 < box.y0 and box.y1 < ax.bbox.y1
        assert not box.padded(5).contains(*star)
        assert sum(box.overlaps(other) for other in boxes) == 1  # itself


def test_levels_are_written_where_a_map_has_one_direction_only():
    """All distances equal: the bowl is a gutter, and along it the loss does not change."""
    gutter = LossSurface(torch.ones(4, 1), torch.tensor([[1.0], [2], [3], [4]]))
    places = plotting.label_places(gutter, [2, 5], (-4, 8), (-4, 8))
    for level, place in places.items():
        assert gutter.loss(torch.tensor(place)).item() == pytest.approx(level, rel=1e-5)
    assert list(places) == [2, 5]


def test_a_level_without_room_is_not_written():
    assert plotting.label_places(SURFACE, [0.0, 1e-9, 1e9], (-1, 4), (-2, 6)) == {}


PROCESSORS = [  # other processors, as far as one machine can play them
    {"MKL_CBWR": "COMPATIBLE"},
    {"MKL_CBWR": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"},
    {"ATEN_CPU_CAPABILITY": "default", "OMP_NUM_THREADS": "1"},
]


@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: "-".join(p.values()))
def test_levels_are_written_at_the_same_places_on_every_processor(processor):
    code = (
        "from helpers.bowl import LossSurface\n"
        "from helpers.data import five_rides, noisy_rides\n"
        "from helpers.plotting import label_places\n"
        "for data in (five_rides(), noisy_rides()):\n"
        "    bowl = LossSurface(data.X, data.y)\n"
        "    places = label_places(bowl, [2, 5, 10, 20], (-1, 4), (-2, 6)).values()\n"
        "    print([tuple(round(v, 4) + 0.0 for v in place) for place in places])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | processor, capture_output=True, text=True
    )
    here = io.StringIO()
    with contextlib.redirect_stdout(here):
        exec(code, {})
    assert run.stdout == here.getvalue() and run.stdout.count("(") > 6, run.stderr


def test_surface_path(ax):
    plotting.surface(ax, SURFACE, w=(-1, 4), b=(-2, 6))
    path = descend(RIDES.X, RIDES.y, [0.05], 10).path[0]
    plotting.surface_path(ax, path, label="path")
    line, start = ax.lines[-2:]
    assert np.allclose(line.get_data(), path.T) and line.get_marker() == "o"
    assert np.allclose(start.get_data(), [[0], [0]]) and start.get_marker() == "s"
    assert ax.get_xlim() == (-1, 4)  # a path that leaves the map does not move it


def test_surface_path_refuses_other_shapes(ax):
    with pytest.raises(ValueError, match=r"\(4, 3\)"):
        plotting.surface_path(ax, torch.zeros(4, 3))


def test_line_pictures_refuse_many_features(ax):
    for draw in (plotting.residuals, plotting.squares):
        with pytest.raises(ValueError, match="X has 3"):
            draw(ax, penguins(), 1.0, 0.0)


def test_loss_curve(ax):
    plotting.loss_curve(ax, [33.0, 3.6, 0.4], label="lr = 0.05", color="data", style="--")
    (line,) = ax.lines
    assert line.get_xdata().tolist() == [0, 1, 2] and line.get_ydata().tolist() == [33, 3.6, 0.4]
    assert line.get_color() == COLORS["data"] and line.get_linestyle() == "--"
    assert ax.get_yscale() == "log" and ax.get_xlabel() == "epoch"
    assert ax.get_ylabel() == "loss (MSE)"


def test_learning_rates(ax):
    descents = descend(RIDES.X, RIDES.y, [0.001, 0.05, 0.13, 0.2], 20)
    plotting.learning_rates(ax, descents)
    for line, loss in zip(ax.lines, descents.loss, strict=True):
        assert np.allclose(line.get_ydata(), loss)
    labels = [t.get_text() for t in ax.get_legend().get_texts()]
    assert labels == ["lr = 0.001", "lr = 0.05", "lr = 0.13", "lr = 0.2"]
    looks = {(line.get_color(), line.get_linestyle()) for line in ax.lines}
    assert len({c for c, _ in looks}) == len({s for _, s in looks}) == 4


def test_shapes(ax):
    column, row = torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 3.0, 5.0])
    plotting.shapes(ax, y_hat=column, y=row, difference=column - row)
    texts = [t.get_text() for t in ax.texts]
    assert texts == [
        *["1", "3", "y_hat\n(2, 1)"],
        *["1", "3", "5", "y\n(3,)"],
        *["0", "-2", "-4", "2", "0", "-2", "difference\n(2, 3)"],
    ]
    assert len(ax.patches) == 2 + 3 + 6
    with pytest.raises(ValueError, match="cube has 3 dimensions"):
        plotting.shapes(ax, cube=torch.zeros(2, 2, 2))


def test_graph(ax):
    nodes = {"w": (0, 1, "1"), "b": (0, 0, ""), "y": (2, 0.5, "4")}
    plotting.graph(ax, nodes, [("w", "y", "times 3"), ("b", "y", "plus")])
    texts = [t.get_text() for t in ax.texts if t.get_text()]
    assert texts == ["w\n1", "b", "y\n4", "times 3", "plus"]
    arrows = [t for t in ax.texts if getattr(t, "arrow_patch", None)]
    assert [a.xy[1] for a in arrows] == [0.5, 0.5] and all(a.xy[0] < 2 for a in arrows)


def test_pictures_take_what_a_learner_has_in_hand(ax):
    """Parameters of a model and tensors with a graph, in any shape that holds one number."""
    plotting.data_points(ax, RIDES)
    numbers = [
        (1.5, 0.5),
        (torch.nn.Parameter(torch.tensor(1.5)), torch.nn.Parameter(torch.tensor(0.5))),
        (torch.tensor([[1.5]], requires_grad=True), torch.tensor([0.5], requires_grad=True)),
    ]
    for w, b in numbers:
        plotting.fitted_line(ax, w, b)
        plotting.residuals(ax, RIDES, w, b)
        plotting.squares(ax, RIDES, w, b)
        assert np.allclose(ax.lines[-1].get_ydata(), 1.5 * ax.lines[-1].get_xdata() + 0.5)
    plotting.loss_curve(ax, torch.tensor([3.0, 2.0], requires_grad=True))


def test_loss_curve_of_a_short_range_has_numbers(ax):
    plotting.loss_curve(ax, [4.2, 3.1, 2.4], name="cross-entropy (nats)")
    ax.figure.canvas.draw()
    low, high = ax.get_ylim()
    ticks = [t for t in ax.get_yticks() if low <= t <= high]
    assert len(ticks) >= 3 and ax.get_ylabel() == "cross-entropy (nats)"


@pytest.mark.parametrize(
    ("w", "b"), [((1.99, 2.01), (0.99, 1.01)), ((100, 101), (100, 101)), ((-1, 4), (-2, 6))]
)
def test_surface_has_contours_wherever_it_looks(ax, w, b):
    plotting.surface(ax, SURFACE, w=w, b=b, names=("w", "b"))
    levels = ax.collections[1].levels
    assert len(levels) >= 3 and ax.get_xlabel() == "w"


def test_nothing_is_drawn_that_would_be_echoed(ax):
    """A cell may end with any of these calls and show only its picture."""
    assert plotting.data_points(ax, RIDES) is None
    assert plotting.fitted_line(ax, 1, 1) is None
    assert plotting.loss_curve(ax, [1.0]) is None
    assert plotting.use_style() is None


def test_style_is_white_and_large():
    with plt.rc_context():
        plotting.use_style()
        assert plt.rcParams["figure.facecolor"] == plt.rcParams["savefig.facecolor"] == "white"
        assert plt.rcParams["font.size"] >= 13


# -- whole pictures ---------------------------------------------------------------------------


@pytest.fixture
def picture():
    """picture(draw, ...): the one picture that a call draws, drawn."""
    with plt.rc_context():
        plotting.use_style()

        def get(draw, *args, **kwargs):
            plt.close("all")
            assert draw(*args, **kwargs) is None  # nothing that a cell would echo
            (number,) = plt.get_fignums()
            plt.figure(number).canvas.draw()
            return plt.figure(number)

        yield get
        plt.close("all")


@pytest.mark.parametrize(
    ("w", "b", "text"),
    [
        (1.5, 0.5, "ŷ = 1.5 x + 0.5"),
        (2, -1, "ŷ = 2 x - 1"),
        (-2.0, 0, "ŷ = -2 x + 0"),
        (1.23456, -0.00012345, "ŷ = 1.23 x - 0.000123"),
        (torch.tensor([[2.0]]), torch.tensor(1.0, requires_grad=True), "ŷ = 2 x + 1"),
    ],
)
def test_equation(w, b, text):
    assert plotting.equation(w, b) == text


# colour and style of the first, second and third line
LOOKS = [("#D55E00", "-"), ("#009E73", "--"), ("#8A4B75", "-.")]
THREE = {"flat": (0, 5), "guess": (1.5, 0.5), "exact": (2, 1)}


def looks(lines):
    return [(line.get_color(), line.get_linestyle()) for line in lines]


def place_of(legend, ax):
    """The middle of a legend, from 0 to 1 across its axes."""
    box = legend.get_window_extent()
    return ax.transAxes.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))


def test_draw_lines(picture):
    (ax,) = picture(plotting.draw_lines, RIDES, (0, 5), (1.5, 0.5, "guess"), (2, 1)).axes
    assert points(ax.collections[0]).tolist() == [[0, 1], [1, 3], [2, 5], [3, 7], [4, 9]]
    assert straight(ax) == {"ŷ = 0 x + 5": (0, 5), "guess": (1.5, 0.5), "ŷ = 2 x + 1": (2, 1)}
    assert looks(ax.lines) == LOOKS and legend(ax) == list(straight(ax))
    for line in ax.lines:
        assert line.get_xdata() == pytest.approx(ax.get_xlim())  # across the whole width
    assert len(ax.collections) == 1 and not ax.texts and not ax.patches
    across, up = place_of(ax.get_legend(), ax)
    assert across < 0.5 < up
    assert ax.get_xlabel() == "distance x (km)" and ax.get_ylabel() == "fare y (¥)"
    assert all(tick == round(tick) for tick in ax.get_xticks())


def test_draw_lines_without_a_line(picture):
    (ax,) = picture(plotting.draw_lines, RIDES).axes
    assert len(ax.collections) == 1 and not ax.lines and ax.get_legend() is None


def test_draw_lines_with_the_residuals_of_the_first(picture):
    (ax,) = picture(plotting.draw_lines, RIDES, (1.5, 0.5), (2, 1), errors="residuals").axes
    _, dashes = ax.collections
    assert np.allclose(
        dashes.get_segments(), [[[i, 2 * i + 1], [i, 1.5 * i + 0.5]] for i in range(5)]
    )
    assert [text.get_text() for text in ax.texts] == ["-0.50", "-1.00", "-1.50", "-2.00", "-2.50"]
    for i, text in enumerate(ax.texts):
        box = text.get_window_extent()
        x, y = ax.transData.transform((i, 1.75 * i + 0.75))
        assert ax.bbox.x0 < box.x0 and box.x1 < x  # left of its segment, within the axes
        assert (box.y0 + box.y1) / 2 == pytest.approx(y, abs=2)
    assert looks(ax.lines) == LOOKS[:2]


def test_draw_lines_with_the_squares_of_the_first(picture):
    (ax,) = picture(plotting.draw_lines, RIDES, (1.5, 0.5), (2, 1), errors="squares").axes
    assert [patch.get_xy() for patch in ax.patches] == [(i, 1.5 * i + 0.5) for i in range(5)]
    assert [p.get_width() for p in ax.patches] == [p.get_height() for p in ax.patches]
    assert [patch.get_width() for patch in ax.patches] == [0.5 * i + 0.5 for i in range(5)]
    assert ax.get_aspect() == 1 and looks(ax.lines) == LOOKS[:2]
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    for patch in ax.patches:
        x, y = patch.get_xy()
        assert left < x < x + patch.get_width() < right and low < y < y + patch.get_height() < high
    across, up = place_of(ax.get_legend(), ax)
    assert up < 0.5 < across


@pytest.mark.parametrize(
    ("lines", "errors", "words"),
    [
        ([(2, 1)] * 4, None, "4 lines; wanted at most 3"),
        ([(2, 1)], "squared", 'errors is \'squared\'; wanted "residuals" or "squares"'),
        ([], "residuals", "errors needs a line"),
        ([], "squares", "errors needs a line"),
    ],
)
def test_draw_lines_names_what_is_wrong(lines, errors, words):
    with pytest.raises(ValueError, match=words):
        plotting.draw_lines(RIDES, *lines, errors=errors)
    assert not plt.get_fignums()  # no empty picture is left


def test_draw_shapes(picture):
    column, row = torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 3.0, 5.0])
    figure = picture(plotting.draw_shapes, y_hat=column, y=row, difference=column - row)
    (ax,) = figure.axes
    assert [text.get_text() for text in ax.texts] == [
        *["1", "3", "y_hat\n(2, 1)"],
        *["1", "3", "5", "y\n(3,)"],
        *["0", "-2", "-4", "2", "0", "-2", "difference\n(2, 3)"],
    ]
    assert len(ax.patches) == 2 + 3 + 6 and not ax.axison


def test_draw_shapes_refuses_a_cube(picture):
    with pytest.raises(ValueError, match="cube has 3 dimensions; wanted one or two"):
        picture(plotting.draw_shapes, cube=torch.zeros(2, 2, 2))


@pytest.mark.parametrize(("sample", "u", "v"), [(-1, 2, 4), (0, -2, -4), (1, -1, -2)])
def test_draw_mean_point(picture, sample, u, v):
    (ax,) = picture(plotting.draw_mean_point, RIDES, sample).axes
    assert points(ax.collections[0]).tolist() == [[0, 1], [1, 3], [2, 5], [3, 7], [4, 9]]
    level, upright, step, rise, mean = ax.lines
    assert list(level.get_ydata()) == [5, 5] and level.get_transform() != ax.transData
    assert list(upright.get_xdata()) == [2, 2] and looks([level, upright]) == [("#222222", "-")] * 2
    assert np.allclose(step.get_data(), [[2, 2 + u], [5, 5]])
    assert np.allclose(rise.get_data(), [[2 + u, 2 + u], [5, 5 + v]])
    assert looks([step, rise]) == [("#8A4B75", "--")] * 2
    assert np.allclose(mean.get_data(), [[2], [5]]) and mean.get_marker() == "s"
    assert mean.get_color() == "#000000" and legend(ax) == ["mean point"]
    assert [text.get_text() for text in ax.texts] == [f"u = {u}", f"v = {v}"]
    below, beside = (text.get_window_extent() for text in ax.texts)
    x, y = ax.transData.transform((2 + u / 2, 5))  # the middle of u
    assert (below.x0 + below.x1) / 2 == pytest.approx(x, abs=2) and below.y1 < y
    x, y = ax.transData.transform((2 + u, 5 + v / 2))  # the middle of v
    assert (beside.y0 + beside.y1) / 2 == pytest.approx(y, abs=2) and beside.x1 < x
    across, up = place_of(ax.get_legend(), ax)
    assert across < 0.5 < up


def test_draw_worlds(picture):
    left, right = picture(plotting.draw_worlds, RIDES, THREE).axes
    assert points(left.collections[0]).tolist() == [[0, 1], [1, 3], [2, 5], [3, 7], [4, 9]]
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    losses = [np.mean((w * x + b - y) ** 2) for w, b in THREE.values()]
    names = [f"{name}: loss {loss:.2f}" for name, loss in zip(THREE, losses, strict=True)]
    assert straight(left) == dict(zip(names, THREE.values(), strict=True))
    assert legend(left) == names and looks(left.lines) == LOOKS
    star, *marks = right.lines
    assert star.get_marker() == "*" and np.allclose(star.get_data(), [[2], [1]])
    assert [np.ravel(mark.get_data()).tolist() for mark in marks] == [*map(list, THREE.values())]
    assert [(mark.get_marker(), mark.get_color()) for mark in marks] == [
        ("D", colour) for colour, _ in LOOKS
    ]
    assert right.get_xlim() == (-1, 4) and right.get_ylim() == (-2, 6)
    assert (left.get_title(), right.get_title()) == ("the world of rides", "the world of lines")
    assert right.get_xlabel() == "slope w (¥/km)" and right.get_ylabel() == "bias b (¥)"


def test_draw_worlds_looks_where_it_is_told(picture):
    _, right = picture(plotting.draw_worlds, RIDES, {"one": (2, 1)}, w=(0, 3), b=(0, 2)).axes
    assert right.get_xlim() == (0, 3) and right.get_ylim() == (0, 2)
    with pytest.raises(ValueError, match="4 lines; wanted at most 3"):
        plotting.draw_worlds(RIDES, dict.fromkeys("abcd", (2, 1)))


CORNERS = {"low": (1, 0), "left": (1, 2), "right": (3, 0)}  # around the star, at (2, 1)


@pytest.mark.parametrize("lines", [THREE, CORNERS], ids=["lesson", "corners"])
def test_names_in_draw_worlds_stand_beside_their_marks(picture, lines):
    _, right = picture(plotting.draw_worlds, RIDES, lines).axes
    names = right.texts[-len(lines) :]
    assert [text.get_text() for text in names] == list(lines)
    half = right.lines[1].get_markersize() / 2 * right.figure.dpi / 72 * 2**0.5  # of a diamond
    for text, (w, b) in zip(names, lines.values(), strict=True):
        box, (x, y) = text.get_window_extent(), right.transData.transform((w, b))
        side = box.x0 - x if w >= 2 else x - box.x1  # away from the star
        assert half <= side < 3 * half
        assert ((box.y0 + box.y1) / 2 > y) == (b >= 1)
        assert abs((box.y0 + box.y1) / 2 - y) < 3 * half
        for mark in right.lines:  # none of the marks lies under the name
            centre = right.transData.transform(np.ravel(mark.get_data()))
            assert not box.contains(*centre)


BOTH = (  # the second text has more bytes than tokens, and a rung that the first has not
    Column("names", 100, 100, (Rung("uniform", 3.296, 5), Rung("by fit", 2.46, 5, trained=True))),
    Column(
        "plays",
        100,
        125,
        (Rung("uniform", 4.595, 8), Rung("counts", 1.864, 8), Rung("by fit", 1.679, 10, True)),
    ),
)


def test_draw_curves(picture):
    x = torch.tensor([0.0, 2.0, 4.0])
    curves = {"flat": torch.ones(3), "steep": (3 * x).reshape(-1, 1), "square": x**2}
    (ax,) = picture(plotting.draw_curves, RIDES, x.reshape(-1, 1), curves).axes
    assert np.allclose(points(ax.collections[0]), torch.cat([RIDES.X, RIDES.y], 1))
    for line, values in zip(ax.lines, ([1, 1, 1], [0, 6, 12], [0, 4, 16]), strict=True):
        assert np.allclose(line.get_data(), [[0, 2, 4], values])
    assert len({(line.get_color(), line.get_linestyle()) for line in ax.lines}) == 3
    assert list(legend(ax)) == ["data", *curves]
    assert (ax.get_xlabel(), ax.get_ylabel()) == (RIDES.x_names[0], RIDES.y_name)


def test_draw_curves_names_bad_input():
    x = torch.zeros(3)
    with pytest.raises(ValueError, match="4 curves; wanted at most 3"):
        plotting.draw_curves(RIDES, x, dict.fromkeys("abcd", x))
    with pytest.raises(ValueError, match="'a' has 2 values for 3 places"):
        plotting.draw_curves(RIDES, x, {"a": x[:2]})


def test_draw_ladder(picture):
    (ax,) = picture(plotting.draw_ladder, BOTH[0]).axes
    counted, trained = ax.lines
    assert np.allclose(counted.get_data(), [[3.296], [0]])
    assert np.allclose(trained.get_data(), [[2.46], [1]])
    signs = [(line.get_color(), line.get_marker(), line.get_linestyle()) for line in ax.lines]
    assert signs == [(COLORS["data"], "o", "None"), (COLORS["line"], "D", "None")]
    assert legend(ax) == ["counted, or by a formula", "by fit"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["uniform", "by fit"]
    assert ax.yaxis_inverted()  # the one that knows least is at the top
    assert [(text.get_text(), text.xy) for text in ax.texts] == [
        ("3.30", (3.296, 0)),
        ("2.46", (2.46, 1)),
    ]
    assert ax.get_title() == "names" and ax.get_xlabel() == "loss (nats per letter)"


def test_draw_ladder_in_two_columns(picture):
    left, right = picture(plotting.draw_ladder, *BOTH).axes
    rows = ["uniform", "by fit", "counts"]  # one row for a model, in both
    assert [label.get_text() for label in left.get_yticklabels()] == rows
    assert [line.get_ydata().tolist() for line in left.lines] == [[0], [1]]
    assert [line.get_ydata().tolist() for line in right.lines] == [[0, 2], [1]]
    assert right.lines[0].get_xdata().tolist() == [4.595, 1.864]
    assert (left.get_title(), right.get_title()) == ("names", "plays")
    assert left.get_ylim() == right.get_ylim() and right.get_legend() is None


def test_the_upper_axis_of_a_ladder_is_in_bits_a_byte(picture):
    for ax, share in zip(picture(plotting.draw_ladder, *BOTH).axes, (1, 100 / 125), strict=True):
        (top,) = ax.child_axes
        assert top.get_xlabel() == "loss (bits per byte)"
        nats = np.array(ax.get_xlim())
        assert np.allclose(top.get_xlim(), nats * share * np.log2(np.e))


def test_every_rung_is_in_sight(picture):
    for column in [*LADDER.values(), *BOTH]:
        (ax,) = picture(plotting.draw_ladder, column).axes
        (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        xs, ys = np.concatenate([line.get_data() for line in ax.lines], axis=1)
        assert len(xs) == len(column.rungs)
        assert low < xs.min() < xs.max() < high and top < ys.min() < ys.max() < bottom
        for text in ax.texts:  # with its number, which stands at its right
            box, (x, y) = text.get_window_extent(), ax.transData.transform(text.xy)
            assert x < box.x0 and box.x1 < ax.bbox.x1 and box.y0 < y < box.y1


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ((), "no column; try draw_ladder"),
        ((Column("names", 1, 1, ()),), "rungs of 'names' are \\(\\)"),
        ((Column("names", 1, 1, (Rung("zero", float("inf"), 5),)),), "inf has no place"),
    ],
)
def test_draw_ladder_names_bad_input(columns, words):
    with pytest.raises(ValueError, match=words):
        plotting.draw_ladder(*columns)
    assert not plt.get_fignums()  # no empty picture is left


def test_draw_overfitting(picture):
    epochs, training, held_out = [0, 1, 2, 3], [3.3, 2.5, 2.0, 1.5], [3.3, 2.6, 2.4, 2.7]
    (ax,) = picture(plotting.draw_overfitting, epochs, training, held_out).axes
    other, mine, star = ax.lines
    assert np.allclose(other.get_data(), [epochs, held_out])
    assert np.allclose(mine.get_data(), [epochs, training])
    assert np.allclose(star.get_data(), [[2], [2.4]]) and star.get_marker() == "*"
    signs = [(line.get_color(), line.get_linestyle()) for line in (other, mine)]
    assert signs == [(COLORS["data"], "--"), (COLORS["line"], "-")]
    assert star.get_color() == COLORS["best"]
    assert legend(ax) == ["held-out names", "training names", "least held-out loss"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss (nats per letter)")


CURES = {"none": [2.5, 2.4, 2.6], "dropout": [2.2, 2.3, 2.25], "much more": [2.9, 3.0, 3.1]}


def test_draw_cures(picture):
    (ax,) = picture(plotting.draw_cures, CURES).axes
    border, dots, means = ax.lines
    places = [(loss, row) for row, some in enumerate(CURES.values()) for loss in some]
    assert np.allclose(dots.get_xydata(), places)
    assert np.allclose(means.get_xydata(), [[2.5, 0], [2.25, 1], [3.0, 2]])
    assert np.allclose(border.get_xdata(), 2.5) and border.get_linestyle() == "--"
    signs = [(line.get_color(), line.get_marker()) for line in (dots, means)]
    assert signs == [(COLORS["data"], "o"), (COLORS["line"], "|")]
    assert legend(ax) == ['mean of "none"', "one seed", "mean of the seeds"]
    assert [label.get_text() for label in ax.get_yticklabels()] == list(CURES)
    assert [(text.get_text(), text.xy) for text in ax.texts] == [
        ("2.50", (2.6, 0)),
        ("2.25", (2.3, 1)),
        ("3.00", (3.1, 2)),
    ]
    assert ax.yaxis_inverted() and ax.get_xlabel() == "held-out loss (nats per letter)"
    assert ax.get_ylabel() == "what was changed"
    for text in ax.texts:
        assert text.get_window_extent().x1 < ax.bbox.x1
    (ax,) = picture(plotting.draw_cures, CURES, without="much more", what="cure").axes
    assert np.allclose(ax.lines[0].get_xdata(), 3.0) and ax.get_ylabel() == "cure"


def test_draw_ways(picture):
    worse = {way: [loss + 1 for loss in some] for way, some in CURES.items()}
    names, before = ("new text", "old text"), (2.0, 4.5)
    axes = picture(plotting.draw_ways, CURES, worse, names, before).axes
    for ax, losses, name, start in zip(axes, (CURES, worse), names, before, strict=True):
        border, dots, means = ax.lines
        places = [(loss, row) for row, some in enumerate(losses.values()) for loss in some]
        assert np.allclose(dots.get_xydata(), places)
        middle = [np.mean(some) for some in losses.values()]
        assert np.allclose(means.get_xydata(), list(zip(middle, range(3), strict=True)))
        assert [text.get_text() for text in ax.texts] == [f"{mean:.2f}" for mean in middle]
        assert np.allclose(border.get_xdata(), start) and border.get_linestyle() == "--"
        low, high = ax.get_xlim()
        assert low < min(start, places[0][0]) and high > start, "the line is in sight"
        assert ax.get_xlabel() == f"{name} (nats per letter)" and ax.get_ylabel() == "what learns"
    assert [label.get_text() for label in axes[0].get_yticklabels()] == list(CURES)
    words = [text.get_text() for text in axes[0].figure.legends[0].get_texts()]
    assert words == ["before the training", "one seed", "mean of the seeds"]


def test_draw_promises(picture):
    pairs = {"at random": [(1.9, 2.2), (2.0, 2.1)], "by scene": [(2.2, 2.1), (2.3, 2.4)]}
    (ax,) = picture(plotting.draw_promises, pairs).axes
    *joined, promise, truth = ax.lines
    rows = [0, 1, 3, 4]  # a gap between the ways
    assert np.allclose(promise.get_data(), [[1.9, 2.0, 2.2, 2.3], rows])
    assert np.allclose(truth.get_data(), [[2.2, 2.1, 2.1, 2.4], rows])
    ends = [np.transpose(line.get_data()).tolist() for line in joined]
    assert ends == [
        [[1.9, 0], [2.2, 0]],
        [[2.0, 1], [2.1, 1]],
        [[2.2, 3], [2.1, 3]],
        [[2.3, 4], [2.4, 4]],
    ]
    signs = [(line.get_color(), line.get_marker()) for line in (promise, truth)]
    assert signs == [(COLORS["data"], "o"), (COLORS["line"], "D")]
    assert legend(ax) == ["promise: held-out part", "truth: other texts"]
    assert [label.get_text() for label in ax.get_yticklabels()] == list(pairs)
    assert ax.get_yticks().tolist() == [0.5, 3.5] and ax.yaxis_inverted()
    assert ax.get_xlabel() == "loss (nats per letter)"


RATES, LOSSES = [0.01, 0.1, 1.0], [3.0, 2.0, 9.0]


def test_range_test_on_both_axes(picture):
    even, log = picture(plotting.draw_range_test, RATES, LOSSES).axes
    for ax, scale, title in ((even, "linear", "even axis"), (log, "log", "log axis")):
        (line,) = ax.lines
        assert np.allclose(line.get_data(), [RATES, [3.0, 2.0, 3.3]])
        assert (ax.get_xscale(), ax.get_title()) == (scale, title)
        ticks = {label.get_text() for label in ax.get_xticklabels()}
        assert {"0.01", "1"} <= ticks or scale == "linear"
        assert ax.get_xlabel() == "learning rate" and 3.3 < ax.get_ylim()[1] < 3.5
        assert line.get_color() == COLORS["data"]
        assert ax.get_ylabel() == "loss (nats per letter)"


TRAINING = ([1e6, 2e6, 3e6], [2.7, 2.0, 1.6], [2.4, 1.9, 1.7], [0.003, 0.002, 0.001])


def test_draw_training(picture):
    tokens, train, held_out, rates = TRAINING
    left, right = picture(plotting.draw_training, tokens, train, held_out, rates).axes
    assert legend(left) == ["held out", "while training"]
    for line, losses in zip(left.lines, (held_out, train), strict=True):
        assert np.allclose(line.get_data(), [[1, 2, 3], losses])
    assert left.lines[0].get_marker() == "D" and left.lines[1].get_linestyle() == "--"
    assert np.allclose(right.lines[0].get_data(), [[1, 2, 3], rates])
    assert right.get_ylim()[0] == 0 and right.lines[0].get_linestyle() == ":"
    assert (left.get_ylabel(), right.get_ylabel()) == ("loss (nats per letter)", "learning rate")
    assert left.get_xlabel() == right.get_xlabel() == "tokens (millions)"


RACE = {"grid": {1: 3.0, 2: 2.8}, "random": {1: 2.9, 2: 2.5}, "halving": {2: 2.4}}


def test_draw_race(picture):
    (ax,) = picture(plotting.draw_race, RACE, 2.95).axes
    for line, (way, found) in zip(ax.lines, RACE.items(), strict=True):
        assert line.get_label() == way
        assert dict(zip(*line.get_data(), strict=True)) == found
    assert legend(ax) == [*RACE] and ax.get_ylim()[1] == 2.95
    looks = {(line.get_color(), line.get_linestyle(), line.get_marker()) for line in ax.lines}
    assert len(looks) == 3 and len({color for color, _, _ in looks}) == 3
    assert (ax.get_xlabel(), ax.get_ylabel()) == (
        "trials",
        "lowest loss so far (nats per letter)",
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plotting.draw_range_test(RATES, LOSSES[:2]), "3 rates and 2 losses"),
        (lambda: plotting.draw_range_test([0.1], [3.0]), "two or more"),
        (lambda: plotting.draw_range_test([0.0, *RATES[1:]], LOSSES), "all above 0"),
        (lambda: plotting.draw_range_test(RATES[::-1], LOSSES), "larger than the one before"),
        (lambda: plotting.draw_range_test(RATES, [3.0, float("nan"), 2.0]), "NaN"),
        (lambda: plotting.draw_race({}, 3.0), "0 ways to search"),
        (lambda: plotting.draw_race({way: {1: 2.0} for way in "abcdef"}, 3.0), "6 ways"),
        (lambda: plotting.draw_race({"grid": {}}, 3.0), "'grid' has found nothing"),
        (lambda: plotting.draw_overfitting([0, 1], [3.0], [3.0, 2.0]), r"\[2, 1, 2\] values"),
        (lambda: plotting.draw_overfitting([], [], []), r"\[0, 0, 0\] values"),
        (lambda: plotting.draw_cures({"dropout": [2.0]}), "wanted 'none' among them"),
        (lambda: plotting.draw_cures(CURES | {"L1": []}), r"'L1' are \[\]"),
        (lambda: plotting.draw_cures(CURES | {"L1": [float("nan")]}), r"'L1' are \[nan\]"),
        (lambda: plotting.draw_ways(CURES, {"none": [1]}, "ab", (1, 2)), "wanted the same"),
        (lambda: plotting.draw_ways({"a": []}, {"a": [1]}, "ab", (1, 2)), r"'a' are \[\]"),
        (lambda: plotting.draw_promises({}), "no way to split"),
        (lambda: plotting.draw_training([1], [2.0], [2.0], [0.1]), r"\[1\] rows"),
        (lambda: plotting.draw_training([1, 2], [2.0, 1.0], [2.0], [0.1, 0.1]), r"\[1, 2\] rows"),
        (lambda: plotting.draw_promises({"by scene": []}), "'by scene' are"),
        (lambda: plotting.draw_promises({"by scene": [(2.0, float("inf"))]}), "all finite"),
    ],
)
def test_pictures_of_runs_name_bad_input(call, words):
    with pytest.raises(ValueError, match=words):
        call()
    assert not plt.get_fignums()


NOISY = noisy_rides()
OUTLIER = Dataset(RIDES.X, torch.tensor([[1.0], [3], [5], [7], [19]]), RIDES.x_names, RIDES.y_name)
FLAT = torch.tensor([[1.0], [3], [5], [7], [9]])
CALLS = {  # as in the lesson
    "residuals": lambda: plotting.draw_lines(RIDES, (1.5, 0.5), errors="residuals"),
    "squares": lambda: plotting.draw_lines(RIDES, (1.5, 0.5), errors="squares"),
    "shapes": lambda: plotting.draw_shapes(right=FLAT, y_flat=FLAT[:, 0], difference=FLAT - FLAT.T),
    "worlds": lambda: plotting.draw_worlds(RIDES, THREE),
    "mean point": lambda: plotting.draw_mean_point(RIDES),
    "noisy": lambda: plotting.draw_lines(NOISY, (2.1, 0.8, "least squares"), (2, 1, "made from")),
    "outlier": lambda: plotting.draw_lines(
        OUTLIER, (4, -1, "least squares"), (2, 1, "exact for four rides")
    ),
    "ladder": lambda: plotting.draw_ladder(LADDER["names"]),
    "cures": lambda: plotting.draw_cures(CURES),
    "ways": lambda: plotting.draw_ways(CURES, CURES, ("new text", "old text"), (2.0, 2.8)),
    "two ladders": lambda: plotting.draw_ladder(*BOTH),
}


def marks_of(lines):
    return [line.get_xydata() for line in lines]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "presenting"])
def test_no_text_in_a_whole_picture_lies_on_another(picture, call, large):
    plotting.presenting(large)
    try:
        figure = picture(CALLS[call])
        for ax in figure.axes:
            found = [ax.title, *(text for text in ax.texts if text.get_text())]
            found += [top.xaxis.label for top in ax.child_axes]
            found += [ax.get_legend()] if ax.get_legend() else []
            boxes = [artist.get_window_extent() for artist in found]
            for one, other in itertools.combinations(range(len(found)), 2):
                assert not boxes[one].overlaps(boxes[other]), (found[one], found[other])
            if ax.get_legend():  # nor does the legend lie on a ride, or on a rung
                marks = [points(ax.collections[0])] if ax.collections else marks_of(ax.lines)
                for mark in ax.transData.transform(np.concatenate(marks)):
                    assert not boxes[-1].contains(*mark)
    finally:
        plotting.presenting(False)


def places():
    """Where the texts of the lesson's pictures stand: in data, and in points beside that."""
    for call in CALLS.values():
        call()
        for ax in plt.gcf().axes:
            for text in ax.texts:
                at = [*getattr(text, "xy", (0, 0)), *text.get_position()]
                print(repr(text.get_text()), [round(float(v), 4) + 0.0 for v in at])
        plt.close("all")


@pytest.mark.parametrize("processor", PROCESSORS, ids=lambda p: "-".join(p.values()))
def test_texts_of_whole_pictures_stand_at_the_same_places_on_every_processor(processor):
    code = (
        "import matplotlib, sys; matplotlib.use('Agg')\n"
        f"sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
        "import test_plotting; test_plotting.places()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | processor, capture_output=True, text=True
    )
    here = io.StringIO()
    with contextlib.redirect_stdout(here):
        places()
    assert run.stdout == here.getvalue() and run.stdout.count("[") > 30, run.stderr
