"""helpers.text: the facts of its texts, and what vocabularies, splits and windows hold."""

import hashlib
import random
import re
import shutil
import string
import tokenize
from collections import Counter, defaultdict
from io import StringIO
from itertools import combinations
from pathlib import Path

import bible_table
import code_table
import names_table
import plays_table
import poems_table
import pytest
import raw_texts as raw_files
import torch

from helpers.data import read_table
from helpers.text import (
    CHARACTERS,
    LETTERS,
    Vocabulary,
    code,
    king_james,
    names,
    pairs,
    plays,
    poems,
    raw_texts,
    split,
    split_plays,
    windows,
)

NAMES = names()
PLAYS = plays()
POEMS = poems()
RAW = raw_texts()
SCENES = [scene for scenes in PLAYS.values() for scene in scenes]
FEW = ["anna", "bo", "li"]


# The names


def test_the_names():
    assert len(NAMES) == len(set(NAMES)) == 29_910
    assert set("".join(NAMES)) == set(string.ascii_lowercase)
    assert (min(map(len, NAMES)), max(map(len, NAMES))) == (2, 15)
    assert names() == NAMES and names() is not NAMES


def test_the_counts_of_the_names():
    """What the Social Security Administration published: the commonest names, and the sums."""
    header, rows = read_table("names.csv")
    assert header == ["name", "girls", "boys"]
    girls = Counter({name: int(count) for name, count, _ in rows})
    boys = Counter({name: int(count) for name, _, count in rows})
    assert girls.most_common(2) == [("emma", 19_738), ("olivia", 18_632)]
    assert boys.most_common(2) == [("liam", 18_728), ("noah", 18_326)]
    for counts, given, children in ((girls, 18_309, 1_711_811), (boys, 14_160, 1_834_490)):
        assert len(+counts) == given and counts.total() == children
        assert min(count for count in counts.values() if count) == 5


def test_the_table_is_what_its_program_writes():
    """Sorted by name and shuffled: nothing about a name shows in its place."""
    _, rows = read_table("names.csv")
    found = {name: {"girls": int(g), "boys": int(b)} for name, g, b in rows}
    assert names_table.FILE.read_text("utf-8") == names_table.table(found)
    again = names_table.table(dict(sorted(found.items())))
    assert again == names_table.table(found)
    common = [i for i, (_, g, b) in enumerate(rows) if int(g) + int(b) > 1000]
    assert abs(sum(common) / len(common) / len(rows) - 0.5) < 0.03
    first = [name[0] for name, *_ in rows]
    assert abs(first[:15_000].count("a") / first.count("a") - 0.5) < 0.03


def test_the_table_joins_girls_and_boys():
    rows = [("Jo", "F", 7), ("Al", "M", 5), ("Jo", "M", 6)]
    found = names_table.counts([dict(zip(("name", "sex", "n"), row, strict=True)) for row in rows])
    assert found == {"jo": {"girls": 7, "boys": 6}, "al": {"girls": 0, "boys": 5}}
    assert sorted(names_table.table(found).splitlines()) == ["al,0,5", "jo,7,6", "name,girls,boys"]


# The plays


def test_the_plays():
    assert len(PLAYS) == 38
    assert len(SCENES) == len(set(SCENES)) == 789
    assert sum(map(len, SCENES)) == 4_783_195
    assert (min(map(len, SCENES)), max(map(len, SCENES))) == (170, 42_305)
    assert plays() == PLAYS and plays() is not PLAYS
    assert plays()["Hamlet"] is not PLAYS["Hamlet"]


def test_the_order_of_the_plays():
    """Each kind from A to Z, "The" and "A" too; the last of a kind is after the next's first."""
    titles = [*PLAYS]
    assert titles[0] == "A Midsummer Night's Dream" and titles[-1] == "Timon of Athens"
    falls = [i for i in range(1, 38) if titles[i] < titles[i - 1]]
    assert [titles[i] for i in falls] == [
        "Edward III",
        "All's Well That Ends Well",
        "Antony and Cleopatra",
        "A Winter's Tale",
        "Hamlet",
    ]


