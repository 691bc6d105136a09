"""05.targets: pairs of letters for `nn.CrossEntropyLoss`, shifted by one."""

from collections.abc import Iterable

import torch

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

LONG = ("barbara", "mimi", "lilian", "liliana", "lilibeth", "coco")
SHORT = ("jo", "al", "bo", "ed", "ty", "my")
END = 0


def lists_of_names(generator: torch.Generator) -> list[tuple]:
    """(some_names,): a name alone, two names, four names. A pair comes twice in each long one;
    the order of the names is not that of the alphabet."""

    def one(names):
        return names[choose(generator, len(names))]

    while True:
        four = [one(SHORT), one(LONG), one(SHORT), one(LONG)]
        if len(set(four)) == 4 and four != sorted(four) and four[0][-1] != four[1][0]:
            return [([one(LONG)],), ([four[1], four[2]],), (four,)]


def number_of(letter: str) -> int:
    return ord(letter) - ord("a") + 1


def numbered(name: str, front: bool = True, back: bool = True) -> list[int]:
    return [END] * front + [number_of(letter) for letter in name] + [END] * back


def shifted(rows: Iterable[list[int]], by: int = 1) -> list[tuple[int, int]]:
    return [pair for row in rows for pair in zip(row, row[by:], strict=False)]


def with_marks(names: list[str], front: bool = True, back: bool = True) -> list[tuple[int, int]]:
    return shifted(numbered(name, front, back) for name in names)


def in_one_row(names: list[str]) -> list[int]:
    return [number for name in names for number in numbered(name)]


def renumbered(change):
    """The right pairs, with change(number) in the place of each number."""
    return lambda names: [(change(x), change(y)) for x, y in with_marks(names)]


def first_of_each(names):
    return [(END, number_of(name[0])) for name in names]


def last_of_all(names):
    return [(x, number_of(name[-1])) for name in names for x in numbered(name, back=False)]


def each_later(names):
    rows = map(numbered, names)
    return [(x, y) for row in rows for i, x in enumerate(row) for y in row[i + 1 :]]


def longer(names):
    return with_marks([name for name in names if len(name) > 2])


# The pairs that a learner may make of the names, by what is said of them here.
MADE = {
    "right": with_marks,
    "swapped": lambda names: [(y, x) for x, y in with_marks(names)],
    "not shifted": lambda names: [(n, n) for name in names for n in numbered(name)],
    "without the last": lambda names: [(x, x) for x, _ in with_marks(names)],
    "the next for both": lambda names: [(y, y) for _, y in with_marks(names)],
    "two": lambda names: shifted(map(numbered, names), 2),
    "no start": lambda names: with_marks(names, front=False),
    "no end": lambda names: with_marks(names, back=False),
    "no marks": lambda names: with_marks(names, front=False, back=False),
    "no marks, from 0": lambda names: [(x - 1, y - 1) for x, y in with_marks(names, False, False)],
    "across without a mark": lambda names: with_marks(["".join(names)]),
    "across without any mark": lambda names: with_marks(["".join(names)], False, False),
    "mark to mark": lambda names: shifted([in_one_row(names)]),
    "first name": lambda names: with_marks(names[:1]),
    "last name": lambda names: with_marks(names[-1:]),
    "from 0, mark -1": renumbered(lambda n: n - 1),
    "from 0, mark 0": renumbered(lambda n: max(n - 1, 0)),
    "from 0, mark 26": renumbered(lambda n: (n - 1) % 27),
    "mark 27": renumbered(lambda n: n or 27),
    "codes": renumbered(lambda n: n + 96 if n else ord(".")),
    "codes, mark 0": renumbered(lambda n: n + 96 if n else 0),
    "first pair": lambda names: with_marks(names)[:1],
}


def kind_of(part) -> str:
    if isinstance(part, torch.Tensor):
        return str(part.dtype).removeprefix("torch.")
    flat = part[:1] if isinstance(part, list | tuple) else ()
    return "text" if isinstance(part, str) or any(isinstance(p, str) for p in flat) else "no tensor"


