"""09.positions: right answers in other clothes, and answers with a mistake."""

import torch


def changes(model, T, row, to=None):
    """How much each of T logits changes when a row of the table gets other numbers."""
    ids = torch.ones(1, T, dtype=torch.int64)
    with torch.no_grad():
        before = model(ids)
        table = model.positions.weight
        table[row] = torch.randn(table.shape[1]) if to is None else to
        return (model(ids) - before).abs().sum(-1)[0]


def first_and_last(model):
    """As the task says it, in three steps."""
    T = model.context
    if changes(model, 1, 0)[0] < 1e-6:
        return False
    if any(changes(model, 1, row)[0] > 1e-6 for row in range(1, T)):
        return False
    at_the_end = changes(model, T, T - 1)
    return bool(at_the_end[-1] > 1e-6 and (at_the_end[:-1] < 1e-6).all())


def each_row_at_each_length(model):
    for T in range(1, model.context + 1):
        for row in range(model.context):
            touched = changes(model, T, row) > 1e-9
            if not torch.equal(touched, torch.arange(T) >= row):
                return False
    return True


def by_gradients(model):
    """The logits of place t pull at the rows 0 to t."""
    for T in (1, model.context):
        logits = model(torch.zeros(1, T, dtype=torch.int64))
        for t in range(T):
            score = logits[0, t, 0] - 2 * logits[0, t, 1]
            (pull,) = torch.autograd.grad(score, model.positions.weight, retain_graph=True)
            used = pull.abs().sum(1) > 0
            if used.tolist() != [row <= t for row in range(model.context)]:
                return False
    return True


def another_table(model):
    """A whole new table, whose rows before a place are the old ones."""
    n = model.context
    ids = torch.arange(n)[None] % 2
    for T in (n, 1):
        with torch.no_grad():
            for t in range(n):
                before = model(ids[:, :T])
                model.positions.weight[t:] = torch.rand(n - t, model.positions.embedding_dim)
                same = torch.isclose(before, model(ids[:, :T])).all(-1)[0]
                if not same[:t].all() or (t < T and same[t:].any()):
                    return False
    return True


def asserted(model):
    assert changes(model, 1, 0) > 0
    for row in range(1, model.context):
        assert changes(model, 1, row) == 0
    for row in range(model.context):
        seen = changes(model, model.context, row)
        assert (seen[:row] == 0).all() and seen[row] > 1e-6
    return True


def full_length_only(model):
    T = model.context
    return all(bool(changes(model, T, row)[row] > 0) for row in range(T))


def length_one_only(model):
    others = all(changes(model, 1, row)[0] == 0 for row in range(1, model.context))
    return others and bool(changes(model, 1, 0)[0] > 0)


def the_last_row_does_something(model):
    T = model.context
    return length_one_only(model) and bool((changes(model, T, T - 1) > 0).any())


def plus_one(model):
    ids = torch.zeros(1, 1, dtype=torch.int64)
    with torch.no_grad():
        before = model(ids)
        model.positions.weight[0] += 1
        return not torch.allclose(before, model(ids))


def to_zeros(model):
    return bool(changes(model, 1, 0, to=0.0)[0] > 0)


def without_no_grad(model):
    before = model(torch.zeros(1, 1, dtype=torch.int64))
    model.positions.weight[0] = 1.0
    return not torch.allclose(before, model(torch.zeros(1, 1, dtype=torch.int64)))


def of_the_table(model):
    return model.positions.weight.shape[0] == model.context


def ids_without_a_batch(model):
    return bool(model(torch.zeros(model.context, dtype=torch.int64)).isfinite().all())


def one_too_long(model):
    T = model.context + 1
    return bool((changes(model, T, 0) > 0).all())


def how_much(model):
    return changes(model, 1, 0)[0]


def each_place(model):
    return changes(model, model.context, 0) > 0


RIGHT = [
    first_and_last,
    each_row_at_each_length,
    by_gradients,
    another_table,
    asserted,
]

OTHERS = [
    (full_length_only, "takes the rows from the end of the table"),
    (length_one_only, "gives the first row to all places"),
    (the_last_row_does_something, "counts the places from the end of the text"),
    (plus_one, "LayerNorm takes it out again"),
    (to_zeros, "a right model whose table begins with zeros"),
    (without_no_grad, "RuntimeError"),
    (of_the_table, "it looks at the table alone"),
    (ids_without_a_batch, "ids of shape (B, T)"),
    (one_too_long, "at most"),
    (how_much, "The task asks for `True` or `False`"),
    (each_place, "The task asks for `True` or `False`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "row. What comes"),
    "refuses everything": ("`False` for all", "finds no effect", "section 6. Change"),
    "turned round": ("right models, and", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "the other case", "when the condition"),
    "a right model with LayerNorm in it": (
        "model with LayerNorm",
        "whole row, LayerNorm",
        "a row? Print",
    ),
    "a right model whose table begins with zeros": (
        "begins with zeros",
        "and training fills",
        "your test changes",
    ),
    "a model that takes the rows from the end of the table": (
        "of the table",
        "reads its beginning",
        "than one length",
    ),
    "a model that gives the first row to all places": (
        "to all places",
        "the same numbers",
        "test change, and",
    ),
    "a model whose last place gets the row of the place before": (
        "the place before",
        "last two places",
        "the model takes",
    ),
    "a model whose first two places share a row": (
        "two places share",
        "Some programs keep",
        "first ones, too",
    ),
    "a model that counts the places from the end of the text": (
        "counts the places",
        "before means something",
        "row changes? Print",
    ),
    "a model that looks the rows up and does not add them": (
        "looks the rows",
        "loss falls, since",
        "at the logits",
    ),
    "a model that is off by one, with the last row for the last two places": (
        "last two places",
        "With stored weights",
        "first token change",
    ),
    "a model that is off by one, with row 0 at the end": (
        "at the end",
        "once, and none",
        "token use? Change",
    ),
    "a model that takes the table in reverse order": (
        "in reverse order",
        "first token gets",
        "token use? Change",
    ),
}
