"""Faults of lesson 11 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

# cells that take long
LONG = ("full", "train-lora", "peft", "longer")


def in_a_cell(cell: str, old: str, new: str, test: str = "", last: str = "") -> Fault:
    caught_by = test or f"lesson_11/test_numbers::test_numbers[{cell}]"
    without = tuple(name for name in LONG if name not in (cell, last))
    return Fault(f"11/{cell}", old, new, caught_by, last=last or cell, without=without)


def stored(name: str, old: str, new: str, test: str) -> Fault:
    return Fault(f"helpers/tables/lesson_11_{name}.csv", old, new, test)


CELLS = {
    "bits with the wrong logarithm": in_a_cell("models", "math.log(2)", "math.log(10)"),
    "a mask that is one too short": in_a_cell(
        "row",
        "len(question) + 1",
        "len(question)",
        last="one-loss",
        test="lesson_11/test_numbers::test_numbers[one-loss]",
    ),
    "a mask that is one too long": in_a_cell(
        "row",
        "len(question) + 1",
        "len(question) + 2",
        last="one-loss",
        test="lesson_11/test_numbers::test_numbers[one-loss]",
    ),
    "an answer without its end": in_a_cell(
        "row",
        '").tolist(), END]',
        '").tolist()]',
        last="one-loss",
        test="lesson_11/test_numbers::test_numbers[one-loss]",
    ),
    "rows in which the question counts": in_a_cell(
        "batch", "rows(fares([3, 60]))", "rows(fares([3, 60]), question_counts=True)"
    ),
    "two short rows": in_a_cell("two-rows", "[0], [4]", "[0], [1]"),
    "some distances both shown and judged": in_a_cell("train", "order[80:]", "order[70:]"),
    "the first seed alone": in_a_cell("forgetting", "r.step == step]", "r.step == step][:1]"),
    "one column for another": in_a_cell("slips", "{r.starts:2}", "{r.never:2}"),
    "a change that is the layer": in_a_cell("rank-one", "print((D @ x)", "print((2 * D @ x)"),
    "two factors that are zero": in_a_cell(
        "lora",
        "torch.randn(rank, layer.in_features)",
        "torch.zeros(rank, layer.in_features)",
        last="first",
        test="lesson_11/test_numbers::test_numbers[first]",
    ),
    "two factors that are random": in_a_cell(
        "lora",
        "torch.zeros(layer.out_features, rank)",
        "torch.randn(layer.out_features, rank)",
        last="first",
        test="lesson_11/test_numbers::test_numbers[first]",
    ),
    "a base that is not frozen": in_a_cell(
        "add", "model.requires_grad_(False)", "model.requires_grad_(True)"
    ),
    "the attention alone": in_a_cell("add", "model.blocks.modules()", "model.blocks[:1].modules()"),
    "a merge without the scale": in_a_cell(
        "merge",
        "child.scale * (child.B",
        "(child.B",
        last="merge",
        test="test_models::test_the_lesson_adds_and_merges_in_the_same_way",
    ),
    "the rows before the training": in_a_cell("ways", "r.step == 300]", "r.step == 0]"),
    "before and after changed": in_a_cell("uses", "{r.before:6.2f}", "{r.after:6.2f}"),
    "the worse one wins": in_a_cell("preference", "(a - a_0) - (b - b_0)", "(b - b_0) - (a - a_0)"),
}
TABLES = {
    "a model that computes the longer rides": stored(
        "fare_line",
        "0,full,300,112,25,0",
        "0,full,300,112,225,0",
        "test_words::test_every_row_is_true[11]",
    ),
    "a seed in which old text costs nothing": stored(
        "fares",
        '0,"full, old text",300,826496,0.7482,0.1368,60,24',
        '0,"full, old text",300,826496,0.7482,0.1368,60,36',
        "lesson_11/test_numbers::test_old_text_costs_many_right_answers_in_two_of_three_seeds",
    ),
}


def in_a_figure(
    old: str, new: str, name: str, test: str = "what_is_shown_is_what_pytorch_computes"
) -> Fault:
    return Fault("helpers/explore/lesson_11.py", old, new, f"test_explore::test_{test}[{name}]")


FIGURES = {
    "a share without the square": in_a_figure(
        "left.square().sum((1, 2)) / wanted.square().sum()",
        "left.abs().sum((1, 2)) / wanted.abs().sum()",
        "rank_of_a_change",
    ),
    "the worst change of each rank": in_a_figure(
        "parts.cumsum(0)", "parts.flip(0).cumsum(0)", "rank_of_a_change"
    ),
    "a rank too many": in_a_figure(
        "(share < ENOUGH).sum()",
        "(share < ENOUGH).sum() + 1",
        "rank_of_a_change",
        "a_goal_is_reached_in_the_right_states",
    ),
    "small fares counted as none": in_a_figure(
        "without = (fare < 0).sum", "without = (fare < 30).sum", "fares_by_steps"
    ),
}
FAULTS = {**CELLS, **TABLES, **FIGURES}
