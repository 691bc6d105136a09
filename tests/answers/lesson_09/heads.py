"""09.heads: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def view_and_transpose(x, heads):
    B, T, C = x.shape
    return x.view(B, T, heads, C // heads).transpose(1, 2)


def permuted(x, heads):
    return x.reshape(x.size(0), x.size(1), heads, -1).permute(0, 2, 1, 3).contiguous()


def unflattened(x, heads):
    return x.unflatten(-1, (heads, -1)).movedim(2, 1)


def pieces(x, heads):
    return torch.stack(x.chunk(heads, dim=-1), dim=1)


def in_loops(x, heads):
    B, T, C = x.shape
    D = C // heads
    split = torch.zeros(B, heads, T, D)
    for h in range(heads):
        for d in range(D):
            split[:, h, :, d] = x[:, :, h * D + d]
    return split


def turned_twice(x, heads):
    B, T, C = x.shape
    return x.transpose(1, 2).reshape(B, heads, C // heads, T).transpose(2, 3)


def by_numpy(x, heads):
    return np.stack(np.split(x.numpy(), heads, axis=-1), axis=1)


def view_alone(x, heads):
    B, T, C = x.shape
    return x.view(B, heads, T, C // heads)


def stacked_in_front(x, heads):
    return torch.stack(x.chunk(heads, dim=-1))


def a_tuple_of_pieces(x, heads):
    return x.chunk(heads, dim=-1)


def split_by_the_heads(x, heads):
    return torch.stack(x.split(heads, dim=-1), dim=1)


def pieces_of_tokens(x, heads):
    return torch.stack(x.chunk(heads, dim=1), dim=1)


def returned_in_the_loop(x, heads):
    D = x.shape[-1] // heads
    for h in range(heads):
        return x[:, :, h * D : (h + 1) * D]


def side_by_side(x, heads):
    return torch.cat(x.chunk(heads, dim=-1), dim=-1)


def a_decimal_point(x, heads):
    B, T, C = x.shape
    return x.view(B, T, heads, C / heads).transpose(1, 2)


def view_after_the_wrong_turn(x, heads):
    B, T, C = x.shape
    return x.view(B, T, heads, -1).transpose(2, 3).view(B, heads, T, C // heads)


def by_columns(x, heads):
    B, T, C = x.shape
    return x.mT.reshape(B, heads, T, C // heads)


def four_heads(x, heads):
    B, T, _ = x.shape
    return x.view(B, T, 4, 3).transpose(1, 2)


def one_text(x, heads):
    _, T, C = x.shape
    return x[0].view(T, heads, C // heads).transpose(0, 1)


def every_second(x, heads):
    return torch.stack([x[:, :, h::heads] for h in range(heads)], dim=1)


def overlapping(x, heads):
    D = x.shape[-1] // heads
    return torch.stack([x.roll(-h, -1)[..., :D] for h in range(heads)], dim=1)


def nothing_returned(x, heads):
    view_and_transpose(x, heads)


RIGHT = [view_and_transpose, permuted, unflattened, pieces, in_loops, turned_twice, by_numpy]

MISTAKES = {"II.22": [(view_alone, "the tokens are mixed")]}

OTHERS = [
    (view_alone, "the tokens are mixed"),
    (stacked_in_front, "with the heads first"),
    (a_tuple_of_pieces, "with the heads first"),
    (split_by_the_heads, "as many numbers as there should be heads"),
    (pieces_of_tokens, "You share out the tokens"),
    (returned_in_the_loop, "You give back one head, the first"),
    (side_by_side, "a tensor of shape (2, 4, 12)"),
    (a_decimal_point, "a size with a decimal point"),
    (view_after_the_wrong_turn, "names the places in memory anew"),
    (by_columns, "You turn x before you cut it"),
    (four_heads, "The new shape has another number of entries"),
    (one_text, "a tensor of shape (4, 4, 3)"),
    (every_second, "dealt out to the heads like cards"),
    (overlapping, "a number stands in another place"),
    (nothing_returned, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "view alone": ("of some tokens", "the last dimensions", "dimensions, and leaves"),
    "interleaved": ("heads like cards", "last, these neighbours", "come last when"),
    "not turned": ("(B, T, heads", "token are cut", "two dimensions have"),
    "pieces of the wrong length": (
        "should be heads",
        "are exchanged. Where",
        "`x.split(3, dim=-1)` makes",
    ),
    "pieces of the wrong length, not turned": (
        "exchange the heads",
        "/ heads, heads)",
        "For a width of 12 and 3 heads, how many numbers should a piece have?",
    ),
    "tables turned": ("head is turned", "was turned before", "of your result"),
    "tokens and widths turned": (
        "change places with",
        "should change places",
        "Count the dimensions of (B, T, heads, C / heads) from 0. Which numbers have the two?",
    ),
    "texts and tokens turned": ("texts and tokens", "first dimension holds", "that should change"),
    "texts and heads turned": (
        "heads change places",
        "first dimension holds",
        "that should change",
    ),
    "heads first": ("shape (heads, B", "right. `torch.stack` makes", "counted from 0"),
    "heads last": ("/ heads, heads)", "be. The width", "counted from 0"),
    "turned before it is cut": ("turn x before", "mix the tokens", "Which comes first"),
    "read anew after the wrong turn": (
        "dimensions change places",
        "hides the mistake",
        "Take the `reshape`",
    ),
    "tokens shared out": ("among the heads", "see all tokens", "dimension of x"),
    "one long row of texts and heads": ("share one dimension", "result cannot say", "the task ask"),
    "the first head": ("head, the first", "a `return` inside", "does each token"),
    "the last head": ("head, the last", "loop writes over", "the pieces collected"),
    "view with a decimal point": ("`view` gets a", "decimal point, also", "divides whole numbers"),
    "reshape with a decimal point": (
        "`reshape` gets a",
        "decimal point, also",
        "divides whole numbers",
    ),
    "view after a turn": ("tensor whose dimensions", "after a `transpose`", "Which comes first"),
    "tokens apart": ("another row, too", "row 0 belongs", "`torch.arange(12).view(1, 2, 6)`"),
    "texts apart": ("another text, too", "to the texts", "one text alone"),
    "one head": ("in their order", "single head gets", "function with `heads"),
}
