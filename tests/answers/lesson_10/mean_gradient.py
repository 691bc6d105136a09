"""10.mean-gradient: right answers in other clothes, and answers with a mistake."""

import copy

import torch


def one_by_one(model, shards, loss_fn):
    found = []
    for X, y in shards:
        model.zero_grad()
        loss_fn(model(X), y).backward()
        found.append([p.grad.clone() for p in model.parameters()])
    model.zero_grad()
    return [torch.stack(each).mean(dim=0) for each in zip(*found, strict=True)]


def added_up(model, shards, loss_fn):
    """`backward` adds by itself."""
    model.zero_grad()
    for X, y in shards:
        (loss_fn(model(X), y) / len(shards)).backward()
    found = [p.grad for p in model.parameters()]
    model.zero_grad()  # sets them to None: the tensors stay
    return found


def one_loss(model, shards, loss_fn):
    """The mean of the losses has the mean of the gradients."""
    loss = sum(loss_fn(model(X), y) for X, y in shards) / len(shards)
    return torch.autograd.grad(loss, tuple(model.parameters()))


def all_rows(model, shards, loss_fn):
    """The shards are of one size, so this is the mean over all rows."""
    X = torch.cat([X for X, _ in shards])
    y = torch.cat([y for _, y in shards])
    return torch.autograd.grad(loss_fn(model(X), y), model.parameters())


def on_copies(model, shards, loss_fn):
    """A model for each process, as in real life."""
    copies = [copy.deepcopy(model) for _ in shards]
    for process, (X, y) in zip(copies, shards, strict=True):
        loss_fn(process(X), y).backward()
    parameters = zip(*(process.parameters() for process in copies), strict=True)
    return [sum(p.grad for p in same) / len(shards) for same in parameters]


def put_back(model, shards, loss_fn):
    before = [p.grad for p in model.parameters()]
    found = one_by_one(model, shards, loss_fn)
    for p, old in zip(model.parameters(), before, strict=True):
        p.grad = old
    return tuple(found)


def with_zeros_left(model, shards, loss_fn):
    model.zero_grad(set_to_none=False)
    for X, y in shards:
        loss_fn(model(X), y).backward()
    found = [(p.grad / len(shards)).numpy() for p in model.parameters()]
    model.zero_grad(set_to_none=False)
    return found


def the_sum(model, shards, loss_fn):
    model.zero_grad()
    for X, y in shards:
        loss_fn(model(X), y).backward()
    return [p.grad for p in model.parameters()]


def the_sum_and_the_old(model, shards, loss_fn):
    for X, y in shards:
        loss_fn(model(X), y).backward()
    return [p.grad for p in model.parameters()]


def the_mean_and_the_old(model, shards, loss_fn):
    for X, y in shards:
        (loss_fn(model(X), y) / len(shards)).backward()
    return [p.grad for p in model.parameters()]


def cleared_at_the_end_of_the_loop(model, shards, loss_fn):
    found = []
    for X, y in shards:
        loss_fn(model(X), y).backward()
        found.append([p.grad.clone() for p in model.parameters()])
        model.zero_grad()
    return [torch.stack(each).mean(dim=0) for each in zip(*found, strict=True)]


def not_cleared(model, shards, loss_fn):
    found = []
    for X, y in shards:
        loss_fn(model(X), y).backward()
        found.append([p.grad.clone() for p in model.parameters()])
    model.zero_grad()
    return [torch.stack(each).mean(dim=0) for each in zip(*found, strict=True)]


def cleared_before_the_loop(model, shards, loss_fn):
    model.zero_grad()
    return not_cleared(model, shards, loss_fn)


def no_copy(model, shards, loss_fn):
    """The list holds one tensor many times, and it is emptied at the end."""
    found = []
    for X, y in shards:
        model.zero_grad(set_to_none=False)
        loss_fn(model(X), y).backward()
        found.append([p.grad for p in model.parameters()])
    model.zero_grad(set_to_none=False)
    return [torch.stack(each).mean(dim=0) for each in zip(*found, strict=True)]


def the_last_one(model, shards, loss_fn):
    for X, y in shards:
        model.zero_grad()
        loss_fn(model(X), y).backward()
    return [p.grad for p in model.parameters()]


def in_the_first_round(model, shards, loss_fn):
    for X, y in shards:
        return torch.autograd.grad(loss_fn(model(X), y), model.parameters())


