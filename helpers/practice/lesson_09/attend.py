"""09.attend: each token takes from the values of those before it and from its own."""

from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, uniform
from helpers.practice.lesson_09.shared import by_hand, is_ready_made

LARGE = 1e9


def turned(table: torch.Tensor) -> torch.Tensor:
    return table.transpose(-2, -1)


def pairs(q, k, v):
    return q @ turned(k)


def root_of(dim: int) -> Callable:
    """A scale: the root of the size of this dimension."""
    return lambda q: q.shape[dim] ** 0.5


def upper(first: int) -> Callable:
    """True from the diagonal number `first` on; 0 is the one in the middle."""
    return lambda scores: torch.ones_like(scores, dtype=torch.bool).triu(first)


def lower(last: int) -> Callable:
    """True up to the diagonal number `last`."""
    return lambda scores: torch.ones_like(scores, dtype=torch.bool).tril(last)


def hide(where: Callable, by: float = -torch.inf) -> Callable:
    """A mask: `by` stands in the places where(scores)."""
    return lambda scores: scores.masked_fill(where(scores), by)


def along(dim: int) -> Callable:
    return lambda scores: scores.softmax(dim)


def mix_of(weights, q, k, v):
    return weights @ v


ROOT, FUTURE, ROWS = root_of(-1), upper(1), along(-1)
HIDDEN = hide(FUTURE)


def attend_by(
    score: Callable = pairs,
    scale: Callable = ROOT,
    mask: Callable = HIDDEN,
    share: Callable = ROWS,
    mix: Callable = mix_of,
) -> Callable:
    """An answer: score(q, k, v) / scale(q), then mask, then share, then mix(weights, q, k, v)."""
    return lambda q, k, v: mix(share(mask(score(q, k, v) / scale(q))), q, k, v)


attention = attend_by()


def nothing_hidden(scores):
    return scores


def no_scale(q):
    return 1


def hidden_after(by: float = 0.0) -> Callable:
    """A softmax over all tokens, and then the mask."""
    return lambda scores: scores.softmax(-1).masked_fill(FUTURE(scores), by)


def shared_out(values: torch.Tensor) -> torch.Tensor:
    return values / values.sum(-1, keepdim=True)


unmasked = attend_by(mask=nothing_hidden)
unscaled = attend_by(scale=no_scale)
by_width = attend_by(scale=lambda q: q.shape[-1])
times_root = attend_by(scale=lambda q: 1 / ROOT(q))
fourth_root = attend_by(scale=lambda q: ROOT(q) ** 0.5)
by_tokens = attend_by(scale=root_of(1))
by_texts = attend_by(scale=root_of(0))
exchanged = attend_by(score=lambda q, k, v: k @ turned(q))
zeroed = attend_by(mask=hide(FUTURE, 0.0))
columns = attend_by(share=along(-2))
all_alike = attend_by(score=lambda q, k, v: 0 * pairs(q, k, v))

APART = (  # draws are repeated until each of these gives something else
    *(unmasked, unscaled, by_width, times_root, fourth_root, by_tokens, by_texts),
    *(exchanged, zeroed, columns, all_alike),
)


def some_tokens(generator: torch.Generator) -> list[tuple]:
    """(q, k, v): as many texts, tokens and numbers, so that exchanged dimensions raise no error;
    then three different sizes; then one text."""

    def draw(*shape):
        return tuple(uniform(generator, -2, 2, *shape) for _ in range(3))

    three = apart(lambda: draw(2, 5, 3), attention, *APART)
    return [draw(3, 3, 3), three, draw(1, 6, 4)]


def other_future(table: torch.Tensor) -> torch.Tensor:
    """The same with another last token."""
    return torch.cat([table[:, :-1], 2 - table[:, -1:]], dim=1)


def same_before_the_last(call, *inputs) -> bool:
    changed = call(*map(other_future, inputs))
    return alike(changed[:, :-1], call(*inputs)[:, :-1])


