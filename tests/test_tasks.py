"""helpers.tasks: numbers in words, rows in which the answer counts, and answers written."""

import math
import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn

from helpers.evaluation import IGNORED, evaluate
from helpers.models import GPT, next_token_loss
from helpers.tasks import (
    END,
    FILL,
    Item,
    answers,
    fare_in,
    fares,
    in_english,
    in_pinyin,
    numbers,
    right,
    rows,
    source_losses,
    visits,
)
from helpers.text import CHARACTERS

# -- numbers in words -----------------------------------------------------------------------------

IN_WORDS = {  # by hand, from a grammar book: where a rule ends, and where one forgets a word
    0: ("zero", "ling"),
    1: ("one", "yi"),
    2: ("two", "er"),
    10: ("ten", "shi"),
    11: ("eleven", "shi yi"),
    12: ("twelve", "shi er"),
    13: ("thirteen", "shi san"),
    14: ("fourteen", "shi si"),
    15: ("fifteen", "shi wu"),
    18: ("eighteen", "shi ba"),
    19: ("nineteen", "shi jiu"),
    20: ("twenty", "er shi"),
    21: ("twenty-one", "er shi yi"),
    30: ("thirty", "san shi"),
    40: ("forty", "si shi"),
    44: ("forty-four", "si shi si"),
    50: ("fifty", "wu shi"),
    80: ("eighty", "ba shi"),
    97: ("ninety-seven", "jiu shi qi"),
    99: ("ninety-nine", "jiu shi jiu"),
    100: ("one hundred", "yi bai"),
    101: ("one hundred one", "yi bai ling yi"),
    105: ("one hundred five", "yi bai ling wu"),
    110: ("one hundred ten", "yi bai yi shi"),
    111: ("one hundred eleven", "yi bai yi shi yi"),
    112: ("one hundred twelve", "yi bai yi shi er"),
    119: ("one hundred nineteen", "yi bai yi shi jiu"),
    120: ("one hundred twenty", "yi bai er shi"),
    200: ("two hundred", "er bai"),
    208: ("two hundred eight", "er bai ling ba"),
    342: ("three hundred forty-two", "san bai si shi er"),
    500: ("five hundred", "wu bai"),
    615: ("six hundred fifteen", "liu bai yi shi wu"),
    860: ("eight hundred sixty", "ba bai liu shi"),
    999: ("nine hundred ninety-nine", "jiu bai jiu shi jiu"),
}


@pytest.mark.parametrize("number", IN_WORDS)
def test_numbers_in_words(number):
    assert (in_english(number), in_pinyin(number)) == IN_WORDS[number]


SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def read_english(words):
    """The number that English words name, read from the left: a hundred multiplies."""
    value = 0
    for word in re.split("[ -]", words):
        if word == "hundred":
            value *= 100
        else:
            value += 10 * TENS.index(word) + 20 if word in TENS else SMALL.index(word)
    return value


def read_pinyin(words):
    """The number that pinyin names: a digit waits for its place, and "shi" alone is ten."""
    value, digit = 0, None
    for word in words.split():
        if word in ("shi", "bai"):
            value += (1 if digit is None else digit) * {"shi": 10, "bai": 100}[word]
            digit = None
        else:
            digit = "ling yi er san si wu liu qi ba jiu".split().index(word)
    return value + (digit or 0)


def test_all_numbers_can_be_read_back():
    """And no two have the same words; a hyphen stands between tens and ones alone."""
    for say, read in ((in_english, read_english), (in_pinyin, read_pinyin)):
        assert [read(say(number)) for number in range(1000)] == [*range(1000)]
        assert len({say(number) for number in range(1000)}) == 1000
    for number in range(1000):
        assert ("-" in in_english(number)) == (number % 100 > 20 and number % 10 > 0)
        gap = number > 100 and number % 100 in range(1, 10)
        assert in_pinyin(number).split().count("ling") == (gap or not number)


def test_numbers_as_items():
    assert numbers([97, 105]) == [
        Item("ninety-seven =", "jiu shi qi"),
        Item("one hundred five =", "yi bai ling wu"),
    ]


# -- fares ----------------------------------------------------------------------------------------


