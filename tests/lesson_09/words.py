"""What lesson 09 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import itertools
import math

import torch
from lessons import LESSONS, Lesson, numbers
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import LADDER
from helpers.experiments import SEEDS, stored
from helpers.models import stored_gpt
from helpers.text import split_plays
from lesson_09.drawn import DRAWN
from lesson_09.test_figures import ALTS, KEYS, by_hand, to_the_one_before
from lesson_09.test_numbers import parameters, softmax

here = Here("09")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

RUNGS = {rung.name: rung.nats for rung in LADDER["plays"].rungs}
STORED = stored("gpt")
SIZES = (stored_gpt().tokens.weight.shape[1], stored_gpt().context)  # width, context
TEXT = "■" + "■".join(split_plays()[1])  # what the cell `inside` looks at begins it
SHARES = {mark: 100 * TEXT[:6400].count(mark) / 6400 for mark in "\n "}
WHERE = max(itertools.product(range(2), range(4)), key=lambda place: to_the_one_before(0, *place))
COPIED = numbers(Lesson(LESSONS["09"]).stored_text("no-mask"))[0][0]
MEANS = [[(s <= t) / (t + 1) for s in range(4)] for t in range(4)]
T_WEIGHTS = [printed("same-letter", i) for i in range(4)]


def deviation(width):
    """Of the product of two rows of so many random numbers, from many draws."""
    generator = torch.Generator().manual_seed(width)
    q, k = torch.randn(2, 20_000, width, generator=generator)
    return (q * k).sum(dim=1).std().item()


def slopes(add):
    """The share of the last layer's slope that comes to the first, of twelve, by hand."""
    torch.manual_seed(0)
    layers = [torch.nn.Linear(16, 16) for _ in range(12)]
    x = torch.randn(64, 16)
    for layer in layers:
        x = (x if add else 0) + layer(x).clamp(min=0)
    x.mean().backward()
    return (layers[0].weight.grad.norm() / layers[-1].weight.grad.norm()).item()


def mixed(values, query, keys, sees, scale):
    """One row of attention over the places that it sees, number by number."""
    scores = [sum(a * b for a, b in zip(query, keys[s], strict=True)) / scale for s in sees]
    weights = softmax(scores)
    return sum(weight * values[s] for weight, s in zip(weights, sees, strict=True))


def second_of_four(sees, scale, last=0.0):
    """The second letter's result of four; `last` is added to the value of the last one."""
    keys = [(0.5, 1.0, 0.0, -1.0), (1.0, 0.0, 1.0, 2.0), (0.0, 1.0, 1.0, 0.5), (2.0, 1.0, 0.0, 0.0)]
    return mixed([1.0, 2.0, 3.0, 4.0 + last], (1.0, 2.0, 0.0, 1.0), keys, sees, scale)


RIGHT = second_of_four((0, 1), 2)
SUSPECTS = {"turned": ((1, 2, 3), 2), "wide": ((0, 1), 12**0.5)}
LEAKING = {one for one, of in SUSPECTS.items() if second_of_four(*of) != second_of_four(*of, 1.0)}
OTHER = {one for one, of in SUSPECTS.items() if second_of_four(*of) != RIGHT}
IN_ORDER = mixed([1.0, 2.0, 3.0], (1.0,), [(0.5,), (1.0,), (2.0,)], (0, 1, 2), 1)
EXCHANGED = mixed([2.0, 1.0, 3.0], (1.0,), [(1.0,), (0.5,), (2.0,)], (0, 1, 2), 1)

