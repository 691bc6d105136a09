"""What the tests share: the lessons, read once and run once in this process."""

import lessons
import matplotlib
import pytest

matplotlib.use("Agg")


@pytest.fixture(scope="session")
def ran():
    """ran("02"): lesson 02 after all its cells were run in this process, once a session."""
    return lessons.ran
