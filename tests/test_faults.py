"""Do the tests bite?  Each fault here is planted in a copy of the project and must be caught.

    pytest -m faults -n 2 tests/test_faults.py

Each fault names what has to catch it: a file of tests ("test_data"), or one test of a file that
takes long ("lesson_02/test_pictures::test_valley"); a test that is no longer there catches
nothing. All that are named have to pass in a copy without a fault.

A fault in a lesson is planted in the source of a cell, and the lesson is run and stored
again with the fault in it: the stored outputs then agree with the wrong code, nbval would be
content, and only a test that knows better can object. A fault in a stored output is planted
in the output alone.
"""

import multiprocessing
import os
import runpy
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[1]

# lesson, cell, what stands there, what is planted, the tests that have to object
IN_LESSONS = {
    "sum for mean": ("01", "mse-one-line", ".mean()", ".sum()", "lesson_01/test_numbers"),
    "absolute for squared": (
        "01",
        "half-check",
        "** 2).mean",
        ".abs()).mean",
        "lesson_01/test_numbers",
    ),
    "the shape trap sprung": (
        "01",
        "trap-loss",
        "- y_flat) ** 2",
        "- y) ** 2",
        "lesson_01/test_numbers",
    ),
    "axes swapped": (
        "01",
        "two-worlds",
        "w=(-1, 4), b=(-2, 6)",
        "w=(-2, 6), b=(-1, 4)",
        "test_pictures::test_no_marked_point_lies_outside_its_picture[01]",
    ),
    "a line in another colour than its point": (
        "01",
        "two-worlds",
        "color=COLORS[color], marker",
        "color=COLORS['data'], marker",
        "lesson_01/test_pictures::test_two_worlds",
    ),
    "the wrong outlier": ("01", "outlier-fit", "[19.0]", "[29.0]", "lesson_01/test_numbers"),
    "a flipped sign in the gradient": (
        "02",
        "gradient-function",
        "w * X + b - y",
        "y - w * X - b",
        "lesson_02/test_numbers",
    ),
    "the 2 forgotten": (
        "02",
        "loop",
        "2 * (residual * X)",
        "1 * (residual * X)",
        "lesson_02/test_numbers",
    ),
    "uphill": (
        "02",
        "loop",
        "b = b - lr * grad_b",
        "b = b + lr * grad_b",
        "lesson_02/test_numbers",
    ),
    "another learning rate": ("02", "loop-run", "lr=0.05", "lr=0.04", "lesson_02/test_numbers"),
    "a gradient a tenth too short": (
        "02",
        "many-features-loop",
        "A.T @ residual",
        "A.T @ residual * 0.9",
        "lesson_02/test_numbers",
    ),
    "the path of another rate": (
        "02",
        "valley-picture",
        "lrs=[0.13]",
        "lrs=[0.03]",
        "lesson_02/test_pictures::test_valley",
    ),
    "the chain rule broken": (
        "03",
        "value-backward",
        "slope * value.grad",
        "slope",
        "lesson_03/test_numbers",
    ),
    "overwrite for add": (
        "03",
        "value-backward",
        "parent.grad += slope",
        "parent.grad = slope",
        "lesson_03/test_numbers",
    ),
    "the slopes of a product swapped": (
        "03",
        "value-class",
        "[(self, other.data), (other, self.data)]",
        "[(self, self.data), (other, other.data)]",
        "lesson_03/test_numbers",
    ),
    "a dropped zero": (
        "03",
        "autograd-loop",
        "    w.grad = None\n",
        "    pass\n",
        "lesson_03/test_numbers",
    ),
    "zero that does not": (
        "03",
        "order-loop",
        "parameter.grad.zero_()",
        "pass",
        "lesson_03/test_numbers",
    ),
    "two labels exchanged": (
        "03",
        "order-picture",
        "label=order",
        "label=order[::-1]",
        "lesson_03/test_pictures::test_orders",
    ),
    "a dropped zero_grad": (
        "04",
        "loop",
        "    optimizer.zero_grad()",
        "    pass",
        "lesson_04/test_numbers",
    ),
    "momentum without momentum": (
        "04",
        "race",
        "momentum=0.9",
        "momentum=0.0",
        "lesson_04/test_numbers",
    ),
    "tested on the training set": (
        "04",
        "split-train",
        "model(X_test), y_test",
        "model(X_train), y_train",
        "lesson_04/test_numbers",
    ),
    "not carried back": (
        "04",
        "penguins-train",
        "w = w_z / std",
        "w = w_z * std",
        "lesson_04/test_numbers",
    ),
    "the wrong optimizer": (
        "04",
        "case2-run",
        "torch.optim.Adam(parameters",
        "torch.optim.SGD(parameters",
        "lesson_04/test_numbers",
    ),
}