EXERCISE = Exercise(
    name="09.attend",
    reference=attention,
    arguments=("q", "k", "v"),
    returns="a tensor of shape (B, T, D): for each token the mixed values",
    observe=by_hand("scaled_dot_product_attention", "multi_head_attention_forward"),
    cases=some_tokens,
    checked="three texts of three tokens, two texts of five, and one of six; and that your "
    "function does the steps itself.",
    why="the last token of a text is replaced by another one. Which rows of your result change?",
    because=(
        "The last row alone. Its query, its key and its value are new, and no other token may look "
        "at them. That is the leak test of section 3: change the future, and see that the past "
        "stays as it was."
    ),
    otherwise=(
        "In at least one text a token gets another mix of values.",
        "Four steps lead there: scores, the mask, weights that add up to 1, and the mix.",
        "Call your function with two tokens. Print the scores, the weights and the result, and "
        "work each of them out on paper.",
    ),
    properties=(
        Property(
            "no look at the future",
            same_before_the_last,
            "When the last token of a text changes, the result of a token before it changes, too.",
            "Something of a later token leaks into an earlier one. A model that is trained so "
            "copies the answer, and cannot write.",
            "Print the weights of one text. In which places must there be a 0?",
        ),
        Property(
            "weights add up to one",
            lambda call, q, k, v: alike(call(q, k, torch.ones_like(v)), torch.ones_like(v)),
            "When all values are 1, your result is not 1 everywhere.",
            "A mix of ones is 1, if the weights of each token add up to 1.",
            "Print the sum of each row of the weights.",
        ),
        Property(
            "the first token",
            lambda call, q, k, v: alike(call(q, k, v)[:, 0], v[:, 0]),
            "The first token of a text does not get its own value.",
            "It sees nothing but itself, so all of its weight is there.",
            "Print the first row of the weights. Which numbers should it have?",
        ),
    ),
    wrong=(
        Wrong(
            "ready made",
            lambda q, k, v: nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True),
            "Your function calls PyTorch's own attention.",
            "It does the whole task in one call. Here you write the steps out, so that you know "
            "what it does.",
            "Begin with the scores. For one text they are a table with a row and a column for each "
            "token.",
            when=is_ready_made,
        ),
        Wrong(
            "no mask",
            unmasked,
            "Your tokens see all tokens, also those that come later.",
            "The next token is what a model has to predict. When it can look there, the loss falls "
            "nearly to 0, and the model cannot write.",
            "Print the weights of one text. Which of them have to be 0?",
        ),
        Wrong(
            "mask turned round",
            attend_by(mask=hide(lower(-1))),
            "Your tokens see themselves and those that come later. The past is hidden.",
            "The mask hides the wrong side of the diagonal. No error comes up.",
            "Print the mask for three tokens. In the first row, is the place of the second token "
            "hidden? In the last row, is any place hidden?",
        ),
        Wrong(
            "the future alone",
            attend_by(mask=hide(lower(0))),
            "Your tokens see only those that come later. The last token sees none.",
            "The mask hides what should be seen, and shows what should be hidden. In a row without "
            "an open place softmax gives `nan`: no number.",
            "Print the mask for three tokens. Where should `True` stand, if `True` hides a place?",
        ),
        Wrong(
            "the future alone, a large number",
            attend_by(mask=hide(lower(0), -LARGE)),
            "Your tokens see only those that come later. The last token gets the mean of all.",
            "The mask hides what should be seen. In the last row all places are hidden alike, so "
            "all of them get the same weight.",
            "Print the mask for three tokens. Where should `True` stand, if `True` hides a place?",
        ),
        Wrong(
            "the token itself hidden",
            attend_by(mask=hide(upper(0))),
            "Your tokens see only those before them. The first token sees none.",
            "The diagonal is hidden, too. On it each token meets itself. In a row without an open "
            "place softmax gives `nan`: no number.",
            "Print the mask for three tokens. What should stand on the diagonal?",
        ),
        Wrong(
            "the token itself hidden, a large number",
            attend_by(mask=hide(upper(0), -LARGE)),
            "Your tokens see only those before them. The first token gets the mean of all, so it "
            "sees the future.",
            "The diagonal is hidden, too. In the first row all places are hidden alike, so all of "
            "them get the same weight.",
            "Print the mask for three tokens. What should stand on the diagonal?",
        ),
        Wrong(
            "one step too many",
            attend_by(mask=hide(upper(2))),
            "Your tokens see the next token, and none after it.",
            "The next token is the one to predict, so this is the worst of all leaks.",
            "Print the mask for three tokens. In the first row, how many places are open?",
        ),
        Wrong(
            "no scale",
            unscaled,
            "All is right but the size of the scores: they are not divided.",
            "With more numbers in a query and a key the scores grow, and softmax gives nearly all "
            "weight to one token. Section 2 has measured it.",
            "Which root does the task name?",
        ),
        Wrong(
            "by the width itself",
            by_width,
            "You divide the scores by the width of a query, and not by its root.",
            "Then the scores are too small, and all tokens get nearly the same weight.",
            "For a width of 16, by how much do you divide? It should be 4.",
        ),
        Wrong(
            "times the root",
            times_root,
            "You multiply the scores by the root of the width.",
            "The scores were too large already, and this makes them larger.",
            "For a width of 16, what becomes of a score of 8? It should be 2.",
        ),
        Wrong(
            "root of the number of tokens",
            by_tokens,
            "You divide the scores by the root of the number of tokens.",
            "A score is a sum over the numbers of a query and a key. How long the text is does not "
            "change it.",
            "Print `q.shape`. Which entry says how many products are added up in a score?",
        ),
        Wrong(
            "root of the number of texts",
            by_texts,
            "You divide the scores by the root of the number of texts.",
            "`len(q)` is the first size, B. Then a text would get other results when it stands in "
            "a larger batch.",
            "Print `q.shape`. Which entry says how many products are added up in a score?",
        ),
        Wrong(
            "scaled after the softmax",
            attend_by(scale=no_scale, share=along(-1), mix=lambda w, q, k, v: w @ v / ROOT(q)),
            "You divide by the root after the softmax.",
            "Then the weights do not add up to 1. And softmax has seen the large scores.",
            "In which line do you divide? It should come before the weights are made.",
        ),
        Wrong(
            "along the columns",
            columns,
            "Your softmax runs down the columns: over the queries, and not over the keys.",
            "What adds up to 1 is then all that the others take from one token. What one token "
            "takes should add up to 1.",
            "Print `weights.sum(dim=-1)` for one text. Which numbers should come out?",
        ),
        Wrong(
            "along the texts",
            attend_by(share=along(0)),
            "Your softmax runs over the texts of the batch.",
            "So the texts share their weights. And a place that is hidden in all of them becomes "
            "`nan`.",
            "Which dimension of the scores (B, T, T) belongs to the tokens that are looked at?",
        ),
        Wrong(
            "hidden after the softmax",
            attend_by(mask=nothing_hidden, share=hidden_after()),
            "You hide the future after the softmax. The weights that are left do not add up to 1.",
            "The later tokens got their share first, and then it was taken away. The earlier a "
            "token is, the less is left for it.",
            "What has to be done first, so that softmax shares the whole 1 among the tokens that "
            "are seen?",
        ),
        Wrong(
            "minus infinity after the softmax",
            attend_by(mask=nothing_hidden, share=hidden_after(-torch.inf)),
            "You hide the future in the weights, after the softmax. Most results are no numbers.",
            "Minus infinity belongs into the scores: softmax makes a 0 of it. As a weight it makes "
            "numbers infinite, or `nan`.",
            "Print what goes into the softmax. Is the mask in it already?",
        ),
        Wrong(
            "hidden by a zero",
            zeroed,
            "You put 0 into the scores of the future. Its tokens still get some weight.",
            "Softmax makes e to the power of 0 of it, which is 1. So a hidden token counts "
            "like one whose score is 0.",
            "Which score becomes a weight of exactly 0?",
        ),
        Wrong(
            "infinity times zero",
            lambda q, k, v: (
                (pairs(q, k, v) / ROOT(q) + FUTURE(pairs(q, k, v)).float() * -torch.inf).softmax(-1)
                @ v
            ),
            "None of your results is a number.",
            "All are `nan`. Either a whole row or column of scores is hidden, or a mask is "
            "multiplied: where it is 0, that is 0 times infinity.",
            "Print the scores behind your mask, then the weights. Where does the first `nan` "
            "stand? `masked_fill` puts a value into chosen places, and leaves the others alone.",
        ),
        Wrong(
            "a mask of numbers",
            lambda q, k, v: pairs(q, k, v).masked_fill(torch.ones(q.shape[1], q.shape[1]), 0.0),
            "Your mask has numbers in it, and `masked_fill` wants `True` and `False`.",
            "`torch.ones` makes numbers with a decimal point. A comparison, or "
            "`dtype=torch.bool`, makes `True` and `False`.",
            "Print your mask for three tokens.",
        ),
        Wrong(
            "a mask of another size",
            attend_by(mask=lambda s: s.masked_fill(torch.ones(3, 3).triu(1) > 0, -torch.inf)),
            "Your mask fits where a text has three tokens. For other texts it has the wrong size.",
            "It has a fixed size, or the width of a query. The scores have a row and a column for "
            "each token.",
            "Print the shape of the scores and the shape of your mask.",
        ),
        Wrong(
            "k and q exchanged",
            exchanged,
            "Your table of scores is turned: its rows belong to the keys.",
            "A row should belong to the token that looks, and so to its query. Here queries and "
            "keys are exchanged.",
            "Which tensor should stand on the left of the first `@`?",
        ),
        Wrong(
            "k and v exchanged",
            attend_by(score=lambda q, k, v: q @ turned(v), mix=lambda w, q, k, v: w @ k),
            "Keys and values are exchanged.",
            "A key says what a token can be found by. A value is what it gives away.",
            "Which of the three is mixed at the end?",
        ),
        Wrong(
            "keys are mixed",
            attend_by(mix=lambda w, q, k, v: w @ k),
            "Your weights are right. But the keys are mixed, and not the values.",
            "A key says what a token can be found by. What it gives away is another tensor.",
            "Which of the three inputs does not come up in your lines?",
        ),
        Wrong(
            "queries are mixed",
            attend_by(mix=lambda w, q, k, v: w @ q),
            "Your weights are right. But the queries are mixed, and not the values.",
            "A query says what a token looks for. What it gives away is another tensor.",
            "Which of the three inputs does not come up in your lines?",
        ),
        Wrong(
            "weights turned",
            attend_by(mix=lambda w, q, k, v: turned(w) @ v),
            "Your weights are right, but they are turned before the mix.",
            "Each token then gives by the weights by which it should take, and the first token "
            "gets something from all.",
            "Row t of the weights says what token t takes. Is there one turn too many?",
        ),
        Wrong(
            "the weights",
            attend_by(mix=lambda w, q, k, v: w),
            "You give back the weights.",
            "They are right, and one step is left: they say how much of each value goes into the "
            "mix.",
            "Which input has not been used yet?",
        ),
        Wrong(
            "the mix and the weights",
            lambda q, k, v: (attention(q, k, v), attend_by(mix=lambda w, q, k, v: w)(q, k, v)),
            "You give back two things, the mix and the weights.",
            "Both are right. The task asks for the mix alone.",
            "What stands behind `return`?",
        ),
        Wrong(
            "no softmax",
            attend_by(share=lambda scores: scores),
            "You mix with the scores, without a softmax.",
            "Scores can be negative, and they do not add up to 1. With minus infinity among them "
            "the result is infinite, or `nan`.",
            "What makes weights of scores?",
        ),
        Wrong(
            "no softmax, hidden by a zero",
            attend_by(mask=hide(FUTURE, 0.0), share=lambda scores: scores),
            "You mix with the scores, without a softmax. The future is hidden by a 0.",
            "Scores can be negative, and those of a row do not add up to 1.",
            "What makes weights of scores, and what has to stand in a hidden place before that?",
        ),
        Wrong(
            "number by number",
            attend_by(score=lambda q, k, v: q * k),
            "You multiply each query by the key of the same token, number by number.",
            "Then no token meets another one. A score belongs to two tokens, and all of them "
            "together are a table of shape (T, T).",
            "Print the shape of your scores for two texts of five tokens.",
        ),
        Wrong(
            "keys not turned",
            attend_by(score=lambda q, k, v: q @ k),
            "You multiply `q @ k` as they are. That runs only where a text has as many tokens as a "
            "query has numbers.",
            "A table meets another one row by column. The numbers of a key stand in a row.",
            "Which two dimensions of k have to change places, so that (T, D) meets (D, T)?",
        ),
        Wrong(
            "all dimensions turned",
            attend_by(score=lambda q, k, v: q @ k.permute(2, 1, 0)),
            "You turn all three dimensions of k round, the texts too. That is what `.T` does here.",
            "The first dimension holds the texts of the batch, and has to stay where it is.",
            "`transpose` takes the two dimensions that change places. Which two?",
        ),
        Wrong(
            "texts and tokens turned",
            attend_by(score=lambda q, k, v: q @ k.transpose(0, 1)),
            "You let texts and tokens of k change places.",
            "Then queries of one text meet keys of others. The first dimension has to stay where "
            "it is.",
            "Count the dimensions from the end: which one is -1, and which one is -2?",
        ),
    ),
    rivals=(
        Rival("All tokens up to here alike.", all_alike),
        Rival(
            "The largest score gets everything.",
            attend_by(share=lambda s: nn.functional.one_hot(s.argmax(-1), s.shape[-1]).float()),
        ),
        Rival("Each token keeps its own value.", lambda q, k, v: v),
        Rival("The value of the first token for all.", lambda q, k, v: v[:, :1].expand_as(v)),
        Rival(
            "The token itself and the one before it.",
            attend_by(mask=lambda s: hide(lower(-2))(HIDDEN(s))),
        ),
        Rival(
            "Only those before; the first token gets nothing.",
            attend_by(mask=hide(upper(0)), share=lambda s: s.softmax(-1).nan_to_num()),
        ),
        Rival("Yes or no for each token.", attend_by(share=torch.sigmoid)),
        Rival(
            "Yes or no for each token, shared out.",
            attend_by(share=lambda s: shared_out(s.sigmoid())),
        ),
        Rival("The near ones, by distance.", attend_by(score=lambda q, k, v: -torch.cdist(q, k))),
        Rival(
            "Tokens like itself, by their values.", attend_by(score=lambda q, k, v: v @ turned(v))
        ),
        Rival("Queries meet queries.", attend_by(score=lambda q, k, v: q @ turned(q))),
        Rival("The scores of the first text for all.", lambda q, k, v: attention(q[:1], k[:1], v)),
        Rival("The fourth root.", fourth_root),
        Rival("Powers of 2 in place of e.", attend_by(share=lambda s: shared_out(2.0**s))),
        Rival("Minus three in place of minus infinity.", attend_by(mask=hide(FUTURE, -3.0))),
        Rival("The mix, added to the values.", lambda q, k, v: v + attention(q, k, v)),
    ),
)