def test_the_plays_are_split_by_play():
    """Both ways: the last two lists are the same, and no scene is in two of them."""
    nine, every = split_plays(), split_plays(every=True)
    assert nine[1:] == every[1:] == (PLAYS["Twelfth Night"], PLAYS["The Tempest"])
    assert len(nine[0]) == 146 and len(every[0]) == sum(map(len, PLAYS.values())) - 27 == 762
    assert set(nine[0]) < set(every[0]) and not set(every[0]) & {*every[1], *every[2]}


@pytest.mark.parametrize(
    ("title", "scenes", "characters"),
    [
        ("Twelfth Night", 18, 110_799),
        ("The Tempest", 9, 92_059),
        ("Hamlet", 20, 170_492),
        ("Macbeth", 28, 95_801),
        ("Henry V", 29, 145_897),
    ],
)
def test_the_size_of_a_play(title, scenes, characters):
    """Twelfth Night has its 18 scenes; in The Tempest the source runs the first two together."""
    assert len(PLAYS[title]) == scenes and sum(map(len, PLAYS[title])) == characters


@pytest.mark.parametrize(
    ("title", "number", "first"),
    [
        ("Twelfth Night", 0, "DUKE ORSINO:\nIf music be the food of love, play on;\n"),
        ("Hamlet", 0, "BERNARDO:\nWho's there?\n\nFRANCISCO:\nNay, answer me: stand, and"),
        ("Macbeth", 0, "First Witch:\nWhen shall we three meet again\nIn thunder, light"),
        ("Richard III", 0, "GLOUCESTER:\nNow is the winter of our discontent\n"),
        ("Romeo and Juliet", 0, "Prologue:\nTwo households, both alike in dignity,\n"),
        ("The Tempest", -1, "Now my charms are all o'erthrown,\n"),
        ("Henry VI, Part 1", 8, "COUNTESS OF AUVERGNE:\nPorter, remember what I gave"),
    ],
)
def test_how_a_scene_begins(title, number, first):
    assert PLAYS[title][number].startswith(first)


def test_a_scene_is_only_what_is_spoken():
    """No heading, no direction, no mark of Markdown; speeches with one empty line between them."""
    for scene in SCENES:
        assert not re.search(r"[]_*<>|`\\[#^~]|&\w+;", scene)
        assert not re.search(r"^(ACT|SCENE) [IVX]+|\bExeunt\b|^Exit\b", scene, re.MULTILINE)
        assert not re.search(r"\n\n\n|\A\s|\s\Z| \n|\n |  ", scene)
        blocks = scene.split("\n\n")
        assert all(block.partition("\n")[0].endswith(":") for block in blocks[1:])
        assert all("\n" in block for block in blocks)
    unnamed = [scene for scene in SCENES if not re.match(r"[^\n]{1,40}:\n", scene)]
    assert len(unnamed) == 6  # prologues, epilogues, a song, and a speech whose name is missing


def test_the_file_is_what_its_program_writes():
    """Written back as Markdown, the program finds nothing more in it to take away or to change."""
    stored = plays_table.FILE.read_text("utf-8").removesuffix("\n")
    for play in stored.removeprefix("# ").split("\n\n# "):
        title, *scenes = play.split("\n\n## ")
        markdown = "".join(map(as_markdown, scenes))
        assert plays_table.scenes(markdown, title) == [
            tuple(scene.split("\n", maxsplit=1)) for scene in scenes
        ]


def as_markdown(scene: str) -> str:
    heading, text = scene.split("\n", maxsplit=1)
    return f"\n\n### {heading}\n\n" + re.sub(r"(\A|\n\n)(.+):\n", r"\1**\2**  \n", text)


MARKDOWN = """
# Any Play

## ACT I

#### SCENE I. A room. Two chairs,

and a table.

_Enter
ANN_

**ANN**
Who —_[Aside]_ is there?
_\\[To BOB]_
'Tis he,'\\--now,

_Exit BOB. A long
noise_

go &amp; look.

**BISHOP**
[Within]_

ANY PLAY

**EVE**
Not I.
BISHOP

**OF ROME**
Nor __\\[ ]_ *[Reads.]* I.
SONG.
OF EPHESUS
THE SONG.
DUMB SHOW.
SPOKEN BY PROSPERO
Servants sha$l go.
Ann's Servant What?

1\\. A lord
with a *crown*.

SCENE II: A wood.

*Exeunt.*

## ACT II

### Prologue

I come no more,
and go.

EPILOGUE
"""