# the same, held by the tests of the set-up cell
IN_SET_UP = {
    "another helpers let through": (
        "01",
        "setup",
        'getattr(helpers, "RELEASE", "another module of that name")',
        'f"From Line to Language Model {VERSION}"',
        "test_publish",
    ),
    "dependencies are upgraded": ("02", "setup", " --no-deps", "", "test_publish"),
    "a set-up cell unlike the others": (
        "03",
        "setup",
        "share a small",
        "share one small",
        "test_publish",
    ),
}

# the same, held by the tests of the practice
IN_PRACTICE = {
    "a solution that is wrong": (
        "01",
        "help-mae",
        "residual.abs().mean()",
        "residual.mean()",
        "test_practice::test_the_folded_solution_passes_in_its_place[01.mae]",
    ),
    "a start that does the work": (
        "01",
        "try-mse",
        "return ...",
        "return ((y_hat - y) ** 2).mean()",
        "test_practice::test_a_start_says_not_started_in_the_stored_notebook[01]",
    ),
    "an exercise under another name": (
        "01",
        "try-mae",
        '"01.mae"',
        '"01.mse"',
        "test_practice::test_every_exercise_stands_in_its_lesson[01]",
    ),
    "answers before the experiment": (
        "01",
        "explain-trap",
        "explain(",
        "predict(",
        "test_practice::test_every_question_stands_in_its_lesson[01]",
    ),
}

# lesson, cell, what stands in the stored output, what is planted, the tests that have to object
IN_OUTPUTS = {
    "a digit": ("01", "mse-module", "2.75", "2.76", "lesson_01/test_numbers"),
    "a sign": ("02", "gradient-function", "-28.0", "28.0", "lesson_02/test_numbers"),
    "a word": (
        "03",
        "grad-fn",
        "MulBackward0",
        "AddBackward0",
        "test_notebooks::test_stored_text_is_what_the_cells_print[03]",
    ),
    "the answer": ("04", "case2-run", "8.31", "9.00", "lesson_04/test_numbers"),
}