def test_fares():
    assert fares([48]) == [
        Item("forty-eight km?", "ninety-seven yuan."),
        Item("a ride of forty-eight km?", "it costs ninety-seven yuan."),
        Item("what do I pay for forty-eight km?", "you pay ninety-seven yuan."),
    ]
    items = fares(iter([0, 7, 120, 499]))
    asked = [
        re.search(r"^(?:a ride of |what do I pay for |)([a-z -]+) km\?$", item.question)[1]
        for item in items
    ]
    assert [read_english(words) for words in asked] == [0] * 3 + [7] * 3 + [120] * 3 + [499] * 3
    assert [fare_in(item.answer) for item in items] == [1] * 3 + [15] * 3 + [241] * 3 + [999] * 3


@pytest.mark.parametrize(
    ("answer", "fare"),
    [
        ("ninety-seven yuan.", 97),
        ("it costs one hundred five yuan.", 105),
        ("you pay zero yuan.", 0),
        ("five", 5),
        ("", None),
        ("yuan.", None),
        ("it costs five yuan", None),
        ("five five yuan.", None),
        ("ninety seven yuan.", None),
        ("one thousand yuan.", None),
        ("it costs 5 yuan.", None),
        ("the sun of the contr", None),
    ],
)
def test_the_fare_in_an_answer(answer, fare):
    assert fare_in(answer) == fare


# -- the shop -------------------------------------------------------------------------------------


def test_visits():
    some = visits(50, seed=3)
    assert some == visits(50, seed=3) == visits(90, seed=3)[:50]
    assert {item.answer for item in some}.isdisjoint(item.answer for item in visits(50, seed=4))
    assert {item.question for item in some} == {"picks:"}
    assert all(re.fullmatch("[a-p]{24}", item.answer) for item in some)


def shop(count, seed):
    """Visits as the docstring says, by NumPy, all customers side by side: (count, 24)."""
    draw = np.random.default_rng(seed)
    taste, found = draw.integers(4, size=count), []
    for place in range(24):
        other = (taste + draw.integers(1, 4, size=count)) % 4
        kind = np.where(draw.random(count) < 0.8, taste, other)
        pick = 4 * kind + draw.integers(4, size=count)
        if place:
            pick = np.where(draw.random(count) < 0.5, (found[-1] + 1) % 16, pick)
        found.append(pick)
    return np.stack(found, axis=1)


