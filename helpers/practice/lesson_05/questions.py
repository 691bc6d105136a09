"""The questions of lesson 05."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "05.wrong-start",
        "A line is fitted to all pairs: from the number of a letter to the number of the next one, "
        "with the squared error. What does it say after q?",
        (
            Option(
                "about 21, which is u",
                "In the pairs with q it is mostly 21. But one line has to serve all 27 letters, "
                "and q is rare.",
            ),
            Option(
                "about 1, which is a, the letter that comes most often",
                "The squared error does not look for what comes most often. Its best single "
                "number is the mean.",
            ),
            Option(
                "about 8, which is h; much the same as after any letter",
                "The smallest squared error leads to means, as in lesson 01. The mean of all next "
                "letters is 9.2, and the line stays near it.",
            ),
        ),
        "C",
        "A mean of letters is no letter. And the line believes that a and b, 1 and 2, are nearly "
        "the same, and a and z far apart. Nothing in a name says so: a letter is a choice, not "
        "an amount.",
    ),
    Question(
        "05.softmax-shift",
        "You add 5 to each of the three logits. What happens to the probabilities?",
        (
            Option(
                "they stay as they are",
                "Each exponential becomes 148 times as large, and their sum too. The fraction "
                "stays.",
            ),
            Option(
                "all three grow",
                "All three exponentials do. But the probabilities must make 1 together, so they "
                "cannot all grow.",
            ),
            Option(
                "the largest one takes from the two others",
                "That would happen if you multiplied the logits. Here each exponential is "
                "multiplied by the same number, and the sum too.",
            ),
        ),
        "A",
        "Only the differences between logits count. A number that is added to all of them stands "
        "above and below the fraction bar as a factor, and is cancelled.",
    ),
    Question(
        "05.first-loss",
        "A model knows nothing: its 27 logits are all equal. What is its loss, in nats per letter?",
        (
            Option(
                "1",
                "A loss of 1 belongs to a probability of 0.37 for the letter that came. Here it "
                "is smaller.",
            ),
            Option(
                "about 3.30",
                "Each letter gets the probability 1/27, and minus the logarithm of 1/27 is the "
                "logarithm of 27, which is 3.296.",
            ),
            Option(
                "27",
                "There are 27 choices, each with the probability 1/27. The loss is minus the "
                "logarithm of 1/27, not the number of choices.",
            ),
        ),
        "B",
        "Remember this number before you train: a new model should start near the logarithm of "
        "the number of classes. Far above, it is sure of something wrong.",
    ),
    Question(
        "05.slope",
        "The probabilities of a, b and c are 0.84, 0.11 and 0.04, and b came. Which logits does "
        "the step change?",
        (
            Option(
                "only that of b: it goes up",
                "It does go up. But the probabilities share one sum: the loss also falls when a "
                "and c go down.",
            ),
            Option(
                "that of b goes up, that of a goes down, that of c stays",
                "c is small, and so is its slope. But it is not 0: its probability is 0.04.",
            ),
            Option(
                "that of b goes up, those of a and c go down",
                "The slope is p minus 1 for b, so it is negative, and p for a and c, so it is "
                "positive. A step goes against the slope.",
            ),
        ),
        "C",
        "The three slopes make 0 together: what b wins, the others lose.",
    ),
    Question(
        "05.zero",
        "Some of the held-out pairs have the probability 0 in the table `P`. What is the mean loss "
        "on the held-out names?",
        (
            Option(
                "infinite",
                "For one of these pairs the loss is minus the logarithm of 0. No mean with an "
                "infinite number in it is finite.",
            ),
            Option(
                "about as on the training names: these pairs are few",
                "A few pairs do not move a mean by much, as long as each of their losses is "
                "finite. What is the logarithm of 0?",
            ),
            Option(
                "0 for these pairs, so a little smaller",
                "A loss of 0 belongs to a probability of 1. Here the table said: this cannot be.",
            ),
        ),
        "A",
        "A model that calls something impossible, and sees it happen, gets an infinite loss. "
        "A probability that you learn from counts should never be 0.",
    ),
    Question(
        "05.temperature",
        "The logits are divided by T = 0.2. How do the names differ from those with T = 1?",
        (
            Option(
                "they become more varied",
                "To divide by 0.2 is to multiply by 5: the differences between the logits grow, "
                "and the most likely letter takes nearly everything.",
            ),
            Option(
                "they become much alike",
                "To divide by 0.2 is to multiply by 5. The most likely letter of each row then "
                "takes nearly everything.",
            ),
            Option(
                "nothing changes: softmax divides by the sum anyway",
                "That holds for what is added to all logits. A factor changes the differences "
                "between them.",
            ),
        ),
        "B",
        "A low temperature writes what is most likely, again and again. A high one makes all "
        "letters nearly equal, and the names become noise.",
    ),
)
