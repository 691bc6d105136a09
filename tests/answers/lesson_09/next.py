"""09.next: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def cut_and_pick(model, ids):
    row = ids[-model.context :]
    logits = model(row[None])[0, -1]
    return torch.softmax(logits, dim=0)


def all_places_first(model, ids):
    p = model(ids[None, -model.context :]).softmax(dim=-1)
    return p[0, -1]


def step_by_step(model, ids):
    model.eval()
    if len(ids) > model.context:
        ids = ids[len(ids) - model.context :]
    with torch.no_grad():
        logits = model(ids.unsqueeze(0)).squeeze(0)
    return nn.functional.softmax(logits[len(ids) - 1], dim=-1).tolist()


def in_a_batch_of_two(model, ids):
    rows = ids.repeat(2, 1)[:, -model.context :]
    return model(rows)[:, -1].softmax(1)[1]


def by_numpy(model, ids):
    scores = model(ids[-model.context :].reshape(1, -1)).detach().numpy()[0, -1]
    e = np.exp(scores - scores.max())
    return e / e.sum()


def shared_out(model, ids):
    logits = model(torch.stack([ids[-model.context :]]))[:, -1, :].flatten()
    return logits.exp() / logits.exp().sum()


def by_logarithms(model, ids):
    return model(ids[-min(len(ids), model.context) :].view(1, -1))[0][-1].log_softmax(0).exp()


def no_crop(model, ids):
    return model(ids[None])[0, -1].softmax(0)


def no_crop_and_logits(model, ids):
    return model(ids[None])[0, -1]


def no_crop_in_a_batch(model, ids):
    return model(ids[None])[:, -1].softmax(-1)


def from_the_start(model, ids):
    return model(ids[: model.context][None])[0, -1].softmax(0)


def row_alone(model, ids):
    return model(ids[-model.context :])[-1].softmax(0)


def row_alone_as_a_batch(model, ids):
    return model(ids[-model.context :])[0, -1].softmax(0)


def like_the_error_says(model, ids):
    return model(ids[:, -model.context :])[0, -1].softmax(0)


def in_a_column(model, ids):
    return model(ids[-model.context :].unsqueeze(1))[0, -1].softmax(0)


def in_a_column_from_the_end(model, ids):
    return model(ids[-model.context :].unsqueeze(1))[-1, -1].softmax(0)


def fixed_context(model, ids):
    return model(ids[-4:][None])[0, -1].softmax(0)


def off_by_one(model, ids):
    return model(ids[-model.context + 1 :][None])[0, -1].softmax(0)


def as_for_training(model, ids):
    return model(ids[:-1][-model.context :][None])[0, -1].softmax(0)


def drawn(model, ids):
    p = cut_and_pick(model, ids)
    return torch.multinomial(p, 1)


def most_likely(model, ids):
    return cut_and_pick(model, ids).argmax().item()


def the_row_goes_on(model, ids):
    return torch.cat([ids, cut_and_pick(model, ids).argmax()[None]])


def its_probability(model, ids):
    return cut_and_pick(model, ids).max()


def softmax_of_the_batch(model, ids):
    return model(ids[-model.context :][None]).softmax(0)[0, -1]


def softmax_of_the_places(model, ids):
    return model(ids[-model.context :][None])[0].softmax(0)[-1]


def shared_out_over_all(model, ids):
    e = model(ids[-model.context :][None])[0].exp()
    return (e / e.sum())[-1]


def as_letters(model, ids):
    return {i: p for i, p in enumerate(cut_and_pick(model, ids).tolist())}


def rounded(model, ids):
    return cut_and_pick(model, ids).detach().round(decimals=3)


def printed(model, ids):
    print(cut_and_pick(model, ids))


def token_by_token(model, ids):
    for token in ids:
        p = model(token[None, None])[0, -1].softmax(0)
    return p


def of_another_model(model, ids):
    torch.manual_seed(0)
    for weight in model.parameters():
        nn.init.zeros_(weight)
    return cut_and_pick(model, ids)


def an_error_of_its_own(model, ids):
    if len(ids) > model.context:
        raise ValueError("the row is too long")
    return cut_and_pick(model, ids)


def with_zeros_in_front(model, ids):
    row = torch.zeros(model.context, dtype=torch.int64)
    last = ids[-model.context :]
    row[len(row) - len(last) :] = last
    return model(row[None])[0, -1].softmax(-1)


RIGHT = [
    cut_and_pick,
    all_places_first,
    step_by_step,
    in_a_batch_of_two,
    by_numpy,
    shared_out,
    by_logarithms,
]

MISTAKES = {"II.23": [(no_crop, "ends in a `ValueError`")]}

OTHERS = [
    (no_crop, "A row that is longer than the context ends in a `ValueError`"),
    (no_crop_and_logits, "ends in a `ValueError`"),
    (no_crop_in_a_batch, "ends in a `ValueError`"),
    (from_the_start, "you take the first tokens"),
    (row_alone, "without a batch"),
    (row_alone_as_a_batch, "without a batch"),
    (like_the_error_says, "with two indices"),
    (in_a_column, "the first token alone"),
    (in_a_column_from_the_end, "the last token alone"),
    (fixed_context, "When the first token changes that the context reaches"),
    (off_by_one, "one token too few"),
    (as_for_training, "The last token of the row is not handed"),
    (drawn, "You give back one number"),
    (most_likely, "You give back one number"),
    (the_row_goes_on, "The task asks for a tensor of shape (V,)"),
    (its_probability, "You give back one number"),
    (softmax_of_the_batch, "All your numbers are one"),
    (softmax_of_the_places, "over the places"),
    (shared_out_over_all, "Your numbers do not sum to 1"),
    (as_letters, "The task asks for a tensor of shape (V,)"),
    (rounded, "without `round`"),
    (printed, "`None`"),
    (token_by_token, "last token alone"),
    (of_another_model, "your probabilities stay"),
    (an_error_of_its_own, "Your own `raise`"),
    (with_zeros_in_front, "You fill up a short row"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "not cropped": ("in a `ValueError`", "behind it. `model.context`", "tells most about"),
    "the wrong end": (
        "the first tokens",
        "after the last",
        "Which slice of `[5, 6, 7, 8, 9]` holds its last three things?",
    ),
    "the last token alone": ("last token alone", "thrown away. Either", "of several tokens"),
    "one token too few": ("model: the oldest", "is T places", "three things? Count"),
    "one token too few of a long row": ("context you take", "is T places", "three things? Count"),
    "without the last token": ("is not handed", "predicts this token", "is left out"),
    "filled up": ("zeros in front", "reads a text", "such as `[-3:]`"),
    "the place before the last": ("the place before", "about the last", "the last thing"),
    "the first place": ("first token alone", "the first row", "seen all tokens"),
    "all places": ("for each place", "there already, except", "Which place speaks"),
    "all places, in a batch": ("batch, as probabilities", "its places speaks", "two indices pick"),
    "the batch kept": ("probabilities are right", "calls your function", "takes the first"),
    "the last column": ("vocabulary, at all", "come before tokens", "your `-1` stand"),
    "logits": ("the next token", "the right place", "probabilities of scores"),
    "logarithms": ("back the logarithms", "needs the probabilities", "code makes logarithms"),
    "exp only": ("ratios, and nothing", "exponentials, the first", "with positive numbers"),
    "softmax twice": ("much too equal", "lie between 0", "often does `softmax`"),
    "softmax over the places": ("softmax goes over", "should be compared", "dimension of (B"),
    "softmax over one thing": (
        "All your numbers are one.",
        "alone gets everything",
        "dimension of (B",
    ),
    "softmax over one thing, in a batch": (
        "and they stand",
        "alone gets everything",
        "your tensor holds",
    ),
    "one token": ("back one number", "the most likely", "last step out"),
    "without a batch": ("without a batch", "shape (N,). Also", "`ids[None]` puts a"),
    "a row cut like a table": ("two indices, like", "dimension to cut", "first. Then make"),
    "sum to one": ("sum to 1", "token comes next", "function makes probabilities"),
    "long ago": ("your probabilities change", "context has places", "the model, for"),
    "what is reached": ("reaches, your probabilities", "or you look", "model. How many"),
}
