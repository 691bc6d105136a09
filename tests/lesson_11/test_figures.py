"""What the figures of lesson 11 show, computed another way; tests/test_explore.py compares."""

import functools
import math

import numpy as np
import pytest
from sheets import BOOKS, NAN

from helpers.experiments import stored

# A: a change of 16 x 16, cell by cell; the best of each rank from the eigenvectors of Dᵀ D

CELLS = range(16)


def half_waves(count, cell):
    return math.cos(math.pi * count * (cell + 0.5) / 16) * math.sqrt((2 if count else 1) / 16)


@functools.cache
def wanted():
    """(16, 16), output by input: four products of half waves, and a diagonal from 0.75 to 0.45."""
    parts = ((6, 1, 0), (-4, 0, 2), (-3, 2, 3), (-2, 3, 1))
    change = [
        [
            sum(s * half_waves(a, row) * half_waves(b, column) for s, a, b in parts)
            for column in CELLS
        ]
        for row in CELLS
    ]
    return np.array(change) + np.diag([0.75 - 0.3 * cell / 15 for cell in CELLS])


@functools.cache
def of_rank(rank):
    """The change, in the directions of its `rank` strongest inputs."""
    _, inputs = np.linalg.eigh(wanted().T @ wanted())  # the weakest first
    strong = inputs[:, 16 - rank :]
    return wanted() @ strong @ strong.T


@functools.cache
def largest():
    some = [change for rank in range(17) for change in (of_rank(rank), wanted() - of_rank(rank))]
    return max(np.abs(change).max() for change in [wanted(), *some])


def share(rank):
    """In per cent."""
    return 100 * (1 - ((wanted() - of_rank(rank)) ** 2).sum() / (wanted() ** 2).sum())


def squares(s, axes, change, sign):
    """Of the cells of one sign, with an area for the size of the number."""
    places = []
    for row in CELLS:
        for column in CELLS:
            value = sign * change[row, column]
            side = 0.94 * math.sqrt(max(value, 0) / largest())
            side = side if side >= 0.1 else NAN
            places.append((column + 1 - side / 2, row + 1 - side / 2, side, side))
    x, y, width, height = np.array(places).T
    look = ("data", "data") if sign > 0 else ("line", "third")
    return s.rects(axes, x, y, width, height, *look)


def rank_of_a_change(s):
    rank = int(s.value(0))
    marks = {}
    tables = {"wanted": wanted(), "B A": of_rank(rank), "left": wanted() - of_rank(rank)}
    for axes, (name, change) in enumerate(tables.items()):
        marks[f"{name}, up"] = squares(s, axes, change, 1)
        marks[f"{name}, down"] = squares(s, axes, change, -1)
    learn = f"numbers that learn: {rank} x (16 + 16) = {32 * rank}"
    return marks, [
        (f"{learn}; in W: 16 x 16 = 256",),
        ("share of the change that is reached: {:.1f} %", share(rank)),
    ]


# B: the stored answers

NONE = -26
STEPS = (0, 20, 40, 60, 80, 100, 150, 200, 300)


@functools.cache
def answers():
    """What each answer of the first seed says, and whether the distance was shown."""
    return {(r.way, r.step, r.km): (r.fare, r.shown) for r in stored("fare_line") if r.seed == 0}


def of_kind(way, step):
    """(km, fare) of the distances that were shown, of others up to 100 km, and of longer ones."""
    kinds = {"shown": [], "never shown": [], "longer": []}
    for km in range(1, 121):
        fare, shown = answers()[way, step, km]
        kinds["shown" if shown else "never shown" if km <= 100 else "longer"].append((km, fare))
    return kinds


def right(places):
    return sum(fare - 1 == 2 * km for km, fare in places)


GAP = (NAN, NAN)
RISES, FALLS = [(-1, -1), (1, 1), GAP], [(-1, 1), (1, -1), GAP]
TRIANGLE = [(-1, -1), (0, 1), (1, -1), (-1, -1), GAP]


def strokes(s, places, shape, color):
    """Around each place the corners of `shape`, in half widths and half heights of a mark."""
    corners = [(x + 0.85 * a, y + 4 * b) for x, y in places for a, b in shape]
    return s.line(0, *np.array(corners, float).T, color)


