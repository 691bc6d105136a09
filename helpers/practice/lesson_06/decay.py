"""06.decay: one step of SGD with weight decay, by hand."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, number, uniform
from helpers.practice.lesson_06.shared import DIGITS


def steps(generator: torch.Generator) -> list[tuple]:
    """(w, grad, lr, weight_decay): a list of weights and a table of weights, of both signs, some
    smaller than 1 and some larger. A decay before the step and one after it can be told apart."""

    def weights(*shape):
        while True:
            w = uniform(generator, -3, 3, *shape)
            far = ((w.abs() - 1).abs() > 0.2) & (w.abs() > 0.2)
            if far.all() and w.min() < 0 < w.max() and w.abs().min() < 1 < w.abs().max():
                return w

    def draw(*shape):
        return (
            weights(*shape),
            weights(*shape),
            number(generator, 0.2, 0.4),
            number(generator, 0.5, 0.8),
        )

    return [
        apart(lambda s=shape: draw(*s), step, decay_after, the_other_way, times_the_gradient)
        for shape in ((4,), (2, 3))
    ]


def step(w, grad, lr, weight_decay):
    return w - lr * (grad + weight_decay * w)


def decay_after(w, grad, lr, weight_decay):
    new = w - lr * grad
    return new - lr * weight_decay * new


def the_other_way(w, grad, lr, weight_decay):
    return w - lr * (weight_decay * grad + w)


def times_the_gradient(w, grad, lr, weight_decay):
    return w - lr * grad * (1 + weight_decay)


EXERCISE = Exercise(
    name="06.decay",
    reference=step,
    arguments=("w", "grad", "lr", "weight_decay"),
    returns="a tensor of the shape of `w`: the weights after one step",
    cases=steps,
    tolerance=DIGITS,
    checked="a list of weights and a table of weights, with random gradients, learning rates and "
    "decays.",
    why="what happens to a weight whose gradient stays 0, with lr = 0.1 and a weight decay of "
    "0.5, and why is this called decay?",
    because=(
        "Each step takes away lr times the decay, which is 0.05: 5 percent of what is left. So it "
        "comes nearer and nearer to 0, in the same ratio each time, as a thing that decays. A "
        "weight stays large only where the data pull at it again and again."
    ),
    properties=(
        Property(
            "nothing to learn",
            lambda call, w, grad, lr, decay: alike(
                call(w, 0 * grad, lr, decay), w * (1 - lr * decay)
            ),
            "Where the gradient is zero, your weights do not all shrink by the same share.",
            "The gradient of the penalty is the decay times the weight itself: a large weight is "
            "pulled more than a small one.",
            "Put zero in for `grad` on paper. What is left of your line, for w = 2 and w = -2?",
        ),
        Property(
            "no decay",
            lambda call, w, grad, lr, decay: alike(call(w, grad, lr, 0.0), w - lr * grad),
            "With a decay of zero your step is not that of plain SGD.",
            "Without a penalty the step is the one of Part I: against the gradient, times the "
            "learning rate.",
            "Put zero in for `weight_decay` on paper. What is left of your line?",
        ),
        Property(
            "no step",
            lambda call, w, grad, lr, decay: alike(call(w, grad, 0.0, decay), w),
            "With a learning rate of zero your weights move.",
            "Both pulls, that of the data and that of the penalty, are a part of the gradient. "
            "The learning rate counts for both.",
            "What is multiplied by `lr` in your line, and what is not?",
        ),
    ),
    wrong=(
        Wrong(
            "plain step",
            lambda w, grad, lr, decay: w - lr * grad,
            "Your step is that of plain SGD.",
            "`weight_decay` plays no part in it.",
            "What does the penalty add to the gradient?",
        ),
        Wrong(
            "sign of the decay",
            lambda w, grad, lr, decay: w - lr * (grad - decay * w),
            "The decay makes your weights larger.",
            "It has the wrong sign: the step goes against the gradient of the penalty, towards 0.",
            "Take w = 2 and a gradient of zero. On which side of 2 should the new weight be?",
        ),
        Wrong(
            "decay without the rate",
            lambda w, grad, lr, decay: w - lr * grad - decay * w,
            "Your decay is not multiplied by the learning rate.",
            "The penalty is a part of the loss, so its gradient is a part of the gradient, and "
            "the rate counts for both.",
            "Where do your brackets open and close?",
        ),
        Wrong(
            "decay after the step",
            decay_after,
            "You make the step first, and then shrink the weights that it gave.",
            "The gradient of the penalty is taken where the other gradient was taken, at the old "
            "weights. Then one step is made with both.",
            "Which `w` stands behind the decay, the old one or the new one?",
        ),
        Wrong(
            "sign of the weights",
            lambda w, grad, lr, decay: w - lr * (grad + decay * torch.sign(w)),
            "Your decay pulls at each weight equally, whether it is large or small.",
            "That is the slope of the absolute value: L1. The slope of a square grows with the "
            "weight.",
            "What is the derivative of the penalty, half of the decay times w squared?",
        ),
        Wrong(
            "squared",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w**2),
            "Your decay pushes negative weights further away from zero.",
            "You added the square of the weight. It is never negative, so the pull has one "
            "direction for all.",
            "The penalty has a square. Does its slope have one too?",
        ),
        Wrong(
            "the penalty itself",
            lambda w, grad, lr, decay: w - lr * (grad + decay * (w**2).sum()),
            "The same number is added to all gradients.",
            "It is the penalty, one number. A gradient has a slope for each weight.",
            "How does the penalty change when one weight is nudged?",
        ),
        Wrong(
            "half of the penalty",
            lambda w, grad, lr, decay: w - lr * (grad + decay / 2 * (w**2).sum()),
            "The same number is added to all gradients: half of the sum of squares, with the "
            "decay.",
            "This is the penalty, one number. Its slopes are one for each weight.",
            "How does the penalty change when one weight is nudged?",
        ),
        Wrong(
            "twice",
            lambda w, grad, lr, decay: w - lr * (grad + 2 * decay * w),
            "Your decay is twice as strong as that of `torch.optim.SGD`.",
            "This is the slope of the decay times w squared. The penalty of SGD has a half in "
            "front, so that the two goes away.",
            "Compare one step of yours with one of `torch.optim.SGD`, for one weight.",
        ),
        Wrong(
            "half",
            lambda w, grad, lr, decay: w - lr * (grad + decay / 2 * w),
            "Your decay is half as strong as that of `torch.optim.SGD`.",
            "The half belongs to the penalty. The derivative of the square brings a factor that "
            "takes it away.",
            "Write down the derivative of half of w squared.",
        ),
        Wrong(
            "uphill",
            lambda w, grad, lr, decay: w + lr * (grad + decay * w),
            "Your step goes uphill, and the decay makes the weights larger.",
            "The gradient points to a larger loss. A step goes against it.",
            "With which sign does the whole step begin?",
        ),
        Wrong(
            "uphill in the data",
            lambda w, grad, lr, decay: w - lr * (decay * w - grad),
            "The decay pulls the right way, and the gradient of the data the wrong way.",
            "The step goes against both. A minus before one of them turns it round.",
            "Follow the sign of `grad` through your line, with its brackets.",
        ),
        Wrong(
            "no rate",
            lambda w, grad, lr, decay: w - (grad + decay * w),
            "The learning rate is missing.",
            "You take away the whole gradient of both parts.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "decay only",
            lambda w, grad, lr, decay: w - lr * decay * w,
            "Your weights only shrink: the gradient of the data plays no part.",
            "The decay is right. It is added to the gradient, and does not take its place.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "the step alone",
            lambda w, grad, lr, decay: lr * (grad + decay * w),
            "You give back the step, and not the new weights.",
            "This is what has to be taken away from the weights.",
            "From where does the step start?",
        ),
        Wrong(
            "new gradient",
            lambda w, grad, lr, decay: grad + decay * w,
            "You give back the gradient with its penalty.",
            "So far it is right. The step is still open.",
            "How does a step of SGD use a gradient?",
        ),
        Wrong(
            "times the gradient",
            times_the_gradient,
            "Your decay makes the gradient larger, and no weight is pulled to zero.",
            "The decay is multiplied by the gradient. The slope of the penalty depends on the "
            "weight.",
            "What should happen to a weight whose gradient is zero?",
        ),
        Wrong(
            "on the wrong one",
            the_other_way,
            "Your decay stands at the gradient, and the weights are taken in full.",
            "The two are exchanged: the decay says how much the weights count beside the gradient.",
            "With which of the two is `weight_decay` multiplied?",
        ),
        Wrong(
            "size of the weights",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w.abs()),
            "Negative weights become larger in size, positive ones smaller.",
            "You took the weights without their signs, so all are pulled downwards, not towards 0.",
            "Where should the decay pull a weight of -2?",
        ),
    ),
    rivals=(
        Rival(
            "The decay divided by the rate.",
            lambda w, grad, lr, decay: w - lr * grad - decay / lr * w,
        ),
        Rival("The rate twice.", lambda w, grad, lr, decay: w - lr * (grad + lr * decay * w)),
        Rival(
            "Toward the mean of the weights.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * (w - w.mean())),
        ),
        Rival(
            "The mean weight for all.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w.mean()),
        ),
        Rival(
            "Divided by the length of the weights.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w / w.norm()),
        ),
        Rival(
            "Divided by the number of weights.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w / w.numel()),
        ),
        Rival(
            "Only the positive weights decay.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w.clamp(min=0)),
        ),
        Rival(
            "Only the large weights decay.",
            lambda w, grad, lr, decay: w - lr * (grad + decay * w * (w.abs() > 1)),
        ),
        Rival(
            "A decay of 0.01, whatever is asked for.",
            lambda w, grad, lr, decay: step(w, grad, lr, 0.01),
        ),
        Rival(
            "Two steps.", lambda w, grad, lr, decay: step(step(w, grad, lr, decay), grad, lr, decay)
        ),
        Rival(
            "The gradient of the first weight for all.",
            lambda w, grad, lr, decay: step(w, grad.flatten()[0], lr, decay),
        ),
        Rival(
            "The rate and the decay exchanged.", lambda w, grad, lr, decay: step(w, grad, decay, lr)
        ),
        Rival(
            "Divided by one more than the decay.",
            lambda w, grad, lr, decay: (w - lr * grad) / (1 + lr * decay),
        ),
    ),
)