def test_a_play_from_markdown():
    assert plays_table.scenes(re.sub(r"(?<=\S)\n", "  \n", MARKDOWN), "Any Play") == [
        (
            "ACT I, SCENE I",
            "ANN:\nWho -- is there?\n'Tis he,'--now,\ngo & look.\n\nEVE:\nNot I.\n\n"
            "BISHOP OF ROME:\nNor I.\nServants shall go.\n\nAnn's Servant:\nWhat?",
        ),
        ("ACT II, PROLOGUE", "I come no more,\nand go."),
    ]


# The poems


def test_the_poems():
    """Counted line by line from the file, in which an empty line stands between two poems."""
    assert len(POEMS) == len(set(POEMS)) == 8_659
    lines = poems_table.FILE.read_text("utf-8").splitlines()
    assert lines[4::5] == [""] * 8_658 and len(lines) == 5 * 8_659 - 1
    assert Counter(map(len, lines)) == {0: 8_658, 5: 4 * 2_396, 7: 4 * 6_263}
    assert all(len(line) == len(lines[i - i % 5]) for i, line in enumerate(lines) if line)
    assert ["\n".join(lines[i : i + 4]) for i in range(0, len(lines), 5)] == POEMS
    assert poems() == POEMS and poems() is not POEMS


def test_the_characters_of_the_poems():
    """258,000 with an end mark for each poem; Chinese characters alone, and the line break."""
    symbols = set().union(*POEMS)
    assert len(symbols) == 2_495 and min(symbols) == "\n"
    assert all("\u4e00" <= symbol <= "\u9fff" for symbol in symbols - {"\n"})
    assert sum(map(len, POEMS)) == 4 * (5 * 2_396 + 7 * 6_263) + 3 * 8_659 == 249_261
    assert poems_table.FILE.stat().st_size == 3 * (249_261 - 3 * 8_659) + 5 * 8_659 - 1


@pytest.mark.parametrize(
    "poem",
    [
        "床前看月光\n疑是地上霜\n举头望山月\n低头思故乡",
        "白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼",
        "春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少",
        "故人西辞黄鹤楼\n烟花三月下扬州\n孤帆远影碧山尽\n唯见长江天际流",
        "独在异乡为异客\n每逢佳节倍思亲\n遥知兄弟登高处\n遍插茱萸少一人",
    ],
)
def test_poems_that_many_know_by_heart(poem):
    assert POEMS.count(poem) == 1


def test_some_poems_are_nearly_the_same():
    """Each pair of places with the lines there, and the poems that have them."""
    shared = defaultdict(set)
    for poem in POEMS:
        for lines in combinations(enumerate(poem.split("\n")), 2):
            shared[lines].add(poem)
    assert len(set().union(*(group for group in shared.values() if len(group) > 1))) == 673


def test_which_poems_are_kept():
    """Four equal lines with the usual marks, after the change of characters; each once."""
    five, seven = "，".join(["龍龍龍龍龍"] * 2) + "。", "，".join(["甲乙丙丁戊己庚"] * 2) + "。"
    texts = [five * 2, seven * 2, five + seven, five, five * 3, five + five.replace("。", "？")]
    texts += [
        five * 2,
        five.replace("龍", "龙") * 2,
        five + five.replace("龍", "□"),
        "龍" + seven * 2,
    ]
    assert poems_table.quatrains(texts, lambda text: text.replace("龍", "龙")) == [
        "\n".join(["龙龙龙龙龙"] * 4),
        "\n".join(["甲乙丙丁戊己庚"] * 4),
    ]


def test_the_commonest_characters_of_poems():
    """Line breaks are not counted; of two that are equally common, the first one stays."""
    assert poems_table.common(["甲\n甲", "乙\n丙", "乙\n乙", "丁\n丙"], 2) == ["甲\n甲", "乙\n乙"]
    assert poems_table.common(["丙\n乙", "乙\n丙", "甲\n甲"], 1) == []
    assert poems_table.common(["丙", "乙"], 1) == ["丙"]


# Texts to write on

BIBLE = king_james()
CODE = code()


