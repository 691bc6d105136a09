"""helpers.evaluation: one judge, whatever the batches, and what bad input is told."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from helpers.evaluation import IGNORED, LADDER, Column, Rung, bits_per_byte, evaluate, judging

DRAW = np.random.default_rng(0)
TABLE = DRAW.normal(size=(6, 5)) * 3  # the logits of five classes for each of six inputs
X = DRAW.integers(6, size=10)
Y = DRAW.integers(5, size=10)


def surprises(logits, y):
    """-log p of each target, in float64, from the definition."""
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    return -np.log(np.take_along_axis(p, y[..., None], axis=-1))[..., 0]


def network():
    model = nn.Embedding(6, 5)
    model.weight.data = torch.tensor(TABLE, dtype=torch.float32)
    return model


def tensors():
    return torch.tensor(X), torch.tensor(Y)


@pytest.mark.parametrize("size", [1, 3, 4, 9, 10, 4096])
def test_every_token_counts_the_same_in_batches_of_any_length(size):
    losses = surprises(TABLE[X], Y)
    assert evaluate(network(), *tensors(), size) == pytest.approx(losses.mean(), rel=1e-6)
    means = [losses[i : i + size].mean() for i in range(0, 10, size)]
    if 10 % size:  # then a mean of the batches' means is another number
        assert size > 10 or abs(np.mean(means) - losses.mean()) > 0.02


@pytest.mark.parametrize("size", [1, 2, 7])
def test_sequences_of_tokens(size):
    x, y = (DRAW.integers(n, size=(3, 4)) for n in (6, 5))
    seen = evaluate(network(), torch.tensor(x), torch.tensor(y), size)
    assert seen == pytest.approx(surprises(TABLE[x], y).mean(), rel=1e-6)


def test_any_function_is_a_model():
    """Log probabilities are logits; so are logits of float64, moved up or down."""
    logits = torch.tensor(TABLE)
    for table in (logits, logits.log_softmax(dim=1), logits + 100):
        seen = evaluate(lambda x, table=table: table[x], *tensors())
        assert seen == pytest.approx(surprises(TABLE[X], Y).mean(), rel=1e-9)


def test_knowing_nothing_costs_the_logarithm_of_the_classes():
    x, y = torch.arange(100), torch.arange(100) % 27
    assert evaluate(lambda x: torch.zeros(len(x), 27), x, y) == pytest.approx(math.log(27))


def test_many_tokens_keep_their_digits():
    y = torch.zeros(1_000_003, dtype=torch.int64)
    logits = torch.tensor([0.0, 2.0])
    seen = evaluate(lambda x: logits.expand(len(x), 2), y, y)
    assert seen == pytest.approx(math.log(1 + math.e**2), rel=1e-7)


def test_what_was_impossible_and_comes_costs_infinitely_much():
    p = torch.tensor([0.5, 0.5, 0.0])
    seen = [
        evaluate(lambda x: p.log().expand(len(x), 3), y, y)
        for y in map(torch.tensor, ([0, 1], [0, 2]))
    ]
    assert seen == [pytest.approx(math.log(2)), math.inf]


class Watched(nn.Module):
    """A network that writes down how it was called; `fault` is raised by its second call."""

    def __init__(self, fault=None):
        super().__init__()
        self.table, self.dropout, self.frozen = network(), nn.Dropout(0.9), nn.Dropout(0.9)
        self.calls, self.fault = [], fault

    def forward(self, x):
        parts = [part.training for part in self.modules()]
        self.calls.append((torch.is_grad_enabled(), any(parts)))
        if self.fault and len(self.calls) == 2:
            raise self.fault
        return self.frozen(self.dropout(self.table(x)))


@pytest.mark.parametrize("fault", [None, RuntimeError("stop"), KeyboardInterrupt()])
@pytest.mark.parametrize("training", [True, False])
def test_a_network_is_judged_in_its_evaluation_mode_and_left_in_its_own(training, fault):
    model = Watched(fault).train(training)
    model.frozen.eval()  # a part that somebody has frozen stays so
    model.table.weight.grad = torch.ones(6, 5)
    if fault:
        with pytest.raises(type(fault)):
            evaluate(model, *tensors(), batch_size=4)
    else:
        seen = evaluate(model, *tensors(), batch_size=4)
        assert seen == pytest.approx(surprises(TABLE[X], Y).mean(), rel=1e-6)
    assert model.calls == [(False, False)] * (2 if fault else 3)
    modes = {name: part.training for name, part in model.named_modules()}
    assert modes == {"": training, "table": training, "dropout": training, "frozen": False}
    assert torch.is_grad_enabled() and torch.equal(model.table.weight.grad, torch.ones(6, 5))
    assert model.table.weight.requires_grad


def test_after_bad_logits_the_mode_is_put_back():
    model = Watched().train()
    model.table.weight.data[:] = torch.nan
    with pytest.raises(ValueError, match="NaN"):
        evaluate(model, *tensors())
    assert model.training and model.dropout.training and torch.is_grad_enabled()


def of(logits):
    """A model that always returns these logits."""
    return lambda x: logits


FOUR = torch.tensor([0, 1, 2, 1])


@pytest.mark.parametrize(
    ("model", "y", "error", "words"),
    [
        (of(torch.zeros(4, 3)), FOUR.float(), TypeError, ["torch.float32", "y.long()"]),
        (of(torch.zeros(4, 3)), FOUR.tolist(), TypeError, ["list", "wanted tensors"]),
        (of(torch.zeros(4, 3)), FOUR[:3], ValueError, ["X has 4 rows and y has 3"]),
        (of(torch.zeros(4, 3)), FOUR[:, None], ValueError, ["(4, 3)", "(4, 1)", "y.flatten()"]),
        (of(torch.zeros(4, 5, 3)), FOUR, ValueError, ["(4, 5, 3)", "(4,)"]),
        (of(torch.zeros(4)), FOUR, ValueError, ["(4,)", "(N, classes)"]),
        (of(torch.zeros(4, 2)), FOUR, ValueError, ["y holds 2", "2 classes, 0 to 1"]),
        (of(torch.zeros(4, 3)), FOUR - 1, ValueError, ["y holds -1", "0 to 2"]),
        (of(torch.zeros(4, 3)), FOUR - 100, ValueError, ["y holds -99", "0 to 2"]),
        (of(torch.zeros(4, 2)), FOUR.where(FOUR < 1, 3), ValueError, ["y holds 3", "0 to 1"]),
        (of(torch.zeros(4, 3).long()), FOUR, TypeError, ["torch.int64", "logits"]),
        (of([[0.0] * 3] * 4), FOUR, TypeError, ["returns list"]),
        (of(torch.full((4, 3), torch.nan)), FOUR, ValueError, ["NaN", "learning rate"]),
        (of(torch.full((4, 3), torch.inf)), FOUR, ValueError, ["infinite"]),
        (of(torch.randn(4, 3).softmax(dim=1)), FOUR, ValueError, ["adds up to 1", ".log()"]),
    ],
)
def test_bad_input_is_named(model, y, error, words):
    with pytest.raises(error) as caught:
        evaluate(model, FOUR, y)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_nothing_to_judge_and_batches_of_nothing():
    none = torch.zeros(0, dtype=torch.int64)
    with pytest.raises(ValueError, match=r"nothing to judge: y has shape \(0,\)"):
        evaluate(of(torch.zeros(0, 3)), none, none)
    with pytest.raises(ValueError, match="batch_size is 0"):
        evaluate(network(), *tensors(), batch_size=0)


def unequal():
    """Sequences of 1 to 4 tokens that count, and one of none: X (5, 4), y with -100 in places."""
    draw = np.random.default_rng(1)
    x, y = (draw.integers(n, size=(5, 4)) for n in (6, 5))
    for row, counted in enumerate((1, 4, 0, 2, 3)):
        y[row, counted:] = IGNORED
    y[1, 0] = IGNORED  # not only at the end
    return x, y


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_what_is_ignored_does_not_count(size):
    """The mean is that of the tokens that count, in batches of any length, of none too."""
    assert IGNORED == nn.CrossEntropyLoss().ignore_index == -100
    x, y = unequal()
    counted = y != IGNORED
    losses = surprises(TABLE[x], np.where(counted, y, 0))
    seen = evaluate(network(), torch.tensor(x), torch.tensor(y), size)
    assert seen == pytest.approx(losses[counted].mean(), rel=1e-6)
    of_rows = [row[some].mean() for row, some in zip(losses, counted, strict=True) if some.any()]
    for other in (np.mean(of_rows), losses.mean(), (losses * counted).mean()):
        assert abs(seen - other) > 0.02


def test_one_place_for_each_row_may_be_ignored_too():
    x, y = tensors()
    y[::3] = IGNORED
    wanted = surprises(TABLE[X], Y)[[1, 2, 4, 5, 7, 8]].mean()
    assert evaluate(network(), x, y, 4) == pytest.approx(wanted, rel=1e-6)


def test_the_logits_at_an_ignored_place_may_be_anything():
    """Infinite or NaN ones too: nobody has asked for them."""
    y = torch.tensor([1, IGNORED, IGNORED])
    logits = torch.tensor([[0.0, 0.0], [torch.nan, 0.0], [torch.inf, 0.0]])
    assert evaluate(of(logits), y, y) == pytest.approx(math.log(2))


def test_where_nothing_counts_there_is_nothing_to_judge():
    y = torch.full((3, 4), IGNORED)
    with pytest.raises(ValueError, match=r"shape \(3, 4\) and holds -100 alone, which does not"):
        evaluate(network(), y, y)


@pytest.mark.parametrize("fault", [None, RuntimeError("stop")])
def test_judging_leaves_each_part_in_its_own_mode(fault):
    model = Watched().train()
    model.frozen.eval()
    try:
        with judging(model):
            assert not model.training and not model.dropout.training
            assert not torch.is_grad_enabled()
            if fault:
                raise fault
    except RuntimeError as error:
        assert error is fault
    assert model.training and model.dropout.training and not model.frozen.training
    assert torch.is_grad_enabled()
    with judging(len):  # a function has no mode
        assert not torch.is_grad_enabled()


def test_bits_per_byte():
    """One bit for each toss of a coin; a letter of two bytes halves the number."""
    assert bits_per_byte(math.log(2), 10, 10) == pytest.approx(1)
    assert bits_per_byte(math.log(256), 7, 14) == pytest.approx(4)
    assert bits_per_byte(0, 1, 1) == 0 and bits_per_byte(math.inf, 1, 1) == math.inf


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((2.0, 0, 10), ValueError, "tokens is 0"),
        ((2.0, 10, 0), ValueError, "text_bytes is 0"),
        ((2.0, 10.5, 10), TypeError, "tokens is 10.5"),
        ((-2.0, 10, 10), ValueError, "nats is -2.0"),
        ((math.nan, 10, 10), ValueError, "nats is nan"),
    ],
)
def test_bits_per_byte_names_bad_input(arguments, error, words):
    with pytest.raises(error, match=words):
        bits_per_byte(*arguments)


def test_a_column():
    rungs = (Rung("uniform", 3.0, 5), Rung("mine", 2.0, 6, trained=True))
    column = Column("three words", 12, 24, rungs)
    assert column.until(4).rungs == () and column.until(5).rungs == rungs[:1]
    assert column.until(6) == column.until(13) == column
    assert column.bits(2.0) == pytest.approx(2.0 * 12 / 24 * math.log2(math.e))
    assert not rungs[0].trained and next(iter(LADDER)) == "names"
