"""09.sdpa: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn

F = nn.functional


def with_the_library(attention):
    q, k, v = torch.randn(3, 2, 4, 6, 3)
    return torch.allclose(
        attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


def in_a_loop(attention):
    """One token after the other, in Python's own numbers."""
    B, H, T, D = 2, 2, 3, 2
    q, k, v = (torch.randn(B, H, T, D) for _ in range(3))
    result = attention(q, k, v)
    for b in range(B):
        for h in range(H):
            for t in range(T):
                scores = [(q[b, h, t] @ k[b, h, j]).item() / math.sqrt(D) for j in range(t + 1)]
                powers = [math.exp(score) for score in scores]
                row = sum(power * v[b, h, j] for j, power in enumerate(powers)) / sum(powers)
                if not torch.allclose(result[b, h, t], row, atol=1e-5):
                    return False
    return True


def several_shapes(attention):
    for shape in [(1, 1, 1, 1), (2, 1, 4, 3), (1, 2, 3, 5), (3, 2, 4, 2)]:
        q, k, v = torch.rand(3, *shape) * 4 - 2
        want = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        if not (attention(q, k, v) - want).abs().max() < 1e-5:
            return False
    return True


def by_numpy(attention):
    rng = np.random.default_rng(0)
    q, k, v = (rng.normal(size=(2, 3, 4, 5)) for _ in range(3))
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(5) + np.triu(np.full((4, 4), -np.inf), 1)
    weights = np.exp(scores)
    weights /= weights.sum(-1, keepdims=True)
    got = attention(torch.tensor(q), torch.tensor(k), torch.tensor(v))
    return np.allclose(got, weights @ v)


def asserted(attention):
    q, k, v = (torch.randn(2, 3, 5, 4) for _ in range(3))
    want = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    torch.testing.assert_close(attention(q, k, v), want)
    return True


def with_a_mask_of_its_own(attention):
    torch.manual_seed(3)
    q, k, v = torch.randn(3, 2, 3, 6, 4)
    mask = torch.ones(6, 6, dtype=torch.bool).tril()
    want = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return torch.allclose(attention(q, k, v), want, atol=1e-6)


def ones(attention):
    q = k = v = torch.ones(2, 2, 3, 4)
    return torch.allclose(
        attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


def all_zeros(attention):
    q, k, v = torch.zeros(3, 2, 2, 3, 4)
    return torch.allclose(
        attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


def one_tensor(attention):
    x = torch.randn(2, 2, 3, 4)
    return torch.allclose(
        attention(x, x, x), F.scaled_dot_product_attention(x, x, x, is_causal=True)
    )


def of_shape(*shape):
    def test(attention):
        q, k, v = torch.randn(3, *shape)
        want = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return torch.allclose(attention(q, k, v), want, atol=1e-6)

    return test


def without_the_mask(attention):
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    return torch.allclose(attention(q, k, v), F.scaled_dot_product_attention(q, k, v), atol=1e-6)


def by_equal(attention):
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    return torch.equal(attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True))


def place_by_place(attention):
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    return attention(q, k, v) == F.scaled_dot_product_attention(q, k, v, is_causal=True)


def other_numbers(attention):
    a = attention(*torch.randn(3, 2, 3, 5, 4))
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    return torch.allclose(a, F.scaled_dot_product_attention(q, k, v, is_causal=True), atol=1e-6)


def of_three_sizes(attention):
    q, k, v = torch.randn(3, 2, 5, 4)
    return torch.allclose(
        attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


def whole_numbers(attention):
    q, k, v = torch.randint(9, (3, 2, 3, 5, 4))
    return torch.allclose(
        attention(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True)
    )


def not_too_far(attention):
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    difference = attention(q, k, v) - F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return not (difference.abs() > 1e-5).any()


def largest_is_not_large(attention):
    """A difference of `nan` is not larger than anything."""
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    want = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return not bool((attention(q, k, v) - want).abs().max() > 1e-5)


def with_itself(attention):
    q, k, v = torch.randn(3, 2, 3, 5, 4)
    return torch.allclose(attention(q, k, v), attention(q, k, v))


RIGHT = [
    with_the_library,
    in_a_loop,
    several_shapes,
    by_numpy,
    asserted,
    with_a_mask_of_its_own,
    not_too_far,
]

OTHERS = [
    (ones, "Which numbers are in your q and k"),
    (all_zeros, "Which numbers are in your q and k"),
    (one_tensor, "query and key exchanged"),
    (of_shape(2, 1, 5, 4), "the root of C in place of D"),
    (of_shape(2, 3, 4, 4), "the root of T in place of D"),
    (of_shape(2, 3, 5, 1), "without a scale"),
    (of_shape(1, 3, 5, 4), "a batch of one row only"),
    (of_shape(2, 3, 1, 4), "the mean of the past"),
    (of_shape(1, 1, 1, 1), "the mean of the past"),
    (without_the_mask, "a right attention that calls PyTorch's own"),
    (by_equal, "rounds otherwise"),
    (place_by_place, "The task asks for `True` or `False`"),
    (other_numbers, "`False` for all attentions"),
    (of_three_sizes, "of shape (B, H, T, D)"),
    (whole_numbers, "RuntimeError"),
    (with_itself, "`True` for the mean of the past"),
    (largest_is_not_large, "hides each token from itself"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "can give `False`"),
    "refuses everything": ("`False` for all", "compares two things", "print both sides"),
    "turned round": ("right attentions, and", "mistakes, and says", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "should the last"),
    "no False": ("`True`, and `None`", "the other case", "when the condition"),
    "a right attention that calls PyTorch's own": (
        "calls PyTorch's own",
        "result, or something",
        "call PyTorch's function",
    ),
    "a right attention that rounds otherwise": (
        "that rounds otherwise",
        "order than PyTorch",
        "the largest difference",
    ),
    "the mean of the past, which uses no query and no key": (
        "past, which uses",
        "token, nobody sees",
        "how many tokens",
    ),
    "an attention with query and key exchanged": (
        "and key exchanged",
        "over their diagonal",
        "two different tensors",
    ),
    "an attention whose scale is the root of C in place of D": (
        "C in place",
        "become too small",
        "the same? Look",
    ),
    "an attention whose scale is the root of T in place of D": (
        "T in place",
        "smaller scores. Where",
        "Print the shape",
    ),
    "an attention without a scale": (
        "without a scale",
        "gives nearly everything",
        "nothing tests nothing",
    ),
    "an attention that is right for a batch of one row only": (
        "one row only",
        "rows. In training",
        "do they differ",
    ),
    "an attention without a mask": ("without a mask", "others. The last", "your test compare"),
    "an attention with its mask turned round": (
        "mask turned round",
        "one only itself",
        "after the other",
    ),
    "an attention that hides each token from itself": (
        "token from itself",
        "diagonal too early",
        "number, not smaller",
    ),
    "an attention with its softmax over the wrong dimension": (
        "its softmax over",
        "tokens that ask",
        "results, not some",
    ),
}