def test_the_books_of_the_bible():
    """Chapters and verses as they are counted in every print; the characters of the docstring."""
    genesis, samuel = BIBLE
    assert (len(genesis), len(samuel)) == (50, 31)
    verses = [sum(chapter.count("\n") + 1 for chapter in book) for book in BIBLE]
    assert verses == [1_533, 810]
    assert [chapter.count("\n") + 1 for chapter in genesis[:5]] == [31, 25, 24, 26, 32]
    assert [chapter.count("\n") + 1 for chapter in samuel[-3:]] == [11, 31, 13]
    assert [sum(map(len, book)) for book in BIBLE] == [196_768, 129_232]
    assert king_james() == BIBLE and king_james()[0] is not genesis


@pytest.mark.parametrize(
    ("book", "chapter", "verse", "words"),
    [
        (0, 1, 1, "In the beginning God created the heaven and the earth."),
        (0, 3, 19, "for dust thou art, and unto dust shalt thou return."),
        (0, 11, 9, "Therefore is the name of it called Babel;"),
        (0, 50, 26, "and they embalmed him, and he was put in a coffin in Egypt."),
        (1, 17, 50, "So David prevailed over the Philistine with a sling and with a stone,"),
        (1, 31, 13, "and buried them under a tree at Jabesh, and fasted seven days."),
    ],
)
def test_verses_that_many_know_by_heart(book, chapter, verse, words):
    assert words in BIBLE[book][chapter - 1].split("\n")[verse - 1]


def test_a_verse_is_a_line_without_its_place():
    for chapter in (chapter for book in BIBLE for chapter in book):
        assert not re.search(r"\d|\n\n|^ | $|  |#", chapter, re.MULTILINE)
        assert all(re.match(r"[(A-Z]", verse) for verse in chapter.split("\n"))


def test_chapters_from_what_the_program_prints():
    printed = "1Sa1:1 Now there was\n1Sa1:2 a man: 2:1\n1Sa2:1 And he\n1Sa10:1 went.\n"
    assert bible_table.chapters(printed) == ["Now there was\na man: 2:1", "And he", "went."]


TRAIN_ON = ("calendar", "contextlib", "dataclasses", "random", "tempfile")


def test_the_programs():
    """Each is a whole module that Python can read; the characters of the docstring."""
    assert [len(files) for files in CODE] == [5, 3]
    assert [sum(map(len, files)) for files in CODE] == [177_327, 44_429]
    assert code() == CODE and code()[0] is not CODE[0]
    for name, text in zip((*TRAIN_ON, "copy", "csv", "textwrap"), CODE[0] + CODE[1], strict=True):
        assert text == (code_table.FOLDER / f"{name}.txt").read_text("utf-8")
        compile(text, name, "exec")
        assert sum(1 for _ in tokenize.generate_tokens(StringIO(text).readline)) > 1_000
        assert text.endswith("\n") and "\t" not in text
    words = ["class Calendar(", "class ContextDecorator(", "def dataclass(", "class Random("]
    words += ["def mkdtemp(", "def deepcopy(", "class Sniffer", "def dedent("]
    assert all(one in text for one, text in zip(words, CODE[0] + CODE[1], strict=True))


def test_the_books_name_no_address_of_a_person():
    text = "".join(BIBLE[0] + BIBLE[1])
    assert not re.search(r"@|\d", text)


def test_the_license_stands_beside_the_programs():
    names = {path.name for path in code_table.FOLDER.iterdir()}
    assert names == {Path(name).with_suffix(".txt").name for name in code_table.FILES}
    text = (code_table.FOLDER / "LICENSE.txt").read_text("utf-8")
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in text
    assert "2023 Python Software Foundation;\nAll Rights Reserved" in text


@pytest.mark.parametrize("lists", [BIBLE, CODE], ids=["king_james", "code"])
def test_the_texts_can_be_encoded_and_what_is_held_out_is_new(lists):
    """No document, and no verse or long line of code, is in both lists."""
    train, held_out = lists
    text = "".join(train + held_out)
    assert set(text) < set(CHARACTERS.symbols[2:]) and "¥" not in text
    assert len(set(train + held_out)) == len(train) + len(held_out)
    long = [{line for one in some for line in one.split("\n") if len(line) > 60} for some in lists]
    assert min(map(len, long)) > 50 and not long[0] & long[1]
    runs = [{one[i : i + 120] for one in some for i in range(len(one) - 119)} for some in lists]
    assert len(runs[0] & runs[1]) < len(runs[1]) / 1_000


