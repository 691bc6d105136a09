"""What lesson 05 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math
import re

import numpy as np
import torch
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, SHAPE, Given, Here, about, less_than

from helpers.explore.lesson_05 import FAR_OFF, LATE, LONGEST, NAMES, STEPS
from helpers.text import names
from lesson_05.letters import (
    COUNTS,
    HELD_OUT,
    NEW,
    NEW_COUNTS,
    SEEN,
    SMOOTH,
    SYMBOLS,
    TEST,
    TRAIN,
    UNIGRAM,
    P,
    nats,
    number,
    softmax,
)

here = Here("05")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson = here.exercise, here.lesson

# Reasons of this lesson alone
ONE = Given("all probabilities together, by definition")
RANGE = Given("the ends of a probability, by definition")
HOT = Given("1 for the class that came and 0 for the others, by definition")
DIM = Given("a direction of a tensor, or a place in it, as in the code")
COMING = Given("a lesson of Part II, by the plan of the series")

V = len(SYMBOLS)
DOT, A, B, Q, U, LAST = (number(symbol) for symbol in ".abquz")
PAIRS = len({V * row + column for row in range(V) for column in range(V)})
SIZE = SEEN.total()  # the pairs of the training names
CHOSEN = len(".anna.") - 1  # the choices of that name
AFTER_A, SMOOTH_A = P[A], SMOOTH[A]
AFTER_Q = P[Q]
Z = np.array([2.0, 0.0, -1.0])  # the logits of a, b and c
EXP, PROBABILITIES = np.exp(Z), softmax(Z)
CAME = 1  # the place of b, the letter that came
IGNORANT = math.log(V)
BY_COUNTS = nats(SMOOTH, NEW_COUNTS)
BETWEEN = np.linspace(0.01, 0.99)  # some probabilities
GRID = np.linspace(-9, 9)


def loss(z):
    return np.log(np.exp(z).sum()) - z[CAME]


def numeric_slopes(z, tiny=1e-6):
    return np.array([loss(z + by) - loss(z - by) for by in tiny * np.eye(len(z))]) / (2 * tiny)


def line_after(letter):
    """What the line of the wrong start says: the mean moves with the letter before."""
    row, column = np.indices(COUNTS.shape)
    x, y = (np.average(place, weights=COUNTS) for place in (row, column))
    w = np.average((row - x) * (column - y), weights=COUNTS)
    return y + w / np.average((row - x) ** 2, weights=COUNTS) * (letter - x)


def entropy(p):
    return -(p[p > 0] * np.log(p[p > 0])).sum()


def openness(T):
    """The mean entropy of a row at a temperature: how varied the next letters are."""
    return np.mean([entropy(softmax(row / T)) for row in np.log(SMOOTH)])


SLOPES = numeric_slopes(Z)
STEP = dict(zip("abc", np.sign(-SLOPES), strict=True))  # where a small step moves each logit

# For each question: the option that happens, computed here, and words of each answer
ASKED = {
    "05.wrong-start": (
        min(
            ("about 21, which is u", U),
            ("about 1, which is a, the letter that comes most often", A),
            ("about 8, which is h; much the same as after any letter", number("h")),
            key=lambda option: abs(option[1] - line_after(Q)),
        )[0],
        {
            "about 21, which is u": "one line has to serve",
            "about 1, which is a, the letter that comes most often": "Its best single number",
            "about 8, which is h; much the same as after any letter": "leads to means",
        },
    ),
    "05.softmax-shift": (
        "they stay as they are" if np.allclose(softmax(Z + 5), PROBABILITIES) else "",
        {
            "they stay as they are": "becomes 148 times",
            "all three grow": "cannot all grow",
            "the largest one takes from the two others": "if you multiplied the logits",
        },
    ),
    "05.first-loss": (
        min(
            ("1", 1),
            ("about 3.30", 3.30),
            ("27", 27),
            key=lambda option: abs(option[1] - sum(math.log(1 / p) / V for p in [1 / V] * V)),
        )[0],
        {
            "1": "probability of 0.37",
            "about 3.30": "Each letter gets",
            "27": "not the number of choices",
        },
    ),
    "05.slope": (
        {
            (0, 1, 0): "only that of b: it goes up",
            (-1, 1, 0): "that of b goes up, that of a goes down, that of c stays",
            (-1, 1, -1): "that of b goes up, those of a and c go down",
        }[tuple(STEP.values())],
        {
            "only that of b: it goes up": "share one sum",
            "that of b goes up, that of a goes down, that of c stays": "c is small",
            "that of b goes up, those of a and c go down": "goes against the slope",
        },
    ),
    "05.zero": (
        "infinite" if math.isinf(nats(P, NEW_COUNTS)) else "",
        {
            "infinite": "No mean with an infinite",
            "about as on the training names: these pairs are few": "do not move a mean by much",
            "0 for these pairs, so a little smaller": "belongs to a probability of 1",
        },
    ),
    "05.temperature": (
        "they become much alike" if openness(0.2) < openness(1) / 2 else "",
        {
            "they become more varied": "the differences between the logits grow",
            "they become much alike": "of each row then",
            "nothing changes: softmax divides by the sum anyway": "added to all logits",
        },
    ),
}

# Code in sentences that does not run there
NAME = "a name of the exercise's own, before the code has it"
INLINE = {
    ".anna.": "a text, not Python",
    "jo": "a text, not Python",
    "code[:-1]": "the name inside the list of the next cell",
    "code[1:]": "the name inside the list of the next cell",
    "exp": "the function, with nothing to compute it of",
    "Long": "the name of a type in an error message",
    "Float": "the name of a type in an error message",
    "one_hot": "a function of nn.functional, called by its full name in the cell above",
    "inf": "what Python prints",
    "nan": "what Python prints",
    "expand": "a method, named in passing",
    "torch.multinomial(row, 1)": "any row, as the text says",
    "e.sum(dim=1, keepdim=True)": NAME,
    "p[i, y[i]]": NAME,
    "p[torch.arange(len(y)), y]": NAME,
    "p[torch.arange(len(y)), y] -= 1": NAME,
    "X.extend(row)": NAME,
    "row[:-1]": NAME,
    "row[1:]": NAME,
    "backward()": "a method that the exercise does without",
    "argmax": "a function, named in passing",
    'raise ValueError("…")': "it raises the error that it should",
    "progress.json": "the name of a file",
}

# What `python tests/words.py 05` tries where a number is new
GUESSES = (
    *("V", "PAIRS", "SIZE", "IGNORANT", "BY_COUNTS", "nats(SMOOTH, COUNTS)"),
    *("nats(P, COUNTS)", "nats(UNIGRAM, NEW_COUNTS)", "PROBABILITIES[0]", "PROBABILITIES[1]"),
    *("PROBABILITIES[2]", "EXP[0]", "EXP[2]", "1 / V", "math.exp(5)", "U", "Q", "LAST"),
    *("len(TRAIN)", "len(TEST)", "NEW.total()", "entropy(AFTER_A)"),
    *("100 * AFTER_A.max()", "100 / V"),
)
# fmt: off
WORDS = {
    'title': {
        'You need lessons 01 to 04: loss, gradient, `nn.Module`,': (lesson("mse"), lesson("linear")),
        'a guess among 27 letters with one': V,
        'table of probabilities twice: by counting, and': COUNT,
        'here. In lesson 13 a small language': COMING,
    },
    'letter-figure alt': {
        '27 bars, the share': V,
        'The tallest, 20 %, stands over the dot': (100 * AFTER_A.max(), AFTER_A.argmax() == DOT),
        'n follows with 16 % and r with 9 %': (100 * AFTER_A[number("n")], 100 * AFTER_A[number("r")], sorted(AFTER_A)[-3] == AFTER_A[number("r")]),
    },
    'letter-figure-caption': {
        'the USA in 2017. `split` puts them': int(re.search(r"in the USA in (\d{4})", names.__doc__)[1]),
        'cuts them in three: eight of ten names are for': (3, round(10 * len(TRAIN) / len(names())), 10),
        'training, one of ten is held out for section 6 (a validation set),': (round(len(names()) / len(HELD_OUT)), section("good")),
        'and one of ten is a test': round(len(names()) / len(TEST)),
    },
    'pairs-by-hand intent': {
        'at i + 1.': DIM,
    },
    'pairs-by-hand show': {
        'the next one: five arcs, five pairs.': (CHOSEN, CHOSEN),
    },
    'pairs-numbers': {
        'each of the 27 symbols its number: 0 for the dot, 1 for a, up to 26 for z. `LETTERS.decode`': (V, DOT, A, LAST),
        '`code[:-1]` is a list': DIM,
        'its last place, `code[1:]` is the same': DIM,
    },
    'pairs intent': {
        'and the first six numbers of each.': COUNT,
    },
    'line-intro': {
        '`y` is `X`, moved by one place.': "".join(f".{name}" for name in TRAIN)[1:] == "".join(f"{name}." for name in TRAIN)[:-1],
        'as in section 6 of lesson 01?': (section("good"), lesson("mse")),
    },
    'classes-note': {
        'of shape (N, 1). Now it is': SHAPE,
        '(类别), one of 27 choices. Such labels': V,
    },
    'section-2 late': {
        'question about adding 5, and state it:': printed("softmax-shift", 4),
    },
    'scores-intro': {
        'model answer with 27 numbers, one for': V,
        'probabilities of the 27 letters: each is': V,
        'together they make 1.': ONE,
        'You need three facts about it:': COUNT,
        '$e^z$ is above 0 for every $z$,': (0, (np.exp(GRID) > 0).all()),
        'it grows with $z$': (np.diff(np.exp(GRID)) > 0).all(),
        'the square of -3 is larger than that of 2);': (-3, 2, (-3) ** 2 > 2**2),
        'its derivative is the function itself, $e^z$': np.allclose(np.exp(GRID + 1e-20j).imag / 1e-20, np.exp(GRID)),
        'Take three letters, a, b': len(Z),
        'with the logits 2, 0 and -1.': tuple(Z),
    },
    'softmax intent': {
        'z: the logits 2, 0, -1. positive: exp of': tuple(Z),
        'both, and torch.softmax(z, dim=0).': DIM,
    },
    'softmax show': {
        'Put the three rows on the': COUNT,
    },
    'softmax-note': {
        '`dim=0` says along which': DIM,
        'numbers sum to 1. For a table': ONE,
        'sample it is `dim=1`.': DIM,
    },
    'section-3 late': {
        'softmax that comes twice: nobody is warned': COUNT,
    },
    'product-intro': {
        'table `P` with 27 rows, one for each letter: `P[1, 14]` is the share of n (14) after a (1).': (V, A, number("n"), number("n"), A),
        'count the pairs. `27 * X +': V,
        'each of the 729 possible pairs a': PAIRS,
        '`P[seen, came]` takes five places of the': CHOSEN,
    },
    'counts intent': {
        'counts: torch.bincount of 27 * X +': V,
        '+ y, minlength 729, reshaped to 27 by 27, float.': (PAIRS, V, V),
        'steps: the five numbers of P': CHOSEN,
    },
    'counts-picture alt': {
        'A table with 27 rows and 27 columns for the': (V, V),
        'The darkest place by far is in the row of q, in the column of u.': (P.max() == AFTER_Q[U], sorted(P.flat)[-2] < P.max() - 0.2),
        'The column of the dot and those of a, e and i have many darker places.': set(np.argsort(P.mean(axis=0))[-4:]) == {number(symbol) for symbol in ".aei"},
    },
    'counts-picture show': {
        'In picture 1 point at the': picture("counts-picture"),
    },
    'counts-caption': {
        'and sums to 1, each column is': ONE,
        'probability: white is 0, and the darkest place is 0.76.*': (0, P.max()),
        '14 of 100 names begin with': (100 * P[DOT, A], 100),
        'comes n in 16 of 100 cases, so 16 % of these 14 go on with': (100 * AFTER_A[number("n")], 100, 100 * AFTER_A[number("n")], 100 * P[DOT, A]),
        '*product* of the five. The better a': CHOSEN,
        'many numbers below 1 becomes tiny. The': (1, math.prod(BETWEEN) < 1e-20),
        'too, you need three facts:': COUNT,
        'a number between 0 and 1 is negative.': (0, 1, (np.log(BETWEEN) < 0).all()),
        'It is 0 when the model was sure and right': -math.log(1),
        'The nearer $p$ comes to 0, the larger it grows': (0, (np.diff(-np.log(BETWEEN)) < 0).all()),
        'Three ways for `.anna.`, with its five choices:': (len(printed("nll", 0, 1, 2)), CHOSEN),
    },
    'nll intent': {
        '-math.log(p) of the five steps in a': CHOSEN,
        'loop, divide by 5.': CHOSEN,
    },
    'nll show': {
        'each of the three equal numbers.': len(printed("nll", 0, 1, 2)),
    },
    'nll-note': {
        'Softmax gives the probabilities back': np.allclose(softmax(np.log(SMOOTH)), SMOOTH),
        'their sum is 1 already.': ONE,
    },
    'first-loss intent': {
        'Logits of shape (5, 27), all 0: print their cross-entropy': (CHOSEN, V, CHOICE),
    },
    'float-note': {
        'the type of 64-bit whole numbers; you': torch.iinfo(torch.long).bits,
    },
    'twice-note': {
        '(`one_hot` puts a 1 at the class and 0 everywhere else.) With softmax twice even a perfect': (HOT, HOT, COUNT),
        'even a perfect model gets a bad loss': math.log(math.e + V - 1) - 1 > 2,
        'probabilities lie between 0 and 1: as logits, they': RANGE,
    },
    'section-4 late': {
        'B. Derive lines 1 to 5 on the board': LINE,
    },
    'slope-intro': {
        'with the logits 2, 0 and -1 of section 2. The letter b': (*Z, section("probabilities")),
        'The letter b came, the one in the middle.': "abc"[CAME] == "b",
    },
    'slope-derivation': {
        'truth about it: 1 if it came': HOT,
        'else 0. In the sum,': HOT,
        'part of line 3 has only $z_k$': LINE,
        'its derivative is -1 for the letter': -1,
        'that came, and 0 for the others.': HOT,
        'For b, which came, the slope is 0.114 - 1': (0.114, 1, abs(SLOPES[CAME] - 0.114 + 1) < 1e-3),
        'the slope is 0.114 - 1; for a it is 0.844 - 0. (For the mean': (PROBABILITIES[CAME], HOT, PROBABILITIES[0], HOT),
        '(as in lesson 02) and against autograd.': lesson("gradient"),
    },
    'slope-derivation show': {
        'Write lines 1 to 5 on the board,': LINE,
        'it out: some four minutes.': EFFORT,
    },
    'slope-check intent': {
        'z: 2, 0, -1 in 64 bits, with requires_grad.': (*Z, torch.finfo(torch.float64).bits),
        'of z and 1. backward.': CAME,
        'print p minus 1 or 0, the finite difference': HOT,
        'with h = 1e-6, and z.grad.': CHOICE,
    },
    'slope-note': {
        'the prediction, and 1 or 0 is the truth.': HOT,
        'minus truth: lesson 01 called it the': lesson("mse"),
    },
    'ask-logits': {
        'b stays at 0, and b comes.': Z[CAME],
        'become smaller than 0.2, if you move': (0.2, loss(np.array([-4, 0, -4])) < 0.2),
    },
    'ask-logits right': {
        'and c at -2.5 the loss is 0.15.': (-2.5, loss(np.array([-2.5, 0, -2.5]))),
    },
    'ask-logits wrong': {
        'What did adding 5 to all three logits change in section 2?': (max(printed("softmax-shift", 0, 4, 8)), COUNT, section("probabilities")),
        'line has all three in it. What': COUNT,
    },
    'logits-figure alt': {
        'Left: three dots on stems, the logits 2 of a, 0 of b and -1 of c, below their exp: 7.39, 1.00 and 0.37. Middle: bars of the probabilities 0.84, 0.11 and 0.04. Right: the slope': (len(Z), *Z, *EXP, *PROBABILITIES),
        'far up at a, farther down at b, a little up at c': (SLOPES[0] > 0.5, SLOPES[1] < -SLOPES[0], 0 < SLOPES[2] < 0.1),
    },
    'logits-figure show': {
        'which of the three slopes will become': len(Z),
    },
    'logits-caption': {
        '*Figure B: left, three logits; in the': len(Z),
    },
    'section-5': {
        'The best table, twice': COUNT,
    },
    'section-5 late': {
        'C. Show picture 2 and the printed': picture("two-tables"),
    },
    'best-intro': {
        'after it (u 141 times). Add up': COUNTS[Q, U],
        'of section 4 over these': section("slope"),
        'the truth is 1 in $n_i$ of': HOT,
        'the slope is 0.': CHOICE,
        'share, for u 141 / 185 = 0.76.': (COUNTS[Q, U], COUNTS[Q].sum(), AFTER_Q[U]),
        'No model that sees only one letter can have a smaller loss on these pairs': nats(P, COUNTS) < min(nats(0.99 * P + 0.01 * other, COUNTS) for other in (SMOOTH, UNIGRAM, 1 / V)),
        'has the share 0. Its logit would': (0, (P == 0).any()),
        'the same table? `nn.Embedding(27, 27)` is a table': (V, V),
        'here it holds 27 logits.': V,
    },
    'best-intro show': {
        'a bar of 185 places for q': COUNTS[Q].sum(),
        'on the board, 141 of them for': COUNTS[Q, U],
    },
    'fit-table intent': {
        'Seed 0. model: nn.Embedding(27, 27). Batches of 4,096 pairs of X': (CHOICE, V, V, CHOICE),
        'the learning rate 0.1. fit with loss_fn, 5 epochs.': CHOICE,
        'of model.weight, detached, dim=1.': DIM,
    },
    'two-tables alt': {
        'dashed diagonal from 0 to 1. Nearly all dots': RANGE,
    },
    'two-tables-caption': {
        'each of the 729 probabilities twice: by counting to': (PAIRS, COUNT),
    },
    'ask-descent': {
        "that are all 0. Which letter's row": CHOICE,
        'its goal after 20 steps, with a': LATE,
        'bar more than 20 points off (40 % in place of 65 %, say)? Then': (FAR_OFF, EXAMPLE, EXAMPLE),
    },
    'ask-descent right': {
        'to go from 4 % to 76 %, farther than any other bar': (100 / V, 100 * AFTER_Q[U], AFTER_Q[U] - 1 / V == abs(P - 1 / V).max()),
    },
    'ask-descent wrong': {
        'The row of a rare letter, such as x: it has few pairs': COUNTS[number("x")].sum() < SIZE / 100,
        'The row of a, which comes most often': UNIGRAM.argmax() == A,
    },
    'descent-figure alt': {
        'the tallest 20 % over the dot': (100 * AFTER_A.max(), AFTER_A.argmax() == DOT),
        'of one height, 4 %, since all logits are 0. Right: the loss': (100 / V, CHOICE),
        '"a" falls from 3.30 in 60 steps to a': (IGNORANT, STEPS),
        'dashed line at 2.68; a dot marks step 0.': (entropy(AFTER_A), CHOICE),
    },
    'descent-figure-caption': {
        'that are all 0.*': CHOICE,
    },
    'section-6 late': {
        'table of the four models aloud and': COUNT,
        'leave out picture 3.': picture("ladder-picture"),
    },
    'smoothing': {
        '**smoothing** (平滑): add 1 to each of the 729 counts, and divide': (CHOICE, PAIRS),
        'no probability is 0:': (0, (SMOOTH > 0).all()),
    },
    'smooth intent': {
        'smooth: counts + 1, each row divided': CHOICE,
    },
    'perplexity': {
        'The two losses are nearly the same': abs(BY_COUNTS - nats(SMOOTH, COUNTS)) < 0.02,
        'A table of 729 numbers is too': PAIRS,
        'small to remember 171,721 pairs, so there': SIZE,
        'so there is hardly any overfitting': 0 < BY_COUNTS - nats(SMOOTH, COUNTS) < 0.02,
        'How much is 2.47 nats? Two other': BY_COUNTS,
        'it is 27: the model has': math.exp(IGNORANT),
        'to choose among 27 letters that are': V,
        'equal options is 1 bit. A letter': -math.log2(1 / 2),
        'A letter is one **byte** (字节) in a file': all(len(symbol.encode()) == 1 for symbol in SYMBOLS),
        'Now compare four models: **uniform** (均匀), with all 27 logits equal; **unigram**': (COUNT, V),
        'up to lesson 13. (`lambda X: ...`': COMING,
        'as in lesson 04; `expand` repeats one': lesson("linear"),
    },
    'ladder intent': {
        'models: four functions from X': COUNT,
        'divided by log 2.': CHOICE,
    },
    'ladder-picture alt': {
        'Four models, one below': COUNT,
        'their loss: uniform 3.30, unigram 2.83, bigram by counts 2.47, all three as blue dots,': (IGNORANT, nats(UNIGRAM, NEW_COUNTS), BY_COUNTS, COUNT),
        'bigram by fit 2.47 as a vermilion': about(BY_COUNTS, 0.004),
    },
    'ladder-picture show': {
        'Leave picture 3 on the board': picture("ladder-picture"),
    },
    'section-7 late': {
        'class judge the ten names.': COUNT,
    },
    'sampling-intro': {
        '**sampling** (采样). `torch.multinomial(row, 1)` draws one number': COUNT,
    },
    'sample intent': {
        'begin with letter 0; torch.multinomial draws from': DOT,
        'until it is 0; give back the': DOT,
        'Print ten names with the seed 0.': (COUNT, CHOICE),
    },
    'sample-note': {
        'one letter. Lesson 06 gives it more': COMING,
    },
    'temperature-figure alt': {
        'at temperature 1, the tallest 20 % over the dot': (CHOICE, 100 * SMOOTH_A.max(), SMOOTH_A.argmax() == DOT),
        'with them. Right: eight names, written letter': NAMES,
        'mah, ahahilie and others that nobody has': {"mah", "ahahilie"}.isdisjoint(names()),
        'cut off after 14 letters.': LONGEST,
    },
    'temperature-caption': {
        'those at temperature 1; right, names sampled': CHOICE,
    },
    'temperature intent': {
        'For T = 0.2, 1 and 5: softmax of smooth.log()': printed("temperature", 0, 1, 2),
        'T, the seed 0 again, six names.': (CHOICE, COUNT),
    },
    'overflow-intro': {
        'grows fast. A 32-bit number ends at': torch.finfo(torch.float32).bits,
        'and $e^{89}$ is larger': math.exp(89) > torch.finfo(torch.float32).max,
    },
    'overflow-note': {
        'stands in section 2: you may subtract': section("probabilities"),
        'exponent is above 0, so nothing becomes': max(Z - Z.max()),
        'sum is never 0. `torch.softmax` does this': (0, np.exp(Z - Z.max()).sum() > 1),
        'it computes line 3 of section 4 and never makes': (LINE, section("slope")),
        'which could become 0 with a logarithm': np.exp(np.float32(-200)),
    },
    'one-hot-intro': {
        'a letter as 27 numbers, a 1 at its place and 0 everywhere else: this': (V, HOT, HOT),
        'All products are 0 but those of the 1: what comes out': HOT,
    },
    'one-hot-note': {
        'that is faster: 27 times less to': V,
        'read here, and 50,000 times less in': Given("about the number of tokens that GPT-2 knows, 50,257"),
    },
    'closing': {
        'Together they make 1: divide by the': ONE,
        'number of classes, 3.30 for 27. Below it the': (IGNORANT, V),
        'Its probability, minus 1 for the letter': HOT,
    },
    'practice': {
        'Nine exercises, about 55 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, CHOICE, CHOICE),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-softmax': {
        '(5 min, level 1, section 2)': (EFFORT, section("probabilities")),
        'and sum to 1. Try it without': ONE,
    },
    'help-softmax': {
        'of a row 1?': ONE,
        '`e.sum(dim=1, keepdim=True)` adds up': DIM,
        'V letters gets 1/V, whatever the size.': (1, np.allclose(softmax(np.full(V, 7)), 1 / V)),
        'multiplies each exponential, and their sum, by the same factor': np.allclose(np.exp(Z + 3) / EXP, np.exp(Z + 3).sum() / EXP.sum()),
    },
    'task-nll': {
        '(5 min, level 1, section 3)': (EFFORT, section("loss")),
        'whole numbers from 0 to V - 1. Give back the': (DOT, V - LAST),
    },
    'help-nll': {
        'had the probability 0. What is the': RANGE,
        'together?** Infinite. -log 0 is infinity, and': math.exp(-math.inf),
        'probabilities are. Section 6 meets this with': section("good"),
    },
    'task-first-loss-normal': {
        '(5 min, level 1, section 3)': (EFFORT, section("loss")),
        'Four runs on different': COUNT,
    },
    'help-first-loss-normal': {
        'choices the probability 1/V. What is -log': ONE,
        '`torch.log(torch.tensor(27.0))` is the natural logarithm of 27. Compute it for': (V, V),
        'each of the four numbers of choices,': COUNT,
        'new model with 50,000 choices before its': EXAMPLE,
        'and what would 200 tell you?** About ln 50,000 = 10.8: a new model': (EXAMPLE, 50_000, math.log(50_000)),
        'same probability. With 200 it is not': (200, 200 > math.log(50_000)),
    },
    'task-targets': {
        '(8 min, level 2, section 3)': (EFFORT, section("loss")),
        'As in section 1, a dot stands': section("Letters"),
        'that `jo` gives three pairs: dot and': len(".jo.") - 1,
        'has the number 0, `a` has 1, and `z` has 26. `X` and `y`': (DOT, A, LAST),
        '- ord("a")` is 2: so far is': ord("c") - ord("a"),
    },
    'help-targets': {
        'name first, with 0 at both ends: `jo` becomes 0, 10, 15, 0.': (DOT, *(number(symbol) for symbol in ".jo.")),
        'a list, then `row[:-1]` is all of': DIM,
        'last number, and `row[1:]` all but the': DIM,
        'a name of 5 letters give, and': len("abcde"),
        'without the dot?** Six: each of the 5 letters is once': (len(".abcde.") - 1, len("abcde")),
    },
    'task-fix-loss': {
        '(5 min, level 2, section 3)': (EFFORT, section("loss")),
        'two logits of 20 are sure of': CHOICE,
        'should be nearly 0.)': CHOICE,
    },
    'help-fix-loss': {
        'read in section 3 what `nn.CrossEntropyLoss` does': section("loss"),
        'probabilities lie between 0 and 1, so the loss': RANGE,
        'never come near 0: with 27 letters it stays above 2.35. One who knows that ln 27 = 3.30 is the beginning, and nearly 0 the end, sees': (CHOICE, V, less_than(math.log(math.e + V - 1) - 1), V, IGNORANT, CHOICE),
    },
    'task-fix-sequence': {
        '(8 min, level 2, section 3)': (EFFORT, section("loss")),
        'should be nearly 0). Make the program': CHOICE,
    },
    'help-fix-sequence': {
        'of all texts: `logits.flatten(0, 1)` puts the first': DIM,
        'two dimensions with `.transpose(1, 2)`. With `.reshape(B, V,': DIM,
    },
    'task-gradient': {
        '(8 min, level 3, section 4)': (EFFORT, section("slope")),
        'as in section 4. Give back its': section("slope"),
        'it with line 5 of section 4. (What `backward()` gives': (LINE, section("slope")),
    },
    'help-gradient': {
        '`p[torch.arange(len(y)), y] -= 1` takes one away': HOT,
        'with p - 1. All others have': HOT,
        'has p = 1: prediction minus truth is 0, as with the': (1, 1 - 1),
    },
    'task-smooth': {
        '(6 min, level 2, section 6)': (EFFORT, section("good")),
        'as in section 6: `add` is added': section("good"),
        'row sums to 1. A row without': ONE,
    },
    'help-smooth': {
        'be a column: `.sum(dim=1, keepdim=True)`.': DIM,
        'when it is 0?** With a very': CHOICE,
        'comes near to 1/V, the table of': (1, np.allclose((COUNTS + 1e9) / (COUNTS + 1e9).sum(axis=1, keepdims=True), 1 / V, rtol=1e-3)),
        'knows nothing. With 0, a pair that': CHOICE,
        'gets the probability 0, and one such': CHOICE,
    },
    'task-sample': {
        '(5 min, level 3, section 7)': (EFFORT, section("names")),
        'Each `T` above 0 has some, a': CHOICE,
        'a `T` of 0 or below there': CHOICE,
    },
    'help-sample': {
        'here along dimension 0. Before that, an': DIM,
        'T is nearly 0, and when T': CHOICE,
        'T is nearly 0 the letter with': CHOICE,
        'has learned. At 0 itself the formula divides by 0; who wants the': CHOICE,
    },
    'words': {
        'here one of 27 symbols |': V,
        '$e^z$, always above 0 |': (0, (np.exp(GRID) > 0).all()),
        'no probability is 0 |': (0, (SMOOTH > 0).all()),
        '独热编码 | a 1 at the place': HOT,
        'of the class, 0 everywhere else |': HOT,
    },
    '05.wrong-start': {
        'about 21, which is u': U,
        'it is mostly 21. But one line': (U, AFTER_Q[U] > 0.5),
        'to serve all 27 letters, and q': V,
        'about 1, which is a, the letter that comes most often': (A, UNIGRAM.argmax() == A),
        'about 8, which is h;': line_after(Q),
        'much the same as after any letter': abs(line_after(LAST) - line_after(A)) < 3,
        'as in lesson 01. The mean of': lesson("mse"),
        'next letters is 9.2, and the line': UNIGRAM @ np.arange(V),
        'a and b, 1 and 2, are nearly the': (A, B),
    },
    '05.softmax-shift': {
        'You add 5 to each of the three logits. What happens': (5, len(Z)),
        'Each exponential becomes 148 times as large,': math.exp(5),
        'all three grow': COUNT,
        'All three exponentials do. But': (COUNT, (np.exp(Z + 5) > EXP).all()),
        'probabilities must make 1 together, so they': ONE,
    },
    '05.first-loss': {
        'knows nothing: its 27 logits are all': V,
        '\n1\nA loss of 1 belongs to a probability of 0.37': (1, 1, math.exp(-1)),
        'about 3.30': IGNORANT,
        'gets the probability 1/27, and minus the logarithm of 1/27 is the logarithm of 27, which is 3.296.': (1, V, 1, V, V, -math.log(1 / V)),
        '\n27\nThere are 27 choices, each with the probability 1/27.': (V, V, 1, V),
        'the logarithm of 1/27, not the number': (1, V),
    },
    '05.slope': {
        'and c are 0.84, 0.11 and 0.04, and b came.': tuple(PROBABILITIES),
        'it is not 0: its probability is 0.04.': (0, PROBABILITIES[2]),
        'is p minus 1 for b, so': HOT,
        'so it is negative, and p for a and c, so it is positive': (SLOPES[1] < 0 < min(SLOPES[0], SLOPES[2]), np.allclose(SLOPES[[0, 2]], PROBABILITIES[[0, 2]])),
        'The three slopes make 0 together: what b': (len(SLOPES), abs(SLOPES.sum())),
    },
    '05.zero': {
        'have the probability 0 in the table': (0, (P[NEW_COUNTS > 0] == 0).any()),
        'the logarithm of 0. No mean with': CHOICE,
        'the logarithm of 0?': CHOICE,
        '0 for these pairs,': CHOICE,
        'A loss of 0 belongs to a probability of 1. Here the table': (0, math.exp(-0)),
        'should never be 0.': CHOICE,
    },
    '05.temperature': {
        'by T = 0.2. How do the': printed("temperature", 0),
        'with T = 1?': printed("temperature", 1),
        'To divide by 0.2 is to multiply by 5: the differences between': (0.2, 1 / 0.2),
        'To divide by 0.2 is to multiply by 5. The most likely': (0.2, 1 / 0.2),
    },
}
SAYS = {
    'title': 'after minus best twice first',
    'section-1 late': 'not',
    'names-intro': 'first after after below',
    'letter-figure alt': 'after dot above row black square below',
    'letter-figure show': 'before',
    'letter-figure-caption': 'after dot three eight ten ten ten',
    'pairs-intro': 'dot before after',
    'pairs-by-hand intent': 'dot before after',
    'pairs-by-hand show': 'five five',
    'pairs-numbers': 'dot up without last without first',
    'pairs intent': 'dots without last without first first six',
    'line-intro': 'not',
    'ask-wrong-start': 'after',
    'wrong-start intent': 'column column column plus',
    'classes-note': 'column',
    'scores-intro': 'larger more negative positive first three above grows square positive square larger sum sum three',
    'softmax intent': 'positive positive sum',
    'softmax show': 'three rows up last row',
    'softmax-note': 'sum row',
    'section-3 late': 'right twice',
    'product-intro': 'rows after row sum column row five row column',
    'counts intent': 'sum row without last without first five',
    'counts-picture alt': 'rows columns dot white dark blue row column column dot',
    'counts-picture show': 'row dark column dot',
    'counts-caption': 'row column larger white after nothing last five better larger below sum three sum negative minus right nearer larger grows without mean negative three five',
    'nll intent': 'up five minus mean rows',
    'nll show': 'three',
    'nll-note': 'sum nothing',
    'targets-note': 'column',
    'column-note': 'no column',
    'float-note': 'no before right',
    'twice-note': 'twice never',
    'section-4 break': 'before after',
    'slope-intro': 'downhill',
    'slope-derivation': 'sum sum first mean row',
    'slope-derivation show': 'before four',
    'slope-check intent': 'minus',
    'slope-note': 'minus squared',
    'ask-logits': 'smaller',
    'ask-logits right': 'down up',
    'ask-logits wrong': 'no grow three up down sum below three larger',
    'logits-figure alt': 'left three dots below right up down up',
    'logits-figure show': 'before three smaller',
    'logits-caption': 'left three right below',
    'section-5': 'best twice',
    'best-intro': 'smallest row row after up lowest best squared best best no smaller never minus row row',
    'best-intro show': 'sum below',
    'two-tables alt': 'dots dashed dots',
    'two-tables-caption': 'twice right upwards dashed no dot not not shorter never above mean row',
    'ask-descent': 'row row after more',
    'ask-descent wrong': 'row rows row high',
    'descent-figure alt': 'left blue after dot orange right after falls dashed dot',
    'descent-figure show': 'after',
    'descent-figure-caption': 'row after',
    'section-6 late': 'four',
    'held-out-intro': 'not',
    'zero intent': 'mean',
    'smoothing': 'no',
    'smooth intent': 'row sum',
    'perplexity': 'too_small four up row',
    'ladder intent': 'four',
    'ladder-words': 'better',
    'ladder-picture alt': 'four below three blue dots vermilion diamond',
    'ladder-caption': 'further left better',
    'section-7 late': 'ten',
    'sampling-intro': 'dot row row dot row row',
    'sample intent': 'row ten',
    'sample show': 'before after',
    'sample-note': 'not more before below',
    'temperature-figure alt': 'left orange after dot blue right eight after',
    'temperature-figure show': 'lowest highest',
    'temperature-caption': 'right',
    'temperature intent': 'six',
    'section-8': 'too_large',
    'overflow-intro': 'grows larger',
    'overflow-note': 'not largest no above nothing too_large sum sum never further never minus',
    'one-hot-intro': 'without up column',
    'one-hot-note': 'no row up faster less less',
    'closing': 'not mean mean no positive sum mean minus nothing below above minus minus best never',
    'closing right': 'sum row mean minus minus',
    'practice': 'nine three dots last below not after first before',
    'task-softmax': 'rows row positive sum without',
    'help-softmax': 'positive sum row sum up row column without row row sum',
    'task-nll': 'mean',
    'help-nll': 'row row first row column mean minus mean never',
    'task-first-loss-normal': 'four before first nothing below nothing nothing nothing worse above nothing',
    'help-first-loss-normal': 'nothing four last before first nothing not first too_large before',
    'task-targets': 'dot before after three dot dot dot without row row',
    'help-targets': 'first row row last row first never without dot six dot more without dot not not never',
    'task-fix-loss': 'without right',
    'help-fix-loss': 'falls right falls best right never above',
    'task-fix-sequence': 'mean',
    'help-fix-sequence': 'more first not mean mean not mean more mean',
    'task-gradient': 'mean rows',
    'help-gradient': 'row minus row mean lower row negative positive row left minus',
    'task-smooth': 'no row after row row without',
    'help-smooth': 'first rows after column sum no longer row nothing never',
    'task-sample': 'row above below',
    'help-sample': 'high nearer before low before largest largest',
    'words': 'always above mean row up no before',
    '05.wrong-start': 'squared after squared not best mean after smallest squared mean mean no nothing not',
    '05.softmax-shift': 'three sum three grow three cannot grow largest sum above below',
    '05.first-loss': 'nothing smaller minus minus not before above',
    '05.slope': 'up up sum falls down up down not up down minus negative positive three',
    '05.zero': 'mean minus no mean not mean smaller cannot never',
    '05.temperature': 'more grow row nothing sum low high',
}
