r"""Evaluate the formulas of a lesson: a small part of LaTeX, worked out with numbers.

    evaluate(r"\frac{1}{N}\sum_i (w x_i + b - y_i)^2", {"N": 5, "w": 2, "x": x, ...})

Products may be written without a sign. `x_i` is x, an array with one number a sample, and so is
`x_j`, unless the values hold another under "x_i" (INDEX has these letters); `\sum` adds up the
product behind it, `\overline{...}` is a mean. Two arrays with two dimensions are multiplied as
matrices. A derivative, `\frac{\partial L}{\partial w}`, is the value under "dL/dw"; that of a
bracket, `\partial (...) / \partial z_i`, is worked out, for each number of z. A name under which
the values hold a function is called with the brackets behind it, `L(w, b)`. What the parser does
not know raises ValueError.
"""

import re

import numpy as np

TOKEN = re.compile(
    r"\s*(\\[A-Za-z]+|\\[,;!: ]|\d+(?:\.\d+)?|[A-Za-zαβγδθλμ]|[-+*/^_=<>(),{}'\[\]|])"
)
SPACE = {r"\,", r"\;", r"\!", r"\:", r"\ ", r"\quad", r"\displaystyle"}
BRACKETS = {r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\left", r"\right"}
INDEX = re.compile("[ijcn](,[ijcn])*")  # the number of a sample, a class or a choice
RELATIONS = {"=": "=", "<": "<", ">": ">", r"\approx": "≈", r"\leftarrow": "←"}


def tokens(latex: str) -> list[str]:
    latex, found, at = latex.strip().rstrip(".,"), [], 0
    while at < len(latex):
        match = TOKEN.match(latex, at)
        if match is None:
            raise ValueError(f"cannot read {latex[at:]!r} in {latex!r}")
        at = match.end()
        if match[1] in (r"\text", r"\mathsf", r"\mathrm"):
            braced = re.match(r"\s*(?:\{([^}]*)\}|(\w))", latex[at:])
            found.append((braced[1] or braced[2]).strip())
            at += braced.end()
        elif match[1] not in SPACE | BRACKETS:
            found.append(match[1])
    return found


def statements(latex: str) -> list[tuple[list[list[str]], list[str]]]:
    """The parts between \\qquad; each as its sides and the relations between them."""
    found = []
    for part in re.split(r"\\qquad", latex):
        sides, relations, depth = [[]], [], 0
        for token in tokens(part):
            depth += (token in "({[") - (token in ")}]")
            if token in RELATIONS and depth == 0:
                relations.append(RELATIONS[token])
                sides.append([])
            else:
                sides[-1].append(token)
        found.append((sides, relations))
    return found


def evaluate(latex, values: dict):
    """What a formula without a relation comes to. Raises ValueError for what it cannot read."""
    parser = Parser(tokens(latex) if isinstance(latex, str) else list(latex), values)
    value = parser.sum()
    if parser.tokens:
        raise ValueError(f"cannot read from {' '.join(parser.tokens)!r}")
    return value


class Parser:
    def __init__(self, found: list[str], values: dict):
        self.tokens, self.values = found, values

    def next(self) -> str | None:
        return self.tokens[0] if self.tokens else None

    def take(self, wanted: str | None = None) -> str:
        if not self.tokens or (wanted and self.tokens[0] != wanted):
            raise ValueError(f"wanted {wanted or 'more'}, found {self.next()!r}")
        return self.tokens.pop(0)

    def sum(self):
        sign = -1 if self.next() == "-" and self.take() else 1
        value = sign * self.product()
        while self.next() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self):
        value = self.power()
        while self.next() not in (None, "+", "-", ")", "}", ",", "]"):
            if self.next() in (r"\cdot", "*"):
                self.take()
                value = _times(value, self.power())
            elif self.next() == "/":
                self.take()
                value = value / self.power()
            else:
                value = _times(value, self.power())
        return value

    def power(self):
        base = self.atom()
        while self.next() == "^":
            self.take()
            if self.tokens[:3] == ["{", "T", "}"] or self.next() == "T":
                self.group()
                base = base.T
            else:
                base = base ** self.argument()
        return base

    def argument(self):
        """A group in braces, or a single token."""
        if self.next() == "{":
            return Parser(self.group(), self.values).sum()
        return Parser([self.take()], self.values).atom()

    def group(self) -> list[str]:
        """The tokens of a group in braces or brackets, or a single token."""
        opening = self.take()
        if opening not in ("{", "("):
            return [opening]
        depth, found = 1, []
        while depth:
            token = self.take()
            depth += (token in ("{", "(")) - (token in ("}", ")"))
            found.append(token)
        return found[:-1]

    def atom(self):
        token = self.take()
        if re.match(r"\d", token):
            return float(token)
        if token in ("(", "{"):
            value = self.sum()
            self.take(")" if token == "(" else "}")
            return value
        if token in (r"\frac", r"\dfrac"):
            return self.fraction()
        if token == r"\overline":
            return np.mean(self.argument())
        if token == "mean of":
            return np.mean(self.product())
        if token == r"\sqrt":
            return np.sqrt(self.argument())
        if token in (r"\log", r"\ln"):  # both are the natural logarithm
            return np.log(self.power())
        if token == r"\sum":
            self.limits()
            value = self.product()
            return np.sum(value) if np.ndim(value) else self.value("N") * value
        return self.name(token)

    def fraction(self):
        above, below = self.group(), self.group()
        if above[0] in (r"\partial", "d") and below[0] in (r"\partial", "d"):
            plain = ("".join(side[1:]).replace("_i", "") for side in (above, below))
            return self.value("d{}/d{}".format(*plain))
        return Parser(above, self.values).sum() / Parser(below, self.values).sum()

    def slopes(self):
        r"""\partial (...) / \partial z_i, for each number of z: by central differences."""
        above = self.group()
        for wanted in ("/", r"\partial"):
            self.take(wanted)
        name, tiny = self.take(), 1e-5
        for wanted in "_i":
            self.take(wanted)
        at = self.value(name)

        def moved(by):
            return Parser(list(above), {**self.values, name: at + by}).sum()

        return np.array([moved(by) - moved(-by) for by in tiny * np.eye(len(at))]) / (2 * tiny)

    def limits(self) -> None:
        """Read over the limits of a sum, which may only mean all samples, classes or choices."""
        while self.next() in ("_", "^"):
            self.take()
            limit = "".join(self.group())
            if not re.fullmatch(rf"{INDEX.pattern}(=1)?|N", limit):
                raise ValueError(f"a sum with the limit {limit}")

    def name(self, token: str):
        if token == r"\hat":
            token = f"hat {''.join(self.group())}"
        if token == r"\nabla":
            token += f" {self.take()}"
        if token == r"\partial" and self.next() == "(":
            return self.slopes()
        if token == r"\partial":  # \partial L / \partial w
            above = self.take()
            self.take("/")
            self.take(r"\partial")
            token = f"d{above}/d{''.join(self.group()) if self.next() == '{' else self.name_only()}"
        if self.next() == "_":
            self.take()
            below = "".join(self.group())
            of_all = INDEX.fullmatch(below) and f"{token}_{below}" not in self.values
            token += "" if of_all else f"_{below}"
        if self.next() == "(" and callable(self.values.get(token)):
            self.take()
            arguments = [self.sum()]
            while self.next() == ",":
                self.take()
                arguments.append(self.sum())
            self.take(")")
            return self.value(token)(*arguments)
        return self.value(token)

    def name_only(self) -> str:
        token = self.take()
        return f"hat {''.join(self.group())}" if token == r"\hat" else token

    def value(self, name: str):
        if name not in self.values:
            raise ValueError(f"no value for {name!r}")
        return self.values[name]