def seen_of_pairs(answer, names):
    """What is seen of X and y: their types, their shapes, and which pairs they hold."""
    result = answer(names)
    if isinstance(result, torch.Tensor) and result.dim() == 2 and result.shape[1] == 2:
        return {"parts": "a table of pairs"}
    if isinstance(result, list | tuple) and len(result) != 2:
        pairs = all(isinstance(p, list | tuple) and len(p) == 2 for p in result)
        return {"parts": "a list of pairs"} if result and pairs else result
    try:
        X, y = result
    except (TypeError, ValueError):
        return result
    one_hot = [
        isinstance(p, torch.Tensor) and p.dim() == 2 and p.shape[1] in (26, 27) for p in (X, y)
    ]
    rows = [
        as_tensor(part.argmax(1) if hot else part)
        for part, hot in zip((X, y), one_hot, strict=True)
    ]
    seen = {"parts": "two", "kind_X": kind_of(X), "kind_y": kind_of(y)}
    seen |= {"shape_X": getattr(X, "shape", ()), "shape_y": getattr(y, "shape", ())}
    seen = {key: tuple(value) if key.startswith("shape") else value for key, value in seen.items()}
    seen |= {"one-hot": any(one_hot), "same length": True, "pairs": "others"}
    if any(row is None for row in rows):
        return seen
    rows = [row.flatten().tolist() for row in rows]
    seen["same length"] = len(rows[0]) == len(rows[1])
    held = list(zip(*rows, strict=False))
    names_of = [name for name, make in MADE.items() if make(names) == held]
    reordered = sorted(held) == sorted(with_marks(names))
    return seen | {"pairs": names_of, "numbers": held, "the right ones": reordered}


def made(pairs=with_marks, kind=torch.int64, change=lambda part: part):
    """An answer that makes these pairs, as tensors of this type, changed at the end."""

    def answer(names):
        X, y = zip(*pairs(names), strict=True)
        return change(torch.tensor(X, dtype=kind)), change(torch.tensor(y, dtype=kind))

    return answer


def one_hot_targets(names):
    X, y = made()(names)
    return X, torch.nn.functional.one_hot(y, 27)


def float_targets(names):
    X, y = made()(names)
    return X, y.float()


def column_targets(names):
    X, y = made()(names)
    return X, y.reshape(-1, 1)


def letters_themselves(names):
    marked = [f".{name}." for name in names]
    return [a for name in marked for a in name[:-1]], [b for name in marked for b in name[1:]]


def lists(names):
    X, y = zip(*with_marks(names), strict=True)
    return list(X), list(y)


def holds(*made_so: str):
    """A rule for `when`: in every case these are among the ways to make such pairs."""

    def rule(seen):
        return any(all(name in s["pairs"] for s in seen) for name in made_so)

    return rule


def any_kind(*kinds: str):
    return lambda seen: any(k in kinds for k in (seen[0]["kind_X"], seen[0]["kind_y"]))


def columns(seen) -> bool:
    return any(len(s[shape]) > 1 for s in seen for shape in ("shape_X", "shape_y"))


