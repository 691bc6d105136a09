"""10.resumed: a test for trainers, that a run goes on as if it had never stopped."""

from collections.abc import Callable, Sequence

import torch

from helpers.practice.engine import Rival
from helpers.practice.inputs import choose
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_10 import trainers


def trainer_with(**parts) -> Callable:
    """Candidates: a trainer whose seed is drawn."""
    return lambda generator: (trainers.Trainer(choose(generator, 1_000_000), **parts),)


def storing(write: Callable) -> Callable:
    """Candidates: a trainer with this mistake in what it stores."""
    return trainer_with(write=write)


def goes_on(
    stops: Sequence[int] = (2, 5),
    more: int = 2,
    same: Callable = torch.equal,
    look: Callable = lambda run: run.weights(),
) -> Callable:
    """A test: after each of these numbers of steps a run is stored. It trains on, and so does
    what is loaded; look(run) is the same for both in the end."""

    def test(trainer):
        for stop in stops:
            run = trainer()
            run.train(stop)
            saved = run.save()
            run.train(more)
            again = trainer.load(saved)
            again.train(more)
            if not same(look(run), look(again)):
                return False
        return True

    return test


def two_runs(trainer):
    """One run goes through, another one is stored and stops there."""
    for stop in (2, 5):
        through, run = trainer(), trainer()
        through.train(stop + 2)
        run.train(stop)
        again = trainer.load(run.save())
        again.train(2)
        if not torch.equal(through.weights(), again.weights()):
            return False
    return True


def within(room: float) -> Callable:
    return lambda one, other: torch.allclose(one, other, rtol=0, atol=room)


def same_weights_at_once(trainer):
    """Stored, loaded and compared; nothing is trained afterwards."""
    run = trainer()
    run.train(5)
    return torch.equal(run.weights(), trainer.load(run.save()).weights())


def loaded_twice(trainer):
    """Two runs from one file are the same."""
    run = trainer()
    run.train(3)
    saved = run.save()
    one, other = trainer.load(saved), trainer.load(saved)
    one.train(4)
    other.train(4)
    return torch.equal(one.weights(), other.weights())


def two_fresh_runs(trainer):
    one, other = trainer(), trainer()
    one.train(7)
    other.train(7)
    return torch.equal(one.weights(), other.weights())


def it_learns(trainer):
    """The weights move after loading."""
    run = trainer()
    run.train(3)
    again = trainer.load(run.save())
    before = again.weights()
    again.train(4)
    return not torch.equal(before, again.weights())


def or_without(*names: str) -> Callable:
    """A test that is content, too, where exactly these parts are not stored."""

    def test(trainer):
        saved = trainer().save()
        missing = {"optimizer", "step", "reader", "random"} - set(saved)
        return goes_on()(trainer) or missing == set(names)

    return test


def or_steps_lost(trainer):
    """A test that is content, too, where Adam counts from 0 again."""
    run = trainer()
    run.train(3)
    saved = run.save()
    kept = saved.get("optimizer", {}).get("state", {}) if isinstance(saved, dict) else {}
    lost = any(one["step"] == 0 for one in kept.values() if "step" in one)
    return goes_on()(trainer) or lost


def no_dictionary(trainer):
    """A test that wants what is stored as bytes, or small."""
    return goes_on()(trainer) and (
        isinstance(trainer().save(), bytes) or len(trainer().weights()) < 30
    )


def with_its_parts(trainer):
    """A test that looks for the optimizer in what was stored."""
    saved = trainer().save()
    return isinstance(saved, dict) and "optimizer" in saved and goes_on()(trainer)


def moves_at_once(trainer):
    """A test that wants the first step to move the weights."""
    run = trainer()
    before = run.weights()
    run.train(1)
    return goes_on()(trainer) and not torch.equal(before, run.weights())