ASKED = {
    "09.matrix": (
        "1/3, 1/3, 1/3, 0" if MEANS[2] == [1 / 3, 1 / 3, 1 / 3, 0] else "",
        {
            "0, 0, 1, 0": "third letter alone",
            "1/3, 1/3, 1/3, 0": "counts a third",
            "1/4, 1/4, 1/4, 1/4": "all four letters",
        },
    ),
    "09.same-letter": (
        "the same weight" if T_WEIGHTS[0] == T_WEIGHTS[3] else "",
        {
            "the same weight": "depends on the letter alone",
            "more to itself": "fits itself",
            "more to the first one": "first place is special",
        },
    ),
    "09.scale": (
        "about 8" if 7.8 < deviation(64) < 8.2 else "",
        {
            "about 1": "But they are added up",
            "about 8": "cancels out",
            "about 64": "the same sign",
        },
    ),
    "09.case": (
        "the leak test finds turned, the comparison finds both"
        if LEAKING == {"turned"} and OTHER == {"turned", "wide"}
        else "",
        {
            "the leak test finds both": "one thing only",
            "the comparison finds wide alone": "the right numbers",
            "the leak test finds turned, the comparison finds both": "lets the future in",
        },
    ),
    "09.cut": (
        "view, then transpose" if printed("cut", 5) == 4 and printed("cut", 11) == 10 else "",
        {
            "both": "in the same order",
            "view alone": "twelve numbers",
            "view, then transpose": "cut each token",
        },
    ),
    "09.exchange": (
        "it stays the same" if math.isclose(IN_ORDER, EXCHANGED) else "",
        {
            "it stays the same": "does not depend on the order",
            "it changes": "or also where",
            "it changes with several heads only": "a part of the numbers",
        },
    ),
    "09.deep": (
        "tiny with x = layer(x), and not with x = x + layer(x)"
        if slopes(False) < 0.001 and 0.1 < slopes(True) < 10
        else "",
        {
            "about as large, in both ways": "passes eleven layers",
            "tiny, in both ways": "two parts",
            "tiny with x = layer(x), and not with x = x + layer(x)": "small numbers, layer after layer",
        },
    ),
    "09.ladder": (
        "between the bigram (2.52) and the counts of 4 letters (1.86)"
        if RUNGS["counts, 4 letters"] < RUNGS["GPT, in class"] < RUNGS["bigram by counts"]
        else "",
        {
            "a lower loss than the counts of 4 letters (1.86)": "has some seconds",
            "between the bigram (2.52) and the counts of 4 letters (1.86)": "less than once",
            "a higher loss than the bigram (2.52)": "some hundred steps",
        },
    ),
    "09.no-mask": (
        "far lower than that of any honest model" if COPIED < min(RUNGS.values()) / 4 else "",
        {
            "far lower than that of any honest model": "can look there",
            "about the same": "more than before",
            "higher: the future disturbs it": "stands the answer",
        },
    ),
}

