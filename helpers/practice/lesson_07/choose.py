"""07.choose: choose on the validation set, and report from the test set, once."""

import torch

from helpers.practice.compare import alike, as_tensor, is_number, is_rounded
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

# How far the losses of a setting lie above the lowest one: on the validation set, on the test set.
WINNER = (0.0, 0.10)
OTHERS = ((0.02, 0.05), (0.12, 0.03), (0.30, 0.31))  # best of both, best on the test set, worst
FILLERS = ((0.25, 0.36), (0.15, 0.195), (0.17, 0.215), (0.19, 0.235), (0.21, 0.255))


def measured(generator: torch.Generator) -> list[tuple]:
    """(validation losses, test losses) of 6 and of 9 settings. The winner on the validation set is
    not the first and not the last, not the best on the test set, not the best of both together,
    and the setting after it is none of these. No loss has two decimals only."""

    def one(fillers):
        settings = [WINNER, *OTHERS, *fillers]
        lowest = 2.33 + 0.01 * choose(generator, 4) + 0.001 * (1 + choose(generator, 4))
        while True:
            order = torch.randperm(len(settings), generator=generator).tolist()
            i = order.index(0)
            if 1 <= i < len(order) - 2 and settings[order[i + 1]] in fillers:
                dealt = [settings[j] for j in order]
                return tuple(
                    [round(lowest + above, 3) for above in part]
                    for part in zip(*dealt, strict=True)
                )

    return [one(FILLERS[:2]), one(FILLERS)]


def place(which, losses):
    """The number of the lowest (min) or the highest (max) loss."""
    return losses.index(which(losses))


def report(valid, test):
    i = place(min, valid)
    return i, test(i)


def by_test(valid, test):
    losses = [test(i) for i in range(len(valid))]
    return place(min, losses), min(losses)


def test_of_all(valid, test):
    losses = [test(i) for i in range(len(valid))]
    i = place(min, valid)
    return i, losses[i]


def test_twice(valid, test):
    i = place(min, valid)
    return i, (test(i) + test(i)) / 2


def of_number(number):
    """An answer that reports the test loss of setting number(valid)."""

    def answer(valid, test):
        i = number(valid)
        return i, test(i)

    return answer


def from_one(valid, test):
    i, loss = report(valid, test)
    return i + 1, loss


def from_one_at_once(valid, test):
    """Position from 1, and with this number the test set is asked."""
    i = place(min, valid) + 1
    return i, test(i)


def both_together(valid, test):
    both = [loss + test(i) for i, loss in enumerate(valid)]
    i = place(min, both)
    return i, test(i)


def seen_of_report(answer, valid, test_losses):
    """What is seen of an answer: which setting it chose, whose loss it reports, and for which
    settings it asked the test set."""
    asked = []

    def test(i):
        loss = test_losses[i]
        asked.append(int(i) % len(test_losses))
        return loss

    result = answer(valid, test)
    if not isinstance(result, list | tuple) or len(result) != 2:
        return result
    chosen, loss = (as_tensor(part) for part in result)
    if not all(part is not None and is_number(part) for part in (chosen, loss)):
        return result
    best = place(min, valid)
    numbers = {
        "the winner": best,
        "from 1": best + 1,
        "the best on the test set": place(min, test_losses),
        "the highest": place(max, valid),
        "the winner's loss": valid[best],
        "the test loss": test_losses[best],
    }
    losses = {
        "the test loss": test_losses[best],
        "the validation loss": min(valid),
        "the lowest test loss": min(test_losses),
        "the winner": best,
    }
    if not asked:
        calls = "never"
    elif len(set(asked)) > 1:
        calls = "several settings"
    elif len(asked) > 1:
        calls = "several times"
    else:
        calls = "once" if asked == [best] else "once for another"
    reported = name_of(loss, losses)
    if reported == "another" and is_rounded(loss, as_tensor(test_losses[best]), fewest=2):
        reported = "the test loss, rounded"
    return {"chosen": name_of(chosen, numbers), "loss": reported, "asked": calls}


def name_of(value, known) -> str:
    """The name of the known number that this one is."""
    return next((name for name, other in known.items() if alike(value, other, 1e-5)), "another")


def each(**facts):
    """A rule for `when`: these facts are seen in each case."""
    return lambda seen: all(facts.items() <= one.items() for one in seen)


