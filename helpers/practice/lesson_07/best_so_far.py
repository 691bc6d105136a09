"""07.best-so-far: the curve of a search, from the losses of its trials."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong


def searches(generator: torch.Generator) -> list[tuple]:
    """(losses,): a search of 6 and one of 9 trials, and one in which all losses are above 2,000.
    The best loss is neither among the first two nor among the last two, and it is the third or a
    later one that beats all before."""

    def draw(count, scale=1):
        while True:
            ranks = torch.randperm(count, generator=generator).tolist()
            records = [i for i in range(count) if ranks[i] == min(ranks[: i + 1])]
            best = ranks.index(0)
            rises = any(ranks[i] > ranks[i - 1] for i in range(2, best))
            if 2 <= best < count - 2 and len(records) >= 2 and ranks[0] < count - 1:
                if count < 9 or (rises and len(records) >= 3):
                    return [round(scale * (2.33 + 0.1 * rank), 2) for rank in ranks]

    return [(draw(6),), (draw(9),), (draw(6, scale=1000),)]


def firsts(rule):
    """An answer with rule(the first n losses) for each n."""
    return lambda losses: [rule(losses[: n + 1]) for n in range(len(losses))]


curve = firsts(min)


def begun_with(number):
    """The best so far begins with a number, before the first trial."""
    return lambda losses: [min(number, x) for x in curve(losses)]


def stays_at_a_number(curve, lowest) -> bool:
    """The curve is one number all along, below the lowest loss."""
    return min(curve) == max(curve) < lowest - 1


def one_late(losses):
    return [losses[0], *curve(losses)[:-1]]


EXERCISE = Exercise(
    name="07.best-so-far",
    reference=curve,
    arguments=("losses",),
    returns="a list or a tensor with as many numbers as there are trials: the lowest loss so far",
    cases=searches,
    checked="a search of 6 trials and one of 9, with better and worse trials in no order, and a "
    "search in which all losses are very high.",
    why="one search has the lower curve after a few trials, another one after many. Which search "
    "is better?",
    because=(
        "It depends on how many trials you can pay for. With few trials the first is better, with "
        "many the second. So one shows whole curves, and the mean of many repetitions, since a "
        "single search may have been lucky."
    ),
    properties=(
        Property(
            "a number to begin with",
            lambda call, losses: (
                not stays_at_a_number(call([1e6 + x for x in losses]), 1e6 + min(losses))
            ),
            "When all losses are very high, your curve is one number, which is none of them.",
            "Your best so far begins with a number that you chose, such as 3 or 10. A search whose "
            "losses are all higher never beats it. A learning rate that is too large does that.",
            "Which number is above every loss? Or which of the losses could your curve begin with?",
        ),
        Property(
            "begins with the first",
            lambda call, losses: abs(call(losses)[0] - losses[0]) < 1e-4,
            "Your curve does not begin with the loss of the first trial.",
            "After one trial, its loss is the best that you have.",
            "Print the first number of your curve, and the first loss.",
        ),
        Property(
            "never rises",
            lambda call, losses: all(
                after <= before + 1e-6
                for before, after in zip(call(losses), call(losses)[1:], strict=False)
            ),
            "At some place your curve rises.",
            "A trial that is worse does not take the best one away.",
            "Find the first place where it rises. What should stand there?",
        ),
        Property(
            "ends with the best",
            lambda call, losses: abs(call(losses)[-1] - min(losses)) < 1e-4,
            "Your curve does not end with the lowest of all losses.",
            "After the last trial, the best of all trials is what you have.",
            "Print the last number of your curve, and the lowest loss.",
        ),
        Property(
            "nothing of the future",
            lambda call, losses: (
                abs(call(losses)[1] - min(losses[:2])) < 1e-4
                and abs(call(losses[:3])[2] - call(losses)[2]) < 1e-4
            ),
            "A number of your curve changes with trials that come later.",
            "After n trials nobody knows the others yet.",
            "Hand the first three losses alone to your function, and compare the two curves.",
        ),
    ),
    wrong=(
        Wrong(
            "sorted down",
            lambda losses: sorted(losses, reverse=True),
            "You give back the losses in order, the highest first.",
            "The curve does not rise, as it should. But the order in which they were tried is "
            "lost, and that is what it shows.",
            "What is the lowest loss after one trial? Compare it with the first number of your "
            "result.",
        ),
        Wrong(
            "sorted up",
            sorted,
            "You give back the losses in order, the lowest first.",
            "That puts the best trial at the beginning, where nobody knows of it yet.",
            "What is the lowest loss after one trial? Compare it with the first number of your "
            "result.",
        ),
        Wrong(
            "lowest of all everywhere",
            lambda losses: [min(losses)] * len(losses),
            "All numbers of your curve are the lowest of all losses.",
            "The best trial counts from the moment on when it was made. Before that, the search "
            "had found less.",
            "Which losses are known after two trials? Take the lowest of these.",
        ),
        Wrong(
            "highest so far",
            firsts(max),
            "Your curve rises: it keeps the highest loss so far.",
            "A lower loss is the better one.",
            "Which way does your comparison point?",
        ),
        Wrong(
            "mean so far",
            firsts(lambda some: sum(some) / len(some)),
            "Each number of your curve is a mean of the losses so far.",
            "A search does not have to use all that it tried. It keeps the best.",
            "What do you have in hand after three trials: their mean, or one of them?",
        ),
        Wrong(
            "the last two",
            firsts(lambda some: min(some[-2:])),
            "Each loss is compared only with the one before it, so that your curve can rise again.",
            "The best may have been found long before. It has to be remembered.",
            "Keep the best so far in a name of its own. With what is the next loss compared?",
        ),
        Wrong(
            "as they came",
            lambda losses: list(losses),
            "You give back the losses as they came.",
            "A trial that is worse does not change the best.",
            "At the first place where a loss rises: what should the curve do there?",
        ),
        Wrong(
            "from zero",
            lambda losses: [min(0.0, x) for x in losses],
            "All numbers of your curve are zero.",
            "Your best so far begins with 0. No loss is lower, so it never changes.",
            "With which number should it begin, so that the first trial beats it?",
            when=lambda seen: all(max(curve) == 0 for curve in seen),
        ),
        Wrong(
            "one late",
            one_late,
            "Your curve comes one trial too late.",
            "Each number leaves out the trial of its own place.",
            "How many losses are in the slice for the second number? In `[:n]` the entry n is out.",
        ),
        Wrong(
            "the first is missing",
            lambda losses: curve(losses)[1:],
            "The first number of the curve is missing.",
            "After one trial there is a best one already.",
            "With how many losses does your loop begin?",
        ),
        Wrong(
            "the last is missing",
            lambda losses: curve(losses)[:-1],
            "The last number of the curve is missing.",
            "The last trial counts, too. A `range(1, 6)` ends with 5.",
            "Print the number of losses, and that of your curve.",
        ),
        Wrong(
            "an empty slice",
            lambda losses: [min(losses[:n]) for n in range(len(losses))],
            "In the first round, the lowest of no losses at all is asked for.",
            "A slice `[:0]` is empty, and an empty list has no lowest number.",
            "How many losses should the first slice hold? Print it.",
        ),
        Wrong(
            "what is still to come",
            lambda losses: [min(losses[n:]) for n in range(len(losses))],
            "Each number of yours is the lowest loss from its place to the end.",
            "You look at the trials that are still to come, and not at those that were made.",
            "On which side of the colon does your n stand, and what does that slice hold?",
        ),
        Wrong(
            "only the improvements",
            lambda losses: [x for n, x in enumerate(losses) if x == min(losses[: n + 1])],
            "Your list holds only the losses that beat all before, and is too short.",
            "The curve has a number after each trial. Where nothing got better, the old best "
            "stands again.",
            "What is added to the list when a trial is worse?",
        ),
        Wrong(
            "positions",
            firsts(lambda some: some.index(min(some))),
            "You give back where the lowest loss stands, and not the loss.",
            "An index is the number of a trial. The curve shows losses.",
            "What finds the lowest number itself? `argmin` and `index` find its place.",
        ),
        Wrong(
            "values and positions",
            lambda losses: tuple(torch.tensor(losses).cummin(0)),
            "Your result has two parts: the lowest losses, and the places where they stand.",
            "`cummin` gives back both.",
            "Which of the two parts is asked for? It has a name, behind a dot.",
        ),
    ),
    rivals=(
        Rival("The lowest of the last three.", firsts(lambda some: min(some[-3:]))),
        Rival("The middle one of those so far.", firsts(lambda some: sorted(some)[len(some) // 2])),
        Rival(
            "The second lowest so far.", firsts(lambda some: sorted(some)[min(1, len(some) - 1)])
        ),
        Rival("The lowest loss, from behind.", lambda losses: curve(losses)[::-1]),
        Rival(
            "The lower of the first loss and this one.",
            lambda losses: [min(losses[0], x) for x in losses],
        ),
        Rival(
            "The mean of the best so far and this one.",
            lambda losses: [(a + b) / 2 for a, b in zip(curve(losses), losses, strict=True)],
        ),
        Rival(
            "How much was gained since the first trial.",
            lambda losses: [losses[0] - x for x in curve(losses)],
        ),
        Rival("The first loss everywhere.", lambda losses: [losses[0]] * len(losses)),
        Rival("The best begins with 3.", begun_with(3.0)),
        Rival("The best begins with 10.", begun_with(10.0)),
        Rival("The best begins with 1,000.", begun_with(1000.0)),
    ),
)
