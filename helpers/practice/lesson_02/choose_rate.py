"""02.choose-rate: choose a learning rate."""

import math

from helpers.practice.engine import Exercise, Rival, Wrong

ACROSS, ALONG = 49.35, 0.648  # the curvatures with the distances in li, as the task gives them
RATE_LIMIT, KM_LIMIT = 2 / ACROSS, 2 / 13.40


def epochs_until(share: float, lr: float, curvature: float = ALONG) -> float:
    """After how many epochs this share of the way is left, in a direction of this curvature."""
    factor = abs(1 - lr * curvature)
    return math.log(share) / math.log(factor) if 0 < factor < 1 else math.nan


def rate_between(low: float, high: float):
    """The learning rate is a share of the limit from `low` to below `high`."""
    return lambda seen: low <= seen[0][0] / RATE_LIMIT < high


def another_rate(seen) -> bool:
    """The epochs fit a learning rate of the lesson, or a usual share of the limit, and fit it
    better than any other mistake with the learning rate that was handed in."""
    lr, epochs = seen[0]
    rates = 0.001, 0.01, 0.02, 0.03, 0.05, *(RATE_LIMIT * s for s in (1 / 3, 0.5, 0.9))
    here = epochs_until(0.01, lr)
    known = here / 2, here * 2, here / math.log(10), 0.99 / (lr * ALONG), here * ALONG / 0.597
    theirs = *(epochs_until(0.01, rate) for rate in rates), epochs_until(0.01, 0.05, 0.597)
    off = min(abs(epochs - other) for other in theirs)
    return off <= 1 and all(off < abs(epochs - other) for other in known)


def condition_number(seen) -> bool:
    lr, epochs = seen[0]
    off = abs(epochs - ACROSS / ALONG)
    return off <= 0.9 and off < abs(epochs - 0.99 / (lr * ALONG))


def epochs_are(formula):
    """The number of epochs is formula(lr), to within 3 percent or one epoch."""

    def holds(seen):
        lr, epochs = seen[0]
        return abs(epochs - formula(lr)) <= max(1.0, 0.03 * formula(lr))

    return holds


def good_choice(seen, _) -> bool:
    lr, epochs = seen
    if isinstance(lr, str) or isinstance(epochs, str):
        return False
    pair = (float(lr), float(epochs))
    return rate_between(0.09, 0.9999)([pair]) and epochs_are(lambda r: epochs_until(0.01, r))(
        [pair]
    )


