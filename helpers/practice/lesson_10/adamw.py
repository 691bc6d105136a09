"""10.adamw: one step of AdamW for one tensor of parameters, by hand."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, number, uniform

BETA_1, BETA_2, SMALL = 0.9, 0.999, 1e-8


def some_steps(generator: torch.Generator) -> list[tuple]:
    """(w, grad, m, v, t, lr, decay): a first step, in which one gradient is 0; a later one; and an
    early one with gradients so tiny that the small number below the line counts.

    The gradients are of both signs and differ from m, and their squares from v. In the later step
    one weight had much larger gradients before, so its v falls.
    """

    def drawn(*shape):
        """Numbers of both signs, none near 0 and none near 1 or -1."""
        sizes = uniform(generator, 1.2, 3, *shape)
        signs = 1 - 2 * (torch.randperm(sizes.numel(), generator=generator) % 2)
        return sizes * signs.reshape(shape)

    def rates():
        return number(generator, 0.2, 0.3), number(generator, 0.4, 0.7)

    first = drawn(2, 3)
    first[0, choose(generator, 3)] = 0
    nothing = torch.zeros(2, 3)
    later, tiny = drawn(4), 1e-8 * drawn(2, 2)
    before = 0.002 * drawn(4) ** 2
    before[choose(generator, 4)] = 12
    t = 2 + choose(generator, 6)
    return [
        (drawn(2, 3), first, nothing, nothing.clone(), 1, *rates()),
        (drawn(4), later, 0.3 * drawn(4), before, t, *rates()),
        (drawn(2, 2), tiny, 0.2 * tiny, 0.001 * tiny**2, 2, *rates()),
    ]


def mean_of(m, grad, beta):
    return beta * m + (1 - beta) * grad


def corrected(mean, t, beta):
    return mean / (1 - beta**t)


def below(v):
    return v**0.5 + SMALL


def shrunk_first(w, change, lr, decay):
    return w - lr * decay * w - lr * change


def unchanged(mean, t, beta):
    return mean


def adamw_by(
    first: Callable = lambda m, grad: mean_of(m, grad, BETA_1),
    second: Callable = lambda v, grad: mean_of(v, grad**2, BETA_2),
    correct_m: Callable = corrected,
    correct_v: Callable = corrected,
    under: Callable = below,
    new: Callable = shrunk_first,
    gradient: Callable = lambda grad, w, decay: grad,
    over: Callable = lambda m, grad: m,
    betas: tuple = (BETA_1, BETA_2),
    count: Callable = lambda t: t,
    give: Callable = lambda w, m, v, m_hat, v_hat: (w, m, v),
) -> Callable:
    """An answer that is put together from these parts."""

    def answer(w, grad, m, v, t, lr, decay):
        grad = gradient(grad, w, decay)
        m, v = first(m, grad), second(v, grad)
        m_hat, v_hat = correct_m(m, count(t), betas[0]), correct_v(v, count(t), betas[1])
        return give(new(w, over(m_hat, grad) / under(v_hat), lr, decay), m, v, m_hat, v_hat)

    return answer


adamw = adamw_by()


def with_decay(grad, w, decay):
    return grad + decay * w


def no_decay(w, change, lr, decay):
    return w - lr * change


def before_it_is_new(w, grad, m, v, t, lr, decay):
    """The step is taken with the m and the v that came in."""
    new_m, new_v = mean_of(m, grad, BETA_1), mean_of(v, grad**2, BETA_2)
    change = corrected(m, t, BETA_1) / below(corrected(v, t, BETA_2))
    return shrunk_first(w, change, lr, decay), new_m, new_v


def shrinks(call, w, grad, m, v, t, lr, decay) -> bool:
    """Without any gradient a weight only decays."""
    nothing = torch.zeros_like(w)
    return alike(call(w, nothing, nothing, nothing, 1, lr, decay)[0], w * (1 - lr * decay))


def first_step(call, w, grad, m, v, t, lr, decay) -> bool:
    """From nothing, each weight moves by lr, whatever the size of its gradient."""
    nothing = torch.zeros_like(w)
    big = torch.where(w > 0, 0.5, -20.0)
    return alike(call(w, big, nothing, nothing, 1, lr, 0.0)[0], w - lr * big.sign())


EXERCISE = Exercise(
    name="10.adamw",
    reference=adamw,
    arguments=("w", "grad", "m", "v", "t", "lr", "decay"),
    returns="three tensors of the shape of `w`: the new weights, the new m and the new v",
    cases=some_steps,
    checked="three steps: a first one, in which one gradient is 0; a later one; one with tiny "
    "gradients. Your numbers are those that `torch.optim.AdamW` gives.",
    why="in the first step each weight moves by about lr, whether its gradient is 0.001 or 1000. "
    "Where does this come from, and why is a warm-up a good idea, then?",
    because=(
        "After the correction, m is the gradient and v its square, so the fraction is 1 or -1. So "
        "the first steps are full ones, and they know one batch only: a weight may go the wrong "
        "way at full speed. A warm-up makes them short until m and v have seen more."
    ),
    properties=(
        Property(
            "the new m",
            lambda call, *given: alike(call(*given)[1], adamw(*given)[1]),
            "Your new m, the second thing that you give back, holds other numbers.",
            "It is a mean over the gradients so far: most of it stays, and a small part comes from "
            "the new gradient. Nothing else belongs to it.",
            "Take one weight, with m = 1 and a gradient of 2. Work out the new m on paper.",
        ),
        Property(
            "the new v",
            lambda call, *given: alike(call(*given)[2], adamw(*given)[2]),
            "Your new v, the third thing that you give back, holds other numbers.",
            "It is a mean over the squares of the gradients so far: nearly all of it stays, and a "
            "very small part comes from the new square.",
            "Take one weight, with v = 1 and a gradient of 2. Work out the new v on paper.",
        ),
        Property(
            "decay alone",
            shrinks,
            "Where gradient, m and v are all 0, your weights do not shrink by the right share.",
            "The decay does not go through m and v. It takes a share of each weight, and the share "
            "is the learning rate times the decay.",
            "Call your function with zeros for `grad`, `m` and `v`, and with lr = 0.1 and decay = "
            "0.5. What should become of a weight of 1?",
        ),
        Property(
            "the first step",
            first_step,
            "In a first step without decay, your weights do not move by the learning rate.",
            "After the correction, m is the gradient and v its square. So each weight moves by "
            "`lr`, against the sign of its gradient, however large that is.",
            "Call your function with zeros for `m` and `v`, with t = 1 and decay = 0. Print m and "
            "v after the correction.",
        ),
    ),
    otherwise=(
        "Your m and your v are right, and in at least one case the new weights are not.",
        "What decays alone is right, too, and so is a first step without decay. What is left: "
        "the correction in later steps, the small number, and how the step and the decay come "
        "together.",
        "Take one weight of `torch.optim.AdamW` for three steps, and compare it with yours after "
        "each of them.",
    ),
    wrong=(
        Wrong(
            "no correction",
            adamw_by(correct_m=unchanged, correct_v=unchanged),
            "You take m and v as they are.",
            "They begin at 0, so after few steps they are far too small, and v more than m. The "
            "correction makes them as large as a mean of the gradients so far.",
            "At t = 1, which share of the gradient is m? By what do you have to divide it?",
        ),
        Wrong(
            "m not corrected",
            adamw_by(correct_m=unchanged),
            "You correct v, and m is taken as it is.",
            "Both begin at 0. The first steps become too short.",
            "At t = 1, which share of the gradient is m?",
        ),
        Wrong(
            "v not corrected",
            adamw_by(correct_v=unchanged),
            "You correct m, and v is taken as it is.",
            "Both begin at 0. What stands below the line is far too small, and the first steps "
            "become too long.",
            "At t = 1, which share of the squared gradient is v?",
        ),
        Wrong(
            "counted from 0",
            adamw_by(count=lambda t: t - 1),
            "In the first step you divide by 0, and in later ones by what belongs to the step "
            "before.",
            "The task counts the steps from 1, so t is right as it comes in.",
            "What does 1 - 0.9 to the power of t give for the first step?",
        ),
        Wrong(
            "counted too far",
            adamw_by(count=lambda t: t + 1),
            "You correct as if it were the step after this one.",
            "The task counts the steps from 1, so t is right as it comes in.",
            "At t = 1, which share of the gradient is m? By what do you have to divide it?",
        ),
        Wrong(
            "always the first step",
            adamw_by(count=lambda t: 1),
            "You correct each step as if it were the first.",
            "The more steps m and v have seen, the nearer they are to a mean, and the less is "
            "there to correct.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "beta times t",
            adamw_by(
                correct_m=lambda m, t, b: m / (1 - b * t), correct_v=lambda v, t, b: v / (1 - b * t)
            ),
            "You correct m and v with beta times t.",
            "What was there at the beginning is multiplied by beta in each step: after t steps "
            "this is a power. With beta times t the result is negative soon.",
            "How much of the zero at the beginning is left after two steps?",
        ),
        Wrong(
            "multiplied",
            adamw_by(
                correct_m=lambda m, t, b: m * (1 - b**t), correct_v=lambda v, t, b: v * (1 - b**t)
            ),
            "Your correction makes m and v smaller.",
            "They begin at 0, and are too small already.",
            "Should you divide here, or multiply?",
        ),
        Wrong(
            "power of beta alone",
            adamw_by(correct_m=lambda m, t, b: m / b**t, correct_v=lambda v, t, b: v / b**t),
            "You divide by a power of beta.",
            "That is how much of the zero at the beginning is left. The mean has to be divided by "
            "the rest, which comes from gradients.",
            "After one step, how much of m is old, and how much of it comes from the gradient?",
        ),
        Wrong(
            "corrected ones given back",
            adamw_by(give=lambda w, m, v, m_hat, v_hat: (w, m_hat, v_hat)),
            "Your weights are right. But you give back m and v after the correction.",
            "The next step starts from them, and would correct them once more. The corrected ones "
            "are used in this step only.",
            "Give the corrected ones names of their own.",
        ),
        Wrong(
            "old ones given back",
            lambda w, grad, m, v, *rest: (adamw(w, grad, m, v, *rest)[0], m, v),
            "Your weights are right. But you give back the m and v that came in.",
            "Then the next step knows nothing of this gradient.",
            "Which names stand behind `return`, and what do they hold there?",
        ),
        Wrong(
            "another order",
            adamw_by(give=lambda w, m, v, m_hat, v_hat: (m, v, w)),
            "Your weights come last.",
            "Who calls your function takes the first tensor for the weights.",
            "Compare what stands behind `return` with the order in the task.",
        ),
        Wrong(
            "m and v exchanged",
            adamw_by(give=lambda w, m, v, m_hat, v_hat: (w, v, m)),
            "You give back v before m.",
            "Who calls your function takes the second tensor for m.",
            "Compare what stands behind `return` with the order in the task.",
        ),
        Wrong(
            "decay in the gradient",
            adamw_by(gradient=with_decay, new=no_decay),
            "Your decay is a part of the gradient, and goes through m and v.",
            "So it is in Adam with L2, and this is what the W in AdamW changes. Divided by the "
            "root of v, the pull is weak where gradients are large and strong where they are "
            "small.",
            "Leave the gradient alone. Where else can a weight be made smaller?",
        ),
        Wrong(
            "decay without the rate",
            adamw_by(new=lambda w, change, lr, decay: w - decay * w - lr * change),
            "Your decay is not multiplied by the learning rate.",
            "At a small rate, the weights would shrink as fast as at a large one, and nearly "
            "nothing would be left of them after some steps.",
            "By which number is everything multiplied that a step takes away?",
        ),
        Wrong(
            "no decay",
            adamw_by(new=no_decay),
            "Your weights do not decay.",
            "What you have written is a step of Adam.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "decay after the step",
            adamw_by(new=lambda w, change, lr, decay: (w - lr * change) * (1 - lr * decay)),
            "Your decay takes its share of the new weights.",
            "The task takes it of the weights that came in.",
            "Which weights does the decay see: those before the step, or those after it?",
        ),
        Wrong(
            "weights grow",
            adamw_by(new=lambda w, change, lr, decay: w + lr * decay * w - lr * change),
            "Your decay makes the weights larger.",
            "It has the wrong sign: a weight of 2 should come nearer to 0, and so should one of "
            "-2.",
            "Call your function with zeros for `grad`, `m` and `v`.",
        ),
        Wrong(
            "small number inside the root",
            adamw_by(under=lambda v: (v + SMALL) ** 0.5),
            "You add the small number to v, and take the root of both.",
            "The root of 0.00000001 is 0.0001. So for small gradients the step is far too short.",
            "Read the order of the steps in the task: what comes first, the root or the sum?",
        ),
        Wrong(
            "no small number",
            adamw_by(under=lambda v: v**0.5),
            "For a gradient of 0 your new weight is not a number.",
            "m and v are 0 there, and 0 divided by 0 gives `nan`: no number.",
            "What does the task add to the root?",
        ),
        Wrong(
            "small number before the correction",
            lambda w, grad, m, v, t, lr, decay: adamw_by(
                correct_v=lambda new_v, t, b: (new_v**0.5 + SMALL) / (1 - b**t) ** 0.5,
                under=lambda r: r,
            )(w, grad, m, v, t, lr, decay),
            "You add the small number before the correction of v.",
            "Then the correction makes it larger, too. For most gradients it does not show, for "
            "tiny ones it does.",
            "Correct v first. Then follow the order of the task.",
        ),
        Wrong(
            "no root",
            adamw_by(under=lambda v: v + SMALL),
            "You divide by v, and not by its root.",
            "v is made of squares. Only with the root does the size of the gradient go away.",
            "Which step is missing in what you divide by?",
        ),
        Wrong(
            "no square",
            adamw_by(
                second=lambda v, grad: mean_of(v, grad, BETA_2),
                under=lambda v: v.abs() ** 0.5 + SMALL,
            ),
            "Your v is a mean of the gradients without their squares.",
            "Then gradients of both signs cancel each other, and v says nothing about their size.",
            "What is v a mean of?",
        ),
        Wrong(
            "no square, nan",
            adamw_by(second=lambda v, grad: mean_of(v, grad, BETA_2)),
            "For negative gradients your new weights are not numbers.",
            "The root of a negative number is `nan`. So v is negative somewhere, and a mean of "
            "squares never is.",
            "What is v a mean of?",
        ),
        Wrong(
            "betas exchanged",
            adamw_by(
                lambda m, grad: mean_of(m, grad, BETA_2),
                lambda v, grad: mean_of(v, grad**2, BETA_1),
                betas=(BETA_2, BETA_1),
            ),
            "The two betas have changed places.",
            "The mean of the gradients looks back about ten steps, and that of their squares about "
            "a thousand.",
            "Which beta belongs to m in the task?",
        ),
        Wrong(
            "betas exchanged in the means",
            adamw_by(
                lambda m, grad: mean_of(m, grad, BETA_2),
                lambda v, grad: mean_of(v, grad**2, BETA_1),
            ),
            "The two betas have changed places in m and v, and not in the correction.",
            "The mean of the gradients looks back about ten steps, and that of their squares about "
            "a thousand.",
            "Which beta belongs to m in the task?",
        ),
        Wrong(
            "betas exchanged in the correction",
            adamw_by(betas=(BETA_2, BETA_1)),
            "Your m and v are right. In their correction the two betas have changed places.",
            "The correction has to undo what the mean has done, so it has the same beta.",
            "Which beta is in the line for m, and which one in the line that corrects it?",
        ),
        Wrong(
            "old and new exchanged",
            adamw_by(
                lambda m, grad: mean_of(grad, m, BETA_1),
                lambda v, grad: mean_of(grad**2, v, BETA_2),
            ),
            "Your m is nearly all new gradient, and your v nearly all new square.",
            "A mean over many steps keeps most of what it has, and takes a little of the new.",
            "What is larger, beta or 1 - beta? What does it belong to?",
        ),
        Wrong(
            "sums in place of means",
            adamw_by(lambda m, grad: BETA_1 * m + grad, lambda v, grad: BETA_2 * v + grad**2),
            "You add the whole gradient to m, and the whole square to v.",
            "Then both grow far beyond the size of a gradient. The shares of old and new should "
            "add up to 1.",
            "If beta stays of the old, how much of the new may be added?",
        ),
        Wrong(
            "the old m and v",
            before_it_is_new,
            "Your step uses the m and v of the step before.",
            "You make the new ones and give them back, and the line for the weights still has the "
            "old ones. In the first step these are 0.",
            "Which names stand in the line for the weights?",
        ),
        Wrong(
            "the gradient itself",
            adamw_by(over=lambda m, grad: grad),
            "Above the line stands the gradient of this step, and not m.",
            "Without the mean each batch pulls the weights its own way.",
            "What is m for? Which line of your function uses it?",
        ),
        Wrong(
            "not divided",
            adamw_by(under=lambda v: 1),
            "Your step is m alone: nothing stands below the line.",
            "Then a weight with large gradients takes large steps. That is descent with momentum.",
            "What is v for? Which line of your function uses it?",
        ),
        Wrong(
            "uphill",
            adamw_by(new=lambda w, change, lr, decay: w - lr * decay * w + lr * change),
            "Your step goes uphill.",
            "m points to a larger loss. The step goes against it.",
            "Follow the signs through your line for the weights.",
        ),
        Wrong(
            "no rate",
            adamw_by(new=lambda w, change, lr, decay: w - lr * decay * w - change),
            "Your step is not multiplied by the learning rate.",
            "Each weight would move by about 1 in each step.",
            "By which number is everything multiplied that a step takes away?",
        ),
        Wrong(
            "the change alone",
            adamw_by(new=lambda w, change, lr, decay: lr * decay * w + lr * change),
            "In place of the new weights you give back what has to be taken away from them.",
            "It is right as far as it goes.",
            "From where does the step start?",
        ),
    ),
    rivals=(
        Rival(
            "The decay takes its share of the step, too.",
            adamw_by(new=lambda w, change, lr, decay: w - lr * change * (1 + decay)),
        ),
        Rival(
            "Half of the decay.", adamw_by(new=lambda w, c, lr, decay: w - lr * (c + decay / 2 * w))
        ),
        Rival(
            "The rate counts for the decay twice.",
            adamw_by(new=lambda w, c, lr, decay: w - lr * c - lr**2 * decay * w),
        ),
        Rival(
            "All weights are pulled by the same amount.",
            adamw_by(new=lambda w, c, lr, decay: w - lr * c - lr * decay * w.sign()),
        ),
        Rival("A small number that is ten times larger.", adamw_by(under=lambda v: v**0.5 + 1e-7)),
        Rival("A small number that is ten times smaller.", adamw_by(under=lambda v: v**0.5 + 1e-9)),
        Rival("At least the small number.", adamw_by(under=lambda v: (v**0.5).clamp(min=SMALL))),
        Rival(
            "A beta of 0.95 for v.",
            adamw_by(second=lambda v, grad: mean_of(v, grad**2, 0.95), betas=(BETA_1, 0.95)),
        ),
        Rival("Only the sign of m.", adamw_by(over=lambda m, grad: m.sign(), under=lambda v: 1)),
        Rival(
            "The correction belongs to the first step only.",
            adamw_by(
                correct_m=lambda m, t, b: m / (1 - b) if t == 1 else m,
                correct_v=lambda v, t, b: v / (1 - b) if t == 1 else v,
            ),
        ),
        Rival(
            "One v for the whole tensor.",
            adamw_by(second=lambda v, grad: mean_of(v, (grad**2).mean(), BETA_2)),
        ),
        Rival(
            "The largest v so far.",
            adamw_by(second=lambda v, grad: torch.maximum(v, mean_of(v, grad**2, BETA_2))),
        ),
        Rival(
            "The next gradient is looked at as well.",
            adamw_by(over=lambda m, grad: BETA_1 * m + (1 - BETA_1) * grad),
        ),
    ),
)
