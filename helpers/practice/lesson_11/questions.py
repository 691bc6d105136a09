"""The questions of lesson 11."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "11.examples",
        "The prompt ends with two examples and a question. What does the base model write?",
        (
            Option(
                '"seven yuan.", as the examples show',
                "That is a pattern over whole sentences. Has it read texts that go on like this?",
            ),
            Option(
                '"five yuan.", the last answer again',
                "To copy a part of the prompt is a pattern, too. Plays do not repeat themselves "
                "so soon.",
            ),
            Option(
                "a line as in a play",
                "It has read nothing but plays, and what comes next in a play is no fare.",
            ),
        ),
        "C",
        "It writes on as in a play, with the prompt and without it. Models that learn from the "
        "examples in a prompt are far larger, and have read all kinds of text. Ours has to be "
        "trained for it.",
    ),
    Question(
        "11.two-rows",
        "Where does the loss of a batch of these two rows lie?",
        (
            Option(
                "in the middle between the losses of the two",
                "So it would be with the mean of the two rows. What is the mean taken over?",
            ),
            Option(
                "nearer to the loss of the long answer",
                "The mean is taken over tokens, and 38 of the 50 belong to the long answer.",
            ),
            Option(
                "nearer to the loss of the short answer",
                "Count the tokens of each: how many numbers of the mean come from which row?",
            ),
        ),
        "B",
        "38 of 50 tokens are 0.76 of all. The mean goes over the tokens that count, and so does "
        "`evaluate`, over all rows. The mean of the means of rows would be another number.",
    ),
    Question(
        "11.forget",
        "The loss on plays was 1.5 nats per letter. What is it after 30 steps with fares?",
        (
            Option(
                "above 2",
                "Each step moves all weights to where fares are likely, and nothing pulls back.",
            ),
            Option(
                "about 1.7, as with the smaller model of lesson 09",
                "What in the loss would hold the weights where they are good for plays?",
            ),
            Option(
                "still about 1.5",
                "Pretraining took 4,000 steps. Do 30 steps at a rate of 0.001 leave the weights "
                "where they were?",
            ),
        ),
        "A",
        "The answers have become likely, though few are right yet. And the plays are lost: above "
        "2 nats, where counting four letters has 1.73.",
    ),
    Question(
        "11.slip",
        "With one of the four mistakes no answer ever comes to an end. With which?",
        (
            Option(
                "the question counts",
                "Then there is more in the loss, and the end mark is still in it.",
            ),
            Option(
                "the filling counts",
                "Then filling comes after the end mark. Is the end mark itself learned?",
            ),
            Option(
                "filled with the end",
                "Whatever has the number of the end mark does not count. Which places are that?",
            ),
        ),
        "C",
        "The true end mark has the same number as the filling, so it does not count either. The "
        "model never learns to stop, and the loss of training does not show it. The next "
        "most harmful one is the lost first letter.",
    ),
    Question(
        "11.first",
        "What does the layer with its LoRA give, and which of A and B has slopes that are not 0?",
        (
            Option(
                "the same as before; B has them",
                "s B (A x) is 0. The slope of B is made of A x, which is not 0.",
            ),
            Option(
                "the same as before; neither has them",
                "So it would be with two zeros. The slope of B does not contain B.",
            ),
            Option(
                "something else, since A is random",
                "By what is A x multiplied before it is added?",
            ),
        ),
        "A",
        "At first nothing changes. The slope of B is made of A x and is not 0; the slope of A is "
        "made of B, and is 0. After the first step B is no longer 0, and then both learn. With "
        "both at 0, both slopes would be 0 for ever.",
    ),
    Question(
        "11.longer",
        "The model was shown 80 of the distances up to 100 km. How are its answers for longer "
        "rides?",
        (
            Option(
                "all right: it has found 2 x + 1",
                "The line of lesson 01 can do that. Did any answer in training need the rule?",
            ),
            Option(
                "wrong: it has learned no rule for them",
                "A longer ride is unlike all that it has seen.",
            ),
            Option(
                "it says that it does not know",
                "No answer in training was of that kind, so why should this one be?",
            ),
        ),
        "B",
        "It names a fare all the same, and a wrong one. Two numbers, those of the line, are right "
        "for each ride. Here 73,728 numbers have learned, and no answer to a longer ride follows "
        "the rule.",
    ),
)
