"""05.first-loss-normal: is my loss normal?"""

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.lesson_04.shared import says, words_by_letter

WORDS = ("learned", "nothing", "worse")
VERDICTS = {"A": "learned", "B": "nothing", "C": "learned", "D": "worse"}


def verdicts(answer):
    return words_by_letter(answer, WORDS, 5)


def called(letter: str, word: str, means: str, to_try: str) -> Wrong:
    """The message for one who says this word of this run. It names no other word."""
    return Wrong(
        f"{letter} is {word}",
        VERDICTS | {letter: word},
        f'You call {letter} "{word}".',
        means,
        to_try,
        when=says(**{letter: word}),
    )


EXERCISE = Exercise(
    name="05.first-loss-normal",
    reference=VERDICTS,
    observe=verdicts,
    returns='a dictionary with one word for each of "A", "B", "C" and "D"',
    checked="your four words, against the logarithm of the number of choices in each run.",
    why="which loss do you expect from a new model with 50,000 choices before its first step, and "
    "what would 200 tell you?",
    because=(
        "About ln 50,000 = 10.8: a new model should know nothing, and give each choice nearly the "
        "same probability. With 200 it is not ignorant but sure of wrong things: its first logits "
        "are far too large, or something else is broken. Look before you train."
    ),
    wrong=(
        Wrong(
            "another letter",
            VERDICTS | {"E": "nothing"},
            "There is a letter in your dictionary that no run has.",
            'The runs are called "A", "B", "C" and "D".',
            "Print `my_verdicts`, and compare it with the keys of `runs_to_judge`.",
            when=lambda seen: set(seen[0]) > set("ABCD"),
        ),
        *(
            Wrong(
                f"no {letter}",
                {key: word for key, word in VERDICTS.items() if key != letter},
                f'In your dictionary there is no word for "{letter}".',
                "There are four runs, and each wants one of the three words.",
                "Print `my_verdicts`, and compare it with the keys of `runs_to_judge`.",
                when=says(**{letter: "missing"}),
            )
            for letter in "ABCD"
        ),
        Wrong(
            "another word",
            VERDICTS | {"A": "normal"},
            "At least one of your answers is none of the three words.",
            'The three words are "learned", "nothing" and "worse".',
            "Choose one of the three for each run.",
            when=lambda seen: "another word" in seen[0].values(),
        ),
        called(
            "A",
            "nothing",
            "One who knows nothing gives each of 27 letters the same probability. Work out what "
            "that costs, and where this run stands at its end.",
            "Compare the logarithm of 27 with the last loss of A, not with its first one.",
        ),
        called(
            "A",
            "worse",
            "The ladder of section 6 has a rung near this loss. Is it above or below the first "
            "rung?",
            "Take the natural logarithm of 27, `torch.log`; the one to base 10 is another scale.",
        ),
        called(
            "B",
            "learned",
            "Its loss is the smallest of the four. But it has the fewest choices, and a guess "
            "between two is seldom far off.",
            "Work out the loss of one who gives both choices the same probability.",
        ),
        called(
            "B",
            "worse",
            "Worse than knowing nothing means: above the logarithm of the number of choices. B has "
            "another number of choices than A.",
            "Work out the loss of one who gives both choices the same probability, to two digits.",
        ),
        called(
            "C",
            "nothing",
            "Its loss is large, and so is the number of its choices. What would one pay who gives "
            "each of them the same probability?",
            "Work out the logarithm of C's number of choices. Which of C's two losses is near it?",
        ),
        called(
            "C",
            "worse",
            "Its loss is larger than that of all others. Losses can be compared only where the "
            "choices are the same.",
            "Compare C with the logarithm of its own number of choices.",
        ),
        called(
            "D",
            "learned",
            "Its loss falls, and it is below that of A. But both say little: a fall says where it "
            "came from, and A has other choices.",
            "Work out the loss of one who gives all five choices the same probability.",
        ),
        called(
            "D",
            "nothing",
            "One who knows nothing has a certain loss with five choices. D ends at another one.",
            "Work out the logarithm of 5, to two digits, and compare it with both losses of D.",
        ),
    ),
    rivals=(
        Rival("What falls has learned.", VERDICTS | {"D": "learned"}),
        Rival(
            "The smaller the loss, the better.",
            {"A": "nothing", "B": "learned", "C": "worse", "D": "learned"},
        ),
        Rival(
            "All are compared with ln 27.",
            {"A": "learned", "B": "learned", "C": "worse", "D": "learned"},
        ),
        Rival("Compared with the logarithm to base 2.", dict.fromkeys("ABCD", "learned")),
        Rival("Compared with the logarithm to base 10.", dict.fromkeys("ABCD", "worse")),
        Rival("Only the first loss counts.", VERDICTS | {"A": "nothing", "C": "nothing"}),
        Rival("Only 0 is learned.", {"A": "nothing", "B": "nothing", "C": "nothing", "D": "worse"}),
        Rival("All have learned nothing.", dict.fromkeys("ABCD", "nothing")),
        Rival("The words in another order.", VERDICTS | {"A": "worse", "D": "learned"}),
    ),
)
