"""04.diagnose: converged, or only stopped?"""

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.lesson_04.shared import says, words_by_letter

DIAGNOSES = {"A": "converged", "B": "stopped", "C": "converged", "D": "diverged"}


def diagnoses(answer):
    return words_by_letter(answer, ("diverged", "stopped", "converged"), 4)


EXERCISE = Exercise(
    name="04.diagnose",
    reference=DIAGNOSES,
    observe=diagnoses,
    returns='a dictionary with one word for each of "A", "B", "C" and "D"',
    checked="your four words, against the runs that these numbers come from.",
    why="which of the four losses would be another number after twice as many epochs?",
    because=(
        "B's: it still falls to about 0.7 of its value every hundred epochs, so after twice "
        "as many epochs it would be much smaller. A and C would stay where they are: noise in "
        "the data keeps their loss above 0. D is `nan` already, and a `nan` never becomes a "
        "number again."
    ),
    wrong=(
        Wrong(
            "another letter",
            DIAGNOSES | {"E": "stopped"},
            "There is a letter in your dictionary that no history has.",
            'The histories are called "A", "B", "C" and "D".',
            "Print `my_diagnoses`, and compare it with the keys of `histories`.",
            when=lambda seen: set(seen[0]) > set("ABCD"),
        ),
        *(
            Wrong(
                f"no {letter}",
                {key: word for key, word in DIAGNOSES.items() if key != letter},
                f'In your dictionary there is no word for "{letter}".',
                "There are four histories, and each wants one of the three words.",
                "Print `my_diagnoses`, and compare it with the keys of `histories`.",
                when=says(**{letter: "missing"}),
            )
            for letter in "ABCD"
        ),
        Wrong(
            "another word",
            {"A": "good", "B": "stopped", "C": "converged", "D": "diverged"},
            "At least one of your answers is none of the three words.",
            'The three words are "diverged", "stopped" and "converged".',
            "Choose one of the three for each history.",
            when=lambda seen: "another word" in seen[0].values(),
        ),
        Wrong(
            "nan not noticed",
            DIAGNOSES | {"D": "stopped"},
            'You did not call D "diverged".',
            "Its loss grows by a factor of about 10⁹ from one number to the next, until it is no "
            "number any more.",
            "What did lesson 02 do to get such numbers? Which way did its steps lead?",
            when=lambda seen: seen[0]["D"] != "diverged",
        ),
        Wrong(
            "small is not converged",
            DIAGNOSES | {"B": "converged"},
            'You call B "converged".',
            "Its loss is small, but small is not the question. A loss that has converged does not "
            "change any more.",
            "Divide each of B's numbers by the one before it. Is the quotient near 1 at the end?",
            when=lambda seen: seen[0]["B"] == "converged",
        ),
        Wrong(
            "large is not bad",
            DIAGNOSES | {"A": "stopped"},
            'You call A "stopped".',
            "Its loss is large, but its last numbers are equal. Noise in the data leaves a loss "
            "that no line can remove, and its size depends on the units.",
            "Ask of each history: would a hundred epochs more change its last number?",
            when=lambda seen: seen[0]["A"] == "stopped",
        ),
        Wrong(
            "swings",
            DIAGNOSES | {"C": "diverged"},
            'You call C "diverged".',
            "Its loss goes up on the way, as momentum's does when it overshoots. In a run that "
            "diverges it goes up and does not come back.",
            "Cover the first half of C with your hand. What does the second half do?",
            when=lambda seen: seen[0]["C"] == "diverged",
        ),
        Wrong(
            "rests above 0",
            DIAGNOSES | {"C": "stopped"},
            'You call C "stopped".',
            "Its loss does not end at 0. But its last four numbers are equal: it has come to rest. "
            "With noise in the data, the bottom of the bowl lies above 0.",
            "Ask of each history: would a hundred epochs more change its last number?",
            when=lambda seen: seen[0]["C"] == "stopped",
        ),
        Wrong(
            "falls is not diverged",
            DIAGNOSES | {"A": "diverged"},
            'You call A or B "diverged".',
            "A loss that diverges grows without end. The numbers of A and B never go up.",
            "Compare the first number of each history with its last.",
            when=lambda seen: "diverged" in (seen[0]["A"], seen[0]["B"]),
        ),
    ),
    rivals=(
        Rival("All that falls has converged.", DIAGNOSES | {"B": "converged"}),
        Rival("What is largest has diverged.", DIAGNOSES | {"A": "diverged"}),
        Rival("All have stopped, since all runs end.", dict.fromkeys("ABCD", "stopped")),
        Rival("All have converged.", dict.fromkeys("ABCD", "converged")),
        Rival("The words in another order.", DIAGNOSES | {"A": "stopped", "B": "converged"}),
        Rival("What swings has diverged.", DIAGNOSES | {"C": "diverged"}),
    ),
)
