"""Do the tests bite?  Each fault here is planted in a copy of the project and must be caught.

    pytest -m faults tests/test_faults.py

A fault in a lesson is planted in the source of a cell, and the lesson is run and stored
again with the fault in it: the stored outputs then agree with the wrong code, nbval would be
content, and only a test that knows better can object. A fault in a stored output is planted
in the output alone.
"""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from lessons import LESSONS, ROOT

pytestmark = pytest.mark.faults

LESSON_TESTS = ["test_numbers", "test_pictures", "test_lesson_code", "test_notebooks"]
HELPER_TESTS = [
    "test_training",
    "test_plotting",
    "test_data",
    "test_explore",
    "test_explore_engine",
    "browser/test_page",
    "test_practice",
    "test_practice_engine",
]

# lesson, cell, what stands there, what is planted
IN_LESSONS = {
    "sum for mean": ("01", "mse-one-line", ".mean()", ".sum()"),
    "absolute for squared": ("01", "half-check", "** 2).mean", ".abs()).mean"),
    "the shape trap sprung": ("01", "trap-loss", "- y_flat) ** 2", "- y) ** 2"),
    "axes swapped": ("01", "two-worlds", "w=(-1, 4), b=(-2, 6)", "w=(-2, 6), b=(-1, 4)"),
    "a line in another colour than its point": (
        "01",
        "two-worlds",
        "color=COLORS[color], marker",
        "color=COLORS['data'], marker",
    ),
    "the wrong outlier": ("01", "outlier-fit", "[19.0]", "[29.0]"),
    "a flipped sign in the gradient": ("02", "gradient-function", "w * X + b - y", "y - w * X - b"),
    "the 2 forgotten": ("02", "loop", "2 * (residual * X)", "1 * (residual * X)"),
    "uphill": ("02", "loop", "b = b - lr * grad_b", "b = b + lr * grad_b"),
    "another learning rate": ("02", "loop-run", "lr=0.05", "lr=0.04"),
    "a gradient a tenth too short": (
        "02",
        "many-features-loop",
        "A.T @ residual",
        "A.T @ residual * 0.9",
    ),
    "the path of another rate": ("02", "valley-picture", "lrs=[0.13]", "lrs=[0.03]"),
    "the chain rule broken": ("03", "value-backward", "slope * value.grad", "slope"),
    "overwrite for add": ("03", "value-backward", "parent.grad += slope", "parent.grad = slope"),
    "the slopes of a product swapped": (
        "03",
        "value-class",
        "[(self, other.data), (other, self.data)]",
        "[(self, self.data), (other, other.data)]",
    ),
    "a dropped zero": ("03", "autograd-loop", "    w.grad = None\n", "    pass\n"),
    "zero that does not": ("03", "order-loop", "parameter.grad.zero_()", "pass"),
    "two labels exchanged": ("03", "order-picture", "label=order", "label=order[::-1]"),
    "a dropped zero_grad": ("04", "loop", "    optimizer.zero_grad()", "    pass"),
    "momentum without momentum": ("04", "race", "momentum=0.9", "momentum=0.0"),
    "tested on the training set": (
        "04",
        "split-train",
        "model(X_test), y_test",
        "model(X_train), y_train",
    ),
    "not carried back": ("04", "penguins-train", "w = w_z / std", "w = w_z * std"),
    "the wrong optimizer": (
        "04",
        "case2-run",
        "torch.optim.Adam(parameters",
        "torch.optim.SGD(parameters",
    ),
}

# the same, held by the tests of the practice
IN_PRACTICE = {
    "a solution that is wrong": ("01", "help-mae", "residual.abs().mean()", "residual.mean()"),
    "a start that does the work": (
        "01",
        "try-mse",
        "return ...",
        "return ((y_hat - y) ** 2).mean()",
    ),
    "an exercise under another name": ("01", "try-mae", '"01.mae"', '"01.mse"'),
    "answers before the experiment": ("01", "explain-trap", "explain(", "predict("),
}

# lesson, cell, what stands in the stored output, what is planted
IN_OUTPUTS = {
    "a digit": ("01", "mse-module", "2.75", "2.76"),
    "a sign": ("02", "gradient-function", "-28.0", "28.0"),
    "a word": ("03", "grad-fn", "MulBackward0", "AddBackward0"),
    "the answer": ("04", "case2-run", "8.31", "9.00"),
}

