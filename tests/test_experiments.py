"""helpers.experiments: stored results repeated in part, and what the lessons say of them."""

import collections
import csv
import dataclasses
import math
from itertools import pairwise

import pytest
import torch

from helpers import classroom, experiments
from helpers.classroom import main
from helpers.data import MiniBatches
from helpers.evaluation import LADDER, evaluate
from helpers.experiments import (
    EXPERIMENTS,
    SEEDS,
    cures,
    curse,
    gpt,
    landscape,
    letter_map,
    merges,
    race,
    recipe,
    scaling,
    sizes,
    stored,
    table,
    trials,
    whole,
)
from helpers.experiments.shared import Augmented, Pieces, some_names
from helpers.models import GPT, load_gpt
from helpers.text import LETTERS, names, split, windows

TRAINING = split(names())[0]
NEAR = 0.005  # nats; two processors differ by less after the first hundred steps


def of_seed(name, seed):
    return [row for row in stored(name) if row.seed == seed]


# -- a part again ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cure", ["none", "L1", "dropout 0.5, 3 x L2", "letters replaced", "8,000 names"]
)
def test_the_first_epochs_of_a_cure(cure):
    wanted = [row for row in of_seed("cures", 1) if row.cure == cure][:2]
    near = 6 * NEAR if "dropout" in cure else NEAR  # which units are off, processors draw apart
    for row, there in zip(cures.learn(cure, 1, epochs=2), wanted, strict=True):
        close(row, there, near)


def test_the_first_steps_of_a_size():
    wanted = [row for row in of_seed("sizes", 2) if row.names == 500][:3]
    for row, there in zip(sizes.learn(500, 2, steps=112), wanted, strict=True):
        close(row, there)


def test_the_first_steps_of_the_letters():
    wanted = of_seed("letter_map", 1)[: 3 * 27]
    for row, there in zip(letter_map.learn(1, letter_map.MOMENTS[:3]), wanted, strict=True):
        close(row, there)


def test_the_first_quarter_of_a_recipe():
    """Its gradients; what is stored of the losses comes later."""
    log = recipe.learn("whole", 0.01, 1, steps=recipe.settings_of("whole", 0.01, 1).every)
    (there,) = (row for row in of_seed("recipe", 1) if (row.way, row.lr) == ("whole", 0.01))
    assert log.norm == pytest.approx(there.norm, rel=0.02)
    assert 2.2 < log.held_out < 2.9


def test_the_smallest_of_the_sizes():
    row = scaling.learn(16, 250, 0)
    there = of_seed("scaling", 0)[0]
    assert (row.width, row.parameters, row.tokens) == (16, there.parameters, 250 * 32 * 64)
    assert row.held_out == pytest.approx(there.held_out, abs=0.05)


def close(row, there, near=NEAR):
    """The same row, floats up to what processors differ in."""
    for seen, wanted in zip(dataclasses.astuple(row), dataclasses.astuple(there), strict=True):
        assert type(seen) is type(wanted)
        assert seen == (pytest.approx(wanted, abs=near) if isinstance(seen, float) else wanted)


# -- what is stored -------------------------------------------------------------------------------


def test_the_stored_rows_are_complete():
    sized = [(r.seed, r.names, r.step) for r in stored("sizes")]
    counts, steps = (500, 2_000, 8_000, len(TRAINING)), range(0, 1_121, 56)
    assert sized == [(seed, n, step) for seed in SEEDS for n in counts for step in steps]
    cured = [(r.seed, r.cure, r.epoch) for r in stored("cures")]
    assert cured == [(s, c, e) for s in SEEDS for c in cures.SETTINGS for e in range(1, 21)]
    drawn = [(r.seed, r.step, r.letter) for r in stored("letter_map")]
    moments = letter_map.MOMENTS
    assert drawn == [(s, m, a) for s in SEEDS for m in moments for a in LETTERS.symbols]
    assert moments[0] == 0 and all(a < b for a, b in pairwise(moments))


def test_one_loss_for_all_letters_of_a_moment():
    losses = collections.defaultdict(set)
    for row in stored("letter_map"):
        losses[row.seed, row.step].add(row.held_out)
    assert {len(some) for some in losses.values()} == {1}