def test_the_shares_of_what_is_picked():
    """As in another program of the same shop: within four standard errors."""
    ours = np.array([[ord(good) - ord("a") for good in item.answer] for item in visits(3000)])
    theirs = shop(20_000, seed=1)
    shares = []
    for picks in (ours, theirs):
        follows = (picks[:, 1:] == (picks[:, :-1] + 1) % 16).mean(axis=1)
        kinds = np.stack([(picks // 4 == kind).mean(axis=1) for kind in range(4)], axis=1)
        first = [picks[:, 0] == good for good in range(16)]
        favourite = [kinds.argmax(axis=1) == kind for kind in range(4)]
        changes = [(picks[:, 1:] // 4 == kind).mean(axis=1) for kind in range(4)]
        shares.append(np.array([follows, kinds.max(axis=1), *first, *favourite, *changes]))
    one, other = shares
    error = np.sqrt(one.var(axis=1) / one.shape[1] + other.var(axis=1) / other.shape[1])
    assert (abs(one.mean(axis=1) - other.mean(axis=1)) < 4 * error).all()
    assert 0.52 < one[0].mean() < 0.57  # half follow, and some others by chance


def of_all(picks):
    """The probability of these picks: the sum over the tastes, each written out as fractions."""
    total = Fraction(0)
    for taste in range(4):
        p = Fraction(1, 4)
        for place, pick in enumerate(picks):
            by_taste = Fraction(1, 5) if pick // 4 == taste else Fraction(1, 5) / 12
            if place:
                after = Fraction(pick == (picks[place - 1] + 1) % 16)
                p *= (after + by_taste) / 2
            else:
                p *= by_taste
        total += p
    return total


def test_the_losses_of_the_source_are_those_of_all_tastes_together():
    """From the probabilities of the whole beginnings of a visit, exactly."""
    for item in visits(20, seed=5):
        picks = [ord(good) - ord("a") for good in item.answer]
        whole = [of_all(picks[:n]) for n in range(25)]
        wanted = [-math.log(b / a) for a, b in pairwise(whole)]
        assert source_losses(item) == pytest.approx(wanted, rel=1e-9)
    assert sum(of_all([a]) for a in range(16)) == 1
    assert sum(of_all([3, 9, a]) for a in range(16)) == of_all([3, 9])


def test_the_first_pick_costs_the_logarithm_of_the_goods():
    assert source_losses(Item("picks:", "c")) == [pytest.approx(math.log(16))]
    assert source_losses(Item("picks:", "")) == []
    after, other = source_losses(Item("", "pa"))[1], source_losses(Item("", "pe"))[1]
    assert after < math.log(2) and other > math.log(20)  # a comes after p


# -- rows -----------------------------------------------------------------------------------------


def ids_of(text):
    """The numbers of the characters, with ■ for the end mark and ░ for the filling."""
    return [CHARACTERS.symbols.index(character) for character in text]


TWO = [Item("a?", "b."), Item("how much?", "ten.")]


def test_rows_by_hand():
    """The answer and its end mark count; the shorter row is filled."""
    X, y = rows(TWO)
    assert X.dtype == y.dtype == torch.int64
    assert X.tolist() == [ids_of("■a? b.░░░░░░░░░"), ids_of("■how much? ten.")]
    not_counted = [IGNORED] * 3, [IGNORED] * 10
    assert y.tolist() == [
        [*not_counted[0], *ids_of("b.■"), *[IGNORED] * 9],
        [*not_counted[1], *ids_of("ten.■")],
    ]
    assert (END, FILL) == (CHARACTERS.numbers["■"], CHARACTERS.numbers["░"]) == (0, 1)


def test_the_question_counts_where_it_is_asked_for():
    X, y = rows(TWO, question_counts=True)
    assert torch.equal(X, rows(TWO)[0])
    assert y.tolist() == [ids_of("a? b.■") + [IGNORED] * 9, ids_of("how much? ten.■")]


def test_rows_of_all_fares():
    """What counts is the answer and its end mark, each behind the token that comes before it."""
    items = fares(range(1, 101))
    X, y = rows(items)
    assert X.shape == y.shape == (300, max(len(f"{i.question} {i.answer}") for i in items) + 1)
    for item, x, targets in zip(items, X, y, strict=True):
        counted = targets != IGNORED
        assert CHARACTERS.decode(targets[counted]) == f"{item.answer}■"
        assert CHARACTERS.decode(x[counted]) == f" {item.answer}"
        assert (x == FILL).sum() == len(x) - 2 - len(item.question) - len(item.answer)


def test_a_row_alone_is_the_same_as_among_others():
    items = [*fares([3, 48, 99]), Item("?", "")]
    X, y = rows(items)
    for number, item in enumerate(items):
        alone_X, alone_y = rows([item])
        length = alone_X.shape[1]
        assert torch.equal(X[number, :length], alone_X[0]) and (X[number, length:] == FILL).all()
        assert torch.equal(y[number, :length], alone_y[0]) and (y[number, length:] == IGNORED).all()


def test_the_filling_changes_no_loss():
    """The mean is over tokens, so a long answer weighs more; both losses leave the filling out."""
    model = a_gpt()
    alone = [evaluate(model, *rows([item])) for item in TWO]
    mean = (3 * alone[0] + 5 * alone[1]) / 8
    assert evaluate(model, *rows(TWO)) == pytest.approx(mean, rel=1e-5)
    assert abs(mean - sum(alone) / 2) > 0.003
    X, y = rows(TWO)
    assert next_token_loss(model(X), y).item() == pytest.approx(mean, rel=1e-5)


# -- answers --------------------------------------------------------------------------------------


def a_gpt(context=20):
    """Small, with weights so large that its answers differ; the end mark comes in some of them."""
    torch.manual_seed(7)
    model = GPT(99, context, width=8, heads=2, layers=1)
    with torch.no_grad():
        model.tokens.weight *= 20
    return model


class Ringing(nn.Module):
    """The next token follows from the latest `context` ones and from their places, by a sum."""

    def __init__(self, context):
        super().__init__()
        self.context, self.rows = context, []
        self.one, self.off = nn.Parameter(torch.ones(1)), nn.Dropout(0.5)

    def forward(self, ids):
        assert ids.shape[1] <= self.context
        self.rows.append(len(ids))
        places = 1 + torch.arange(ids.shape[1])
        token = ((ids + 2) * places).cumsum(dim=1) % 13
        token = torch.where(token == 5, END, 40 + token)
        return self.off(nn.functional.one_hot(token, 99).float()) * self.one


def one_by_one(model, question, most):
    """What the model writes after one question, without any filling."""
    ids, written = ids_of(f"■{question} "), []
    for _ in range(most):
        logits = model(torch.tensor([ids[-model.context :]]))[0, -1]
        written.append(logits.argmax().item())
        ids = ids + written[-1:]
        if written[-1] == END:
            break
    return "".join(CHARACTERS.symbols[i] for i in written if i != END)


QUESTIONS = ["a?", "what do I pay for ten km?", "", "x" * 30, "picks:", "one km?", "km"]


@pytest.mark.parametrize("make", [Ringing, a_gpt], ids=["a sum", "a GPT"])
@pytest.mark.parametrize("context", [9, 20, 200])
def test_together_each_is_answered_as_alone(make, context):
    """Questions of all lengths, longer than the context too; answers that end early and late."""
    model = make(context).eval()
    wanted = [one_by_one(model, question, 25) for question in QUESTIONS]
    assert answers(model, QUESTIONS, 25) == wanted
    assert len(set(map(len, wanted))) > 1 or make is a_gpt


def test_a_question_that_has_its_answer_is_not_asked_again():
    model = Ringing(100).eval()
    lengths = [len(answer) for answer in answers(model, QUESTIONS, 40)]
    called = model.rows
    assert called == [
        sum(length >= step for length in lengths) for step in range(min(40, max(lengths) + 1))
    ]
    assert len(set(called)) > 2


def test_an_answer_is_cut_after_the_most_tokens():
    model = Ringing(100).eval()
    whole = answers(model, QUESTIONS, 60)
    for most in (1, 2, 5):
        assert answers(model, QUESTIONS, most) == [answer[:most] for answer in whole]
    assert max(map(len, whole)) > 5 > min(map(len, whole))


@pytest.mark.parametrize("training", [True, False])
def test_the_model_writes_in_evaluation_mode_and_is_left_in_its_own(training):
    model = Ringing(30).train(training)
    assert answers(model, QUESTIONS, 9) == answers(Ringing(30).eval(), QUESTIONS, 9)
    assert model.training == model.off.training == training
    model.off.eval()  # a part that somebody has frozen stays so
    answers(model, QUESTIONS, 9)
    assert not model.off.training and model.training == training and torch.is_grad_enabled()


def test_right_is_to_the_letter():
    model = Ringing(100).eval()
    said = answers(model, ["a?", "picks:", "km"])
    assert all(said) and len(set(said)) == 3
    items = [Item("a?", said[0]), Item("picks:", said[1] + "."), Item("km", said[2][:-1])]
    assert right(model, items) == [True, False, False]
    assert right(model, [*items[1:], items[0], Item("a?", said[0].lower() + " ")]) == [
        *[False] * 2,
        True,
        False,
    ]
    assert right(model, items, most=1) == [len(said[0]) == 1, False, False]


# -- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: in_english(1000), ValueError, ["number is 1000", "from 0 to 999"]),
        (lambda: in_english(-1), ValueError, ["number is -1"]),
        (lambda: in_english(5.0), TypeError, ["number is 5.0", "whole number"]),
        (lambda: in_english(True), TypeError, ["number is True"]),
        (lambda: in_pinyin(1000), ValueError, ["number is 1000", "from 0 to 999"]),
        (lambda: in_pinyin("5"), TypeError, ["number is '5'", "whole number"]),
        (lambda: numbers([3, -3]), ValueError, ["number is -3"]),
        (lambda: fares([1, 500]), ValueError, ["500 km costs 1001 yuan", "at most 499 km"]),
        (lambda: fares([-2]), ValueError, ["number is -2"]),
        (lambda: fares([2.5]), TypeError, ["number is 2.5"]),
        (lambda: visits(0), ValueError, ["count is 0", "at least 1"]),
        (lambda: visits(2.0), TypeError, ["count is 2.0"]),
        (lambda: source_losses(Item("", "abq")), ValueError, ["'q'", "from a to p"]),
        (lambda: rows([]), ValueError, ["items is empty"]),
        (lambda: rows([Item("你?", "3")]), ValueError, ["'你', at index 0", "99 symbols"]),
        (lambda: answers(Ringing(9), []), ValueError, ["questions is empty"]),
        (lambda: answers(Ringing(9), "a?"), TypeError, ["one string", "Try [question]"]),
        (lambda: answers(Ringing(9), ["你?"]), ValueError, ["'你', at index 0"]),
        (lambda: answers(Ringing(9), ["a?"], 0), ValueError, ["most is 0", "at least 1"]),
        (lambda: right(Ringing(9), []), ValueError, ["questions is empty"]),
    ],
)
def test_bad_input_is_named(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)
