"""09.leak: right answers in other clothes, and answers with a mistake."""

import torch


def changed_at_each_place(model, ids):
    logits = model(ids)
    for t in range(1, ids.shape[1]):
        later = ids.clone()
        later[:, t] = (later[:, t] + 1) % logits.shape[-1]
        if not torch.allclose(logits[:, :t], model(later)[:, :t]):
            return False
    return True


def cut_off(model, ids):
    """What a token says is the same without those after it."""
    whole = model(ids)
    return all(
        torch.allclose(whole[:, :t], model(ids[:, :t]), atol=1e-6) for t in range(1, ids.shape[1])
    )


def largest_difference(model, ids):
    with torch.no_grad():
        before = model(ids)
        later = ids.clone()
        later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
        return ((model(later) - before)[:, :-1].abs().max() < 1e-5).item()


def by_numpy(model, ids):
    before = model(ids).detach().numpy()
    later = ids.numpy().copy()
    later[:, -3:] = (later[:, -3:] + 3) % before.shape[-1]
    after = model(torch.from_numpy(later)).detach().numpy()
    return abs(after - before)[:, :-3].max() < 1e-6


def by_gradients(model, ids):
    """The logits of each token pull at no later embedding."""
    rows = []
    model.tokens.register_forward_hook(lambda layer, given, x: rows.append(x) or x)
    logits = model(ids)
    for t in range(ids.shape[1] - 1):
        (pull,) = torch.autograd.grad(logits[:, t].square().sum(), rows[0], retain_graph=True)
        if pull[:, t + 1 :].abs().max() > 1e-9:
            return False
    return True


def asserted(model, ids):
    before = model(ids)
    for token in range(before.shape[-1]):
        later = torch.cat([ids[:, :-1], torch.full((len(ids), 1), token)], dim=1)
        torch.testing.assert_close(model(later)[:, :-1], before[:, :-1])
    return True


def last_logits(model, ids):
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % 7
    return torch.allclose(model(ids)[:, -1], model(later)[:, -1])


def all_logits(model, ids):
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % 7
    return torch.allclose(model(ids), model(later))


def not_a_copy(model, ids):
    later = ids
    later[:, -1] = (later[:, -1] + 1) % 7
    return torch.allclose(model(ids)[:, :-1], model(later)[:, :-1])


def into_the_given(model, ids):
    before = model(ids)
    ids[:, -1] = (ids[:, -1] + 1) % before.shape[-1]
    return torch.allclose(before[:, :-1], model(ids)[:, :-1])


def zero_at_the_end(model, ids):
    later = ids.clone()
    later[:, -1] = 0
    return torch.allclose(model(ids)[:, :-1], model(later)[:, :-1])


def exactly(model, ids):
    before = model(ids)
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
    return torch.equal(before[:, :-1], model(later)[:, :-1])


def only_the_first(model, ids):
    before = model(ids)
    later = (ids + 1) % before.shape[-1]
    later[:, 0] = ids[:, 0]
    return torch.allclose(before[:, 0], model(later)[:, 0])


def likely_tokens(model, ids):
    before = model(ids)
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
    return torch.equal(before[:, :-1].argmax(-1), model(later)[:, :-1].argmax(-1))


def counted_up(model, ids):
    later = ids.clone()
    later[:, -1] = 99
    return torch.allclose(model(ids)[:, :-1], model(later)[:, :-1])


def how_different(model, ids):
    before = model(ids)
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
    return (before - model(later))[:, :-1].abs().max()


def place_by_place(model, ids):
    before = model(ids)
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
    return torch.isclose(before, model(later))


def turned_round(model, ids):
    before = model(ids)
    later = ids.clone()
    later[:, -1] = (later[:, -1] + 1) % before.shape[-1]
    return not torch.allclose(before[:, :-1], model(later)[:, :-1])


def of_the_attention(model, ids):
    model(ids)
    return all((block.attention.weights.triu(1) == 0).all() for block in model.blocks)


RIGHT = [
    changed_at_each_place,
    cut_off,
    largest_difference,
    by_numpy,
    by_gradients,
    asserted,
]

OTHERS = [
    (last_logits, "It compares logits that may change"),
    (all_logits, "It compares logits that may change"),
    (not_a_copy, "both names stand for one tensor"),
    (into_the_given, "`ids` is no longer what it was"),
    (zero_at_the_end, "the rows end in token 0"),
    (exactly, "leave room for rounding"),
    (only_the_first, "covers the first half of the rows only"),
    (likely_tokens, "Your test gives `True` for a model"),
    (counted_up, "index out of range"),
    (how_different, "The task asks for `True` or `False`"),
    (place_by_place, "The task asks for `True` or `False`"),
    (turned_round, "says the opposite"),
    (of_the_attention, "splits its heads with `view` alone"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "the second. Where"),
    "refuses everything": ("`False` for all", "changed token itself", "of section 6"),
    "turned round": ("right models, and", "mistakes, and says", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "the other case", "when the condition"),
    "a right model with two blocks": ("with two blocks", "for something more", "logits may change"),
    "a right model that does its softmax by hand": (
        "softmax by hand",
        "digits change, since",
        "room for rounding",
    ),
    "a model without a mask, when the rows end in token 0": (
        "without a mask",
        "leak can show",
        "a token? Can",
    ),
    "a model that sees one token ahead": (
        "one token ahead",
        "diagonal too late",
        "the nearest, too",
    ),
    "a model whose mask covers the first half of the rows only": (
        "covers the first",
        "for shorter texts",
        "compare the logits",
    ),
    "a model whose mask puts minus eight on the future": (
        "puts minus eight",
        "minus infinity becomes",
        "pass? Rounding makes",
    ),
    "a model that leaks in its second block alone": (
        "second block alone",
        "second has none",
        "the model, or",
    ),
    "a model that leaks in one head alone": (
        "one head alone",
        "whole model knows",
        "the attention weights",
    ),
    "a model that splits its heads with `view` alone": (
        "splits its heads",
        "together again, numbers",
        "is right here",
    ),
    "a model with a norm over the tokens of a row": (
        "over the tokens",
        "norm leaks, although",
        "where tokens meet",
    ),
    "a model with its mask turned round": (
        "mask turned round",
        "writes is nonsense",
        "token look? Change",
    ),
}
