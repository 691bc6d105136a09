"""helpers.explore: what the figures show is what PyTorch computes.

Each figure has a function, in tests/lesson_NN/test_figures.py, that computes, for the texts that
its controls show, where every mark has to be and what every line has to say. Nothing in it calls
helpers.training or the figures: it is float64 written out, torch.autograd and torch.optim.
"""

import itertools
import math
import random
import re

import matplotlib.colors
import numpy as np
import pytest
import torch
from lessons import LESSONS, numbers, of_lesson
from sheets import BOOKS, Sheet, Y, close, says, star, told

from helpers.plotting import COLORS

OF_LESSONS = [of_lesson(number, "test_figures") for number in LESSONS]


def of_all(name):
    """A table that each lesson may have in its test_figures.py, for all of them."""
    return {key: value for facts in OF_LESSONS for key, value in getattr(facts, name, {}).items()}


EXPECTED = of_all("EXPECTED")
SLACK = of_all("SLACK")
HANDLES = of_all("HANDLES")
GOALS = of_all("GOALS")
LEGENDS = of_all("LEGENDS")
STARS = of_all("STARS")
ALTS = of_all("ALTS")


def some_states(book, count=30):
    """The start, both ends of each control, all corners, and `count` random states.

    Of a choice every value counts as an end.
    """
    draw = random.Random(20240521)
    ends = [
        range(len(control)) if control.kind == "choice" else (0, len(control) - 1)
        for control in book.controls
    ]
    states = [book.start, *map(list, itertools.product(*ends))]
    for number, values in enumerate(ends):
        states += [[*book.start[:number], end, *book.start[number + 1 :]] for end in values]
    for _ in range(count):
        states.append([draw.randrange(len(control)) for control in book.controls])
    return list(dict(zip(map(tuple, states), states, strict=True)).values())


def test_every_figure_has_an_expectation():
    assert set(EXPECTED) == set(BOOKS)


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_shown_is_what_pytorch_computes(name):
    book = BOOKS[name]()
    marks = {mark["name"]: mark for mark in book.spec["marks"]}
    assert len(marks) == len(book.spec["marks"]), "two marks with one name"
    within = dict.fromkeys(marks, 0)
    for state in some_states(book):
        sheet = Sheet(book, state)
        expected, lines = EXPECTED[name](sheet)
        assert expected.keys() == marks.keys()
        for key, want in expected.items():
            mark, where = marks[key], f"{name}, {sheet.told}, {key}"
            assert mark["kind"] == want.kind, where
            got = book.numbers(mark, state).double().numpy()
            if want.kind == "text":
                table = [mark["table"][int(number)] for number in got[2::3]]
                got = got.reshape(-1, 3)[:, :2]
                for text, template, (x, _) in zip(table, want.texts, want.at, strict=True):
                    right = math.isnan(x) or says(text, *template, slack=SLACK.get(name, 1e-9))
                    assert right, f"{where}: {text!r}, wanted {template}"
            if callable(want.at):
                with told(where):
                    want.at(got)
            else:
                got = got.reshape(-1, want.at.shape[-1])
                assert got.shape == want.at.shape, where
                close(got, want.at, where)
            x, y, width, height = mark["clip"]
            places = got.reshape(-1, 4 if want.kind == "rects" else 2)[:, :2] - (x, y)
            within[key] += int((np.abs(places / (width, height) - 0.5) <= 0.500001).all(-1).sum())
        said = book.said(state)
        assert len(said) == len(lines)
        for text, template in zip(said, lines, strict=True):
            right = says(text, *template, slack=SLACK.get(name, 1e-9))
            assert right, f"{name}, {sheet.told}: {text!r}, wanted {template}"
    for key, count in within.items():
        assert count, f"{name}: {key} was never seen within its axes"


@pytest.mark.parametrize("name", BOOKS)
def test_marks_have_their_axes_and_their_colours(name):
    book = BOOKS[name]()
    expected, _ = EXPECTED[name](Sheet(book, book.start))
    known = set(COLORS.values())
    for mark in book.spec["marks"]:
        want, look = expected[mark["name"]], mark["look"]
        assert look["color"] == COLORS[want.color], mark["name"]
        assert look.get("fill") == (want.fill and COLORS[want.fill]), mark["name"]
        assert {look["color"], look.get("fill", look["color"])} <= known
        for figure in book.figures:
            box = figure.axes[want.axes].get_position()
            clip = [
                box.x0 * book.width,
                (1 - box.y1) * book.height,
                box.width * book.width,
                box.height * book.height,
            ]
            assert mark["clip"] == pytest.approx(clip, abs=0.02), mark["name"]
        # black squares are starts and places where one stands
        square = look.get("square", False)
        assert not square or look["color"] == COLORS["start"], mark["name"]


