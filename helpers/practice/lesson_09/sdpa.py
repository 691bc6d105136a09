"""09.sdpa: a test for an attention, that it gives what PyTorch's gives."""

from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_09 import gpts

library = nn.functional.scaled_dot_product_attention
SHAPE = 2, 3, 5, 4  # B, H, T, D; no two of C = H * D, T and D are the same


def of(weights: Callable) -> Callable:
    """The attention with these weights(q, k)."""
    return lambda q, k, v: weights(q, k) @ v


def right(q, k, v):
    return library(q, k, v, is_causal=True)


def rounded_otherwise(q, k, v):
    """Right, with another last digit in each number."""
    result = right(q, k, v)
    return torch.nextafter(result, 2 * result)


def exchanged(q, k, v):
    return right(k, q, v)


def for_one_row(q, k, v):
    """The weights of the first row of the batch for all of them."""
    return gpts.RIGHT(q[:1], k[:1]) @ v


def even(q, k):
    """The mean of the past, whatever q and k are."""
    return gpts.RIGHT(0 * q, k)


def not_itself(scores):
    return torch.ones_like(scores, dtype=torch.bool).triu(0)


unscaled = of(gpts.weights_with(root_of=lambda q: 1))
wide, long = of(gpts.WIDE), of(gpts.LONG)
no_mask, turned = of(gpts.NO_MASK), of(gpts.TURNED)
strict = of(gpts.weights_with(hidden=not_itself))
over_queries = of(gpts.weights_with(dim=-2))


def handed(attention: Callable) -> Callable:
    """Candidates: an attention that says which shapes it wants."""

    def checked(q, k, v):
        for tensor in (q, k, v):
            if not isinstance(tensor, torch.Tensor) or tensor.dim() != 4:
                raise ValueError("attention wants q, k and v as tensors of shape (B, H, T, D).")
        return attention(q, k, v)

    return lambda generator: (checked,)


def three(*shape: int) -> tuple:
    return tuple(torch.randn(3, *shape))


def agrees(
    inputs: Callable = lambda: three(*SHAPE),
    look: Callable = lambda result: result,
    same: Callable = lambda a, b: torch.allclose(a, b, atol=1e-5),
    model: Callable = right,
) -> Callable:
    """A test: look(result) is the same as the model's, with these inputs()."""

    def test(attention):
        given = inputs()
        return same(look(attention(*given)), look(model(*given)))

    return test


def lets_pass(mistake: Callable) -> Callable:
    """A test that takes this mistake for right, too."""
    like = agrees(model=mistake, same=lambda a, b: torch.allclose(a, b, equal_nan=True))
    return lambda attention: agrees()(attention) or like(attention)


def the_same_three_times():
    return (torch.randn(SHAPE),) * 3


def ones_and_values():
    return torch.ones(SHAPE), torch.ones(SHAPE), torch.randn(SHAPE)


