"""03.grad-after: what does `.grad` hold?"""

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Rival, Wrong


def is_none(entry) -> bool:
    return entry is None or (isinstance(entry, str) and entry.strip().lower() == "none")


def is_number(entry, *values: float) -> bool:
    """An entry is one of these numbers."""
    tensor = as_tensor(entry)
    return (
        tensor is not None
        and tensor.numel() == 1
        and any(abs(tensor.item() - value) < 1e-4 for value in values)
    )


def four_grads(seen, _) -> bool:
    first, second, third, fourth = seen
    return is_number(first, 12) and is_number(second, 5) and is_none(third) and is_none(fourth)


EXERCISE = Exercise(
    name="03.grad-after",
    reference=(12.0, 5.0, None, None),
    returns="four things, one for each program: a number, or `None`",
    checked="all four entries, against what PyTorch gives.",
    why="programs C and D both end with `None`, for two different reasons. Which?",
    because=(
        "In C there was a gradient, and PyTorch did not keep it, because `p` is no leaf: it "
        "is the result of an operation. In D, `w` is a leaf, but its gradient was taken away, "
        "and no `backward()` came after that. The forward pass alone fills nothing."
    ),
    accept=four_grads,
    wrong=(
        Wrong(
            "quotation marks",
            ("12", "5", None, None),
            "One of your entries stands in quotation marks.",
            "Then it is a text for Python, and no number.",
            "Write numbers without quotation marks.",
            when=lambda seen: any(isinstance(e, str) and not is_none(e) for e in seen[0]),
        ),
        Wrong(
            "0 for None",
            (12, 5, None, 0),
            "For program C or D you wrote 0.",
            "0 is a gradient: it says that a nudge changes nothing. In this place there is no "
            "gradient at all, and Python has a word of its own for that.",
            "Make a new leaf and print its `.grad` before any `backward()`.",
            when=lambda seen: is_number(seen[0][2], 0) or is_number(seen[0][3], 0),
        ),
        Wrong(
            "overwritten",
            (6, 5, None, None),
            "For program A you wrote the slope of one loss, 6.",
            "That would be right if the second `backward()` wrote over what the first one has left "
            "in `.grad`. It does not.",
            "Read the output of the first cell of section 4 again: what did the second call do?",
            when=lambda seen: is_number(seen[0][0], 6),
        ),
        Wrong(
            "value of the loss",
            (9, 15, None, None),
            "For program A or B you wrote a value of the loss.",
            "`.grad` holds no loss. It holds the slope: how many times a small nudge of `w` the "
            "loss changes.",
            "Nudge `w` from 3 to 3.01 on paper. By how many times 0.01 does the loss change?",
            when=lambda seen: is_number(seen[0][0], 9, 18) or is_number(seen[0][1], 15, 24),
        ),
        Wrong(
            "zero_ passed over",
            (12, 11, None, None),
            "For program B you added the slopes of both losses.",
            "Gradients add up, but only to what is still in `.grad` when the second `backward()` "
            "comes.",
            "Note what `w.grad` holds after each line of program B, as Figure B does.",
            when=lambda seen: is_number(seen[0][1], 11),
        ),
        Wrong(
            "emptied for good",
            (12, 0, None, None),
            "For program B you wrote 0.",
            "`w.grad.zero_()` empties `.grad` at that moment. It does not keep it empty.",
            "Which line of program B comes after `zero_()` and fills `.grad` again?",
            when=lambda seen: is_number(seen[0][1], 0),
        ),
        Wrong(
            "no leaf",
            (12, 5, 24, None),
            "For program C you wrote a number.",
            "`p` is the result of an operation, so it is no leaf. A gradient passes through it on "
            "the way back, and PyTorch does not keep it there.",
            "Look at Figure A again: which of the tensors keep their gradient at the end?",
            when=lambda seen: not is_none(seen[0][2]),
        ),
        Wrong(
            "forward alone",
            (12, 5, None, 7),
            "For program D you wrote the slope of the last loss.",
            "The last line only computes this loss. The forward pass takes notes and writes "
            "nothing into `.grad`.",
            "Which call fills `.grad`? How often does it stand in program D, and where?",
            when=lambda seen: is_number(seen[0][3], 7, 21),
        ),
        Wrong(
            "still there",
            (12, 5, None, 6),
            "For program D you wrote a number.",
            "`w.grad = None` takes away what `backward()` has written. Only another `backward()` "
            "could fill it again.",
            "Note what `w.grad` holds after each line of program D.",
            when=lambda seen: not is_none(seen[0][3]),
        ),
        Wrong(
            "None for a number",
            (None, 5, None, None),
            "For program A or B you wrote `None`.",
            "In both, `w` is a leaf with `requires_grad=True`, and the last act is a `backward()`.",
            "Note what `w.grad` holds after each line, and begin with the first `backward()`.",
            when=lambda seen: is_none(seen[0][0]) or is_none(seen[0][1]),
        ),
        Wrong(
            "program A",
            (36, 5, None, None),
            "Your entry for program A is another number than PyTorch gives.",
            "Each of the two calls of `backward()` works out the slope of w · w at w = 3. What was "
            "in `.grad` before plays a part in the second.",
            "Work out one slope alone. Then ask what the second call does with the first result.",
            when=lambda seen: not is_number(seen[0][0], 12),
        ),
        Wrong(
            "program B",
            (12, 1, None, None),
            "Your entry for program B is another number than PyTorch gives.",
            "What counts is what is in `.grad` after `zero_()`, and which slope the last line adds "
            "to it.",
            "By how much does 5 · w change when `w` grows by 1?",
            when=lambda seen: not is_number(seen[0][1], 5),
        ),
    ),
    rivals=(
        Rival(
            "The gradients of program A do not add up, and b is never emptied.",
            (6.0, 5.0, 24.0, 6.0),
        ),
        Rival("A number for each program.", (12.0, 5.0, 0.0, 0.0)),
        Rival("The first call counts twice.", (18.0, 5.0, None, None)),
        Rival("Emptying leaves nothing behind.", (12.0, None, None, None)),
        Rival("The two `None` of the end stand at the start.", (None, None, 12.0, 5.0)),
        Rival("Program C holds a number, since it is part of the graph.", (12.0, 5.0, 6.0, None)),
        Rival("Program D holds a number, since it was computed.", (12.0, 5.0, None, 1.0)),
        Rival("The signs are those of the step.", (-12.0, -5.0, None, None)),
    ),
)