def _times(one, other):
    return one @ other if np.ndim(one) == 2 == np.ndim(other) else one * other


def holds(latex: str, values: dict) -> bool:
    r"""Whether all relations in a formula hold for these values.

    `t ← ...` holds where the right side is the value under "new t"; ≈ within one percent; a number
    before `\dots` where its digits are the first ones.
    """
    for sides, relations in statements(latex):
        for left, relation, right in zip(sides, relations, sides[1:], strict=False):
            dots = right[1:] == [r"\dots"]
            right_value = evaluate(right[:-1] if dots else right, values)
            if relation == "←":
                left_value = values[f"new {''.join(left)}"]
            else:
                left_value = evaluate(left, values)
            near = 1e-2 if relation == "≈" else 1e-6
            if dots:
                last = 10.0 ** -len(right[0].partition(".")[2])
                good = 0 <= left_value - right_value < last
            elif relation == "<":
                good = np.all(left_value < right_value)
            elif relation == ">":
                good = np.all(left_value > right_value)
            else:
                good = np.allclose(left_value, right_value, rtol=near, atol=1e-9)
            if not good:
                return False
    return True


def formulas(text: str) -> list[str]:
    """The formulas of a Markdown text that say something: with a relation, a sum or a fraction."""
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    found = re.findall(r"\$\$(.+?)\$\$|\$([^$]+)\$", text, flags=re.DOTALL)
    found = [(display or inline).strip() for display, inline in found]
    return [
        latex
        for latex in found
        if re.search(r"[=<>+\d]|\\frac|\\sum|\\cdot|\\approx|-|\\leftarrow", latex)
    ]
