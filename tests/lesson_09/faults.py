"""Faults of lesson 09 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

MODELS = "helpers/models.py"
TRAINING = ("train", "merges", "no-mask", "write", "inside", "gpt2", "pad")  # cells that take long


def in_a_cell(cell: str, old: str, new: str, test: str = "", last: str = "") -> Fault:
    caught_by = test or f"lesson_09/test_numbers::test_numbers[{cell}]"
    return Fault(f"09/{cell}", old, new, caught_by, last=last or cell, without=TRAINING)


def code(test: str) -> str:
    return f"test_lesson_code::test_{test}"


CELLS = {
    "the mean without the letter itself": in_a_cell("loop", "x[: t + 1]", "x[: max(t, 1)]"),
    "weights that add up to 1 in columns": in_a_cell(
        "matrix", "W.sum(dim=1, keepdim=True)", "W.sum(dim=0, keepdim=True)"
    ),
    "the letter itself is the future": in_a_cell("mask-softmax", ".triu(1)  #", ".triu(0)  #"),
    "weights without exp": in_a_cell("by-hand", "scores.softmax(dim=0)", "scores / scores.sum()"),
    "keys of another letter": in_a_cell("same-letter", "scores_that[3]", "scores_that[2]"),
    "divided by D": in_a_cell("scale", "scores / D**0.5", "scores / D"),
    "one letter ahead is seen": in_a_cell(
        "attention",
        "dtype=torch.bool).triu(1)",
        "dtype=torch.bool).triu(2)",
        code("attention_of_the_lesson_is_that_of_torch"),
    ),
    "a leak test that looks at the last letter alone": in_a_cell(
        "attention",
        "before[:, :-1], attention(q, k, v)[:, :-1]",
        "before[:, -1], before[:, -1]",
        code("the_leak_test_of_the_lesson"),
        last="suspects",
    ),
    "a suspect that is innocent": in_a_cell(
        "suspects",
        ".tril(-1)",
        ".triu(1)",
        code("what_is_wrong_with_the_suspects"),
    ),
    "no transpose": in_a_cell(
        "numbers",
        "x.view(1, 2, 2, 3).transpose(1, 2)",
        "x.view(1, 2, 2, 3)",
        "lesson_09/test_numbers::test_numbers[cut]",
        last="cut",
    ),
    "variance with one less": in_a_cell(
        "norm",
        "centred.square().mean(dim=-1, keepdim=True)",
        "centred.var(dim=-1, keepdim=True)",
        code("norm_of_the_lesson_is_that_of_torch"),
    ),
    "a slope that goes on": in_a_cell(
        "deep",
        "x = x + layer(x) if add else layer(x)",
        "x = x + layer(x)",
        code("slopes_through_twelve_layers"),
    ),
}


def in_the_model(old: str, new: str, test: str) -> Fault:
    return Fault(MODELS, old, new, f"test_models::test_{test}")


MODEL = {
    "the mask lets one through": in_the_model(
        "dtype=torch.bool).triu(1)",
        "dtype=torch.bool).triu(2)",
        "a_later_token_changes_no_earlier_logit",
    ),
    "a scale from the wrong width": in_the_model(
        "/ q.shape[-1] ** 0.5", "/ x.shape[-1] ** 0.5", "attention_is_that_of_torch[12-3]"
    ),
    "view without transpose": in_the_model(
        "x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)",
        "x.view(x.shape[0], self.heads, x.shape[1], -1)",
        "attention_number_by_number",
    ),
    "a stream that is replaced": in_the_model(
        "x = x + self.attention(self.norm_1(x))",
        "x = self.attention(self.norm_1(x))",
        "the_logits_of_gpt2",
    ),
    "positions from the end": in_the_model(
        "self.positions(torch.arange(T, device=ids.device))",
        "self.positions(torch.arange(self.context - T, self.context, device=ids.device))",
        "positions_begin_with_row_0",
    ),
    "a copy of the table": in_the_model(
        "self.to_logits.weight = self.tokens.weight",
        "self.to_logits.weight.data = self.tokens.weight.data.clone()",
        "one_table_for_both_ends_also_after_training",
    ),
    "weights that begin large": in_the_model(
        "std=0.05", "std=0.5", "the_first_loss_is_that_of_knowing_nothing[99]"
    ),
    "a line that the lesson does not have": in_the_model(
        "        return self.to_logits(self.norm(x))",
        "        x = self.norm(x)\n        return self.to_logits(x)",
        "the_lesson_writes_the_same_lines[GPT]",
    ),
    "a stored model in training mode": in_the_model(
        "return model.eval()", "return model.train()", "a_stored_model_is_the_same"
    ),
}


def in_a_figure(
    old: str, new: str, name: str, test: str = "what_is_shown_is_what_pytorch_computes"
) -> Fault:
    return Fault("helpers/explore/lesson_09.py", old, new, f"test_explore::test_{test}[{name}]")


FIGURES = {
    "scores without the root": in_a_figure(
        "query @ KEYS.T / math.sqrt(2)", "query @ KEYS.T", "scores_to_weights"
    ),
    "a goal of the letter two before": in_a_figure(
        "weights.diagonal(-1, 1, 4).mean(-1)",
        "weights.diagonal(-2, 1, 4).mean(-1)",
        "attention_of_a_model",
        "a_goal_is_reached_in_the_right_states",
    ),
    "a letter that sees the next one": in_a_figure(
        "torch.nan)[:, :, None, None]\n    foot",
        "torch.nan).roll(1, -1)[:, :, None, None]\n    foot",
        "attention_of_a_model",
    ),
    "a width that does not come back": in_a_figure(
        '("mlp, linear back", "B, T, C"', '("mlp, linear back", "B, T, 4C"', "through_a_block"
    ),
}


def practice(place: str, old: str, new: str, test: str) -> Fault:
    return Fault(f"helpers/practice/lesson_09/{place}.py", old, new, f"test_practice::test_{test}")


PRACTICE = {
    "a mask one step too late": practice(
        "attend",
        "ROOT, FUTURE, ROWS = root_of(-1), upper(1), along(-1)",
        "ROOT, FUTURE, ROWS = root_of(-1), upper(2), along(-1)",
        "a_right_answer_in_other_clothes_passes[09.attend-0]",
    ),
    "heads and tokens exchanged": practice(
        "heads",
        "return cut(x, heads).transpose(1, 2)",
        "return cut(x, heads).transpose(1, 3)",
        "a_right_answer_in_other_clothes_passes[09.heads-0]",
    ),
    "a norm with one less": practice(
        "norm",
        "MEAN, VARIANCE, ONE_LESS = mean_over(-1), variance_over(-1), variance_over(-1, less=1)",
        "MEAN, VARIANCE, ONE_LESS = mean_over(-1), variance_over(-1, less=1), variance_over(-1)",
        "a_right_answer_in_other_clothes_passes[09.norm-0]",
    ),
    "probabilities that are too sure": practice(
        "next",
        "= lambda logits: logits[0, -1].softmax(0)",
        "= lambda logits: (2 * logits[0, -1]).softmax(0)",
        "a_right_answer_in_other_clothes_passes[09.next-0]",
    ),
    "biases forgotten": practice(
        "parameters",
        "return 4 * (C * C + C)",
        "return 4 * (C * C)",
        "a_right_answer_in_other_clothes_passes[09.parameters-0]",
    ),
    "a wrong model that is right": Fault(
        "helpers/practice/lesson_09/gpts.py",
        "return torch.ones_like(scores, dtype=torch.bool).triu(2)",
        "return torch.ones_like(scores, dtype=torch.bool).triu(1)",
        "test_practice::test_a_reference_that_is_a_test_tells_right_from_wrong[09.leak]",
    ),
    "positions that are in order": Fault(
        "helpers/practice/lesson_09/gpts.py",
        "return (torch.arange(T) + 1).clamp(max=context - 1)",
        "return torch.arange(T)",
        "test_practice::test_a_reference_that_is_a_test_tells_right_from_wrong[09.positions]",
    ),
}

REST = {
    "a GPT that beats counting in class": Fault(
        "helpers/evaluation.py",
        'Rung("GPT, in class", 1.98,',
        'Rung("GPT, in class", 1.85,',
        "test_ladder::test_the_gpt_that_a_lesson_trains",
    ),
    "another loss of a stored run": Fault(
        "helpers/tables/lesson_09_merges.csv",
        "2,0,62928,2.014,2.014",
        "2,0,62928,1.914,1.914",
        "test_experiments::test_a_training_on_merged_tokens",
    ),
}

FAULTS = CELLS | MODEL | FIGURES | PRACTICE | REST
