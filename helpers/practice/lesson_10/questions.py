"""The questions of lesson 10."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "10.operations",
        "Forward, a weight costs 2 operations for each token. How many does it cost backward?",
        (
            Option(
                "none: the slopes are there already",
                "The slopes have to be worked out, layer by layer, from the last to the first.",
            ),
            Option(
                "2, the same way back",
                "2 of them bring the slope to the layer before. And what does the weight itself "
                "need?",
            ),
            Option(
                "4, twice as many",
                "2 bring the slope to the layer before, and 2 make the slope of the weight.",
            ),
        ),
        "C",
        "Backward costs twice as much as forward, so all together it is 6 N D. The measured "
        "count is a little larger: attention also multiplies queries by keys and shares by values, "
        "and "
        "these are no weights.",
    ),
    Question(
        "10.decay",
        "Both weights begin at 1, and Adam has the decay in the slope. Which one is smaller "
        "after 100 steps?",
        (
            Option(
                "both, alike",
                "AdamW does that. In Adam the decay is added to the slope, and then divided by "
                "the slope's usual size.",
            ),
            Option(
                "the second, with the small slopes",
                "Its slope is nearly all decay, so Adam makes whole steps of it.",
            ),
            Option(
                "the first, with the large slopes",
                "There the decay is 0.1 beside a slope of 100. What is left of it when Adam "
                "divides by 100?",
            ),
        ),
        "B",
        "A decay in the slope is divided by the slope's usual size. So Adam decays the weights "
        "that have small slopes, and hardly those that have large ones. AdamW decays all alike.",
    ),
    Question(
        "10.recipe",
        "At 0.003, the smallest of the three rates: which has the lower held-out loss, the whole "
        "recipe or Adam alone?",
        (
            Option(
                "the whole recipe",
                "Its parts guard against steps that are too long. Are they, at this rate?",
            ),
            Option(
                "Adam alone",
                "The cosine makes most steps shorter, and at this rate none is too long.",
            ),
            Option(
                "no difference",
                "Warm-up and cosine make most steps shorter, so the two cannot do the same.",
            ),
        ),
        "B",
        "With Adam alone the loss is lower by 0.12 or more. But look at the best of each row: "
        "2.0 for the whole recipe, at 0.01, and 2.1 for Adam alone, at 0.003. Of these three "
        "rates, the recipe allows a larger one.",
    ),
    Question(
        "10.resume",
        "10 steps, a file, and 10 more, with nothing but the weights out of the file. Is it the "
        "model of 20 steps at one go?",
        (
            Option(
                "no: a weight is off by 0.05 or more",
                "The weights are the model, but not the training. What else does a step need?",
            ),
            Option(
                "nearly: the last digits differ",
                "So it would be if only the order of additions differed. Here the steps "
                "themselves are others.",
            ),
            Option(
                "yes, to the last bit",
                "All weights are there. But the next step also needs the means of the optimizer, "
                "its rate, and the next batch.",
            ),
        ),
        "A",
        "Adam's means begin at 0 again, the warm-up begins again, and the reader gives the first "
        "ten batches once more. There is no error, and the loss looks fine. So test it, as you "
        "did here.",
    ),
    Question(
        "10.shards",
        "Two processes read the same file, with the same reader and the same seed, and take the "
        "mean of their gradients. What does the second process bring?",
        (
            Option(
                "nothing",
                "Both read the same rows, so both gradients are equal, and so is their mean.",
            ),
            Option(
                "a batch twice as large",
                "It would, with other rows. What decides which rows a reader gives?",
            ),
            Option(
                "half of the noise",
                "With other rows it would be 0.7 of the noise. Do these two differ?",
            ),
        ),
        "A",
        "The same seed gives the same rows. The loss falls as with one machine, at twice the "
        "price, and no message tells. So each process gets a part of the text, a shard "
        "(lesson 08).",
    ),
    Question(
        "10.base",
        "At the end the loss while training is 1.25. How large is it on the held-out play?",
        (
            Option(
                "smaller",
                "A model does better on what it has read than on what it has not.",
            ),
            Option(
                "about the same",
                "With far more text it would be. Here the model has read each of the 36 plays "
                "more than four times.",
            ),
            Option(
                "larger by 0.1 or more",
                "It has read each of the 36 plays more than four times, and this one never.",
            ),
        ),
        "C",
        "That is overfitting (lesson 06), in its first stage: both losses still fall. More plays "
        "would help; more steps on the same plays help less and less.",
    ),
)
