"""What lesson 07 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math

from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.experiments import curse, race, range_test, stored, trials
from helpers.explore import lesson_07
from lesson_07.drawn import DRAWN
from lesson_07.searches import LOSS, RACE, gain, kernel, mean_best_of_draws, mean_best_of_grids
from lesson_07.test_figures import ALTS

here = Here("07")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

RATES, UNITS = (0.0001, 1), (4, 256)
MEAN = {way: {n: sum(some) / len(some) for n, some in found.items()} for way, found in RACE.items()}
GRID_OF_TWO, DRAWS_16 = mean_best_of_grids(2), mean_best_of_draws(16)
NEAR, FAR = gain(2.40, 0.01, 2.38), gain(2.45, 0.10, 2.38)
# Ten seeds of each rate
OF_RATE = {lr: [row.loss for row in stored("seeds") if row.lr == lr] for lr in (0.005, 0.03, 0.035)}
AVERAGE = {lr: sum(losses) / len(losses) for lr, losses in OF_RATE.items()}
SPREAD = {lr: max(losses) - min(losses) for lr, losses in OF_RATE.items()}
ONE_TRIAL = OF_RATE[0.035][6] - OF_RATE[0.03][8]
# The range test: mean losses of three parts, in each of the three stored runs
PARTS = [
    [
        [row.loss for row in stored("range_test") if row.seed == seed and a < row.exponent < b]
        for a, b in ((-5, -4), (-4, -3), (-1.7, -0.9), (0, 1))
    ]
    for seed in range(3)
]
PARTS = [[sum(part) / len(part) for part in run] for run in PARTS]
START = next(row.loss for row in stored("range_test") if row.seed == 0)
STAYS = all(abs(run[0] - run[1]) < 0.06 for run in PARTS)
FALLS = all(run[2] < run[0] - 0.5 for run in PARTS)
RISES = all(run[3] > run[2] + 0.3 for run in PARTS)
ENOUGH = math.log(0.05) / math.log(0.95)

ASKED = {
    "07.one-seed": (
        "of neither: they differ by less than 0.005"
        if abs(AVERAGE[0.03] - AVERAGE[0.035]) < 0.005
        else "",
        {
            "that of 0.030, by about as much": "what the learning rate did",
            "that of 0.035, by more than 0.005": "and not turned round",
            "of neither: they differ by less than 0.005": "is the luckiest one",
        },
    ),
    "07.linear": (
        "1" if 0.0001 + 1 / 99 > 0.01 else "",
        {
            "about 50": "thought in factors",
            "about 10": "how many fit below",
            "1": "already 0.0102",
        },
    ),
    "07.range-test": (
        "it stays, then falls, then rises and jumps" if STAYS and FALLS and RISES else "",
        {
            "it falls all the time": "longer than the way",
            "it stays, then falls, then rises and jumps": "at the end they are too long",
            "it falls from the first batch on, then rises": "hardly move",
        },
    ),
    "07.grid": (
        "random search, by more than 0.05" if GRID_OF_TWO - DRAWS_16 > 0.05 else "",
        {
            "the grid, since it covers all combinations": "each of them eight times",
            "random search, by more than 0.05": "while the grid has two",
            "both about the same: they differ by less than 0.02": "cost the grid most",
        },
    ),
    "07.next": (
        "the second, although its guess is worse" if FAR > 10 * NEAR else "",
        {
            "the first: its guess is nearly as good as the best": "hardly a chance",
            "the second, although its guess is worse": "which costs nothing",
            "both about the same": "how often, and how far",
        },
    ),
    "07.race": (
        {
            "grid, in order": "that of the grid in order",
            "grid, random order": "that of the grid in random order",
            "random": "that of random search",
            "Bayesian": "that of Bayesian optimization",
        }[min((MEAN[way][10], way) for way in MEAN if 10 in MEAN[way])[1]],
        {
            "that of the grid in order": "the two smallest of its six",
            "that of the grid in random order": "nearly all of its learning rates",
            "that of random search": "it did not look again",
            "that of Bayesian optimization": "where it knows little",
        },
    ),
    "07.coins": (
        "about 10" if round(20 * 0.5) == 10 else "",
        {
            "about 15 again": "the largest of fifty numbers",
            "about 12: a part of it was luck": "Here all of it was luck",
            "about 10": "Nobody can guess coins",
        },
    ),
}
NAME = "a name of the exercise's own, before the code has it"
INLINE = {
    "torch.cdist(a, b)": "any two tables of places, as the text says",
    "a": "a table of places, as the text says",
    "b": "another table of places",
    "center": "a name inside the function above",
    "scale": "a name inside the function above",
    "optuna": "a library, named in passing",
    "python -m helpers measure 07": "a line for a terminal, not Python",
    "param_groups[0]": "what an optimizer has, as the sentence says",
    "draw()": NAME,
    "trial(setting)": NAME,
    "[:n]": "a slice, without the list",
    "test(i)": NAME,
    "torch.tensor(valid).argmin()": NAME,
    "trial(setting, steps)": NAME,
    "sorted(pairs)": NAME,
    "progress.json": "the name of a file",
}
GUESSES = ()
# fmt: off
WORDS = {
    'title': {
        'You need lesson 06: the network for': lesson("layers"),
    },
    'search-intro': {
        'In lesson 06 the network had 128 hidden units, and': (lesson('layers'), 128),
        'the learning rate 0.01. Who said so?': 0.01,
        'are hyperparameters (lesson 02). A choice of': lesson("gradient"),
        'validation set (lesson 04). The test names': lesson("linear"),
        'untouched until section 6.': section("winner"),
    },
    'ask-by-hand': {
        'learning rate from 0.0001 to 1, and from 4 to 256 hidden units. Which': (*RATES, *UNITS),
    },
    'by-hand alt': {
        'learning rate from 0.0001 to 1 goes to the': ALTS['search_by_hand'][:2],
        'hidden units from 4 to 256 goes up, both': ALTS['search_by_hand'][2:4],
        'left edge, at 0.0001 and 16. Below it the': ALTS['search_by_hand'][4:6],
        'of this setting, 3.370, as a number': ALTS['search_by_hand'][6],
        'a scale from 2.3 to 3.5.': ALTS['search_by_hand'][7:],
    },
    'by-hand-caption': {
        'more here: at 0.0001 no number of': (0.0001, LOSS[0].min() > LOSS.min() + 0.5),
        'the network sees three letters and reads 3,000 names once, in 57 batches. It is judged on 1,000 held-out names.': (trials.CONTEXT, trials.NAMES, trials.steps_of_a_trial(), trials.JUDGES),
    },
    'trial intent': {
        'y: windows of 3,000 training names, 3 letters. X_valid, y_valid: 1,000 held out.': code('trial', 3000, 3, 1000),
        'cross-entropy. trial(lr, hidden, seed=0): manual_seed, mlp(3, 8, hidden),': code('trial', 0, 3, 8),
        'Adam, MiniBatches of 384 with this seed,': code('trial', 384),
    },
    'one-seed-intro': {
        'the learning rate 0.030 once, with the seed 8, and 0.035 once, with the seed 6:': code('one-seed', 0.030, 8, 0.035, 6),
    },
    'ten-seeds intent': {
        'for each of 0.005, 0.030, 0.035, as a text,': code('ten-seeds', 0.005, 0.030, 0.035),
        'the losses of ten seeds,': COUNT,
        '64 hidden units.': code('ten-seeds', 64),
        'by less than 0.005.': EXAMPLE,
    },
    'ten-seeds-picture alt': {
        'Three rows of ten dots. The row of 0.005 lies far to': (len(OF_RATE), len(OF_RATE[0.03]), 0.005),
        'the right, around 2.50. The rows of 0.030 and 0.035 lie one above': (about(AVERAGE[0.005]), *code('ten-seeds', 0.030, 0.035)),
        'the other, around 2.38, and cover the': about(AVERAGE[0.03]),
    },
    'ten-seeds-picture show': {
        'In picture 1 cover the labels of 0.030 and 0.035. Can the class': (picture('ten-seeds-picture'), *code('ten-seeds', 0.030, 0.035)),
    },
    'ten-seeds-caption': {
        '*Picture 1: three learning rates, ten seeds each.*': COUNT,
    },
    'spread-note': {
        'from luck. With ten trials of each,': COUNT,
        'means. Those of 0.030 and 0.035 lie close together:': (0.030, 0.035, abs(AVERAGE[0.03] - AVERAGE[0.035]) < 0.002),
        'a difference. From 0.005 both differ, by': (0.005, AVERAGE[0.005] - max(AVERAGE[0.03], AVERAGE[0.035]) > max(SPREAD.values())),
    },
    'section-2 late': {
        'Leave out the three lines on exponents.': COUNT,
    },
    'linear-intro': {
        'try go from 0.0001 to 1. How do you': code('linear', 0.0001, 1),
    },
    'linear intent': {
        'even: torch.linspace(0.0001, 1, 100). How many are below 0.01?': code('linear', 0.0001, 1, 100, 0.01),
        'log: 10 to the power of torch.linspace(-4, 0, 100). How many?': code('linear', 10, -4, 0, 100),
    },
    'log-why': {
        'what counts: from 0.001 to 0.002 the steps double, as from 0.1 to 0.2. An axis on': (0.001, 2 * 0.001, 0.1, 2 * 0.1),
        'loss of each. (`param_groups[0]` is where an': 0,
    },
    'range-test intent': {
        'factor): __iter__ makes param_groups[0]["lr"] factor': EXAMPLE,
        'Seed 0, model: mlp(3, 8, 64), optimizer: Adam from 0.00001.': code('range-test', 0, 3, 8, 64, 0.00001),
        'the batches of 384, factor 10 to the power of 0.06.': code('range-test', 384, 10, 0.06),
    },
    'range-picture alt': {
        'flat up to 0.001, is lowest between 0.03 and 0.2, and from 0.3 on rises and': (0.001, 0.03, 0.2, 0.3, STAYS and FALLS and RISES),
    },
    'range-picture show': {
        'panel of picture 2 and ask for': picture("range-picture"),
    },
    'range-caption': {
        'show the same 100 losses; those above 3.6 are drawn at 3.6.*': (range_test.BATCHES, about(1.1 * START), about(1.1 * START)),
    },
    'range-note': {
        'valley, here about 0.3, and take a': (0.3, RISES),
        'tenth of it: 0.03. That is not': 0.3 / 10,
    },
    'section-3 late': {
        'the derivation of 59 trials and give': math.ceil(ENOUGH),
    },
    'grid-intro': {
        '**random search** (随机搜索). Nine places each.': COUNT,
    },
    'ask-grid-figure': {
        'a grid of nine places try, and': COUNT,
        'how many do nine draws try?': COUNT,
    },
    'ask-grid-figure right': {
        'A grid of nine has three learning rates. Nine draws have nine.': COUNT,
    },
    'ask-grid-figure wrong': {
        'Both have nine. Count the columns': COUNT,
    },
    'grid-figure alt': {
        'Above, nine settings as blue': COUNT,
        'a grid of 3 by 3. Below, over the': (3, 3),
        'It is lowest, 2.346, at 0.0178. Nine dots show the': (LOSS.min(), 10 ** (-4 + int(LOSS.min(axis=1).argmin()) / 8), 3 * 3),
        'They stand on 3 dashed vertical lines,': 3,
        'the grid has 3 learning rates. The': 3,
        'trial is vermilion: 2.370.': ALTS['grid_or_random'][-1],
    },
    'grid-figure-caption': {
        'Suppose there are four, and two of': COUNT,
        'all. You have 16 trials, and a': 2**4,
        'map, and over 10,000 random searches.': EXAMPLE,
    },
    'enough-intro': {
        'enough? Say that 5 of 100 settings are good': (100 * 0.05, 100),
        '(the rest of 1)': EXAMPLE,
        '4. For 95 % we need': 100 * (1 - 0.05),
        'So 59 trials, whatever the': math.ceil(ENOUGH),
    },
    'bayes-intro': {
        'a number between 0 and 1. We call it': (kernel(9), kernel(0)),
        'both go from 0 to 1:': (0, 1),
        'here it is 0.3. Now one trial, at 0.5, with a loss of 2.4. Before it you': code('one-trial', 0.3, 0.5, 2.4),
        'would have guessed 2.6 everywhere, give or take 0.2. (That is a': code('one-trial', 2.6, 0.2),
        'guess goes from 2.6 toward 2.4, by the share': code('one-trial', 2.6, 2.4),
        'doubt falls from 0.2 to $0.2 \\sqrt{1': code('one-trial', 0.2, 0.2, 1),
        '- k^2}$. (Section 7 derives both.)': (2, section('weights')),
    },
    'one-trial intent': {
        'place: 0.5, 0.6, 0.8, 0. k: exp(-(place - 0.5) ** 2 / (2 * 0.3 ** 2)).': code('one-trial', 0.5, 0.6, 0.8, 0, 0.5, 2, 2, 0.3, 2),
        'mean: 2.6 + k * (2.4 - 2.6). std: 0.2 * sqrt(1 - k ** 2). Print a line': code('one-trial', 2.6, 2.4, 2.6, 0.2, 1, 2),
    },
    'one-trial show': {
        'Draw the four places on the': COUNT,
    },
    'several-intro': {
        'the weights (section 7). This is a': section("weights"),
    },
    'guess intent': {
        'b): exp(-cdist ** 2 / (2 * 0.3 ** 2)).': code('guess', 2, 2, 0.3, 2),
        'likeness(tried, tried) + 0.01 * eye. near:': code('guess', 0.01),
    },
    'guess-note': {
        'so far. The 0.01 says that a': code('guess', 0.01),
    },
    'next-intro': {
        'so far is 2.38. Draw 2,000 possible losses for': (*code('improvement', 2.38), *code('improvement', 2000)),
        'A loss below 2.38 is a gain;': code('improvement', 2.38),
    },
    'improvement intent': {
        'std, best): z: 2,000 draws of randn,': code('improvement', 2000),
        'z)), not below 0.': code('improvement', 0),
        'of the guesses 2.40, 0.01 and 2.45, 0.10; best: 2.38.': code('improvement', 2.40, 0.01, 2.45, 0.10, 2.38),
    },
    'ask-next-figure': {
        '**Predict.** Three trials are done.': COUNT,
        'by the upper half of the figure.': COUNT,
        'at the lower half.': COUNT,
    },
    'next-figure alt': {
        'Above, three trials as blue': COUNT,
        'dots: learning rates 0.000422, 0.01 and 0.422 with losses of 2.993, 2.397 and 2.844. A vermilion line,': ALTS['next_trial'][:6],
        'At each of 33 learning rates a': LOSS.shape[0],
        'purple bar reaches 2 standard deviations up': ALTS['next_trial'][7],
        'mark the place 0.00178.': ALTS['next_trial'][8],
    },
    'next-figure-caption': {
        'length here is 0.1: with one hyperparameter alone, ten trials stand close': (lesson_07.LENGTH, COUNT),
        'with both hyperparameters. Three places are drawn': COUNT,
        'at random. Then, seven times, 1,000 places are proposed,': (COUNT, *code('search', 1000)),
    },
    'search intent': {
        'setting(place): 10 ** (-4 + 4 * a), round(2 ** (2 + 6 * b)).': code('search', 10, -4, 4, 2, 2, 6),
        'Seed 1. tried: rand(3, 2), losses: their trials.': code('search', 1, 3, 2),
        'Seven times: 1,000 new places (a': (COUNT, *code('search', 1000)),
    },
    'section-5 late': {
        'class read picture 3 without the text': picture("race"),
    },
    'race-intro': {
        'as in section 1. So all ways': section("Better"),
        'search were run 20 times, with 30 trials each. In': (len(race.SEEDS), race.TRIALS),
        'each of the 20 repetitions all of': len(race.SEEDS),
        'The grid has 6 learning rates by 5 numbers of hidden': race.GRID,
    },
    'race alt': {
        'Five curves that fall, over 30 trials. Bayesian lies': (len(RACE), race.TRIALS),
        'trial on, at 2.37 after ten and 2.35 at the end.': (MEAN['Bayesian'][10], 10, MEAN['Bayesian'][30]),
        'fall together, to 2.40 and 2.41 after ten. The grid in': (MEAN['random'][10], MEAN['grid, random order'][10], 10),
        'the picture at ten trials and ends at 2.36. Two diamonds, successive halving, at 11 and 21 trials: 2.37 both times.': (10, MEAN['grid, in order'][9] > 2.7 > MEAN['grid, in order'][10], MEAN['grid, in order'][30], *MEAN['successive halving'], MEAN['successive halving'][11], round(MEAN['successive halving'][21], 2) == 2.37),
    },
    'race show': {
        'Cover picture 3 from 15 trials on. Which': (picture('race'), EXAMPLE),
    },
    'race-caption': {
        'the mean of 20 repetitions. `python -m helpers measure 07` makes the runs': (len(race.SEEDS), lesson('search')),
        'explained in section 9.*': section("successive"),
    },
    'race-note': {
        'is lower in 17 of 20.': (printed('race-spread', 4), len(race.SEEDS)),
        'is the length 0.3 of the Gaussian': code('guess', 0.3),
    },
    'coins-intro': {
        'Fifty people guess 20 tosses of a': code('coins', 50, 20),
    },
    'ask-curse': {
        '**Predict.** Fifty settings were tried,': COUNT,
    },
    'ask-curse wrong': {
        'settings and for fifty. By how much': COUNT,
    },
    'curse-figure alt': {
        'the average of 50 settings the best of 5 is. On the 30 validation names that': ALTS['winners_curse'][:3],
        'is better by 0.0402; on the test': ALTS['winners_curse'][3],
        'the truth, by 0.0113. Three vermilion dots in': (ALTS['winners_curse'][4], 3),
    },
    'curse-figure show': {
        'D go from 30 names to 1,000 and let the': (min(curse.SIZES), max(curse.SIZES)),
    },
    'curse-figure-caption': {
        'average of the fifty the winner is:': COUNT,
        'The dots are three seeds.*': COUNT,
        'search of section 4 ends. Its best': section("Learn"),
    },
    'test-once intent': {
        'least loss. Seed 0, mlp(3, 8, hidden).': code('test-once', 0, 3, 8),
        'names, batches of 384.': code('test-once', 384),
    },
    'test-once-note': {
        'network has read eight times as many': COUNT,
    },
    'weights-intro': {
        'with the mean 0 and the variance 1, the mean of': (0, 1),
        'has the mean 0 know nothing of': Given('the mean of a product, as the sentence says'),
        'has the mean 0)': Given('the mean of a normal number, as agreed above'),
        'of $a^2$ is 1)': Given('the variance of a normal number, as agreed above'),
        'Lines 2 and 3 are what was': LINE,
        'is known, line 1 says: the mean': LINE,
        '- r^2)$ (line 4 minus $r$ times line 5, then divide)': (LINE, LINE),
        'have the mean 0, so it is': Given('the mean of a product, as lines 4 and 5 say'),
        'w_2 k_2$. (The 0.01 of `guess` is': code("guess", 0.01),
    },
    'formula-intro': {
        'that is above 0, which is where': EXAMPLE,
    },
    'halving-intro': {
        'good ones more: 32 settings for an': race.FIELD,
        'epoch; the better 16 go on to': race.FIELD / 2,
        'quarter; the better 8 to a half; the better 4 to the end.': (race.FIELD / 4, 1 / 2, race.KEPT),
    },
    'halving-note': {
        'training. (In picture 3 the first round stands at 11 trials: whole batches': (picture('race'), min(RACE['successive halving'])),
    },
    'closing': {
        'even axis from 0.0001 to 1, nearly all trials lie above 0.01.': (0.0001, 1, 0.01, printed('linear', 1) == 1),
    },
    'practice': {
        'Nine exercises, about 40 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, EFFORT, EFFORT),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-differ': {
        '(4 min, level 2, section 1)': (EFFORT, section("Better")),
    },
    'help-differ': {
        'You need three numbers: how far': COUNT,
        'Means that are 0.2 apart are as': EXAMPLE,
    },
    'task-rates': {
        '(4 min, level 2, section 2)': (EFFORT, section("learning")),
        'number `n` of 3 or more. Give': EXAMPLE,
        'one before. So `my_rates(1, 8, 4)` gives 1, 2, 4 and 8.': (1, 8, 4, *(8 ** (i / 3) for i in range(4))),
    },
    'help-rates': {
        'From 1 to 8 with 4 rates, the factor is 2: three steps, and 2 times 2 times 2 is 8. How many steps': (1, 8, 4, 8 ** (1 / 3), 4 - 1, 2, 2, 2, 2**3),
        'a power round: `8 ** (1 / 3)` is 2. Another way goes': (8, 1, 3, 8 ** (1 / 3)),
        '**From 0.0001 to 1, how many of 9 rates lie below 0.01 on your grid,': (0.0001, 1, 9, 0.01),
        'a linear one?** Four of nine: 0.01 is the one': (sum(10 ** (-4 + i / 2) < 0.0099 for i in range(9)), 9, 10 ** (-4 + 4 / 2)),
        'the first one, 0.0001, since the next is 0.125 already. Between them lie three powers of ten that nobody looks': (0.0001, about((1 - 0.0001) / 8), COUNT, COUNT),
    },
    'task-search': {
        '(5 min, level 2, section 3)': (EFFORT, section("random")),
    },
    'help-search': {
        'Each round has three parts: draw a': COUNT,
        'that are used twice need a name.': COUNT,
        'come back. Section 6 is about that.': section("winner"),
    },
    'task-enough': {
        '(5 min, level 3, section 3)': (EFFORT, section("random")),
        'good, such as 0.05. You draw settings': EXAMPLE,
        'a share of 0.05 and `wanted` = 0.95 it is 59.': (0.05, 0.95, math.ceil(ENOUGH)),
        'trial misses is 1 minus the share.': EXAMPLE,
    },
    'help-enough': {
        'left up to 1 is the probability': EXAMPLE,
        'for n = 1, 2 and 3.': EXAMPLE,
        'as in lesson 05: the logarithm of': lesson("cross"),
        'A grid with 5 values for each of 2 hyperparameters has 25 settings, and with 6 of them 15,625. Random trials count': (5, 2, 5**2, 6, 5**6),
    },
    'task-guess': {
        '(5 min, level 2, section 4)': (EFFORT, section("Learn")),
        '`x1`, divided by twice the squared `length`;': COUNT,
        'square root of 1 minus k squared.': EXAMPLE,
    },
    'help-guess': {
        'It should be 1, about 0.61, and nearly 0.': (kernel(0), about(kernel(0.3)), round(kernel(2))),
        'The likeness is 0 there. So the': round(kernel(9)),
    },
    'task-improvement': {
        '(5 min, level 2, section 4)': (EFFORT, section("Learn")),
        'function gets these three numbers and `z`,': COUNT,
        'below counts as 0.': 0,
    },
    'help-improvement': {
        'Three steps: the loss': COUNT,
        'have to be 0?': 0,
        '`.clamp(min=0)` on a tensor puts 0 in the place': (0, 0),
        'every number below 0. Does it come': 0,
        'With improvements of 0.4 and minus 0.6, the two orders give 0.2 and 0.': (0.4, 0.6, (0.4 + 0) / 2, max(0.4 - 0.6, 0)),
        'still larger than 0?** Some draws lie': 0,
        'others count as 0 and take nothing': 0,
    },
    'task-best-so-far': {
        '(3 min, level 1, section 5)': (EFFORT, section("comparison")),
        'So the losses 2.6, 2.4, 2.5 give 2.6, 2.4, 2.4.': (2.6, 2.4, 2.5, 2.6, min(2.6, 2.4), min(2.6, 2.4, 2.5)),
    },
    'task-choose': {
        '(5 min, level 2, section 6)': (EFFORT, section("winner")),
        'has the number 0. Choose a setting': 0,
    },
    'task-halving': {
        '### Exercise 9: half of them go': COUNT,
        '(6 min, level 3, section 9)': (EFFORT, section("successive")),
        'a power of 2; the number of': EXAMPLE,
        'and keep the half with the lower': COUNT,
        'Each round has twice as many steps': COUNT,
    },
    'help-halving': {
        'keep the first half. Which two names': COUNT,
        'halving make for 64 settings that begin with 100 steps, and how many are 64 trials as long': (64, 100, 64),
        'Each round makes 64 times 100 = 6,400 steps, since half as many settings take twice as many. Six rounds make 38,400. In the last': (64, 100, 64 * 100, 1 / 2, 2, math.log2(64), 6 * 6400),
        'the steps are 3,200, and 64 trials of this': (100 * 2**5, 64),
        'length would make 204,800. The price: a': 64 * 3200,
    },
    'words': {
        'and the better half longer |': COUNT,
    },
    '07.one-seed': {
        '0.030 was lower, by more than 0.01, with one seed': (0.030, 0.01, ONE_TRIAL > 0.01),
        'the two gets ten seeds. Whose mean': COUNT,
        'that of 0.030, by about as': code('one-seed', 0.030),
        'that of 0.035, by more than 0.005': (0.035, 0.005),
        'true. But with ten seeds the means': COUNT,
        'by less than 0.005': EXAMPLE,
        'The seed 8 is the luckiest one of 0.030, and 6 is one of': (min(range(10), key=OF_RATE[0.03].__getitem__), 0.030, 6, OF_RATE[0.035][6] > AVERAGE[0.035]),
        'two rates the ten seeds give losses': COUNT,
        'are up to 0.02 apart. So a': about(SPREAD[0.03]),
    },
    '07.linear': {
        '`torch.linspace(0.0001, 1, 100)` gives 100 learning rates from 0.0001 to 1, spread evenly. How': (0.0001, 1, 100, *code('linear', 100, 0.0001, 1)),
        '1': printed('linear', 1),
        'them lie below 0.01?': EXAMPLE,
        'about 50': EXAMPLE,
        'in factors: from 0.0001 to 0.01 is a factor of 100, as from 0.01 to 1. But the steps': (0.0001, 0.01, 0.01 / 0.0001, 0.01, 1),
        'about 10': EXAMPLE,
        'it is about 0.01. So how many fit below 0.01?': (about(1 / 99), 0.01),
        'first rate is 0.0001, and the second': 0.0001,
        'one is already 0.0102.': 0.0001 + (1 - 0.0001) / 99,
        'that lies between 0.0001 and 0.01, and 99 for the rest.': (0.0001, 0.01, 99),
        'spread evenly, each half of the range gets 50.': (EXAMPLE, printed('linear', 2)),
    },
    '07.range-test': {
        'In each of 100 batches the learning rate is 15 % larger than before: from 0.00001 to 10. What does the': (range_test.BATCHES, about(100 * (10**range_test.FACTOR - 1)), 10**range_test.FIRST, 10 ** (range_test.FIRST + range_test.FACTOR * range_test.BATCHES)),
        'learning rate of 0.00001 the parameters hardly': 10**range_test.FIRST,
        'one training. The three parts can be': COUNT,
    },
    '07.grid': {
        'Four hyperparameters, two of': COUNT,
        'any influence, and 16 trials. Which search': 2**4,
        'each of them eight times.': COUNT,
        'by more than 0.05': EXAMPLE,
        'by less than 0.02': EXAMPLE,
        'For the grid, 12 of its 16 trials repeat what the other four have said. A': (16 - 2 * 2, 16, 2 * 2),
    },
    '07.next': {
        'so far is 2.38. Of one place you expect 2.40, give or take 0.01; of another one 2.45, give or take 0.10. Which one has': code('improvement', 2.38, 2.40, 0.01, 2.45, 0.10),
        'it gets below 2.38.': code('improvement', 2.38),
        'loss counts as 0, so only the': code('improvement', 0),
    },
    '07.race': {
        'The price is ten trials. Whose best': COUNT,
        'average over the 20 repetitions?': len(race.SEEDS),
        'After ten trials it has': COUNT,
        'smallest of its six learning rates.': COUNT,
        'same reason: after ten trials it has': COUNT,
        'It has seen ten different learning rates.': COUNT,
        'Its first three trials are random.': COUNT,
        'After ten trials Bayesian optimization is at 2.37, random search at 2.40, and the grid': (10, MEAN['Bayesian'][10], MEAN['random'][10]),
        'random order at 2.41. Random search needs more than 30 trials for what': (MEAN['grid, random order'][10], race.TRIALS, MEAN['random'][30] > MEAN['Bayesian'][10]),
        'has found in ten. And an order': COUNT,
        'it is at 2.63.': MEAN['grid, in order'][10],
        'at 2.63. After 20 trials both grids': (MEAN['grid, in order'][10], 20, MEAN['grid, in order'][20] < MEAN['random'][20] and MEAN['grid, random order'][20] < MEAN['random'][20] + 0.001),
    },
    '07.coins': {
        'best of the fifty guessed some 15 of 20 tosses. The same person guesses 20 more. How many': (50, printed('coins', 0), *code('coins', 20, 20)),
        'about 15 again': printed('coins', 0),
        'guess coins. The 15 were found by': printed("coins", 0),
        'the largest of fifty numbers.': COUNT,
        'about 12: a part of': EXAMPLE,
        'about 10': EXAMPLE,
        'the best of fifty does not change': COUNT,
        'Among fifty people without any': COUNT,
        'one still guesses 15 of 20. The next tosses': (printed('coins', 0), 20),
    },
}
SAYS = {
    'title': 'after better best not',
    'section-1': 'better',
    'search-intro': 'not before',
    'ask-by-hand': 'more',
    'ask-by-hand right': 'no',
    'ask-by-hand wrong': 'larger more too_short',
    'by-hand alt': 'right up vermilion dot left below right',
    'by-hand-caption': 'before dot more no three',
    'ten-seeds intent': 'ten mean last less',
    'ten-seeds-picture alt': 'three rows ten dots row right rows above',
    'ten-seeds-picture show': 'row',
    'ten-seeds-caption': 'three ten',
    'spread-note': 'largest minus smallest smaller cannot ten not more before',
    'section-2 late': 'three',
    'linear intent': 'below',
    'log-why': 'first further sum larger before double larger larger up',
    'range-picture alt': 'left up down thin left right up lowest rises',
    'range-picture show': 'right best',
    'range-caption': 'larger before left right above',
    'range-note': 'not best less',
    'grid-intro': 'nine',
    'ask-grid-figure': 'nine nine',
    'ask-grid-figure right': 'nine three nine nine',
    'ask-grid-figure wrong': 'nine columns',
    'grid-figure alt': 'above nine blue dots below purple lowest lowest nine dots dashed vertical best vermilion',
    'grid-figure show': 'dots lower before',
    'grid-figure-caption': 'above below lowest more nothing not four no',
    'enough-intro': 'not negative',
    'section-4 break': 'before without after',
    'section-4 late': 'not',
    'bayes-intro': 'not nothing before after falls',
    'one-trial intent': 'mean',
    'one-trial show': 'four',
    'several-intro': 'before',
    'guess intent': 'mean mean',
    'guess-note': 'row rows rows without mean square',
    'next-intro': 'best below no mean',
    'improvement intent': 'mean best column mean best mean not below best',
    'ask-next-figure': 'three half square lower half',
    'ask-next-figure right': 'mean lowest first best',
    'ask-next-figure wrong': 'always lowest',
    'next-figure alt': 'above three blue dots vermilion mean purple up down below green black square dashed',
    'next-figure show': 'before',
    'next-figure-caption': 'after up down below ten three seven largest',
    'search intent': 'seven largest',
    'search-note': 'not',
    'section-5 late': 'without below',
    'race-intro': 'smallest',
    'race alt': 'five fall below after ten fall after ten down ten diamonds',
    'race-caption': 'lowest after mean',
    'race-note': 'larger first lower mean not not',
    'coins-intro': 'fifty best',
    'curse-intro': 'low lowest before',
    'ask-curse': 'fifty more fewer more',
    'ask-curse right': 'more less fewer smaller less',
    'ask-curse wrong': 'fewer less fifty',
    'curse-figure alt': 'light blue better best better three vermilion dots',
    'curse-figure-caption': 'better fifty dots three not not best not',
    'test-once-note': 'lower eight best best better nothing no not',
    'weights-intro': 'mean before mean mean square mean mean nothing nothing mean mean mean mean mean nothing more mean mean minus more more left mean square mean mean left',
    'formula-intro': 'best minus plus above below sum thin mean first',
    'halving-intro': 'first more better better half better',
    'halving-note': 'fewer longer first first more better',
    'closing': 'before not better larger above largest best not low',
    'closing right': 'larger',
    'practice': 'nine three dots last below not after first before',
    'task-differ': 'first further larger largest minus smallest better not',
    'help-differ': 'three sum lower above larger above nearer larger no not less more more',
    'task-rates': 'lowest low highest high more low high larger before',
    'help-rates': 'three below four nine first three ten',
    'task-search': 'best',
    'help-search': 'three better best twice not before first lowest first below above lowest lower higher higher lowest low not',
    'task-enough': 'smallest minus nothing',
    'help-enough': 'left up down after not no right',
    'task-guess': 'before mean minus squared twice squared mean square minus squared',
    'help-guess': 'below minus before square not mean mean before nothing',
    'task-improvement': 'better not mean lowest best three mean plus mean below best not below',
    'help-improvement': 'three after first below before mean after minus mean above best larger below best nothing larger further below best mean worse',
    'task-best-so-far': 'after lowest first',
    'help-best-so-far': 'best not shorter first lowest lower after after better first better mean',
    'task-choose': 'first',
    'help-choose': 'not before lowest best better no lower too_low before',
    'task-halving': 'half first left half lower twice before left',
    'help-halving': 'first first half first after without last half twice six last first best',
    'words': 'largest minus smallest grows mean best better half longer',
    '07.one-seed': 'lower more ten mean lower cannot more first ten not neither less ten up nothing',
    '07.linear': 'below below first half',
    '07.range-test': 'larger before falls last longer falls rises first too_short too_long falls first rises too_small too_large after three',
    '07.grid': 'four without lower eight more less nothing four nothing not always',
    '07.next': 'best larger first best below worse worse nothing better worse best better worse nothing',
    '07.race': 'ten best lowest after ten smallest six after ten ten not first three after ten more ten smallest after no worse',
    '07.coins': 'best fifty more right largest fifty best fifty not fifty without best nothing',
}
