"""Which of the five tests that a learner writes finds which mistake: no mistake of the case files
gets past all of them, and none of the tests does the work of another."""

import pytest
import torch

from helpers.models import Attention
from helpers.practice.invariants import verdict
from helpers.practice.lesson_09 import first_loss, gpts, leak, learn_one, positions, sdpa

SIZES = 6, 12, 16, 2, 2  # symbols, context, width, heads, layers

# What is made into a GPT and into attention(q, k, v), and by which tests it has to be found.
# The positions are found through the mask, so their test finds a wrong mask, too.
MISTAKES = {
    "none": ({}, set()),
    "mask turned round": ({"weights": gpts.TURNED}, {"leak", "sdpa", "positions"}),
    "no mask": ({"weights": gpts.NO_MASK}, {"leak", "sdpa", "positions"}),
    "root of C": ({"weights": gpts.WIDE}, {"sdpa"}),
    "root of T": ({"weights": gpts.LONG}, {"sdpa"}),
    "view alone": ({"split": gpts.by_view}, {"leak", "positions"}),
    "row t + 1": ({"rows": gpts.one_later}, {"positions"}),
    "rows from the end": ({"rows": gpts.from_the_end}, {"positions"}),
    "sees itself alone, no positions": (
        {"weights": gpts.weights_with(hidden=learn_one.others), "rows": None},
        {"sdpa", "positions", "learn-one"},
    ),
    "weights of deviation 1": ({"std": 1.0}, {"first-loss"}),
}


def model(mistake, seed, std):
    return gpts.small(torch.Generator().manual_seed(seed), *SIZES, **{"std": std} | mistake)


def found(mistake, seed: int) -> set[str]:
    """By which of the right answers of the five exercises."""
    generator = torch.Generator().manual_seed(seed)
    _, T, *_ = SIZES
    ids = torch.randint(SIZES[0], (16, T + 1), generator=generator)
    one = torch.tensor([0, 1, 0, 2, 0, 3, 1, 2, 3, 0, 0, 4, 1])
    said = {
        "leak": (leak, model(mistake, seed, 0.3), ids[:, 1:]),
        "sdpa": (sdpa, sdpa.of(mistake.get("weights", gpts.RIGHT))),
        "positions": (positions, model(mistake, seed, 0.3)),
        "first-loss": (first_loss, model(mistake, seed, 0.05), ids, SIZES[0]),
        "learn-one": (learn_one, model(mistake, seed, 0.1), one),
    }
    torch.manual_seed(seed)
    return {
        name
        for name, (module, *things) in said.items()
        if not verdict(module.EXERCISE.reference, *things, False)
    }


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_found_and_by_which_test(name):
    mistake, by = MISTAKES[name]
    for seed in range(3):
        tests = found(mistake, seed)
        if by and "learn-one" not in by:
            tests -= {"learn-one"}  # many a wrong model can learn one sequence; some cannot
        assert tests == by, seed


def test_each_test_finds_a_mistake():
    five = {module.EXERCISE.name[3:] for module in (first_loss, leak, learn_one, positions, sdpa)}
    assert set().union(*(by for _, by in MISTAKES.values())) == five


@pytest.mark.parametrize("heads", [1, 2, 4])
def test_the_attention_around_right_weights_is_that_of_the_lesson(heads):
    torch.manual_seed(0)
    lesson = Attention(8, heads)
    x = torch.randn(2, 5, 8)
    for weights in (gpts.RIGHT, gpts.about_the_mean):
        ours = gpts.Around(8, heads, weights)
        ours.load_state_dict(lesson.state_dict())
        torch.testing.assert_close(ours(x), lesson(x))
        torch.testing.assert_close(ours.weights, lesson.weights)


def test_a_mistake_is_in_one_step_alone():
    """With one head C is D; with one token there is nothing to hide; and so on."""
    q, k = torch.randn(2, 2, 1, 5, 4)
    torch.testing.assert_close(gpts.WIDE(q, k), gpts.RIGHT(q, k))
    q, k = torch.randn(2, 2, 3, 4, 4)
    torch.testing.assert_close(gpts.LONG(q, k), gpts.RIGHT(q, k))
    torch.testing.assert_close(gpts.NO_MASK(q, k)[:, :, -1], gpts.RIGHT(q, k)[:, :, -1])
    turned = gpts.TURNED(q, k)
    assert (turned.tril(-1) == 0).all() and (turned.triu() > 0).sum() == 2 * 3 * 10
    layer, x = Attention(6, 1), torch.randn(2, 4, 6)
    torch.testing.assert_close(gpts.by_view(layer, x), layer.split(x))


def test_the_loss_of_a_bigram_ends_where_the_formula_says():
    """The floor under which no bigram comes, for a sequence whose shares are known."""
    ids = torch.tensor([0, 1, 0, 2, 0, 1, 0, 2, 0])  # half of the pairs: 0, then 1 or 2
    assert learn_one.bigram_floor(ids) == pytest.approx(0.5 * torch.log(torch.tensor(2.0)).item())