def fares_by_steps(s):
    way, step = s.told[0], int(s.value(1))
    kinds = of_kind(way, step)
    told = [f"{right(places)} of {len(places)} {kind}" for kind, places in kinds.items()]
    without = [fare < 0 for places in kinds.values() for _, fare in places]
    seen = {
        kind: [(km, fare if fare >= 0 else NAN) for km, fare in places]
        for kind, places in kinds.items()
    }
    cross = strokes(s, seen["never shown"], RISES, "start")
    cross.at = np.concatenate([cross.at, strokes(s, seen["never shown"], FALLS, "start").at])
    none = [(km, NONE if answers()[way, step, km][0] < 0 else NAN) for km in range(1, 121)]
    marks = {
        "shown": s.points(0, *np.array(seen["shown"]).T),
        "never shown": cross,
        "longer": strokes(s, seen["longer"], TRIANGLE, "best"),
        "no number": strokes(s, none, [(0, -1), (0, 1), GAP], "residual"),
    }
    return marks, [
        (f"right: {', '.join(told)}",),
        (f"no number: {sum(without)} of 120 answers",),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {"fares_by_steps": fares_by_steps, "rank_of_a_change": rank_of_a_change}


def knows_all(way, step):
    return right(of_kind(way, step)["shown"]) == 80


def first_to_know(s):
    """All that was shown is right, and was not at any step before."""
    way, step = s.told[0], int(s.value(1))
    return knows_all(way, step) and not any(knows_all(way, n) for n in STEPS if n < step)


GOALS = {
    "fares_by_steps": (
        "find the first step with all 80 shown right",
        first_to_know,
    ),
    "rank_of_a_change": (
        "reach 90 % with as few numbers as you can",
        lambda s: share(int(s.value(0))) >= 90 > share(int(s.value(0)) - 1),
    ),
}


# label of a legend: the mark that it names, None for dots and for what does not move
LEGENDS = {
    ("fares_by_steps", 0): dict.fromkeys(
        ["y = 2x + 1", "shown", "never shown", "longer", "no number"]
    ),
    ("rank_of_a_change", 1): {"above 0": "B A, up", "below 0": "B A, down"},
}


START = [answers()["full", 20, km][0] for km in range(1, 121)]
NUMBERS = [fare for fare in START if fare >= 0]


# the numbers of each text alternative, computed
ALTS = {
    "fares_by_steps": [
        *(1, 120, 1, 20, len(NUMBERS), 120, min(NUMBERS), max(NUMBERS), 101),
        *(START.count(-1), 0),
    ],
    "rank_of_a_change": [16, 16, 0, 0, 1, 0, 0],
}


# A: what one is to see in it


def test_no_two_singular_values_are_equal():
    """Else the best change of a rank would be another one on another processor."""
    values = np.linalg.svd(wanted(), compute_uv=False)
    assert (-np.diff(values) > 0.02).all() and values[-1] > 0.02


def test_four_ranks_give_much_and_the_others_little():
    """Each of the four patterns a part that one can see; the stripe hardly more than itself."""
    gains = np.diff([share(rank) for rank in range(17)])
    assert (gains[:4] > 4).all() and (gains[4:] < 1).all() and (gains > 0).all()
    assert share(15) < 99.9 and share(16) == pytest.approx(100)


def test_what_four_ranks_leave_is_the_stripe():
    left = np.abs(wanted() - of_rank(4))
    assert (left.argmax(1) == np.arange(16)).all()
    assert np.trace(left**2) > 0.5 * (left**2).sum()


def test_no_other_change_of_the_rank_comes_nearer():
    """From some starts: the best B for an A, the best A for that B, and so on."""
    draw = np.random.default_rng(0)
    for rank in (1, 3, 5):
        best = ((wanted() - of_rank(rank)) ** 2).sum()
        for _ in range(3):
            a = draw.normal(size=(rank, 16))
            for _ in range(100):
                b = wanted() @ np.linalg.pinv(a)
                a = np.linalg.pinv(b) @ wanted()
            assert ((wanted() - b @ a) ** 2).sum() >= best - 1e-9


def test_the_goal_of_the_rank_does_not_hang_on_the_last_digit():
    assert all(abs(share(rank) - 90) > 0.5 for rank in range(17))
    assert next(rank for rank in range(17) if share(rank) >= 90) == 4


# B


def test_all_answers_are_in_sight():
    (ax,) = BOOKS["fares_by_steps"]().figures[0].axes
    (left, end), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert left < 1 - 0.85 and 120 + 0.85 < end and bottom < NONE - 4
    assert max(fare for fare, _ in answers().values()) + 4 < top


def test_the_line_is_that_of_lesson_01():
    (ax,) = BOOKS["fares_by_steps"]().figures[0].axes
    (line,) = [line for line in ax.lines if line.get_label() == "y = 2x + 1"]
    assert line.get_xydata().tolist() == [[0, 1], [120, 241]]


def test_the_row_of_no_number_has_a_name_of_its_own():
    (ax,) = BOOKS["fares_by_steps"]().figures[0].axes
    names = dict(zip(ax.get_yticks(), [t.get_text() for t in ax.get_yticklabels()], strict=True))
    assert names == {NONE: "none"} | {height: f"{height}" for height in range(0, 251, 50)}


def test_the_states_are_those_of_the_table():
    way, step = BOOKS["fares_by_steps"]().controls
    assert step.values.tolist() == list(STEPS)
    assert {(w, s, km) for w in way.texts for s in STEPS for km in range(1, 121)} == set(answers())


@pytest.mark.parametrize("way", ["full", "rank 8"])
def test_what_was_shown_is_learned_and_the_longer_ones_are_not(way):
    """All of it, and it stays so; about half of what lies between; never a longer distance."""
    knows = [knows_all(way, step) for step in STEPS]
    assert knows == sorted(knows)
    last = of_kind(way, STEPS[-1])
    assert right(last["shown"]) == 80 and 8 <= right(last["never shown"]) <= 15
    assert not any(right(of_kind(way, step)["longer"]) for step in STEPS)


def test_there_is_a_step_to_find_in_both_ways():
    book = BOOKS["fares_by_steps"]()
    for way in range(2):
        states = [[way, step] for step in range(len(STEPS))]
        assert sum(book.reached(state) for state in states) == 1


def test_before_the_training_no_answer_is_a_number():
    assert {fare for (_, step, _), (fare, _) in answers().items() if step == 0} == {-1}