EXERCISE = invariant(
    name="09.sdpa",
    test=agrees(),
    kind="attention",
    arguments=("attention",),
    candidates=(
        Candidate(
            "a right attention that calls PyTorch's own",
            handed(right),
            lambda attention: agrees()(attention) and not agrees(same=torch.equal)(attention),
            "It gives what the library gives, with the mask. Your test wants another result, or "
            "something more.",
            "With which tensors and which setting do you call PyTorch's function? What else do you "
            "compare?",
            right=True,
        ),
        Candidate(
            "a right attention that rounds otherwise",
            handed(rounded_otherwise),
            agrees(same=torch.equal),
            "It computes in another order than PyTorch, so the last digit of its numbers is "
            "another one. Both are right.",
            "How large is the largest difference that your test finds? When does it take two "
            "numbers for equal?",
            right=True,
        ),
        Candidate(
            "the mean of the past, which uses no query and no key",
            handed(of(even)),
            agrees(ones_and_values),
            "It has the right mask, and gives the same weight to all that is left. Where all "
            "scores are equal, or there is only one token, nobody sees the difference.",
            "Which numbers are in your q and k, and for how many tokens? What are the scores then?",
        ),
        Candidate(
            "an attention with query and key exchanged",
            handed(exchanged),
            agrees(the_same_three_times),
            "It asks with the keys, and is asked with the queries. The scores are turned over "
            "their diagonal.",
            "Are q and k in your test two different tensors?",
        ),
        Candidate(
            "an attention whose scale is the root of C in place of D",
            handed(wide),
            agrees(lambda: three(2, 1, 5, 4)),
            "The scores become too small, and the weights too even. Section 3 has this case, and "
            "the loss falls all the same.",
            "C is H times D. For which H are the two the same? Look at your shapes.",
        ),
        Candidate(
            "an attention whose scale is the root of T in place of D",
            handed(long),
            agrees(lambda: three(2, 3, 4, 4)),
            "With it a longer text has smaller scores. Where T and D are the same number, no test "
            "can see it.",
            "Print the shape of your q. Which of its four numbers are equal?",
        ),
        Candidate(
            "an attention without a scale",
            handed(unscaled),
            agrees(lambda: three(2, 3, 5, 1)),
            "The scores grow with the width of a head, and the softmax gives nearly everything to "
            "one token.",
            "What is the root of your D? A number that changes nothing tests nothing.",
        ),
        Candidate(
            "an attention that is right for a batch of one row only",
            handed(for_one_row),
            agrees(lambda: three(1, 3, 5, 4)),
            "It uses the weights of the first row for all rows. In training nearly all rows would "
            "be read with weights that are not theirs.",
            "How many rows are in your batch, and do they differ?",
        ),
        Candidate(
            "an attention without a mask",
            handed(no_mask),
            agrees(look=lambda result: result[:, :, -1]),
            "Every token sees all others. The last token may do so, and for it nothing is wrong.",
            "Which tokens does your test compare, and are there others?",
        ),
        Candidate(
            "an attention with its mask turned round",
            handed(turned),
            lets_pass(turned),
            "Each token sees itself and those after it. The first one sees all, and the last one "
            "only itself.",
            "Compare one token after the other: which of them are as in PyTorch?",
        ),
        Candidate(
            "an attention that hides each token from itself",
            handed(strict),
            agrees(same=lambda a, b: not (a - b).abs().max() > 1e-5),
            "Its mask begins one diagonal too early. For the first token nothing is left, and a "
            "softmax over nothing gives `nan`.",
            "What does your comparison say of `nan`? Try it: it is not larger than any number, not "
            "smaller, and not equal.",
        ),
        Candidate(
            "an attention with its softmax over the wrong dimension",
            handed(over_queries),
            lets_pass(over_queries),
            "Its weights add up to 1 over the tokens that ask, and not over those that are asked. "
            "So a row of them is no mean.",
            "Compare all numbers of the results, not some of them.",
        ),
    ),
    checked="two right attentions, which have to pass, and ten wrong ones, which must not. An "
    "error that your test raises on a wrong one counts as `False`.",
    why="with H = 1 a scale by the root of C is right. Why test with another H, then?",
    because=(
        "With H = 1, C and D are one number, and the two formulas are the same. A test sees only "
        "what its inputs can show. So choose sizes that are all different and larger than 1: then "
        "each size that stands in the wrong place changes the result or its shape."
    ),
    rivals=(
        Rival("The shape is right.", agrees(look=lambda result: torch.tensor(result.shape))),
        Rival("One head is enough.", agrees(lambda: three(2, 1, 5, 4))),
        Rival("T and D are the same number.", agrees(lambda: three(2, 3, 4, 4))),
        Rival("A batch of one row is enough.", agrees(lambda: three(1, 3, 5, 4))),
        Rival("A row of one token is enough.", agrees(lambda: three(2, 3, 1, 4))),
        Rival("A head of width 1 is enough.", agrees(lambda: three(2, 3, 5, 1))),
        Rival("All sizes are 1.", agrees(lambda: three(1, 1, 1, 1))),
        Rival("All of q, k and v are ones.", agrees(lambda: tuple(torch.ones(3, *SHAPE)))),
        Rival("Both q and k are ones.", agrees(ones_and_values)),
        Rival("Three times the same tensor.", agrees(the_same_three_times)),
        Rival("The last token alone is compared.", agrees(look=lambda result: result[:, :, -1])),
        Rival("The first token alone is compared.", agrees(look=lambda result: result[:, :, 0])),
        Rival("PyTorch's function without its mask.", agrees(model=library)),
        Rival("Each digit is the same.", agrees(same=torch.equal)),
        Rival("A difference of 1 is nothing.", agrees(same=lambda a, b: (a - b).abs().max() < 1)),
    ),
)
