"""09.heads: the numbers of each token, shared out among the heads."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong


def cut(x, heads):
    """(B, T, heads, C / heads): the numbers of each token, in pieces."""
    return x.view(*x.shape[:2], heads, -1)


def cut_small(x, heads):
    """(B, T, C / heads, heads): pieces as long as there are heads."""
    return x.view(*x.shape[:2], -1, heads)


def split(x, heads):
    return cut(x, heads).transpose(1, 2)


def moved(*order: int) -> Callable:
    """An answer: the pieces with their dimensions in this order."""
    return lambda x, heads: cut(x, heads).permute(*order)


def changed(change: Callable) -> Callable:
    """An answer that gives change(the right result)."""
    return lambda x, heads: change(split(x, heads))


def shape_of(x, heads):
    """(B, heads, T, C / heads)"""
    return x.shape[0], heads, x.shape[1], x.shape[2] // heads


def read_anew(turn: Callable) -> Callable:
    """An answer: the numbers of turn(x, heads) in their order, read into the right shape."""
    return lambda x, heads: turn(x, heads).reshape(shape_of(x, heads))


def some_tables(generator: torch.Generator) -> list[tuple]:
    """(x, heads): four sizes that are not alike; then as many texts, tokens, heads and numbers in
    a head, so that exchanged dimensions keep the shape; one text; and one head. The heads could
    share the tokens evenly, too. No number comes twice."""

    def draw(B, T, C):
        return torch.randperm(B * T * C, generator=generator).float().reshape(B, T, C)

    return [(draw(2, 4, 12), 4), (draw(2, 2, 4), 2), (draw(1, 6, 6), 3), (draw(3, 2, 4), 1)]


def of_one(x, part: slice):
    """Another x: the numbers in this part of it have changed."""
    other = x.clone()
    other[part] += 1000
    return other


def only_there(call, x, heads, part, place) -> bool:
    """When a part of x changes, the result changes in one place and nowhere else."""
    differ = call(of_one(x, part), heads) != call(x, heads)
    inside = differ[place].clone()
    differ[place] = False
    return bool(inside.all()) and not differ.any()


EXERCISE = Exercise(
    name="09.heads",
    reference=split,
    arguments=("x", "heads"),
    returns="a tensor of shape (B, heads, T, C / heads)",
    cases=some_tables,
    checked="four tables of random numbers, for two heads, four, three, and one.",
    why="a width of 64 is shared by four heads, and then by eight. How does the number of weights "
    "in an attention layer change?",
    because=(
        "Not at all. The layers for queries, keys and values have a table of 64 times 64 weights "
        "each, and the result is cut after them. More heads look at more places at once, but each "
        "of them compares fewer numbers: 8 in place of 16."
    ),
    otherwise=(
        "In at least one table a number stands in another place.",
        "Each token keeps its place in the text. Its numbers are cut into pieces, and each head "
        "gets one piece of each token.",
        "Take `torch.arange(12).view(1, 2, 6)` and three heads. Which numbers should head 0 have?",
    ),
    properties=(
        Property(
            "tokens apart",
            lambda call, x, heads: only_there(
                call, x, heads, (slice(None), 0), (slice(None), slice(None), 0)
            ),
            "When the first token of each text changes, the result changes in another row, too, or "
            "not in each head.",
            "In each head row 0 belongs to token 0, and to no other token.",
            "Take `torch.arange(12).view(1, 2, 6)` and three heads. In which rows do the first six "
            "numbers stand?",
        ),
        Property(
            "texts apart",
            lambda call, x, heads: only_there(call, x, heads, (slice(0, 1),), (slice(0, 1),)),
            "When the first text changes, the result changes in another text, too.",
            "The first dimension of the result belongs to the texts, as that of x.",
            "Call your function with one text alone, then with two. Is the first result the same?",
        ),
        Property(
            "one head",
            lambda call, x, heads: alike(call(x, 1), x[:, None]),
            "With one head, the result does not hold the numbers of x in their order.",
            "A single head gets all numbers of all tokens, as they stand.",
            "Call your function with `heads = 1`, and compare the result with x.",
        ),
    ),
    wrong=(
        Wrong(
            "view alone",
            read_anew(lambda x, heads: x),
            "Your shape is right, and the tokens are mixed: a head holds all numbers of some "
            "tokens, and none of the others.",
            "`view` and `reshape` read the numbers in their order into a new shape. The numbers of "
            "a token stand side by side, so the last dimensions have to be made of them.",
            "Cut only the C numbers first. Which shape has four dimensions, and leaves B and T as "
            "they are?",
        ),
        Wrong(
            "interleaved",
            lambda x, heads: cut_small(x, heads).permute(0, 3, 1, 2),
            "Your shape is right. But the numbers of a token are dealt out to the heads like "
            "cards, one by one.",
            "In `view` the last dimension takes numbers that stand side by side. If the heads come "
            "last, these neighbours go to different heads.",
            "Which of the two, the heads or the width of a head, has to come last when C is cut?",
        ),
        Wrong(
            "not turned",
            cut,
            "You give back the shape (B, T, heads, C / heads).",
            "The numbers of each token are cut as they should be. But each head needs a table of "
            "its own, with one row for each token.",
            "Which two dimensions have to change places?",
        ),
        Wrong(
            "pieces of the wrong length",
            lambda x, heads: cut_small(x, heads).transpose(1, 2),
            "Your pieces have as many numbers as there should be heads, and there are C / heads of "
            "them.",
            "The two numbers are exchanged. Where they are equal, it does not show.",
            "For a width of 12 and 3 heads, how many numbers should a piece have? `x.split(3, "
            "dim=-1)` makes pieces of three numbers.",
        ),
        Wrong(
            "pieces of the wrong length, not turned",
            cut_small,
            "You exchange the heads and the width of a head when you cut C.",
            "Your shape is (B, T, C / heads, heads), with pieces of the wrong length. And each "
            "head needs a table of its own, with one row for each token.",
            "For a width of 12 and 3 heads, how many numbers should a piece have?",
        ),
        Wrong(
            "tables turned",
            moved(0, 2, 3, 1),
            "You give back the shape (B, heads, C / heads, T): the table of each head is turned.",
            "A row of it should belong to a token. Either one turn is too many, or x was turned "
            "before it was cut.",
            "Which two dimensions of your result have to change places?",
        ),
        Wrong(
            "tokens and widths turned",
            moved(0, 3, 2, 1),
            "You let the tokens change places with the numbers of a head.",
            "Heads and tokens should change places, and the numbers of a head stay last.",
            "Count the dimensions of (B, T, heads, C / heads) from 0. Which numbers have the two?",
        ),
        Wrong(
            "texts and tokens turned",
            moved(1, 0, 2, 3),
            "You let texts and tokens change places.",
            "The first dimension holds the texts of the batch, and has to stay where it is.",
            "Count the dimensions of (B, T, heads, C / heads) from 0. Which numbers have the two "
            "that should change?",
        ),
        Wrong(
            "texts and heads turned",
            moved(2, 1, 0, 3),
            "You let texts and heads change places.",
            "The first dimension holds the texts of the batch, and has to stay where it is.",
            "Count the dimensions of (B, T, heads, C / heads) from 0. Which numbers have the two "
            "that should change?",
        ),
        Wrong(
            "heads first",
            moved(2, 0, 1, 3),
            "You give back the shape (heads, B, T, C / heads), with the heads first.",
            "The numbers of each head are right. `torch.stack` makes its new dimension in front, "
            "unless you say where; and a list of heads is the same.",
            "At which place does the task want the heads, counted from 0?",
        ),
        Wrong(
            "heads last",
            moved(0, 1, 3, 2),
            "You give back the shape (B, T, C / heads, heads), with the heads last.",
            "The pieces are cut as they should be. The width of a head has to stay last.",
            "At which place does the task want the heads, counted from 0?",
        ),
        Wrong(
            "turned before it is cut",
            read_anew(lambda x, heads: x.transpose(1, 2)),
            "You turn x before you cut it, and read its numbers into the right shape.",
            "After the turn the numbers of a token stand in a column, and a row has one number of "
            "each token. So the rows of your result mix the tokens.",
            "Which comes first: to cut C into two dimensions, or to let dimensions change places?",
        ),
        Wrong(
            "read anew after the wrong turn",
            read_anew(moved(0, 1, 3, 2)),
            "You let the wrong dimensions change places, and then read the numbers into the right "
            "shape.",
            "`reshape` hides the mistake: the shape is right, and the numbers stand in other "
            "places. `view` would have said no.",
            "Take the `reshape` at the end out, and look at the shape that is left.",
        ),
        Wrong(
            "tokens shared out",
            lambda x, heads: x.view(x.shape[0], heads, x.shape[1] // heads, x.shape[2]),
            "You share out the tokens among the heads.",
            "Each head should see all tokens, with some numbers of each.",
            "Which dimension of x holds the numbers of a token?",
        ),
        Wrong(
            "one long row of texts and heads",
            changed(lambda right: right.flatten(0, 1)),
            "Your numbers stand in the right order. But texts and heads share one dimension.",
            "Then the result cannot say where a text ends.",
            "How many dimensions does the task ask for?",
        ),
        Wrong(
            "the first head",
            changed(lambda right: right[:, 0]),
            "You give back one head, the first.",
            "Either a `return` inside a loop ends the function in its first round, or one piece is "
            "used.",
            "How many pieces does each token have?",
        ),
        Wrong(
            "the last head",
            changed(lambda right: right[:, -1]),
            "You give back one head, the last.",
            "Each round of a loop writes over what the one before has made.",
            "Where are the pieces collected, so that none is lost?",
        ),
        Wrong(
            "view with a decimal point",
            lambda x, heads: x.view(*x.shape[:2], heads, x.shape[2] / heads),
            "`view` gets a size with a decimal point.",
            "`/` gives a number with a decimal point, also where nothing is left over. A size is a "
            "whole number.",
            "Which sign divides whole numbers? Or let PyTorch count: what does -1 stand for?",
        ),
        Wrong(
            "reshape with a decimal point",
            lambda x, heads: x.reshape(*x.shape[:2], heads, x.shape[2] / heads),
            "`reshape` gets a size with a decimal point.",
            "`/` gives a number with a decimal point, also where nothing is left over. A size is a "
            "whole number.",
            "Which sign divides whole numbers? Or let PyTorch count: what does -1 stand for?",
        ),
        Wrong(
            "view after a turn",
            lambda x, heads: x.transpose(1, 2).view(shape_of(x, heads)),
            "You call `view` on a tensor whose dimensions have changed places.",
            "`view` only names the places in memory anew, and after a `transpose` the numbers do "
            "not stand there in their order. `reshape` would copy them, but your order of steps "
            "may be wrong, too.",
            "Which comes first: to cut C into two dimensions, or to let dimensions change places?",
        ),
    ),
    rivals=(
        Rival("The last head first.", changed(lambda right: right.flip(1))),
        Rival("The numbers of a head backwards.", changed(lambda right: right.flip(3))),
        Rival("The tokens backwards.", changed(lambda right: right.flip(2))),
        Rival("The last text first.", changed(lambda right: right.flip(0))),
        Rival("All heads get the first piece.", changed(lambda r: r[:, :1].expand_as(r))),
        Rival(
            "All tokens get the piece of the first.", changed(lambda r: r[:, :, :1].expand_as(r))
        ),
        Rival("Each head looks at the token before.", changed(lambda right: right.roll(1, 2))),
        Rival("Each head begins one number later.", lambda x, heads: split(x.roll(-1, 2), heads)),
        Rival("The pieces of the next head.", changed(lambda right: right.roll(1, 1))),
        Rival("Each head gets all numbers.", lambda x, heads: x[:, None].repeat(1, heads, 1, 1)),
        Rival("Two heads, always.", lambda x, heads: split(x, 2)),
        Rival("One head, always.", lambda x, heads: split(x, 1)),
    ),
)