EXERCISE = Exercise(
    name="05.targets",
    reference=made(),
    arguments=("some_names",),
    returns="two tensors of shape (N,) with whole numbers (int64): the letters, and the next ones",
    cases=lists_of_names,
    observe=seen_of_pairs,
    checked="a name alone, two names and four names: the pairs, their order, the shapes and the "
    "types.",
    why="how many pairs does a name of 5 letters give, and what would a model never learn without "
    "the dot?",
    because=(
        "Six: each of the 5 letters is once the next one, and the dot once more. Without "
        "the dot a model would not learn with which letters names begin, nor when a name is "
        "over. It could not begin a new name, and it would never stop."
    ),
    otherwise=(
        "Your two tensors have the right form, and they do not hold the right pairs.",
        "Each name by itself is written with a dot before and after it; then each sign but "
        "the last is an `X`, and the sign after it is its `y`.",
        "Take the one name `jo`, write down the three pairs, and compare them with what your "
        "function gives.",
    ),
    wrong=(
        Wrong(
            "pairs together",
            lambda names: torch.tensor(with_marks(names)),
            "You give back the pairs, each with its two numbers side by side.",
            "The pairs may well be right. The task asks for two things: all first numbers in `X`, "
            "all second numbers in `y`.",
            "Take the two columns apart before you hand them out.",
            when=lambda seen: all(s["parts"].endswith("of pairs") for s in seen),
        ),
        Wrong(
            "letters",
            letters_themselves,
            "Your `X` or your `y` holds letters, and no numbers.",
            "A tensor holds numbers, and `nn.CrossEntropyLoss` wants the number of the letter that "
            "came.",
            "Give each letter its number before you put it into the list.",
            when=any_kind("text"),
        ),
        Wrong(
            "no tensors",
            lists,
            "Your `X` or your `y` is no tensor.",
            "`nn.CrossEntropyLoss` takes tensors, and Python's lists and NumPy's arrays are none.",
            "Turn each list into a tensor at the end: `torch.tensor(…)`.",
            when=any_kind("no tensor"),
        ),
        Wrong(
            "one-hot",
            one_hot_targets,
            "Your `X` or your `y` is a table with a column for each letter.",
            "That is one-hot: a 1 in the column of the letter, and 0 elsewhere. The number of the "
            "letter says the same in one number, and it is what the task asks for.",
            "Leave out the step that makes a row of each number.",
            when=lambda seen: any(s["one-hot"] for s in seen),
        ),
        Wrong(
            "floats",
            float_targets,
            "Your `X` or your `y` has numbers with a decimal point.",
            "A letter is one of 27 choices; nothing lies between two of them. "
            "`nn.CrossEntropyLoss` refuses such targets, or reads them as probabilities.",
            "Print `.dtype` of both. What adds the decimal point?",
            when=any_kind("float32", "float64", "float16", "bfloat16"),
        ),
        Wrong(
            "other whole numbers",
            made(kind=torch.int32),
            "Your whole numbers are of another type than int64.",
            "`nn.CrossEntropyLoss` wants targets of type int64, which PyTorch also calls `Long`.",
            "Print `.dtype` of both. `.long()` turns whole numbers into int64.",
            when=any_kind("int32", "int16", "int8", "uint8", "bool"),
        ),
        Wrong(
            "columns",
            column_targets,
            "Your `X` or your `y` is no list of numbers: it has a second dimension.",
            "In Part I targets were a column. Here each target is one number, the letter that "
            "came, and `nn.CrossEntropyLoss` wants the shape (N,).",
            "Print the shapes. Which line makes rows of single numbers?",
            when=columns,
        ),
        Wrong(
            "other lengths",
            lambda names: (made()(names)[0], made()(names)[1][1:]),
            "Your `X` and your `y` have different lengths.",
            "They belong together, pair by pair: to each letter its next one.",
            "Print both for the name `jo`. Which one lacks a number, or has one too many?",
            when=lambda seen: any(not s["same length"] for s in seen),
        ),
        Wrong(
            "swapped",
            made(MADE["swapped"]),
            "Your `X` holds the next letters, and your `y` the letters before them.",
            "The two are exchanged. Such a model learns to read names backwards.",
            "Which of the two is known, and which is to be predicted?",
            when=holds("swapped"),
        ),
        Wrong(
            "not shifted",
            made(MADE["not shifted"]),
            "Your `X` and your `y` hold the same numbers.",
            "The target is the letter itself. A model learns that at once, to a loss near 0, and "
            "can do nothing with it.",
            "By how many places must `y` be moved against `X`?",
            when=holds("not shifted", "without the last", "the next for both"),
        ),
        Wrong(
            "shifted by two",
            made(MADE["two"]),
            "Your `y` holds the letter after the next one.",
            "It is moved by two places. That happens when two lines move it, each by one.",
            "Write the name `jo` with its dots, and below it your `y`. How far are they apart?",
            when=holds("two"),
        ),
        Wrong(
            "no start",
            made(MADE["no start"]),
            "No pair begins with the dot.",
            "With which letter a name begins is a choice too. The dot before the name is the sign "
            "from which it is predicted.",
            "How does section 1 write a name, before it makes pairs?",
            when=holds("no start"),
        ),
        Wrong(
            "no end",
            made(MADE["no end"]),
            "No pair ends with the dot.",
            "That a name is over is a choice too. Without it a model never stops.",
            "How does section 1 write a name, before it makes pairs?",
            when=holds("no end"),
        ),
        Wrong(
            "no marks",
            made(MADE["no marks"]),
            "Your pairs are those inside the names: the dot is in none of them.",
            "How a name begins and when it is over are choices too, and the dot stands for both.",
            "How does section 1 write a name, before it makes pairs?",
            when=holds("no marks"),
        ),
        Wrong(
            "no marks, counted from 0",
            made(MADE["no marks, from 0"]),
            "The dot is in none of your pairs, and each letter has a number that is one too small.",
            "Two things are left. A dot stands before and after each name. And its number is 0, so "
            "that `a` has 1.",
            "Write down the numbers of `jo` with its dots: four of them. Compare your row with it.",
            when=holds("no marks, from 0"),
        ),
        Wrong(
            "across names",
            made(MADE["across without a mark"]),
            "A pair leads from the last letter of a name to the first letter of the next name.",
            "All names were put together into one word. These two letters never stand side by "
            "side in a name.",
            "Make the pairs of each name by itself, or put a dot between two names.",
            when=holds("across without a mark", "across without any mark"),
        ),
        Wrong(
            "mark to mark",
            made(MADE["mark to mark"]),
            "Between two names there is a pair from a dot to a dot.",
            "You wrote all names with their dots one after the other, so two dots meet. A name "
            "without a letter is in no list.",
            "Make the pairs of each name by itself, or write one dot between two names.",
            when=holds("mark to mark"),
        ),
        Wrong(
            "first pair",
            made(MADE["first pair"]),
            "Your function gives one pair for a whole list of names.",
            "A `return` inside the loops ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
            when=holds("first pair"),
        ),
        Wrong(
            "first name",
            made(MADE["first name"]),
            "Your pairs are those of the first name alone.",
            "A `return` inside the loop over the names ends the function in its first round.",
            "Look at how far to the right your `return` stands.",
            when=holds("first name"),
        ),
        Wrong(
            "last name",
            made(MADE["last name"]),
            "Your pairs are those of the last name alone.",
            "The lists are made anew for each name, so that only the last one is left.",
            "Do the lines that make the empty lists stand before the loop, or inside?",
            when=holds("last name"),
        ),
        Wrong(
            "counted from 0",
            made(MADE["from 0, mark 26"]),
            "Each letter has a number that is one too small.",
            "Here `a` has the number 1, and 0 belongs to the dot.",
            "Which number do your lines give to `a`, and which to the dot?",
            when=holds("from 0, mark 26", "from 0, mark 0", "from 0, mark -1"),
        ),
        Wrong(
            "another mark",
            made(MADE["mark 27"]),
            "The letters have the right numbers, and the dot has another one than zero.",
            "27 signs have the numbers from 0 to 26. `nn.CrossEntropyLoss` calls a target of 27 "
            "out of bounds.",
            "Which number does the task give to the dot?",
            when=holds("mark 27"),
        ),
        Wrong(
            "codes",
            made(MADE["codes"]),
            "Your letters have the numbers that `ord` gives, such as those above ninety.",
            "These number all signs of a computer. The model has 27 choices, from 0 to 26.",
            "What do you have to subtract, so that `a` becomes 1?",
            when=holds("codes", "codes, mark 0"),
        ),
        Wrong(
            "another order",
            made(lambda names: sorted(with_marks(names))),
            "These are the right pairs, but not in the order of the text.",
            "A model would learn the same from them. The task asks for the order of the text, so "
            "that one can read them and compare.",
            "Which line sorts, or goes through the names from another end?",
            when=lambda seen: all(s["the right ones"] for s in seen),
        ),
    ),
    rivals=(
        Rival("Each pair once.", made(lambda n: list(dict.fromkeys(with_marks(n))))),
        Rival("Backwards.", made(lambda n: with_marks([name[::-1] for name in n]))),
        Rival("The last letter as target of all.", made(last_of_all)),
        Rival("One pair for each name: how it begins.", made(first_of_each)),
        Rival("Each letter with each later one.", made(each_later)),
        Rival("Only names of more than two letters.", made(longer)),
    ),
)
