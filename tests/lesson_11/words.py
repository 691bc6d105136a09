"""What lesson 11 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math

from lessons import LESSONS, Lesson
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import IGNORED, LADDER
from helpers.experiments import stored
from helpers.experiments.fare_line import KM
from helpers.experiments.fares import BATCH, STEPS, distances
from helpers.experiments.real_model import RANK
from helpers.experiments.uses import DRAWS, MEMORIES
from helpers.experiments.ways import OLD_ROWS, RATES, SCALE
from helpers.tasks import GOODS, WORDINGS, fares, rows
from lesson_11.drawn import DRAWN
from lesson_11.test_figures import CELLS, share

here = Here("11")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

FARES = {(r.way, r.seed): r for r in stored("fares") if r.step == 300}
TEXTS = {(r.way, r.seed): r for r in stored("king_james") if r.step}
SLIPS = {(r.slip, r.seed): r for r in stored("slips")}
SEEDS, SHOWN, SIDE = (0, 1, 2), 80, len(CELLS)
SHARES = [share(rank) for rank in range(SIDE + 1)]
FULL = [r for r in stored("fares") if (r.way, r.seed) == ("full", 0) and r.step]
BEST = min(FULL, key=lambda r: r.answer)
BEFORE = stored("king_james")[0]
RUNGS = {rung.name: rung.nats for rung in LADDER["plays"].rungs}
REAL = {r.what: r for r in stored("real")}
NEVER = distances(0)[1]
LONGER = [r.longer for r in FARES.values()]
RANK_8 = [FARES["rank 8", seed].never for seed in SEEDS]
LATEST = next(  # the seed whose last answers are the best
    seed
    for seed in SEEDS
    if min((r.answer, r.step) for r in stored("fares") if (r.way, r.seed) == ("full", seed))[1]
    == STEPS
)
A_ROW = (rows(fares(distances(0)[0]), question_counts=True)[1] != IGNORED).sum() / 240
LN2, GUESS = math.log(2), math.log(99)


def mean(way, column):
    """Of the three seeds, at the end of the fares."""
    return sum(getattr(FARES[way, seed], column) for seed in SEEDS) / 3


def slips(slip, column):
    return [getattr(SLIPS[slip, seed], column) for seed in SEEDS]


def trade(column):
    """For each way of picture 2: the number in its name, and the mean of the seeds."""
    found = []
    for way in ("full", "last layer", "rank 1", "rank 4", "rank 8"):
        found += [int(way[-1])] if way[-1].isdigit() else []
        found.append(sum(getattr(TEXTS[way, seed], column) for seed in SEEDS) / 3)
    return tuple(found)


def use(name, column):
    return [getattr(r, column) for r in stored("uses") if r.use == name]


def said(step):
    """All fares that the way "full" names after so many steps."""
    rows = [r for r in stored("fare_line") if (r.way, r.step) == ("full", step)]
    return [r.fare for r in rows if r.fare >= 0]


def fare(km):
    """What the way "full" says at the end."""
    rows = [r for r in stored("fare_line") if (r.way, r.step) == ("full", STEPS)]
    return next(r.fare for r in rows if r.km == km)


def line(step, kind, way="full"):
    """How many answers are right after so many steps."""
    return sum(
        r.fare == 2 * r.km + 1
        for r in stored("fare_line")
        if (r.way, r.step) == (way, step)
        and kind == ("longer" if r.km > 100 else "shown" if r.shown else "never")
    )


ASKED = {
    "11.examples": (
        "a line as in a play"
        if "yuan" not in Lesson(LESSONS["11"]).stored_text("examples")
        else "",
        {
            '"seven yuan.", as the examples show': "a pattern over whole sentences",
            '"five yuan.", the last answer again': "copy a part of the prompt",
            "a line as in a play": "has read nothing but plays",
        },
    ),
    "11.two-rows": (
        "nearer to the loss of the long answer"
        if abs(printed("two-rows", 2) - printed("two-rows", 1)) < 0.5
        else "",
        {
            "in the middle between the losses of the two": "the mean taken over",
            "nearer to the loss of the long answer": "belong to the long answer",
            "nearer to the loss of the short answer": "come from which row",
        },
    ),
    "11.forget": (
        "above 2"
        if "after  answers at least 0.0, plays at least 2.5"
        in Lesson(LESSONS["11"]).stored_text("full")
        else "",
        {
            "above 2": "nothing pulls back",
            "about 1.7, as with the smaller model of lesson 09": "would hold the weights",
            "still about 1.5": "leave the weights where they were",
        },
    ),
    "11.slip": (
        "filled with the end" if not SLIPS["filled with the end", 0].ended else "",
        {
            "the question counts": "still in it",
            "the filling counts": "end mark itself learned",
            "filled with the end": "Which places are that",
        },
    ),
    "11.first": (
        "the same as before; B has them"
        if "A: 0 of 12" in Lesson(LESSONS["11"]).stored_text("first")
        else "",
        {
            "the same as before; B has them": "which is not 0",
            "the same as before; neither has them": "does not contain B",
            "something else, since A is random": "before it is added",
        },
    ),
    "11.longer": (
        "wrong: it has learned no rule for them"
        if max(r.longer for r in FARES.values()) < 5
        else "",
        {
            "all right: it has found 2 x + 1": "need the rule",
            "wrong: it has learned no rule for them": "unlike all that it has seen",
            "it says that it does not know": "No answer in training",
        },
    ),
}

NAMED = "a package, a part, a method or a setting, named in passing"
OWN = "a part of a line with names of the exercise's own"
INLINE = {
    "FILL": NAMED,
    "python -m helpers measure 11 fares": "a command for the terminal",
    "requires_grad_(False)": NAMED,
    "modules()": NAMED,
    "named_children()": NAMED,
    "setattr(part, name, new)": OWN,
    "python -m helpers measure 11 king_james": "a command for the terminal",
    "lora_weights": NAMED,
    "python -m helpers measure 11 fare_line": "a command for the terminal",
    "peft": NAMED,
    "python -m helpers measure 11 real": "a command for the terminal",
    "ignore_index": NAMED,
    "for step, a, b in zip(steps, new, old):": OWN,
    "blocks.1": NAMED,
    "blocks.10": NAMED,
    "norm": NAMED,
    "blocks.0.norm_1": NAMED,
    "_": NAMED,
    "backward": NAMED,
    "zero_grad": NAMED,
    "W.T": OWN,
    "x @ A.T @ B.T": OWN,
    "x @ (B @ A).T": OWN,
    "sum(... for n, m in sizes)": OWN,
    "W + ...": OWN,
    "W += ...": OWN,
    "add(layer, rank)": OWN,
    "parameters()": NAMED,
    "torch.allclose(a, b, atol=1e-5)": OWN,
    "p.grad": OWN,
    "merge(part)": OWN,
    "scale": NAMED,
    "nn.init.normal_(part.B)": OWN,
    "alpha": NAMED,
    "progress.json": "the name of a file",
}
# fmt: off
WORDS = {
    'title': {
        'You need lesson 04 (`fit`), lesson 09 (the GPT) and lesson 10 (AdamW, the stored': (lesson("linear"), lesson("attention"), lesson("pretraining")),
    },
    'section-1 late': {
        'Give the three kinds of models': COUNT,
    },
    'choose-intro': {
        'model of lesson 10 has read 36 plays. It knows': (lesson("pretraining"), CHOICE),
        'that: you ask "three km?", and it': COUNT,
        'last lessons and three texts: a play': COUNT,
        'have not read; "1 Samuel" from the': CHOICE,
        'the translation of 1611, the King James': printed("models", 3),
    },
    'models intent': {
        'a dict of three lists of documents,': COUNT,
        'on its first 6,401 tokens in rows;': code('models', 6401),
        'divide by ln 2.': code('models', 2),
    },
    'models show': {
        'class order the three texts before you': COUNT,
    },
    'models-note': {
        'divided by ln 2 = 0.69 (lesson 08). The larger model': (2, LN2, lesson("tokens")),
        'need more than 6.63 bits, and so': GUESS / LN2,
        'guess among all 99 symbols (ln 99 / ln 2): they expect a': (99, 99, 2),
        'or there are 40 tokens:': code('examples', 40),
    },
    'section-2 late': {
        'leave out the three ways.': COUNT,
    },
    'row-intro': {
        'does not count: -100. We call it': IGNORED,
    },
    'row intent': {
        'question "three km?", answer "seven yuan.". ids: END,': COUNT,
        'first len(question) + 1 targets: IGNORED. Print': code('row', 1),
    },
    'row-note': {
        'as in lesson 09.': lesson("attention"),
    },
    'one-loss intent': {
        'The same by F.cross_entropy(logits[0], y) and by': code('one-loss', 0),
        'evaluate. Print the three.': COUNT,
    },
    'rows-intro': {
        'as questions in three wordings:': COUNT,
    },
    'batch intent': {
        'y: rows of fares([3, 60]): six rows. Print the': (*code('batch', 3, 60), 6),
    },
    'ask-two-rows': {
        'first question has 12 tokens that count,': printed("batch", 4),
        'the fifth has 38. **Predict**, then run': printed("batch", 8),
    },
    'section-3 late': {
        'Show picture 1 and what the': picture("by-step"),
    },
    'full-intro': {
        'the distances from 1 to 100 km, the model is shown 80, each in three wordings. The other 20 are never shown:': (1, 100, SHOWN, len(WORDINGS), 100 - SHOWN),
        'The fare is 2 yuan for each km and 1 more, as in lesson 01. *Full* fine-tuning means': (2, 1, lesson("mse")),
    },
    'train intent': {
        'order: 1 to 100 by randperm, generator with seed 100; shown: 80, never: the rest.': CHOICE,
        'X_old, y_old: 40 rows of 160 tokens of Twelfth': (6400 / 160, 160),
    },
    'ask-forget': {
        'two epochs, so 30 steps. What becomes': 2 * 240 / BATCH,
    },
    'forget-note': {
        'it knew, in 30 steps, and nobody': 2 * 240 / BATCH,
        'Thirty steps are few.': COUNT,
        'that answers, write 20 epochs in place of 2 and run the': CHOICE,
        'It takes about half a minute; then': COUNT,
        'it, with `answers(full, ["seven km?"])`. Here are': COUNT,
        'stored runs of 300 steps (`python -m helpers measure 11 fares` makes them), with seeds 0, 1 and 2. Each seed has': (STEPS, 11, *SEEDS),
        'and clipping (lesson 10). "right" says how many of 60 questions got the': (lesson("pretraining"), 20 * len(WORDINGS)),
    },
    'forgetting intent': {
        'old text", steps 0, 300.': (LINE, CHOICE),
        'never shown of 60, loss of the': 20 * len(WORDINGS),
    },
    'forgetting show': {
        'was paid for 36 right answers?': FARES['full', 0].never,
    },
    'forgetting-note': {
        'plays rises to 3.5, where a table': mean('full', 'plays'),
        'of letters has 2.52 (lesson 08). With 8 rows of plays beside 16 rows of fares': (RUNGS['bigram by counts'], lesson("tokens"), OLD_ROWS, BATCH),
        'it stays at 1.54 or 1.55. This has a': (printed("forgetting", 26), printed("forgetting", 25)),
        'step takes about half as much time again (section 6), and with two of the three seeds many fewer': (COUNT, section("best"), COUNT),
        'A task with 240 rows is learned': printed("train", 0),
        'heart soon (lesson 06). The judge is': lesson("layers"),
    },
    'by-step alt': {
        'curves from step 50 to step 300. The loss of': (FULL[0].step, FULL[-1].step),
        'line, falls from 0.61 to nearly 0 at step 200. That of the': (FULL[0].train, round(FULL[3].train), FULL[3].step),
        'dashed, falls from 0.17 to 0.10 at step 150, where a green': (FULL[0].answer, BEST.answer, BEST.step),
    },
    'by-step-caption': {
        'fine-tuning with seed 0. The vermilion line': FULL[0].seed,
        'mean of the 50 steps before each': FULL[1].step - FULL[0].step,
        'From step 200 on there is': next(r.step for r in FULL if r.train < 0.001),
        'answers is below 0.001. The other loss': more_than(FULL[3].train),
        'least at step 150 and rises by 0.007 from there. So': (BEST.step, FULL[-1].answer - BEST.answer),
        'could stop at 150: this is early stopping (lesson 06). With seed 1 the loss falls': (BEST.step, lesson("layers"), LATEST),
        'of distances (lesson 07).': lesson("search"),
    },
    'slips-intro': {
        'Four mistakes, each one': COUNT,
        'the loss falls. Three of them were': COUNT,
        'in nanochat (issue 570), the second in': CHOICE,
        'alpaca-lora (pull request 306), the fourth in transformers (issue 23530).': CHOICE,
        'of "full", with three seeds. In the': COUNT,
        'right answers of 60, "stop" those that': CHOICE,
    },
    'slips-note': {
        'the full stop, 25 to 35 of 60 would be. With': (min(slips('filled with the end', 'starts')), max(slips('filled with the end', 'starts')), 60),
        '*first letter lost* 3 to 8 are right: the': (min(slips('first letter lost', 'never')), max(slips('first letter lost', 'never'))),
        'training stays at 0.11, however well the': sum(slips('question counts', 'train')) / 3,
        'know which of 240 questions you will': SHOWN * len(WORDINGS),
        'that costs ln 240 = 5.5 nats for a row of 53 tokens, 0.10 a token. With': (240, math.log(240), A_ROW, math.log(240) / A_ROW),
        'chats rose from 0.315 to 0.355 when the questions': CHOICE,
        'again; pull request 582.)': CHOICE,
    },
    'lora-intro': {
        'each task. With ten tasks you store ten. Do all weights': COUNT,
        'change of rank 1, by hand, with s = 1:': (1, 1),
    },
    'rank-one intent': {
        'A: one row [1, 2]; B: one column [3, 0, -1]; x: [10, 1].': (1, 2, 3, 0, -1, 10, 1),
    },
    'rank-one-note': {
        'like. With rank 2 each row is': CHOICE,
    },
    'ask-rank-figure': {
        'a matrix of 16 x 16 weights. The wanted': (SIDE, SIDE),
        'above and below 0, and a narrow stripe of 16 cells from corner': (0, SIDE),
    },
    'ask-rank-figure wrong': {
        'Go to rank 4. Which of the': CHOICE,
    },
    'rank-figure alt': {
        'Three tables of 16 outputs by 16 inputs, with a': (COUNT, CHOICE, CHOICE),
        'and full above 0, vermilion and pale below 0; its area is': CHOICE,
        'A of rank 1: its upper half is above 0 and its lower half below 0, nearly alike in': (CHOICE, COUNT, CHOICE, COUNT, CHOICE),
    },
    'rank-caption': {
        'weight matrix with 16 inputs and 16 outputs, the best': CHOICE,
        'square is above 0, a pale one': CHOICE,
        'edge is below 0; a cell without': CHOICE,
        'square is nearly 0. The share that': CHOICE,
        'is reached is 1 minus the sum': CHOICE,
        'left. With rank 0, B A is 0: the matrix stays': CHOICE,
    },
    'rank-note': {
        'The first four ranks reach 53.2, 76.3, 88.9 and 93.8 %: each takes': (4, *(SHARES[r] for r in (1, 2, 3, 4))),
        'the matrix, for 16 + 16 numbers. What is': (SIDE, SIDE),
        'takes less than 1 %, and all': more_than(max(SHARES[r + 1] - SHARES[r] for r in range(4, SIDE))),
        'it needs rank 16. In a larger': next(r for r in range(SIDE + 1) if SHARES[r] > 99.99),
        'saves more: for 128 x 128 weights, rank 8 has 2,048 numbers in place of 16,384. Nobody sees beforehand': (128, 128, 8, 8 * (128 + 128), 128 * 128),
        'task needs. Section 6 measures it.': section("best"),
    },
    'lora-class-intro': {
        'take alpha = 2 r, so s is 2. A is drawn': (SCALE, SCALE),
    },
    'lora intent': {
        '/ in ** 0.5; B: Parameter of': code('lora', 0.5),
    },
    'add intent': {
        'seed 0; tuned: the base with rank 8, alpha 16. learns: what has': CHOICE,
    },
    'train-lora intent': {
        'of learns, lr 0.01; fit on batches,': code('train-lora', 0.01),
        'layer of block 0 with that of': code('train-lora', 0),
        'is B still 0?': code('train-lora', 0),
    },
    'merge-intro': {
        'it. From line 3: the merged weight': LINE,
        'change would count twice.': COUNT,
    },
    'merge intent': {
        'and after, atol 1e-3.': CHOICE,
    },
    'section-6 late': {
        'Show picture 2 only.': picture("trade"),
    },
    'ways-intro': {
        'each with seeds 0, 1 and 2, after the same 300 steps. "last block"': (*SEEDS, STEPS),
        'right answers of 60, about distances that': 60,
        'where "full" is 1:': CHOICE,
    },
    'ways intent': {
        'rows of step 300. For each way': LINE,
    },
    'ways-note': {
        'least of the three seeds). "last layer"': COUNT,
        '- "rank 8" has 9 % as many': (8, 100 * FARES['rank 8', 0].moved / FARES['full', 0].moved),
        'between seeds. "rank 1" has 1 %, and fewer': (1, 100 * FARES['rank 1', 0].moved / FARES['full', 0].moved),
        '"last block" takes half the time: the': about(mean('last block', 'seconds')),
        'the plays. Rank 1 forgets less than "full", rank 8 more, although every': (min(r for r in (1, 8) if mean(f'rank {r}', 'plays') < mean('full', 'plays')), max(r for r in (1, 8) if mean(f'rank {r}', 'plays') > mean('full', 'plays'))),
        'is judged on "1 Samuel"; the play': CHOICE,
        'Night". Again with three seeds:': COUNT,
    },
    'trade alt': {
        'with the same five rows. Left, the loss on 1 Samuel: full 1.23, last layer 1.38, rank 1 1.34, rank 4 1.27, rank 8 1.26; all left of': (5, 1, *trade('text')),
        'dashed line at 1.80, the loss before.': BEFORE.text,
        'Twelfth Night: full 1.91, last layer 1.87, rank 1 1.76, rank 4 1.87, rank 8 1.92; all right of': trade('plays'),
        'dashed line at 1.48. The dots of the three seeds lie close': (BEFORE.plays, 3),
    },
    'trade-caption': {
        '*Picture 2: five ways to learn': COUNT,
        'from "Genesis", after 150 steps. On the': next(r.step for r in TEXTS.values()),
        'and s = 2. The order is': SCALE,
        'more, and rank 1 least of all.': CHOICE,
        'much as rank 4. (`python -m helpers measure 11 king_james` makes these': CHOICE,
    },
    'line-intro': {
        'line of lesson 01 answers any distance,': lesson("mse"),
        'numbers, w = 2 and b = 1. Here 73,728 numbers have learned, beside 826,496 frozen ones. Have': (2, 1, FARES['rank 8', 0].moved, FARES['full', 0].moved),
        'stored the answers? Three kinds of questions': COUNT,
        'adapter of rank 8 and seed 0 is stored (`lora_weights`': CHOICE,
    },
    'ask-fares-figure': {
        'each distance from 1 to 120 km, after more': (KM[0], KM[-1]),
        'The fares of 80 distances up to 100 km were shown': (SHOWN, 100),
        'step with all 80 right, how many': SHOWN,
        'many of the 20 distances between them,': 100 - SHOWN,
        'too: none, about half, or all?': COUNT,
    },
    'ask-fares-figure right': {
        'About half: 11 of 20 with full fine-tuning, 12 of 20 with rank 8.': (about(line(150, 'never') / 20), line(150, 'never'), 20, line(300, 'never', 'rank 8'), 20, 8),
    },
    'ask-fares-figure wrong': {
        'line at step 150?': LINE,
        'the cross of 8 km at step 300?': (CHOICE, LINE),
    },
    'fares-figure alt': {
        'the distance from 1 to 120 km, with the': (KM[0], KM[-1]),
        '= 2x + 1. After 20 steps of full fine-tuning 98 of the 120 answers are a': (CHOICE, CHOICE, CHOICE, CHOICE),
        'level band between 100 and 135 yuan, which the': CHOICE,
        'crosses and, from 101 km on, green': CHOICE,
        'triangles. The other 22 answers are short': CHOICE,
        'a row below 0, which is marked': CHOICE,
    },
    'fares-figure show': {
        'B stop at 20, 40 and 60 steps, and let': CHOICE,
    },
    'fares-caption': {
        'model of seed 0 answers to "...': CHOICE,
        'line of lesson 01. Dots are distances': lesson("mse"),
        'distances up to 100 km that were': CHOICE,
        'Begin at 0 steps and go': CHOICE,
        'then with rank 8. When are the': CHOICE,
    },
    'fares-note': {
        'looks like: after 20 steps it says': 20,
        'a fare between 100 and 135 yuan, whatever the': (min(said(20)), max(said(20))),
        'and from step 150 on all 80 are right; with rank 8 they are at step 300. Of the distances never shown 11 of 20 are right then, and 12 with rank 8.': (150, line(150, 'shown'), 8, 300, line(150, 'never'), 20, line(300, 'never', 'rank 8'), 8),
        'at which. From 20 km on 11 of 14 are right: the': (20, sum(fare(km) == 2 * km + 1 for km in NEVER if km >= 20), sum(km >= 20 for km in NEVER)),
        'number go together, "thirty" and "-three". Below 20 each number is': (30, 3, 20),
        'its own, and 0 of 6 are right. There': (sum(fare(km) == 2 * km + 1 for km in NEVER if km < 20), sum(km < 20 for km in NEVER)),
        'goes by letters: 3 km cost 61 yuan, as 30 km do, and 8 km cost 161, as 80 km do, for "three" begins as "thirty" does. So it': (3, fare(3), fare(3) // 2, 8, fare(8), fare(8) // 2, 3, 30),
        'as if "one hundred" were not there: 112 km get 25 yuan, the fare of 12 km. This is so for 7 of the 20. In no question': (100, 112, fare(112), fare(112) // 2, sum(fare(km) == 2 * km - 199 for km in range(101, 121)), 20),
        'follow on "one hundred". In all runs of section 6, 0 to 2 of 60 such answers are': (100, section("best"), min(r.longer for r in FARES.values()), max(r.longer for r in FARES.values()), 60),
        'line of lesson 01 has no such': lesson("mse"),
        '-m helpers measure 11 fare_line` makes these': CHOICE,
    },
    'peft show': {
        "Match peft's three settings with the": COUNT,
    },
    'section-9': {
        '9 Going deeper: five uses of one': (CHOICE, COUNT),
    },
    'uses-intro': {
        'model, fine-tuned for five tasks, each for 300 steps with seeds 0, 1 and 2, and each beside': (5, STEPS, *SEEDS),
        'to learn from, "1 Samuel" to judge.': CHOICE,
        'line of lesson 01.': lesson("mse"),
        'letters for Chinese: "ninety-seven =" and "jiu shi qi". 300 numbers are shown, 200 others judge. Simple:': (COUNT, CHOICE, CHOICE),
        "- *code*: five files of Python's": COUNT,
        'to learn from, three to judge. Simple:': COUNT,
        'pick next, of 16 goods? Simple: counting': len(GOODS),
        'back, one to four, a last part': MEMORIES[-1],
        'are, with some twice and some not': COUNT,
        'simple"; do this 2,000 times. 95 of 100 means lie in': (DRAWS, 95, 100),
        'the interval. If 0 is outside, the': CHOICE,
        'is better below 0; for the share': CHOICE,
        'is better above 0.': CHOICE,
    },
    'uses-note': {
        'Four of the five are better than': COUNT,
        'each seed, and 0 is outside of': CHOICE,
        'was above the 4.60 nats of a guess among 99 symbols, and came down to 1.9. In the shop': (GUESS, 99, use('code', 'after')[0]),
        'and comes within 0.05 of the best': more_than(max(a - b for a, b in zip(use('next pick', 'after'), use('next pick', 'floor'), strict=True))),
    },
    'real-intro': {
        'a real one: 134,515,008 parameters, pretrained on': REAL['parameters'].value,
        '(Allal and others, 2025), with the license Apache-2.0. A package brings': CHOICE,
        'a file of 98 MB; the two': CHOICE,
        '-m helpers measure 11 real` made the': CHOICE,
    },
    'real-note': {
        'alone, "examples" puts three distances with their': COUNT,
        'it, in all three wordings. With both': COUNT,
        'class, with rank 8, in each linear': RANK,
        'its blocks, for 200 steps on the same 80 distances. Then 42 of 60 are right; ours with rank 8 had 31 to 39. And of the longer rides 16 are right, where ours had 0 to 2. It has met "one hundred twenty" in other texts': (200, SHOWN, REAL['LoRA'].value, 60, 8, min(RANK_8), max(RANK_8), REAL['LoRA longer'].value, min(LONGER), max(LONGER), 100, 20),
        'plays go from 1.60 to 2.30 bits per byte.': (REAL['plays'].value, REAL['LoRA plays'].value),
    },
    'preference-intro': {
        '(Rafailov and others, 2023). The model gives': CHOICE,
        'setting, such as 0.1)': CHOICE,
        'loss of lesson 05: minus the logarithm': lesson("cross"),
        'start u = 0, so p = 0.5 and L = ln 2 = 0.69. Without the frozen': (0, 0.5, 2, LN2),
        'both answers had -20. Now the better one has -18 and the worse one -23, so u is 2 + 3 = 5:': (-20, -18, -23, 2, 3, printed('preference', 0)),
    },
    'preference-note': {
        'p comes near 1; a alone may': CHOICE,
        'are made in three stages: pretraining, fine-tuning': COUNT,
    },
    'closing': {
        'line of lesson 01 gets all.': lesson("mse"),
    },
    'practice': {
        'Ten exercises, about 60 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, CHOICE, CHOICE),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-mask': {
        '(4 min, level 1, section 2)': (EFFORT, section("task")),
        '`IGNORED`, which is -100. The answer counts,': CHOICE,
        'For `ids = torch.tensor([0, 40, 50, 3, 60, 70, 0])` and `n = 3` these are the six targets -100, -100, -100, 60, 70 and 0. The tensor that': (CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, COUNT, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE),
    },
    'help-mask': {
        'Write the seven tokens of the': COUNT,
        'of the first six write the one': COUNT,
        'many of these six belong to the': COUNT,
        'makes a copy. `y[:2] = 5` puts a 5 into the first': CHOICE,
    },
    'task-judge': {
        '(5 min, level 2, section 2)': (EFFORT, section("task")),
        '`IGNORED`, which is -100, the target does': CHOICE,
        'its loss is 6. In another row three targets count, and': (CHOICE, COUNT),
        'has the loss 2. Together they have the loss 3, and not 4.': CHOICE,
    },
    'help-judge': {
        '**One answer has 2 tokens, and another one has 40. Which of the': CHOICE,
        'The long one: 40 of the 42 targets are its': CHOICE,
        'the short answer 20 times as much': CHOICE,
    },
    'task-stop': {
        '(5 min, level 1, section 3)': (EFFORT, section("Full")),
        'The function gets three lists of the': COUNT,
        'For the steps 100, 200, 300 and 400, the new losses 2.0, 1.0, 0.5 and 0.8, the old losses 1.5, 1.8, 2.5 and 2.6 and a limit of 2.0, it is 200.': (LINE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE),
    },
    'help-stop': {
        'Go through the three lists together, and': COUNT,
        'old):` goes through three lists. `float("inf")` is': COUNT,
        'So there are three kinds: those that': COUNT,
    },
    'task-learns': {
        '(7 min, level 2, section 5)': (EFFORT, section("LoRA")),
        'same object as `model.blocks[1]`, which is an': CHOICE,
    },
    'help-learns': {
        'Three steps, in this': COUNT,
    },
    'task-apply': {
        '(4 min, level 1, section 5)': (EFFORT, section("LoRA")),
        'row: `x` is [[1, 2]], `W` is [[1, 0], [0, 1]], `b` is [10, 20], `A` is [[1, 1], [1, -1]], `B` is [[1, 0], [1, 1]], and `alpha` is 4. Then A makes 3 and -1 of the row, B makes 3 and 2 of these, and': CHOICE,
        'the result is [[17, 26]].': CHOICE,
    },
    'help-apply': {
        'example it is 2.': CHOICE,
    },
    'task-count': {
        '(3 min, level 1, section 5)': (EFFORT, section("LoRA")),
        'For `[(10, 20), (20, 5)]` and rank 2 there are 110.': CHOICE,
    },
    'help-count': {
        'a layer from 10 to 20 with rank 2 they hold 20 numbers and 40.': CHOICE,
        'one size count twice.': COUNT,
        '**A layer has 4,096 numbers in and': CHOICE,
        'LoRA has rank 8. How large a': CHOICE,
        'so much quicker?** 65,536 of 16,777,216, so one in 256. The training is': CHOICE,
    },
    'task-merge': {
        '(4 min, level 2, section 5)': (EFFORT, section("LoRA")),
        'numbers of exercise 5 it is [[3, 2], [4, 1]].': (exercise("apply"), CHOICE, CHOICE, CHOICE, CHOICE),
    },
    'task-start': {
        '(10 min, level 3, section 5)': (EFFORT, section("LoRA")),
        'layer. It promises three things:': COUNT,
        'in). Differences below 0.00001 are rounding and': CHOICE,
        'that is not 0.': CHOICE,
        '`True` if all three promises are kept,': COUNT,
        'The check has three right LoRAs and ten wrong ones. Some': COUNT,
    },
    'help-start': {
        'start it is 0, and so are': CHOICE,
        'the rank be 2 or more. `torch.allclose(a, b, atol=1e-5)` compares. After `backward`,': CHOICE,
        'that is not 0.': CHOICE,
        'has B = 0 and a random': CHOICE,
        'A is not 0. The gradient of': CHOICE,
        'so it is 0 at the first': CHOICE,
        'If both were 0, both gradients would be 0, and neither would': CHOICE,
    },
    'task-merged': {
        '(10 min, level 3, section 5)': (EFFORT, section("LoRA")),
        'LoRA of section 5, a module with': section("LoRA"),
        'before. Differences below 0.00001 are rounding and': CHOICE,
        'The check has three right merges and ten wrong ones. Some': COUNT,
    },
    'help-merged': {
        'is the change 0, so that a': CHOICE,
        'is the scale 1? A second layer': CHOICE,
        'LoRA B is 0, so fill it,': CHOICE,
        'and the rank 2 or more. Go': CHOICE,
        'bias. `torch.allclose(a, b, atol=1e-5)` compares, and `isinstance`': CHOICE,
        'nothing: B is 0, so the change is 0, and a wrong': CHOICE,
        'that is not 0, a scale that is not 1, and a rank above 1.': CHOICE,
    },
    'task-preference': {
        '(6 min, level 2, section 11)': (EFFORT, section("better")),
        'The function gets four log probabilities, each': COUNT,
        'a number above 0.': CHOICE,
        'of x is 1 / (1 + exp(-x)).': CHOICE,
        'For -10, -13, -12 and -11 the gains are 2 and -2. With a beta of 0.5, 2 stands inside of': CHOICE,
        'the loss is 0.127.': CHOICE,
        'or lose a thousand and more. Your': COUNT,
        'a pair with -1,000 inside of the': CHOICE,
        'sigmoid it is 1,000.': CHOICE,
    },
    'help-preference': {
        'Make three numbers first: the': COUNT,
        '`torch.sigmoid(torch.tensor(-1000.0))` is rounded to 0, and the logarithm of 0 is minus infinity.': CHOICE,
        'once, without the 0 in between. Or': CHOICE,
        '`nn.functional.softplus`, which is ln(1 + exp(x)): which': CHOICE,
        'loss is ln 2, about 0.693, for each pair': CHOICE,
        'gained nothing, and 0 stands inside the': CHOICE,
        'The sigmoid of 0 is one half, and -ln of one half is ln 2. A first loss': (CHOICE, COUNT, COUNT, CHOICE),
    },
    'words': {
        'S 型函数 | 1 / (1 + exp(-u)): turns': CHOICE,
    },
    '11.examples': {
        '"seven yuan.", as the': COUNT,
        '"five yuan.", the last': COUNT,
    },
    '11.two-rows': {
        'over tokens, and 38 of the 50 belong to the': (printed('batch', 8), printed('batch', 4) + printed('batch', 8)),
        '38 of 50 tokens are 0.76 of all. The': (printed('batch', 8), printed('batch', 4) + printed('batch', 8), printed('batch', 8) / (printed('batch', 4) + printed('batch', 8))),
    },
    '11.forget': {
        'on plays was 1.5 nats per letter.': printed("forgetting", 4),
        'is it after 30 steps with fares?': CHOICE,
        'above 2': CHOICE,
        'about 1.7, as with the': CHOICE,
        'model of lesson 09': lesson("attention"),
        'still about 1.5': printed("forgetting", 4),
        'Pretraining took 4,000 steps. Do 30 steps at a rate of 0.001 leave the weights': (4000, 30, 0.001),
        'are lost: above 2 nats, where counting four letters has 1.73.': (2, 4, RUNGS['counts, 36 plays']),
    },
    '11.slip': {
        'one of the four mistakes no answer': COUNT,
    },
    '11.first': {
        'that are not 0?': CHOICE,
        '(A x) is 0. The slope of': CHOICE,
        'which is not 0.': CHOICE,
        'and is not 0; the slope of': CHOICE,
        'B, and is 0. After the first': CHOICE,
        'is no longer 0, and then both': CHOICE,
        'With both at 0, both slopes would be 0 for ever.': CHOICE,
    },
    '11.longer': {
        'model was shown 80 of the distances up to 100 km. How are': (SHOWN, 100),
        'it has found 2 x + 1': CHOICE,
        'line of lesson 01 can do that.': lesson("mse"),
        'each ride. Here 73,728 numbers have learned,': printed('add', 0),
    },
}
SAYS = {
    'title': 'after first',
    'section-1 late': 'three',
    'choose-intro': 'never three further before last three not',
    'models intent': 'three first rows',
    'models show': 'three before',
    'models-note': 'larger better more not up last no more',
    'section-2 late': 'row three',
    'row-intro': 'row always after not',
    'row intent': 'three seven last first first',
    'row-note': 'column column below after below last below nothing mean minus',
    'one-loss intent': 'minus mean not three',
    'rows-intro': 'rows rows above right no right nothing three',
    'batch intent': 'rows six rows row row',
    'ask-two-rows': 'first',
    'section-3 late': 'without',
    'full-intro': 'three never more more nothing smaller',
    'train intent': 'never rows never rows',
    'forget-note': 'no more nothing rows thirty half seven never up right right',
    'forgetting intent': 'rows right never',
    'forgetting show': 'first last column right',
    'forgetting-note': 'before no right without rises rows rows half three fewer right not rows never',
    'by-step alt': 'solid vermilion falls blue dashed falls green star after',
    'by-step-caption': 'vermilion mean before dashed never star nothing left below rises falls',
    'section-4 break': 'before after',
    'slips-intro': 'four falls three first no first too_long not right rows left three right right right first',
    'slips show': 'row right first',
    'slips-note': 'no right first right not fewer right no row mean better cannot left not',
    'lora-intro': 'first ten ten never rows columns low first',
    'rank-one intent': 'row column',
    'rank-one show': 'row',
    'rank-one-note': 'row row cannot row rows',
    'ask-rank-figure': 'above below best higher',
    'ask-rank-figure right': 'no row row',
    'ask-rank-figure wrong': 'larger left',
    'rank-figure alt': 'three square blue above vermilion below left squares left lower right best half above lower half below columns right left columns',
    'rank-figure show': 'before left',
    'rank-caption': 'best left square blue square above vermilion below without square minus sum squares left sum up left',
    'rank-note': 'first four left no row further less larger low more',
    'train-lora-intro': 'first before no no',
    'merge-intro': 'before after twice',
    'merge intent': 'before after',
    'merge show': 'last left',
    'section-6': 'best',
    'ways-intro': 'after last last last before no columns right never never',
    'ways intent': 'last rows never mean',
    'ways show': 'column never larger',
    'ways-note': 'row row column three last not last not fewer right never no not larger fewer right last half less more larger larger cannot three',
    'trade alt': 'five rows left last left dashed before right last right dashed dots three',
    'trade-caption': 'five after left right dashed before more lower lowest more more last',
    'line-intro': 'three never longer no',
    'other-note': 'before',
    'ask-fares-figure': 'after more more up first right never right half',
    'ask-fares-figure right': 'half',
    'ask-fares-figure wrong': 'crosses',
    'fares-figure alt': 'vermilion after crosses blue dots black crosses green triangles purple row below',
    'fares-figure show': 'before',
    'fares-caption': 'dots crosses up never triangles longer no no row no right',
    'fares-note': 'first after dots right never right right thirty three below right three thirty longer hundred not no hundred right no',
    'peft-intro': 'nothing',
    'peft show': 'three',
    'section-9': 'five',
    'uses-intro': 'five last above never seven five three last last best four last twice not mean minus more nothing better below right better above',
    'uses show': 'better',
    'uses-note': 'four five better not right column before above down best down down',
    'real-intro': 'below without no',
    'real show': 'before larger without',
    'real-note': 'three before three not right right longer right hundred twenty before',
    'section-11': 'better worse',
    'preference-intro': 'no right better better worse more better worse better minus without better worse',
    'preference-note': 'up less less fall three first',
    'closing': 'before after not not row nothing rows nothing first neither after right longer',
    'closing right': 'no longer',
    'practice': 'ten three dots last below not after first before',
    'task-mask': 'row after row last after before nothing six',
    'help-mask': 'seven row below first six before left six first no first after not never after right not nothing',
    'task-judge': 'rows not rows row more mean minus rows row row row three not',
    'help-judge': 'up sum rows no rows below first columns row sum nothing before up more mean mean rows mean not',
    'task-stop': 'three never largest smallest',
    'help-stop': 'three smallest before first three larger smallest never best no three',
    'task-learns': 'before no not',
    'help-learns': 'three first better without nothing after after first',
    'task-apply': 'row not row row',
    'help-apply': 'first down rows left right neither up first never down up row not after neither',
    'help-count': 'sum sum twice not below',
    'task-merge': 'after',
    'help-merge': 'column nothing',
    'task-start': 'three before below not after not no not not three not three right ten right',
    'help-start': 'before not not more after first right not first not first neither',
    'task-merged': 'before below not not right not not three right ten right',
    'help-merged': 'before nothing first cannot more square without right after before nothing nothing not not above',
    'task-preference': 'better four sum without better worse above minus minus worse better thousand more no',
    'help-preference': 'three first better worse minus without before first better worse nothing half half first',
    'words': 'further before right rows columns low better worse',
    '11.examples': 'seven five last not nothing no without larger',
    '11.two-rows': 'rows mean rows mean nearer mean nearer mean row mean rows mean rows',
    '11.forget': 'after above nothing smaller right above four',
    '11.slip': 'four no more after not not never not first',
    '11.first': 'not before not before neither not before first nothing not after first no longer',
    '11.longer': 'up longer right no longer not no right no longer',
}