# room, what stands there, what is planted, the tests that have to object
IN_HELPERS = {
    "no zero_grad": ("training", "                optimizer.zero_grad()\n", "", "test_training"),
    "no step": ("training", "                optimizer.step()\n", "", "test_training"),
    "unweighted mean": ("training", "sizes.append(len(X))", "sizes.append(1)", "test_training"),
    "no train mode": ("training", "    model.train()\n", "", "test_training"),
    "gradients left behind": (
        "training",
        "        bar.close(steps)\n        model.zero_grad()",
        "        bar.close(steps)",
        "test_training",
    ),
    "half the Hessian": (
        "bowl",
        "2 / len(A) * A.T @ A",
        "1 / len(A) * A.T @ A",
        "test_bowl",
    ),
    "uphill": ("bowl", "- lrs[:, None, None]", "+ lrs[:, None, None]", "test_bowl"),
    "w and b exchanged": (
        "bowl",
        "torch.stack([W, B], dim=-1)",
        "torch.stack([B, W], dim=-1)",
        "test_bowl",
    ),
    "infinity is a loss": (
        "training",
        "if not math.isfinite(mean):",
        "if False:",
        "test_training",
    ),
    "the trap let through": (
        "training",
        "y_hat.shape != y.shape and y_hat.numel() == y.numel() > 1",
        "False",
        "test_training",
    ),
    "a residual with the wrong sign": (
        "plotting",
        "{pi - yi:+.2f}",
        "{yi - pi:+.2f}",
        "test_plotting",
    ),
    "two colours exchanged": (
        "plotting",
        '"data": "#0072B2"',
        '"data": "#D55E00"',
        "test_accessibility::test_the_palette_can_be_told_apart[normal]",
    ),
    "a green that some readers take for the vermilion": (
        "plotting",
        '"best": "#009E73"',
        '"best": "#6E8500"',
        "test_accessibility::test_the_palette_can_be_told_apart[deuteranopia]",
    ),
    "pale letters": (
        "plotting",
        '"text.color": COLORS["ink"]',
        '"text.color": "#8A8A8A"',
        "test_accessibility::test_texts_of_a_figure_can_be_read[two_worlds]",
    ),
    "a pale line": (
        "explore/lesson_04",
        'LOOKS = {"SGD": ("residual", None)',
        'LOOKS = {"SGD": ("third", None)',
        "test_accessibility::test_lines_and_dots_stand_out_from_white",
    ),
    "two lines of one style in colours that look alike": (
        "explore/lesson_04",
        '"Adam": ("best", "10 4 2 4")',
        '"Adam": ("best", "9 5")',
        "test_accessibility::test_colours_that_stand_together_can_be_told_apart",
    ),
    "the line's colour for the dots": (
        "plotting",
        'color=COLORS["data"],\n        label',
        'color=COLORS["line"],\n        label',
        "test_plotting",
    ),
    "x for y": (
        "plotting",
        "xlabel=data.x_names[feature], ylabel=data.y_name",
        "ylabel=data.x_names[feature], xlabel=data.y_name",
        "test_plotting",
    ),
    "squares of half the size": (
        "plotting",
        "side = abs(pi - yi)",
        "side = abs(pi - yi) / 2",
        "test_plotting",
    ),
    "a wrong star": (
        "plotting",
        "best_w, best_b = loss",
        "best_b, best_w = loss",
        "test_plotting",
    ),
    "another slope": ("data", "_rides(x, 2 * x + 1)\n", "_rides(x, 2 * x + 2)\n", "test_data"),
    "an order that never changes": (
        "data",
        "generator=self.generator",
        "generator=torch.Generator()",
        "test_data",
    ),
    "NaN let through": ("data", "if not value.isfinite().all():", "if False:", "test_data"),
    "columns exchanged": (
        "data",
        "numbers[:, :3], numbers[:, 3:]",
        "numbers[:, :3].flip(1), numbers[:, 3:]",
        "test_data",
    ),
    "a stair that does not rise": (
        "explore/lesson_01",
        "W * torch.tensor([0.0, 0.0, 1.0]) + B",
        "W * torch.tensor([0.0, 1.0, 1.0]) + B",
        "test_explore",
    ),
    "fare minus prediction": (
        "explore/lesson_01",
        "table = predicted - y.T",
        "table = y.T - predicted",
        "test_explore",
    ),
    "two bars in each other's colour": (
        "explore/lesson_01",
        '("squared", -0.38, "residual"), ("absolute", 0.02, "third")',
        '("squared", -0.38, "third"), ("absolute", 0.02, "residual")',
        "test_explore",
    ),
    "a step uphill": (
        "explore/lesson_02",
        "path.append(path[-1] - lr.values",
        "path.append(path[-1] + lr.values",
        "test_explore",
    ),
    "a tangent that rises": (
        "explore/lesson_02",
        "slope = -(grad_w[here]",
        "slope = (grad_w[here]",
        "test_explore",
    ),
    "another standard deviation": (
        "explore/lesson_02",
        "X.std(correction=0)",
        "X.std()",
        "test_explore",
    ),
    "a zero that does not empty": (
        "explore/lesson_03",
        "t.grad.zero_()",
        "pass",
        "test_explore",
    ),
    "a gradient that L keeps": (
        "explore/lesson_03",
        'leaf = [n in "wb" and',
        'leaf = [n in "wbL" and',
        "test_explore",
    ),
    "less momentum": (
        "explore/lesson_04",
        "velocity = 0.9 * velocity + grad",
        "velocity = 0.8 * velocity + grad",
        "test_explore",
    ),
    "an arrival that does not last": (
        "explore/lesson_04",
        "there.flip(-1)",
        "there",
        "test_explore",
    ),
    "upside down": (
        "explore/engine",
        "self.height - here[..., 1]",
        "here[..., 1]",
        "test_explore",
    ),
    "the logarithm of 0": (
        "explore/engine",
        "flat[flat[:, axis] <= 0, axis] = torch.nan",
        "pass",
        "test_explore_engine",
    ),
    "a new widget each time": (
        "explore/engine",
        "if self._widget is None or self._widget.comm is None:",
        "if True:",
        "test_explore_engine",
    ),
    "the page of another state": (
        "explore/flipbook.js",
        "item.from + index * item.count;",
        "item.from + (index ? index - 1 : 0) * item.count;",
        "browser/test_page::test_the_sampler_shows_every_kind",
    ),
    "every answer is right": (
        "practice/engine",
        "self.right = whole and all(map(self.is_right, self.found, self.expected))",
        "self.right = whole",
        "test_practice_engine",
    ),
    "only the first case counts": (
        "practice/engine",
        "self.cases = list(exercise.cases(torch.Generator().manual_seed(seed)))",
        "self.cases = list(exercise.cases(torch.Generator().manual_seed(seed)))[:1]",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[01.mse-3]",
    ),
    "a changed input let through": (
        "practice/engine",
        "if run.right and run.changed is None and run.right_again():",
        "if run.right and run.right_again():",
        "test_practice_engine",
    ),
    "learner text that is not escaped": (
        "practice/words",
        "html.escape(text))",
        "text)",
        "test_practice_engine",
    ),
    "a random generator left behind": (
        "practice/guard",
        "        generator.set_state(states[1])\n",
        "",
        "test_practice_engine",
    ),
    "a patch left behind": (
        "practice/guard",
        "setattr(owner, name, names[name])",
        "pass",
        "test_practice_engine",
    ),
    "exit() ends the kernel": (
        "practice/guard",
        '        shell.__dict__["ask_exit"] = refuse\n',
        "",
        "test_practice_engine::test_a_hostile_answer_in_a_real_kernel[exits]",
    ),
    "a choice that can be changed": (
        "practice/questions",
        "self.choices.setdefault(self.question.name, letter)",
        "self.choices[self.question.name] = letter",
        "test_practice_engine",
    ),
    "a reference with the one half": (
        "practice/lesson_01/shared",
        "    return (residuals(w, b, X, y) ** 2).mean()\n",
        "    return (residuals(w, b, X, y) ** 2).mean() / 2\n",
        "test_practice::test_a_right_answer_in_other_clothes_passes[01.mse-0]",
    ),
    "one message in the place of another": (
        "practice/lesson_01/mse",
        "You divided by 2N, as many books do.",
        "You added up the squares, as many books do.",
        "test_practice::test_a_mistake_is_told[11-01.mse-0]",
    ),
    "a right option that is not": (
        "practice/lesson_01/questions",
        '        "C",\n    ),\n    Question(\n        "01.bowl",',
        '        "D",\n    ),\n    Question(\n        "01.bowl",',
        "test_practice::test_questions_read_well",
    ),
    "the tag left behind in Binder's links": (
        "classroom/publish",
        "for link in LINKS.values():\n            text = re.sub",
        'for link in [LINKS["Colab"], LINKS["Kaggle"]]:\n            text = re.sub',
        "test_publish",
    ),
    "a name that begins alike is rewritten": (
        "classroom/publish",
        'whole = r"(?!(?:\\.(?!git\\b))?[\\w-])"',
        'whole = r""',
        "test_publish",
    ),
    "a check that writes": (
        "classroom/__init__",
        "if not check:\n            path",
        "if True:\n            path",
        "test_publish",
    ),
    "a position that is not a number drawn": (
        "explore/flipbook.js",
        'pen = "M";\n      }',
        'pen = "L";\n      }',
        "browser/test_page::test_what_is_not_a_number_is_not_drawn",
    ),
    "presenting for ever": (
        "plotting",
        "BACK_ROW if on else 1.0",
        "BACK_ROW",
        "test_presenting::test_on_and_off",
    ),
    "no room for larger labels": (
        "explore/engine",
        "left=now.left * scale",
        "left=now.left",
        "test_presenting::test_figures_are_larger_and_whole",
    ),
    "nothing to type": (
        "classroom/live",
        'None if filled else notes(cell).get("intent")',
        "None",
        "test_class::test_filling_the_emptied_cells_gives_the_lesson",
    ),
    "the clock stands still": (
        "classroom/sheet",
        "clock += section.minutes",
        "clock += 0",
        "test_class::test_the_sheet_says_all",
    ),
    "a sheet without its questions": (
        "classroom/sheet",
        "if cell.id in asked",
        "if False",
        "test_class::test_the_sheet_follows_the_notebook",
    ),
    "the right answer called wrong": (
        "classroom/parts",
        "answers.pop(right)",
        'answers.pop("A")',
        "test_class::test_the_sheet_has_the_questions_with_their_answers",
    ),
    "a slide without its buttons": (
        "classroom/slides",
        'type_ = "-" if kind == "predict"',
        'type_ = "notes" if kind == "predict"',
        "test_class::test_slide_types_are_stored",
    ),
}