def right_and_left_there(model, shards, loss_fn):
    model.zero_grad()
    for X, y in shards:
        (loss_fn(model(X), y) / len(shards)).backward()
    return [p.grad for p in model.parameters()]


def with_a_step(model, shards, loss_fn):
    found = one_by_one(model, shards, loss_fn)
    for p, g in zip(model.parameters(), found, strict=True):
        p.grad = g
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    model.zero_grad()
    return found


def twice(model, shards, loss_fn):
    model.zero_grad()
    for X, y in shards:
        (loss_fn(model(X), y) / len(shards)).backward()
    found = [p.grad / len(shards) for p in model.parameters()]
    model.zero_grad()
    return found


def without_a_graph(model, shards, loss_fn):
    losses = torch.tensor([loss_fn(model(X), y).item() for X, y in shards])
    losses.mean().backward()
    return [p.grad for p in model.parameters()]


def the_losses(model, shards, loss_fn):
    return torch.stack([loss_fn(model(X), y) for X, y in shards]).mean()


def a_list_for_each(model, shards, loss_fn):
    return [torch.autograd.grad(loss_fn(model(X), y), model.parameters()) for X, y in shards]


def by_name(model, shards, loss_fn):
    found = one_by_one(model, shards, loss_fn)
    names = [name for name, _ in model.named_parameters()]
    return dict(zip(names, found, strict=True))


def in_one_row(model, shards, loss_fn):
    return torch.cat([g.flatten() for g in one_by_one(model, shards, loss_fn)])


def from_the_end(model, shards, loss_fn):
    return one_by_one(model, shards, loss_fn)[::-1]


def nothing(model, shards, loss_fn):
    one_by_one(model, shards, loss_fn)


RIGHT = [one_by_one, added_up, one_loss, all_rows, on_copies, put_back, with_zeros_left]

OTHERS = [
    (the_sum, "by the number of processes"),
    (the_sum_and_the_old, "You give back the sum over the processes"),
    (the_mean_and_the_old, "once and in full"),
    (cleared_at_the_end_of_the_loop, "as if it were a part of the first process"),
    (not_cleared, "Each process also has the gradients of those before it"),
    (cleared_before_the_loop, "You clear the gradients once"),
    (no_copy, "All your gradients are zeros"),
    (the_last_one, "the last process alone"),
    (in_the_first_round, "the first process alone"),
    (right_and_left_there, "Afterwards the model holds other ones"),
    (with_a_step, "the weights of the model have moved"),
    (twice, "too small, by the number of processes"),
    (without_a_graph, "does not require grad"),
    (the_losses, "the mean of the losses"),
    (a_list_for_each, "one list after the other"),
    (by_name, "The task asks for a list"),
    (in_one_row, "The task asks for a list"),
    (from_the_end, "The task asks for a list"),
    (nothing, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "left in the model": ("ones than before", "one's gradient, too", "last `backward` leave"),
    "weights changed": ("But the weights", "processes would compute", "changes a weight"),
    "sum": ("are too large", "With eight machines", "What makes a mean"),
    "sum, and the old ones": ("over the processes", "of use here", "process begins? And"),
    "the old ones": (
        "your result, once",
        "left its gradients",
        "What should stand in `.grad` before the first process begins?",
    ),
    "the old ones, for one process": (
        "in `.grad` counts",
        "between the processes",
        "at its beginning",
    ),
    "never cleared": ("Each process also", "and nobody empties", "of each process"),
    "cleared once": ("right. Each later", "share one `.grad`", "of each process"),
    "the last process": ("last process alone", "each process takes", "After the loop"),
    "the first process": ("first process alone", "A `return` inside", "your `return` indented"),
    "zeros": ("gradients are zeros", "tensors themselves. Where", "clears the gradients"),
    "divided twice": ("are too small", "divide twice: perhaps", "of yours divide"),
    "divided by rows": ("divide the sum", "shard is already", "add up? Divide"),
    "sum over all rows": ("over all rows", "and every machine", "gradient too large"),
    "the loss": ("number, the mean", "processes exchange gradients", "loss fills `.grad`"),
    "one for each process": ("process, one list", "other. Afterwards all", "lists belong together"),
    "over the numbers of a parameter": (
        "for each parameter",
        "processes. Each weight",
        "of a parameter",
    ),
    "twice as many processes": ("all shards twice", "Twice as many", "number of processes"),
    "one process": ("of its shard", "the thing itself", "Call your function"),
}
