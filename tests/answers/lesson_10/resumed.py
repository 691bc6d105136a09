"""10.resumed: right answers in other clothes, and answers with a mistake."""

import torch


def at_several_places(trainer):
    for stop in (3, 5):
        run = trainer()
        run.train(stop)
        saved = run.save()
        run.train(4)
        again = trainer.load(saved)
        again.train(4)
        if not torch.equal(run.weights(), again.weights()):
            return False
    return True


def beside_one_that_never_stopped(trainer):
    through = trainer()
    through.train(8)
    for stop in (1, 5, 6):
        run = trainer()
        run.train(stop)
        saved = run.save()
        run.train(1)  # this must not change what was stored
        again = trainer.load(saved)
        again.train(8 - stop)
        if (through.weights() != again.weights()).any():
            return False
    return True


def many_stops(trainer):
    """Stored and loaded after each step."""
    through, run = trainer(), trainer()
    for _ in range(8):
        through.train(1)
        run.train(1)
        saved = run.save()
        run.train(1)
        run = trainer.load(saved)
    through.train(2)
    run.train(2)
    return through.weights().tolist() == run.weights().tolist()


def asserted(trainer):
    assert at_several_places(trainer)
    return True


def by_bytes(trainer):
    said = []
    for stop in (4, 10):
        run = trainer()
        run.train(stop)
        saved = run.save()
        run.train(3)
        again = trainer.load(saved)
        again.train(3)
        said.append(run.weights().numpy().tobytes() == again.weights().numpy().tobytes())
    return all(said)


def loads_twice(trainer):
    """What was loaded first must not change the file."""
    for stop in (1, 5):
        run = trainer()
        run.train(stop)
        saved = run.save()
        run.train(6)
        for _ in range(2):
            again = trainer.load(saved)
            again.train(6)
            if not (run.weights() - again.weights()).abs().sum() == 0:
                return False
    return True


def no_training_after(trainer):
    run = trainer()
    run.train(7)
    again = trainer.load(run.save())
    return torch.equal(run.weights(), again.weights())


def one_stop(stop, more=4, same=torch.equal):
    def test(trainer):
        run = trainer()
        run.train(stop)
        saved = run.save()
        run.train(more)
        again = trainer.load(saved)
        again.train(more)
        return bool(same(run.weights(), again.weights()))

    return test


def stored_and_left(trainer):
    """The run that was stored makes no more steps."""
    through = trainer()
    through.train(9)
    for stop in (3, 5):
        run = trainer()
        run.train(stop)
        again = trainer.load(run.save())
        again.train(9 - stop)
        if not torch.equal(through.weights(), again.weights()):
            return False
    return True


def too_few_steps(trainer):
    """The second run makes fewer steps than the first."""
    run = trainer()
    run.train(3)
    saved = run.save()
    run.train(4)
    again = trainer.load(saved)
    again.train(3)
    return torch.equal(run.weights(), again.weights())


def all_of_them_again(trainer):
    """The loaded run begins to count at 0."""
    through, run = trainer(), trainer()
    through.train(8)
    run.train(3)
    again = trainer.load(run.save())
    again.train(8)
    return torch.equal(through.weights(), again.weights())


def what_was_stored(trainer):
    run = trainer()
    run.train(3)
    saved = run.save()
    return "optimizer" in saved and "random" in saved


def stored_twice(trainer):
    run = trainer()
    run.train(3)
    saved = run.save()
    return str(trainer.load(saved).save()) == str(saved)


def a_list_of_weights(trainer):
    run = trainer()
    run.train(3)
    return run.weights() == trainer.load(run.save()).weights()


def without_steps(trainer):
    run = trainer()
    run.train()
    return True


def saved_and_called(trainer):
    run = trainer()
    run.train(3)
    return torch.equal(trainer(run.save()).weights(), run.weights())


def turned_round(trainer):
    return not at_several_places(trainer)


def a_long_training(trainer):
    return one_stop(5_000)(trainer)


def endless(trainer):
    run = trainer()
    while True:
        run.train(1)


RIGHT = [
    at_several_places,
    beside_one_that_never_stopped,
    many_stops,
    asserted,
    by_bytes,
    loads_twice,
]

MISTAKES = {
    "II.28": [
        (no_training_after, "a trainer that stores the weights alone"),
        (one_stop(5), "a trainer that begins an interrupted epoch anew"),
        (one_stop(3), "a trainer that repeats a whole epoch"),
    ],
}

OTHERS = [
    (one_stop(10), "a trainer that begins an interrupted epoch anew"),
    (one_stop(0), "a trainer that stores the weights alone"),
    (one_stop(3, more=0), "a trainer that stores the weights alone"),
    (one_stop(3, same=lambda a, b: torch.allclose(a, b, atol=1e-3)), "repeats a whole epoch"),
    (stored_and_left, "whose stored tensors are those of the running model"),
    (too_few_steps, "have not made the same number of steps"),
    (all_of_them_again, "have not made the same number of steps"),
    (what_was_stored, "a bytes-like object is required"),
    (stored_twice, "`False` for"),
    (a_list_of_weights, "The task asks for `True` or `False`"),
    (without_steps, "missing 1 required positional argument"),
    (saved_and_called, "positional argument"),
    (turned_round, "and `True` for the wrong ones"),
    (a_long_training, "1,000 steps at most"),
    (endless, "1,000 steps at most"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "every trainer here", "went through `save`"),
    "refuses everything": ("`False` for all", "number of steps", "comparison. Which two"),
    "turned round": ("right trainers, and", "mistakes, and says", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "well, and none", "when the condition"),
    "a right trainer that stores a dictionary": (
        "stores a dictionary",
        "wants something else",
        "same number of",
    ),
    "a right trainer that stores bytes, as a file does": (
        "that stores bytes",
        "trainer's affair. Only",
        "you see without",
    ),
    "a right trainer with SGD, no dropout, and a first step of length 0": (
        "SGD, no dropout",
        "is another training",
        "What do you ask for beside the weights in the end?",
    ),
    "a trainer that stores the weights alone": (
        "the weights alone",
        "weights. Optimizer, schedule",
        "trained, or afterwards",
    ),
    "a trainer whose stored tensors are those of the running model": (
        "whose stored tensors",
        "was stored before",
        "a long training",
    ),
    "a trainer that begins an interrupted epoch anew": (
        "interrupted epoch anew",
        "were done. These",
        "has five batches",
    ),
    "a trainer that repeats a whole epoch when it was stopped between two": (
        "stopped between two",
        "In the middle",
        "has five batches",
    ),
    "a trainer that stores its weights in float16": (
        "weights in float16",
        "weight loses about",
        "How much may two weights differ in your test?",
    ),
    "a trainer that stores each weight as a text with seven digits": (
        "with seven digits",
        "float32 needs nine",
        "same numbers gives",
    ),
    "a trainer that stores Adam's moments and not its number of steps": (
        "stores Adam's moments",
        "correction of section",
        "makes other steps",
    ),
    "a trainer that does not store its optimizer": (
        "store its optimizer",
        "loss, or nothing",
        "makes other steps",
    ),
    "a trainer that does not store its random numbers": (
        "its random numbers",
        "Dropout drops other",
        "makes other steps",
    ),
    "a trainer whose schedule begins anew": (
        "whose schedule begins",
        "warms up once",
        "makes other steps",
    ),
    "a trainer that does not store its place in the data": (
        "store its place",
        "same batches again",
        "makes other steps",
    ),
}
