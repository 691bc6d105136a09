"""No cell that prints numbers is without its independent computation.

The computations stand by lesson, in tests/lesson_NN/test_numbers.py.
"""

import pytest
from lessons import LESSONS, Lesson, numbers, of_lesson
from printed import EXPECTED


@pytest.mark.parametrize("number", LESSONS)
def test_no_cell_with_numbers_is_missing(number):
    of_lesson(number, "test_numbers")  # registers what it expects
    lesson = Lesson(LESSONS[number])
    with_numbers = {cell for cell in lesson.code if numbers(lesson.stored_text(cell))}
    assert with_numbers == {cell for of, cell in EXPECTED if of == number}