@pytest.mark.skipif(not shutil.which("bible"), reason="needs Debian's bible-kjv")
def test_the_file_of_the_bible_is_what_its_program_writes():
    assert bible_table.FILE.read_text("utf-8") == bible_table.text()


LIBRARY = Path("/usr/lib/python3.11")


@pytest.mark.skipif(not (LIBRARY / "LICENSE.txt").exists(), reason="needs Debian's Python 3.11.2")
def test_the_files_of_the_library_are_what_their_program_writes():
    found = {path.name: path.read_bytes() for path in code_table.FOLDER.iterdir()}
    assert found == code_table.texts(LIBRARY)


def test_another_library_is_refused(tmp_path):
    for name in code_table.FILES:
        (tmp_path / name).write_bytes(b"other")
    with pytest.raises(
        ValueError, match=r"contextlib.py is another one than that of Python 3.11.2"
    ):
        code_table.texts(tmp_path)


# The raw texts


def test_the_raw_texts_have_all_their_bytes():
    """The first three have the checksum of the file in the package; the fourth is a part."""
    assert {name: hashlib.sha256(text).hexdigest()[:16] for name, text in RAW.items()} == {
        "Alice": "7467306ee0feed49",
        "As You Like It": "eaa3526fe53859f3",
        "Paradise Lost": "07e2e0b461af78c7",
        "Workshop": "026f2b64652836f8",
    }
    assert [*map(len, RAW.values())] == [152_089, 125_179, 481_861, 14_756]
    assert raw_texts() == RAW and raw_texts() is not RAW


@pytest.mark.parametrize(
    ("name", "ends", "controls", "spaces"),
    [
        ("Alice", ["\r\n"], {"\r": 3_608, "\n": 3_608, "\x1a": 1}, 0),
        ("As You Like It", ["\n"], {"\n": 4_122, "\t": 2_895}, 6),
        ("Paradise Lost", ["\r\n"], {"\r": 10_699, "\n": 10_699, "\x1a": 2}, 10_697),
        ("Workshop", ["\r\n"], {"\r": 347, "\n": 347}, 10),
    ],
)
def test_the_dirt_of_the_raw_texts(name, ends, controls, spaces):
    """How lines end, bytes below 32, and lines with spaces or tabs at their end."""
    text = RAW[name].decode("ascii")
    assert sorted(set(re.findall(r"\r?\n|\r", text))) == ends
    assert {c: n for c, n in Counter(text).items() if ord(c) < 32 or ord(c) == 127} == controls
    assert len(re.findall(r"(?m)[ \t]+\r?$", text)) == spaces


def test_what_else_is_in_the_raw_texts():
    text = {name: content.decode("ascii") for name, content in RAW.items()}
    verses = text["Paradise Lost"].split(" \r\n")
    cards = [i for i, verse in enumerate(verses) if re.fullmatch("[ 0-9]*[0-9]", verse.rstrip())]
    assert [verses[i].strip() for i in cards] == ["00021053", "00081429", "00482129"]
    assert all(re.search("[a-z]", verses[i + step]) for i in cards for step in (-2, 1))
    assert "February 1992 Project Gutenberg release" in verses[0]
    assert text["Paradise Lost"].endswith("[The End]\x1a\x1a\r\n")
    assert text["Alice"].endswith("THE END\r\n\x1a")
    assert text["As You Like It"].startswith("\tAS YOU LIKE IT\n\n\n\tDRAMATIS PERSONAE\n")
    report = text["Workshop"].split("\r\n")
    assert report[2] == "The Project Gutenberg Etext of LOC WORKSHOP ON ELECTRONIC TEXTS"
    assert report[-3].startswith("*End of The Project Gutenberg Etext")


def test_the_raw_texts_name_no_address_of_a_person():
    """One phone number, that of an office; no e-mail and no street."""
    text = "".join(content.decode("ascii") for content in RAW.values())
    assert re.findall(r"\(\d+\) *[\d-]+|\b\d{3}-\d{4}\b|\S*@\S*", text) == ["(202) 707-5333"]
    assert "Phone" not in text and "Fax" not in text
    assert not re.search(r"[A-Z]{2} +\d{5}\b", text)


