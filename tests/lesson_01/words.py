"""What lesson 01 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import numpy as np
from reference import least_squares, mse, slopes, x, y
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, SHAPE, Here, about, less_than, more_than

from helpers.data import noisy_rides

here = Here("01")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson = here.exercise, here.lesson

N = len(x)
W, B = 1.5, 0.5  # the line that the text talks about
R = W * x + B - y  # its residuals
FLAT = 5 - y  # the residuals of the flat line
FARES = np.array([1, 3, 5, 7, 19.0])  # with the outlier
TABLE = y[:, None] - y[None, :]  # what a column minus a list is
U, V = x - x.mean(), y - y.mean()
PULLED, EXACT = 4 * x - 1 - FARES, 2 * x + 1 - FARES  # residuals of the two lines of section 7
SHARES = np.abs(3 * x - FARES) / np.abs(3 * x - FARES).sum()  # figure D's start: w = 3, b = 0


def pull(w, power):
    """The mean of the absolute residuals or of their squares, with the outlier, for b = 0."""
    return np.mean(np.abs(w * x - FARES) ** power)


def best_flat():
    """The loss of the best slope where b stays at 5, and that slope on a slider of 0.05."""
    w = min(np.arange(-20, 101) / 20, key=lambda w: mse(w, 5))
    return w, mse(w, 5)


NOISY = noisy_rides()
NOISY_X, NOISY_Y = NOISY.X.double().numpy()[:, 0], NOISY.y.double().numpy()[:, 0]


def noisy_loss(w, b):
    return mse(w, b, NOISY_X, NOISY_Y)


# For each question: the option that happens, computed here, and words of each answer
ASKED = {
    "01.residual": (
        f"{W * 3 + B - 7:.2f}",
        {"2.00": "fare minus prediction", "-2.50": "start fare is missing", "-2.00": "¥5.00"},
    ),
    "01.sum": (
        min(("the guess", R), ("the flat line", FLAT), key=lambda line: abs(line[1].sum()))[0],
        {
            "the flat line": "Plus and minus cancel",
            "the guess": "the same sign",
            "neither, the two sums are equal": "One sum is -7.5",
        },
    ),
    "01.twice": (
        "the sum doubles, the mean stays"
        if np.isclose(np.mean(np.tile(R, 2) ** 2), np.mean(R**2))
        else "both double",
        {
            "both double": "The mean is the sum divided",
            "the sum doubles, the mean stays": "is the same mean",
            "both stay": "adds up ten squares",
        },
    ),
    "01.trap": (
        f"{np.mean(TABLE**2):.0f}",
        {
            "an error message, since the shapes differ": "only where that is impossible",
            "0, since the line is exact": "not only with its own",
            "16": "a table of 25 differences",
        },
    ),
    "01.flat": (
        min(
            ("the flat line, w = 0", 0),
            ("the exact line, w = 2", 2),
            ("a line that is steeper than w = 2", 3),
            key=lambda line: np.mean(((line[1] * U + 5)[:, None] - y) ** 2),
        )[0],
        {
            "the flat line, w = 0": "the mean of the fares",
            "the exact line, w = 2": "With the column its loss is 0",
            "a line that is steeper than w = 2": "away from the flat line",
        },
    ),
    "01.bowl": (
        "the flat line" if np.mean(FLAT**2) > mse(W, B) else "the guess",
        {
            "both are equally high": "is 8, that of",
            "the flat line": "Height in the bowl is loss",
            "the guess": "does not count misses",
        },
    ),
    "01.valley": (
        "a loss above 5" if best_flat()[1] > 5 else "about 1",
        {
            "0, at w = 2": "still starts at ¥5",
            "about 1": "makes up for a part",
            "a loss above 5": "best on the slider",
        },
    ),
    "01.noise": (
        "the least-squares line"
        if noisy_loss(*least_squares(NOISY_Y, NOISY_X)) < noisy_loss(2, 1)
        else "",
        {
            "w = 2, b = 1, since the rides were made from it": "best line without noise",
            "the least-squares line": "no line has a smaller MSE",
        },
    ),
    "01.outlier": (
        "much more than 2" if least_squares(FARES, x)[0] > 3 else "a little more than 2",
        {
            "much more than 2": "falls from 100 to 16",
            "a little more than 2": "count a fifth",
            "2": "a vote would give",
        },
    ),
    "01.pull": (
        "the MSE {}, the MAE {}".format(
            *("falls" if pull(3.75, power) < pull(3, power) else "rises" for power in (2, 1))
        ),
        {
            "both fall": "the other errors grow",
            "both rise": "the square of 7",
            "the MSE rises, the MAE falls": "the other way round",
            "the MSE falls, the MAE rises": "from 11.00 to 8.38",
        },
    ),
}

# Code in sentences that does not run there
INLINE = {
    "progress.json": "the name of a file",
    "loss_fn(…, …)": "shows the second pair of brackets only",
    "** 2": "half of an expression",
    ":.2f": "part of what is printed",
    "w, b = line_1": "it belongs into a function",
    "return better, margin": "it belongs into a function",
    "abs(…)": "what stands inside is the exercise",
}

# What `python tests/words.py 01` tries where a number is new
GUESSES = (
    *("N", "W", "B", "R[0]", "R[1]", "R[2]", "R[3]", "R[-1]", "R[-1] / R[0]"),
    *("(R[-1] / R[0]) ** 2", "R[-1] ** 2", "R.sum()", "(R**2).sum()", "mse(W, B)"),
    *("sum(R[:3] ** 2)", "mse(0, 5)", "TABLE.size", "np.mean(TABLE**2)", "mse(0, 0)"),
    *("pull(3, 2)", "pull(3.75, 2)", "pull(3, 1)", "pull(3.75, 1)", "best_flat()[1]"),
    *("best_flat()[0]", "FARES[-1]", "EXACT[-1] ** 2", "PULLED[-1] ** 2", "EXACT[-1]"),
    *("100 * SHARES[-1]", "(3 * x - FARES)[-1] ** 2", "-(0.001 * slopes(0, 0)[0])"),
)
# fmt: off
WORDS = {
    'in all texts': {
        'Five rides': N,
        'five rides': N,
        '(N, 1)': SHAPE,
        'w = 1.5': W,
        'b = 0.5': B,
        'w = 2, b = 1': (2, 1),
        'w = 0, b = 5': (0, y.mean()),
        'w = 0 and b = 5': (0, y.mean()),
        'slope 1.5 and bias 0.5': (W, B),
        '(5, 1)': (N, 1),
        '(5, 5)': TABLE.shape,
        'the three dots, `...`': COUNT,
        '(level 1, 2 or 3)': EFFORT,
        'the one half': 1 / 2,
    },
    'title': {
        'next one shows five taxi rides.': N,
    },
    'section-1': {
        '## 1 Five taxi rides': N,
    },
    'rides-intro': {
        'goes through all five dots: drag the': N,
    },
    'guess-figure alt': {
        'Five blue dots on': N,
        'flat, with slope 0.5 and bias 5: above the dots': (B, N),
        'the axis, at 5 yuan; a dashed': N,
        'line rises by 0.5 yuan. A vermilion': B,
    },
    'guess-figure-caption': {
        'a ride of 0 km. The dashed stair goes 1 km to the': CHOICE,
    },
    'rides-shape': {
        '`(5, 1)` means 5 rows and 1 column: each inner': (N, 1, N, 1),
    },
    'section-2 late': {
        'residuals and picture 2, and read only': picture("squares-picture"),
        'row aloud. Section 7 returns to it.': section("squaring"),
    },
    'residual-table intent': {
        'w and b: 1.5 and 0.5.': (W, B),
        'y_hat: the five predictions of the': N,
    },
    'residual-table show': {
        'printed, write the five residuals on the': N,
        'them there: section 3 needs them.': section("squared"),
    },
    'residual-picture alt': {
        'segments are labelled -0.50, -1.00, -1.50, -2.00 and -2.50.': tuple(R),
    },
    'residual-picture show': {
        'In picture 1 trace one dashed': picture("residual-picture"),
    },
    'residual-note': {
        'b` computes all five predictions at once.': N,
        'is nearer to 0?': CHOICE,
    },
    'ask-sum': {
        '"Every ride costs ¥5, whatever the distance."': N,
    },
    'squares-note': {
        'absolute value become 5 times as large.': R[-1] / R[0],
        'The square becomes 25 times as large.': (R[-1] / R[0]) ** 2,
        'one miss of ¥4 costs 16, but four misses of ¥1 cost only 4 together.': (4, 4**2, 4, 1, 4 * 1**2),
    },
    'squares-picture alt': {
        'the square at 4 km is by': x[np.argmax(R**2)],
        'an area of 6.25.': R[-1] ** 2,
    },
    'squares-picture show': {
        'In picture 2 point at the': picture("squares-picture"),
        'its area of 6.25 is larger than the three on the left together, 3.5.': (R[-1] ** 2, 3, sum(R[:3] ** 2), R[-1] ** 2 > sum(R[:3] ** 2)),
    },
    'squares-picture-caption': {
        'larger than the three on the left': (3, R[-1] ** 2 > sum(R[:3] ** 2)),
    },
    'section-3 late': {
        'writing each ride twice.': COUNT,
    },
    'mse-intro': {
        'column "squared" above: 0.25, 1, 2.25, 4, 6.25. Then compare. First': tuple(R**2),
    },
    'mse-loop intent': {
        'total: start at 0.0 and add the five squared residuals in': (CHOICE, N),
        'then total / 5.': N,
    },
    'mse-loop show': {
        'each of the three cells that print': COUNT,
        'it: one number, three ways.': COUNT,
    },
    'mse-brackets': {
        'One number, three ways. Without the': COUNT,
    },
    'mean-or-sum': {
        'been written down twice. The line is': COUNT,
    },
    'trap-predict': {
        'table: its shape `(5,)` means a list of five numbers, without rows': (N, N),
    },
    'trap-loss intent': {
        'line, w = 2 and b = 1, for all of': tuple(least_squares(y, x)),
    },
    'trap-table alt': {
        'Three tables side by': COUNT,
        'a column of 1, 3, 5, 7, 9 with shape (5,': (*y, N),
        'a row of 1, 3, 5, 7, 9 with shape (5,). Their difference is': (*y, N),
        'a table of 5 rows and 5 columns, with zeros': (N, N),
        'numbers up to 8 and down to -8 away from it.': (TABLE.max(), TABLE.min()),
    },
    'trap-table show': {
        'you run picture 3, draw the column 1, 3, 5, 7, 9 and the list': (picture("trap-table"), *y),
        'empty table of five by five, and fill in': (N, N),
        'with the class: 0, -2, -4, -6, -8. Then run it': tuple(TABLE[0]),
    },
    'trap-broadcasting': {
        'one `b` to five rows.': N,
        'in the middle, (2 km, 5 ¥). It measures': (x[2], y[2]),
    },
    'trap-figure alt': {
        'a table of 5 rows and 5 columns, predictions minus': (N, N),
        'and numbers from -8 to 8 elsewhere. Middle: the': (TABLE.min(), TABLE.max()),
        'line with slope 2 through all five dots. Right: the': (2, N),
        'dot marks loss 16 at slope 2; the curve is': (np.mean(TABLE**2), 2),
    },
    'trap-figure show': {
        'from w = 2 to w = 0 with the list,': CHOICE,
        'to w = 2, change to the': CHOICE,
    },
    'trap-flat': {
        'are averaged; the five residuals that you': N,
        'loss, from slope 2 to where you': CHOICE,
    },
    'trap-habit': {
        'a column with `.reshape(-1, 1)`. The `-1` means "as many': CHOICE,
    },
    'section-5 late': {
        'its question: picture 4 shows the same': picture("two-worlds"),
    },
    'loss-table show': {
        'finger from the 33.0 at w = 0, b = 0 to the 0.0, reading each loss': (mse(0, 0), 0, 0, mse(2, 1)),
    },
    'worlds-bowl': {
        'One entry is 0.0. Away from it': mse(2, 1),
        'Take three lines: the flat': COUNT,
    },
    'two-worlds alt': {
        'side. Left: the five dots with three lines, one flat at 5 yuan, one a': (N, COUNT, N),
    },
    'two-worlds show': {
        'In picture 4 point at each of the three lines on the': (picture("two-worlds"), COUNT),
    },
    'two-worlds-caption': {
        'on the left, three lines. On the': COUNT,
        'right, the same three lines as points,': COUNT,
    },
    'worlds-figure alt': {
        'Left: the five dots and a': N,
        'flat line at 5 yuan, with dashed': N,
    },
    'worlds-figure show': {
        'keep `b` at 5 first and wait': N,
    },
    'section-6 late': {
        'Leave out the hundred noisy rides and': len(NOISY_X),
    },
    'mean-point alt': {
        'The five dots, with a': N,
        'mean point, at 2 km and 5 yuan. A dashed': (x.mean(), y.mean()),
        'ride: u = 2 to the right,': U[-1],
        'then v = 4 up.': V[-1],
    },
    'mean-point show': {
        'a table with five rows, and let': N,
        'ride in picture 5.': picture("mean-point"),
    },
    'mean-point-caption': {
        '(Section 9 proves both formulas.)': section("proof"),
    },
    'ask-closed-by-hand': {
        'so u = -2, -1, 0, 1, 2 and v = -4, -2, 0, 2, 4. Work out the': (*U, *V),
    },
    'ask-closed-by-hand right': {
        'of u·v is 4, that of u² is 2. So w = 4 / 2 = 2 and b = 5 - 2 · 2 = 1.': (np.mean(U * V), np.mean(U * U), 4, 2, 4 / 2, y.mean(), 2, x.mean(), 5 - 2 * 2),
    },
    'ask-closed-by-hand wrong': {
        'w = 0.5 Above and below': B,
        'b = 5, the mean of': N,
        'the mean distance, 2 km. The start': x.mean(),
        'fare belongs to 0 km: go back 2 km at ¥2 each.': (0, x.mean(), 2),
        'The means are 20 and 10. These are the sums of five numbers. Divide both by 5. What happens to': (U @ V, U @ U, N, N),
    },
    'lstsq-intro': {
        'it on a hundred invented rides. Each fare is 2 ¥/km · distance + 1 ¥, plus a': (len(NOISY_X), 2, 1),
    },
    'lstsq-picture alt': {
        'cloud of a hundred small blue dots': len(NOISY_X),
        'rises from about 1 yuan at 0 km to about 11 yuan at 5 km, and two': (2 * 0 + 1, 0, 2 * 5 + 1, 5),
        'one, with slope 2 and bias 1.': CHOICE,
    },
    'lstsq-picture show': {
        'In picture 6 ask for a': picture("lstsq-picture"),
    },
    'lstsq-caption': {
        '*Picture 6: a hundred noisy rides, their': len(NOISY_X),
    },
    'why-descent': {
        'it takes about d³/3 multiplications. A computer': CHOICE,
        'computer does perhaps 100,000,000,000 of them in': CHOICE,
    },
    'no-formula': {
        'That is lesson 02.': lesson("gradient"),
    },
    'section-7 late': {
        'table with the four numbers.': COUNT,
    },
    'outlier-intro': {
        'typed in wrongly: ¥19 in place of ¥9. A sample that': (FARES[-1], y[-1]),
    },
    'outlier-picture alt': {
        'Four dots on a': sum(EXACT == 0),
        'and one, at 4 km and 19 yuan, far above': (x[-1], FARES[-1]),
        'line with slope 2 goes through the four dots and misses': (2, sum(EXACT == 0)),
        'the outlier by 10. A solid line with slope 4 is pulled up': (-EXACT[-1], least_squares(FARES, x)[0]),
        'outlier and misses three of the four other dots.': (sum(PULLED[:4] != 0), 4),
    },
    'outlier-picture show': {
        'Run picture 7 and let the': picture("outlier-picture"),
    },
    'outlier-caption': {
        'for the other four (dashed), and the': sum(EXACT == 0),
    },
    'outlier-compare intent': {
        '(w_sq, b_sq) and (2, 1), in a loop:': CHOICE,
    },
    'pull-intro': {
        'with w = 3 and b = 0.': CHOICE,
    },
    'ask-pull': {
        'the slope to 3.75:': CHOICE,
    },
    'outlier-figure alt': {
        'Left: four dots close to': COUNT,
        'line of slope 3, and the last ride, at 19 yuan, seven above it, with': (3, FARES[-1], FARES[-1] - 3 * 4),
        'square of area 49 that dwarfs the': (3 * x - FARES)[-1] ** 2,
        'last ride has 89 % of the': 100 * (3 * x - FARES)[-1] ** 2 / sum((3 * x - FARES) ** 2),
        'squared error and 64 % of the': 100 * SHARES[-1],
    },
    'outlier-figure show': {
        'take w from 3 to 3.75 and let one half of the class': (3, 3.75, 0.5),
        'and the other half the MAE.': B,
    },
    'half': {
        'place of $\\frac{1}{N}$: half of our loss.': B,
        'formula in lesson 02 a little shorter.': lesson("gradient"),
        'the two on three lines. The last': COUNT,
    },
    'half-note': {
        'Half the loss is': B,
        'loss falls by 0.028 and half the loss by 0.014. A change of': (mse(0, 0) - mse(0.001, 0), 1 / 2, (mse(0, 0) - mse(0.001, 0)) / 2),
        'loss, too, is half as large. When': B,
        'a factor of 2, look here first.': 1 / (1 / 2),
    },
    'proof': {
        'when it is 0.': CHOICE,
        'means. So line 2 is a parabola': LINE,
        '$b$ by line 4 and collect the': LINE,
        '$a$ is above 0 unless all distances': CHOICE,
        'Check lines 1, 2 and 6 on the five': (LINE, CHOICE, CHOICE, N),
    },
    'closing': {
        'flat line got 0.': FLAT.sum(),
        'did the shape (5,) do, and why': N,
        'It turned five residuals into a table of 25, without an error.': (N, TABLE.size),
    },
    'practice': {
        'Seven exercises, about 35 minutes. You can': (COUNT, EFFORT),
    },
    'task-by-hand': {
        '(3 min, level 1, section 3)': (EFFORT, section("squared")),
        'A line predicts four fares: 3, 5, 7 and 11 ¥. The fares': (4, 3, 5, 7, 11),
        'were paid are 4, 5, 5 and 14 ¥. What is': (3 + 1, 5 - 0, 7 - 2, 11 + 3),
    },
    'help-by-hand': {
        '**Which of the four rides decides most': COUNT,
        'The residuals are -1, 0, 2 and -3. The last ride': tuple(np.array([3, 5, 7, 11]) - [4, 5, 5, 14]),
        'a residual of -3 and a square of 9, more than the other three together: squaring punishes': (11 - 14, (11 - 14) ** 2, 3, 9 > 1 + 0 + 4),
    },
    'task-mse': {
        '(3 min, level 1, section 3)': (EFFORT, section("squared")),
    },
    'help-mse': {
        'residuals with `** 2`, with brackets around': CHOICE,
        'this number for 5 rides with that for 500?** Because it is a mean. Ten times as many': (N, CHOICE, 10),
        'sum would be ten times as large.': COUNT,
    },
    'task-mae': {
        '(4 min, level 1, section 7)': (EFFORT, section("squaring")),
    },
    'help-mae': {
        'as in exercise 2. Then remove the': exercise("mse"),
    },
    'task-fix-shapes': {
        '(6 min, level 2, section 4)': (EFFORT, section("shape")),
        'it should give 0.)': CHOICE,
    },
    'task-flat-fare': {
        '(6 min, level 2, section 7)': (EFFORT, section("squaring")),
        'Five rides cost 7, 5, 19, 1 and 3 ¥. A company': (N, *FARES[[3, 2, 4, 0, 1]]),
    },
    'help-flat-fare': {
        'Try c = 6 and c = 7 on paper. Which': CHOICE,
        'raise c by 1 ¥, the error': CHOICE,
        'c shrinks by 1, and that of': CHOICE,
        'c grows by 1. At which c': CHOICE,
        'c if the 19 becomes 1900? And to the': (FARES[-1], CHOICE),
        'would move from 7 to 383.2.': (FARES.mean(), (FARES.sum() - 19 + 1900) / N),
    },
    'task-best-line': {
        '(6 min, level 2, section 6)': (EFFORT, section("bottom")),
        'formula of section 6 as a function.': section("bottom"),
    },
    'help-best-line': {
        'Section 6 gives the slope:': section("bottom"),
        'all u are 0, so the mean': CHOICE,
        'of u·u is 0, and the formula divides 0 by 0. Then every line': CHOICE,
    },
    'task-compare': {
        '(8 min, level 3, section 5)': (EFFORT, section("worlds")),
        'pair, such as `(1.5, 0.5)` for w =': (W, B),
        'back two things: 1 if the first': CHOICE,
        'squared error, or 2 if the second': CHOICE,
    },
    'help-compare': {
        'function of exercise 2 can do that,': exercise("mse"),
        'and `else`, put 1 or 2 into `better`. By': CHOICE,
        'Think of section 7.** Not always. With': section("squaring"),
        'case in section 7.': section("squaring"),
    },
    'words': {
        'arranged, such as 5 rows and 1 column |': (N, CHOICE),
    },
    '01.residual': {
        'the ride of 3 km. You paid ¥7. What is the': (3, y[3]),
        '2.00': 7 - (W * 3 + B),
        '-2.50': W * 3 - 7,
        'The line predicts 1.5 · 3 + 0.5, not 1.5 · 3.': (W, 3, B, W, 3),
        '-2.00': W * 3 + B - 7,
        'The line predicts 1.5 · 3 + 0.5 = ¥5.00, and 5 - 7 = -2.': (W, 3, B, W * 3 + B, W * 3 + B, 7, W * 3 + B - 7),
    },
    '01.sum': {
        'line always predicts ¥5. The guess is': N,
        'is nearer to 0?': CHOICE,
        'the sum is 0.': FLAT.sum(),
        'the sum is -7.5.': R.sum(),
        'One sum is -7.5, the other 0.': (R.sum(), FLAT.sum()),
    },
    '01.twice': {
        'Now there are ten rides in place of five. What happens to': (2 * N, N),
        'Twice as many squares make twice the sum. Twice the sum divided by twice the number is': COUNT,
        'sum adds up ten squares in place of five.': (2 * N, N),
    },
    '01.trap': {
        '`y_flat` the shape (5,). What is the': N,
        '- y_flat) ** 2).mean()`?': CHOICE,
        '0, since the line': CHOICE,
        '`y` it is 0. With `y_flat` each': mse(2, 1),
        '16': np.mean(TABLE**2),
        'a table of 25 differences. Only five of them are': (TABLE.size, N),
        'residuals. These are 0, the other twenty are not.': (0, sum(TABLE.ravel() != 0)),
    },
    '01.flat': {
        'are the list, (5,). Which line has': N,
        'line, w = 0': CHOICE,
        'compared with all five fares. So the': N,
        'of the fares, ¥5, for every ride.': y.mean(),
        'The loss is 8.': np.mean(FLAT**2),
        'line, w = 2': CHOICE,
        'its loss is 0. With the list': mse(2, 1),
        'its loss is 16, since each prediction': np.mean(TABLE**2),
        'than w = 2': CHOICE,
        'and it predicts ¥5 for every ride.': N,
    },
    '01.bowl': {
        'flat line are 4, 2, 0, -2, -4. The loss of': tuple(FLAT),
        'the guess is 2.75. Which of the': mse(W, B),
        'flat line is 8, that of the guess is 2.75.': (np.mean(FLAT**2), mse(W, B)),
        'Its squares are 16, 4, 0, 4, 16, and their mean is 8. Height in the': (*FLAT**2, np.mean(FLAT**2)),
        'flat line only four. But the loss': sum(FLAT != 0),
    },
    '01.valley': {
        'Leave b at 5 and change only': N,
        '0, at w = 2': CHOICE,
        'still starts at ¥5. It is ¥4 too high for': (5, 5 - 1),
        'its loss is 16.': mse(2, 5),
        'about 1': CHOICE,
        'start fare stays ¥4 too high. A': 5 - 1,
        'a loss above 5': N,
        'the slider is 5.33, at w = 0.65. The start fare is still ¥4 too high.': (best_flat()[1], best_flat()[0], 5 - 1),
    },
    '01.noise': {
        'MSE on these hundred rides?': len(NOISY_X),
        'loss is not 0.': CHOICE,
    },
    '01.outlier': {
        'Four of the five': (sum(EXACT == 0), N),
        'with the slope 2. Which slope does': least_squares(FARES[:4], x[:4])[0],
        '2': CHOICE,
        'find for all five?': N,
        'much more than 2': CHOICE,
        'The slope is 4. The new line misses three of the good rides, by 2, 2 and 4; that costs 24. But the one': (least_squares(FARES, x)[0], 3, *np.abs(PULLED[PULLED != 0][[0, 1, 2]]), sum(PULLED[:4] ** 2)),
        'square falls from 100 to 16.': (EXACT[-1] ** 2, PULLED[-1] ** 2),
        'little more than 2': CHOICE,
        'One ride of five seems to count': N,
        'them would be 100.': EXACT[-1] ** 2,
    },
    '01.pull': {
        'the residuals are -1, 0, 1, 2 and -7. You turn the': tuple(3 * x - FARES),
        'from w = 3 to w = 3.75. What happens to': CHOICE,
        'the square of 7 becomes the square of 4.': (FARES[-1] - 3 * 4, FARES[-1] - 3.75 * 4),
        'MSE falls from 11.00 to 8.38, the MAE rises from 2.20 to 2.50.': (pull(3, 2), pull(3.75, 2), pull(3, 1), pull(3.75, 1)),
    },
}
SAYS = {
    'title': 'better after squared best not after first five',
    'section-1': 'five',
    'rides-intro': 'five down dot five dots square dot',
    'guess-figure alt': 'five blue dots vermilion above dots left below right black square dashed rises vermilion dot right',
    'guess-figure-caption': 'five square dashed right up more up',
    'rides-shape': 'rows column row row column before always',
    'section-2 late': 'absolute squared last row',
    'residual-intro': 'not minus minus',
    'residual-table intent': 'five minus',
    'residual-table show': 'five',
    'residual-picture alt': 'dots dashed vertical dot down',
    'residual-picture show': 'dashed dot',
    'residual-picture-caption': 'dashed up down',
    'residual-note': 'five column first up better sum nearer',
    'sum-of-residuals intent': 'sum',
    'sum-note': 'absolute without minus square',
    'squares-note': 'first row last absolute square four squared square squared',
    'squares-picture alt': 'dots light square squares grow left right square largest',
    'squares-picture show': 'square right larger three left',
    'squares-picture-caption': 'left square square right larger three left',
    'section-3': 'mean squared',
    'section-3 late': 'twice',
    'mse-intro': 'up squares mean squared squared up column squared above first',
    'mse-loop intent': 'five squared',
    'mse-loop show': 'column squares mean three three',
    'mse-one-line-intro': 'mean up',
    'mse-one-line intent': 'mean squared',
    'mse-module-intro': 'last',
    'mse-module intent': 'first',
    'mse-brackets': 'three without first',
    'mse-class-mistake show': 'last',
    'mean-or-sum': 'mean not sum down twice before',
    'section-4 late': 'best',
    'trap-predict': 'not five without rows columns below right',
    'trap-loss intent': 'right mean squared',
    'trap-table alt': 'three right column row rows columns up down',
    'trap-table show': 'before column above five five first row',
    'trap-broadcasting': 'column minus row minus left right row column right row downwards five rows right',
    'ask-flat': 'first column',
    'trap-figure alt': 'left rows columns minus five dots right vermilion dot',
    'trap-figure show': 'column',
    'trap-flat': 'left squares five blue right dashed solid column',
    'trap-habit': 'before column rows not',
    'trap-cure intent': 'column right mean squared right',
    'section-5 break': 'before after smallest',
    'worlds-intro': 'right upwards right upwards',
    'worlds-bowl': 'grows above three',
    'two-worlds alt': 'left five dots three too_low dots right star star star',
    'two-worlds show': 'three left right',
    'two-worlds-caption': 'left three right three larger star',
    'worlds-list': 'right no downhill not larger up too_small dot',
    'ask-valley': 'after dot star',
    'worlds-figure alt': 'left five dots dashed right star dot up',
    'worlds-figure show': 'first smallest',
    'worlds-note': 'left right',
    'section-6 late': 'hundred',
    'closed-intro': 'mean mean mean right upwards',
    'mean-point alt': 'five dots thin horizontal thin vertical black square mean dashed square last right up',
    'mean-point show': 'five five rows last',
    'mean-point-caption': 'five mean black square last best mean last best mean sum sum mean more not',
    'ask-closed-by-hand': 'five mean mean',
    'ask-closed-by-hand right': 'mean',
    'ask-closed-by-hand wrong': 'above below mean mean five',
    'closed-by-hand intent': 'minus mean mean mean',
    'lstsq-intro': 'smallest squares column hundred plus positive negative',
    'lstsq-picture alt': 'hundred blue dots rises solid squares dashed',
    'lstsq-picture show': 'dots no',
    'lstsq-caption': 'hundred squares solid dashed',
    'why-descent': 'mean',
    'no-formula': 'last more no lowest downhill',
    'section-7 late': 'four',
    'outlier-intro': 'last not',
    'outlier-picture alt': 'four dots above dashed four dots solid up three four dots',
    'outlier-picture show': 'last',
    'outlier-caption': 'five four dashed squares solid',
    'outlier-mae-intro': 'mean absolute mean absolute not square',
    'outlier-compare show': 'rows',
    'outlier-figure alt': 'left four dots last seven above square right last squared absolute',
    'outlier-figure show': 'half half',
    'outlier-note': 'left squares right last',
    'section-8': 'half',
    'half': 'half shorter three last larger before',
    'half-note': 'half smallest best not falls half half first mean without half',
    'proof': 'upwards lowest square square smallest first mean under mean mean lowest best above lowest five not best',
    'closing': 'better smaller mean squared not sum plus minus square squares no five without mean',
    'closing right': 'not mean',
    'practice': 'seven three dots dots nothing last below not',
    'task-by-hand': 'four mean squared down',
    'help-by-hand': 'row minus column squares first squared mean four last last square more three largest',
    'task-mse': 'last mean squared',
    'help-mse': 'square mean up mean ten sum ten',
    'task-mae': 'mean absolute mean absolute',
    'help-mae': 'mean absolute squared',
    'task-fix-shapes': 'without five',
    'help-fix-shapes': 'row column column no no column minus mean before',
    'task-flat-fare': 'five mean absolute smallest down mean absolute',
    'help-flat-fare': 'larger smaller above shrinks below grows sum mean below above mean mean squared smallest',
    'task-best-line': 'best smallest mean squared without',
    'help-best-line': 'first minus mean column mean mean mean mean low',
    'task-compare': 'better first smaller mean squared smaller never negative better',
    'help-compare': 'first better smaller always not always',
    'words': 'rows column row column minus absolute without minus mean squared mean squared mean absolute mean without rows columns mean mean more squares smallest not',
    '01.residual': 'minus too_low negative not negative too_low',
    '01.sum': 'always sum nearer too_high too_low plus minus sum nothing sum neither sum sum cannot',
    '01.twice': 'ten five sum squared mean double sum mean sum doubles sum doubles mean twice squares twice sum twice sum twice mean before mean sum up ten squares five mean',
    '01.trap': 'right right mean rows columns not column minus five twenty not not without',
    '01.flat': 'smallest five not best mean column steeper column grows smaller',
    '01.bowl': 'higher high squares mean five four not squares larger',
    '01.valley': 'smallest too_high too_high smaller up above best too_high star grow smaller',
    '01.noise': 'smaller hundred best without dots squares no smaller no dots smallest not',
    '01.outlier': 'four five squares five more three square falls more five square more sum squares not up squares',
    '01.pull': 'fall rises grow more last shrinks rise falls square square rises falls square first falls rises falls rises neither worse up',
}