# -- what the lessons say -------------------------------------------------------------------------

HARM = ("none", "512 hidden units")
END = cures.at_the_end(stored("cures"))


def below(one, other, by=0.0):
    """Whether a cure ends below another in every seed."""
    return all(a < b - by for a, b in zip(END[one], END[other], strict=True))


def test_each_cure_helps():
    """By more than the seeds differ; more hidden units harm, and more names help most."""
    for cure in END.keys() - {*HARM}:
        assert below(cure, "none", by=0.15), cure
        assert max(END[cure]) < min(END["none"]) - 0.15, cure
    assert below("none", "512 hidden units", by=0.4)
    for cure in END.keys() - {"8,000 names"}:
        assert below("8,000 names", cure, by=0.05), cure


def test_too_much_of_two_good_things():
    for alone in ("dropout 0.5", "L2"):
        assert below(alone, "dropout 0.5, 3 x L2", by=0.03)
        assert below("dropout 0.5 and L2", alone)  # with the L2 of the row "L2"
    same, more = (cures.SETTINGS[f"dropout 0.5{row}"] for row in (" and L2", ", 3 x L2"))
    assert same.weight_decay == cures.SETTINGS["L2"].weight_decay == more.weight_decay / 3


def test_orders_that_hold_in_every_seed():
    for better, worse in (
        ("dropout 0.5", "dropout 0.3"),
        ("L2", "early stopping"),
        ("L1", "early stopping"),
        ("dropout 0.5", "early stopping"),
        ("early stopping", "letters replaced"),
        ("early stopping", "dropout 0.3"),
        ("early stopping", "32 hidden units"),
    ):
        assert below(better, worse), (better, worse)


def test_the_seeds_differ_less_than_a_cure_helps():
    assert all(max(some) - min(some) < 0.04 for cure, some in END.items() if cure not in HARM)
    assert 0.05 < max(END["none"]) - min(END["none"]) < 0.15


def test_more_names_overfit_less():
    """With as many steps: the end of both losses, and the gap."""
    for seed in SEEDS:
        rows = [row for row in of_seed("sizes", seed) if row.step == 1_120]
        held_out, training = (
            [getattr(row, name) for row in rows] for name in ("held_out", "training")
        )
        assert all(a - b > 0.01 for a, b in pairwise(held_out))
        assert all(b - a > 0.05 for a, b in pairwise(training))
        gaps = [a - b for a, b in zip(held_out, training, strict=True)]
        assert gaps[0] > 3.4 and 0.75 < gaps[1] < 1 and gaps[2] < 0.16 and gaps[3] < 0.06


def test_few_names_are_learned_best_early():
    for seed in SEEDS:
        best = {}
        for row in of_seed("sizes", seed):
            best[row.names] = min(best.get(row.names, (9.0, 0)), (row.held_out, row.step))
        steps = [best[count][1] for count in sizes.COUNTS]
        assert steps[0] <= 112 and 224 <= steps[1] <= 336 and min(steps[2:]) > 900
        assert all(a[0] > b[0] for a, b in pairwise(best[count] for count in sizes.COUNTS))


def test_vowels_come_to_stand_together():
    """From step 120 on the nearest letter of each vowel is a vowel or y; at the start of two."""
    for seed in SEEDS:
        moments = collections.defaultdict(dict)
        for row in of_seed("letter_map", seed):
            moments[row.step][row.letter] = row.x, row.y
        for step, there in moments.items():
            nearest = [
                min(there.keys() - {vowel}, key=lambda other: math.dist(there[vowel], there[other]))
                for vowel in "aeiou"
            ]
            together = sum(letter in "aeiouy" for letter in nearest)
            assert together == 5 if step >= 120 else together <= (2 if step < 50 else 5)