EXERCISE = Exercise(
    name="02.choose-rate",
    reference=(0.02, 353),
    returns="two numbers, the learning rate and the number of epochs",
    accept=good_choice,
    checked="that your learning rate is below the limit and above a tenth of it, and that with it "
    "one hundredth of the way along the valley is left after your epochs.",
    why="nine tenths of the limit need 56 epochs in kilometres. Why do they need more in li?",
    because=(
        "Because the valley is longer and narrower. In kilometres the curvatures are 13.40 "
        "and 0.597, a condition number of about 22; in li they are 49.35 and 0.648, about 76. "
        "The steep side allows shorter steps only, and along the valley these short steps "
        "have a long way to go: nine tenths of the limit need 193 epochs. Standardised, 21 "
        "were enough. So nobody who standardises has to care which unit the distances had."
    ),
    wrong=(
        Wrong(
            "exchanged",
            (353, 0.02),
            "Your first number is large and your second one below 1.",
            "It looks as if you handed in the epochs first.",
            "Compare the last line of the cell with the task: learning rate, then epochs.",
            when=lambda seen: seen[0][0] >= 1 > seen[0][1],
        ),
        Wrong(
            "not above 0",
            (-0.02, 353),
            "Your learning rate is not above 0.",
            "With 0 nothing moves, and with a negative one the descent goes uphill.",
            "Look at line 5 of section 5: between which two numbers must lr · λ lie?",
            when=lambda seen: seen[0][0] <= 0,
        ),
        Wrong(
            "on the limit",
            (2 / ACROSS, 173),
            "Your learning rate lies on the limit itself.",
            "There the factor across the valley is -1: the path jumps from side to side and never "
            "comes closer.",
            "Leave some room. Section 5 says which share of the limit is safe.",
            when=rate_between(0.9999, 1.0005),
        ),
        Wrong(
            "the rate of the kilometres",
            (0.05, 152),
            "In kilometres your learning rate converges. In li it diverges, and the loss ends "
            "in nan.",
            "The distances are an unscaled feature: their unit decides how steep the bowl is. A "
            "smaller unit gives larger numbers, and so a larger curvature.",
            "Compute the limit from the curvature across the valley that the task gives.",
            when=lambda seen: RATE_LIMIT < seen[0][0] < KM_LIMIT,
        ),
        Wrong(
            "too large",
            (0.2, 100),
            "With your learning rate the descent diverges: the loss grows, becomes inf and then "
            "nan.",
            "The learning rate is too large: it lies above the limit, and each step across the "
            "valley lands higher than it started.",
            "Which of the two curvatures decides the limit? Compute it by line 6 of section 5.",
            when=lambda seen: seen[0][0] > RATE_LIMIT,
        ),
        Wrong(
            "too slow",
            (0.001, 7105),
            "Your learning rate is below a tenth of the limit.",
            "The descent converges, but very slowly: it needs more than ten times as many epochs "
            "as near the limit.",
            "Compute the limit, and choose a share of it. Section 5 names a safe one.",
            when=rate_between(0, 0.09),
        ),
        Wrong(
            "negative epochs",
            (0.02, -353),
            "Your number of epochs is negative.",
            "The logarithm of a number between 0 and 1 is negative. Where two of them are divided, "
            "the signs cancel.",
            "The formula divides two logarithms, log 0.01 and log(1 - lr · λ). Do both stand "
            "there, one above and one below, with 0.01 and a minus?",
            when=lambda seen: seen[0][1] < 0,
        ),
        Wrong(
            "99 of 100",
            (0.02, 0.77),
            "Your learning rate is good. Your epochs are far too few.",
            "Your formula leaves 99/100 of the way: only one hundredth of it is done.",
            "How much of the way does the task leave?",
            when=lambda seen: (
                abs(seen[0][1] / epochs_until(0.99, seen[0][0]) - 1) < 0.03
                or seen[0][1] == math.ceil(epochs_until(0.99, seen[0][0])) > 1
            ),
        ),
        Wrong(
            "fewer than one",
            (0.02, 0.0028),
            "Your learning rate is good. Your number of epochs is below 1.",
            "In one epoch the way along the valley hardly shrinks. If a formula gives so little, "
            "its fraction may be upside down, or the curvature across the valley stands in it.",
            "Compare your fraction with the formula of section 6: what stands above, what below?",
            when=lambda seen: seen[0][1] < 1,
        ),
        Wrong(
            "across",
            (0.01, 7),
            "Your learning rate is good. Your epochs belong to the way across the valley.",
            "The direction across has the larger curvature. It decides how large lr may be. Along "
            "the valley the curvature is smaller, and the steps are shorter.",
            "Put the other curvature into your formula.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr, ACROSS)),
        ),
        Wrong(
            "another rate",
            (0.02, 708.4),
            "Your epochs belong to another learning rate than the one you handed in.",
            "Such a name as `lr` still has the value that an earlier cell of the lesson gave it.",
            "Does your formula use `my_rate`?",
            when=another_rate,
        ),
        Wrong(
            "condition number",
            (0.02, 49.35 / 0.648),
            "Your learning rate is good. Your number of epochs is about 49.35 / 0.648.",
            "This is the condition number. It says how long and narrow the valley is. But the "
            "epochs also depend on lr.",
            "Find the formula in section 6 in which both lr and the curvature stand.",
            when=condition_number,
        ),
        Wrong(
            "one tenth",
            (0.02, 176.5),
            "Your learning rate is good. Your epochs are half as many as are needed, so the "
            "descent is stopped and not converged.",
            "One tenth of the way is left after them. One hundredth is left of the loss only, "
            "which is proportional to the square.",
            "Which share of the way stands in your formula, and which in the task?",
            when=epochs_are(lambda lr: epochs_until(0.1, lr)),
        ),
        Wrong(
            "too small a share",
            (0.02, 706),
            "Your learning rate is good. Your epochs are twice as many as are needed.",
            "After them a hundredth of a hundredth of the way is left. It looks as if you meant "
            "the loss, or used a square.",
            "Which share of the way stands in your formula, and which in the task?",
            when=epochs_are(lambda lr: epochs_until(0.0001, lr)),
        ),
        Wrong(
            "two kinds of logarithm",
            (0.02, 153.2),
            "Your learning rate is good. Your epochs are too few: they are the right number "
            "divided by 2.3.",
            "One logarithm of your formula is to base 10, the other is `math.log`. Any base "
            "will do, but it has to be the same one.",
            "Use `math.log` above and below the fraction bar.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr) / math.log(10)),
        ),
        Wrong(
            "same piece each time",
            (0.02, 76.4),
            "Your learning rate is good. Your epochs would be right if each step went as far as "
            "the first one.",
            "The steps become shorter: each takes the same share of what is left, not the same "
            "piece of the whole way.",
            "Multiply factor by factor for three epochs on paper, then look for the formula in "
            "section 6.",
            when=epochs_are(lambda lr: 0.99 / (lr * ALONG)),
        ),
        Wrong(
            "curvature of the kilometres",
            (0.02, 383.4),
            "Your learning rate is good. Your epochs belong to the valley in kilometres.",
            "Perhaps you used the curvature 0.597 of section 5. The unit changes both curvatures.",
            "Use the curvature that the task gives for li.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr, 0.597)),
        ),
        Wrong(
            "too few",
            (0.02, 60),
            "Your learning rate is good. After your epochs more than one hundredth of the way "
            "along the valley is left.",
            "The descent is stopped, and not converged, even if its loss looks small.",
            "By which factor does one epoch shrink the way? How often until it is 0.01?",
            when=lambda seen: seen[0][1] < epochs_until(0.01, seen[0][0]),
        ),
        Wrong(
            "too many",
            (0.02, 2000),
            "Your learning rate is good. One hundredth of the way along the valley is left some "
            "time before your epochs are over.",
            "More epochs do no harm to the line. But the task asks how many are needed.",
            "By which factor does one epoch shrink the way? How often until it is 0.01?",
            when=lambda seen: seen[0][1] > epochs_until(0.01, seen[0][0]),
        ),
    ),
    rivals=(
        Rival("The limit itself.", (RATE_LIMIT, round(epochs_until(0.01, 0.999 * RATE_LIMIT)))),
        Rival("The epochs of nine tenths in kilometres, 56.", (0.9 * RATE_LIMIT, 56)),
        Rival("The limit of the kilometres, halved.", (KM_LIMIT / 2, 100)),
        Rival("One over the small curvature.", (1 / ALONG, 5)),
        Rival("1 over lr times the curvature, without the 100.", (0.02, 1 / (0.02 * ALONG))),
        Rival("100 over lr times the curvature.", (0.02, 100 / (0.02 * ALONG))),
        Rival("A good rate, and 60 epochs as in section 4.", (0.02, 60)),
        Rival("A good rate, and 200 epochs as in the lesson.", (0.02, 200)),
        Rival("A good rate, and 1000 epochs to be safe.", (0.02, 1000)),
        Rival(
            "The curvature across in place of that along.",
            (0.02, abs(epochs_until(0.01, 0.02, ACROSS))),
        ),
        Rival("Half of the way in place of 99/100.", (0.02, epochs_until(0.5, 0.02))),
        Rival("One tenth in place of one hundredth.", (0.02, epochs_until(0.1, 0.02))),
    ),
)
