"""What a learner is told: a message as HTML and as text, and what Python's errors mean."""

import html
import re
import textwrap
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import torch

import helpers
from helpers.practice.safe import Thing

# What a message begins with, and the colour of the line at its side. The words carry the
# meaning; the colour repeats it.
MARKS = {
    "Not started": "#767676",
    "Right": "#0072b2",
    "Not yet": "#d55e00",
    "Interrupted": "#d55e00",
    "Question": "#cc79a7",
    "Explanation": "#cc79a7",
    "Choose first": "#cc79a7",
    "✓ Right": "#0072b2",
    "✗ Not right": "#d55e00",
}


def code_marked(text: str) -> str:
    """Text as HTML: everything escaped, what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def boxed(mark: str, inside: str, name: str = "") -> str:
    """HTML with a line in the mark's colour at its left; `name` is the class of the box."""
    style = f"border-left: 4px solid {MARKS[mark]}; padding: 0 0.9em; max-width: 50em"
    if helpers.SCALE != 1:
        style += f"; font-size: {helpers.SCALE:.0%}"
    name = f'class="{name}" ' if name else ""
    return f'<div {name}style="{style}">{inside}</div>'


@dataclass(frozen=True, repr=False)
class Message:
    """A few short paragraphs for a learner, shown as HTML, or as text where there is no HTML.

    mark   one of MARKS, in words
    about  what it is about, such as an exercise's name
    lines  pairs (label, text); the label may be empty; `code` stands between backticks
    kind   which message this is: "pass", "not started", the name of a known wrong answer ...
    answer the answer to the question that the message ends with, folded; text cannot fold, and
           leaves it out
    """

    mark: str
    about: str
    lines: tuple[tuple[str, str], ...]
    kind: str = ""
    answer: str = ""

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(self.mark)}</strong> · {html.escape(self.about)}</p>"]
        for label, text in self.lines:
            label = f"<strong>{html.escape(label)}:</strong> " if label else ""
            parts.append(f"<p>{label}{code_marked(text)}</p>")
        if self.answer:
            folded = f"<summary>Answer</summary><p>{code_marked(self.answer)}</p>"
            parts.append(f"<details>{folded}</details>")
        return boxed(self.mark, "".join(parts))

    def __repr__(self) -> str:
        lines = [f"{self.mark} · {self.about}"]
        for label, text in self.lines:
            lines += textwrap.wrap(f"{label}: {text}" if label else text, 84)
        return "\n".join(lines)


def show(*things) -> None:
    """Show messages or tables in a notebook; print their text elsewhere."""
    from IPython.display import display

    for thing in things:
        display(thing)


def text_of(thing: object) -> str:
    """What `str` gives; nothing where that fails. A learner's error may have a `__str__`."""
    try:
        return str(thing)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return ""


def short(text: object, length: int = 60) -> str:
    """Text on one line, with what is too long cut away."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text_of(text))  # colours of a terminal
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= length else text[: length - 1] + "…"


def describe(value: object) -> str:
    """What kind of thing a learner's function gave back, in words."""
    if value is None:
        return "`None`"
    if value is ...:
        return "`...`"
    if isinstance(value, bool):
        return f"`{value}`"
    if isinstance(value, int | float | Fraction | Decimal):
        return "one number"
    if isinstance(value, complex):
        return "a complex number, with a part that has a `j`"
    if isinstance(value, str):
        return f'a piece of text, "{short(value, 30)}"'
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {tuple(value.shape)}"
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return "one number" if shape == () else f"an array of shape {shape}"
    if isinstance(value, list | tuple) and value:
        kind = f"a {type(value).__name__} with {len(value)} thing{'s' * (len(value) > 1)} in it"
        return f"{kind}; the first is {short(describe(value[0]), 60)}"
    if isinstance(value, list | tuple | dict | set):
        return f"a {type(value).__name__} of length {len(value)}"
    if isinstance(value, type):
        return "a class"
    if isinstance(value, torch.nn.Module):
        return "a model"
    if callable(value):
        return "a function"
    if isinstance(value, Thing):
        return "a generator" if value.kind == "generator" else f"something of type {value.kind}"
    return f"something of type {type(value).__name__}"