def test_at_the_end():
    """The last epoch of each; early stopping is the best epoch of none, and not the last."""
    for cure, losses in END.items():
        for seed, loss in zip(SEEDS, losses, strict=True):
            run = [r for r in of_seed("cures", seed) if r.cure == cure]
            if cure == "early stopping":
                run = [r for r in of_seed("cures", seed) if r.cure == "none"]
                best = min(run, key=lambda r: r.held_out)
                assert loss == best.held_out and 1 < best.epoch < 10
            else:
                assert loss == run[-1].held_out and run[-1].epoch == 20
    assert list(END)[:2] == ["none", "early stopping"] and len(END) == len(cures.SETTINGS) + 1


# -- the parts ------------------------------------------------------------------------------------


def test_seed_0_takes_the_first_names_and_others_take_others():
    assert some_names(500, 0) == TRAINING[:500]
    for one in range(3):
        assert set(some_names(8_000, one)) <= {*TRAINING} and len(some_names(8_000, one)) == 8_000
        assert sorted(some_names(len(TRAINING), one)) == sorted(TRAINING)
        assert not {*some_names(2_000, one)} & {*some_names(2_000, one + 1)}


def test_pieces_go_on_where_the_last_one_ended():
    X = torch.arange(10)
    pieces = Pieces([(X[:4], X[:4]), (X[4:8], X[4:8]), (X[8:], X[8:])], 2)
    seen = [[x.tolist() for x, _ in pieces] for _ in range(3)]
    a, b, c = [0, 1, 2, 3], [4, 5, 6, 7], [8, 9]
    assert seen == [[a, b], [c, a], [b, c]] and len(pieces) == 2
    batches = Pieces(MiniBatches(X, X, 5), 2)
    first, second = (torch.cat([x for x, _ in batches]).tolist() for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(10))
    assert first != second  # a new order in each epoch


def test_augmented_replaces_a_share_of_the_letters_and_no_target():
    X, y = windows(some_names(500, 0), LETTERS, 5)
    ((seen, targets),) = Augmented([(X, y)], 0.1, seed=0)
    assert torch.equal(targets, y)
    changed = seen != X
    assert changed.double().mean().item() == pytest.approx(0.1, abs=0.01)
    assert seen[changed].unique().tolist() == list(range(1, 27))  # no end mark within a name
    again = Augmented([(X, y)], 0.1, seed=0)
    (one, _), (two, _) = next(iter(again)), next(iter(again))
    assert torch.equal(one, seen) and not torch.equal(two, seen) and len(again) == 1


def test_steps_in_an_epoch():
    for count in sizes.COUNTS:
        X, _ = windows(some_names(count, 0), LETTERS, 5)
        assert sizes.steps_in_an_epoch(count) == math.ceil(len(X) / 256)


# -- lesson 07 ------------------------------------------------------------------------------------


def test_settings_lie_on_log_axes():
    """The corners and the middle, and equal factors for equal steps."""
    assert trials.setting((0, 0)) == pytest.approx((0.0001, 4))
    assert trials.setting((1, 1)) == pytest.approx((1, 256))
    assert trials.setting((0.5, 0.5)) == pytest.approx((0.01, 32))
    assert trials.setting((0.25, 1 / 6)) == pytest.approx((0.001, 8))


