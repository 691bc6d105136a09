"""09.learn-one: right answers in other clothes, and answers with a mistake."""

import torch
from torch import nn

from helpers.training import fit

F = nn.functional


def loss_fn(logits, y):
    return F.cross_entropy(logits.flatten(0, 1), y.flatten())


def in_a_loop(model, ids, steps=60, lr=0.01):
    X, y = ids[None, :-1], ids[None, 1:]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for _ in range(steps):
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item() < 0.1


def with_fit(model, ids):
    batches = [(ids[:-1].view(1, -1), ids[1:].view(1, -1))]
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    history = fit(model, batches, loss_fn, optimizer, epochs=80, progress=False)
    return history.loss[-1] < 0.1


def with_adamw(model, ids):
    X, y = ids[:-1][None], ids[1:][None]
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
    for _ in range(50):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X)[0], y[0])
        loss.backward()
        optimizer.step()
        if loss < 0.1:
            return True
    return False


def by_the_guesses_and_the_loss(model, ids):
    in_a_loop(model, ids, 80)
    with torch.no_grad():
        p = model(ids[None, :-1])[0].softmax(-1)
    return bool((p[torch.arange(len(ids) - 1), ids[1:]] > 0.8).all())


def asserted(model, ids):
    assert in_a_loop(model, ids)
    return True


def too_few_steps(model, ids):
    return in_a_loop(model, ids, 3)


def too_small_steps(model, ids):
    return in_a_loop(model, ids, lr=1e-5)


def without_training(model, ids):
    return loss_fn(model(ids[None, :-1]), ids[None, 1:]).item() < 0.1


def it_falls(model, ids):
    X, y = ids[None, :-1], ids[None, 1:]
    before = loss_fn(model(X), y).item()
    in_a_loop(model, ids)
    return loss_fn(model(X), y).item() < before


def below_one(model, ids):
    X, y = ids[None, :-1], ids[None, 1:]
    in_a_loop(model, ids, 80, lr=0.03)
    return loss_fn(model(X), y).item() < 1


def the_guesses(model, ids):
    in_a_loop(model, ids, 40)
    return (model(ids[None, :-1])[0].argmax(-1) == ids[1:]).float().mean().item() > 0.9


def to_itself(model, ids):
    X = ids[None, :-1]
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(60):
        loss = loss_fn(model(X), X)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item() < 0.1


def three_tokens(model, ids):
    return in_a_loop(model, ids[:2])


def no_batch(model, ids):
    return F.cross_entropy(model(ids[:-1]), ids[1:]).item() < 0.1


def no_step(model, ids):
    X, y = ids[None, :-1], ids[None, 1:]
    for _ in range(20):
        loss = loss_fn(model(X), y)
        loss.backward()
    return loss.item() < 0.1


def whole_row(model, ids):
    return loss_fn(model(ids[None]), ids[None]).item() < 0.1


def the_loss(model, ids):
    in_a_loop(model, ids)
    return loss_fn(model(ids[None, :-1]), ids[None, 1:])


def until_it_is_learned(model, ids):
    """Of one token, and without a step of training: 10,000 calls take time."""
    with torch.no_grad():
        while loss_fn(model(ids[None, :1]), ids[None, 1:2]) > 0.1:
            pass
    return True


RIGHT = [
    in_a_loop,
    with_fit,
    with_adamw,
    by_the_guesses_and_the_loss,
    asserted,
]

OTHERS = [
    (too_few_steps, "Either it trains too little"),
    (too_small_steps, "Either it trains too little"),
    (without_training, "Either it trains too little"),
    (no_step, "Either it trains too little"),
    (it_falls, "it asks for too little"),
    (below_one, "each token sees itself alone, without positions"),
    (the_guesses, "gives probabilities in place of logits"),
    (to_itself, "each token sees itself alone, without positions"),
    (three_tokens, "`True` for a model in which each token sees itself alone"),
    (no_batch, "ids of shape (B, T)"),
    (whole_row, "at most"),
    (the_loss, "The task asks for `True` or `False`"),
    (until_it_is_learned, "more than 10,000 times"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "the task want"),
    "refuses everything": ("`False` for all", "or small steps", "every ten steps"),
    "turned round": ("models, and `True`", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "well, and none", "when the condition"),
    "a right model with two blocks": (
        "with two blocks",
        "sequence by heart",
        "your training? Print",
    ),
    "a right model that begins with a high loss": (
        "a high loss",
        "begins far above",
        "ask for beside",
    ),
    "a model in which each token sees itself alone, without positions": (
        "sees itself alone",
        "different ones after",
        "the next tokens",
    ),
    "a model that loses what its blocks give, without positions": (
        "blocks give, without",
        "the embedding alone",
        "look at beside",
    ),
    "a model that gives probabilities in place of logits": (
        "probabilities in place",
        "`cross_entropy` takes a",
        "the most likely",
    ),
    "a model that takes every token for the first one, without positions": (
        "takes every token",
        "All places look",
        "look at beside",
    ),
    "a model of which only the last bias learns": (
        "last bias learns",
        "gradient. The loss",
        "How low must a loss be, so that you say: learned?",
    ),
}
