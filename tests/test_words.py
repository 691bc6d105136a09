"""What the lessons say, held to what was computed: tests/lesson_NN/words.py has the tables."""

import pytest
from lessons import LESSONS
from words import (
    ALL,
    Given,
    about,
    disagreement,
    facts,
    idle,
    less_than,
    more_than,
    questions,
    says,
    sums,
    texts,
    unbound,
    worth,
)

HELD = [number for number in LESSONS if hasattr(facts(number), "WORDS")]
ASKED = {
    question.name: (question, *facts(number).ASKED.get(question.name, ("", {})))
    for number in LESSONS
    if hasattr(facts(number), "ASKED")
    for question in questions(number)
}
CURE = "run .venv/bin/python tests/words.py {}, and look at the rows it writes"


@pytest.mark.parametrize("number", HELD)
def test_every_number_is_bound(number):
    rows = facts(number).WORDS
    for name, text in texts(number).items():
        free = [text[a:b] for a, b in unbound(text, rows.get(ALL, {}) | rows.get(name, {}))]
        assert not free, f"{name}: {free} stand in no row; {CURE.format(number)}"


@pytest.mark.parametrize("number", HELD)
def test_every_row_binds_something(number):
    assert not idle(facts(number).WORDS, texts(number)), CURE.format(number)


@pytest.mark.parametrize("number", HELD)
def test_every_row_is_true(number):
    rows = facts(number).WORDS.items()
    wrong = [
        f"{name}: {disagreement(phrase, value)}"
        for name, bound in rows
        for phrase, value in bound.items()
        if disagreement(phrase, value)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("number", LESSONS)
def test_sums_in_the_texts_are_right(number):
    """A sum such as 1.5 · 3 + 0.5 = 5.00, wherever it stands."""
    for name, text in texts(number).items():
        for left, *rights in sums(text):
            for right in rights:
                rounding = 0.51 * 10.0 ** -len(right.partition(".")[2]) if "." in right else 1e-9
                assert abs(worth(left) - worth(right)) <= rounding, f"{name}: {left} = {right}"


@pytest.mark.parametrize("number", HELD)
def test_words_that_turn_a_sentence_are_reviewed(number):
    reviewed = facts(number).SAYS
    now = {name: says(text) for name, text in texts(number).items()}
    for name in {*reviewed, *now}:
        assert now.get(name, "") == reviewed.get(name, ""), f"{name}; {CURE.format(number)}"


@pytest.mark.parametrize("name", ASKED)
def test_the_right_option_is_what_an_experiment_gives(name):
    """ASKED in words.py computes, without the lesson, the text of the option that happens."""
    question, right, _ = ASKED[name]
    (chosen,) = (
        option
        for letter, option in zip(question.letters, question.options, strict=True)
        if letter == question.right
    )
    assert chosen.text == right


@pytest.mark.parametrize("name", ASKED)
def test_each_option_has_its_own_answer(name):
    """ASKED names, for each option, words that stand in its answer and in no other."""
    question, _, anchors = ASKED[name]
    assert list(anchors) == [option.text for option in question.options]
    for option in question.options:
        found = [other.text for other in question.options if anchors[option.text] in other.answer]
        assert found == [option.text], anchors[option.text]


def test_a_number_must_stand_in_a_phrase():
    text = "It is 5 times as large, and twice as long. See `w[2]`, $x^2$ and section 7."
    free = [text[a:b] for a, b in unbound(text, {"is 5 times": 5, "see section 7": 7})]
    assert free == ["twice", "2", "7"]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("is 5 times", 5),
        ("costs ¥5.00, not -2.50", (5, -2.504)),
        ("0.970² of it", 0.9703),
        ("1,400 rides", 1400),
        ("five rides in half a year", (5, 0.5)),
        ("about 20", about(22)),
        ("more than 20", less_than(22.4)),
        ("under 1 s", more_than(0.4)),
        ("takes 3 eggs", Given("a recipe says so")),
        ("one miss costs more", 16 > 4),
    ],
)
def test_a_row_agrees(phrase, value):
    assert not disagreement(phrase, value)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("is 5 times", 6),
        ("costs ¥5.00", 5.006),
        ("costs 5 and 6", 5),
        ("six rides", 5),
        ("about 20", about(23)),
        ("more than 20", less_than(19)),
        ("under 1 s", more_than(1.5)),
        ("about 20", float("inf")),
        ("takes 3 eggs", Given("")),
        ("one miss costs more", 4 > 16),
    ],
)
def test_a_row_disagrees(phrase, value):
    assert disagreement(phrase, value)


def test_a_row_without_a_text_is_idle():
    held = {"a": {"5 rides": 5, "6 rides": 6}, ALL: {"five": 5, "seven": 7}}
    assert idle(held, {"a": "5 rides", "b": "five"}) == [("a", "6 rides"), (ALL, "seven")]


def test_sums_are_found():
    assert sums("It is `2 · 3 + 1 = 7`, and (1 + 0.5)² = 2.25.") == [
        ["2 · 3 + 1", "7"],
        ["(1 + 0.5)²", "2.25"],
    ]
    assert sums("About ln 50,000 = 10.8.") == [["ln 50,000", "10.8"]]
    assert sums("It has 2 times 3 = 6 times as many.") == [["2 times 3", "6"]]
    assert worth("2 · 3 + 1") == 7 == worth("2 times 3 + 1") and worth("(1 + 0.5)²") == 2.25
    assert abs(worth("2 · ln 50,000") - 21.64) < 0.01


def test_what_turns_a_sentence():
    assert (
        says("The line is **too low**, and never *above* the dots.") == "too_low never above dots"
    )
