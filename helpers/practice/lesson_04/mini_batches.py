"""04.mini-batches: mini-batches."""

import itertools

import torch

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_04.shared import sometimes


def my_batches(X, y, batch_size):
    order = torch.randperm(len(X))
    return list(zip(X[order].split(batch_size), y[order].split(batch_size), strict=True))


def rows_of(batch, X) -> list[int]:
    """The row numbers of a batch's rows in X; -1 for a row that is not in X."""
    same = (batch[:, None, :] == X.to(batch.dtype)[None]).all(dim=-1)
    return [int(row.nonzero()[0, 0]) if row.any() else -1 for row in same]


def batches_seen(answer, X, y, size):
    """What is seen of the batches of two epochs: shapes, sizes, rows, pairs and order."""
    seen = {"shapes": "(k, features) and (k, 1)", "rows": "each once", "pairs": True}
    seen |= {"sizes": True, "order": "new in each epoch"}
    orders, given = [], (X, y)
    X, y = X.clone(), y.clone()  # an answer may change what it is given, and is told so
    for _ in range(2):
        result = answer(*given, size)
        if result is None or result is ...:
            return result
        if _is_pair(result, X.shape[1]):
            result = [result]
        try:
            found = [tuple(pair) for pair in itertools.islice(iter(result), 3 * len(X))]
        except TypeError:
            return result
        found = [tuple(map(as_tensor, pair)) for pair in found]
        if not all(len(p) == 2 and p[0] is not None and p[1] is not None for p in found):
            return result if isinstance(result, list | tuple) else found
        shapes = {_shapes(*pair, X.shape[1]) for pair in found} or {"no batch"}
        if shapes != {seen["shapes"]}:
            return seen | {"shapes": shapes.pop() if len(shapes) == 1 else "other"}
        order = [row for bX, _ in found for row in rows_of(bX, X)]
        if -1 in order:
            return seen | {"rows": "unknown"}
        if len(set(order)) < len(order):
            return seen | {"rows": "some twice"}
        if len(order) < len(X):
            return seen | {"rows": "one batch" if len(found) == 1 else "some missing"}
        right = torch.cat([by for _, by in found])
        seen["pairs"] &= torch.allclose(right, y[order].to(right.dtype), atol=1e-4)
        wanted = [size] * (len(X) // size) + [len(X) % size] * (len(X) % size > 0)
        seen["sizes"] &= [len(bX) for bX, _ in found] == wanted
        orders.append(order)
    seen["order"] = _order(*orders, size)
    return seen


def _is_pair(result, features) -> bool:
    """One batch by itself, where a list of batches is asked for."""
    return (
        isinstance(result, list | tuple)
        and len(result) == 2
        and all(isinstance(part, torch.Tensor) and part.ndim == 2 for part in result)
        and _shapes(*result, features) == "(k, features) and (k, 1)"
    )


def _shapes(bX, by, features) -> str:
    k = len(by) if by.ndim else 0
    if bX.shape == (k, features) and by.shape == (k, 1):
        return "(k, features) and (k, 1)"
    if bX.shape == (k, features) and by.shape == (k,):
        return "y is (k,)"
    if bX.shape == (k, 1) and by.shape == (k, features):
        return "exchanged"
    return "other"


def _order(one, two, size) -> str:
    n = len(one)
    if one == list(range(n)):
        return "as given"
    if one == two:
        return "always the same"
    if sum(b == a + 1 for a, b in itertools.pairwise(one)) > n // 2:
        return "in blocks"
    blocks = [set(range(i, min(i + size, n))) for i in range(0, n, size)]
    if n > size and all(set(one[min(block) : max(block) + 1]) == block for block in blocks):
        return "within blocks"
    return "new in each epoch"


def cut(X, y, size, rows):
    return [(X[r], y[r]) for r in rows.split(size)]


def not_shuffled(X, y, size):
    return cut(X, y, size, torch.arange(len(X)))


def apart(X, y, size):
    rows = torch.randperm(len(X)).split(size), torch.randperm(len(X)).split(size)
    return [(X[a], y[b]) for a, b in zip(*rows, strict=True)]


def same_order(X, y, size):
    torch.manual_seed(0)
    return my_batches(X, y, size)


def whole_batches(X, y, size):
    pairs = not_shuffled(X, y, size)
    return [pairs[i] for i in torch.randperm(len(pairs))]


EXERCISE = Exercise(
    name="04.mini-batches",
    reference=my_batches,
    arguments=("X", "y", "batch_size"),
    observe=batches_seen,
    cases=lambda generator: [
        (X + torch.arange(count).reshape(-1, 1) * 10, y, size)
        for count, features, size in ((23, 3, 5), (24, 2, 6), (14, 3, 20))
        for X in (uniform(generator, 1, 9, count, features),)
        for y in (torch.arange(count).reshape(-1, 1) * 3 + uniform(generator, 1, 2, count, 1),)
    ],
    returns="a list of pairs (X, y), of shapes (k, features) and (k, 1)",
    checked="two epochs of three data sets: each row once, pairs together, sizes, shapes, and a "
    "new order each time.",
    why="what would go wrong if the rows came in the order of the table, all small birds first?",
    because=(
        "The first batches would hold small birds only. Their gradient pulls the line towards "
        "small birds, the last batches pull it towards large ones, and it swings within each "
        "epoch. In a random order each batch is a small picture of the whole table."
    ),
    properties=(
        Property(
            "shapes",
            lambda call, X, y, size: call(X, y, size)["shapes"] == "(k, features) and (k, 1)",
            "There is no batch, or its tensors do not have the shapes (k, features) and (k, 1).",
            "A batch of k rows is a table and a column, as X and y are, with fewer rows.",
            "Print the shapes of each pair.",
        ),
        Property(
            "rows of X",
            lambda call, X, y, size: call(X, y, size)["rows"] != "unknown",
            "In your batches there are rows that X does not have.",
            "A batch is made of whole rows, and their numbers stay as they are.",
            "Call your function with a small X such as `torch.arange(10.0).reshape(5, 2)`, and "
            "print the batches.",
        ),
    ),
    wrong=(
        Wrong(
            "flat targets",
            lambda X, y, size: [(a, b.flatten()) for a, b in my_batches(X, y, size)],
            "The y of your batches has the shape (k,) and not (k, 1).",
            "Against predictions of shape (k, 1) this is the shape trap: the loss is the mean of a "
            "table of k times k numbers, without an error.",
            "Print the shapes of one pair. Which line loses the column?",
            when=sometimes(shapes="y is (k,)"),
        ),
        Wrong(
            "exchanged",
            lambda X, y, size: [(b, a) for a, b in my_batches(X, y, size)],
            "Your pairs hold y first and X second.",
            "A loop that takes them apart with `for X, y in` would exchange the two.",
            "Compare the order in your pairs with the task.",
            when=sometimes(shapes="exchanged"),
        ),
        Wrong(
            "with replacement",
            lambda X, y, size: cut(X, y, size, torch.randint(len(X), (len(X),))),
            "Some rows come more than once.",
            "Either row numbers are drawn anew each time, or your batches overlap. An epoch uses "
            "each row once.",
            "Print the row numbers of two neighbouring batches.",
            when=sometimes(rows="some twice"),
        ),
        Wrong(
            "one batch",
            lambda X, y, size: my_batches(X, y, size)[:1],
            "Only one batch comes back.",
            "Either `return` stands inside the loop, so that the function ends after the first "
            "batch, or the list of batches is made anew in each round.",
            "Look at how far `return` is indented, and at where the list begins.",
            when=sometimes(rows="one batch"),
        ),
        Wrong(
            "the rest dropped",
            lambda X, y, size: [p for p in my_batches(X, y, size) if len(p[0]) == size],
            "Some rows are in no batch.",
            "When the number of rows is no multiple of the batch size, a smaller batch is left at "
            "the end. It belongs to the epoch too.",
            "Count the rows of all batches for 23 rows and a batch size of 5.",
            when=sometimes(rows="some missing"),
        ),
        Wrong(
            "shuffled apart",
            apart,
            "Each row comes once, but with the y of another row.",
            "X and y were put into two different random orders. A model would learn from features "
            "and targets that do not belong together.",
            "How many random orders does one epoch need?",
            when=sometimes(pairs=False),
        ),
        Wrong(
            "whole batches shuffled",
            whole_batches,
            "The batches come in a random order, but each holds neighbouring rows of X.",
            "You cut first and shuffled then. In a sorted table, a batch would still see one kind "
            "of row only.",
            "What happens if the two acts change places?",
            when=sometimes(order="in blocks"),
        ),
        Wrong(
            "other sizes",
            lambda X, y, size: cut(X, y, size + 1, torch.randperm(len(X))),
            "Each row comes once, but the batches do not have the sizes that were asked for.",
            "All batches have `batch_size` rows, and the last one has what is left over.",
            "Print the lengths for 23 rows and a batch size of 5, and for 24 and 6. Is one of them "
            "empty?",
            when=sometimes(sizes=False),
        ),
        Wrong(
            "not shuffled",
            not_shuffled,
            "The batches are right, but the rows come in the order of X.",
            "If the table is sorted, each batch sees one kind of row only, and each step leads "
            "somewhere else.",
            "Which function of section 7 puts the row numbers into a random order?",
            when=sometimes(order="as given"),
        ),
        Wrong(
            "always the same order",
            same_order,
            "Two calls give the same order.",
            "Either a seed is set inside, or your function uses `MiniBatches`, which sets one of "
            "its own each time it is made.",
            "`torch.randperm` of section 7 and slices are enough. Who should set the seed: the "
            "function, or the program that calls it?",
            when=sometimes(order="always the same"),
        ),
        Wrong(
            "shuffled inside",
            lambda X, y, size: [
                (a[rows], b[rows])
                for a, b in not_shuffled(X, y, size)
                for rows in (torch.randperm(len(a)),)
            ],
            "Each batch always holds the same rows; only their order in it is random.",
            "You cut first and shuffled then. The mean over a batch does not depend on the order "
            "of its rows, so each epoch would make the same steps.",
            "What happens if the two acts change places?",
            when=sometimes(order="within blocks"),
        ),
    ),
    rivals=(
        Rival(
            "In the order of the fares.", lambda X, y, size: cut(X, y, size, y.flatten().argsort())
        ),
        Rival("Backwards.", lambda X, y, size: cut(X, y, size, torch.arange(len(X)).flip(0))),
        Rival(
            "Rows drawn with putting back.",
            lambda X, y, size: cut(X, y, size, torch.randint(len(X), (len(X),))),
        ),
        Rival("One row in each batch.", lambda X, y, size: cut(X, y, 1, torch.randperm(len(X)))),
        Rival(
            "So many batches, in place of so many rows.",
            lambda X, y, size: cut(X, y, -(-len(X) // size), torch.randperm(len(X))),
        ),
        Rival(
            "Batches of 2, whatever is asked for.",
            lambda X, y, size: cut(X, y, 2, torch.randperm(len(X))),
        ),
        Rival("The first batch only.", lambda X, y, size: my_batches(X, y, size)[:1]),
        Rival("The last batch left out.", lambda X, y, size: my_batches(X, y, size)[:-1]),
        Rival(
            "The distances shuffled, the fares not.",
            lambda X, y, size: list(
                zip(X[torch.randperm(len(X))].split(size), y.split(size), strict=True)
            ),
        ),
        Rival("The whole data for each batch.", lambda X, y, size: [(X, y)] * -(-len(X) // size)),
    ),
)