# room, what stands there, what is planted, the tests that have to object
IN_HELPERS = {
    "no zero_grad": ("training", "                optimizer.zero_grad()\n", "", ["test_training"]),
    "no step": ("training", "                optimizer.step()\n", "", ["test_training"]),
    "unweighted mean": ("training", "sizes.append(len(X))", "sizes.append(1)", ["test_training"]),
    "no train mode": ("training", "    model.train()\n", "", ["test_training"]),
    "gradients left behind": (
        "training",
        "        bar.close(steps)\n        model.zero_grad()",
        "        bar.close(steps)",
        ["test_training"],
    ),
    "half the Hessian": (
        "training",
        "2 / len(A) * A.T @ A",
        "1 / len(A) * A.T @ A",
        ["test_training"],
    ),
    "uphill": ("training", "- lrs[:, None, None]", "+ lrs[:, None, None]", ["test_training"]),
    "w and b exchanged": (
        "training",
        "torch.stack([W, B], dim=-1)",
        "torch.stack([B, W], dim=-1)",
        ["test_training"],
    ),
    "infinity is a loss": (
        "training",
        "if not math.isfinite(mean):",
        "if False:",
        ["test_training"],
    ),
    "the trap let through": (
        "training",
        "y_hat.shape != y.shape and y_hat.numel() == y.numel() > 1",
        "False",
        ["test_training"],
    ),
    "a residual with the wrong sign": (
        "plotting",
        "{pi - yi:+.2f}",
        "{yi - pi:+.2f}",
        ["test_plotting"],
    ),
    "two colours exchanged": (
        "plotting",
        '"data": "#0072B2"',
        '"data": "#D55E00"',
        ["test_plotting"],
    ),
    "the line's colour for the dots": (
        "plotting",
        'color=COLORS["data"],\n        label',
        'color=COLORS["line"],\n        label',
        ["test_plotting"],
    ),
    "x for y": (
        "plotting",
        "xlabel=data.x_names[feature], ylabel=data.y_name",
        "ylabel=data.x_names[feature], xlabel=data.y_name",
        ["test_plotting"],
    ),
    "squares of half the size": (
        "plotting",
        "side = abs(pi - yi)",
        "side = abs(pi - yi) / 2",
        ["test_plotting"],
    ),
    "a wrong star": (
        "plotting",
        "best_w, best_b = loss",
        "best_b, best_w = loss",
        ["test_plotting"],
    ),
    "another slope": ("data", "_rides(x, 2 * x + 1)\n", "_rides(x, 2 * x + 2)\n", ["test_data"]),
    "an order that never changes": (
        "data",
        "generator=self.generator",
        "generator=torch.Generator()",
        ["test_data"],
    ),
    "NaN let through": ("data", "if not value.isfinite().all():", "if False:", ["test_data"]),
    "columns exchanged": (
        "data",
        "numbers[:, :3], numbers[:, 3:]",
        "numbers[:, :3].flip(1), numbers[:, 3:]",
        ["test_data"],
    ),
    "a stair that does not rise": (
        "explore/lesson_01",
        "W * torch.tensor([0.0, 0.0, 1.0]) + B",
        "W * torch.tensor([0.0, 1.0, 1.0]) + B",
        ["test_explore"],
    ),
    "fare minus prediction": (
        "explore/lesson_01",
        "table = predicted - y.T",
        "table = y.T - predicted",
        ["test_explore"],
    ),
    "two bars in each other's colour": (
        "explore/lesson_01",
        '("squared", -0.38, "residual"), ("absolute", 0.02, "third")',
        '("squared", -0.38, "third"), ("absolute", 0.02, "residual")',
        ["test_explore"],
    ),
    "a step uphill": (
        "explore/lesson_02",
        "path.append(path[-1] - lr.values",
        "path.append(path[-1] + lr.values",
        ["test_explore"],
    ),
    "a tangent that rises": (
        "explore/lesson_02",
        "slope = -(grad_w[here]",
        "slope = (grad_w[here]",
        ["test_explore"],
    ),
    "another standard deviation": (
        "explore/lesson_02",
        "X.std(correction=0)",
        "X.std()",
        ["test_explore"],
    ),
    "a zero that does not empty": (
        "explore/lesson_03",
        "t.grad.zero_()",
        "pass",
        ["test_explore"],
    ),
    "a gradient that L keeps": (
        "explore/lesson_03",
        'leaf = [n in "wb" and',
        'leaf = [n in "wbL" and',
        ["test_explore"],
    ),
    "less momentum": (
        "explore/lesson_04",
        "velocity = 0.9 * velocity + grad",
        "velocity = 0.8 * velocity + grad",
        ["test_explore"],
    ),
    "an arrival that does not last": (
        "explore/lesson_04",
        "there.flip(-1)",
        "there",
        ["test_explore"],
    ),
    "upside down": (
        "explore/engine",
        "self.height - here[..., 1]",
        "here[..., 1]",
        ["test_explore"],
    ),
    "the logarithm of 0": (
        "explore/engine",
        "flat[flat[:, axis] <= 0, axis] = torch.nan",
        "pass",
        ["test_explore_engine"],
    ),
    "a new widget each time": (
        "explore/engine",
        "if self._widget is None or self._widget.comm is None:",
        "if True:",
        ["test_explore_engine"],
    ),
    "the page of another state": (
        "explore/flipbook.js",
        "item.from + index * item.count;",
        "item.from + (index ? index - 1 : 0) * item.count;",
        ["browser/test_page"],
    ),
    "every answer is right": (
        "practice/engine",
        "self.right = whole and all(map(self.is_right, self.found, self.expected))",
        "self.right = whole",
        ["test_practice_engine"],
    ),
    "only the first case counts": (
        "practice/engine",
        "self.cases = list(exercise.cases(torch.Generator().manual_seed(seed)))",
        "self.cases = list(exercise.cases(torch.Generator().manual_seed(seed)))[:1]",
        ["test_practice"],
    ),
    "a changed input let through": (
        "practice/engine",
        "if run.right and run.changed is None and run.right_again():",
        "if run.right and run.right_again():",
        ["test_practice_engine"],
    ),
    "learner text that is not escaped": (
        "practice/words",
        "html.escape(text))",
        "text)",
        ["test_practice_engine"],
    ),
    "a random generator left behind": (
        "practice/guard",
        "        generator.set_state(states[1])\n",
        "",
        ["test_practice_engine"],
    ),
    "a patch left behind": (
        "practice/guard",
        "setattr(owner, name, names[name])",
        "pass",
        ["test_practice_engine"],
    ),
    "exit() ends the kernel": (
        "practice/guard",
        '        shell.__dict__["ask_exit"] = refuse\n',
        "",
        ["test_practice_engine"],
    ),
    "a choice that can be changed": (
        "practice/questions",
        "self.choices.setdefault(self.question.name, letter)",
        "self.choices[self.question.name] = letter",
        ["test_practice_engine"],
    ),
    "a reference with the one half": (
        "practice/lesson_01",
        "    return (residuals(w, b, X, y) ** 2).mean()\n",
        "    return (residuals(w, b, X, y) ** 2).mean() / 2\n",
        ["test_practice"],
    ),
    "one message in the place of another": (
        "practice/lesson_01",
        "You divided by 2N, as many books do.",
        "You added up the squares, as many books do.",
        ["test_practice"],
    ),
    "a right option that is not": (
        "practice/lesson_01",
        '        "C",\n    ),\n    Question(\n        "01.bowl",',
        '        "D",\n    ),\n    Question(\n        "01.bowl",',
        ["test_practice"],
    ),
    "a position that is not a number drawn": (
        "explore/flipbook.js",
        'pen = "M";\n      }',
        'pen = "L";\n      }',
        ["browser/test_page"],
    ),
}


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
    ]:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def python(copy, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, *arguments]
    return subprocess.run(run, cwd=copy, env=environment, capture_output=True, text=True)


