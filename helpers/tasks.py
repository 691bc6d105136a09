"""Tasks as text: questions with answers, rows in which the answer alone counts, answers written.

The questions are made here, so that each right answer is known: what a ride costs, a number in
another language, what a customer picks next.
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral

import torch
from torch import Tensor, nn

from helpers.data import check_count
from helpers.evaluation import IGNORED, judging
from helpers.text import CHARACTERS

__all__ = [
    "END",
    "FILL",
    "Item",
    "answers",
    "fare_in",
    "fares",
    "in_english",
    "in_pinyin",
    "numbers",
    "right",
    "rows",
    "source_losses",
    "visits",
]

END, FILL = 0, 1  # the numbers of the two marks in `CHARACTERS`

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
PINYIN = "ling yi er san si wu liu qi ba jiu".split()

WORDINGS = (  # of a question about a fare, and of its answer
    ("{} km?", "{} yuan."),
    ("a ride of {} km?", "it costs {} yuan."),
    ("what do I pay for {} km?", "you pay {} yuan."),
)

GOODS = "abcdefghijklmnop"  # of the shop: four kinds, four goods of each
PICKS = 24  # of a customer
FOLLOWS, LIKED = 0.5, 0.8  # how likely: the good after the last one; a kind that the customer likes


@dataclass(frozen=True)
class Item:
    """A question and its right answer."""

    question: str
    answer: str


def in_english(number: int) -> str:
    """A whole number from 0 to 999 in words: "ninety-seven", "one hundred five".

    Raises TypeError for what is no whole number, and ValueError for another one.
    """
    _check_number(number)
    if number < 20:
        return ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return TENS[ten - 2] + (f"-{ONES[one]}" if one else "")
    hundred, rest = divmod(number, 100)
    return f"{ONES[hundred]} hundred" + (f" {in_english(rest)}" if rest else "")


def in_pinyin(number: int) -> str:
    """A whole number from 0 to 999 as it is read in Chinese, without tones: "yi bai ling wu".

    10 to 19 begin with "shi"; after a hundred they begin with "yi shi".

    Raises TypeError for what is no whole number, and ValueError for another one.
    """
    _check_number(number)
    hundred, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    words = [PINYIN[hundred], "bai"] if hundred else []
    if ten > 1 or (ten and hundred):
        words.append(PINYIN[ten])
    if ten:
        words.append("shi")
    elif hundred and one:
        words.append("ling")
    if one or not number:
        words.append(PINYIN[one])
    return " ".join(words)


def _check_number(number: int) -> None:
    """Raise what `in_english` and `in_pinyin` raise."""
    if isinstance(number, bool) or not isinstance(number, Integral):
        raise TypeError(f"number is {number!r}; wanted a whole number.")
    if not 0 <= number <= 999:
        raise ValueError(f"number is {number}; wanted one from 0 to 999.")


_NUMBERS = {in_english(number): number for number in range(1000)}


def fares(distances: Iterable[int]) -> list[Item]:
    """What a ride of so many kilometres costs, 2 x + 1 yuan, each in three wordings.

    Raises TypeError for a distance that is no whole number, and ValueError for one that is not
    from 0 to 499: fares are written out up to 999.
    """
    found = []
    for km in distances:
        _check_number(km)
        if km > 499:
            raise ValueError(f"A ride of {km} km costs {2 * km + 1} yuan; wanted at most 499 km.")
        distance, fare = in_english(km), in_english(2 * km + 1)
        found += [Item(ask.format(distance), say.format(fare)) for ask, say in WORDINGS]
    return found


def fare_in(answer: str) -> int | None:
    """The number from 0 to 999 that an answer of `fares` names; None where it names none.

    The words before and after the number may be missing; with other words it is None.
    """
    number = answer.removeprefix("it costs ").removeprefix("you pay ").removesuffix(" yuan.")
    return _NUMBERS.get(number)


def numbers(those: Iterable[int]) -> list[Item]:
    """Numbers from 0 to 999 in English, to be said in pinyin: "ninety-seven =", "jiu shi qi".

    Raises TypeError for what is no whole number, and ValueError for another one.
    """
    return [Item(f"{in_english(number)} =", in_pinyin(number)) for number in those]


def visits(count: int, seed: int = 0) -> list[Item]:
    """What customers of a made shop pick, 24 goods each: Item("picks:", "ghhefgabefgh...").

    The shop has 16 goods, a to p, in four kinds: a to d, e to h, i to l, m to p. A customer likes
    one kind, each equally likely. With probability 0.5, and never at first, a pick is the good
    after the one before it; a comes after p. Otherwise it follows the taste: with probability 0.8
    it is one of the four goods of the kind that the customer likes, else one of the other twelve.
    So the best guess needs the last pick, and all picks before it too.

    The draws repeat for a given seed, also on another processor.

    Raises TypeError for a count that is no whole number, and ValueError for one below 1.
    """
    check_count("count", count)
    draw = random.Random(f"shop {seed}").random
    found = []
    for _ in range(count):
        taste, picks = int(4 * draw()), []
        for _ in range(PICKS):
            if picks and draw() < FOLLOWS:
                picks.append((picks[-1] + 1) % 16)
                continue
            kind = taste if draw() < LIKED else (taste + 1 + int(3 * draw())) % 4
            picks.append(4 * kind + int(4 * draw()))
        found.append(Item("picks:", "".join(GOODS[pick] for pick in picks)))
    return found


def source_losses(item: Item) -> list[float]:
    """-log p of each pick of a visit, by the rule that made it: no model can be better on average.

    The rule knows the picks so far, and not what the customer likes; that it infers with Bayes'
    rule. The mean over many visits is the entropy of the source, in nats per pick.

    Raises ValueError for a pick that is none of the goods.
    """
    if unknown := set(item.answer) - set(GOODS):
        raise ValueError(f"{min(unknown)!r} is none of the goods; wanted letters from a to p.")
    tastes, last, losses = [0.25] * 4, None, []
    for pick in map(GOODS.index, item.answer):
        chances = []  # of this pick, for each taste
        for taste in range(4):
            liked = LIKED / 4 if pick // 4 == taste else (1 - LIKED) / 12
            follows = float(last is not None and pick == (last + 1) % 16)
            chances.append(liked if last is None else FOLLOWS * follows + (1 - FOLLOWS) * liked)
        both = [p * chance for p, chance in zip(tastes, chances, strict=True)]
        losses.append(-math.log(sum(both)))
        tastes, last = [p / sum(both) for p in both], pick
    return losses


def rows(items: Sequence[Item], question_counts: bool = False) -> tuple[Tensor, Tensor]:
    """Items as rows of tokens: X and y, both int64 of shape (N, T), y one token later.

    A row is the end mark, the question, a space, the answer and the end mark. In y the answer and
    the end mark after it count; what stands for the question and the space is `IGNORED`. Shorter
    rows are filled on the right, with `FILL` in X and `IGNORED` in y.

    question_counts  let the question and the space count, too

    Raises ValueError for no item, and for a character that is none of `CHARACTERS`.
    """
    if not items:
        raise ValueError("items is empty; wanted at least one.")
    made = []
    for item in items:
        ids = CHARACTERS.encode(f"{item.question} {item.answer}")
        ids = torch.cat([torch.tensor([END]), ids, torch.tensor([END])])
        y = ids[1:].clone()
        if not question_counts:
            y[: len(item.question) + 1] = IGNORED
        made.append((ids[:-1], y))
    X, y = zip(*made, strict=True)
    return _filled(X, FILL), _filled(y, IGNORED)


def _filled(made: Sequence[Tensor], value: int) -> Tensor:
    """Rows of unequal length as one tensor, filled on the right."""
    return nn.utils.rnn.pad_sequence(made, batch_first=True, padding_value=value)


def answers(model: nn.Module, questions: Sequence[str], most: int = 60) -> list[str]:
    """What the model writes after each question, always the likeliest token, until the end mark.

    model  a `GPT`; of a row that is longer than its context it sees the latest tokens
    most   tokens that an answer may have; one that has not ended by then is cut there

    The questions go through the model together, and the answers are those that it would write to
    each alone. Each part of the model is left in the mode that it had.

    Raises TypeError for one string in place of a list, and ValueError for no question, for a
    character that is none of `CHARACTERS`, and for `most` below 1.
    """
    if isinstance(questions, str):
        raise TypeError("questions is one string; wanted a list of strings. Try [question].")
    if not questions:
        raise ValueError("questions is empty; wanted at least one.")
    check_count("most", most)
    device = next(model.parameters()).device
    ids = [[END, *CHARACTERS.encode(f"{question} ").tolist()] for question in questions]
    begin = [len(row) for row in ids]  # of each answer
    going = list(range(len(ids)))  # the answers that have not ended
    with judging(model):
        for _ in range(most):
            seen = [torch.tensor(ids[i][-model.context :]) for i in going]
            X = _filled(seen, FILL).to(device)
            last = torch.tensor([len(row) - 1 for row in seen], device=device)
            chosen = model(X)[torch.arange(len(seen), device=device), last].argmax(dim=-1)
            for i, token in zip(going, chosen.tolist(), strict=True):
                ids[i].append(token)
            going = [i for i in going if ids[i][-1] != END]
            if not going:
                break
    written = [row[first:] for row, first in zip(ids, begin, strict=True)]
    return [CHARACTERS.decode(row[:-1] if row[-1] == END else row) for row in written]


def right(model: nn.Module, items: Sequence[Item], most: int = 60) -> list[bool]:
    """Whether the model's answer to each item is the right one, to the letter.

    Raises what `answers` raises.
    """
    given = answers(model, [item.question for item in items], most)
    return [answer == item.answer for answer, item in zip(given, items, strict=True)]