def test_a_few_places_of_the_landscape():
    wanted = {(row.lr, row.hidden): row.loss for row in stored("landscape")}
    for lr, hidden in list(wanted)[:: len(wanted) // 3]:
        there = trials.whole(lr, hidden, 0)
        assert there == pytest.approx(wanted[lr, hidden], abs=NEAR)
    assert len(wanted) == landscape.ACROSS * landscape.DOWN


def test_the_first_trials_of_the_race():
    """Random search, and the first ones of Bayesian search, which are the same."""
    rows = [row for row in of_seed("race", 3) if row.trial <= 3]
    wanted = {way: [row.best for row in rows if row.way == way] for way in race.WAYS}
    again = [best for _, best in race.one_by_one(race.drawn(3, 3).tolist(), 3)]
    assert again == pytest.approx(wanted["random"], abs=NEAR)
    assert wanted["Bayesian"] == wanted["random"]


def test_the_next_trial_is_the_one_that_promises_most(monkeypatch):
    """On a loss that is a formula: near its lowest place within ten trials, for each seed."""
    monkeypatch.setattr(race, "setting", lambda point: tuple(point))
    monkeypatch.setattr(race, "whole", lambda a, b, seed: (a - 0.6) ** 2 + 0.1 * (b - 0.3) ** 2)
    ends = [[best for _, best in race.bayesian(seed)] for seed in range(10)]
    assert all(len(best) == race.TRIALS for best in ends)
    assert max(best[9] for best in ends) < 0.01
    drawn = [[best for _, best in race.at_random(seed)][9] for seed in range(10)]
    assert sum(best[9] for best in ends) < sum(drawn) / 3


def test_the_first_round_of_halving(monkeypatch):
    """The better half goes on, each time twice as far; a round costs ten whole trainings."""
    asked = []

    class Numbered:
        def __init__(self, lr, hidden, seed):
            self.loss, self.steps = lr, 0

        def go_on(self, steps):
            self.steps += steps
            asked.append((self.loss, self.steps))
            return self.loss

    monkeypatch.setattr(race, "Trial", Numbered)
    full = trials.steps_of_a_trial()
    found = list(race.halving(0))
    rates = [trials.setting(point)[0] for point in race.drawn(320, 0).tolist()]
    first = sorted(rates[:32])
    rounds = [asked[:32], asked[32:48], asked[48:56], asked[56:60]]
    assert [sorted(loss for loss, _ in some) for some in rounds] == [
        first[:count] for count in (32, 16, 8, 4)
    ]
    assert [{steps for _, steps in some} for some in rounds] == [
        {math.ceil(full / 8)},
        {math.ceil(full / 4)},
        {math.ceil(full / 2)},
        {full},
    ]
    assert [trial for trial, _ in found] == [11, 21]
    assert [best for _, best in found] == [min(rates[:32]), min(rates[:64])]


def test_winner():
    """The best of those tried, on the names that chose it; and what it is worth elsewhere."""
    seen, test = torch.tensor([2.0, 1.0, 3.0, 0.0]), torch.tensor([5.0, 7.0, 6.0, 2.0])
    assert curse.winner(seen, test, torch.tensor([2, 0, 1])) == (0.5, -2.0)
    assert curse.winner(seen, test, torch.tensor([2, 3])) == (1.5, 3.0)


def test_losses_by_name_add_up_to_those_of_the_judge():
    validation, tests, letters = curse.losses(1, 2)
    _, held_out, test = split(names())
    assert validation.shape == (2, len(held_out)) and letters.sum() == sum(
        map(len, held_out)
    ) + len(held_out)
    place = torch.rand(2, 2, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    for number, (a, b) in enumerate(place.tolist()):
        trial = trials.Trial(0.01 * 6**a, round(32 * 4**b), 2 + number)
        trial.train(trials.steps_of_a_trial())
        for documents, there in (
            (held_out, validation[number].sum() / letters.sum()),
            (test, tests[number]),
        ):
            wanted = evaluate(trial.model, *windows(documents, LETTERS, 3))
            assert there.item() == pytest.approx(wanted, abs=1e-5)


def test_what_is_stored_for_lesson_07_is_complete():
    rows = stored("race")
    assert {row.seed for row in rows} == set(range(20))
    for way in race.WAYS:
        wanted = [11, 21] if way == "successive halving" else list(range(1, 31))
        for seed in range(20):
            of_way = [row for row in rows if (row.seed, row.way) == (seed, way)]
            assert [row.trial for row in of_way] == wanted
            assert all(a.best >= b.best for a, b in pairwise(of_way))
    sizes_and_tried = [(row.seed, row.names, row.tried) for row in stored("curse")]
    assert sizes_and_tried == [
        (seed, size, tried) for seed in SEEDS for size in curse.SIZES for tried in curse.TRIED
    ]


def test_what_the_race_says():
    """Bayesian search leads from the fifth trial on, and the grid in rows comes late."""
    best = race.best_so_far(stored("race"))
    for trial in range(5, 31):
        others = [found[trial] for way, found in best.items() if trial in found]
        assert best["Bayesian"][trial] == min(others)
    for trial in range(5, 20):
        assert best["Bayesian"][trial] < best["random"][trial] - 0.02
    for trial in range(1, 16):
        assert best["grid, in order"][trial] > best["random"][trial] + 0.05
    assert best["grid, in order"][30] == best["grid, random order"][30] < best["random"][30]
    assert best["random"][10] - best["successive halving"][11] > 0.02


def test_what_the_curse_says():
    """More settings promise more, and on few names much more than they keep; for each seed."""
    for seed in SEEDS:
        rows = {(row.names, row.tried): row for row in of_seed("curse", seed)}
        for size in curse.SIZES:
            found = [rows[size, tried] for tried in curse.TRIED]
            assert all(a.promise < b.promise for a, b in pairwise(found))
        few, many = rows[30, 50], rows[1_000, 50]
        assert few.truth < few.promise / 3 and many.promise < 1.25 * many.truth
        assert many.truth > few.truth + 0.01


def test_the_first_steps_of_the_stored_gpt():
    (row,) = whole(gpt.learn(0, rates=gpt.RATES[:1]))[0]
    close(row, stored("gpt")[0], 4 * NEAR)


def test_the_stored_gpt_was_trained_as_the_module_says():
    rows = stored("gpt")
    assert [row.lr for row in rows] == list(gpt.RATES)
    assert [row.step for row in rows] == [gpt.STEPS * (i + 1) for i in range(len(rows))]
    assert rows[-1].held_out < 1.8 and rows[-1].train < 1.5


def test_a_training_on_merged_tokens():
    (wanted,) = (row for row in of_seed("merges", 2) if row.merges == 0)
    close(merges.learn(0, 2), wanted, 6 * NEAR)


def test_what_the_lesson_says_of_merged_tokens():
    """In each seed more merges are better, and both beat the counts of four letters."""
    counts = next(r.nats for r in LADDER["plays"].rungs if r.name == "counts, 4 letters")
    for seed in SEEDS:
        letters, some, many = (row.letters for row in of_seed("merges", seed))
        assert letters - 0.1 > counts > some + 0.02 and some > many + 0.03
    assert [row.merges for row in of_seed("merges", 0)] == list(merges.MERGES)


# -- tables and the command -----------------------------------------------------------------------


def test_a_table_is_read_as_it_was_written(tmp_path):
    for file, experiment in EXPERIMENTS.items():
        text = (classroom.TABLES / f"{file}.csv").read_text("utf-8")
        rows = stored(file.split("_", 2)[2])
        digits = getattr(experiment, "DIGITS", experiments.DIGITS)
        assert table(rows, digits) == text and isinstance(rows[0], experiment.Row)


def test_floats_are_rounded_and_zero_has_no_sign():
    rows = [letter_map.Row(0, 2, 1 / 3, "a", -1e-9, 2.0), letter_map.Row(0, 2, 3.0, "b", 1, -0.5)]
    assert table(rows).splitlines() == [
        "seed,step,held_out,letter,x,y",
        "0,2,0.3333,a,0.0,2.0",
        "0,2,3.0,b,1,-0.5",
    ]


def test_measure_writes_the_tables_of_a_lesson(tmp_path, monkeypatch, capsys):
    class Small:
        Row = letter_map.Row

        @staticmethod
        def run(seed):
            yield letter_map.Row(seed, 0, 3.0, "a", 1.0, 2.0)

    monkeypatch.setattr(classroom, "TABLES", tmp_path)
    monkeypatch.setattr(classroom, "CHECKPOINTS", tmp_path)

    class Other(Small):
        SEEDS = (5, 7)

        @staticmethod
        def run(seed):
            yield letter_map.Row(seed, 0, 3.0, "a", 1.0, 2.0)
            torch.manual_seed(seed)
            return GPT(9, 4, 8, 2, 1)

    small = {"lesson_06_small": Small, "lesson_07_other": Other}
    monkeypatch.setattr(experiments, "EXPERIMENTS", small)
    assert main(["measure", "6"]) == 0
    (file,) = tmp_path.iterdir()
    with file.open(encoding="utf-8") as text:
        assert [row["seed"] for row in csv.DictReader(text)] == ["0", "1", "2"]
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "lesson_06_small, seed 0 of 2" and said[-1] == f"wrote {file}"
    assert main(["measure", "07"]) == 0
    with (tmp_path / "lesson_07_other.csv").open(encoding="utf-8") as text:
        assert [row["seed"] for row in csv.DictReader(text)] == ["5", "7"]
    torch.manual_seed(7)  # of several seeds, the last one's
    model, there = GPT(9, 4, 8, 2, 1), load_gpt(tmp_path / "lesson_07_other.safetensors")
    assert torch.equal(model.tokens.weight, there.tokens.weight)
    capsys.readouterr()
    assert main(["measure", "05"]) == 1
    assert "Lesson '05' has none. There are lesson_06_small" in capsys.readouterr().err
    assert main(["measure", "06", "other"]) == 1
    assert "No experiment lesson_06_other. There are lesson_06_small" in capsys.readouterr().err


def test_measure_runs_what_is_named_and_stores_the_bytes_of_a_model(tmp_path, monkeypatch):
    class Bytes:
        Row, SEEDS, DIGITS = letter_map.Row, (0,), 6

        @staticmethod
        def run(seed):
            yield letter_map.Row(seed, 0, 1 / 3, "a", 1.0, 2.0)
            return b"a file"

    monkeypatch.setattr(classroom, "TABLES", tmp_path)
    monkeypatch.setattr(classroom, "CHECKPOINTS", tmp_path)
    both = {"lesson_10_one": Bytes, "lesson_10_two": None}  # the second would fail
    monkeypatch.setattr(experiments, "EXPERIMENTS", both)
    assert main(["measure", "10", "one"]) == 0
    assert (tmp_path / "lesson_10_one.safetensors").read_bytes() == b"a file"
    assert "0.333333" in (tmp_path / "lesson_10_one.csv").read_text("utf-8")


def test_a_name_that_no_experiment_has_and_a_table_that_is_not_there(monkeypatch):
    with pytest.raises(ValueError, match=r"No experiment 'cure'. There are base, cures, curse"):
        stored("cure")
    monkeypatch.setattr(experiments, "EXPERIMENTS", {"lesson_06_gone": cures})
    with pytest.raises(FileNotFoundError, match=r"lesson_06_gone.csv is not there.*measure 06"):
        stored("gone")
    monkeypatch.setattr(experiments, "EXPERIMENTS", {"lesson_06_cures": sizes})
    with pytest.raises(ValueError, match=r"has the columns .*measure it again"):
        stored("cures")


def test_what_each_part_of_the_recipe_is_worth():
    """What the lesson says of the table, in both seeds."""
    for seed in recipe.SEEDS:
        loss = {(row.way, row.lr): row.held_out for row in of_seed("recipe", seed)}
        assert len(loss) == len(recipe.WITHOUT) * len(recipe.RATES)
        assert loss["none", 0.003] + 0.1 < loss["whole", 0.003]
        assert loss["no cosine", 0.003] + 0.09 < loss["whole", 0.003]
        worse = {way: loss[way, 0.01] - loss["whole", 0.01] for way in recipe.WITHOUT}
        assert worse["no warm-up"] >= 0.25
        assert 0.04 < worse["no clipping"] < 0.16 and 0.01 < worse["no cosine"] < 0.03
        assert min(loss, key=loss.get) == ("whole", 0.01)
        assert min(value for (_, lr), value in loss.items() if lr == 0.03) > 2.25


def test_the_scaling_runs_say_what_the_lesson_says():
    rows = stored("scaling")
    assert [row.tokens // 2048 for row in of_seed("scaling", 0)] == [*scaling.STEPS * 4, 2000]
    for seed in scaling.SEEDS:
        by = {(row.width, row.tokens): row.held_out for row in rows if row.seed == seed}
        for (width, tokens), loss in by.items():
            assert all(loss < other for (w, t), other in by.items() if w == width and t < tokens)
        (fifth,) = (row for row in rows if row.seed == seed and row.width == scaling.FIFTH[0])
        assert fifth.held_out == min(by.values())
        assert 1.64 < fifth.held_out < 1.68
