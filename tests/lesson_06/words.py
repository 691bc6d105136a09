"""What lesson 06 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math
from itertools import combinations, pairwise

import numpy as np
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import LADDER
from helpers.experiments import SEEDS, cures, leak, letter_map, sizes, stored
from helpers.experiments.cures import at_the_end
from helpers.text import CHARACTERS, names, plays, split
from lesson_06.drawn import DRAWN
from lesson_06.letters import (
    FARES,
    LINE_LOSS,
    NEW,
    RIDES,
    SEEN,
    SIZES,
    TRAIN,
    cases,
    fare,
    kneser_ney,
    mixing,
    one_added,
)
from lesson_06.letters import LINE as BEST_LINE
from lesson_06.test_figures import ALTS

here, there = Here("06"), Here("05")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

# Reasons of this lesson alone
DIM = Given("a direction of a tensor, or a place in it, as in the code")
HOT = Given("1 for the letter that came and 0 for the others, by definition")
OFF = Given("what a unit is that dropout turns off, or not, by definition")
CLOSED = Given("what a closed unit lets through: nothing; an open one, all")
HALF = Given("the half before the squares, by definition")
STAYS = Given("the share of units that stay on, by definition")
TURN = Given("the place at which the slope of the absolute value turns round")
COMING = Given("a lesson of Part II, by the plan of the series")
REACHED = Given("what a loss comes near to when all was learned by heart")

V = len({*".".join(names())})  # 26 letters and the dot
CONTEXT, POINT, ASIDE, HIDDEN = printed("network", 1, 4, 6, 8)
MEMORIES = {k: one_added(k) for k in range(1, 5)}  # the loss with one added to each count
MIXED = {k: mixing(k) for k in range(6)}
CUT = {k: [*cases(["abcdef"], k)] for k in (3, 5)}  # the contexts of a name of six letters
AFTER_L = SEEN[1]["l"]
IGNORANT = math.log(V)

# The meter: where its slope changes, and the slopes
KM = np.arange(30)
SLOPES = np.diff([fare(km) for km in KM])
BENDS = [int(km) + 1 for km in np.flatnonzero(abs(np.diff(SLOPES)) > 0.01)]
FIRST_PRICE, PER_KM, FAR = fare(1), fare(5) - fare(4), fare(20) - fare(19)
UNITS = 100  # of the two linear layers
STRAIGHT = sum((UNITS, UNITS, UNITS, 1))  # their weights and biases
OVER = np.polyval(BEST_LINE, RIDES) - FARES  # how far the best line lies above each dot
GRID = np.linspace(-9, 9)


def relu(z):
    return np.maximum(z, 0)


def curve(random, bent):
    """What two layers with drawn weights say at places with equal steps."""
    w1, b1, w2 = random.normal(size=(3, UNITS))
    h = np.outer(GRID, w1) + b1
    return (relu(h) if bent else h) @ w2


BENT, LINEAR = (curve(np.random.default_rng(0), bent) for bent in (True, False))

# The stored runs
END = at_the_end(stored("cures"))  # the held-out loss of each cure, for each seed
MEAN = {cure: sum(losses) / len(losses) for cure, losses in END.items()}
HELP = END.keys() - {"none", "512 hidden units"}
NEXT = {"L2", "L1", "dropout 0.5"}  # to the best
RUNS = {way: [run for run in stored("leak") if run.way == way] for way in leak.WAYS}
TOO_GOOD = {way: [run.truth - run.promise for run in runs] for way, runs in RUNS.items()}
OLD, KEPT, _ = split([scenes[0] for scenes in plays().values()][:20], (0.6, 0.2, 0.2))
HELD_SHARE = len("".join(KEPT)) / len("".join(OLD + KEPT))  # of the letters, so of the windows
RUNGS = {rung.name: rung.nats for rung in LADDER["names"].until(6).rungs}
LONG = max(int(name.split()[1]) for name in RUNGS if name.startswith("network"))


def below(one, *others, by=0.0):
    """Whether a cure ends below all others, in every run."""
    return all(a < b - by for other in others for a, b in zip(END[one], END[other], strict=True))


def of_size(names, seed=0):
    """The losses of a stored run: {step: (training, held out)}."""
    rows = [row for row in stored("sizes") if (row.names, row.seed) == (names, seed)]
    return {row.step: (row.training, row.held_out) for row in rows}


FEW = of_size(500)
LAST = max(FEW)
UNSEEN = [[held_out for _, held_out in of_size(500, seed).values()] for seed in SEEDS]
LEAST, LEAST_AT = min((held_out, step) for step, (_, held_out) in FEW.items())


def gap(names, seed=0):
    training, held_out = of_size(names, seed)[LAST]
    return held_out - training


def first_losses(larger):
    """The loss of a network as it is drawn, its last weights so many times as large; how sure."""
    random = np.random.default_rng(0)
    W1 = random.uniform(-1, 1, size=(HIDDEN, ASIDE)) / math.sqrt(ASIDE)
    W2 = random.uniform(-1, 1, size=(V, HIDDEN)) / math.sqrt(HIDDEN)
    logits = larger * relu(random.normal(size=(400, ASIDE)) @ W1.T) @ W2.T
    came = random.integers(V, size=len(logits))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(p)), came]).mean(), p.max(axis=1).mean()


def share_seen(k):
    """The share of the held-out letters whose context of k letters came in training, too."""
    seen = sum(came.total() for context, came in NEW[k].items() if context in SEEN[k])
    return seen / sum(came.total() for came in NEW[k].values())


def together(seed, step):
    """How many of the five vowels stand beside another one, or beside y."""
    rows = [row for row in stored("letter_map") if (row.seed, row.step) == (seed, step)]
    there = {row.letter: (row.x, row.y) for row in rows}
    found = 0
    for vowel in "aeiou":
        others = there.keys() - {vowel}
        found += min(others, key=lambda a: math.dist(there[vowel], there[a])) in "aeiouy"
    return found


def unlike(one, other):
    """How much of what comes after two letters is not the same, from 0 to 1."""
    rows = SEEN[1][one], SEEN[1][other]
    shares = ({a: n / row.total() for a, n in row.items()} for row in rows)
    first, second = (np.array([share.get(a, 0) for a in SEEN[0][""]]) for share in shares)
    return abs(first - second).sum() / 2


LOSS, SURE = first_losses(30)
START, END_STEP = letter_map.MOMENTS[0], letter_map.MOMENTS[-1]
MET = [(together(seed, START), together(seed, END_STEP)) for seed in SEEDS]
VOWELS = np.mean([unlike(a, b) for a, b in combinations("aeiou", 2)])
MIXTURE = np.mean([unlike(vowel, other) for vowel in "aeiou" for other in "bcdfgklmnprst"])
BOTH = "dropout 0.5, 3 x L2"
ALONE = ("dropout 0.5", "L2")
TIMES = cures.SETTINGS[BOTH].weight_decay / cures.SETTINGS["L2"].weight_decay


def both():
    """What both at once do, in every run."""
    if all(below(one, BOTH) for one in ALONE):
        if below(BOTH, "none"):
            return "they help less than either of them alone"
        return "they make it worse than without any cure"
    return "they help more than either of them alone"


# For each question: the option that happens, computed here, and words of each answer
ASKED = {
    "06.memory": (
        {
            (-1, -1, -1): "it falls each time",
            (1, 1, 1): "it rises each time",
            (-1, -1, 1): "it falls, and then it rises again",
        }[tuple(int(np.sign(b - a)) for a, b in pairwise(MEMORIES.values()))],
        {
            "it falls each time": "weigh more than what was seen",
            "it rises each time": "nearly every context of two letters",
            "it falls, and then it rises again": "too many rows have few cases",
        },
    ),
    "06.two-linear": (
        "a straight line" if np.allclose(np.diff(LINEAR, 2), 0) else "",
        {
            "a straight line": "is linear, however many",
            "flat up to 3 km, then rising": "could be flat here",
            "a smooth curve that passes near all fares": "rises evenly, or falls evenly",
        },
    ),
    "06.large-weights": (
        "far above 3.30" if LOSS > 2 * IGNORANT else "",
        {
            "still about 3.30, since the network knows nothing": "it no longer says so",
            "far above 3.30": "mostly another one comes",
            "below 3.30, since its answers are surer": "sure of a letter that chance",
        },
    ),
    "06.letter-map": (
        "they come to stand near each other" if all(a < b == 5 for a, b in MET) else "",
        {
            "they stay spread: nobody tells the network what a vowel is": "Nobody does",
            "they move away from each other, since each needs a place of its own": "told apart",
            "they come to stand near each other": "moves them together",
        },
    ),
    "06.few-names": (
        "it falls, and then it rises above its first value"
        if all(min(losses) < losses[0] < losses[-1] for losses in UNSEEN)
        else "",
        {
            "it falls with the other, a little above it": "For a few epochs",
            "it falls, and then it rises above its first value": "too sure and often wrong",
            "it falls, and then it stays": "if the network stopped learning",
        },
    ),
    "06.cures": (
        both(),
        {
            "they help less than either of them alone": "too much of two good things",
            "they help more than either of them alone": "With the same L2 they do",
            "they make it worse than without any cure": "Not so bad",
        },
    ),
    "06.leak": (
        "lower, so it promises too much" if min(TOO_GOOD["windows"]) > 0.1 else "",
        {
            "about the same: both kinds of windows were never trained on": "their neighbours were",
            "lower, so it promises too much": "has seen the windows beside them",
            "higher, since random windows come from everywhere": "They come from scenes",
        },
    ),
}

# Code in sentences that does not run there
NAME = "a name of the exercise's own, before the code has it"
METHOD = "a method, named in passing"
COMMAND = "a line for a terminal, not Python"
INLINE = {
    "X": "the windows, before the lesson has them under this name",
    "y": "what comes next, before the lesson has it under this name",
    "bra": "a text, not Python",
    "bre": "a text, not Python",
    "backward()": METHOD,
    "backward": METHOD,
    "bernoulli_": METHOD,
    "torch.where(a, b, c)": "any tensors, as the text says",
    "weight_decay": "an argument of the optimizer, named in passing",
    "python -m helpers measure 06": COMMAND,
    'my_windows("jo", 3)': "a call of the exercise's function, before it is written",
    "found.append((a, b))": NAME,
    "context[1:]": NAME,
    "return True": "a line inside a function",
    "model.train(mode)": "either mode, as the text says",
    "with torch.no_grad():": "a line that others follow",
    "random.sample(texts, len(texts))": NAME,
    "a": NAME,
    "b": NAME,
    "a[:3]": NAME,
    "a[3:]": NAME,
    "torch.outer(a, b)": NAME,
    "progress.json": "the name of a file",
}

# What `python tests/words.py 06` tries where a number is new
GUESSES = (
    *("V", "CONTEXT", "POINT", "ASIDE", "HIDDEN", "IGNORANT", "STRAIGHT", "LINE_LOSS"),
    *("MEMORIES[1]", "MEMORIES[2]", "MEMORIES[3]", "MEMORIES[4]", "sum(SIZES)"),
    *('MEAN["none"]', 'MEAN["L2"]', 'MEAN["dropout 0.5"]', 'MEAN["8,000 names"]'),
    *('MEAN["512 hidden units"]', "PER_KM", "FAR", "sizes.COUNTS[-1]"),
)
# fmt: off
WORDS = {
    'title': {
        'You need lesson 05: logits, cross-entropy, counting,': lesson("cross"),
        'and choose among six cures;': COUNT,
    },
    'memory-intro': {
        'In lesson 05 a table wrote': lesson("cross"),
    },
    'memory-figure alt': {
        'letter. Beside it: 10,683 times. Below, 27 bars: what came': (AFTER_L.total(), V),
        'is e with 21 %; then come a with 19 % and i with 18 %.': (*(100 * n / AFTER_L.total() for _, n in AFTER_L.most_common(3)), [a for a, _ in AFTER_L.most_common(3)] == [*"eai"]),
    },
    'memory-figure-caption': {
        'one name, with three letters of context.': code("window-by-hand", 3),
    },
    'window-by-hand intent': {
        'k = 3. text: k dots,': code("window-by-hand", 3),
    },
    'window-by-hand show': {
        'paper frame of three letters along it.': code("window-by-hand", 3),
    },
    'table-intro': {
        'as you read 3, 1, 4 as 314. There a digit is worth ten times the next one, here 27 times.': (EXAMPLE, EXAMPLE, EXAMPLE, (3 * 10 + 1) * 10 + 4, 10, V),
        'a table, add 1 to each count,': code("tables", 1),
        'as in section 6 of lesson 05, and look at': (there.section("good"), lesson("cross")),
    },
    'memory intent': {
        'For k = 1, 2, 3, 4 print table_loss(k).': tuple(MEMORIES),
    },
    'meter-intro': {
        'works like this: ¥13 for the first 3 km, then ¥2.30 for each km, and 1.5 times as much': (CHOICE, CHOICE, PER_KM, CHOICE),
        'each km beyond 15 km. No straight': CHOICE,
        'No straight line does that': LINE_LOSS > 1,
        '$z$, $\\mathrm{relu}(z)$ is 0, and for a': (0, (relu(GRID[GRID < 0]) == 0).all()),
        'for a positive one it is $z$ itself': (relu(GRID[GRID > 0]) == GRID[GRID > 0]).all(),
        'stays at 0 up to 3 km and then rises by 1 for each km.': (relu(1 - BENDS[0]), BENDS[0], relu(5 - 3) - relu(4 - 3)),
    },
    'ask-meter right': {
        '1.15: beyond 15 km the first': CHOICE,
        'on rising by 2.30, and 2.30 + 1.15 = 3.45, which is 1.5 times 2.30.': (PER_KM, PER_KM, CHOICE, FAR, CHOICE, PER_KM),
    },
    'ask-meter wrong': {
        '3.45: that is the': FAR,
        'stop rising at 15 km?': BENDS[1],
        '1.5: the price is 1.5 times as much.': CHOICE,
        'add up at 16 km, and in': POINT,
    },
    'meter-figure alt': {
        'Ten rides as blue dots: ¥13 at 1 and 2 km, then up': (len(RIDES), FARES[0], *RIDES[:2], FARES[1] == FARES[0] < FARES[2]),
        'a slope to ¥36 at 13 km and up': (FARES[5], RIDES[5]),
        'steeper one to ¥75 at 25 km. A dashed': (FARES[-1], RIDES[-1]),
        'line lies at 0 up to 6 km and rises by ¥1.15 per km; a': tuple(ALTS["taxi_meter"][7:10]),
        'one lies at 0. Their sum with 13, a vermilion line, bends at 6 km alone and': tuple(ALTS["taxi_meter"][10:13]),
        'a loss of 423.99 ¥².': ALTS["taxi_meter"][13],
    },
    'meter-figure-caption': {
        '*Figure B: ten rides, and a': len(RIDES),
        'than one number: `nn.Linear(1, 100)` computes 100 numbers from $x$,': code("two-linear", 1, UNITS, UNITS),
        'A second layer, `nn.Linear(100, 1)`, makes one number': code("two-linear", UNITS, 1),
        'distance divided by 10: with small inputs': CHOICE,
    },
    'two-linear intent': {
        'a column of ten distances. fare: 13 + 2.3 relu(x - 3) + 1.15 relu(x - 15).': (len(RIDES), FIRST_PRICE, PER_KM, BENDS[0], FAR - PER_KM, BENDS[1]),
        'without: Linear(1, 100) and Linear(100, 1). between: the same': CHOICE,
        'batch, MSE, Adam 0.02, 800 epochs. Print the': code("two-linear", 0.02, 800),
    },
    'two-linear-picture alt': {
        'Ten dots: flat at 13 up to 3 km, then rising,': (len(RIDES), FIRST_PRICE, BENDS[0]),
        'and steeper from 15 km on. A': (BENDS[1], FAR > PER_KM),
        'passes above the dots in the middle and below them at both ends': min(OVER[3:7]) > 0 > max(OVER[0], OVER[-1]),
    },
    'two-linear-picture show': {
        'ruler on picture 1: which of the': picture("two-linear-picture"),
    },
    'two-linear-why': {
        'b_2$ (put line 1 into line 2)': LINE,
        'Line 4 is a line again': LINE,
        '$w_2 w_1$. With 100 units you add up 100 lines, and a': (UNITS, UNITS),
        'a sum of lines is a line': np.allclose(np.diff(LINEAR, 2), 0),
        'can do no more than one': np.allclose(np.diff(LINEAR, 2), 0),
        'each unit adds a bend at a place of its own': sum(abs(np.diff(BENT, 2)) > 1e-6) > UNITS / 4,
        'Check line 4 with all 100 units:': (LINE, UNITS),
    },
    'network-intro': {
        'a memory of five. Its first layer': CONTEXT,
        'embedding of lesson 05, but a row': lesson("cross"),
        'logits. It holds 16 numbers that describe': POINT,
        'find out. All five letters of a': CONTEXT,
        '`nn.Flatten` lays the five rows of a': CONTEXT,
        'side by side, 80 numbers in all. By hand, `.flatten(1)` does it: the': (ASIDE, CHOICE),
        'that gives the 27 logits. Such a': V,
    },
    'network intent': {
        'network(): Embedding(27, 16), Flatten, Linear(80, 128), ReLU, Linear(128, 27).': (V, POINT, ASIDE, HIDDEN, HIDDEN, V),
        'of train with 5 letters; X_new, y_new:': CONTEXT,
        'with the seed 0. Send X[:3] through it, and': code("network", 0, 3),
    },
    'by-hand intent': {
        'hidden: the rows C[X[:3]], flattened from place 1 on, @ W1.T': code("by-hand", 3, 1),
        'b2. Compare with model(X[:3]).': code("by-hand", 3),
    },
    'size-note': {
        'A table with five letters of memory has 387 million places, nearly all': (CONTEXT, CHOICE, COUNT),
        'The network has 14,283 parameters.': sum(SIZES),
        'table. Here a 27 has got in,': V,
    },
    'error-index-note': {
        '`nn.Embedding(27, 16)` has the rows 0 to 26. "Index out of': (V, POINT, 0, V - 1),
    },
    'start-intro': {
        'be near log 27, which is 3.30.': (V, IGNORANT),
    },
    'one-batch-intro': {
        'to come near 0. If it does': REACHED,
        'cannot both be learned': min(-math.log(p * (1 - p)) / 2 for p in np.linspace(0.01, 0.99, 99)) > 0.69,
        'names, where all five letters are dots. (The 32 contexts that are': (CONTEXT, CHOICE),
    },
    'one-batch intent': {
        'letter is not 0, the first 32. Their y as': code("one-batch", 0, 32),
        'Seed 0, a new network.': code("one-batch", 0),
        'this batch: Adam 0.01, 100 epochs.': code("one-batch", 0.01, 100),
        'last is below 0.05.': code("one-batch", 0.05),
    },
    'training-intro': {
        'all names. After three epochs the learning': code("training", 3),
        'smaller: in lesson 05 you saw that': lesson("cross"),
    },
    'training intent': {
        'Seed 0, a new network. Batches of 1,024.': code("training", 0, 1024),
        'fit for 3 epochs with Adam 0.01, then for 2 epochs with a new Adam, 0.002.': code("training", 3, 0.01, 2, 0.002),
    },
    'ladder-picture alt': {
        'Seven models, one below': len(RUNGS),
        'Blue dots: uniform 3.30, unigram 2.83, bigram by counts 2.47, counts with 4 letters 2.08. Vermilion diamonds: bigram by fit 2.47, network with 5 letters 2.08, network with 8 letters 2.05.': (IGNORANT, MIXED[0], MEMORIES[1], 4, MIXED[4], RUNGS["bigram by fit"], CONTEXT, RUNGS["network, 5 letters"], LONG, RUNGS["network, 8 letters"]),
    },
    'ladder-picture show': {
        'Point at the three best rungs: two': COUNT,
        'and counting with four letters.': COUNT,
    },
    'ladder-caption': {
        'ladder for names. "4 letters" are counts': min(MIXED, key=MIXED.get),
        'mix memories (section 7). The network of': section("memories"),
        'this lesson sees 5 letters; the larger one with 8 letters was trained': (CONTEXT, LONG),
        'With five letters the network is as good as these counts.': (CONTEXT, abs(RUNGS["network, 5 letters"] - min(MIXED.values())) < 0.005),
        'With eight, where they only get worse, it is better.': (LONG, mixing(8) > MIXED[5] > MIXED[4] > RUNGS["network, 8 letters"]),
        'to count; section 7 names one.)': section("memories"),
    },
    'letter-map-figure alt': {
        'Left: 27 letters scattered in': ALTS["letter_map"][0],
        'plane at step 0, blue; a, e,': ALTS["letter_map"][1],
        'loss falls from 3.34 to 2.34 in 840 steps; a dot marks step 0.': tuple(ALTS["letter_map"][2:]),
    },
    'letter-map-caption': {
        'a network with three letters of context.': letter_map.CONTEXT,
    },
    'three-words': {
        'have now met three words that people': COUNT,
        'line of lesson 01 is machine learning;': lesson("mse"),
    },
    'section-5': {
        '5 Overfitting, and six cures': (section("Overfitting"), COUNT),
    },
    'overfitting-intro': {
        'the network only 500 names, and go over them 40 times. After each': code("few-names", 500, 40),
        'epoch judge it twice: on the names': COUNT,
        'from, and on 500 held-out ones.': code("few-names", 500),
    },
    'ask-few-names': {
        'both losses over 40 epochs on paper.': code("few-names", 40),
    },
    'few-names intent': {
        'of the first 500 names. X_other, y_other: of 500 held-out ones.': code("few-names", 500, 500),
        'Seed 0, a new network, Adam 0.005.': code("few-names", 0, 0.005),
        '40 times: fit for': code("few-names", 40),
        'epoch, batches of 256; put the two': code("few-names", 256),
    },
    'few-names-picture alt': {
        'Two curves over 40 epochs. The training': code("few-names", 40),
        'way to about 1.1. The held-out loss,': about(DRAWN["few-names-picture"][0]["lines"][1][-1], 0.05),
        'epochs to about 2.4, where a star': printed("few-names", 3),
        'rises steadily above 3.': less_than(DRAWN["few-names-picture"][0]["lines"][0][-1]),
    },
    'few-names-caption': {
        '*Picture 3: 500 names. Below, the': code("few-names", 500),
    },
    'ask-overfitting': {
        'take the same number of steps': {max(of_size(count, seed)) for count in sizes.COUNTS for seed in SEEDS} == {LAST},
        'the overfitting with 8,000 and with 23,928 names?': (sizes.COUNTS[2], len(TRAIN)),
    },
    'ask-overfitting right': {
        'stays away: with 24,000 names the two': about(sizes.COUNTS[-1], 0.01),
        'the two curves lie close together at the end': max(gap(sizes.COUNTS[-1], seed) for seed in SEEDS) < 0.06,
    },
    'overfitting-figure alt': {
        'With 500 names, a vermilion': sizes.COUNTS[0],
        'loss, falls from 3.30 to 0.98 in 1,120 steps. A dashed': (*(FEW[step][0] for step in (0, LAST)), LAST),
        'loss, falls to 2.42 at step 56 and then rises to 4.55. A dot marks': (LEAST, LEAST_AT, FEW[LAST][1]),
    },
    'overfitting-figure-caption': {
        'held-out loss for four numbers of names.': len(sizes.COUNTS),
        '-m helpers measure 06` makes them again.*': int(here.number),
        'two losses is 3.57 with 500 names, 0.13 with 8,000 and 0.05 with 23,928. So more data': (CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, sizes.COUNTS[-1]),
        'more, there are five others; you have': CONTEXT,
        'them in lesson 04.': lesson("linear"),
        'a little towards 0, a large one': 0,
        'AdamW, in lesson 10, keeps it apart):': COMING,
    },
    'decay intent': {
        'w: three numbers, requires_grad. Loss:': COUNT,
        'of w ** 3. backward.': code("decay", 3),
        'by_hand: w minus 0.1 times (grad + 0.5 w). SGD with lr 0.1, weight_decay 0.5: step.': code("decay", 0.1, 0.5, 0.1, 0.5),
    },
    'dropout-intro': {
        'is set to 0 with probability $p$,': OFF,
        'the same seed draws the same': printed("dropout", 0) == 1,
    },
    'dropout intent': {
        'p = 0.5, hidden: 1,000 ones. Seed 0: keep: 1,000 draws of bernoulli_(1 - p).': code("dropout", 0.5, 1000, 0, 1000, 1),
        '* keep / (1 - p). Seed 0 again: is nn.Dropout(p)': code("dropout", 1, 0),
    },
    'augmentation-intro': {
        'one, with probability 0.1, anew in each': code("augmentation", 0.1),
    },
    'ask-cures': {
        'all cures, on 2,000 names, for 20 epochs. **Predict**, then': CHOICE,
    },
    'cures alt': {
        'Twelve rows with three dots each, and': (len(END), len(SEEDS)),
        'row, none, at 2.54. Only 512 hidden units, at 3.03, lie to the': (MEAN["none"], cures.SETTINGS["512 hidden units"].hidden, MEAN["512 hidden units"], [cure for cure in END if MEAN[cure] > MEAN["none"]] == ["512 hidden units"], next(iter(END)) == "none"),
        'right of it. 8,000 names lie farthest': (cures.SETTINGS["8,000 names"].names, min(END, key=MEAN.get) == "8,000 names"),
        'the left, at 2.17; then come L2 and dropout 0.5 together, at 2.24. With three times as much': (MEAN["8,000 names"], cures.SETTINGS["dropout 0.5 and L2"].dropout, MEAN["dropout 0.5 and L2"], sorted(END, key=MEAN.get)[1] == "dropout 0.5 and L2", TIMES),
        'they lie at 2.31, to the right of both alone, at 2.24 and 2.25.': (MEAN[BOTH], MEAN["L2"], MEAN["dropout 0.5"], all(below(one, BOTH) for one in ALONE)),
    },
    'cures show': {
        'In picture 4 cover the names': picture("cures"),
    },
    'cures-caption': {
        'held-out loss after 20 epochs. Each cure was tried three times, with other': (cures.EPOCHS, len(SEEDS)),
        'and another order: three dots, and a': len(SEEDS),
        'a `weight_decay` of 0.001, and "3 x L2" one of 0.003; "L1" is explained': (cures.SETTINGS["L2"].weight_decay, TIMES, cures.SETTINGS[BOTH].weight_decay),
        'explained in section 9. `python -m helpers measure 06` makes the runs': (section("units"), int(here.number)),
    },
    'cures-note': {
        'Each cure helps by itself, in all three runs. In the': (len(SEEDS), all(below(cure, "none") for cure in HELP)),
        'fewer parameters are "32 hidden units" (512 are no cure:': (cures.SETTINGS["32 hidden units"].hidden, cures.SETTINGS["512 hidden units"].hidden, below("none", "512 hidden units")),
        'of steps, are "8,000 names". The 2.27 of early stopping': (cures.SETTINGS["8,000 names"].names, MEAN["early stopping"]),
        'one network; lesson 07 is about such': CHOICE,
    },
    'two-lines-note': {
        '`evaluate` does all three. `fit` begins with': COUNT,
    },
    'section-6 late': {
        'Leave out picture 5.': picture("leak-picture"),
    },
    'leak-intro': {
        "first scenes of 20 of Shakespeare's plays, with the 99 symbols of `CHARACTERS`.": (*code("scenes", 20), *code("train-and-judge", 99)),
        'about a fifth is held out: once a fifth of the': abs(HELD_SHARE - 0.2) < 0.01,
        'at random, and once four whole': printed("scenes", 1),
    },
    'leak intent': {
        'order: randperm, seed 0.': code("leak", 0),
    },
    'leak show': {
        'Write the four numbers on the': len(here.prints["leak"]),
    },
    'leak-picture alt': {
        'Two groups of three lines. In the': len(SEEDS),
        'dot at about 1.83 to a diamond': about(np.mean([run.promise for run in RUNS["windows"]]), 0.005),
        'far to its right, near 2. In the group': (about(np.mean([run.truth for run in RUNS["windows"]]), 0.02), min(TOO_GOOD["windows"]) > 0.1),
        'nearly touch, between 1.94 and 2.04.': (*(end(loss for run in RUNS["scenes"] for loss in (run.promise, run.truth)) for end in (min, max)), max(map(abs, TOO_GOOD["scenes"])) < 0.02),
    },
    'leak-caption': {
        '*Picture 5: six stored runs, with three other draws of': COUNT,
    },
    'mixing-intro': {
        'A context of four letters that was seen twice should not speak': EXAMPLE,
        'together with the three-letter context, that one': COUNT,
        'first, it is 1/27. It counts as': (1, V),
        'the shorter memory gets more to say': (np.diff([u / (10 + u) for u in range(1, 11)]) > 0).all(),
        'it hardly matters': max(u / (10_000 + u) for u in range(1, V + 1)) < 0.01,
    },
    'mixing-note': {
        'The memory of four letters is the': min(MIXED, key=MIXED.get),
        'a fifth letter makes it worse again': MIXED[5] > MIXED[4] + 0.05,
        'it worse again (2.16). Contexts now share': MIXED[5],
        'smoothing comes to 2.03 with four letters, lower than both networks': (kneser_ney(4), 4, kneser_ney(4) < min(RUNGS.values())),
        'networks in picture 2. But that a': picture("ladder-picture"),
    },
    'backward-intro': {
        '$x$ are the 80 numbers of its five letters. $t$ is 1 for the letter': (ASIDE, CONTEXT, HOT),
        'that came and 0 for the 26 others. (In $W_1': (HOT, V - 1),
        'logits $s$ (section 4 of lesson 05)': (there.section("slope"), lesson("cross")),
        'has the slope 1 where $z > 0$, and 0 elsewhere. So the': (relu(2) - relu(1), relu(-1) - relu(-2)),
        'those of $h$ where $z > 0$, and 0 elsewhere.': relu(-1) - relu(-2),
        'as in line 7; they go to': LINE,
        'rows of the five letters in the': CONTEXT,
    },
    'dead-intro': {
        'sample, ReLU gives 0 for every sample.': (0, (relu(GRID[GRID < 0]) == 0).all()),
        'Its slope is 0 too, so no': relu(-1) - relu(-2),
    },
    'l1-note': {
        'weights end near 0. In picture 4 it helps about': (CHOICE, picture("cures")),
        'loss_fn(y_hat, y) + 3e-4 * sum(w.abs().sum() for': CHOICE,
    },
    'closing': {
        'loss is near 0.': REACHED,
    },
    'practice': {
        'Nine exercises, about 60 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, CHOICE, CHOICE),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-windows': {
        '(6 min, level 1, section 1)': (EFFORT, section("longer")),
        'letter. So `my_windows("jo", 3)` is `[("...", "j"),': EXAMPLE,
        'letters; in section 1 their numbers take': section("longer"),
        '`"." * 3` is `"..."`, and': EXAMPLE,
    },
    'help-windows': {
        'left, drops out. `context[1:]` is all of': DIM,
        'a name of 6 letters give with k = 3, and how many with k = 5?** Seven both times: one': (len("abcdef"), 3, 5, len(CUT[3]), len(CUT[5]) == len(CUT[3])),
        'a table has 27 times as many': V,
    },
    'task-meter': {
        '(4 min, level 1, section 2)': (EFFORT, section("What")),
        '(N,), and these five numbers. Give back': COUNT,
    },
    'help-meter': {
        'Three things are paid:': COUNT,
        '`torch.relu(x - 3)` is 0 up to 3, and then grows with the slope 1. The number in': (3, relu(2 - 3), 3, relu(5 - 3) - relu(4 - 3)),
        'meter that takes ¥0.50 less per km beyond 30 km, and how': EXAMPLE,
        'more term, minus 0.5 times the ReLU': EXAMPLE,
        'of x - 30. Each ReLU adds': EXAMPLE,
        'so there are three. With enough bends': len(BENDS) + 1,
    },
    'task-forward': {
        '(8 min, level 2, section 3)': (EFFORT, section("network")),
        'network of section 3, without `nn`. The': section("network"),
        'context), and the five tables of the': COUNT,
    },
    'help-forward': {
        'context, e), and `.flatten(1)` puts all dimensions from number 1 on together. `@`': DIM,
        '**Which of the five tables grow when': COUNT,
        'the context has 8 letters in place of 5, and how much': (LONG, CONTEXT),
        'with e = 16 and 128 hidden units it gets 128 times 3 times 16 = 6,144 more weights. `C`': (POINT, HIDDEN, HIDDEN, LONG - CONTEXT, POINT, (LONG - CONTEXT) * POINT * HIDDEN),
        'of counts gets 27 times 27 times 27 = 19,683 times as many': (V, V, V, V**LONG / V**CONTEXT),
    },
    'task-one-batch': {
        '(8 min, level 2, section 4)': (EFFORT, section("training")),
        'test of section 4 as a function.': section("training"),
        'learning rate of 0.05 and at most 100 steps. Give back': CHOICE,
        'loss comes below 0.05, and `False` if': CHOICE,
    },
    'help-one-batch': {
        'The five lines of lesson 04 stand in a': (COUNT, lesson("linear")),
    },
    'task-dropout': {
        '(4 min, level 2, section 5)': (EFFORT, section("Overfitting")),
        'was drawn already: 1 where a unit stays on, 0 where it is': OFF,
        'some units are 0 and the others': OFF,
    },
    'help-dropout': {
        'Take p = 0.75: one of four units stays on,': (EXAMPLE, 1 / (1 - 0.75)),
        'has to be four times as large.': 1 / (1 - 0.75),
        'kept divided by 1 - p, and': STAYS,
        'A share of 1 - p is': STAYS,
        'kept. Divided by 1 - p, their': STAYS,
    },
    'task-decay': {
        '(4 min, level 2, section 5)': (EFFORT, section("Overfitting")),
        'to the loss: half of `weight_decay` times': HALF,
    },
    'help-decay': {
        'The derivative of half of w squared is w.': (0.5, np.allclose((0.5 * (GRID + 1e-20j) ** 2).imag / 1e-20, GRID)),
        'whose gradient stays 0, with lr = 0.1 and a weight decay of 0.5, and why is': EXAMPLE,
        'decay, which is 0.05: 5 percent of what': (0.1 * 0.5, 100 * (1 - (1 - 0.1 * 0.5 * 1))),
        'and nearer to 0, in the same': (0, (1 - 0.1 * 0.5) ** 400 < 1e-8),
    },
    'task-judge': {
        '(8 min, level 2, section 5)': (EFFORT, section("Overfitting")),
    },
    'task-split': {
        '(6 min, level 2, section 6)': (EFFORT, section("Two ways to split")),
        'out, such as 0.2. Give back two': EXAMPLE,
        'a random order. `round(2.0)` is the whole number 2.': (EXAMPLE, round(2.0)),
    },
    'help-split': {
        'Three steps: a new': COUNT,
        'a list `a`, `a[:3]` are the first three and `a[3:]` all the others.': (DIM, COUNT, DIM),
    },
    'task-backward': {
        '(10 min, level 3, section 8)': (EFFORT, section("backward")),
        'as in section 8: `x` has d': section("backward"),
        'give back the four gradients, each in': COUNT,
    },
    'help-backward': {
        'as in lesson 05. Call it `slope`:': lesson("cross"),
        "one of the four gradients. A weight's": COUNT,
        'And `(z > 0)` is 1 where the ReLU': CLOSED,
        'entries of the four gradients are 0 because of it,': (COUNT, CLOSED),
        'its output is 0. A unit that': CLOSED,
    },
    'words': {
        '| 修正线性单元 | 0 for a negative': relu(-1),
        'hidden units to 0 while training |': OFF,
        'ReLU that gives 0 for every sample': relu(-1),
    },
    '06.memory': {
        'held-out names is 2.47. Now the table': MEMORIES[1],
        'two letters, then three, then four. What happens to': COUNT,
        'Two and three letters do help.': (COUNT, MEMORIES[3] < MEMORIES[2] < MEMORIES[1]),
        'many rows for four letters have few': COUNT,
        'nearly every context of two letters that comes was seen before': share_seen(2) > 0.99,
        'Two and three letters say more': COUNT,
        'than one. With four, too many rows': COUNT,
        'learn from. With four letters, 42 of 100 held-out letters meet': (COUNT, CHOICE, CHOICE),
        'with fewer than 27 cases, and there the 27 ones that you': (V, V),
    },
    '06.two-linear': {
        'a row, with 100 hidden units between': UNITS,
        'fares of the ten rides. What does': len(RIDES),
        'flat up to 3 km, then rising': BENDS[0],
        'has parameters enough, 301 of them. But': STRAIGHT,
        'With 301 parameters one expects': STRAIGHT,
    },
    '06.large-weights': {
        'layer are made 30 times as large.': code("large-weights", 30),
        'still about 3.30, since the network': IGNORANT,
        'far above 3.30': (IGNORANT, LOSS > 10),
        'The logits are 30 times as far': code("large-weights", 30),
        'Softmax gives nearly all to one letter': 0.7 < SURE < 0.9,
        'below 3.30, since its answers': IGNORANT,
        'nothing costs log 27. To be sure': V,
    },
    '06.letter-map': {
        'after one vowel much the same letters come as after another': VOWELS < MIXTURE - 0.2,
    },
    '06.few-names': {
        'network learns from 500 names, 40 times over, and': code("few-names", 500, 40),
        'loss on the 500 held-out names do?': code("few-names", 500),
        'true of these 500 names, and of': code("few-names", 500),
        'it rises above its first value': printed("few-names", 4).low > printed("few-names", 2).high,
        'it learns the 500 names by heart.': code("few-names", 500),
        'true of these 500 names only.': code("few-names", 500),
    },
    '06.cures': {
        'Dropout of one half of the hidden': COUNT,
        'once do, with three times as much': TIMES,
        'With the same L2 they do, by a little': all(below("dropout 0.5 and L2", one) and MEAN[one] - MEAN["dropout 0.5 and L2"] < 0.02 for one in ALONE),
        'a little. With three times as much, and half of the units': (TIMES, cures.SETTINGS[BOTH].dropout),
        'is added. Lesson 07 looks for such': lesson("search"),
    },
    '06.leak': {
        'runs of picture 5 the promise by': picture("leak-picture"),
        'by more than 0.1. Scenes differ, so': less_than(min(TOO_GOOD["windows"])),
        'a little too good, and sometimes not good enough': min(TOO_GOOD["scenes"]) < 0 < max(TOO_GOOD["scenes"]) < 0.05,
    },
}
SAYS = {
    'title': 'no after cannot six right',
    'section-1': 'longer',
    'memory-intro': 'no more last dot not below',
    'memory-figure alt': 'above last below after',
    'memory-figure show': 'before',
    'memory-figure-caption': 'after below three not dots',
    'window-by-hand intent': 'dots dot after',
    'window-by-hand show': 'three',
    'table-intro': 'row rows ten',
    'no-sharing': 'cannot row after nothing',
    'meter-intro': 'first no right negative positive up rises',
    'ask-meter': 'sum',
    'ask-meter right': 'first',
    'ask-meter wrong': 'first up',
    'meter-figure alt': 'ten blue dots up up steeper dashed purple up rises green sum vermilion below dots',
    'meter-figure-caption': 'ten sum thin more better',
    'two-linear intent': 'column ten without last',
    'two-linear-picture alt': 'ten dots up steeper dashed above dots below solid dots',
    'two-linear-why': 'first up sum row no more no',
    'network-intro': 'five first row no longer mean five five rows',
    'network show': 'before',
    'by-hand-intro': 'up',
    'by-hand intent': 'rows',
    'size-note': 'five million',
    'error-index-note': 'rows not longer less first first',
    'section-4': 'before',
    'section-4 break': 'before after right',
    'start-intro': 'no before nothing',
    'one-batch-intro': 'not no cannot five dots',
    'one-batch intent': 'rows last not first first last below',
    'training-intro': 'after three smaller never',
    'ladder-picture alt': 'seven below blue dots vermilion diamonds',
    'ladder-picture show': 'three best four',
    'ladder-caption': 'larger five eight worse better better',
    'ask-letter-map': 'smaller',
    'letter-map-figure alt': 'left blue black right falls dot',
    'letter-map-caption': 'three',
    'three-words': 'three',
    'section-5': 'six',
    'overfitting-intro': 'after twice',
    'few-names intent': 'first first smallest last',
    'few-names-picture alt': 'solid falls dashed falls star rises above',
    'few-names-caption': 'below above never',
    'ask-overfitting': 'more',
    'ask-overfitting wrong': 'before fewer',
    'overfitting-figure alt': 'vermilion falls dashed blue falls rises dot dashed purple',
    'overfitting-figure-caption': 'four more first no more five after best fewer smaller less more not',
    'decay intent': 'three sum minus',
    'dropout-intro': 'no without nothing',
    'dropout intent': 'mean',
    'augmentation-intro': 'after',
    'cures alt': 'twelve rows three dots mean dashed down mean first row right left three right',
    'cures show': 'rows',
    'cures-caption': 'after three three dots mean',
    'cures-note': 'three fewer no more more not without',
    'two-lines-note': 'up before three',
    'leak-intro': 'first longer first four',
    'leak intent': 'first',
    'leak show': 'four',
    'leak-picture alt': 'three dot diamond right dot diamond',
    'leak-caption': 'six three longer longer',
    'leak-note': 'neither no',
    'mixing-intro': 'four twice not three row after less before first shorter more',
    'mixing-note': 'four best worse last better four lower no',
    'backward-intro': 'five row up row column row column up sum rows columns first rows five',
    'section-9': 'never up',
    'dead-intro': 'negative no too_long negative',
    'l1-note': 'squares sum sum',
    'closing': 'row rows no row row cannot nothing before first falls rises more fewer before after before not not',
    'closing right': 'row',
    'practice': 'nine three dots last below not after first before',
    'task-windows': 'last not dots left last dot',
    'help-windows': 'before first right left first seven longer longer no more rows further',
    'task-meter': 'up further five sum without without larger',
    'help-meter': 'three first shorter up grows less more minus three sum without',
    'task-forward': 'without five row first last row',
    'help-forward': 'first up five grow grow more not grow rows',
    'task-one-batch': 'not below not right no',
    'help-one-batch': 'five not not not more',
    'task-dropout': 'mean nothing',
    'help-dropout': 'not left four four without mean without too_small larger not',
    'task-decay': 'half sum squares without after',
    'help-decay': 'half squared first left nearer nearer',
    'task-judge': 'after right mean no left',
    'help-judge': 'before before before nothing after without nothing',
    'task-split': 'without before no left after',
    'help-split': 'right three first three not',
    'task-backward': 'four',
    'help-backward': 'minus four rows rows columns four row nothing column no',
    'words': 'negative positive no best sum absolute squares',
    '06.memory': 'three four falls three rows four more rises not before row more row falls rises three more four rows longer more row fewer four row fewer more',
    '06.two-linear': 'row ten up rise rises falls not without',
    '06.large-weights': 'last nothing nothing nothing no longer above below nothing more first above first too_large',
    '06.letter-map': 'below not after after after after after no',
    '06.few-names': 'falls falls above no falls rises above first first falls not',
    '06.cures': 'half three less no longer more three half cannot worse without not right right',
    '06.leak': 'never not lower higher not more not',
}
