"""What lesson 10 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

from lessons import LESSONS, Lesson
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import LADDER
from helpers.experiments import stored
from helpers.pretraining import PRESETS
from helpers.text import plays
from lesson_10.drawn import DRAWN
from lesson_10.test_figures import ALTS, CURVES, away, of_batches
from lesson_10.test_figures import RATES as FIGURE_RATES
from lesson_10.test_numbers import LEFT_OUT, one

here = Here("10")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

RUNGS = {rung.name: rung.nats for rung in LADDER["plays"].rungs}
BASE, BASE_RUN = stored("base"), PRESETS["base"]
CROSSED = next(row.tokens for row in BASE if row.train < row.held_out) / 1e6
PLAYS = len(plays()) - len(LEFT_OUT)
RATES = (0.003, 0.01, 0.03)  # of the recipe's runs
CONSTANT = [d for rate in FIGURE_RATES if (d := away(rate, 0, "constant")) is not None]
DOLLARS, HOURS = 2, printed("price", 14) / 4e14 / 3600
RECIPE = {(r.way, r.lr, r.seed): r.held_out for r in stored("recipe")}


def worse(way, lr=0.01):
    """By how much a way is worse than the whole recipe, for each seed."""
    return [RECIPE[way, lr, seed] - RECIPE["whole", lr, seed] for seed in (0, 1)]


ASKED = {
    "10.operations": (
        "4, twice as many" if printed("operations", 4) == 2 else "",
        {
            "none: the slopes are there already": "have to be worked out",
            "2, the same way back": "weight itself need",
            "4, twice as many": "make the slope of the weight",
        },
    ),
    "10.decay": (
        "the second, with the small slopes" if one(0.01, False) < 0.5 < one(100, False) else "",
        {
            "both, alike": "AdamW does that",
            "the second, with the small slopes": "nearly all decay",
            "the first, with the large slopes": "What is left of it",
        },
    ),
    "10.recipe": (
        "Adam alone" if max(worse("none", 0.003)) < -0.1 else "",
        {
            "the whole recipe": "guard against steps",
            "Adam alone": "makes most steps shorter",
            "no difference": "cannot do the same",
        },
    ),
    "10.resume": (
        "no: a weight is off by 0.05 or more" if printed("resume", 0) >= 0.05 else "",
        {
            "no: a weight is off by 0.05 or more": "What else does a step need",
            "nearly: the last digits differ": "steps themselves are others",
            "yes, to the last bit": "means of the optimizer",
        },
    ),
    "10.shards": (
        "nothing"
        if "alike           the same rows: True" in Lesson(LESSONS["10"]).stored_text("shards")
        else "",
        {
            "nothing": "both gradients are equal",
            "a batch twice as large": "with other rows",
            "half of the noise": "0.7 of the noise",
        },
    ),
    "10.base": (
        "larger by 0.1 or more" if BASE[-1].held_out - BASE[-1].train > 0.1 else "",
        {
            "smaller": "what it has read than",
            "about the same": "far more text",
            "larger by 0.1 or more": "this one never",
        },
    ),
}

NAMED = "a program, a class or a function, named in passing"
OPTION = "an option of the command"
OWN = "a part of a line with names of the exercise's own"
INLINE = {
    "--standalone": OPTION,
    "p.grad": OWN,
    "step(model, pieces)": OWN,
    "sum(...)": OWN,
    "zip(*lists)": OWN,
    "p.grad.clone()": OWN,
    "loss_fn(model(X), y)": OWN,
    "return False": OWN,
    "*_": OWN,
    "again = trainer.load(saved)": OWN,
    "saved = run.save()": OWN,
    "run.weights()": OWN,
    "run.train(7)": OWN,
    "run = trainer()": OWN,
    "grad *= factor": OWN,
    "grad * factor": OWN,
    "(grad**2).sum()": OWN,
    "steps - 1": OWN,
    "warmup - 1": OWN,
    "p.ndim": OWN,
    "for name, p in model.named_parameters():": OWN,
    "m = 0.9 * m + …": OWN,
    "torch.cuda.get_rng_state()": "a call that wants a GPU",
    "DistributedDataParallel": NAMED,
    "fully_shard": NAMED,
    "--split": OPTION,
    "--compile": OPTION,
    "--pieces 4": OPTION,
    "python -m helpers pretrain --like base": "a command for the terminal",
    "python -m helpers measure 10 recipe": "a command for the terminal",
    "torch.distributed.run": NAMED,
    "zero_grad": "a method of models and optimizers",
    "build/minute": "a folder that a command makes",
    "norms": "a name inside the hook",
    "__call__": "a method's name, in a class",
    "progress.json": "the name of a file",
}
# fmt: off
WORDS = {
    'title': {
        'You need lesson 04 (`fit`, Adam), lesson 08 (windows) and lesson 09 (the GPT).': (lesson("linear"), lesson("tokens"), lesson("attention")),
    },
    'section-1 late': {
        'Give the three lines of the': COUNT,
    },
    'plan-intro': {
        'It has some hundred questions with answers,': COUNT,
        'model is trained twice: first on much': COUNT,
        'that is lesson 11. Pretraining is the': CHOICE,
        'one token (lesson 05). The sum goes': lesson("cross"),
        'First the text: 36 plays, and "Twelfth': PLAYS,
        'did in lesson 09.)': lesson("attention"),
    },
    'data intent': {
        'T = 64. ids: stream of': code('data', 64),
    },
    'device intent': {
        'seed 0; model: GPT(99, T, width=64, heads=4, layers=2).to(device).': code('device', 0, 99, 64, 4, 2),
        'the tokens of 400 steps of 32 rows. Print both.': code('device', 400, 32),
    },
    'count-intro': {
        'sum. These are 2 operations. And backward?': code('operations', 2),
    },
    'operations show': {
        'each of the three printed numbers should': COUNT,
    },
    'operations-intro': {
        'to a sum, 2 operations.': CHOICE,
        'a sum. Again 2.': CHOICE,
        'all tokens. Again 2.': code('operations', 2),
        'core does some 50 billion (5 · 10¹⁰) when': (50, COUNT, COUNT),
        'GPU does some 400 thousand billion (4 · 10¹⁴), if': (CHOICE, COUNT, COUNT, CHOICE),
        'its model Llama 3 8B in 2024:': (printed("price", 10), Given("the year in which it came out")),
    },
    'price-note': {
        'Fifty-seven years on one': COUNT,
        'month on some seven hundred of them. If': COUNT,
        'a GPU costs 2 dollars, 500,000 hours are a million dollars. (Meta reports 1.3 million hours: no GPU': (DOLLARS, HOURS, HOURS * DOLLARS, Given('what its model card says'), COUNT),
        'Nobody pays that twice because of a': COUNT,
    },
    'adamw-intro': {
        'Adam (lesson 04) divides each slope': lesson("linear"),
        'each step (lesson 06). There it was': lesson("layers"),
        'weights that are 1. The slope of': code("decay", 1)[0],
        'one jumps between 100 and -100, that of the': (100, -100),
        'second one between 0.01 and -0.01. Both means are 0, so nothing but': CHOICE,
    },
    'decay intent': {
        'two ones; lr 0.01, decay 0.1.': code('decay', 0.01, 0.1),
        '100 steps: w.grad = [100.0, 0.01] with a sign': code('decay', 100, 100, 0.01),
    },
    'adamw-lines': {
        "moved up by 0.02: Adam's first steps": printed('decay', 0) - 1,
        'the steps from 1, and v is': code('adamw', 1),
        's of lesson 04:': lesson("linear"),
        '(both begin at 0, so at first': code('adamw', 0),
        'By hand, for three weights with slopes': COUNT,
    },
    'adamw intent': {
        'seed 0; start: randn(3), slopes: randn(5, 3). lr 0.1, decay 0.1, b1 0.9, b2 0.999.': code('adamw', 0, 3, 5, 3, 0.1, 0.1, 0.9, 0.999),
        'v by the five lines, for t from 1. The same with': (COUNT, CHOICE),
    },
    'groups-intro': {
        'A factor is 1 when it does': code('adamw', 1),
        'nothing. Pulled towards 0, it lets nothing': code('groups', 0),
    },
    'groups intent': {
        'p.ndim >= 2 gets the decay, the others 0.0. (requires_grad only.)': code('groups', 2, 0),
    },
    'section-3 late': {
        'and let the three parts be read': COUNT,
    },
    'schedule-intro': {
        'the end along half a wave, a': COUNT,
    },
    'schedule intent': {
        'steps, lr, warmup, lowest=0.1): lr * (step + 1) /': code('schedule', 0.1, 1),
        'with done from 0 to 1, lr * (lowest + (1 - lowest) * (1 + cos) / 2).': code('schedule', 0, 1, 1, 1, 2),
        'class Schedule: __init__(rate, step=0); __call__(optimizer, *_) sets': code('schedule', 0),
    },
    'schedule-note': {
        'the rates of 40 steps:': code('same-schedule', 40),
    },
    'ask-path-figure': {
        'learning rate of 60 steps. With a': ALTS["rate_and_path"][0],
        'constant rate of 0.13 the path arrives,': 0.13,
        'nearer, less than half as far, or': COUNT,
    },
    'ask-path-figure right': {
        'Less than half as far: its': COUNT,
    },
    'ask-path-figure wrong': {
        'tenth, and not 0. What does the': code('same-schedule', 0),
    },
    'path-figure alt': {
        'learning rate over 60 steps, a level': ALTS["rate_and_path"][0],
        'blue line at 0.03, with a vermilion': ALTS["rate_and_path"][1],
        'it: its last 10 points, in blue, are 0.96 away on average.': ALTS["rate_and_path"][2:],
    },
    'path-caption': {
        'are the last ten steps, on the': COUNT,
        'not arrive: at 0.03 the last points are 0.96 from the star.': (0.03, away(0.03, 0, "constant")),
        'throws it about: 0.43 at 0.13. The best constant': (away(0.13, 0, "constant"), 0.13),
        'rate of the seven comes within 0.32. If the rate of 0.13 falls along a': (len(FIGURE_RATES), min(CONSTANT), 0.13),
        'tenth, it is 0.17: large steps on': away(0.13, 0, "cosine"),
        'a curvature of 10 in its steep': CURVES[1],
        'direction, so lesson 02 gives a limit of 2 / 10 = 0.2. A rate above': (lesson("gradient"), 2, CURVES[1], 2 / CURVES[1]),
        'A rate of 0.21 that falls from': FIGURE_RATES[5],
        'above it for nine steps only, but': COUNT,
        'a warm-up of 6 steps it stays:': 6,
        'steep side. At 0.34 no warm-up here': FIGURE_RATES[6],
    },
    'clip intent': {
        'each slope times min(1, 0.5 / norm), a': code('clip', 1, 0.5),
        'nn.utils.clip_grad_norm_(model.parameters(), 0.5); compare norm and': code('clip', 0.5),
    },
    'recipe-intro': {
        'from stored runs: 400 steps each, at three rates, with two': (PRESETS["minute"].steps, len(RATES)),
        '-m helpers measure 10 recipe` repeats them.': CHOICE,
    },
    'recipe show': {
        'the column of 0.01 with the class': RATES[1],
    },
    'recipe-note': {
        'the column of 0.01. The warm-up is': RATES[1],
        'is higher by 0.25 or more, in': less_than(min(worse("no warm-up")) + 0.005),
        'clipping is worth 0.05 and 0.15, the cosine about 0.02. At 0.03 all rows are': (*worse("no clipping"), about(sum(worse("no cosine")) / 2, 0.25), RATES[2]),
        'So of these three rates, the recipe': COUNT,
        'At 0.003 it is the': RATES[0],
        'the recipe has 2.10, too. 400 steps are few,': (about(sum(RECIPE["no cosine", 0.003, s] for s in (0, 1)) / 2, 0.005), PRESETS["minute"].steps),
    },
    'watch-intro': {
        'second beta is 0.95 here, so v': code('begin', 0.95),
        'forgets in about 20 steps, as is': 1 / (1 - 0.95),
    },
    'begin intent': {
        'begin(steps, width=64): seed 0; GPT(99, T, width, heads=4, layers=2).to(device);': code('begin', 64, 0, 99, 4, 2),
        'AdamW of decay_groups(model, 0.1), lr 0.01, betas (0.9, 0.95); as pre-hooks Clip': code('begin', 0.1, 0.01, 0.9, 0.95),
        '(longest 1.0), Schedule (warm-up a': code('begin', 1),
    },
    'train-intro': {
        'watched. Every few hundred steps, look at': COUNT,
        'gradient. Here are 120 steps in two': printed("train", 3),
        'windows. It takes half a minute at': COUNT,
    },
    'train intent': {
        'optimizer, schedule, clip: begin(120). reader: Windows(path, T, 32, 60, 1).': (printed("train", 3), CHOICE, CHOICE, CHOICE),
        'Twice: batches on the': COUNT,
        'with next_token_loss for 1 epoch; evaluate.': code('train', 1),
        'whether one of 60 norms was above 1.': code('train', 60, 1),
    },
    'stop-intro': {
        'a checkpoint (lesson 04). It must hold': lesson("linear"),
        'a small model: 20 steps at one go, or 10 steps, a file, and 10 more steps in': code('stopped', 20, 10, 10),
    },
    'resume intent': {
        'one row. whole: begin(20, 16); ten, twice, with one': (CHOICE, CHOICE, COUNT, COUNT),
    },
    'resume-note': {
        'With all four it is equal,': COUNT,
        'with dropout (lesson 06) needs a fifth': lesson("layers"),
        'left. After every 100 steps it prints': PRESETS["minute"].every,
        'costs at most 100 steps. Ctrl-C ends': PRESETS["minute"].every,
        'a tiny model. `limit=7` stops it after step 7, as Ctrl-C would:': (7, 7),
    },
    'scaling-intro': {
        'budget of operations, 6 N D. Do': CHOICE,
        'stored runs of four widths, each with three numbers of tokens.': COUNT,
        'a smaller rate: 0.64 divided by the': 0.64,
    },
    'scaling intent': {
        'each of the four widths: N, and': COUNT,
    },
    'scaling-note': {
        'operations? Put all twelve into one figure:': COUNT,
    },
    'ask-scaling-figure': {
        'Figure B has twelve trainings: four widths, each for 250, 500 and 1,000 steps of 2,048 tokens. Go from': (COUNT, COUNT, 250, 500, 1000, PRESETS['minute'].tokens_a_step),
    },
    'scaling-figure alt': {
        'Twelve dots over the': COUNT,
        'for equal factors: three dots for each of four widths, from 16 to 128, each with its': (COUNT, COUNT, printed("scaling", 3), printed("scaling", 18)),
        'vermilion line from 2.80 at the left to 2.20 at the right': ALTS["scaling_lines"][2:4],
        'a loss of 2.24.': printed("recipe", 3),
    },
    'scaling-caption': {
        'held-out loss of twelve trainings, the mean': COUNT,
        'over their operations 6 N D. Both': code('fifth', 6),
        'run, of width 96 and 2,000 steps, which is': (96, 2000),
    },
    'fifth intent': {
        'edge: of (6 * n *': code('fifth', 6),
        'least squares (lesson 01).': lesson("mse"),
        'Predict for 6 N D of': code('fifth', 6),
        'rows of width 96; print it beside': 96,
    },
    'fifth-note': {
        'The miss is 0.04. Twelve runs give only': (printed("fifth", 3) - printed("fifth", 2), COUNT),
        'for its size, 5 for each parameter,': about(2_048_000 / 417_664, 0.03),
        '(the entropy, lesson 05). Such a rule': lesson("cross"),
        'plan runs a thousand times as large': COUNT,
        'its model, *Chinchilla* (2022): operations are used': Given("the year of that paper"),
        'best with about 20 tokens for each': Given("Hoffmann and others, Training Compute-Optimal Large Language Models, 2022"),
        'run of section 7 has 25. Llama 3 8B has 1,875, far more than': (section("stored"), printed("price", 6) / printed("price", 5), 3, printed("price", 12) / printed("price", 11)),
    },
    'parallel-intro': {
        'Fifty-seven years become a': COUNT,
    },
    'halves intent': {
        'one batch of 32 from Windows(path, T, 32, 1). whole: slopes_of both': code('halves', 32, 32, 1),
        'the slopes of X[:16] and X[16:]; compare with atol=1e-6.': code('halves', 16, 16, 1e-06),
    },
    'ask-batch-figure': {
        'this distance to half?': COUNT,
    },
    'ask-batch-figure right': {
        'Four times as many:': COUNT,
    },
    'ask-batch-figure wrong': {
        'Twice as many. By': COUNT,
        'Eight times as many.': COUNT,
        'the root of 8?': 8,
    },
    'batch-figure alt': {
        'the gradients of 40 batches of 4 rows, blue dots': ALTS["batch_and_noise"][:2],
        'gradient of all 1,024 rows. A dashed': ALTS["batch_and_noise"][2],
        'shows their spread, 4.47. Right: the spread': ALTS["batch_and_noise"][3],
        'of batches of 1, 2, 4 and so on up to 256 rows as hollow': ALTS["batch_and_noise"][4:8],
        'the dot of 4 rows is filled.': ALTS["batch_and_noise"][8],
    },
    'batch-figure show': {
        'which directions the 40 steps would go.': 40,
    },
    'batch-caption': {
        'the gradients of 40 batches of one size, for 1,024 taxi rides with': (40, 1024),
        'at w = 1, b = 4. The star is': code('shards', 1, 4),
        'drawn from all 1,024; a larger batch': 1024,
        'that parameter. With 4 rows the spread is half of that, with 16 rows about a': (CHOICE, COUNT, CHOICE),
        'a batch of four times as many rows costs four times the work,': COUNT,
        'the noise is half as large. The 40 batches are a': (COUNT, CHOICE),
    },
    'torchrun-intro': {
        'torchrun --nproc-per-node 2 -m helpers pretrain': code('torchrun', 2),
        'above. It takes half a minute at': COUNT,
    },
    'torchrun-note': {
        'differ. Only process 0 writes files. And': CHOICE,
    },
    'stored-intro': {
        'GPT of width 128 with four blocks and a context of 160 on all 36 plays, for 4,000 steps. This is': (BASE_RUN.width, BASE_RUN.layers, BASE_RUN.context, PLAYS, BASE_RUN.steps),
        'of the lessons 11 to 13. Its log is': CHOICE,
    },
    'log alt': {
        'two curves over 20 million tokens: the held-out': (BASE[-1].tokens / 1e6, COUNT),
        'diamonds, falls from 2.39 to 1.48; the loss while': (BASE[0].held_out, BASE[-1].held_out),
        'and dashed, from 2.75 to 1.25, and from 3 million tokens on it': (BASE[0].train, BASE[-1].train, CROSSED, COUNT),
        'line, falls from 0.003 at the first row to 0.0003 at the last.': (BASE[0].lr, BASE[-1].lr),
    },
    'ladder-intro': {
        'models have read 36 plays:': PLAYS,
    },
    'ladder alt': {
        'from above: uniform 4.60 nats per letter, unigram 3.32, bigram by counts 2.52, bigram of 400 merges 2.01, GPT in class 1.98, counts of 4 letters 1.86, GPT of 1,000 merges 1.77, GPT after 6,000 steps 1.77, counts of 36 plays 1.73, GPT of 36 plays 1.48. Blue dots are': (RUNGS['uniform'], RUNGS['unigram'], RUNGS['bigram by counts'], 400, RUNGS['bigram, 400 merges'], RUNGS['GPT, in class'], 4, RUNGS['counts, 4 letters'], 1000, RUNGS['GPT, 1,000 merges'], 6000, RUNGS['GPT, 6,000 steps'], PLAYS, RUNGS['counts, 36 plays'], PLAYS, RUNGS['GPT, 36 plays']),
    },
    'ladder-caption': {
        'In lesson 09 counting four letters still won': (lesson("attention"), COUNT),
        'counts, too: from 1.86 to 1.73 nats per letter.': (RUNGS["counts, 4 letters"], RUNGS["counts, 36 plays"]),
        'GPT now has 1.48. In bits per': RUNGS["GPT, 36 plays"],
        'byte that is 2.14, where the text': LADDER["plays"].bits(RUNGS["GPT, 36 plays"]),
        'it is takes 8. What does such': Given("the bits of a byte"),
        'lines of lesson 09:': lesson("attention"),
    },
    'sample-note': {
        'they come from three plays. It still': COUNT,
        'question is. Lesson 11 takes this model,': CHOICE,
    },
    'pieces-intro': {
        '`.grad` already (lesson 03), so you only': lesson("autograd"),
        'is too long: 4 pieces, 4 times. And with': CHOICE,
    },
    'pieces intent': {
        'X, y: rows 0 to 24, and 24 to 32. accumulated(weigh): zero_grad; for': code('pieces', 0, 24, 24, 32),
        'y) for weights 1, 1/2, rows/32.': code('pieces', 1, 1, 2, 32),
    },
    'pieces-note': {
        'With `--pieces 4`, the command does': code('memory', 4),
    },
    'fsdp-intro': {
        'slope. That is four numbers of 4 bytes for each': (COUNT, 16 / 4),
        'the layers. For 8 billion parameters:': (CHOICE, COUNT),
    },
    'fsdp-note': {
        'A GPU has 80 GB or some': CHOICE,
        'Numbers of 2 bytes make all': CHOICE,
        'but ends at 65,504; **bfloat16** (脑浮点数) has': printed("memory", 6),
        'in bfloat16, as 0.001 is above. `--compile`': CHOICE,
        'a file of six lines asks for': COUNT,
        'two machines with eight GPUs each, here': COUNT,
        '#SBATCH --nodelist=node1,node2 --ntasks-per-node=1 --time=12:00:00': CHOICE,
        '#SBATCH --gpus-per-node=8 --cpus-per-task=16': CHOICE,
        'srun torchrun --nnodes 2 --nproc-per-node 8 \\': CHOICE,
        '--rdzv-backend c10d --rdzv-endpoint node1:29500 \\': CHOICE,
        '--like base --shards 16 --rows 64 --to /shared/run': (CHOICE, printed("memory", 1)),
        'Twelve hours are over': COUNT,
    },
    'closing': {
        'About 6 operations for each': printed('operations', 3),
        'and each token: 2 forward and 4 backward. Divide by': (2, 6 - 2),
    },
    'closing right': {
        'least summed loss. 6 N D operations.': printed('operations', 3),
    },
    'practice': {
        'Ten exercises, about 60 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': (EFFORT, CHOICE, CHOICE),
        'place of the three dots, `...`, and': COUNT,
    },
    'task-seconds': {
        '(4 min, level 1, section 1)': (EFFORT, section("plan")),
        'and `share`, from 0 to 1, the part of': CHOICE,
        'For 100 million parameters, 2 billion tokens, 4 chips with a': (CHOICE, COUNT, CHOICE, COUNT, CHOICE),
        '10¹⁵ (in Python `1e15`) and a share of 0.4, these are 750 seconds.': (1e15, 0.4, 6 * 1e8 * 2e9 / (4 * 1e15 * 0.4)),
    },
    'help-seconds': {
        'Section 1 counts the forward': section("plan"),
        'chip that reaches 0.4 of its speed': CHOICE,
        'line? In Python, `8 / 2 * 4` is 16 and not 1: put what stands': CHOICE,
        '**You have twice as many chips': COUNT,
        'falling to one half?** The chips have': COUNT,
    },
    'task-adamw': {
        '(7 min, level 2, section 2)': (EFFORT, section("AdamW")),
        'step, which is 1 for the first': CHOICE,
        '`decay`. Give back three tensors: the new': COUNT,
        'new m is 0.9 of the old one and 0.1 of the gradient.': CHOICE,
        'new v is 0.999 of the old one and 0.001 of the squared': CHOICE,
        'is divided by (1 - 0.9 to the power': CHOICE,
        'and v by (1 - 0.999 to the power': CHOICE,
        'corrected v, plus 0.00000001).': CHOICE,
    },
    'help-adamw': {
        'and t = 1: how large is': CHOICE,
        'power is `**`: `0.9**2` is 0.81, and `x**0.5` is a root.': CHOICE,
        'The small number, `1e-8`, is added after': CHOICE,
        'root. `m = 0.9 * m +': CHOICE,
        'tensor. `m *= 0.9`, and calls such as `m.mul_(0.9)`, change the tensor': CHOICE,
        'its gradient is 0.001 or 1000. Where does this': CHOICE,
        'the fraction is 1 or -1. So the first': CHOICE,
    },
    'task-groups': {
        '(5 min, level 2, section 2)': (EFFORT, section("AdamW")),
    },
    'help-groups': {
        'each parameter of `nn.Sequential(nn.Linear(3, 2), nn.LayerNorm(2))`. Which of the four should decay? What': (CHOICE, CHOICE, CHOICE, COUNT),
        'number of dimensions. Three cases are possible:': COUNT,
        'pulling them to 0 makes nothing simpler:': CHOICE,
        'a scale of 0 lets nothing through.': CHOICE,
    },
    'task-rate': {
        '(6 min, level 2, section 3)': (EFFORT, section("clipping")),
        'step, counted from 0; `steps`, how many': CHOICE,
        'warm-up, the steps 0 to `warmup - 1`, the rate rises': (LINE, CHOICE),
        'If these are 4 steps, they have 1/4, 2/4, 3/4 and 4/4 of the highest': CHOICE,
        'rate falls along half a wave of': COUNT,
        'as in section 3.': section("clipping"),
        '`warmup` can be 0. Then step 0 has the highest': (CHOICE, LINE),
        'as in section 3. `lowest` is a': section("clipping"),
        'number `steps - 1`, has exactly this': CHOICE,
        'For 9 steps, a warm-up of 4, and rates from 1 down to 0.2, they are 0.25, 0.5, 0.75, 1, 1, 0.883, 0.6, 0.317 and 0.2, with three decimals.': (CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE, COUNT),
    },
    'help-rate': {
        'number that is 0 at step `warmup` and 1 at the last': CHOICE,
        'the task, steps 4 to 8, it is 0, 0.25, 0.5, 0.75 and 1.': (LINE, LINE, CHOICE, CHOICE, CHOICE, CHOICE, CHOICE),
        '`import math`, is 1 at 0 and -1 at `math.pi`. Add': CHOICE,
        'it goes from 1 down to 0. The rate falls': CHOICE,
        'begin, if step 0 has one part': LINE,
        'model, one with 1,000 steps and one with 10,000, with the same': CHOICE,
        'the same after 1,000 steps?** No. After 1,000 steps the first': CHOICE,
    },
    'task-clip': {
        '(5 min, level 2, section 3)': (EFFORT, section("clipping")),
        'a number above 0. All numbers of': CHOICE,
        'all numbers are 0, too.': CHOICE,
        'For the gradients `[torch.tensor([3.0]), torch.tensor([[4.0]])]` the length is 5. With a limit of 1 the result is `[torch.tensor([0.6]), torch.tensor([[0.8]])]`. The tensors that': CHOICE,
    },
    'help-clip': {
        'do you get 5 from 3 and 4? Do the same': CHOICE,
        '`(grad**2).sum()` is one number': CHOICE,
        'a length of 10 a length of 2? Where the arrow': CHOICE,
        'a length of 0 is no problem.': CHOICE,
        'one of length 3 and one of length 4, are clipped to': CHOICE,
        'a length of 1, once together and': CHOICE,
        'have the length 5, so both are divided by 5: 0.6 and 0.8. The direction of': CHOICE,
        'get the length 1: the step goes': CHOICE,
        'too long, about 1.4.': CHOICE,
    },
    'task-resumed': {
        '(8 min, level 3, section 4)': (EFFORT, section("Watch")),
        '- `run.train(7)` takes 7 steps, each with': CHOICE,
        'one batch. After 5 batches an epoch': CHOICE,
        'a trainer takes 1,000 of them at': CHOICE,
        'The check has three right trainers and eleven wrong ones. Some': COUNT,
    },
    'task-predict': {
        '(5 min, level 2, section 5)': (EFFORT, section("long")),
        'order. There are three trainings or more.': COUNT,
        'round numbers: for 10, 100 and 1,000 tokens the losses are 8, 4 and 2. These lie on': CHOICE,
        'line, which says 1 for a budget of 10,000.': CHOICE,
    },
    'help-predict': {
        'Three steps: take the': COUNT,
        'the budget. Lesson 01 has the formula': lesson("mse"),
        'line in section 6: its slope is': section("machines"),
        'line what a million times as many': COUNT,
        'With the slope -0.2 a million times as many': (CHOICE, COUNT),
        'have a loss 16 times as small: 2 nats become 0.13. But text has': CHOICE,
    },
    'task-mean-gradient': {
        '(6 min, level 2, section 6)': (EFFORT, section("machines")),
    },
    'help-mean-gradient': {
        'come up. Section 8 has the case': section("pieces"),
    },
    'task-accumulate': {
        '(6 min, level 2, section 8)': (EFFORT, section("pieces")),
        'one piece has 1 row and the loss 8, another one has 3 rows and the loss 4. Together they have the loss 5, and not 6.': CHOICE,
    },
    'help-accumulate': {
        'do you multiply 8 and 4, so that the sum is 5?': CHOICE,
        '**A batch has eight pieces, and seven of them have': COUNT,
        'you divide by eight?** Not for the': COUNT,
        'its rows counts ten times as much': COUNT,
        'it. Where all eight are of one': COUNT,
    },
    'task-accumulated': {
        '(7 min, level 3, section 8)': (EFFORT, section("pieces")),
        'not. Differences below 0.00001 are rounding and': CHOICE,
        'The check has three right steps and eight wrong ones. Some': COUNT,
    },
    'help-accumulated': {
        'Three pieces of different': COUNT,
        'with `torch.allclose` and `atol=1e-5`. y has the': CHOICE,
        '**A batch of three unequal pieces can': COUNT,
        'pieces divides by 1. Only what was': CHOICE,
    },
    'words': {
        'that falls along half a wave |': COUNT,
        'a number of 2 bytes that reaches': CHOICE,
    },
    '10.operations': {
        'a weight costs 2 operations for each': CHOICE,
        '2, the same way': CHOICE,
        '2 of them bring': CHOICE,
        '4, twice as many': (CHOICE, COUNT),
        '2 bring the slope': CHOICE,
        'layer before, and 2 make the slope': CHOICE,
        'Backward costs twice as much as': COUNT,
        'together it is 6 N D. The': CHOICE,
    },
    '10.decay': {
        'weights begin at 1, and Adam has': CHOICE,
        'is smaller after 100 steps?': CHOICE,
        'the decay is 0.1 beside a slope of 100. What is left': CHOICE,
        'Adam divides by 100?': CHOICE,
    },
    '10.recipe': {
        'At 0.003, the smallest of the three rates: which has': (RATES[0], len(RATES)),
        'is lower by 0.12 or more. But': CHOICE,
        'of each row: 2.0 for the whole recipe, at 0.01, and 2.1 for Adam alone, at 0.003. Of these three rates, the recipe': (RECIPE["whole", 0.01, 0], RATES[1], RECIPE["none", 0.003, 0], RATES[0], len(RATES)),
    },
    '10.resume': {
        '10 steps, a file, and 10 more, with nothing': (10, 10),
        'the model of 20 steps at one': CHOICE,
        'is off by 0.05 or more': CHOICE,
        'means begin at 0 again, the warm-up': CHOICE,
        'gives the first ten batches once more.': COUNT,
    },
    '10.shards': {
        'a batch twice as large': COUNT,
        'half of the noise': COUNT,
        'it would be 0.7 of the noise.': CHOICE,
        'one machine, at twice the price, and': COUNT,
        'a shard (lesson 08).': lesson("tokens"),
    },
    '10.base': {
        'while training is 1.25. How large is': BASE[-1].train,
        'each of the 36 plays more than four times.': (PLAYS, less_than(BASE[-1].tokens / printed("data", 0))),
        'larger by 0.1 or more': CHOICE,
        'each of the 36 plays more than four times, and this': (PLAYS, less_than(BASE[-1].tokens / printed("data", 0))),
        'is overfitting (lesson 06), in its first': lesson("layers"),
    },
}
SAYS = {
    'title': 'after nothing longer before',
    'section-1 late': 'three',
    'plan-intro': 'hundred twice first nothing after before last minus sum lowest not lowest not downhill not first rows',
    'device intent': 'rows',
    'count-intro': 'sum',
    'operations show': 'three',
    'operations-intro': 'sum before sum sum billion thousand billion',
    'price show': 'too_large row',
    'price-note': 'fifty seven seven hundred million million no twice not',
    'adamw-intro': 'sum squared sum grows shrinks mean sum mean smaller first nothing',
    'adamw-lines': 'up first longest mean squares first too_small less three',
    'adamw intent': 'five',
    'groups-intro': 'smaller not not nothing nothing',
    'section-3': 'up',
    'section-3 late': 'three',
    'schedule-intro': 'too_long lowest rise first up fall half no before',
    'schedule intent': 'lowest lowest lowest',
    'ask-path-figure': 'falls lowest nearer less half',
    'ask-path-figure right': 'less half last',
    'ask-path-figure wrong': 'nearer last lowest last not',
    'path-figure alt': 'left blue vermilion dot right green star lowest black square right vermilion star before last blue',
    'path-caption': 'star lowest blue dots last ten left right not last star larger best seven falls above too_large falls above nine first after up first down no up no',
    'clip-intro': 'longer sum squares longer',
    'clip intent': 'sum squared',
    'recipe-intro': 'three up left',
    'recipe show': 'column before',
    'recipe-note': 'column up without higher more rows too_large three larger lowest without',
    'section-4 break': 'before not after not',
    'begin intent': 'longest up',
    'train-intro': 'hundred longest always half',
    'train intent': 'twice above',
    'stop-intro': 'grows more',
    'resume intent': 'row ten twice largest',
    'resume-note': 'four last left after row mean last row longest after after',
    'section-5 late': 'squares',
    'scaling-intro': 'larger more four three wider smaller mean',
    'scaling intent': 'rows four mean',
    'scaling-note': 'more more twelve',
    'ask-scaling-figure': 'twelve four left right grow lowest always largest always smallest first larger',
    'ask-scaling-figure right': 'first larger best',
    'ask-scaling-figure wrong': 'always largest lowest always smallest lowest right',
    'scaling-figure alt': 'twelve dots three dots four right vermilion left right above dotted lowest dashed vertical right',
    'scaling-figure show': 'before',
    'scaling-caption': 'twelve mean dotted dots lower no lower no lower down dashed vertical more not dots',
    'fifth intent': 'lower before squares rows mean',
    'fifth-note': 'twelve last dot further cannot fall below more thousand best more best',
    'section-6 late': 'not',
    'parallel-intro': 'fifty seven mean mean rows halves mean rows mean sum sum',
    'halves intent': 'halves mean',
    'ask-batch-figure': 'mean rows rows not rows half',
    'ask-batch-figure right': 'four falls rows',
    'ask-batch-figure wrong': 'twice mean eight',
    'batch-figure alt': 'left rows blue dots green star rows dashed circle right up rows dots fall dashed dot rows',
    'batch-figure show': 'row',
    'batch-caption': 'star rows dashed circle mean squared star rows larger smaller more row dots rows half rows dots rows four rows four half dots not',
    'torchrun-intro': 'before mean first above half not',
    'torchrun-note': 'up last',
    'stored-intro': 'longer four',
    'log alt': 'left million vermilion diamonds falls blue dashed million below right dotted purple falls first row last',
    'log-caption': 'left diamonds dashed right first falls',
    'ladder alt': 'row above after blue dots vermilion diamonds',
    'ladder-caption': 'four more',
    'sample-note': 'right three nothing',
    'pieces-intro': 'not after no without too_long mean not mean',
    'pieces intent': 'rows rows rows',
    'section-9': 'larger',
    'fsdp-intro': 'too_large four without billion',
    'fsdp-note': 'more too_large columns faster more above faster first six eight rows twelve before',
    'closing': 'up lowest shrink up larger up first last too_long never mean',
    'closing right': 'up larger mean',
    'practice': 'ten three dots last below not after first before',
    'task-seconds': 'no million billion',
    'help-seconds': 'fewer above below not below twice half falls',
    'task-adamw': 'nothing before left first three squared without plus no',
    'help-adamw': 'without after first up after square first up more',
    'task-groups': 'not first more fewer not not neither not',
    'help-groups': 'four three first neither first not not nothing nothing',
    'task-rate': 'up highest lowest up rises highest highest falls half highest after up always more not lowest no highest last up down three',
    'help-rate': 'first fall last after down falls highest lowest fall lowest left up highest up after no after first lowest highest before first worse',
    'task-clip': 'no longer longest above longer longest longest not too_long',
    'help-clip': 'longest sum last no no too_long',
    'task-resumed': 'after rows never first not three right eleven right',
    'help-resumed': 'not first after not after more before not not last',
    'task-predict': 'longer three more longer squares',
    'help-predict': 'three mean mean mean mean mean million million no falls below cannot',
    'task-mean-gradient': 'rows not after mean rows after mean not not before',
    'help-mean-gradient': 'no without first first sum up rows mean no longer rows row more not up',
    'task-accumulate': 'not too_large rows mean rows rows rows before nothing row rows not',
    'help-accumulate': 'never up first sum rows sum rows rows before first eight seven eight not mean rows last rows rows ten nothing falls eight mean mean',
    'task-accumulated': 'nothing rows before not not not below not three right eight right',
    'help-accumulated': 'rows not three last smallest not row not not three mean mean nothing up before sum mean',
    'words': 'lowest smaller up rises falls half before after too_long falls more',
    '10.operations': 'last first before twice before twice larger no',
    '10.decay': 'smaller after first left',
    '10.recipe': 'smallest three lower too_long shorter too_long no up shorter cannot lower more best row three larger',
    '10.resume': 'more nothing no more not last last up first ten more no',
    '10.shards': 'mean nothing rows mean twice rows rows half rows rows falls twice no',
    '10.base': 'smaller better not more more four larger more more four never first fall more more less less',
}
