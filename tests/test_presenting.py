"""Before a projector: larger pictures, figures and messages, still whole; and back again."""

import itertools

import matplotlib.pyplot as plt
import pytest
from lessons import FIGURES, LESSONS, Lesson
from matplotlib.text import Text

import helpers
from helpers.plotting import BACK_ROW, STYLE, presenting, use_style
from helpers.practice.questions import Asked
from helpers.practice.session import Table, catalogue

FIGURE_NAMES = [(module, name) for module in FIGURES.values() for name in module.__all__]


@pytest.fixture
def on():
    """Presenting, for one test."""
    with plt.rc_context():
        presenting()
        yield
        presenting(False)


@pytest.fixture(scope="module", params=LESSONS)
def enlarged(request):
    """A lesson run with `presenting()` in force before its first cell."""
    lesson = Lesson(LESSONS[request.param])
    with plt.rc_context():
        presenting()
        try:
            lesson.run()
            assert lesson.figures  # drawn while it is in force
        finally:
            presenting(False)
    return request.param, lesson


def seen(fig):
    """The texts of a picture that are seen, each with its box in pixels."""
    renderer = fig.canvas.get_renderer()
    for text in fig.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent(renderer)
            if box.width > 0 and all(0 < side < 1e5 for side in (box.width, box.height)):
                yield text, box


def labels(fig):
    """The names, titles and ticks of all axes; a tick outside its axes is not drawn."""
    for ax in fig.axes:
        if not ax.axison:
            continue
        texts = [ax.title, ax.xaxis.label, ax.yaxis.label]
        for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            shown = axis.get_ticklabels()  # none where a panel shares those of another
            ticks = zip(axis.get_majorticklocs(), shown, strict=bool(shown))
            texts += [label for place, label in ticks if min(limits) <= place <= max(limits)]
        yield from (text for text in texts if text.get_visible() and text.get_text().strip())


def overlapping(fig):
    """Pairs of labels that meet; two ticks at a corner may touch with the edges of their boxes."""
    fig.canvas.draw()
    found = []
    boxes = [(text, text.get_window_extent()) for text in labels(fig)]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        width = min(a.x1, b.x1) - max(a.x0, b.x0)
        height = min(a.y1, b.y1) - max(a.y0, b.y0)
        least = min(a.height, b.height) / 3
        if width > least and height > least:
            found.append((one.get_text(), other.get_text()))
    return found


def test_on_and_off():
    with plt.rc_context():
        use_style()
        before = dict(plt.rcParams)
        presenting()
        assert helpers.SCALE == BACK_ROW >= 1.2
        assert plt.rcParams["font.size"] == STYLE["font.size"] * BACK_ROW
        assert plt.rcParams["lines.linewidth"] == STYLE["lines.linewidth"] * BACK_ROW
        use_style()  # a lesson's first cells, run again, change nothing
        presenting()  # nor does a second call
        assert plt.rcParams["font.size"] == STYLE["font.size"] * BACK_ROW
        presenting(False)
        assert dict(plt.rcParams) == before and helpers.SCALE == 1


def test_pictures_are_larger_and_whole(enlarged, ran):
    number, lesson = enlarged
    usual = ran(number)
    for cell, figures in lesson.figures.items():
        for fig, small in zip(figures, usual.figures[cell], strict=True):
            larger = [t.get_fontsize() for t, _ in seen(fig)]
            assert min(larger) >= 10.9, cell
            before = sorted(t.get_fontsize() for t, _ in seen(small))
            assert sorted(larger)[len(larger) // 2] >= 1.09 * before[len(before) // 2], cell
            widths = [
                max((k.get_linewidth() for k in f.findobj(plt.Line2D)), default=1)
                for f in (fig, small)
            ]
            assert widths[0] >= widths[1], cell
            assert not overlapping(fig), cell


def test_the_numbers_do_not_change(enlarged, ran):
    number, lesson = enlarged
    assert lesson.printed == ran(number).printed


@pytest.mark.parametrize(
    ("module", "name"), FIGURE_NAMES, ids=lambda v: getattr(v, "strip", lambda: "")()
)
def test_figures_are_larger_and_whole(module, name, on):
    make = getattr(module, name)
    large = make()
    assert large is make() and large.scale == BACK_ROW
    presenting(False)
    small = make()
    assert small is make() and small is not large and small.scale == 1
    assert (large.width, large.height) == (small.width, small.height)
    assert large.said(large.start) == small.said(small.start)
    for one, other in zip(large.marks, small.marks, strict=True):
        for key in {"width", "size"} & set(one["look"]):
            assert one["look"][key] == pytest.approx(BACK_ROW * other["look"][key])
    for page in large.figures:
        width, height = page.canvas.get_width_height()
        for text, box in seen(page):
            if text in list(labels(page)):
                inside = (
                    box.x0 >= -2 and box.y0 >= -2 and box.x1 <= width + 2 and box.y1 <= height + 2
                )
                assert inside, text.get_text()
        assert not overlapping(page)


def test_messages_and_buttons_are_larger(on):
    question = catalogue("02")[0][0]
    shown = (question._repr_html_(), question.explained(None)._repr_html_())
    for text in (*shown, Table(("name",), [("x",)])._repr_html_()):
        assert f"font-size: {BACK_ROW:.0%}" in text
    assert Asked(question).widget.scale == BACK_ROW
    presenting(False)
    assert "font-size" not in question._repr_html_()
    assert Asked(question).widget.scale == 1
