"""What lesson 08 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import math
from collections import Counter

import torch
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import LADDER
from helpers.text import CHARACTERS
from helpers.tokens import BYTES, END, merge
from lesson_08.drawn import DRAWN
from lesson_08.letters import (
    DREAM,
    FILES,
    HELD_OUT,
    SIZE,
    TRAINING,
    bigram,
    merged,
    runs_of,
    scenes,
)
from lesson_08.test_figures import ALTS, share

here = Here("08")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

TOKENS = 1 + sum(len(scene) + 1 for scene in TRAINING)
WORDS_SEEN = Counter(word for scene in TRAINING for word in scene.split())
POEM = FILES["Paradise Lost"].decode()
SPACES = sum(line != line.rstrip(" ") for line in POEM.splitlines())
PARAGRAPHS = tuple(printed("same-play", i) for i in range(3))
NATS, MERGED = bigram(0), bigram(400)
FIRST = merged(60, "dream").id_to_token(257).replace("Ġ", " ")  # so it shows a space
RUNGS = tuple(rung.nats for rung in LADDER["plays"].until(8).rungs)
PADDED, LETTERS = (printed("padded-loss", i) for i in (0, 2))

ASKED = {
    "08.order": (
        "none" if printed("order", 1) == 0 else "",
        {
            "10,697 again": "what comes after each",
            "none": "right behind it",
            "twice as many": "one place in front",
        },
    ),
    "08.same-play": (
        "fewer than 10" if PARAGRAPHS[0] < 10 else "",
        {
            "more than 600": "more than its words",
            "about half": "and the spaces, too",
            "fewer than 10": "most lines begin with a tab",
        },
    ),
    "08.unknown": (
        "about 13 %" if printed("unknown", 1) == 13 else "",
        {
            "less than 1 %": "many are rare",
            "about 4 %": "as rare",
            "about 13 %": "another comma",
        },
    ),
    "08.first-merge": (
        "a space and t" if FIRST == " t" else "",
        {
            "t and h, as in the": "so have to, that and thou",
            "a space and t": "more words begin with t",
            "e and a space, as at the end of the": "belongs to the next word",
        },
    ),
    "08.better": (
        "the one with merges" if math.prod(MERGED) < math.prod(NATS) else "",
        {
            "the one with characters: its loss is lower": "twice as many tokens",
            "the one with merges": "may cost twice as much",
            "they are equal: it is the same text": "more text when they are merged",
        },
    ),
    "08.all-windows": (
        "about 2 GB" if round(257 * 8 * TOKENS / 1e9) == 2 else "",
        {
            "about 8 MB, as much as the text": "in many windows",
            "about 200 MB": "Count again",
            "about 2 GB": "stored 257 times",
        },
    ),
    "08.padding": (
        "with padding it is lower" if PADDED < LETTERS - 0.5 else "",
        {
            "with padding it is lower": "comes padding, each time",
            "with padding it is higher": "how hard is it to guess",
            "they are equal": "a part of the first mean",
        },
    ),
    "08.mapped": (
        "by nearly nothing" if printed("mapped", 3) == 0 else "",
        {
            "by about 20 MB, the size of the file": "read into a tensor first",
            "by about 80 MB: 8 bytes for each token": "one batch at a time",
            "by nearly nothing": "takes its place",
        },
    ),
    "08.view": (
        "[1, 2]" if [printed("view", i) for i in (6, 7)] == [1, 2] else "",
        {
            "[1, 4]": "first column of a",
            "[1, 2]": "cut after every second",
            "[1, 3]": "No number is left out",
        },
    ),
}
NAME = "a name of the exercise's own, before the code has it"
PATTERN = "a pattern, or a sign of one, as the text says"
SIGN = "a character as Python writes it within a string"
INLINE = {
    "b": "the letter in front of bytes",
    "\\r": SIGN,
    "\\n": SIGN,
    "\\r\\n": SIGN,
    "\\x1a": PATTERN,
    "[ \\t]+$": PATTERN,
    "^ *\\d+\\n": PATTERN,
    "\\(\\d{3}\\) \\d{3}-\\d{4}": PATTERN,
    "\\d": PATTERN,
    "\\t": PATTERN,
    "[ \\t]": PATTERN,
    "r": "the letter in front of a string",
    "state_dict": "a method of the reader, by its name",
    "re.subn(pattern, new, text)": "a call with names for what it wants",
    "'s": "an ending of English words",
    "nan": "a word that is printed, no name",
    "chr(i)": "any number, as the sentence says",
    "replace": "a method of strings, by its name",
    "decode(encode(text)) == text": "what holds for any text",
    "tokenizers": "a package, named in passing",
    "ignore_index": "an argument, by its name",
    "transpose": "a method of tensors, by its name",
    "view": "a method of tensors, by its name",
    "transpose(1, 2)": "a method of tensors, without the tensor",
    "heapq": "a module of Python, by its name",
    "all(… for text in texts)": "a line with a gap, for the learner to fill",
    "return False": "a line within a function",
    "return True": "a line within a function",
    "math.log(2)": "after `import math`, as the hint says",
    "processes - 1": NAME,
    "end": NAME,
    "ids[first:end]": NAME,
    "progress.json": "the name of a file",
}
GUESSES = ()
# fmt: off
WORDS = {
    'title': {
        'You need lesson 05 (bigrams, bits per': lesson("cross"),
        'byte) and lesson 06 (a split by': lesson("layers"),
    },
    'raw-intro': {
        'them. Here are four texts as they': COUNT,
        'of bytes (lesson 05). A byte is': lesson("cross"),
        'a number from 0 to 255, and Python shows': (min(range(2**8)), max(range(2**8))),
    },
    'raw intent': {
        'Print the first 72 bytes of Paradise': code('raw', 72),
    },
    'raw-note': {
        '(正则表达式). Here are five patterns:': COUNT,
        'the character number 26, with which old': (ord("\x1a"), FILES["Alice"].count(26) == 1),
        '| `\\(\\d{3}\\) \\d{3}-\\d{4}` | a telephone': EXAMPLE,
    },
    'header-note': {
        'data card (section 7). The lines of': section("data"),
        'was typed around 1965. Names, addresses and': printed("cleaned", 13),
        'to others. Lesson 12 measures this.': 12,
        'the same line twice. Count the longer': LINE,
    },
    'doubled-note': {
        'say its lines twice. The last one': LINE,
    },
    'near-intro': {
        'one of the four texts, and `plays()`': COUNT,
    },
    'same-play intent': {
        'lines, longer than 40 characters.': code('same-play', 40),
        'its runs of 5 words that other': code('same-play', 5),
    },
    'ask-runs': {
        'Take runs of three words of "As': COUNT,
        'too: one of three, one of ten, or one of fifty?': COUNT,
    },
    'ask-runs right': {
        'One of fifty: three words in a': COUNT,
    },
    'ask-runs wrong': {
        'One of three. That is so': COUNT,
        'a run of three?': COUNT,
        'One of ten. Move the slider to 2 and to 3: how fast does': (COUNT, EXAMPLE, EXAMPLE),
    },
    'runs-figure alt': {
        'blue bar over 1: in the other edition 97.05 %. An orange': ALTS['runs_in_common'][:2],
        'in Twelfth Night 34.27 %. Over 2, two pale bars,': ALTS['runs_in_common'][2:4],
        'the bars of 1.': ALTS['runs_in_common'][4],
    },
    'runs-caption': {
        'third, and with three words one of fifty. With four or five words, nearly nothing:': (COUNT, 100 / 55 < share("Twelfth Night", 3) < 100 / 45),
        'you split (lesson 06), drop one of': lesson("layers"),
    },
    'token-intro': {
        'the scenes of nine comedies. One more,': COUNT,
    },
    'unknown show': {
        'the class read ten lines of the': COUNT,
    },
    'bytes-intro': {
        'bytes? There are 256 of them, and': 2**8,
        'written with them. **UTF-8** (UTF-8 编码) is a': (8, 8),
    },
    'bytes-note': {
        'a Chinese character three. Decoded with another': COUNT,
        'raise an error (UTF-8 does, most often),': 8,
        'others, such as latin-1, never do. So': EXAMPLE,
        'Here are the three ways, side by': COUNT,
        '| words | 23,617 in nine comedies, and no': (printed("unknown", 0), COUNT),
        'no end | 1: no spaces, so': len("春眠不觉晓".split()),
        '| characters | 99 in `CHARACTERS`; thousands': len(CHARACTERS),
        'for Chinese | 5 | is spelled': len("春眠不觉晓"),
        '| bytes | 256 | 15 | is spelled': (2**8, len("春眠不觉晓".encode())),
    },
    'bpe-intro': {
        'the way of GPT-2, a well-known language model of 2019. The pattern `WORD`': (2, 2019),
    },
    'numbers-note': {
        'of the middle three, one space may': COUNT,
        'end mark is 0, and the bytes are 1 to 256, in an order that GPT-2 has chosen: the': (END, min(range(1, 257)), len(BYTES), 2),
        'tokens begin at 257. A trick keeps': 1 + len(BYTES),
    },
    'encode intent': {
        'For seven nasty texts print': COUNT,
    },
    'encode-note': {
        'answer. In exercise 6 you write such': exercise('round-trip'),
    },
    'ask-merges-figure right': {
        'Its three bytes a character': COUNT,
    },
    'merges-figure alt': {
        'a token. Below: 39 characters, 39 bytes, 39 tokens.': ALTS['merges_one_by_one'],
    },
    'merges-caption': {
        'two signs from 0 to 9 and a to': (0, 9, len(f'{255:x}') == 2),
        'merge changes (section 9), and gives the': section("deeper"),
    },
    'section-4 late': {
        'the table of five tokenizers without the': COUNT,
    },
    'ruler-intro': {
        'bigrams of lesson 05: count which token': lesson("cross"),
    },
    'bigrams intent': {
        'index_put_ adds 1 for each pair, accumulate;': code('bigrams', 1.0),
    },
    'ruler-derivation': {
        '(as in lesson 05)': lesson("cross"),
        '\\text{bytes}}$ (put line 2 into line 3, and divide by': LINE,
        'tokens. So line 4 is a ruler': LINE,
    },
    'ruler show': {
        'class rank the five models.': COUNT,
    },
    'ruler-note': {
        'fewer tokens. With 1,000 merges the table has 1.6 million counts, most of them 0. The 1 that is added': (1000, (257 + 1000) ** 2 / 1e6, COUNT, 0, 1),
        'perplexity of lesson 05 cannot be compared': lesson("cross"),
    },
    'ladder alt': {
        'as in lesson 06. Right, for plays: uniform 4.60 nats per letter, unigram 3.32, bigram by counts 2.52, bigram of 400 merges 2.01, counts of 4 letters 1.86. The same in': (lesson('layers'), *RUNGS[:3], 400, RUNGS[3], 4, RUNGS[4]),
    },
    'ladder-caption': {
        'the counts of 4 letters are mixed': 4,
        'as in lesson 06. A loss on': lesson("layers"),
    },
    'windows-intro': {
        'sees. In lesson 06 the word meant': lesson("layers"),
    },
    'windows intent': {
        'as characters. starts: 4 draws, seed 0; rows: T + 1 ids each.': code('windows', 4, 0, 1),
        'shapes, and row 0 as text.': 0,
    },
    'ask-window': {
        'a window over three short texts. Its': COUNT,
    },
    'window-figure alt': {
        'row of symbols, "■2 km ¥5■3 km ¥7■10 km ¥21■": three fares with an': (*ALTS['sliding_window'][:6], COUNT),
        'X, the places 0 to 3; orange boxes below': ALTS['sliding_window'][6:8],
        'y, the places 1 to 4. An arrow leads': ALTS['sliding_window'][8:10],
        'target. Below that, four lines: the first': COUNT,
        'and next comes 2; the last sees': ALTS['sliding_window'][10],
    },
    'windows-caption': {
        'a window over three short texts with': COUNT,
        'loss falls to 0, and the model': EXAMPLE,
        'they are shifted twice, the model learns': COUNT,
    },
    'padding-intro': {
        'it is number 1, ░. The end': CHARACTERS.numbers["░"],
        'mark is number 0, ■.': CHARACTERS.numbers["■"],
    },
    'padding intent': {
        'PAD = 1. rows: stream of': code('padding', 1),
        'of the first 1,000 names; pad_sequence fills': code('padding', 1000),
        'as before. Print three rows of y': COUNT,
    },
    'padded-loss intent': {
        'For -100 (nothing) and PAD: seed 0, model: Embedding(99, 99), Adam 0.3, 40 epochs.': code('padded-loss', -100, 0, 99, 99, 0.3, 40),
    },
    'padding-note': {
        '`ignore_index` (-100 is no token,': code('padded-loss', -100),
    },
    'memory-intro': {
        'need not have 8 bytes. Two bytes': torch.int64.itemsize,
        'numbers up to 65,535:': 2**16 - 1,
    },
    'pack-note': {
        'Make a file ten times as long,': COUNT,
    },
    'shards-intro': {
        'train together (lesson 10). Each must read': 10,
    },
    'card-note': {
        'woman wrote. Lesson 12 comes back to': 12,
    },
    'section-8': {
        'bridge to lesson 09': 9,
    },
    'bridge-intro': {
        'In lesson 09 each token of': 9,
        'product of lesson 02. By hand: the': lesson("gradient"),
    },
    'matmul intent': {
        'a: [[1, 2, 3], [4, 5, 6]]. b: [[1, 0], [0, 1], [1, 1]], both floats. Print': (*range(1, 7), *code('matmul', 1, 0, 0, 1, 1, 1)),
        'batch: a and 10 * a stacked, (2, 2, 3), @ b.': code('matmul', 10, 2, 2, 3),
    },
    'matmul-note': {
        'With three dimensions, `@` does': COUNT,
        'right side has three dimensions, too, window number 0 meets window number 0, and so on.': (COUNT, 0, 0),
    },
    'view-note': {
        'have the shape (3, 2), so no error': (3, 2),
        'the wrong one. `transpose(1, 2)` exchanges the last': (1, 2),
        'product that lesson 09 is about: each': 9,
    },
    'faster show': {
        'none of the 60 pairs.': code('first-merges', 60),
    },
    'closing': {
        'divided by ln 2 and by the': 2,
    },
    'practice': {
        'Ten exercises, about 50 minutes. You can': (COUNT, EFFORT),
        'it is (level 1, 2 or 3) and which section': EXAMPLE,
        'place of the three dots, `...`, and': COUNT,
    },
    'task-clean': {
        '(4 min, level 1, section 1)': (EFFORT, section("dirty")),
        '(`ord`) is below 32, or is 127.': (ord(' '), 127),
    },
    'help-clean': {
        'There are three steps. Each makes': COUNT,
    },
    'task-overlap': {
        '(5 min, level 2, section 1)': (EFFORT, section("dirty")),
        'a number from 0 to 1.': (0, 1),
        'be"` there are five runs of two words, and four different ones: *to': COUNT,
        'two of these four, the share is 0.5, whatever else that': (COUNT, 2 / len(runs_of('to be or not to be', 2))),
    },
    'help-overlap': {
        'each thing once: `{1, 2, 2}` has two things': (1, 2, 2),
        'stand in one. `{1, 2, 3} & {2, 3, 4}` holds what is': (1, 2, 3, 2, 3, 4),
        'a list of four words?': COUNT,
        'its runs of five words is still': COUNT,
        'the same?** About three quarters. A word stands in five runs, so a': COUNT,
        'changed one breaks five of twenty. With runs of one word, 19 of 20 would be the': (COUNT, COUNT, 20 - 1, 20),
    },
    'task-pair': {
        '(5 min, level 2, section 3)': (EFFORT, section("together")),
        'word that comes three times counts three times, and a': COUNT,
        'stands in it twice counts twice each time. For `{(1, 2, 3): 2, (2, 3): 4}` it is (2, 3), which comes six times.': (COUNT, COUNT, 1, 2, 3, 2, 2, 3, 4, 2, 3, 2 + 4 == 6 and COUNT),
        'from the left: `(3, 9) < (4, 1)` is true.': (3, 9, 4, 1, (3, 9) < (4, 1)),
    },
    'help-pair': {
        'of a word. `{(1, 2): 3}.items()` gives each key': (1, 2, 3),
        'value. The word (1, 2, 3) has two pairs.': (1, 2, 3),
    },
    'task-merge': {
        '(5 min, level 2, section 3)': (EFFORT, section("together")),
        'with the pair (5, 5) and the new id 300, the list [5, 5, 5] becomes [300, 5]. The list that': (5, 5, 300, *merge([5, 5, 5], (5, 5), 300)[1:] * 3, *merge([5, 5, 5], (5, 5), 300)),
    },
    'help-merge': {
        'makes no error: `[7, 8, 9][2:4]` is `[9]`, which is no': (7, 8, 9, 2, 4, *[7, 8, 9][2:4]),
        'the same kind: `tuple([5, 5]) == (5, 5)` is true, and `[5, 5] == (5, 5)` is not.': (5, 5, 5, 5, 5, 5, 5, 5),
    },
    'task-encode': {
        '(6 min, level 3, section 3)': (EFFORT, section("together")),
        'i gives token 257 + i, and': 1 + len(BYTES),
        'i begins with 0. Of all pairs': 0,
        '`my_merge` of exercise 4. Without it, `from': exercise("merge"),
    },
    'help-encode': {
        'when merge number 5 is done, can merge number 3 find a pair': EXAMPLE,
        'its number, from 0 on. Each merge': 0,
    },
    'task-round-trip': {
        '(6 min, level 3, section 3)': (EFFORT, section("together")),
        'right tokenizers and eight wrong ones. If': COUNT,
    },
    'help-round-trip': {
        '`decode` of section 3 before you hand': section("together"),
    },
    'task-bits': {
        '(4 min, level 2, section 4)': (EFFORT, section("tokens")),
        'the text in UTF-8. So 3 nats per token, 20 tokens and a text of 60 bytes come to about 1.44. Write the steps': (8, 3, 20, 60, 3 * 20 / 60 / math.log(2)),
    },
    'help-bits': {
        'Three steps: how many': COUNT,
        'of the task: 60 nats, 86.6 bits, 1.44.': (3 * 20, 3 * 20 / math.log(2), 3 * 20 / 60 / math.log(2)),
        '`math.log(2)` is the logarithm': 2,
        'of bytes: section 2 shows what makes': section("Characters"),
        'a loss of 3.1 nats per token,': EXAMPLE,
        'with characters has 1.9. Which one is': EXAMPLE,
    },
    'task-batch': {
        '(5 min, level 2, section 5)': (EFFORT, section("Windows")),
        'for the tokens 5, 6, 7, 8, 9, the starts `[1]` and a context of 3, X is `[[6, 7, 8]]` and y is `[[7, 8, 9]]`.': (*range(5, 10), 1, 3, 6, 7, 8, 7, 8, 9),
    },
    'help-batch': {
        '**A window has 12 tokens of context.': EXAMPLE,
        'of them see?** Twelve. The first target': COUNT,
        'last from all twelve. So a model': COUNT,
    },
    'task-mask': {
        '(5 min, level 2, section 5)': (EFFORT, section("Windows")),
        'y the number 1 is padding, 0 is the end': (CHARACTERS.numbers["░"], CHARACTERS.numbers["■"]),
    },
    'help-mask': {
        'not count, of 0 and 1?': (0, 1),
        'a loss near 0, and the mean': 0,
    },
    'task-shard': {
        '(5 min, level 2, section 6)': (EFFORT, section("memory")),
        'have the numbers 0 to `processes - 1`. The function gets': (0, 1),
    },
    'help-shard': {
        'the parts of four processes for a file of 10 tokens on paper,': (COUNT, EXAMPLE),
        'for the processes 0, 1, 2 and 3. Where one part': (0, 1, 2, 3),
        'you divide: after half of the processes, half of the file': COUNT,
        'the first few. `divmod(10, 4)` gives the quotient': EXAMPLE,
        '**Four processes read their': COUNT,
        'others by a million tokens. What happens': COUNT,
        'of an epoch?** Three processes have read': COUNT,
    },
    'words': {
        '| UTF-8 | UTF-8 编码 | the': (8, 8),
    },
    '08.order': {
        'for spaces finds 10,697 of them. How': printed("order", 0),
        '10,697 again': printed("order", 0),
        'twice as many': COUNT,
    },
    '08.same-play': {
        'many of the 669 paragraphs of the': printed("same-play", 1),
        'more than 600': 600,
        'about half': COUNT,
        'fewer than 10': (10, PARAGRAPHS[0] < 10),
        'Six short ones are.': COUNT,
        'of those of five words, nearly four out of five are the same.': COUNT,
    },
    '08.unknown': {
        'The nine comedies have 181,759 words, 23,617 of them different.': (COUNT, WORDS_SEEN.total(), printed('unknown', 0)),
        'less than 1 %': 1,
        'about 4 %': 4,
        'More than half of the 23,617 words come once': (COUNT, printed("unknown", 0)),
        'about 13 %': printed("unknown", 1),
    },
    '08.first-merge': {
        '60 merges are learned': code('first-merges', 60),
    },
    '08.better': {
        'same held-out play: 2.52 nats per token with characters, 4.14 with 400 merges. Which table': (printed('bigrams', 0), printed('bigrams', 2), 400),
        'the two has twice as many tokens': COUNT,
        'With 18 end marks there are 53,663 tokens in place of 110,817, and each may cost twice as much.': (len(HELD_OUT), MERGED[1], NATS[1], 1 < MERGED[0] / NATS[0] < 2 and COUNT),
        '4.14 times 53,663 is less than 2.52 times 110,817. For the same': (printed('bigrams', 2), MERGED[1], printed('bigrams', 0), NATS[1], math.prod(MERGED) < math.prod(NATS)),
        'the merges need 2.90 bits per byte': printed("ruler", 11),
        'and the characters 3.64.': printed("ruler", 2),
    },
    '08.all-windows': {
        'training text has 986,553 tokens. You cut': printed("resume", 6),
        'a window of 256 tokens, with its': code('all-windows', 256),
        'at each place, 8 bytes a token.': torch.int64.itemsize,
        'about 8 MB, as much': round(8 * TOKENS / 1e6),
        'about 200 MB': 200,
        'again: nearly a million windows, 257 tokens each, 8 bytes a token.': (COUNT, 256 + 1, torch.int64.itemsize),
        'about 2 GB': about(257 * 8 * TOKENS / 1e9),
        'token stands in 257 windows, so the': 256 + 1,
        'text is stored 257 times.': 256 + 1,
        'Nearly a million windows times 257 tokens times 8 bytes. So windows': (COUNT, 256 + 1, torch.int64.itemsize),
    },
    '08.padding': {
        'More than half of the targets': COUNT,
    },
    '08.mapped': {
        'A program draws 100 batches from a': code('mapped', 100),
        'mapped file of 20 MB. By how': about(printed('mapped', 2)),
        'by about 20 MB, the size': about(printed('mapped', 2)),
        'by about 80 MB: 8 bytes for each': (about(8 * 10 * TOKENS / 1e6), torch.int64.itemsize),
        'A batch of 32 windows has some 17 kB, and the': (*code('mapped', 32), about(32 * (64 + 1) * 8 / 1e3)),
    },
    '08.view': {
        '`a` is [[1, 2, 3], [4, 5, 6]]. What is the': (*range(1, 7),),
        'first row of `a.view(3, 2)`?': (3, 2),
        '[1, 4]': (1, 4),
        '[1, 2]': (1, 2),
        'The six numbers stay in': COUNT,
        '[1, 3]': (1, 3),
        'keeps the order 1, 2, 3, 4, 5, 6 and cuts it anew: [1, 2], [3, 4], [5, 6]. `transpose` gives [1, 4], [2, 5], [3, 6].': (*range(1, 7), *range(1, 7), 1, 4, 2, 5, 3, 6),
    },
}
SAYS = {
    'title': 'after larger',
    'raw-intro': 'four row',
    'raw intent': 'first',
    'raw-note': 'cannot five without before not up nothing',
    'cleaned show': 'before',
    'header-note': 'first not before down not twice longer',
    'doubled-note': 'before rows stars no twice last not',
    'near-intro': 'four',
    'same-play intent': 'longer row',
    'ask-runs': 'three three ten fifty',
    'ask-runs right': 'fifty three row',
    'ask-runs wrong': 'three three ten orange fall',
    'runs-figure alt': 'light blue orange lower black square above',
    'runs-caption': 'three fifty four five nothing before not',
    'token-intro': 'fewer not nine more',
    'unknown show': 'ten',
    'bytes-intro': 'smallest',
    'bytes-note': 'three never three never nine no no nothing',
    'bpe-intro': 'nothing',
    'numbers-note': 'three row',
    'learn intent': 'largest smallest',
    'learn-note': 'highest smaller',
    'encode-intro': 'row',
    'encode intent': 'row seven',
    'encode-note': 'right without right',
    'ask-merges-figure right': 'three',
    'ask-merges-figure wrong': 'shorter',
    'merges-figure alt': 'rows blue low orange high above no below',
    'merges-figure show': 'without',
    'merges-caption': 'after more more no more less more below not',
    'foreign-note': 'no not',
    'section-4 break': 'before after',
    'section-4 late': 'five without',
    'ruler-intro': 'smallest after row',
    'bigrams intent': 'rows mean',
    'ruler-derivation': 'below mean not',
    'ruler show': 'last column five',
    'ruler-note': 'longer rise fewer million cannot column',
    'ladder alt': 'columns row left right above',
    'ladder-caption': 'fewer nothing column',
    'windows-intro': 'row',
    'windows intent': 'rows without last column without first row',
    'ask-window': 'three last last',
    'ask-window wrong': 'first',
    'window-figure alt': 'row three before after below row blue above orange below below four first last',
    'windows-caption': 'three below no not falls twice row before',
    'padding-intro': 'not rows no',
    'padding intent': 'rows first before three rows',
    'padded-loss intent': 'nothing',
    'padding-note': 'no nothing sum not mean',
    'padding-end': 'never',
    'section-6': 'more',
    'section-6 late': 'without',
    'memory-intro': 'not not up',
    'pack-note': 'smaller before ten no',
    'mapped show': 'before',
    'resume-intro': 'not',
    'card show': 'not',
    'card-note': 'last cannot nothing not',
    'bridge-intro': 'row first row column row left column right up',
    'matmul-note': 'three last first right three rows columns',
    'view-note': 'row no last last',
    'faster-note': 'after largest without always smallest first minus more up',
    'closing': 'nothing not never larger after',
    'closing right': 'before not',
    'practice': 'ten three dots last below not after first before',
    'task-clean': 'below nothing',
    'help-clean': 'three before longer first shorter right more first before',
    'task-overlap': 'no not not five four not not four more',
    'help-overlap': 'not cannot four five three five five twenty nothing longer more less',
    'task-pair': 'three three twice twice six highest smallest left',
    'help-pair': 'up longer first high minus after',
    'task-merge': 'left right up',
    'help-merge': 'after up no no not shorter not longer nothing not',
    'task-encode': 'first nothing without',
    'help-encode': 'never less first before left longest never',
    'task-round-trip': 'right right right eight',
    'help-round-trip': 'first cannot after before never right nothing',
    'task-bits': 'mean without',
    'help-bits': 'three after not better first more',
    'help-batch': 'down rows below longer columns last columns first twelve first last twelve after',
    'task-mask': 'without mean minus no',
    'help-mask': 'row columns row first not sum before mean more better mean',
    'task-shard': 'first first no left no longer more',
    'help-shard': 'four before after half half more first left four longer million three longest nothing',
    'words': 'before right rows too_short smallest first',
    '08.order': 'last after not right twice not neither no',
    '08.same-play': 'more more half fewer six less five four five',
    '08.unknown': 'nine never less more half more cannot',
    '08.first-merge': 'first more',
    '08.better': 'better lower lower twice twice row more less',
    '08.all-windows': 'last million million not',
    '08.padding': 'more half lower after higher more first mean nothing mean down worse after',
    '08.mapped': 'grow first nothing',
    '08.view': 'first row first column row six after no left after',
}
