"""What the tests share: the lessons, read once and run once in this process."""

import matplotlib
import pytest
from lessons import LESSONS, Lesson

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def ran():
    """ran("02"): lesson 02 after all its cells were run in this process, once a session."""
    done = {}

    def get(number: str) -> Lesson:
        if number not in done:
            done[number] = Lesson(LESSONS[number])
            done[number].run()
        return done[number]

    return get