def run_tests(copy, names):
    files = [f"tests/{name}.py" for name in names]
    return python(copy, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files)


def caught(result):
    """Tests failed; a run that could not be collected (exit 2 and above) proves nothing."""
    assert result.returncode == 1, result.stdout + result.stderr
    assert " failed" in result.stdout


def change_cell(copy, lesson, cell_id, change):
    path = copy / "notebooks" / LESSONS[lesson].name
    nb = nbformat.read(path, as_version=4)
    change(next(cell for cell in nb.cells if cell.id == cell_id))
    nbformat.write(nb, path)


def test_the_copy_itself_passes(copy):
    where = python(copy, "-c", "import helpers; print(helpers.__file__)")
    assert where.stdout.startswith(str(copy))
    result = run_tests(copy, [*LESSON_TESTS, *HELPER_TESTS])
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", [*IN_LESSONS, *IN_PRACTICE])
def test_fault_in_a_lesson(copy, name):
    lesson, cell_id, old, new = (IN_LESSONS | IN_PRACTICE)[name]

    def plant(cell):
        assert old in cell.source and old != new
        cell.source = cell.source.replace(old, new)

    change_cell(copy, lesson, cell_id, plant)
    stored = python(copy, "-m", "helpers", "store", lesson)
    assert stored.returncode == 0, stored.stderr
    caught(run_tests(copy, LESSON_TESTS if name in IN_LESSONS else ["test_practice"]))


@pytest.mark.parametrize("name", IN_OUTPUTS)
def test_fault_in_a_stored_output(copy, name):
    lesson, cell_id, old, new = IN_OUTPUTS[name]

    def plant(cell):
        assert old in cell.outputs[0].text
        cell.outputs[0].text = cell.outputs[0].text.replace(old, new)

    change_cell(copy, lesson, cell_id, plant)
    caught(run_tests(copy, LESSON_TESTS))


@pytest.mark.parametrize("name", IN_HELPERS)
def test_fault_in_the_helpers(copy, name):
    room, old, new, names = IN_HELPERS[name]
    path = copy / "helpers" / (room if room.endswith(".js") else f"{room}.py")
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")
    caught(run_tests(copy, names))
