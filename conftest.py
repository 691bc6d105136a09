"""Each notebook is compared with all its outputs: those in teaching/outputs are put back.

No test, and no kernel of a test, meets a learner's progress.
"""

import functools
import os

import pytest

os.environ["LESSONS_PROGRESS"] = "off"  # helpers.practice.kept
# As `helpers` sets it, and here for the tests that load PyTorch before it: without this, two
# threads on a busy core took more than four times the computing for a lesson.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    collectors = yield
    if file_path.suffix == ".ipynb":
        return [whole(type(each)).from_parent(parent, path=file_path) for each in collectors]
    return collectors


@functools.cache
def whole(kind: type) -> type:
    """nbval's collector of a notebook, which puts the outputs back once it has read the file."""

    class Lesson(kind):
        @property
        def nb(self):
            return self._nb

        @nb.setter
        def nb(self, nb):
            from helpers.classroom.outputs import put_back

            self._nb = put_back(nb, self.path)

    return Lesson