@pytest.mark.parametrize("name", BOOKS)
def test_a_handle_moves_what_it_stands_for(name):
    book = BOOKS[name]()
    found = [
        (
            book.marks[handle["mark"]]["name"],
            handle["place"],
            [book.controls[number].label for number in handle["moves"]],
        )
        for handle in book.spec["handles"]
    ]
    assert found == HANDLES.get(name, [])
    for mark, place, moves in found:  # and each of its controls alone moves it
        number = next(i for i, m in enumerate(book.marks) if m["name"] == mark)
        for label in moves:
            k = [control.label for control in book.controls].index(label)
            there = set()
            for value in range(len(book.controls[k])):
                state = [*book.start[:k], value, *book.start[k + 1 :]]
                numbers_ = book.numbers(book.marks[number], state).tolist()
                there.add(tuple(numbers_[2 * place :][:2]))
            assert len(there) == len(book.controls[k]), f"{name}: {mark} by {label}"


@pytest.mark.parametrize("name", BOOKS)
def test_a_goal_is_reached_in_the_right_states(name):
    book = BOOKS[name]()
    if name not in GOALS:
        assert book.spec["goal"] is None
        return
    text, reached = GOALS[name]
    assert book.spec["goal"]["text"] == text
    every = itertools.product(*(range(len(control)) for control in book.controls))
    count = 0
    for state in every:
        here = book.reached(state)
        assert here == reached(Sheet(book, state)), f"{name}: {state}"
        count += here
        if here and name == "one_outlier":  # the figure says the number of the goal
            assert book.said(state)[0].startswith("MSE 8.00 ¥²")
    assert count and not book.reached(book.start)


def test_legends_name_their_marks():
    seen = {}
    for name, make in BOOKS.items():
        book = make()
        marks = {mark["name"]: mark["look"] for mark in book.spec["marks"]}
        for figure in book.figures:
            for j, ax in enumerate(figure.axes):
                if (legend := ax.get_legend()) is None:
                    continue
                labels = [text.get_text() for text in legend.get_texts()]
                seen[name, j] = dict.fromkeys(labels)
                for label, handle in zip(labels, legend.legend_handles, strict=True):
                    key = LEGENDS[name, j][label]
                    seen[name, j][label] = key
                    if key is None:
                        continue
                    look = marks[key]
                    if "fill" in look:
                        color = handle.get_facecolor()
                    else:
                        color = handle.get_color()
                        dashed = handle.get_linestyle() != "-"
                        assert dashed == bool(look["dash"]), (name, label)
                    shown = look.get("fill", look["color"])
                    assert matplotlib.colors.to_hex(color).upper() == shown, (name, label)
    assert seen == LEGENDS


# what does not move


def test_the_stars_stand_on_the_least_loss():
    for (name, page, j), x in STARS.items():
        A = torch.cat([x, torch.ones(5, 1)], dim=1)
        best = torch.linalg.solve(A.T @ A, A.T @ Y)[:, 0].tolist()
        assert star(BOOKS[name]().figures[page].axes[j]) == pytest.approx(best), name


# the controls


@pytest.mark.parametrize("name", BOOKS)
def test_each_control_has_the_value_that_it_shows(name):
    for control in BOOKS[name]().controls:
        assert len(set(control.texts)) == len(control.texts), f"{control.label}: a text twice"
        if control.kind == "choice":
            assert control.values.tolist() == list(range(len(control)))
            continue
        if control.kind == "steps":
            assert control.values.tolist() == list(range(len(control)))
            counted = [numbers(text) for text in control.texts]
            if name != "graph_walk":
                assert [n[0][0] for n in counted] == control.values.tolist()
            continue
        shown = [numbers(text)[0][0] for text in control.texts]
        rises = 1
        if name == "valley":  # in metres, and it falls
            metres = [1000 if text.endswith(" km") else 1 for text in control.texts]
            shown = [size * unit for size, unit in zip(shown, metres, strict=True)]
            assert (shown[0], shown[-1]) == (2000, 1)
            rises = -1
        assert control.values.tolist() == pytest.approx(shown, rel=1e-12, abs=1e-12), control.label
        assert (rises * control.values.diff() > 0).all(), f"{control.label} turns"


@pytest.mark.parametrize("name", BOOKS)
def test_no_text_shows_a_number_that_is_none(name):
    """No minus before a zero, no nan, no infinity."""
    book = BOOKS[name]()
    tables = [item["table"] for item in book.marks + book.readouts if "table" in item]
    texts = [text for table in [*tables, *(c.texts for c in book.controls)] for text in table]
    strange = re.compile(r"(?<![\w.])-0(?:\.0*)?(?![\d.])|(?<!\w)(?:nan|inf)(?!\w)|\{|\}")
    assert [text for text in texts if strange.search(text)] == []


# what they say to those who cannot see them


def test_the_text_alternatives():
    """The numbers that stand in each, computed."""
    for name, make in BOOKS.items():
        found = numbers(make().alt)
        assert len(found) == len(ALTS[name]), f"{name}: {found}"
        for (number, digit), value in zip(found, ALTS[name], strict=True):
            assert abs(number - value) <= digit / 2 + 1e-9, f"{name}: {number}, not {value}"