EXERCISE = Exercise(
    name="07.choose",
    reference=report,
    arguments=("valid", "test"),
    observe=seen_of_report,
    cases=measured,
    returns="a pair: the number of the setting that you chose, and its loss on the test set",
    checked="6 settings and 9 settings: which one is chosen, whose loss is reported, and how often "
    "the test set was asked.",
    why="you then ask the test set for the second best setting as well, and it does better there. "
    "May you report that loss?",
    because=(
        "No. You would choose between the two with the test set, and the lower of two losses is "
        "too low on average, for the same reason as the validation loss of the winner. Report the "
        "one that you chose before you looked. A new choice needs new data for its report."
    ),
    otherwise=(
        "In at least one case your function reports another setting, or another loss.",
        "The validation losses say which setting is chosen. The test set says how good it is.",
        "Make a list of three validation losses by hand. Which number should come out?",
    ),
    wrong=(
        Wrong(
            "chosen by the test set",
            by_test,
            "You chose the setting that does best on the test set: tuning on the test set.",
            "The lowest of several losses is lowest by luck, too. The test set was there to show "
            "how good the choice is, and now it has made the choice: the report is too good.",
            "Which of the two inputs may decide? And how often may the other one be asked?",
            when=each(chosen="the best on the test set"),
        ),
        Wrong(
            "by both",
            both_together,
            "You chose with the test set in hand: not the setting with the lowest validation loss, "
            "after asking the test set about several.",
            "That is tuning on the test set, too. A part of its luck is then in the choice.",
            "Choose first, and ask the test set afterwards.",
            when=each(chosen="another", asked="several settings"),
        ),
        Wrong(
            "test asked twice",
            test_twice,
            "The test set was asked more than once about the same setting.",
            "The test set is used once. What it said is kept in a name.",
            "Count the places in your function where `test` is called, also inside a loop.",
            when=each(chosen="the winner", asked="several times"),
        ),
        Wrong(
            "validation loss reported",
            lambda valid, test: (place(min, valid), min(valid)),
            "You report the validation loss of the winner.",
            "It was chosen for being the lowest, and so it is too low: the winner's curse. The "
            "test set has not taken part in the choice.",
            "Which of the two inputs knows how good the choice is?",
            when=each(chosen="the winner", loss="the validation loss"),
        ),
        Wrong(
            "lowest test loss reported",
            lambda valid, test: (
                place(min, valid),
                min([test(n) for n in range(len(valid))]),
            ),
            "You report the lowest of all test losses, beside another setting.",
            "The loss is to be that of the setting that you chose.",
            "About which one setting should the test set be asked?",
            when=each(chosen="the winner", loss="the lowest test loss"),
        ),
        Wrong(
            "test of all settings",
            test_of_all,
            "Your choice is right. But the test set was asked about several settings.",
            "That is how tuning on the test set begins: whoever has seen these losses cannot "
            "choose without them any more. One loss is enough for the report.",
            "Which setting is the report about? When do you know it?",
            when=each(chosen="the winner", asked="several settings"),
        ),
        Wrong(
            "a rounded loss",
            lambda valid, test: (place(min, valid), round(report(valid, test)[1], 2)),
            "You report the right test loss, rounded to two decimals.",
            "The choice is right, too. But the check compares more digits, and two settings are "
            "often less than 0.01 apart.",
            "Hand the loss in as `test` gives it, without `round`.",
            when=each(chosen="the winner", loss="the test loss, rounded"),
        ),
        Wrong(
            "largest",
            of_number(lambda valid: place(max, valid)),
            "You chose the setting with the highest validation loss.",
            "A lower loss is the better one. With a share of right guesses it would be the other "
            "way round.",
            "Print the validation loss of your choice beside the others.",
            when=each(chosen="the highest"),
        ),
        Wrong(
            "from 1",
            from_one,
            "Your number is one too high: you count the settings from one.",
            "The first setting has the number 0, as everywhere in Python.",
            "For three validation losses with the lowest in the first place: which number do you "
            "get?",
            when=each(chosen="from 1"),
        ),
        Wrong(
            "exchanged",
            lambda valid, test: report(valid, test)[::-1],
            "The loss comes first, and then the number of the setting.",
            "Both are right, in the other order.",
            "Compare your last line with the task.",
            when=each(chosen="the test loss", loss="the winner"),
        ),
        Wrong(
            "loss for the number",
            lambda valid, test: (min(valid), report(valid, test)[1]),
            "In the place of the setting's number stands its validation loss.",
            "The pair has to say which setting it was. A loss does not say that.",
            "`min` finds the lowest number. What finds its place in the list?",
            when=each(chosen="the winner's loss"),
        ),
        Wrong(
            "the test of a loss",
            lambda valid, test: (place(min, valid), test(min(valid))),
            "You hand a loss to `test`.",
            "`test` wants the number of a setting, which is a whole number from 0 on.",
            "Print what stands in the brackets of `test`. What finds the place of a number in a "
            "list?",
        ),
    ),
    rivals=(
        Rival("The first setting.", of_number(lambda valid: 0)),
        Rival("The last setting.", of_number(lambda valid: len(valid) - 1)),
        Rival(
            "The second best on the validation set.",
            of_number(lambda valid: valid.index(sorted(valid)[1])),
        ),
        Rival(
            "The middle one of the validation losses.",
            of_number(lambda valid: valid.index(sorted(valid)[len(valid) // 2])),
        ),
        Rival("The number from 1, also for the test set.", from_one_at_once),
        Rival(
            "The mean of both losses of the winner.",
            lambda valid, test: (report(valid, test)[0], (min(valid) + report(valid, test)[1]) / 2),
        ),
        Rival(
            "The higher of the two losses of each setting.",
            lambda valid, test: by_test(valid, lambda i: max(valid[i], test(i))),
        ),
        Rival(
            "The difference of the winner's two losses.",
            lambda valid, test: (place(min, valid), test(place(min, valid)) - min(valid)),
        ),
        Rival(
            "The test loss of the setting before it.",
            lambda valid, test: (place(min, valid), test(place(min, valid) - 1)),
        ),
    ),
)
