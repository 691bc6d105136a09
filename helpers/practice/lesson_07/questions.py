"""The questions of lesson 07."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "07.one-seed",
        "0.030 was lower, by more than 0.01, with one seed each. Now each of the two gets ten "
        "seeds. Whose mean is lower?",
        (
            Option(
                "that of 0.030, by about as much",
                "One trial of each. You cannot see in it what the learning rate did and what the "
                "seed did.",
            ),
            Option(
                "that of 0.035, by more than 0.005",
                "One of the first two trials was lucky and the other unlucky, that is true. But "
                "with ten seeds the means are equal, and not turned round.",
            ),
            Option(
                "of neither: they differ by less than 0.005",
                "The seed 8 is the luckiest one of 0.030, and 6 is one of the unlucky ones.",
            ),
        ),
        "C",
        "With each of these two rates the ten seeds give losses that are up to 0.02 apart. So a "
        "difference of that size between two single trials says nothing about the settings.",
    ),
    Question(
        "07.linear",
        "`torch.linspace(0.0001, 1, 100)` gives 100 learning rates from 0.0001 to 1, spread "
        "evenly. How many of them lie below 0.01?",
        (
            Option(
                "about 50",
                "You may have thought in factors: from 0.0001 to 0.01 is a factor of 100, as from "
                "0.01 to 1. But the steps between these rates are all equally long.",
            ),
            Option(
                "about 10",
                "From one rate to the next it is about 0.01. So how many fit below 0.01?",
            ),
            Option(
                "1",
                "The first rate is 0.0001, and the second one is already 0.0102.",
            ),
        ),
        "C",
        "One rate for all that lies between 0.0001 and 0.01, and 99 for the rest. With exponents "
        "that are spread evenly, each half of the range gets 50.",
    ),
    Question(
        "07.range-test",
        "In each of 100 batches the learning rate is 15 % larger than before: from 0.00001 to 10. "
        "What does the loss of the batches do?",
        (
            Option(
                "it falls all the time",
                "It would, if every step were good. But the last steps are longer than the way.",
            ),
            Option(
                "it stays, then falls, then rises and jumps",
                "At first the steps are too short to change anything; at the end they are too "
                "long.",
            ),
            Option(
                "it falls from the first batch on, then rises",
                "With a learning rate of 0.00001 the parameters hardly move.",
            ),
        ),
        "B",
        "Too small, good, and too large, one after the other in one training. The three parts can "
        "be told apart on a log axis only.",
    ),
    Question(
        "07.grid",
        "Four hyperparameters, two of them without any influence, and 16 trials. Which search "
        "finds the lower loss, on average?",
        (
            Option(
                "the grid, since it covers all combinations",
                "It covers combinations of two values each. So it tries two learning rates, and "
                "each of them eight times.",
            ),
            Option(
                "random search, by more than 0.05",
                "It tries many different learning rates, while the grid has two.",
            ),
            Option(
                "both about the same: they differ by less than 0.02",
                "With two hyperparameters it is so. But two that do nothing cost the grid most of "
                "its trials.",
            ),
        ),
        "B",
        "For the grid, 12 of its 16 trials repeat what the other four have said. A random search "
        "loses nothing by hyperparameters that do not matter. With two that both count, a grid is "
        "about as good as random. And a grid that happens to lie well can always win.",
    ),
    Question(
        "07.next",
        "The best loss so far is 2.38. Of one place you expect 2.40, give or take 0.01; of another "
        "one 2.45, give or take 0.10. Which one has the larger expected improvement?",
        (
            Option(
                "the first: its guess is nearly as good as the best",
                "Nearly. But it is sure, so there is hardly a chance that it gets below 2.38.",
            ),
            Option(
                "the second, although its guess is worse",
                "It is often worse, which costs nothing, and now and then much better.",
            ),
            Option(
                "both about the same",
                "Both are expected to be worse than the best. What counts is how often, and how "
                "far, they can be better.",
            ),
        ),
        "B",
        "A worse loss counts as 0, so only the lucky side counts. A place with much doubt has a "
        "long lucky side. That is how this search also looks where it knows nothing.",
    ),
    Question(
        "07.race",
        "The price is ten trials. Whose best loss is the lowest, on average over the 20 "
        "repetitions?",
        (
            Option(
                "that of the grid in order",
                "After ten trials it has seen only the two smallest of its six learning rates.",
            ),
            Option(
                "that of the grid in random order",
                "It does about as well as random search, and for the same reason: after ten trials "
                "it has seen nearly all of its learning rates.",
            ),
            Option(
                "that of random search",
                "It has seen ten different learning rates. But where its trials were good, it did "
                "not look again.",
            ),
            Option(
                "that of Bayesian optimization",
                "Its first three trials are random. From then on it looks near what was good, and "
                "where it knows little.",
            ),
        ),
        "D",
        "After ten trials Bayesian optimization is at 2.37, random search at 2.40, and the grid in "
        "random order at 2.41. Random search needs more than 30 trials for what Bayesian "
        "optimization has found in ten. And an order alone can ruin a grid: from the smallest "
        "rate on it is at 2.63. After 20 trials both grids are no worse than random search.",
    ),
    Question(
        "07.coins",
        "The best of the fifty guessed some 15 of 20 tosses. The same person guesses 20 more. How "
        "many will be right, on average?",
        (
            Option(
                "about 15 again",
                "Then this person could guess coins. The 15 were found by looking for the largest "
                "of fifty numbers.",
            ),
            Option(
                "about 12: a part of it was luck",
                "Here all of it was luck. With settings a part of it is skill.",
            ),
            Option(
                "about 10",
                "Nobody can guess coins, and to be the best of fifty does not change that.",
            ),
        ),
        "C",
        "Among fifty people without any skill the best one still guesses 15 of 20. The next tosses "
        "know nothing of it.",
    ),
)