def plain(value: object) -> str:
    """A learner's value, or an input of the check, as it can be typed: short numbers."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, list | tuple):
        inside = ", ".join(plain(v) for v in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if callable(value):
        return getattr(value, "__name__", type(value).__name__)
    return text_of(value)


# (what an error message contains, what it means, what to try)
ERRORS = (
    (
        r"builtin_function_or_method|'method'|'function' and|and 'function'",
        "A function or method in this line was not called.",
        "Put brackets, `()`, behind its name.",
    ),
    (
        r"'NoneType' object has no attribute 'append'",
        "`append` changes the list itself and gives back `None`.",
        "Write `numbers.append(…)` as a line of its own, without `numbers =` before it.",
    ),
    (
        r"does not support the context manager protocol|__enter__",
        "Behind `with` stands something that `with` cannot use. `torch.no_grad` needs its brackets "
        "there, and `model.eval()` is a line of its own.",
        "Compare the line with `with torch.no_grad():`.",
    ),
    (
        r"(int|float)' object is not iterable|iteration over a 0-d tensor",
        "A single number cannot be gone through by a `for`, taken apart, or put behind a list by "
        "`+=`.",
        "To count from 0, use `range(…)`. To put one number behind a list, use `append(…)`.",
    ),
    (
        r"unsupported operand type\(s\) for \+=?: '(int|float)' and '(tuple|list)'",
        "A number and a pair, or a list, were to be added. `sum` begins with the number 0 and adds "
        "each item to it. Here an item is no number: it is a pair, or a list.",
        "Take an item apart first, `for a, b in …`, and add up numbers.",
    ),
    (
        r"math range error",
        "The result is too large for a number of Python, as with `math.exp` from 710 on.",
        "Print what goes into this line. Is there a way to the same result without a number as "
        "large as this?",
    ),
    (
        r"(int|float)' object is not subscriptable",
        "Square brackets take an entry of a list, and what stands before them is one number.",
        "Print what stands before the brackets, in the line before.",
    ),
    (
        r"unhashable type: '(list|dict|set)'",
        "A list can change, so it can stand in no set and be no key of a dictionary.",
        "A tuple does not change: put `tuple(…)` around it.",
    ),
    (
        r"^KeyError",
        "The dictionary does not have this key, or does not have it yet.",
        "Ask first with `in`, or read with `.get(key, 0)`, which gives 0 where the key is missing.",
    ),
    (
        r"(dictionary|Set) changed (size|keys )",
        "The loop goes through a dictionary or a set, and changes it meanwhile.",
        "Let the loop go through a copy, `list(…)`, or write into a new one.",
    ),
    (
        r"(max|min)\(\) (arg|iterable argument) is (an )?empty",
        "`max` and `min` need one thing or more, and here there is none.",
        "Print what stands in their brackets. For which inputs is nothing left?",
    ),
    (
        r"is not in (list|tuple|deque)|x not in (list|tuple|deque)|substring not found",
        "`index` and `remove` end with this error where the thing is not there.",
        "Ask first: `if … in …`.",
    ),
    (
        r"(str|tuple)' object (does not support item|"
        r"has no attribute '(append|extend|insert|sort|pop|remove)')",
        "A text or a tuple cannot be changed once it is made. A list can.",
        "Make a new one, or begin with a list.",
    ),
    (
        r"'list' object has no attribute '(split|splitlines|replace|[lr]?strip|lower|join|encode)'",
        "What stands behind the dot works on one text, and before the dot is a list.",
        "Go through the list with `for`, one text after the other.",
    ),
    (
        r"sequence item \d+: expected",
        "`join` puts texts together, and in these brackets there is something else.",
        "Print what stands in the brackets of `join(…)`. `str(…)` makes a text of a number.",
    ),
    (
        r"can only concatenate|can't concat",
        "`+` puts two lists together, or two texts. Here are two different kinds of things.",
        "Print the `type(…)` of both sides. `append(…)` puts one thing behind a list.",
    ),
    (
        r"ZeroDivisionError",
        "Something was divided by 0.",
        "Print what you divide by, in the line before. For which inputs is it 0?",
    ),
    (
        r"assigned grad|expected Variable or None|has no attribute 'zero'|"
        r"'Tensor' object has no attribute 'zero_grad'",
        "`.grad` takes a tensor or `None`, and a tensor is emptied with `zero_()`.",
        "To empty a gradient: `w.grad.zero_()` or `w.grad = None`.",
    ),
    (
        r"'(float|int|list|ndarray|numpy.ndarray|str)' object has no attribute",
        "What stands before the dot is no tensor, so it does not have what stands behind the dot.",
        "Print its `type(…)` in the line before. `torch.tensor(…)` makes a tensor of numbers.",
    ),
    (
        r"object is not callable",
        "Brackets behind a name call it like a function, and this is none.",
        "Look at what stands before the brackets. Is a `*` missing, or does it need no brackets?",
    ),
    (
        r"takes \d+ positional arguments? but \d+ (was|were) given",
        "More was handed over than there are names in the brackets behind `def`. In a class, the "
        "first name is `self`, and Python hands the object in there.",
        "Count the names in the line with `def`.",
    ),
    (
        r"'NoneType' object has no attribute 'zero_'",
        "This `.grad` is still `None`, so there is nothing to empty. Causes: no `backward()` came "
        "before this line; or `w = w - …` made a new tensor, and its `.grad` is not filled.",
        "Print each `.grad` in the line before, in the first round and in the second.",
    ),
    (
        r"'NoneType' object has no attribute",
        "What stands before the dot is `None`: a `.grad` that is not filled yet, or what a "
        "function without `return` gives back.",
        "Print what stands before the dot, in the line before.",
    ),
    (
        r"object has no attribute '\w+'$",
        "The object does not have what stands behind the dot. In a class, what `forward` uses has "
        "to be put into `self` in `__init__`, with two underscores on each side.",
        "Compare the name behind the dot with the one that was made, letter by letter.",
    ),
    (
        r"(Missing|Unexpected) key\(s\) in state_dict",
        "The names in the file do not fit the model that they are loaded into: it has other boxes.",
        "Print the keys of both: `model.state_dict().keys()`.",
    ),
    (
        r"FileNotFoundError",
        "There is no file with this name yet.",
        "Which line writes the file, and does it come before the one that reads it?",
    ),
    (
        r"a leaf Variable that requires grad is being used in an in-place",
        "A parameter that requires a gradient was changed in place (`-=`) while autograd was "
        "taking notes. The step is not part of the model.",
        "Put the step inside `with torch.no_grad():`.",
    ),
    (
        r"unsupported operand type\(s\) for [*]: '(float|int)' and 'NoneType'|"
        r"unsupported operand type\(s\) for [*]: 'NoneType'",
        "A `.grad` is `None`. Causes: no `backward()` came before this line; `.grad` was set to "
        "`None` after it; the parameter is not part of the loss; or `w = w - …` made a new tensor, "
        "which is no leaf.",
        "Print each `.grad` and each `.is_leaf` in the line before.",
    ),
    (
        r"backward through the graph a second time",
        "`backward()` was called twice on one graph, and the first call throws the numbers in "
        "the graph away.",
        "Compute the loss again before each `backward()`.",
    ),
    (
        r"does not require grad and does not have a grad_fn",
        "What `backward()` is called on does not depend on any tensor with `requires_grad=True`. "
        "`.item()`, `.detach()` and `no_grad` cut the graph; `w = w - …` inside `no_grad` makes "
        "a new `w` without it.",
        "Print `.requires_grad` of the result, then of each tensor that goes into it.",
    ),
    (
        r"dtype to be Long|scalar type Long|used as indices must be|not implemented for 'Int'",
        "Numbers of letters have to be whole numbers of type int64, which PyTorch calls `Long`. "
        "Here are others, with a decimal point for instance.",
        "Print `.dtype` of the tensors in this line, and turn the letters with `.long()`.",
    ),
    (
        r"0D or 1D target tensor expected|multi-target not supported",
        "`nn.CrossEntropyLoss` wants one whole number for each row of logits: targets of shape "
        "(N,). These have another dimension.",
        "Print the shape of the targets. Is it a column, or one-hot?",
    ),
    (
        r"Expected target size|to match target batch_size",
        "The targets do not fit the logits. `nn.CrossEntropyLoss` takes a table of shape (N, V) "
        "and N targets; with more dimensions it looks for the V choices in the second dimension.",
        "Print both shapes in the line before. In which dimension of the logits are the choices?",
    ),
    (
        r"Target -?\d+ is out of bounds|index out of range in self",
        "The number of a letter is too large, or negative: V choices have the numbers 0 to V - 1.",
        "Print `.min()` and `.max()` of the numbers, and the number of choices.",
    ),
    (
        r"same dtype|expected scalar type|expected m1 and m2",
        "The numbers have two different types: 64 bits (`Double`, what NumPy uses) meet 32 bits "
        "(`Float`, what PyTorch's parameters use).",
        "Print `.dtype` of both tensors, and turn one with `.float()`.",
    ),
    (
        r"grad can be implicitly created only for scalar outputs",
        "`backward()` was called on several numbers. A loss has to be one number.",
        "Print the shape of what you call `backward()` on. Which operation makes one number of it?",
    ),
    (
        r"Only Tensors of floating point and complex dtype can require gradients",
        "A tensor of integers, such as `torch.tensor(0)`, cannot require a gradient: an integer "
        "cannot be nudged by a little.",
        "Write the number with a decimal point: `0.0`.",
    ),
    (
        r"shapes cannot be multiplied|mat1 and mat2|size mismatch|expected 2D|must be 2D",
        "The last dimension of the input does not fit the number of features. `nn.Linear` and "
        "`@` want a table of shape (N, features), and a list of shape (N,) is read as one row.",
        "Print both shapes. Should one of them be a column, `.reshape(-1, 1)`?",
    ),
    (
        r"Boolean value of Tensor with more than one value is ambiguous",
        "A whole tensor stands where True or False is wanted. In an `if`: compare one number; is a "
        "`.mean()` missing? With `nn.MSELoss`: a pair of brackets is missing. The first pair "
        "makes the object, the second pair uses it. So it is with `nn.CrossEntropyLoss`.",
        "Print the shape of what is compared, or count the pairs of brackets.",
    ),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        "A tensor with a graph behind it cannot be handed to NumPy.",
        "Use `.detach()` first, or `.item()` for a single number.",
    ),
    (
        r"modified by an inplace operation",
        "A number that `backward()` still needed was changed in place after the forward pass.",
        "Move the line that changes it to a place after `backward()`.",
    ),
    (
        r"only (one element tensors|(length|size)-1 arrays|0-dimensional arrays)",
        "One number is wanted here, and what was given holds several. `math.log`, `math.exp` and "
        "`float` take one number.",
        "For a whole tensor write `torch.log(…)` or `torch.exp(…)`. To make one tensor of "
        "several: `torch.stack(…)`.",
    ),
    (
        r"expected sequence of length \d+ at dim",
        "The lists that should become one tensor have different lengths. `append` puts a list "
        "into another one as a single thing; `extend` puts its numbers there.",
        "Print what stands in the brackets of `torch.tensor(…)`, in the line before.",
    ),
    (
        r"Tensor with \d+ elements cannot be converted to Scalar",
        "`.item()` takes the number out of a tensor that holds one number. Yours holds several.",
        "Print its shape in the line before.",
    ),
    (
        r"must match the size of tensor|not broadcastable|must match, but got",
        "Two tensors whose shapes do not fit were put together.",
        "Print the shapes of both in the line before.",
    ),
    (
        r"unsupported operand type\(s\) for \^|bitwise_xor|not implemented for 'Float'",
        "`^` is no power in Python.",
        "Python's sign for a power is `**`.",
    ),
    (
        r"(list|string|tuple) index out of range",
        "The line asks for an entry that is not there: with n entries, the last one has the number "
        "n - 1. A line that looks one further, `[i + 1]`, gets there one round earlier.",
        "Print the number in the brackets and `len(…)`, in the line before.",
    ),
    (
        r"index \d+ is out of (bounds|range)|StopIteration",
        "The line asks for an entry that is not there. The check sends other numbers of rows than "
        "the lesson has.",
        "Use `len(...)` in place of a fixed number.",
    ),
    (
        r"is invalid for input of size",
        "The new shape has another number of entries than the tensor. The check sends other "
        "numbers of rows than the lesson has.",
        "Let PyTorch count: `-1` stands for as many rows as needed.",
    ),
    (
        r"positional arguments?|unexpected keyword argument|values to unpack",
        "The number of things that are handed over, or taken apart, is not the number that is "
        "wanted.",
        "Count them on both sides.",
    ),
    (
        r"AssertionError",
        "An `assert` in your code found that what follows it is not true.",
        "Print what it compares, in the line before.",
    ),
    (
        r"must be Tensor, not",
        "A plain Python number, or a list, stands where PyTorch wants a tensor.",
        "Print its `type(...)` in the line before. `torch.tensor(...)` makes a tensor of it.",
    ),
    (
        r"invalid index of a 0-dim tensor|cannot be interpreted as an integer|too many indices|"
        r"only integer tensors of a single element",
        "What is counted, taken apart or indexed here is one number, or has fewer dimensions "
        "than the line expects.",
        "Print its value and its shape in the line before.",
    ),
    (
        r"before Module.__init__\(\) call",
        "A box was put into the module before the module's own book was prepared.",
        "Make `super().__init__()` the first line of `__init__`.",
    ),
    (
        r"'NoneType' object|and 'NoneType'|'NoneType' and",
        "Something in this line is `None`: a function without `return`, or a `.grad` that is "
        "not filled yet.",
        "Print each part of the line, in the line before it.",
    ),
    (
        r"'Tensor' and 'list'|'list' and 'Tensor'",
        "A tensor cannot be combined with a Python list.",
        "Make a tensor of the list: `torch.tensor(...)`.",
    ),
    (
        r"name '.*' is not defined|cannot access local variable|referenced before assignment",
        "The name in quotes has no value yet at this line. Is it spelled as it was before? Does "
        "the line that makes it come later, or stand in a cell that you have not run?",
        "Look for the line that should make it.",
    ),
)


def explain_error(error: BaseException) -> tuple[str, str]:
    """What an error means and what to try, for the errors that beginners meet."""
    text = f"{type(error).__name__}: {text_of(error)[:1000]}"
    for pattern, means, to_try in ERRORS:
        if re.search(pattern, text):
            return means, to_try
    if isinstance(error, SystemExit):
        return "Your code asked Python to end, with `exit()` or `quit()`.", "Take that line out."
    if isinstance(error, RecursionError):
        return "A function called itself again and again without an end.", "Where should it stop?"
    return (
        "Python could not carry out this line.",
        "Print each part of it, in the line before.",
    )