METHOD = "a method of tensors, by its name"
NAME = "a name of the exercise's own, before the code has it"
NAMED = "a package or a layer, named in passing"
INLINE = {
    "transpose": METHOD,
    "view": METHOD,
    "scaled_dot_product_attention": "a function of torch, by its name",
    "tril(-1)": METHOD,
    "Linear": NAMED,
    "Embedding": NAMED,
    "out": "the layer of the class below",
    "*x.shape[:2]": "a part of a call",
    "self.weights": "an attribute within the class",
    "detach()": METHOD,
    "flatten(2)": METHOD,
    "ids[:, -context:]": "any batch of ids, before the lesson has one",
    "x = layer(x)": "a line of the function below, with its names",
    "x = x + layer(x)": "a line of the function above, with its names",
    "parameters()": "a method of models, by its name",
    "self.modules()": "a method within the class",
    "@torch.no_grad()": "a line above a function",
    "amax": METHOD,
    "python -m helpers measure 09": "a command for the terminal",
    "transformers": NAMED,
    "c_attn": NAMED,
    "generate": "a method of the other model, by its name",
    "a.transpose(-2, -1)": "any tensor, as the hint says",
    "masked_fill(places, number)": "a call with names for what it wants",
    "model(ids)": NAME,
    "% V": "a part of an expression",
    "[:, :-1]": "a part of an expression",
    "q, k, v = torch.randn(3, B, H, T, D)": NAME,
    "torch.allclose(a, b, atol=1e-5)": "any two tensors, as the hint says",
    "transpose(0, 1)": METHOD,
    "with torch.no_grad():": "the head of a block",
    "(after - before).abs().amax(dim=-1)[0] > 1e-6": NAME,
    "x.var(dim)": "a call with a name for what it wants",
    "abs(a - b)": "any two numbers, as the hint says",
    "width**2": NAME,
    "progress.json": "the name of a file",
}
# fmt: off
WORDS = {
    'title': {
        'You need lesson 06 (layers, embeddings, the': lesson("layers"),
        'ladder) and lesson 08 (windows, `@` on': lesson("tokens"),
    },
    'past-intro': {
        'network of lesson 06 at the last five or eight. Each of these': (lesson("layers"), COUNT, COUNT),
        'as in lesson 06, and T letters': lesson("layers"),
        'of the rows 0 to t:': code('loop', 0),
    },
    'loop intent': {
        'x: 4 letters with 2 numbers each, [[2, 0], [4, 2], [0, 4], [2, 2]], floats.': code('loop', 4, 2, 2, 0, 4, 2, 0, 4, 2, 2),
        'of the rows 0 to t; stack': code('loop', 0),
    },
    'softmax-intro': {
        'add up to 1: how much each': code('mask-softmax', 1),
        '**score** (得分), here 0. Put minus infinity': CHOICE,
        'as in lesson 08, but here True': lesson("tokens"),
        'Then softmax (lesson 05) makes weights of': lesson("cross"),
        'scores: $e^{-\\infty}$ is 0, and so is': CHOICE,
    },
    'mask-softmax intent': {
        'future: ones (4, 4), bool, .triu(1): True above the': code('mask-softmax', 4, 4, 1),
    },
    'mask-softmax show': {
        'class say row 1 of the softmax.': code('mask-softmax', 1),
    },
    'softmax-note': {
        'All scores are 0 here, so all': code('by-hand', 0),
    },
    'qkv-intro': {
        'Each letter gets three rows of numbers:': COUNT,
        'Its query is (1, 2); the keys of the four letters stand below:': (*code('by-hand', 1, 2), COUNT),
    },
    'by-hand intent': {
        'h, a, n: [[1, 0], [0, 1], [-1, 1], [2, -1]]. query: [1, 2].': code('by-hand', 1, 0, 0, 1, -1, 1, 2, -1, 1, 2),
        'weights: softmax. values: [[10], [20], [30], [40]].': code('by-hand', 10, 20, 30, 40),
    },
    'layers-intro': {
        'keys by hand. Three layers make them': COUNT,
        'Here D is 4, and T is 4 by chance: q': code('layers', 4, 4),
    },
    'layers intent': {
        'seed 1; ids of "that"; x: Embedding(99, 8) of them, (4, 8).': code('layers', 1, 99, 8, 4, 8),
        'Three Linear(8, 4, bias=False): q, k,': (COUNT, *code('layers', 8, 4)),
    },
    'layers-note': {
        'looked at. The three layers are the': COUNT,
    },
    'scale-intro': {
        'whose mean is 0 and whose standard deviation is 1 (lesson 04), and look at': (0, 1, lesson('linear')),
        'each query meets 16 keys. With equal': printed("scale", 4),
        'weight would be 1/16, or 0.06. (`amax` gives the': (1, 16, 1 / 16),
    },
    'scale intent': {
        'seed 0. For D 4, 16, 64, 256: q (1000, 1, D), k (1000, 16, D) normal.': code('scale', 0, 4, 16, 64, 256, 1000, 1, 1000, 16),
        'scores: q @ k.transpose(1, 2). Print D, their': code('scale', 1, 2),
        'for scores / D**0.5.': code('scale', 0.5),
    },
    'scale-derivation': {
        '*independent*), with mean 0 and variance 1.': code('scale', 0, 1),
        '(both have mean 0, and neither knows': code('scale', 0),
        '(its mean is 0), and that is': code('scale', 0),
        'weights are near 0 or 1. Then a small': code('scale', 0, 1),
        'slopes are nearly 0, and the model': code('scale', 0),
    },
    'ask-scores-figure': {
        'the root of 2. Where must it': len(KEYS['1 t']),
    },
    'ask-scores-figure wrong': {
        'if you go twice as far in': COUNT,
    },
    'scores-figure alt': {
        'the keys of four letters, blue dots: 1 t on the right, 2 h above, 3 a on the left, 4 n below; an': (COUNT, *ALTS['scores_to_weights'][:4]),
        'the query of 4 n, from the': ALTS['scores_to_weights'][4],
        'of the scores -1.41, -0.71, 1.41 and 0.71. Right: bars of the weights 0.04, 0.07, 0.60 and 0.29. Nothing is masked, since 4 n is the': ALTS['scores_to_weights'][5:],
    },
    'scores-caption': {
        'A: one query, four keys, and the': COUNT,
        'query that is twice as long makes': COUNT,
        'of the scores twice as large, and': COUNT,
        'key of t, (1.5, 0.5), the t gets 0.73; at (3, 1), twice as far, it gets 0.94. If you choose': (*KEYS['1 t'], by_hand('4 n', *KEYS['1 t'])[1][0], 3, 1, COUNT, by_hand('4 n', 3, 1)[1][0]),
    },
    'causal-intro': {
        'T targets (lesson 08). Letter t must': lesson("tokens"),
        'letter t + 1. If it may': code('attention', 1),
        'letter t + 1, it need not': code('attention', 1),
        'as in section 1. All of attention': section("mean"),
        'few lines. (Dimension -1 is the last one, and -2 the one before': code('attention', -1, -2),
    },
    'attention intent': {
        'q, k, v (2, 5, 4); change the last': code('attention', 2, 5, 4),
        'q, k, v: randn(3, 2, 5, 4).': code('attention', 3, 2, 5, 4),
    },
    'leak-note': {
        '`turned` masks with `tril(-1)`, the places before': code('suspects', -1),
        'the root of 12. That is C,': printed("measure", 2),
        'has D = 4 of them; section 4 builds such a': (*code('measure', 4), section('Heads')),
    },
    'heads-intro': {
        'with C = 6 numbers each; the number 14 is number 4 of token 1:': code('numbers', 6, 14, 4, 1),
    },
    'class-intro': {
        'a layer (lesson 06). A fourth `Linear`,': lesson("layers"),
    },
    'class-attention intent': {
        'weights.detach(); transpose back, flatten(2), out.': code('class-attention', 2),
    },
    'class-note': {
        '`*x.shape[:2]` stands for B and T; -1 lets `view` compute': code('class-attention', 2, -1),
        'graph of lesson 03. `flatten(2)` joins the last': (lesson('autograd'), *code('class-attention', 2)),
    },
    'position-intro': {
        'In section 2 both t of': section("Query"),
    },
    'exchange intent': {
        'seed 0. embed: Embedding(99, 8); layer: Attention(8, 2).': code('exchange', 0, 99, 8, 8, 2),
        'last(text): row -1 of layer of': code('exchange', -1),
    },
    'position-note': {
        'language, order is half of the meaning.': COUNT,
    },
    'positions show': {
        'knows about place 16 if all training texts have 10 letters.': (*code('positions', 16), EXAMPLE),
    },
    'position-end': {
        'its rows are 0 to 15, and the next text has 17 characters. The next': (0, 16 - 1, code('positions', 16)[-1], len('seventeen letters')),
    },
    'block-intro': {
        'to train. Take twelve small layers, in': COUNT,
    },
    'deep intent': {
        'deep(add): seed 0, 12 layers Sequential(Linear(16, 16), ReLU()); x: randn(64, 16).': code('deep', 0, 12, 16, 16, 64, 16),
    },
    'residual-note': {
        'residual of lesson 01, prediction minus label:': lesson("mse"),
        'In the code, `1e-5` is 0.00001. It keeps the': (*code('norm', 1e-5), 1e-5),
        'from dividing by 0:': code('deep', 0),
    },
    'norm intent': {
        'variance (unbiased=False) + 1e-5. Compare with LayerNorm(8), x randn(2, 5, 8).': code('norm', 1e-05, 8, 2, 5, 8),
    },
    'norm-note': {
        'the factors are 1 and the shifts 0.': (1, 0),
        'alone; as in GPT-2, the first makes four times as many': (EXAMPLE, COUNT),
        'the form that GPT-2 has (`approximate="tanh"`).': code('norm', 2),
    },
    'class-block intent': {
        '4 * width, GELU(approximate="tanh"),': code('class-block', 4),
    },
    'block-figure alt': {
        'plus: attention, with 10 steps, and the MLP, with 3. Beside them stand': ALTS['through_a_block'][:2],
        'names of all 16 steps. A black': ALTS['through_a_block'][2],
        'stands a shape: (2, 8, 12).': ALTS['through_a_block'][3:],
    },
    'class-gpt intent': {
        'all weights normal, std=0.05; tie.': code('class-gpt', 0.05),
    },
    'gpt-note': {
        'standard deviation of 0.05; biases and norms': code('class-gpt', 0.05),
        'is near ln 99, as it should be (lesson 05). Look at the': (printed("shapes", 14), lesson("cross")),
        'two rows of eight letters:': COUNT,
    },
    'train-intro': {
        'windows of the nine comedies (`Windows`, lesson 08). First 700 large steps, and then 200 smaller ones. The': (COUNT, lesson('tokens'), *code('train', 700, 200)),
        'into rows of 32 tokens.': code('data', 32),
    },
    'data intent': {
        'T = 32. With Windows, stream,': code('data', 32),
    },
    'train intent': {
        'seed 0; model: GPT(99, T, width=48, heads=4, layers=2).': code('train', 0, 99, 48, 4, 2),
        'For lr 0.003 with 700 batches, then 0.001 with 200: Adam; Windows(path, T, 24,': code('train', 0.003, 700, 0.001, 200, 24),
        'seed=batches); fit for 1 epoch. Print evaluate': code('train', 1),
    },
    'ladder alt': {
        'from above: uniform 4.60 nats per letter, unigram 3.32, bigram by counts 2.52, bigram of 400 merges 2.01, GPT in class 1.98, counts of 4 letters 1.86, GPT of 1,000 merges 1.77, GPT after 6,000 steps 1.77. Blue dots are': (RUNGS['uniform'], RUNGS['unigram'], RUNGS['bigram by counts'], 400, RUNGS['bigram, 400 merges'], RUNGS['GPT, in class'], 4, RUNGS['counts, 4 letters'], 1000, RUNGS['GPT, 1,000 merges'], 6000, RUNGS['GPT, 6,000 steps']),
    },
    'ladder-caption': {
        'Three marks are new.': COUNT,
        'near it. "GPT, 1,000 merges" has the': 1000,
        'tokens of lesson 08, so its tables': lesson("tokens"),
        'are larger. "GPT, 6,000 steps" is wider, sees 64 letters, and was': (STORED[-1].step, SIZES[1]),
        'some minutes; section 8 looks into it.': section("inside"),
    },
    'merges-intro': {
        'stored runs on three kinds of tokens': COUNT,
        '-m helpers measure 09`), each with the seeds 0, 1 and 2. They draw other': (9, *SEEDS),
    },
    'merges-note': {
        'A row of 32 merged tokens is more than twice as long in': (*code('data', 32), COUNT),
        'a model, for 300 steps only:': code('no-mask', 300),
    },
    'inside-intro': {
        'class, with width 64 and a context of 64, after 6,000 steps. It writes': (*SIZES, STORED[-1].step),
        'read the last 64 tokens, draw the': SIZES[1],
        'its probabilities (lesson 05), put it at': lesson("cross"),
    },
    'write intent': {
        'text, n): ids (1, N); n times:': code('write', 1),
        'context of 64. Print 160 characters after "VIOLA:", seed 4.': (printed("inside", 3), CHOICE, CHOICE),
    },
    'ask-attention-figure': {
        'One of the eight heads looks mostly': COUNT,
        'it: in block 0, which reads the': code('write', 0),
        'or in block 1, which reads what block 0 has added?': code('write', 1, 0),
    },
    'ask-attention-figure right': {
        'Block 0: it reads the': code('write', 0),
        'letters themselves. Block 1 reads what block 0 has found.': code('write', 1, 0),
    },
    'ask-attention-figure wrong': {
        'Block 1: it comes last,': code('write', 1),
        'What does block 1 already know of': code('write', 1),
        'before, when block 0 has looked at': code('write', 0),
    },
    'attention-figure alt': {
        'w at place 17 is orange, with': ALTS['attention_of_a_model'][0],
        'the space at 15, 0.33. On the right, three bars: the model': (*ALTS['attention_of_a_model'][1:3], COUNT),
        'comes next, with 87 %, then h': ALTS['attention_of_a_model'][3],
    },
    'attention-caption': {
        'It is head 3 of block 0: in each of the three lines it gives': (WHERE[1], WHERE[0], COUNT),
        'none of the three has a line': COUNT,
        'So measure on 100 rows of the': code('inside', 100),
    },
    'inside intent': {
        'on the first 100 rows of 64 of new, no_grad;': code('inside', 100, 64),
    },
    'inside-end': {
        'Line breaks are 4 % of the': SHARES['\n'],
        'them more than seven times as much. Spaces are 16 %, and another': (COUNT, SHARES[' ']),
        'head gives them twice as much. From': COUNT,
    },
    'count-intro': {
        '13 C$ (lines 2 to 4 added up: one': (CHOICE, LINE, LINE),
    },
    'count-note': {
        'is nearly all: twice the width means four times the parameters.': COUNT,
    },
    'section-10': {
        'same weights in GPT-2': code('count', 2),
    },
    'hf-intro': {
        'GPT-2, published in 2019, is this model,': Given('the year of its publication'),
    },
    'gpt2 show': {
        'Match three names of our model with three of the other': COUNT,
    },
    'pad-intro': {
        'end mark, number 0. Often 0 is given as': code('pad', 0, 0),
        'then takes each 0 of the start': code('pad', 0),
    },
    'closing': {
        'a size near 1, and softmax does': code('pad', 1),
    },
    'practice': {
        'Eleven exercises, about 60 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, CHOICE, CHOICE),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-past': {
        '(4 min, level 1, section 1)': (EFFORT, section("mean")),
        'mean of rows 0 to t of': EXAMPLE,
        'For the rows `[2, 0]`, `[4, 6]` and `[0, 3]` the result is `[2, 0]`, `[3, 3]` and `[2, 3]`.': EXAMPLE,
    },
    'help-past': {
        'a table of three rows, how much': COUNT,
        'result. These are three rows of three numbers. Which of them are 0, and what does': (COUNT, COUNT, CHOICE),
        'mean over dimension 0, and put the': EXAMPLE,
        'slice holds rows 0 to t? With a matrix: `torch.ones(3, 3).tril()` has zeros above': EXAMPLE,
        'sum over dimension 1 stays a column.': EXAMPLE,
        'row t + 1, too?** Row t + 1 belongs to the': EXAMPLE,
    },
    'task-attend': {
        '(6 min, level 2, section 3)': (EFFORT, section("leaks")),
    },
    'help-attend': {
        'There are four steps: the scores,': COUNT,
        '`a.transpose(-2, -1)` turns the last': EXAMPLE,
        'the texts alone. `torch.ones(3, 3, dtype=torch.bool).triu(1)` is `True` above': EXAMPLE,
        'weight of exactly 0, and does it': EXAMPLE,
        'test of section 3: change the future,': section("leaks"),
    },
    'task-leak': {
        '(6 min, level 3, section 3)': (EFFORT, section("leaks")),
        'Section 3 tested one attention': section("leaks"),
        'are numbers from 0 to V - 1. Give back `True`': EXAMPLE,
        '`leaks` of section 3. Differences below 0.00001 are rounding and': (section("leaks"), CHOICE),
        'right models and nine wrong ones. If': COUNT,
    },
    'help-leak': {
        'Call the model twice: once with `ids`,': COUNT,
        'A token plus 1 is another token': EXAMPLE,
        'V back to 0, and V is': EXAMPLE,
        'the logits. `[:, :-1]` takes all places': EXAMPLE,
    },
    'task-sdpa': {
        '(5 min, level 2, section 3)': (EFFORT, section("leaks")),
        'k, v)` takes three tensors of shape': COUNT,
        'head H is 1. The width of': EXAMPLE,
        'right attentions and ten wrong ones. Some': COUNT,
    },
    'help-sdpa': {
        'A size of 1 hides a mistake,': EXAMPLE,
        'k, v = torch.randn(3, B, H, T,': EXAMPLE,
        'D)` draws all three; write four different numbers for': COUNT,
        'ways: `torch.allclose(a, b, atol=1e-5)` lets this pass.': EXAMPLE,
        '**With H = 1 a scale by': EXAMPLE,
        'With H = 1, C and D': EXAMPLE,
        'and larger than 1: then each size': EXAMPLE,
    },
    'task-heads': {
        '(5 min, level 2, section 4)': (EFFORT, section("Heads")),
        '/ heads). Head 0 gets the first': EXAMPLE,
        'each token, head 1 the next ones,': EXAMPLE,
        'the two tokens `[1, 2, 3, 4]` and `[5, 6, 7, 8]` and two heads, head 0 is `[[1, 2], [5, 6]]`, and head 1 is `[[3, 4], [7, 8]]`.': EXAMPLE,
    },
    'help-heads': {
        'Make `x = torch.arange(1, 9).view(1, 2, 4)`, the text of': EXAMPLE,
        'their order. With `torch.arange(6).view(2, 3)` the numbers 0, 1, 2 stand in a': EXAMPLE,
        'dimensions change places: `transpose(0, 1)` does it for': EXAMPLE,
        '**A width of 64 is shared by four heads, and then by eight. How does the': (printed("gpt2", 0), COUNT, COUNT),
        'a table of 64 times 64 weights each, and': (printed("gpt2", 0), printed("gpt2", 0)),
        'compares fewer numbers: 8 in place of 16.': EXAMPLE,
    },
    'task-positions': {
        '(6 min, level 3, section 5)': (EFFORT, section("Positions")),
        '`model.context` tokens. Token 0 is there in': EXAMPLE,
        'each model, so `torch.zeros(1, T, dtype=torch.int64)` is': EXAMPLE,
        'token uses row 0 and no other': EXAMPLE,
        'right models and nine wrong ones. An': COUNT,
    },
    'help-positions': {
        'change when row 0 changes, and they': EXAMPLE,
        'LayerNorm.) `(after - before).abs().amax(dim=-1)[0] > 1e-6` says for each': EXAMPLE,
        'is lost?** Row 0: no text uses': EXAMPLE,
    },
    'task-norm': {
        '(5 min, level 2, section 6)': (EFFORT, section("block")),
        '(their variance + 0.00001). The variance is': EXAMPLE,
        'The numbers 1, 1, 3, 3 have the mean 2 and the variance 1, so they become about -1, -1, 1, 1. Equal numbers become 0. Write the steps': EXAMPLE,
    },
    'help-norm': {
        'Try it with `torch.tensor([[[1.0, 1, 3, 3], [10, 10, 30, 30]]])`, one text with': EXAMPLE,
        'shape (B, T, 1), and fits x': EXAMPLE,
        'by C - 1, unless you say `correction=0`. Or you make': EXAMPLE,
        'number, in Python `1e-5`, belongs inside the': EXAMPLE,
        'one token are 1, 1, 3, 3, and those of another one 10, 10, 30, 30. What does your': EXAMPLE,
        'Nearly the same: -1, -1, 1, 1. How large the': EXAMPLE,
    },
    'task-first-loss': {
        '(4 min, level 2, section 6)': (EFFORT, section("block")),
        '(B, T + 1), and V, the': EXAMPLE,
        'drawn evenly from 0 to V - 1. The model takes': EXAMPLE,
        'token is within 0.3 of ln V,': EXAMPLE,
        'right models and five wrong ones. An': COUNT,
    },
    'help-first-loss': {
        'as in lesson 08: what the model': lesson("tokens"),
        '`ids[:, :-1]` is all but': EXAMPLE,
        'last token, `ids[:, 1:]` all but the': EXAMPLE,
        '(B · T,): `.flatten(0, 1)` and `.flatten()`. `math.log`': EXAMPLE,
    },
    'task-learn-one': {
        '(7 min, level 3, section 6)': (EFFORT, section("block")),
        'of T + 1 tokens, of shape (T + 1,). Some tokens come': EXAMPLE,
        'loss falls below 0.1, and `False` if': EXAMPLE,
        'are tiny, and 100 steps of Adam': EXAMPLE,
        'right models and five wrong ones. An': COUNT,
    },
    'help-learn-one': {
        'the model reads, (1, T), and what': EXAMPLE,
        'after each token, (1, T). Then a': EXAMPLE,
        'as in lesson 04. At the end,': lesson("linear"),
        '`ids[None, :-1]` is all but': EXAMPLE,
        'T,). `torch.optim.Adam` with `lr=0.01` learns in some': EXAMPLE,
        'learning rate of 0.1 the loss jumps.': EXAMPLE,
        'stays at ln 2 or above. So': EXAMPLE,
        'sequence falls to 0.': EXAMPLE,
    },
    'task-next': {
        '(5 min, level 2, section 7)': (EFFORT, section("Train")),
        'add up to 1. The model knows': EXAMPLE,
    },
    'help-next': {
        'Four steps: cut the': COUNT,
        '`[7, 8, 9][-2:]` is `[8, 9]`, and `[7, 8, 9][-5:]` is the whole': EXAMPLE,
        'have the shape (1, T, V). In': EXAMPLE,
        'text has a thousand letters, and the': COUNT,
        'the model is 64. What does it': printed("gpt2", 0),
        'sees the last 64 letters, and it': printed("gpt2", 0),
    },
    'task-parameters': {
        '(5 min, level 2, section 9)': (EFFORT, section("parameters")),
        'more than a hundred million parameters.': COUNT,
        'value and out, four layers from C': COUNT,
        'two norms. All six layers have biases.': COUNT,
        'For 10 symbols, a context of 4, a width of 2 and one layer these are 106.': EXAMPLE,
    },
    'help-parameters': {
        'block there are 32 parameters, and inside there are 74.': EXAMPLE,
        'A layer from 3 to 5 numbers has 15 weights, and 5 biases: one for': EXAMPLE,
        'each of the four layers of attention': COUNT,
        'of C is `width**2`. (In Python the': EXAMPLE,
        '**A model becomes twice as wide, and': COUNT,
        'blocks have?** Nearly four times: almost all': COUNT,
        'C numbers, or four times as many.': COUNT,
        'are few. With twice as many layers': COUNT,
    },
    'words': {
        'stretched to mean 0 and standard deviation 1 |': CHOICE,
    },
    '09.matrix': {
        'W of shape (4, 4). What stands in row 2 of W, for': (4, 4, EXAMPLE),
        '0, 0, 1, 0': EXAMPLE,
        'the mean of three.': COUNT,
        '1/3, 1/3, 1/3, 0': EXAMPLE,
        'of the first three letters counts a': COUNT,
        '1/4, 1/4, 1/4, 1/4': EXAMPLE,
        'mean of all four letters. The fourth': COUNT,
    },
    '09.same-letter': {
        'looks at all four. Does it give': COUNT,
        'letter stands. Section 5 changes that.': section("Positions"),
    },
    '09.scale': {
        'of D = 64 such numbers, multiplied': printed("scale", 8),
        'about 1': CHOICE,
        'Each of the 64 products is about': printed("scale", 8),
        'about 8': deviation(64),
        'Of 64 products, some are above 0 and some below,': (printed("scale", 8), CHOICE),
        'about 64': printed("scale", 8),
        'be if all 64 products had the': printed("scale", 8),
        'the root of 64. With four times as many': (printed("scale", 8), COUNT),
    },
    '09.cut': {
        'have the shape (1, 2, 2, 3). Head 0 must get the first three numbers of each': (CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, COUNT),
        'the row of twelve numbers in the': COUNT,
        'which they stand: 0 to 5, then 10 to 15.': CHOICE,
        'view alone, head 0 has the whole of token 0 and nothing of token 1: it takes parts': CHOICE,
    },
    '09.deep': {
        'Twelve layers, in two': COUNT,
        'the slope passes eleven layers. What does': COUNT,
    },
    '09.ladder': {
        '900 steps with 24 windows of 32 letters. Where on': (700 + 200, code('train', 700, 200)[-1], *code('train', 24), *code('data', 32)),
        'the counts of 4 letters (1.86)': (4, RUNGS['counts, 4 letters']),
        'sees up to 32 letters, and not four. But it starts': (*code('data', 32), COUNT),
        'between the bigram (2.52) and the counts of 4 letters (1.86)': (RUNGS['bigram by counts'], 4, RUNGS['counts, 4 letters']),
        'a higher loss than the bigram (2.52)': RUNGS['bigram by counts'],
        'first, in some hundred steps.': COUNT,
    },
}
SAYS = {
    'title': 'after',
    'section-1': 'mean',
    'past-intro': 'last five eight not longer more mean row row mean rows',
    'loop intent': 'mean rows',
    'softmax-intro': 'row up not minus not',
    'mask-softmax intent': 'above',
    'mask-softmax show': 'row',
    'softmax-note': 'more',
    'qkv-intro': 'three rows first up mean last four below',
    'layers-intro': 'three',
    'layers intent': 'three',
    'layers-note': 'row column three',
    'scale-intro': 'mean largest',
    'scale intent': 'mean largest',
    'scale-derivation': 'square mean squared mean without mean mean mean neither mean mean up no longer without',
    'ask-scores-figure right': 'longer largest larger',
    'ask-scores-figure wrong': 'twice',
    'scores-figure alt': 'left four blue dots right above left below left down right nothing last',
    'scores-caption': 'four twice twice more twice after',
    'causal-intro': 'not before last before',
    'attention intent': 'last last row rows before',
    'leak-note': 'nothing before no right faster not without falls before right',
    'case show': 'before down',
    'case-note': 'too_large too_small more',
    'heads-intro': 'before last last',
    'class-attention show': 'before',
    'class-note': 'left last',
    'section-5 break': 'before after',
    'exchange intent': 'last row row last last',
    'position-note': 'half row row',
    'position-end': 'rows',
    'outside-note': 'too_long last before never',
    'block-intro': 'more row twelve first last sum squares',
    'deep intent': 'mean first last',
    'residual-note': 'not minus sum first grow first mean',
    'norm intent': 'minus mean last',
    'norm-note': 'first four without',
    'block-figure alt': 'thick blue right plus black square first',
    'block-figure show': 'before',
    'block-caption': 'row not last row',
    'class-gpt intent': 'too_long',
    'gpt-note': 'first first rows eight',
    'section-7 late': 'without',
    'train-intro': 'always nine first smaller rows',
    'data intent': 'rows',
    'ladder alt': 'row above after blue dots vermilion diamonds',
    'ladder-caption': 'diamonds three larger wider',
    'merges-intro': 'three',
    'merges show': 'more more',
    'merges-note': 'row more twice more more larger longer',
    'inside-intro': 'after last above nothing',
    'write intent': 'last last after',
    'inside-note': 'no',
    'ask-attention-figure': 'eight before',
    'ask-attention-figure wrong': 'last right before before',
    'attention-figure alt': 'rows orange black square below after no right three',
    'attention-caption': 'three before three rows largest',
    'inside intent': 'first rows columns mean largest',
    'inside-end': 'more seven twice not',
    'count-intro': 'last first up last',
    'count show': 'grows fastest doubles',
    'count-note': 'not twice four',
    'hf-intro': 'larger nothing',
    'gpt2 show': 'three three',
    'pad-intro': 'no no',
    'closing': 'mean before rows not last without last not plus last',
    'closing right': 'mean',
    'practice': 'eleven three dots last below not after first before',
    'task-past': 'mean rows row mean rows row no row after column rows',
    'help-past': 'down three rows row row three rows three row up mean rows rows above rows up up sum column row row row row fall low no no',
    'task-attend': 'before first row row without',
    'help-attend': 'four after row column last above before after last rows last row no',
    'task-leak': 'rows no below not right nine',
    'help-leak': 'twice last row not not plus last last not right not nothing nothing',
    'task-sdpa': 'right three rows not right ten right',
    'help-sdpa': 'three four right larger',
    'task-heads': 'first',
    'help-heads': 'right row last first first four eight not after more more fewer',
    'task-positions': 'row right row no row row row right nine',
    'help-positions': 'row not row row before not under row row after before first row row no shorter last row not no row no',
    'task-norm': 'mean mean squared mean sum mean without',
    'help-norm': 'mean mean mean mean mean squares before',
    'task-first-loss': 'first before nothing mean not right five',
    'help-first-loss': 'rows after last first after larger before not right nothing without',
    'task-learn-one': 'right cannot before not after rows falls below not right five',
    'help-learn-one': 'first row after not last row first not right above fall falls',
    'task-next': 'row up longest row smaller larger larger',
    'help-next': 'four row after more no more first row thousand first nothing last nothing first longer before',
    'task-parameters': 'right last no more hundred million rows last no rows four six more last',
    'help-parameters': 'last four square twice four four double twice',
    'words': 'not mean mean square row mean without',
    '09.matrix': 'row row not mean three first three last nothing mean four row up rows above',
    '09.same-letter': 'last four first more more first first row nothing',
    '09.scale': 'up up above below sum four doubles more more largest',
    '09.case': 'right neither nothing not',
    '09.cut': 'first three right row twelve first nothing no right',
    '09.exchange': 'before last row mean not not mean',
    '09.deep': 'twelve first last eleven sum not without sum after without sum shrinks less left first',
    '09.ladder': 'lower up not four less higher first hundred after more',
    '09.no-mask': 'no lower without more before higher more no',
}