def test_the_report_is_cut_between_two_lines():
    first, last = raw_files.LEFT_OUT
    assert (
        raw_files.cut(b"A\r\n" + first + b"B\r\n" + last + b"C\r\n") == b"A\r\n" + last + b"C\r\n"
    )
    assert first not in RAW["Workshop"] and RAW["Workshop"].count(last) == 1
    assert sorted(raw_files.FILES) == sorted(path.name for path in raw_files.FOLDER.iterdir())


def test_another_package_is_refused(tmp_path):
    (tmp_path / "other.tar.gz").write_bytes(b"other")
    for read in (raw_files.texts, poems_table.sources):
        with pytest.raises(ValueError, match="Download it"):
            read(tmp_path / "other.tar.gz")


# Vocabularies


def test_characters():
    """99 symbols: the end mark first, then the padding mark, which no text has."""
    symbols = CHARACTERS.symbols
    assert len(CHARACTERS) == 99 and symbols[2] == "\n" and symbols[-1] == "¥"
    keys = string.ascii_letters + string.digits + string.punctuation + " "
    assert sorted(symbols[3:-1]) == sorted(keys) and len(keys) == 95
    assert repr(CHARACTERS).startswith("Vocabulary('■░\\n !") and all(
        mark.isprintable() for mark in symbols[:2]
    )
    assert set("".join(SCENES)) < set(symbols[2:])


def test_windows_of_a_play():
    """One row for each character, and one for the end of each of the 18 scenes."""
    X, y = windows(PLAYS["Twelfth Night"], CHARACTERS, 8)
    assert X.shape == (110_799 + 18, 8) and y.shape == (110_817,)
    assert (y == 0).sum() == 18 and CHARACTERS.decode(y[:11]) == "DUKE ORSINO"
    assert CHARACTERS.decode(X[5]) == "■■■DUKE "


def test_letters():
    assert LETTERS.symbols == ".abcdefghijklmnopqrstuvwxyz" and len(LETTERS) == 27
    ids = LETTERS.encode(".az")
    assert ids.tolist() == [0, 1, 26] and ids.dtype == torch.int64
    assert LETTERS.decode([0, 1, 26]) == LETTERS.decode(torch.tensor([0, 1, 26])) == ".az"
    assert LETTERS.decode([]) == LETTERS.decode(torch.tensor([], dtype=torch.int64)) == ""
    assert repr(Vocabulary(".a")) == "Vocabulary('.a')"


MANY = "\n ¥é\u0301🙂的床前明月光.aA\\'\"\t\0"


@pytest.mark.parametrize("symbols", [LETTERS.symbols, string.printable, MANY, "."])
def test_decode_takes_back_what_encode_did(symbols):
    vocabulary, draw = Vocabulary(symbols), random.Random(0)
    for length in [1, 2, *(draw.randint(1, 300) for _ in range(50))]:
        text = "".join(draw.choices(symbols, k=length))
        ids = vocabulary.encode(text)
        assert ids.shape == (length,) and ids.dtype == torch.int64
        assert [symbols[number] for number in ids] == list(text)
        assert vocabulary.decode(ids) == vocabulary.decode(ids.tolist()) == text
    for ids in torch.randint(len(symbols), (20, 30), generator=torch.Generator().manual_seed(0)):
        assert torch.equal(vocabulary.encode(vocabulary.decode(ids)), ids)


def test_all_names_come_back():
    assert [LETTERS.decode(LETTERS.encode(name)) for name in NAMES[:1000]] == NAMES[:1000]


# Splits


def test_split_deals_out_all_names():
    lists = split(NAMES)
    assert [len(part) for part in lists] == [23_928, 2_991, 2_991]
    assert sorted(name for part in lists for name in part) == sorted(NAMES)
    assert [set(a) & set(b) for a in lists for b in lists if a is not b] == [set()] * 6


def test_split_follows_its_seed():
    assert split(NAMES) == split(NAMES, seed=0) == split(tuple(NAMES), (0.8, 0.1, 0.1))
    first, other = split(NAMES)[1], split(NAMES, seed=1)[1]
    assert 200 < len(set(first) & set(other)) < 400  # a tenth of 2,991, by chance
    assert first != sorted(first)
    state, own = random.getstate(), torch.get_rng_state()
    split(NAMES, seed=3)
    assert state == random.getstate() and torch.equal(own, torch.get_rng_state())


