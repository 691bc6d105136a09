"""The questions of lesson 03."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "03.chain",
        "The ride has the residual r = -3. What will line 5 give, the slope of L when w is nudged?",
        (
            Option(
                "-3, the residual",
                "The residual says how far off the prediction is. The slope of its square is 2r, "
                "and the way back goes on from there.",
            ),
            Option(
                "-6, which is 2r",
                "That is line 2, and lines 3 and 4 hand it on unchanged, since a plus has slope "
                "1. So it is the slope for b. For w one multiplication is still to come.",
            ),
            Option(
                "-18",
                "-6 comes back as far as p, and p is w times 3: one more slope, so -6 times 3. "
                "The chain rule multiplies all slopes on the way.",
            ),
            Option(
                "18, since L cannot be negative",
                "L is a square and never negative, but its slope can be. The prediction is too "
                "low, so a larger w makes L smaller: minus.",
            ),
        ),
        "C",
    ),
    Question(
        "03.twice",
        "You compute the loss and call `backward()`, then do both again at the same place, "
        "w = 0 and b = 0. What does `w.grad` hold now?",
        (
            Option(
                "-28, the gradient at this place",
                "The slope at this place has not changed, and the second `backward()` computes "
                "-28 again. But it does not write over what it finds in `.grad`. It adds.",
            ),
            Option(
                "-56, twice the gradient",
                "The second -28 is added to the first. `backward()` adds to the `.grad` of a leaf, "
                "as your own class does.",
            ),
            Option(
                "nothing, there is an error message",
                "There would be one for two calls of `backward()` on one graph. Here the loss was "
                "computed again, and that made a new graph.",
            ),
        ),
        "B",
    ),
    Question(
        "03.orders",
        "In one of these four orders the loss stays at 33 in every epoch, without an error "
        "message. Which one is it?",
        (
            Option(
                "zero, backward, step",
                "Zeroing comes first, so nothing is there to lose. The step finds a fresh "
                "gradient. This order works.",
            ),
            Option(
                "backward, step, zero",
                "The gradient is used first and emptied afterwards. This order works, with the "
                "same numbers as the one above.",
            ),
            Option(
                "backward, zero, step",
                "All three acts are there, and it looks tidy. But the gradient is emptied before "
                "the step can use it, so each step has length zero.",
            ),
            Option(
                "backward, step",
                "The missing zero does harm, but not this harm. The gradients of all epochs add "
                "up, and the loss swings: 33, 3.610, 10.411, 38.221.",
            ),
        ),
        "C",
    ),
    Question(
        "03.data",
        "`square = a * a` was computed with a = 3. Then `a.data *= 10` makes it 30, and only then "
        "comes `square.backward()`. What does `a.grad` hold?",
        (
            Option(
                "6, since the forward pass saw 3",
                "That is the right slope, and one would like to get it. But autograd kept `a` for "
                "the way back, and not a copy of its number.",
            ),
            Option(
                "60",
                "On the way back autograd reads the number in `a`, finds 30, and computes 2 times "
                "30. It cannot know that `.data` has changed it.",
            ),
            Option(
                "nothing, there is an error message",
                "There would be one if you changed `a` inside `torch.no_grad()`. `.data` goes "
                "behind autograd's back, so there is no message.",
            ),
        ),
        "B",
    ),
    Question(
        "03.digits",
        "200 steps with the gradient derived by hand, 200 steps with autograd. How far apart are "
        "the two paths?",
        (
            Option(
                "nowhere, every digit agrees",
                "Both compute the same gradient. But the numbers by hand have 64 bits and the "
                "tensors 32, so their last digits are rounded differently.",
            ),
            Option(
                "less than 0.00001 apart",
                "The gradient is the same, and only the rounding differs: 64 bits by hand, 32 "
                "bits in the tensors.",
            ),
            Option(
                "more than 0.00001 apart, as autograd is not exact",
                "That would be so if autograd nudged. It applies the rules for derivatives, "
                "exactly up to rounding, as you did on paper.",
            ),
        ),
        "B",
    ),
)
