"""The questions of lesson 04."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "04.old-optimizer",
        "The new model gets 200 epochs of forward, loss, `zero_grad`, `backward`, `step`, with "
        "the optimizer of the old model. What happens to the new model's loss?",
        (
            Option(
                "it falls as before: the five lines are the same",
                "The lines are the same, but `step()` moves the parameters that the optimizer "
                "was given when it was made. Those are the old model's.",
            ),
            Option(
                "an error: the optimizer does not know this model",
                "It would be kinder. An optimizer holds parameters, not a model; it finds no "
                "`.grad` in them and passes over them without a word.",
            ),
            Option(
                "it stays at one value to the last digit",
                "`backward()` fills the `.grad` of the new parameters, and `step()` looks at the "
                "old ones. So the first loss and the last are equal: 70.43.",
            ),
        ),
        "C",
    ),
    Question(
        "04.first-step",
        "At w = 0, b = 0 the gradient is (-28, -10), and lr is 0.1. SGD steps by lr times the "
        "gradient: 2.8 in w and 1.0 in b. How long is the first step of Adam?",
        (
            Option(
                "the same, 2.8 and 1.0",
                "The learning rate is the same, but Adam divides by the square root of `s`, and "
                "that takes the size of the gradient out.",
            ),
            Option(
                "0.28 and 0.1, since m takes a tenth of the gradient",
                "A tenth is what `m` holds after one step. But Adam corrects for that, and it "
                "divides by the size of the gradient as well.",
            ),
            Option(
                "0.1 in both",
                "After one step m / √s is g / √(g²), which is the sign of g. So the first "
                "step is as long as the learning rate, for a steep parameter and for a flat one.",
            ),
        ),
        "C",
    ),
    Question(
        "04.race",
        "After 200 epochs, whose loss is the smallest in the valley, and whose in the round bowl?",
        (
            Option(
                "Adam's in both: it is the newest of the three",
                "In the valley, yes: 2.6e-08 after 200 epochs. But newer is not better everywhere. "
                "In the round bowl its first steps are only as long as the learning rate: at epoch "
                "50 its loss is still 0.85, and SGD's is 1e-14.",
            ),
            Option(
                "Adam's in the valley, plain SGD's in the round bowl",
                "In the valley a step length for each parameter helps most. In the round bowl "
                "the gradient points straight to the bottom, and SGD is there within 20 epochs.",
            ),
            Option(
                "momentum's in both: it is SGD, and faster",
                "It is faster along a valley's floor, and there it beats plain SGD. But it "
                "overshoots: in the round bowl its loss at epoch 50 is 0.17, and SGD's is 1e-14.",
            ),
        ),
        "B",
    ),
    Question(
        "04.cure-shape",
        "`X_case` has the shape (100, 1). Which shape has `X_case @ torch.tensor([2.0])`?",
        (
            Option(
                "(100, 1), since each row is multiplied by 2",
                "The numbers are those. But `@` adds up over the last dimension of `X_case`, and "
                "a tensor of shape (1,) has no second dimension to put in its place.",
            ),
            Option(
                "(100,)",
                "`@` with a tensor of shape (1,) gives one number for each row, and the column is "
                "gone. As targets these numbers lead into the shape trap, without an error.",
            ),
            Option(
                "none, there is an error",
                "The list was the error. A tensor with one dimension is allowed behind `@`, which "
                "makes this cure worse than the error: it runs.",
            ),
        ),
        "B",
    ),
    Question(
        "04.ten-parameters",
        "Ten parameters for ten rides, found by least squares. About how large is the loss on "
        "these ten rides, and on the 20 rides of the test set?",
        (
            Option(
                "about 1 on both, the noise",
                "That holds for the line, which has too few parameters to follow the noise. Ten "
                "parameters can follow ten rides exactly, noise included.",
            ),
            Option(
                "0 on the ten, about 20 on the test set",
                "About 20 is right for the test rides between the ten. Three others lie outside, "
                "and there the polynomial runs away: they make the mean thousands.",
            ),
            Option(
                "0 on the ten, more than 1000 on the test set",
                "It passes through all ten, and pays for it everywhere else. A loss of 0 on the "
                "training set says nothing about rides that were not in it.",
            ),
        ),
        "C",
    ),
)