TABLES = [IN_LESSONS, IN_SET_UP, IN_PRACTICE, IN_OUTPUTS, IN_HELPERS]
FAULTS = [fault for table in TABLES for fault in table.values()]
TESTS = sorted({fault[-1] for fault in FAULTS})  # all that have to catch something
FILES = sorted({test.partition("::")[0] for test in TESTS})

# Four of the five seconds of a usual run are imports. On Linux they are done once, in a process
# from which each run is forked; elsewhere each run starts from nothing, which is only slower.
# `helpers` must not be among them, nor what imports it: each run takes it from its own copy.
if sys.platform == "linux":
    START = multiprocessing.get_context("forkserver")
    START.set_forkserver_preload(
        ["torch", "matplotlib.pyplot", "nbformat", "nbclient", "anywidget", "PIL.Image", "pytest"]
    )
else:
    START = multiprocessing.get_context("spawn")


# bytecode, and what was made for a class
LEFT_OUT = shutil.ignore_patterns("__pycache__", "class")


@dataclass
class Run:
    """A run that is over: its exit code and all it wrote."""

    code: int
    text: str


@pytest.fixture(scope="module", autouse=True)
def environment():
    """For the runs: one thread each, for the workers share the cores; no pytest plugin is used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        yield


@pytest.fixture
def copy(tmp_path):
    for name in [
        "helpers",
        "notebooks",
        "tests",
        ".ci",
        "pyproject.toml",
        "README.md",
        "environment.yml",
        "LICENSE",
        "teaching",
    ]:
        source, target = ROOT / name, tmp_path / "copy" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        else:
            shutil.copy(source, target)
    return tmp_path / "copy"


def python(copy, *arguments):
    """What `python -m ARGUMENTS` does in the copy."""
    log = copy.parent / "log"
    process = START.Process(target=in_the_copy, args=(copy, log, arguments))
    process.start()
    process.join()
    return Run(process.exitcode, log.read_text("utf-8", errors="replace"))


def in_the_copy(copy, log, arguments):
    """In the new process: be `python -m ARGUMENTS`, started in the copy."""
    with open(log, "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)  # for the kernel that runs a lesson
    ours = {ROOT, ROOT / "tests"}
    sys.path[:] = [str(copy), *(path for path in sys.path if Path(path).resolve() not in ours)]
    sys.argv = list(arguments)
    import helpers  # loads nothing else

    assert copy in Path(helpers.__file__).parents, f"not the copy's: {helpers.__file__}"
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def run_tests(copy, tests):
    """pytest's run of these tests, up to the first that fails."""
    files = [test.partition("::") for test in tests]
    places = [f"tests/{file}.py{colons}{test}" for file, colons, test in files]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
    return python(copy, "pytest", *options, f"--basetemp={copy.parent / 'temp'}", *places)


