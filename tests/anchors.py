"""Write TOLD of an exercise: for each message some words of what was seen, of what it means and
of what to try, which stand in no other message of the exercise in the same place.

    python tests/anchors.py 01.mse

prints it for tests/answers/lesson_01/mse.py. Read it before you paste it: the words have to say
what sets this mistake apart, since the tests hold each message to them from then on.
"""

import importlib
import re
import sys

PARTS = ("seen", "means", "to_try")
COMMON = set(
    "a an and are as at be but by do does each for from has have how in into is it its no not of "
    "on one or so that the them then there they this to up was what which with you your".split()
)


def texts(exercise) -> dict[str, tuple[str, str, str]]:
    """The three parts of each message for a known wrong answer or a broken property. Left out
    are those that are put together from parts by code; their names have a colon."""
    told = [thing for thing in (*exercise.wrong, *exercise.properties) if ":" not in thing.name]
    return {thing.name: tuple(getattr(thing, part) for part in PARTS) for thing in told}


def own(phrase: str, name: str, place: int, of: dict) -> bool:
    """The phrase stands in this message and in no other one that differs from it there."""
    here = of[name][place]
    others = {text[place] for text in of.values()} - {here}
    return phrase == here or (phrase in here and not any(phrase in other for other in others))


def anchor(name: str, place: int, of: dict) -> str:
    """The shortest run of at most six words that only this message has, with the rarest words."""
    words = of[name][place].split()
    everything = " ".join(text[place] for text in of.values()).lower().split()

    def weight(run: list[str]) -> float:
        return sum(
            len(word) / everything.count(word.lower())
            for word in run
            if re.sub(r"\W", "", word.lower()) not in COMMON
        )

    for length in range(3, 7):
        runs = [words[i : i + length] for i in range(max(1, len(words) - length + 1))]
        fit = [run for run in runs if own(" ".join(run).strip(".,:;?"), name, place, of)]
        if fit:
            return " ".join(max(fit, key=weight)).strip(".,:;?")
    return of[name][place]


def rows(exercise) -> str:
    of = texts(exercise)
    lines = [
        f"    {name!r}: {tuple(anchor(name, place, of) for place in range(len(PARTS)))!r},"
        for name in of
    ]
    return "\n".join(["TOLD = {", *lines, "}"])


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        module = f"helpers.practice.lesson_{asked[:2]}.{asked[3:].replace('-', '_')}"
        print(rows(importlib.import_module(module).EXERCISE))