def test_split_draws_without_favour():
    """Over many seeds each document comes into each list as often as its share says."""
    letters, seeds = [*"abcdefghij"], range(1000)
    lists = [split(letters, (0.5, 0.3, 0.2), seed) for seed in seeds]
    for place, share in enumerate((0.5, 0.3, 0.2)):
        times = Counter(letter for parts in lists for letter in parts[place])
        assert set(times) == set(letters)
        assert all(abs(count / len(seeds) - share) < 0.07 for count in times.values())


def test_split_in_other_parts():
    assert [len(part) for part in split([*"abcdefghij"], (0.5, 0.3, 0.2))] == [5, 3, 2]
    assert [len(part) for part in split([*"abcdefghi"], (1 / 3, 1 / 3, 1 / 3))] == [3, 3, 3]
    assert [sorted(part) for part in split([*"cab"], (1,))] == [["a", "b", "c"]]
    assert [len(part) for part in split(FEW, (0.4, 0.3, 0.3))] == [1, 1, 1]


def test_split_is_the_same_everywhere():
    """By numbers that Python promises: those of `random.Random(seed).random()`, in order."""
    draw = random.Random(7)
    drawn = [(draw.random(), letter) for letter in "abcdefghij"]
    assert split([*"abcdefghij"], (0.5, 0.5), 7) == (
        [letter for _, letter in sorted(drawn)[:5]],
        [letter for _, letter in sorted(drawn)[5:]],
    )
    assert [part[:3] for part in split(NAMES)] == [
        ["trynity", "nello", "summerrose"],
        ["indio", "kathryne", "avayla"],
        ["aurie", "ashtrid", "nalani"],
    ]


# Windows and pairs


def by_hand(documents, context, end="."):
    """Each window as a text with its next character, written out document by document."""
    found = []
    for document in documents:
        text = end * context + document + end
        found += [(text[i : i + context], text[i + context]) for i in range(len(document) + 1)]
    return found


@pytest.mark.parametrize("context", [1, 2, 3, 8])
@pytest.mark.parametrize("documents", [["a"], FEW, NAMES[:500]], ids=["one", "few", "many"])
def test_windows(documents, context):
    X, y = windows(documents, LETTERS, context)
    rows = [(LETTERS.decode(x), LETTERS.decode([t])) for x, t in zip(X, y.tolist(), strict=True)]
    assert rows == by_hand(documents, context)
    assert X.shape == (sum(map(len, documents)) + len(documents), context) == (len(y), context)
    assert X.dtype == y.dtype == torch.int64 and X.is_contiguous() and y.is_contiguous()


def test_windows_of_another_vocabulary():
    """The first symbol is the end mark, whatever it is; other text may have the dot."""
    vocabulary = Vocabulary("\n.a床")
    X, y = windows(["a.床", "."], vocabulary, 2)
    assert list(zip(map(vocabulary.decode, X), vocabulary.decode(y), strict=True)) == by_hand(
        ["a.床", "."], 2, "\n"
    )


def test_pairs():
    X, y = pairs(["anna", "bo"], LETTERS)
    assert LETTERS.decode(X) == ".anna.bo" and LETTERS.decode(y) == "anna.bo."
    assert X.shape == y.shape == (8,) and X.dtype == y.dtype == torch.int64
    assert X.is_contiguous()


def test_pairs_of_all_names():
    counts = Counter(two for name in NAMES for two in zip("." + name, name + ".", strict=True))
    X, y = pairs(NAMES, LETTERS)
    found = Counter(zip(LETTERS.decode(X), LETTERS.decode(y), strict=True))
    assert found == counts and found.total() == sum(map(len, NAMES)) + len(NAMES)


