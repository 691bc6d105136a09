"""The leak of lesson 06: what is dealt out, and what the stored runs say."""

import pytest
import torch

from helpers.data import read_table
from helpers.experiments import leak
from helpers.text import CHARACTERS, plays, windows

FIRST = [scenes[0] for scenes in plays().values()]


@pytest.fixture(scope="module", params=range(2))
def dealt(request):
    return {way: leak.samples(way, request.param) for way in leak.WAYS}


def rows(*parts):
    """Each window with its next character, in order, so that two lists can be compared."""
    return sorted(tuple(row) for X, y in parts for row in torch.cat([X, y[:, None]], 1).tolist())


def test_both_ways_have_the_same_windows_and_the_same_test(dealt):
    by_window, by_scene = dealt["windows"], dealt["scenes"]
    assert torch.equal(by_window[2][0], by_scene[2][0])
    assert torch.equal(by_window[2][1], by_scene[2][1])
    assert rows(*by_window[:2]) == rows(*by_scene[:2])
    assert sum(len(y) for _, y in by_scene) == sum(map(len, FIRST)) + len(FIRST) == 315_024
    assert len(by_window[0][1]) == pytest.approx(4 * len(by_window[1][1]), abs=3)


def test_only_scenes_stay_whole(dealt):
    """Dealt out by scene, a list holds whole documents: as many ends as it has scenes."""
    ends = {way: [int((y == 0).sum()) for _, y in dealt[way]] for way in leak.WAYS}
    assert ends["scenes"] == [30, 4, 4] and sum(ends["windows"]) == 38
    whole = [scene for scene in FIRST if scene in CHARACTERS.decode(dealt["scenes"][1][1])]
    assert len(whole) == 4
    assert not any(scene in CHARACTERS.decode(dealt["windows"][0][1]) for scene in FIRST)
    held_out = set(rows(windows(whole, CHARACTERS, leak.CONTEXT)))
    assert len(held_out - set(rows(dealt["scenes"][0]))) > 0.6 * len(held_out)


def test_another_way_is_named():
    with pytest.raises(ValueError, match="way is 'letters'; wanted one of windows, scenes"):
        leak.samples("letters", 0)


def test_only_windows_promise_too_much():
    """What lesson 06 says: 0.1 nats or more too good, for each seed; scenes within 0.05."""
    header, stored = read_table("lesson_06_leak.csv")
    assert header == ["seed", "way", "promise", "truth"]
    assert [(int(s), way) for s, way, *_ in stored] == [(s, w) for s in range(3) for w in leak.WAYS]
    too_good = {(s, way): float(truth) - float(promise) for s, way, promise, truth in stored}
    for (_, way), gap in too_good.items():
        assert gap > 0.1 if way == "windows" else abs(gap) < 0.05


def test_promises_are_sorted_by_way():
    rows = [leak.Row(s, way, s + 0.1, s + k) for s in (0, 1) for k, way in enumerate(leak.WAYS)]
    assert leak.promises(rows) == {
        "by window": [(0.1, 0), (1.1, 1)],
        "by scene": [(0.1, 1), (1.1, 2)],
    }