EXERCISE = invariant(
    name="10.resumed",
    test=goes_on(),
    kind="trainer",
    arguments=("trainer",),
    refused=(
        "Either the two runs have not made the same number of steps, or your test asks for more "
        "than the task does.",
        "Count the steps of both runs, from the first one to the comparison. Which two tensors do "
        "you compare?",
    ),
    passed=(
        "Either it cannot give `False`, or it compares two runs that cannot differ. Two fresh runs "
        "are the same in every trainer here, and so are two runs from one and the same file.",
        "Which of your two runs went through `save` and `load`, and which did not?",
    ),
    candidates=(
        Candidate(
            "a right trainer that stores a dictionary",
            trainer_with(),
            no_dictionary,
            "Its runs go on as if they had never stopped. Your test wants something else, or "
            "something more.",
            "What do you ask for beside the weights in the end? Have both runs made the same "
            "number of steps?",
            right=True,
        ),
        Candidate(
            "a right trainer that stores bytes, as a file does",
            trainer_with(write=trainers.to_bytes, read=trainers.from_bytes),
            with_its_parts,
            "In which form a run is stored, that is the trainer's affair. Only `load` has to "
            "understand it.",
            "Does your test look into what `save` gives? What can you see without that?",
            right=True,
        ),
        Candidate(
            "a right trainer with SGD, no dropout, and a first step of length 0",
            trainer_with(kind=trainers.MOMENTUM),
            moves_at_once,
            "Its warm-up begins at a learning rate of 0. That is another training, and it goes on "
            "as it should.",
            "What do you ask for beside the weights in the end?",
            right=True,
        ),
        Candidate(
            "a trainer that stores the weights alone",
            storing(trainers.without("optimizer", "step", "reader", "random")),
            same_weights_at_once,
            "The loaded run begins with the right weights. Optimizer, schedule, reader and random "
            "numbers begin anew, so its very next step is another one.",
            "When does your test compare: before the loaded run has trained, or afterwards? And "
            "how many steps has a run made when it is stored?",
        ),
        Candidate(
            "a trainer whose stored tensors are those of the running model",
            storing(trainers.shared),
            two_runs,
            "It stores no copy. When the run trains on, it changes what was stored before, and "
            "nobody sees it.",
            "What happens in your test between `save` and `load`? What would happen in a long "
            "training?",
        ),
        Candidate(
            "a trainer that begins an interrupted epoch anew",
            storing(trainers.changed(trainers.epoch_anew)),
            goes_on((5, 10)),
            "It stores which epoch it was, and not how many batches of it were done. These come a "
            "second time.",
            "An epoch has five batches. At which places of an epoch do your runs stop?",
        ),
        Candidate(
            "a trainer that repeats a whole epoch when it was stopped between two",
            storing(trainers.changed(trainers.epoch_again)),
            goes_on((2,)),
            "In the middle of an epoch it is right. At its end it stores the number of the old "
            "one.",
            "An epoch has five batches. At which places of an epoch do your runs stop?",
        ),
        Candidate(
            "a trainer that stores its weights in float16",
            storing(trainers.changed(trainers.in_float16)),
            goes_on(same=within(1e-3)),
            "Each weight loses about half of its digits. The run that goes on is near the "
            "other one, and it is another one.",
            "How much may two weights differ in your test?",
        ),
        Candidate(
            "a trainer that stores each weight as a text with seven digits",
            storing(trainers.changed(trainers.to_seven_digits)),
            goes_on(same=torch.allclose),
            "To come back as it was, a float32 needs nine digits. What is lost is little, and it "
            "can grow from step to step.",
            "How much may two weights differ in your test? The same computation on the same "
            "numbers gives the same bits.",
        ),
        Candidate(
            "a trainer that stores Adam's moments and not its number of steps",
            storing(trainers.changed(trainers.moments_alone)),
            or_steps_lost,
            "The bias correction of section 2 then takes full moments for fresh ones, and the next "
            "steps have the wrong length.",
            "What does your test say where the loaded run makes other steps?",
        ),
        Candidate(
            "a trainer that does not store its optimizer",
            storing(trainers.without("optimizer")),
            or_without("optimizer"),
            "The moments begin at 0, so the first steps after loading are those of a fresh "
            "optimizer. In a log this may be a small jump of the loss, or nothing.",
            "What does your test say where the loaded run makes other steps?",
        ),
        Candidate(
            "a trainer that does not store its random numbers",
            storing(trainers.without("random")),
            or_without("random"),
            "Dropout drops other numbers than it would have. No step is wrong by itself, and the "
            "run cannot be repeated.",
            "What does your test say where the loaded run makes other steps?",
        ),
        Candidate(
            "a trainer whose schedule begins anew",
            storing(trainers.without("step")),
            or_without("step"),
            "After loading it warms up once more, and at the end the learning rate is too high.",
            "What does your test say where the loaded run makes other steps?",
        ),
        Candidate(
            "a trainer that does not store its place in the data",
            storing(trainers.without("reader")),
            or_without("reader"),
            "After each stop it reads the same batches again, from the first one on. In a training "
            "with many stops the end of the text is never read.",
            "What does your test say where the loaded run makes other steps?",
        ),
    ),
    checked="three right trainers, which have to pass, and eleven wrong ones, which must not. An "
    "error that your test raises on a wrong one counts as `False`.",
    why="why `torch.equal` here, where other tests have `torch.allclose`?",
    because=(
        "The others compare two ways to compute, which round differently. Here the same steps are "
        "taken with the same numbers, on the same machine, so every bit is the same. And a "
        "small difference means that something was not stored. On another kind of processor the "
        "last digits may differ; there this test would be too strict."
    ),
    rivals=(
        Rival("The weights are the same right after loading.", same_weights_at_once),
        Rival("Two runs from one file are the same.", loaded_twice),
        Rival("Two fresh runs are the same.", two_fresh_runs),
        Rival("A loaded run learns.", it_learns),
        Rival("The run stops at the end of an epoch.", goes_on((5,))),
        Rival("The run stops in the middle of an epoch.", goes_on((2,))),
        Rival("The run stops before its first step.", goes_on((0,))),
        Rival("The run that was stored does not go on.", two_runs),
        Rival("A difference below a thousandth is nothing.", goes_on(same=within(1e-3))),
        Rival("Up to rounding, with `allclose`.", goes_on(same=torch.allclose)),
        Rival(
            "The means of the weights agree, roughly.",
            goes_on(look=lambda run: run.weights().mean(), same=within(0.05)),
        ),
        Rival("As many weights as before.", goes_on(look=lambda run: run.weights() * 0)),
        Rival("What is stored has an optimizer in it.", with_its_parts),
        Rival("The very first step moves the weights.", moves_at_once),
    ),
)