# Bad input


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: Vocabulary(""), ValueError, ["symbols is empty"]),
        (lambda: Vocabulary(".abca"), ValueError, ["'a' stands 2 times", "wanted each once"]),
        (lambda: Vocabulary({".", "a"}), TypeError, ["symbols is a set", "sorted(symbols)"]),
        (lambda: LETTERS.encode(""), ValueError, ["text is empty"]),
        (lambda: LETTERS.encode(FEW), TypeError, ["text is a list", "wanted a string"]),
        (
            lambda: LETTERS.encode("Anna"),
            ValueError,
            ["'A', at index 0", "'Anna'", "27 symbols", LETTERS.symbols, "Try text.lower()"],
        ),
        (
            lambda: LETTERS.encode("x" * 70 + "rené" + "y" * 70),
            ValueError,
            ["'é', at index 73", f"'{'x' * 17}rené{'y' * 19}'", "Leave it out, or replace it"],
        ),
        (lambda: Vocabulary(MANY[:3]).encode("\r"), ValueError, [r"'\r'", r"'\n ¥'"]),
        (
            lambda: Vocabulary(string.printable).encode("é"),
            ValueError,
            ["100 symbols", f"'{string.printable[:40]}...'"],
        ),
        (lambda: LETTERS.decode([1, 27]), ValueError, ["ids[1] is 27", "27 symbols", "0 to 26"]),
        (lambda: LETTERS.decode([-1]), ValueError, ["ids[0] is -1", "0 to 26"]),
        (lambda: LETTERS.decode(torch.tensor([1, 30])), ValueError, ["ids[1] is 30"]),
        (lambda: LETTERS.decode(torch.ones(2)), TypeError, ["ids[0] is 1.0", "int(...)"]),
        (lambda: LETTERS.decode([torch.tensor(1)]), TypeError, ["tensor(1)", "int(...)"]),
        (lambda: LETTERS.decode(torch.ones(2, 3).long()), ValueError, ["(2, 3)", "(T,)"]),
        (lambda: LETTERS.decode(torch.tensor(3)), ValueError, ["shape ()", "ids.flatten()"]),
        (lambda: split([]), ValueError, ["documents is empty"]),
        (lambda: split(["anna"]), ValueError, ["1 documents", "[1, 0, 0]", "at least one each"]),
        (lambda: split(["anna", "bo"]), ValueError, ["2 documents", "[2, 0, 0]"]),
        (lambda: split("anna"), TypeError, ["documents is one string", "Try [text]"]),
        (lambda: split([*FEW, "anna"]), ValueError, ["'anna' stands twice", "dict.fromkeys"]),
        (lambda: split([*FEW, ""]), ValueError, ["documents[3] is empty"]),
        (lambda: split([*FEW, 3]), TypeError, ["documents[3] is a int"]),
        (lambda: split(NAMES, (0.8, 0.1)), ValueError, ["(0.8, 0.1)", "add up to 1"]),
        (lambda: split(NAMES, (0.8, 0.3, -0.1)), ValueError, ["shares above 0"]),
        (lambda: split(NAMES, (80, 10, 10)), ValueError, ["(80, 10, 10)", "add up to 1"]),
        (lambda: split(NAMES, (float("nan"), 1.0)), ValueError, ["nan"]),
        (lambda: split(NAMES, seed=None), TypeError, ["seed is None", "whole number"]),
        (lambda: split(NAMES, seed=0.5), TypeError, ["seed is 0.5"]),
        (lambda: pairs([], LETTERS), ValueError, ["documents is empty"]),
        (lambda: pairs("anna", LETTERS), TypeError, ["documents is one string"]),
        (lambda: pairs(["anna", ""], LETTERS), ValueError, ["documents[1] is empty"]),
        (lambda: pairs(["Émile"], LETTERS), ValueError, ["'É', at index 0", "'Émile'"]),
        (lambda: pairs(["bo", "Anna"], LETTERS), ValueError, ["index 0", "'Anna'", ".lower()"]),
        (lambda: pairs(["bo", ".anna."], LETTERS), ValueError, ["documents[1]", "strip('.')"]),
        (lambda: windows(PLAYS["Hamlet"], LETTERS, 8), ValueError, ["'B', at index", "27 symbols"]),
        (lambda: windows(["你好"], CHARACTERS, 8), ValueError, ["'你', at index 0", "99 symbols"]),
        (lambda: windows(["stop■"], CHARACTERS, 8), ValueError, ["end mark '■'", "strip"]),
        (lambda: windows(FEW, LETTERS, 0), ValueError, ["context is 0", "at least 1"]),
        (lambda: windows(FEW, LETTERS, 2.0), TypeError, ["context is 2.0", "whole number"]),
    ],
)
def test_bad_input_is_named(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)
