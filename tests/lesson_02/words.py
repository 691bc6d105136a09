"""What lesson 02 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math

import numpy as np
from reference import descent, hessian, mse, slopes, x, y
from words import CHOICE, COUNT, EFFORT, LINE, SHAPE, Here, about

here = Here("02")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson = here.exercise, here.lesson

N = len(x)
LR, EPOCHS = 0.05, 200  # of the loop in section 4
START = 0.0  # w and b before the first step
G, H = np.array(slopes(0, 0)), hessian(x)
(SLOW, FAST), DIRECTIONS = np.linalg.eigh(H)  # the curvatures along and across the valley
LIMIT = 2 / FAST
LOWEST = G @ G / (G @ H @ G)  # the learning rate of the lowest loss after one step
BEST_FLAT = x @ y / (x @ x)  # the best slope while b is 0


def condition(inputs):
    slow, fast = np.linalg.eigvalsh(hessian(inputs))
    return fast / slow


def steps(inputs):
    """Steps to one hundredth along the valley, at nine tenths of the limit."""
    return math.ceil(math.log(0.01) / math.log(abs(1 - 1.8 / condition(inputs))))


def loss_after(lr, epochs):
    return mse(*descent(lr, epochs))


def epoch_of(low, high):
    """The first epoch at which b lies between the two."""
    return next(n for n in range(1000) if low < descent(LR, n)[1] < high)


# For each question: the option that happens, computed here, and words of each answer
UNIT_FACTOR = 1 - 0.5 * np.linalg.eigvalsh(hessian((x - 2) / x.std()))
ASKED = {
    "02.slope": (
        {1: "positive", -1: "negative"}[np.sign(mse(1e-6, 0) - mse(0, 0))],
        {
            "positive": "when `w` grows",
            "negative": "brings the line closer",
            "it depends on h": "-27.99 for h",
        },
    ),
    "02.epochs": (
        f"about {min((5, 50, 500), key=lambda n: abs(math.log(epoch_of(0.95, 1.05) / n)))}",
        {
            "about 5": "as if all were done",
            "about 50": "soon after it passes",
            "about 500": "after 200 epochs",
        },
    ),
    "02.rates": (
        f"{min((0.001, 0.05, 0.13, 0.2), key=lambda lr: loss_after(lr, 60))}",
        {
            "0.001": "Small steps",
            "0.05": "far ahead at first",
            "0.13": "from side to side",
            "0.2": "higher than it started",
        },
    ),
    "02.metres": (
        "it diverges at once" if LR > 2 / np.linalg.eigvalsh(hessian(1000 * x))[1] else "",
        {
            "the same as in kilometres": "The rides are the same",
            "it converges, but needs more epochs": "a much smaller learning rate",
            "it diverges at once": "goes to 1400",
        },
    ),
    "02.round": (
        "it lands at the bottom" if np.allclose(UNIT_FACTOR, 0) else "",
        {
            "it goes too far, and the descent diverges": "In kilometres it would",
            "it goes half of the way to the bottom": "with curvature 1",
            "it lands at the bottom": "suits all directions",
        },
    ),
}

# Code in sentences that does not run there
LETTER = "a letter of the formula, before the code has it"
INLINE = {
    "progress.json": "the name of a file",
    "w": LETTER,
    "b": LETTER,
    "f": "any function, as the text says",
    "float32": "a kind of number, named in passing",
    "inf": "what Python prints",
    "nan": "what Python prints",
    "residual * X": "a line inside the function `descend`",
    "log1p(t)": "a function of any library",
    "A @ theta": "theta has two rows after the check",
    "return first, second": "it belongs into a function",
    "torch.zeros(rows, columns)": "its arguments are described, not named",
}

# What `python tests/words.py 02` tries where a number is new
GUESSES = (
    *("G[0]", "-G[0]", "mse(0, 0)", "SLOW", "FAST", "LIMIT", "N", "EPOCHS", "LR"),
    *("LOWEST", "2 * LOWEST", "BEST_FLAT", "2 * BEST_FLAT", "LIMIT / 2"),
    *("DIRECTIONS[1, 1] / DIRECTIONS[0, 1]", "DIRECTIONS[1, 0] / DIRECTIONS[0, 0]"),
    *("4 + 2 * DIRECTIONS[1, 1] / DIRECTIONS[0, 1]", "loss_after(LR, 20)", "loss_after(LR, 60)"),
    *("1 - 0.148 * FAST", "1 - 0.150 * FAST", "1 - 0.149 * FAST", "1 - 0.13 * FAST"),
    *("1 - LR * FAST", "1 - LR * SLOW", "(1 - LR * SLOW) ** 2", "1 - 0.15 * SLOW"),
    *("1 - 0.075 * SLOW", "1 - 0.138 * SLOW", "1 - 0.13 * SLOW", "100 * (1 - LR * FAST) ** 5"),
    *("loss_after(0.148, 1000)", "loss_after(0.150, 1000)", "1 - descent(LR, 20)[1]"),
    *("mse(28, 10)", "33 - 28 * 0.28 - 10 * 0.10", "mse(1.4, 0.5)", "mse(2.8, 1)"),
    *("np.linalg.eigvalsh(hessian(2 * x))[0]", "np.linalg.eigvalsh(hessian(2 * x))[1]"),
    *("condition(2 * x)", "condition(x)", "steps(x)", "steps(2 * x)", "steps(10 * x)"),
    *("steps((x - 2) / x.std())", "2 * x.std()", "5 + 2000 * 2.8284", "0.05 * 28000"),
)
# fmt: off
WORDS = {
    'in all texts': {
        'w = 0, b = 0': (START, START),
        'five rides': N,
        'w = 2, b = 1': (2, 1),
        'w = 0': START,
        '-28 and -10': (G[0], G[1]),
        '(-28, -10)': (G[0], G[1]),
        '28 and 10': (-G[0], -G[1]),
        '(N, 1)': SHAPE,
        '(N, d + 1)': SHAPE,
        '(d + 1, 1)': SHAPE,
        'correction=0': CHOICE,
        'A.shape[1]': LINE,
        'New to all three?': COUNT,
        'three free services': COUNT,
        'the three dots, `...`': COUNT,
        '(level 1, 2 or 3)': EFFORT,
        'sections 5 and 6)': (section("learning"), section("kilometres")),
        'ten lines': COUNT,
    },
    'title': {
        'You need lesson 01: residual, mean squared': lesson("mse"),
        'line up printouts. Seven exercises at the end, about 45 minutes more, check': (COUNT, EFFORT),
    },
    'section-1 late': {
        'formula in section 2, and read out': section("gradient"),
    },
    'nudge-intro': {
        'rides are back: 0 to 4 km, with fares of exactly 2 ¥/km · distance + 1 ¥. Act as': (x.min(), x.max(), 2, 1),
        'not know the 2 and the 1. Start with a': CHOICE,
    },
    'start-loss show': {
        'on the board: 33.': mse(0, 0),
    },
    'nudges intent': {
        'For h = 1, 0.1, 0.01, 0.001: slope, by the': CHOICE,
    },
    'nudges show': {
        'where the slopes -22, -27.4, -27.94, -27.99 are going: to -28.': (printed("nudges", 1), printed("nudges", 3), printed("nudges", 5), printed("nudges", 7), G[0]),
    },
    'derivative': {
        'at a number, -28. That number is': G[0],
    },
    'tangent alt': {
        'for b = 0: a parabola that falls from 33 at w =': (CHOICE, mse(0, 0)),
        'near w = 2.3. A dashed straight': BEST_FLAT,
        'it falls by 28 for each unit': -G[0],
    },
    'tangent show': {
        'In picture 1 lay a ruler': picture("tangent"),
        'at w = 2.33, and ask why': BEST_FLAT,
        'at w = 2. (Because b is held at 0: a larger w': CHOICE,
    },
    'nudge-both': {
        'at w = 2.33 and not at 2, because b is held at 0: a larger w': (BEST_FLAT, CHOICE, CHOICE),
        'numbers keep about 7 digits, and with h = 0.0000001 both losses come': (about(-math.log10(2**-24), 0.05), CHOICE),
    },
    'central-difference-note': {
        'the loss by 28 times the step,': -G[0],
        'in `b` by 10 times.': -G[1],
        'the whole loss twice for each parameter.': COUNT,
    },
    'section-2 late': {
        'State the four facts and leave': COUNT,
        'still write lines 1 to 5 on the board.': (LINE, N),
        'cell with the three slips and read': COUNT,
        'out only its four rows.': COUNT,
    },
    'derive-intro': {
        'You need four small facts. Each': COUNT,
        '**Fact 1, a square.** Nudge': LINE,
        '**Fact 2, a residual.** The': LINE,
        '**Fact 3, one after the': LINE,
        'by $xh$ (fact 2), and $r^2$ by': LINE,
        '+ (xh)^2$ (fact 1). Divided by $h$,': CHOICE,
        '**Fact 4, a mean.** When five numbers move, their': (LINE, N),
        'mean of the five movements.': N,
        'w}$ — fact 4.': LINE,
        'w}$ — facts 1 and 3.': LINE,
        'x_i$ — fact 2; the 2 is the same': (LINE, CHOICE),
    },
    'derive-intro show': {
        'projector. Do fact 1 with the class; for fact 2 let them say': LINE,
        'h. Write lines 1 to 5 one below the': (LINE, N),
        'the lesson: sections 5 and 7 point back to': (section("learning"), section("features")),
    },
    'ask-gradient-by-hand': {
        'every prediction is 0, so the residuals are -1, -3, -5, -7, -9. Work out $r_i': (0, *-y),
        'rides, then lines 4 and 5. Do they give': (LINE, N),
    },
    'ask-gradient-by-hand right': {
        'r·x is 0, -3, -10, -21, -36, with the sum -70; times 2/5 that is -28. The sum of r is -25; times 2/5 that is -10. They are the': (*(-y * x), -y @ x, 2, N, G[0], -y.sum(), 2, N, G[1]),
    },
    'ask-gradient-by-hand wrong': {
        '-70 and -25 These are the': (-y @ x, -y.sum()),
        'sum in lines 4 and 5?': (LINE, N),
        'every prediction is 0? And what did': CHOICE,
        '-20 for `w`: 2 times the mean residual, -5, times the mean distance, 2. Line 4 multiplies each residual': (2 * -y.mean() * x.mean(), 2, -y.mean(), x.mean(), LINE),
        'the ride of 4 km: what does': CHOICE,
    },
    'gradient-by-hand intent': {
        'Then lines 4 and 5 with N = 5: print dL/dw and': (LINE, N, N),
    },
    'gradient-by-hand show': {
        'X` begins with -0.0: that is a 0, computers keep the': CHOICE,
    },
    'gradient-function-intro': {
        'from nudging. (The -0.0 is a 0; computers keep the': CHOICE,
    },
    'gradient-function intent': {
        'gradient(w, b). grad_w: 2 times the mean': CHOICE,
        'grad_b: 2 times the mean': CHOICE,
        'Print it at (0, 0).': CHOICE,
    },
    'gradient-check-intro': {
        'with nudging at three lines:': COUNT,
    },
    'three-slips': {
        'most wrong derivatives. Three slips that it': COUNT,
    },
    'three-slips-note': {
        'a factor of 5. What worked for 5 rides explodes for 500.': (N, N, CHOICE),
        '- Without the 2: the direction is': CHOICE,
        'the length is half. That is the': COUNT,
        'the gradient of half the loss: many': COUNT,
    },
    'section-3 late': {
        'Leave out the three lines that show': COUNT,
        'direction: run the four moves and point': COUNT,
        'cell of picture 2 in any case,': picture("one-step-picture"),
    },
    'four-directions-intro': {
        'is subtracted is 0, that is, when': CHOICE,
        'Check it with four moves, each 0.01 long:': (COUNT, CHOICE),
    },
    'ask-one-step': {
        'with lr = 0.01 and the gradient': CHOICE,
        'above or below 33?': mse(0, 0),
    },
    'ask-one-step right': {
        '= 0 - 0.01 · (-28) = 0.28 and b = 0 - 0.01 · (-10) = 0.10. The loss falls to 24.75.': (START, 0.01, G[0], -0.01 * G[0], START, 0.01, G[1], -0.01 * G[1], mse(0.28, 0.10)),
    },
    'ask-one-step wrong': {
        'w = -0.28, b = -0.10 Minus a negative': (0.01 * G[0], 0.01 * G[1]),
        'w = 28, b = 10 That subtracts the': (-G[0], -G[1]),
        'loss would be 5073 there.': mse(28, 10),
        'The loss is 24.16: 33 minus 28 · 0.28 minus 10 · 0.10. This is what': (33 - 28 * 0.28 - 10 * 0.10, mse(0, 0), -G[0], printed("four-directions", 0), CHOICE, CHOICE),
        'Look at picture 1: on which side': picture("tangent"),
    },
    'one-step intent': {
        'lr = 0.01. grad_w, grad_b: the': CHOICE,
    },
    'why-minus': {
        'loss falls from 33 to 24.75.': (mse(0, 0), printed("one-step", 2)),
    },
    'one-step-picture show': {
        'In picture 2 point at the': picture("one-step-picture"),
    },
    'one-step-note': {
        'it (plus), drawn three times as long': COUNT,
        'as the start, 33. The gradient stands': mse(0, 0),
    },
    'ask-one-step-figure': {
        'the left of 0, where the learning': CHOICE,
        'it started: near 0.05, near 0.10, or near 0.15?': (LR, CHOICE, LIMIT),
    },
    'ask-one-step-figure right': {
        'Left of 0 the loss is': CHOICE,
        'it started near 0.15.': LIMIT,
    },
    'ask-one-step-figure wrong': {
        'Left of 0 the loss falls': CHOICE,
        'Near 0.05 Set 0.05 and read the': (LR, LR),
        'after the step: 3.61. Is that as high as 33? Follow the curve': (mse(1.4, 0.5), mse(0, 0)),
        'Near 0.10 There the loss is 3.84, on the way': (CHOICE, mse(2.8, 1)),
        'and lowest near 0.075: how far to': LOWEST,
        'high as at 0?': CHOICE,
    },
    'one-step-figure alt': {
        'the learning rate, 1 at 0 and lowest near 0.075, with its tangent,': (CHOICE, CHOICE, LOWEST),
        'at learning rate 0.05.': LR,
    },
    'one-step-figure show': {
        'rate slowly from 0.05 to 0.15 and stop where': (LR, LIMIT),
    },
    'one-step-figure-caption': {
        'A: left of 0 the loss grows;': CHOICE,
        'learning rate near 0.15 lands as high': LIMIT,
        'at w = 1, b = 4, nearly on the': CHOICE,
    },
    'loop intent': {
        'w, b = 0.0, 0.0 and path =': CHOICE,
    },
    'ask-epochs': {
        'has w = 2 and b = 1. How long does': CHOICE,
    },
    'loop-picture show': {
        'In picture 3 count the first': picture("loop-picture"),
    },
    'loop-note': {
        'it is a hundred times as large.*': COUNT,
        'b passes 0.95 soon after epoch 50. The first three epochs do most': (CHOICE, CHOICE, COUNT),
        'valley. The next hundred creep along its': COUNT,
        'every epoch. Section 5 computes that factor.': section("learning"),
        '**converges**. At epoch 20 the loss is 0.007, but the descent': CHOICE,
        'b is still 0.145 away from 1. That the loss': (1 - descent(LR, 20)[1], 1),
        'are there. Lesson 04 returns to this.': lesson("linear"),
    },
    'section-5 break': {
        'run and arrive, 29 of the 50 minutes are over,': (CHOICE, EFFORT),
    },
    'section-5 late': {
        'Hessian, with its 12, 4, 4 and 2, and its two': tuple(H.ravel()),
        'with the one half without comment. Keep lines 4 and 6: section 6 uses them.': (COUNT, LINE, LINE, section("kilometres")),
    },
    'rates-intro': {
        'Try four learning rates: 0.001, 0.05, 0.13 and 0.2.': (COUNT, CHOICE, LR, printed("rates", 11), CHOICE),
        'path as yours. (`rates.path[1]` is the path': CHOICE,
        'counting starts at 0, and `rates.loss[1]` its losses; `loss[[0, 1, 2, 60]]` picks four of them.)': (CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, COUNT),
    },
    'rates-picture alt': {
        'Four loss curves over 60 steps, on a': (COUNT, CHOICE),
        'factors. Learning rate 0.001 falls slowly, 0.05 falls fast and then steadily, 0.13 falls steadily and ends lowest, 0.2 rises as a': (CHOICE, LR, printed("rates", 11), CHOICE),
    },
    'rates-picture show': {
        'In picture 4 let the class': picture("rates-picture"),
    },
    'rates-note': {
        'same five rides, four learning rates. Too': (N, COUNT),
        'With lr = 0.2 the loss is 33, then 93, then 263. It grows by': (0.2, mse(0, 0), loss_after(0.2, 1), loss_after(0.2, 2)),
        'its bottom at 0.': CHOICE,
        't$ — fact 1 of section 2; a constant factor': (LINE, section("gradient")),
        '< 1$. Subtract 1: $-2 < -\\text{lr}\\cdot\\lambda': CHOICE,
        'the gradient, lines 4 and 5 of section 2:': (LINE, N, section("gradient")),
        '$h x_i$ (fact 2), so $\\frac{2}{N}\\sum r_i': (LINE, CHOICE),
        'table of these four numbers is called': COUNT,
    },
    'rates-note show': {
        'Derive lines 1 to 6 on the board; for line 4 draw a parabola and three paths on it,': (LINE, LINE, LINE, COUNT),
        'with the factors 0.5, -0.5 and -1.5.': CHOICE,
    },
    'hessian intent': {
        'H: 2 times a torch.tensor': CHOICE,
        'rows [mean of X**2, mean of X]': CHOICE,
        '[mean of X, 1.0]. eigenvalues = torch.linalg.eigvalsh(H):': CHOICE,
        'and the limit, 2 / eigenvalues.max().item().': CHOICE,
    },
    'eigenvalues': {
        'the gradient is 0, and go 1 in w and 0.351 in b. By': (CHOICE, CHOICE, DIRECTIONS[1, 1] / DIRECTIONS[0, 1]),
        'gradient there is 12 · 1 + 4 · 0.351 = 13.40 along w and 4 · 1 + 2 · 0.351 = 4.70 along b. That is 13.40 times (1, 0.351). So a step': (printed("hessian", 0), CHOICE, CHOICE, DIRECTIONS[1, 1] / DIRECTIONS[0, 1], FAST, CHOICE, CHOICE, CHOICE, DIRECTIONS[1, 1] / DIRECTIONS[0, 1], 4 + 2 * DIRECTIONS[1, 1] / DIRECTIONS[0, 1], FAST, CHOICE, DIRECTIONS[1, 1] / DIRECTIONS[0, 1]),
        'parabola with curvature 13.40. (The other direction is (1, -2.851), with 0.597.)': (FAST, CHOICE, DIRECTIONS[1, 0] / DIRECTIONS[0, 0], SLOW),
        'direction follows line 4 by itself. The': LINE,
        'Here that is 2 / 13.40 = 0.149.': (CHOICE, FAST, LIMIT),
    },
    'ask-limit-check': {
        'for lr = 0.148, and for lr = 0.150? What does its': (printed("limit-check", 0), printed("limit-check", 4)),
        'the loss after 1000 steps, huge or nearly 0?': CHOICE,
    },
    'ask-limit-check right': {
        '-0.984 and -1.010. The minus means': (1 - 0.148 * FAST, 1 - 0.150 * FAST),
        'the valley. After 1000 steps the loss is nearly 0 (1.6e-13) for 0.148, and huge (3.7e+10) for 0.150.': (CHOICE, CHOICE, loss_after(0.148, 1000), printed("limit-check", 0), loss_after(0.150, 1000), printed("limit-check", 4)),
    },
    'ask-limit-check wrong': {
        'rates differ by 0.002 only. Each factor is used 1000 times. Multiply 0.984 by itself again': (0.150 - 0.148, 1000, 0.148 * FAST - 1),
        'or shrink? And 1.010?': 0.150 * FAST - 1,
        'a distance of 1 and multiply by -0.984 three times. What happens': (CHOICE, 1 - 0.148 * FAST, COUNT),
        'The factor is 0.91. That is 1 - lr · 0.597, the factor along': (1 - 0.15 * SLOW, CHOICE, SLOW),
    },
    'limit-speed': {
        'The factors are -0.984 and -1.010: the path jumps': (1 - 0.148 * FAST, 1 - 0.150 * FAST),
        'Line 4 also gives the': LINE,
        'for lr = 0.05 is 1 - 0.05 · 13.40 = 0.33, so after five steps 0.4 % of the': (LR, CHOICE, LR, FAST, 1 - LR * FAST, N, LINE),
        'the factor is 1 - 0.05 · 0.597 = 0.970: the distance shrinks by 3 % a step.': (1, LR, SLOW, 1 - LR * SLOW, 100 * LR * SLOW),
        'the distance, and 0.970² = 0.941, so the loss shrinks by 6 % a step.': (1 - LR * SLOW, (1 - LR * SLOW) ** 2, 100 * (1 - (1 - LR * SLOW) ** 2)),
        'line in picture 3. With lr = 0.13 the factors are -0.74 and 0.922: slower across the': (picture("loop-picture"), printed("rates", 11), 1 - 0.13 * FAST, 1 - 0.13 * SLOW),
        'curve in picture 4 starts slower and': picture("rates-picture"),
    },
    'ask-dial-figure': {
        'least loss after 60 epochs: half the limit, a': (CHOICE, COUNT),
    },
    'ask-dial-figure right': {
        'the slider is 0.138. The loss changes': CHOICE,
    },
    'ask-dial-figure wrong': {
        'Half the limit: there': COUNT,
        'the valley, at 0.075 and at 0.138? It is 0.955 against 0.918, and 60 epochs are taken.': (LOWEST, CHOICE, 1 - 0.075 * SLOW, 1 - 0.138 * SLOW, CHOICE),
        'the fastest. At 0.149 read the factor': LIMIT,
        'across the valley: -0.997. How much of': 1 - 0.149 * FAST,
        'is left after 60 such steps?': CHOICE,
        'parabola. Move from 0.138 to 0.130, and then from 0.138 to 0.146, and read the': (CHOICE, printed("rates", 11), CHOICE, CHOICE),
    },
    'dial-figure alt': {
        'loss falls from 33 to 0.0006 in 60 epochs. Right: the loss after 60 epochs for every': (mse(0, 0), CHOICE, CHOICE, CHOICE),
        'up to about 0.14 and shoots up': 1 - descent(LR, 20)[1],
        'at the limit 0.149; a dot marks learning rate 0.05.': (LIMIT, LR),
    },
    'dial-figure show': {
        'rate up from 0.138 one notch at': CHOICE,
    },
    'limit-note': {
        'the loss after 60 epochs for every': CHOICE,
        'the slider is 0.138, a little below': CHOICE,
        'close to it 60 epochs are not enough: at 0.149 the factor across': (CHOICE, LIMIT),
        'the valley is -0.997.*': 1 - 0.149 * FAST,
        '**The one half, once more.** Many': COUNT,
        'place of $\\frac{1}{N}$. Half the loss has half the gradient, so': COUNT,
        '· gradient with twice the lr is': COUNT,
    },
    'nan-intro': {
        'the learning rate 0.2 run on in': CHOICE,
    },
    'nan intent': {
        'with lr = 0.2 and 200 epochs.': (CHOICE, EPOCHS),
        'For the epochs 10, 50, 84, 163, 164, 165: w, b =': (CHOICE, CHOICE, printed("nan", 6), printed("nan", 9), printed("nan", 12), printed("nan", 15)),
    },
    'nan-note': {
        'a number in 32 bits, a `float32`.': np.finfo("float32").bits,
        'largest is about 3.4 · 10³⁸, and': (np.finfo("float32").max / 1e38, 10),
        'infinity. At epoch 84 w still fits,': printed("nan", 6),
        'not. After epoch 163 the sum over': printed("nan", 9),
        'the ride of 0 km asks for infinity times 0. That has no': CHOICE,
        'third to a half of the limit': COUNT,
        'faster, as picture 4 shows, and is': picture("rates-picture"),
    },
    'section-6 late': {
        'question, and the three lines that carry': COUNT,
        'and read out 0.002 and 1. Exercise 6 does it again.': (CHOICE, CHOICE, exercise("carry-back")),
    },
    'metres-intro': {
        'Write the same five distances in metres: 0, 1000, 2000, 3000, 4000. The rides are': (N, *(1000 * x)),
        'is w = 0.002 ¥/m and b = 1 ¥.': (2 / 1000, 1),
    },
    'metres-intro show': {
        'Write the five distances on the': N,
    },
    'metres intent': {
        'with lr = 0.05 and 3 epochs.': (LR, CHOICE),
    },
    'metres show': {
        'class read the three explosions aloud.': COUNT,
    },
    'metres-note': {
        'x_i^2$, and a thousand times larger $x$': CHOICE,
        'make it a million times larger. So': COUNT,
    },
    'metres-limit show': {
        'at `b` after 1000 steps: it has hardly left 0.': CHOICE,
    },
    'condition': {
        'it should become 1, and after 1000 steps it has': CHOICE,
        'hardly moved from 0. The largest eigenvalue,': CHOICE,
        'down to about 10⁻⁷; the smallest, along': CHOICE,
        'the valley, is 0.667. So each step': printed("metres-limit", 0),
        'the valley by 1 - 0.0000000667: it hardly shrinks.': (1, 1e-7 * 0.667),
        '(Meanwhile w = 0.002333 is the best': printed("metres-limit", 4),
        'for b = 0. It can reach 0.002 only when b reaches 1.)': CHOICE,
        'it is about 18 million; in kilometres it was 13.40 / 0.597, about 22. It says how': (condition(1000 * x) / 1e6, 1e6, FAST, SLOW, condition(x)),
    },
    'standardise-intro': {
        '69 million steps for the': (printed("steps-needed", 3) / 1e6, 1e6),
        'the squares are 4, 1, 0, 1, 4, their mean is 2, so the standard deviation is √2 = 1.414 km.) The result has mean 0 and standard deviation 1, whatever the unit': (*(x - x.mean()) ** 2, x.var(), 2, x.std(), 0, 1),
    },
    'correction': {
        'by N - 1, which is just': CHOICE,
        'Hessian of section 5, with $z$ in': section("learning"),
        'as in lesson 01. If the two': lesson("mse"),
        'the diagonal are 0, then w and': CHOICE,
    },
    'ask-round': {
        'eigenvalues? With line 4 of section 5 you can tell': (LINE, section("learning")),
    },
    'round-note': {
        'Both eigenvalues are 2: the bowl is': np.linalg.eigvalsh(hessian((x - 2) / x.std())).max(),
        'with lr = 0.5 the factor is 1 - 0.5 · 2 = 0: one step, and': CHOICE,
    },
    'valley-picture alt': {
        'at w = 0.5, b = 3 with learning rate 0.13 and jumps from': CHOICE,
    },
    'valley-picture show': {
        'In picture 5 trace the zig-zag': picture("valley-picture"),
    },
    'ask-valley-figure': {
        'rate is always nine tenths of the': COUNT,
        'is left after 56 steps. How many': steps(x),
        'in units of 100 m: about 60, 500 or 5000? And how many': CHOICE,
    },
    'ask-valley-figure right': {
        'About 5000 in units of 100 m, to be exact 4,614. Standardised it takes 21, whatever the unit.': (CHOICE, CHOICE, steps(10 * x), steps((x - 2) / x.std())),
    },
    'ask-valley-figure wrong': {
        'About 60: the learning rate is nine tenths of the': (CHOICE, COUNT),
        'About 500: a unit ten times smaller takes ten times as many': (CHOICE, COUNT, COUNT),
        'the figure, for 1 km and for 100 m.': CHOICE,
        'as in picture 5. Picture 5 took lr = 0.5, half of the limit.': (picture("valley-picture"), picture("valley-picture"), CHOICE, COUNT),
        'Here it is nine tenths, so the factor is 1 - 0.9 · 2 = -0.8: how often until': (COUNT, CHOICE, CHOICE, CHOICE, CHOICE),
    },
    'valley-figure alt': {
        'falls slowly over 40 steps.': CHOICE,
    },
    'valley-figure show': {
        'C go to 100 m, then choose': CHOICE,
    },
    'valley-figure-caption': {
        'line is always 0.5 ¥/km · distance + 3 ¥. (Standardised, b': CHOICE,
        'the valley narrower: 4,614 steps for 100 m. The picture': (steps(10 * x), CHOICE),
        'shows the first 40 of them: the': CHOICE,
        'no longer matters: 21 steps. With half the limit it': (steps((x - 2) / x.std()), COUNT),
        'as in picture 5; with nine tenths of it': (picture("valley-picture"), COUNT),
        'step multiplies by 1 - 0.9 · 2 = -0.8.*': CHOICE,
    },
    'section-7 late': {
        'what, since lesson 04 uses θ and': lesson("linear"),
        'rest and exercise 7 as homework; nothing': exercise("descend-many"),
        'or in lesson 03 needs it.': lesson("autograd"),
    },
    'features-intro': {
        'spent waiting at 0.5 ¥ each. Such': CHOICE,
        'as in lesson 01, this time on': lesson("mse"),
    },
    'two-features show': {
        'Put the five rows of `A`': N,
        'a `theta` of 3, 2, 1 and the third ride: 1 · 3 + 2 · 2 + 6 · 1 = 13.': (3, 2, 1, 1, 3, 2, 2, 6, 1, 13),
    },
    'matrix-note': {
        'is one ride: 1, kilometres, minutes. `theta`': CHOICE,
        'a column with three rows: $\\beta_0, \\beta_1,': COUNT,
        'its shape is (5, 1).': (N, CHOICE),
        'same pattern. Line 4 of section 2 said: multiply each': (LINE, section("gradient")),
        'add up, times 2/N. For all features': CHOICE,
        '— put line 1 into the gradient.': LINE,
        'For the columns 1 and x of': CHOICE,
        'the five rides: 1·1 gives 5, 1·x gives 10, x·x gives 30. Times 2/5 that is 2, 4 and 12, the numbers of section 5.': (N, 1, 1, N, 1, x.sum(), x @ x, 2, N, H[1, 1], H[0, 1], H[0, 0], section("learning")),
    },
    'matrix-note show': {
        'for each parameter: (3, 5) @ (5, 1) is (3, 1), and (5, 3) @ (5, 1) does not fit.)': (CHOICE, N, N, CHOICE, CHOICE, CHOICE, N, CHOICE, N, CHOICE),
    },
    'many-features-loop intent': {
        'theta = torch.zeros(A.shape[1], 1).': CHOICE,
    },
    'ask-many-run right': {
        '1, 2 and 0.5: β₀, β₁, β₂.': CHOICE,
        'gives the limit, 2/λ_max = 0.0528; choose a learning': (CHOICE, printed("many-run", 0)),
        'such as the half.': COUNT,
    },
    'ask-many-run wrong': {
        '2, 0.5, 1 The numbers are': CHOICE,
        'lr = 0.05, as in the': LR,
        'the limit is 0.0528. What was computed': printed("many-run", 0),
        'alone in section 5, and what has': section("learning"),
        'The limit is 0.149 still, since the': LIMIT,
        'with up to 6 minutes has joined': EFFORT,
    },
    'many-check-intro': {
        '1 ¥ to start, 2 ¥ a kilometre, 0.5 ¥ a minute.': printed("many-run", 1, 2, 3),
    },
    'closing': {
        'times gradient. Below 2/λ_max it converges, above': CHOICE,
        'valley about a million times larger, and': COUNT,
        'and infinity times 0, or infinity minus': CHOICE,
        'line it took five lines on paper.': N,
        'model with a billion parameters? That is lesson 03.': (COUNT, lesson("autograd")),
    },
    'practice': {
        'Seven exercises, about 45 minutes, from a': (COUNT, EFFORT),
    },
    'task-step': {
        '(3 min, level 1, section 3)': (EFFORT, section("One step")),
    },
    'help-step': {
        'Three things meet in': COUNT,
        'to it. Section 3 has the rule': section("One step"),
        'that is `w`: -28 against -10. A nudge of': (G[0], CHOICE),
        'a ride of 4 km four times as much': (CHOICE, COUNT),
    },
    'task-gradient': {
        '(5 min, level 2, section 2)': (EFFORT, section("gradient")),
    },
    'help-gradient': {
        'Then translate lines 4 and 5 of section 2, one each.': (LINE, N, section("gradient")),
        '1/N times a sum': CHOICE,
        'That is fact 2: the derivative of': LINE,
        'along `w`, and 1 along `b`.': CHOICE,
    },
    'task-mend-descent': {
        '(5 min, level 2, section 4)': (EFFORT, section("after")),
        'learning rate of 0.05 and 200 epochs it should': (LR, EPOCHS),
    },
    'help-mend-descent': {
        'at `mended_descent(X, y, 0.05, 1)`, then at the same with 2, 3 and 4 epochs. By how': (LR, CHOICE, CHOICE, CHOICE, CHOICE),
    },
    'task-safe-rate': {
        '(8 min, level 2, section 5)': (EFFORT, section("learning")),
    },
    'help-safe-rate': {
        'the table of four numbers. Section 5 builds it for': (COUNT, section("learning")),
        'breaks first; line 6 of section 5 makes a limit': (LINE, section("learning")),
    },
    'task-choose-rate': {
        '(10 min, level 3, sections 5 and': (EFFORT, section("learning")),
        '*li* (里) is half a kilometre. In': COUNT,
        'five rides are 0, 2, 4, 6 and 8 long. The curvature': (N, *(2 * x)),
        'valley is now 49.35, and the curvature': np.linalg.eigvalsh(hessian(2 * x))[1],
        'along it is 0.648.': np.linalg.eigvalsh(hessian(2 * x))[0],
    },
    'help-choose-rate': {
        'the valley by 1 - lr ·': CHOICE,
        'along it. Section 6 solves for the': section("kilometres"),
        'the logarithm of 0 or less: which': CHOICE,
        '**Nine tenths of the limit need 56 epochs in kilometres.': (COUNT, steps(x)),
        'the curvatures are 13.40 and 0.597, a condition number of about 22; in li they are 49.35 and 0.648, about 76. The steep side': (FAST, SLOW, condition(x), np.linalg.eigvalsh(hessian(2 * x))[1], np.linalg.eigvalsh(hessian(2 * x))[0], condition(2 * x)),
        'way to go: nine tenths of the limit need 193 epochs. Standardised, 21 were enough. So': (COUNT, steps(2 * x), steps((x - 2) / x.std())),
    },
    'task-carry-back': {
        '(5 min, level 2, section 6)': (EFFORT, section("kilometres")),
    },
    'help-carry-back': {
        'metres w_z is 2.83 and b_z is 5. With these as': (2 * x.std(), N),
        'a ride of 2000 m would cost 5662 ¥ and not 5 ¥. Whoever trains': (CHOICE, 2.8284 * 2000 + 5, 2 * 2 + 1),
    },
    'task-descend-many': {
        '(10 min, level 3, section 7)': (EFFORT, section("features")),
        'all parameters at 0, take `epochs` steps': CHOICE,
        'loop of section 7.': section("features"),
    },
    'help-descend-many': {
        'function for a hundred features?** Nothing. The': COUNT,
    },
    '02.slope': {
        'bar is below 0.': CHOICE,
        'The size does: -22 for h = 1, -27.99 for h = 0.001. The sign would': (printed("nudges", 1), CHOICE, printed("nudges", 7), CHOICE),
        'beyond w = 4.67.': 2 * BEST_FLAT,
    },
    '02.epochs': {
        'with lr = 0.05. After how many': LR,
        'is `b` between 0.95 and 1.05 for the first': CHOICE,
        'about 5': N,
        'has fallen from 33 to 0.018, and it looks': (mse(0, 0), printed("loop-run", 15)),
        'b is only 0.769.': printed("loop-run", 14),
        'about 50': CHOICE,
        'At epoch 50 b is 0.942, and soon after it passes 0.95. A few epochs': (50, descent(LR, 50)[1], 0.95),
        'about 500': CHOICE,
        'valley. But after 200 epochs b is 0.999 already.': (EPOCHS, printed("loop-run", 30)),
    },
    '02.rates': {
        'Which of the four learning rates leaves': COUNT,
        'smallest loss after 60 epochs?': CHOICE,
        '0.001': CHOICE,
        'loss is still 6.55.': loss_after(0.001, 60),
        '0.05': LR,
        'its loss is 0.411, that of 0.13 still 10. Then it creeps': (loss_after(LR, 2), 0.13, loss_after(0.13, 2)),
        '0.13': CHOICE,
        'than those of 0.05, and over 60 epochs this decides.': (LR, CHOICE),
        '0.2': CHOICE,
        'than it started: 33, 93.2, 263, and so on.': (mse(0, 0), loss_after(0.2, 1), loss_after(0.2, 2)),
    },
    '02.metres': {
        'kilometres lr = 0.05 was a good': LR,
        'is now a thousand times as large.': COUNT,
        'best slope is 0.002 ¥/m, and the': 2 / 1000,
        'step goes to 1400. The next one': 0.05 * 28000,
        'lands at minus 840 million. A learning rate': (about(-descent(0.05, 2, np.array([0.002, 1]), H=hessian(1000 * x))[0] / 1e6, 0.01), 1e6),
    },
    '02.round': {
        'learning rate was 0.149. What does one': LIMIT,
        'with lr = 0.5 do in the': CHOICE,
        'both eigenvalues are 2, and the limit is 2 / 2 = 1.': CHOICE,
        'it goes half of the way': COUNT,
        'would with curvature 1. The curvature is 2, and the factor of line 4 in section 5 is 1 - 0.5 · 2.': (CHOICE, CHOICE, LINE, section("learning"), CHOICE, CHOICE, CHOICE),
        'The factor is 1 - 0.5 · 2 = 0 in every direction:': CHOICE,
    },
}
SAYS = {
    'title': 'down three nothing three first mean squared after mean squared ten without before not up seven more first nothing not',
    'nudge-intro': 'five not',
    'start-loss intent': 'mean squared',
    'nudge-question': 'cannot under rise',
    'nudges intent': 'above',
    'derivative': 'negative larger smaller shrinks',
    'tangent alt': 'falls lowest dashed falls',
    'tangent show': 'lowest not larger up',
    'nudge-both': 'dashed lowest not larger up not too_small',
    'central-difference-note': 'twice nothing better',
    'section-2 late': 'four three four rows',
    'derive-intro': 'four square square shrinks nothing left nothing left after last shrinks nothing mean five mean mean five',
    'derive-intro show': 'without left after below',
    'ask-gradient-by-hand': 'five',
    'ask-gradient-by-hand right': 'sum sum',
    'ask-gradient-by-hand show': 'five rows',
    'ask-gradient-by-hand wrong': 'before sum right minus mean mean before up sum',
    'gradient-by-hand intent': 'five',
    'gradient-function intent': 'mean mean',
    'gradient-check-intro': 'more three',
    'three-slips': 'three',
    'three-slips-note': 'uphill sum mean grows without right half half',
    'section-3 late': 'three steepest four last row',
    'four-directions-intro': 'grows fastest up largest square grows fastest falls fastest four',
    'one-step-intro': 'falls more left right not',
    'one-step-intro show': 'minus',
    'ask-one-step': 'above below',
    'ask-one-step right': 'falls',
    'ask-one-step wrong': 'minus negative too_low negative not minus minus',
    'one-step intent': 'after',
    'why-minus': 'minus negative plus grow falls minus plus',
    'plus-step intent': 'plus minus',
    'one-step-picture alt': 'star black square solid minus right up dashed plus up dotted square right',
    'one-step-picture show': 'right dotted star not',
    'one-step-note': 'minus plus three dotted right not fastest not star under downhill not always right right upwards after before square',
    'ask-one-step-figure': 'left negative not high',
    'ask-one-step-figure right': 'left larger uphill high',
    'ask-one-step-figure wrong': 'left falls square left after high further right up lowest high',
    'one-step-figure alt': 'left black square right lowest falls dot',
    'one-step-figure show': 'after high',
    'one-step-figure-caption': 'left grows minus dashed falls first upwards high no',
    'section-4': 'after',
    'loop-intro': 'not five ten',
    'loop-intro show': 'before',
    'loop intent': 'not',
    'ask-epochs': 'best',
    'loop-picture alt': 'left star right first falls',
    'loop-picture show': 'first dots',
    'loop-note': 'left dot right hundred after first three down hundred right shrinks converges not falls not mean',
    'section-5 break': 'ten',
    'section-5 late': 'without half without',
    'rates-intro': 'four four',
    'rates-picture alt': 'four falls falls falls lowest rises',
    'rates-picture show': 'before',
    'rates-note': 'five four too_small too_large higher grows diverges right higher up steeper longer first larger narrower grows grows negative shrinks converges diverges above five grows grows grows grows four',
    'rates-note show': 'three',
    'hessian intent': 'rows mean mean mean',
    'eigenvalues': 'right largest first',
    'ask-limit-check': 'mean after',
    'ask-limit-check right': 'minus after',
    'ask-limit-check wrong': 'grow shrink diverge negative three',
    'limit-speed': 'further before after five left shrinks square shrinks slower faster slower lower',
    'ask-dial-figure': 'after half below faster below best above',
    'ask-dial-figure right': 'below best faster above rises',
    'ask-dial-figure wrong': 'half longest fastest left after',
    'dial-figure alt': 'left falls right after falls up up dashed dot',
    'dial-figure show': 'up dot right',
    'limit-note': 'right after dashed best below down grows up rises below not half more half half twice',
    'nan-intro': 'mean',
    'nan-note': 'largest larger squares not after sum not no neither minus not never first too_large half faster',
    'section-6 late': 'three',
    'metres-intro': 'five best',
    'metres-intro show': 'five below',
    'metres show': 'three',
    'metres-note': 'thousand larger million larger below',
    'metres-limit show': 'after left',
    'condition': 'converges after largest down smallest shrinks best largest smallest million shrinks shrink',
    'standardise-intro': 'not million five mean mean square mean squares mean mean',
    'standardise intent': 'mean mean no above mean',
    'correction': 'without less mean not',
    'ask-round': 'mean mean mean',
    'round-note': 'downhill not rise fall last',
    'valley-picture alt': 'left right circles star',
    'valley-picture show': 'left right',
    'valley-note': 'left right',
    'ask-valley-figure': 'five always nine left after',
    'ask-valley-figure wrong': 'nine ten smaller ten half nine left',
    'valley-figure alt': 'left best star right falls',
    'valley-figure-caption': 'best star always first always mean smaller narrower first falls nothing no longer half nine',
    'section-7 late': 'nothing',
    'features-intro': 'ten column left first',
    'two-features show': 'five rows column',
    'matrix-note': 'row column three rows row up sum above five up column rows columns column sum column column up columns five shorter rows columns',
    'matrix-note show': 'down not',
    'many-features-loop intent': 'above',
    'ask-many-run': 'converges',
    'ask-many-run right': 'largest below half',
    'ask-many-run wrong': 'right column first before below column up steeper flatter',
    'closing': 'down below converges above diverges million larger left nothing minus no without too_long five billion',
    'practice': 'seven three dots last below mean squared',
    'task-step': 'after',
    'help-step': 'grows fastest three further larger five four',
    'task-gradient': 'mean squared',
    'help-gradient': 'minus sum mean mean first first not',
    'task-mend-descent': 'without five after last without',
    'help-mend-descent': 'never never right down smaller never first',
    'task-safe-rate': 'below converges above diverges',
    'help-safe-rate': 'four five first not not',
    'task-choose-rate': 'half five converges not smaller left after',
    'help-choose-rate': 'less nine more longer narrower shorter nine',
    'task-carry-back': 'mean before mean before',
    'help-carry-back': 'mean mean five not',
    'task-descend-many': 'first column column not not',
    'help-descend-many': 'down first rows columns columns column columns rows hundred nothing columns',
    'words': 'uphill after converge diverge further further not largest smallest mean mean',
    '02.slope': 'too_low larger positive rise grows too_low better rises negative larger falls above below higher',
    '02.epochs': 'after first after down after',
    '02.rates': 'four smallest after never not first after longer longest not fastest higher',
    '02.metres': 'thousand converges more smaller not fall diverges best first minus million',
    '02.round': 'diverges half nothing left',
}