def caught(run):
    """Tests failed; a run that could not be collected (exit 2 and above) proves nothing."""
    assert run.code == 1, run.text
    assert " failed" in run.text


def change_cell(copy, lesson, cell_id, change):
    (path,) = (copy / "notebooks").glob(f"{lesson}_*.ipynb")
    nb = nbformat.read(path, as_version=4)
    change(next(cell for cell in nb.cells if cell.id == cell_id))
    nbformat.write(nb, path)


@pytest.mark.parametrize("file", FILES)
def test_the_copy_itself_passes(copy, file):
    run = run_tests(copy, [test for test in TESTS if test.partition("::")[0] == file])
    assert run.code == 0, run.text


@pytest.mark.parametrize("name", [*IN_LESSONS, *IN_SET_UP, *IN_PRACTICE])
def test_fault_in_a_lesson(copy, name):
    lesson, cell_id, old, new, test = (IN_LESSONS | IN_SET_UP | IN_PRACTICE)[name]

    def plant(cell):
        assert old in cell.source and old != new
        cell.source = cell.source.replace(old, new)

    change_cell(copy, lesson, cell_id, plant)
    stored = python(copy, "helpers", "store", lesson)
    assert stored.code == 0, stored.text
    caught(run_tests(copy, [test]))


@pytest.mark.parametrize("name", IN_OUTPUTS)
def test_fault_in_a_stored_output(copy, name):
    lesson, cell_id, old, new, test = IN_OUTPUTS[name]

    def plant(cell):
        assert old in cell.outputs[0].text
        cell.outputs[0].text = cell.outputs[0].text.replace(old, new)

    change_cell(copy, lesson, cell_id, plant)
    caught(run_tests(copy, [test]))


@pytest.mark.parametrize("name", IN_HELPERS)
def test_fault_in_the_helpers(copy, name):
    room, old, new, test = IN_HELPERS[name]
    path = copy / "helpers" / (room if room.endswith(".js") else f"{room}.py")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")
    caught(run_tests(copy, [test]))
