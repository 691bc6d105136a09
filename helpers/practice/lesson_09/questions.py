"""The questions of lesson 09."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "09.matrix",
        "The same means come out of W @ x, with a matrix W of shape (4, 4). What stands in row 2 "
        "of W, for the third letter?",
        (
            Option(
                "0, 0, 1, 0",
                "This row takes the third letter alone, and not the mean of three.",
            ),
            Option(
                "1/3, 1/3, 1/3, 0",
                "Each of the first three letters counts a third, and the last one nothing.",
            ),
            Option(
                "1/4, 1/4, 1/4, 1/4",
                "This is the mean of all four letters. The fourth is still to come.",
            ),
        ),
        "B",
        "A row of W times x adds up the rows of x, each as often as W says. Above the diagonal "
        "stand zeros: those letters are in the future.",
    ),
    Question(
        "09.same-letter",
        'The word "that" begins and ends with t. The last letter looks at all four. Does it give '
        "the first t and itself the same weight?",
        (
            Option(
                "the same weight",
                "What a layer makes of a letter depends on the letter alone. And these two are "
                "the same letter.",
            ),
            Option(
                "more to itself",
                "A letter often fits itself. But what would tell the two t apart?",
            ),
            Option(
                "more to the first one",
                "The first place is special for a reader. Does anything in x say which place a "
                "letter has?",
            ),
        ),
        "A",
        "Both t have the same row in x, so the same key, the same score and the same weight. "
        "Nothing says yet where a letter stands. Section 5 changes that.",
    ),
    Question(
        "09.scale",
        "A query and a key of D = 64 such numbers, multiplied and added up. How large are the "
        "scores, as a rule?",
        (
            Option(
                "about 1",
                "Each of the 64 products is about that large. But they are added up.",
            ),
            Option(
                "about 8",
                "Of 64 products, some are above 0 and some below, so much of them cancels out.",
            ),
            Option(
                "about 64",
                "So large would the sum be if all 64 products had the same sign.",
            ),
        ),
        "B",
        "Their standard deviation is the root of 64. With four times as many numbers it doubles, "
        "and softmax gives more and more to one letter. Divided by the root of D, the largest "
        "weight hardly depends on D.",
    ),
    Question(
        "09.case",
        "Which test finds which mistake: the leak test, and the comparison with PyTorch?",
        (
            Option(
                "the leak test finds both",
                "It asks one thing only: does the future change the past? With a wrong scale, "
                "does it?",
            ),
            Option(
                "the comparison finds wide alone",
                "Then turned would have to give the right numbers. It looks at other letters.",
            ),
            Option(
                "the leak test finds turned, the comparison finds both",
                "One of the two lets the future in. Neither gives the numbers that it should.",
            ),
        ),
        "C",
        "A wrong scale lets nothing through, so the leak test is content with it. One test is not "
        "enough: each looks for one kind of mistake. Where you have something to compare with, "
        "compare.",
    ),
    Question(
        "09.cut",
        "Both have the shape (1, 2, 2, 3). Head 0 must get the first three numbers of each token. "
        "Which one is right?",
        (
            Option(
                "both",
                "The shapes are equal. Are the numbers in the same order?",
            ),
            Option(
                "view alone",
                "view cuts the row of twelve numbers in the order in which they stand: 0 to 5, "
                "then 10 to 15.",
            ),
            Option(
                "view, then transpose",
                "First cut each token into its parts, then bring the parts of all tokens together.",
            ),
        ),
        "C",
        "With view alone, head 0 has the whole of token 0 and nothing of token 1: it takes parts "
        "of one token for two tokens. No error comes, since the shape is right.",
    ),
    Question(
        "09.exchange",
        "In stop, two letters before the p change places: tsop. What does the last row of the "
        "result do?",
        (
            Option(
                "it stays the same",
                "A mean does not depend on the order of what goes into it, and scores do not "
                "know places.",
            ),
            Option(
                "it changes",
                "The text is another one. But what does the p see of it: which letters, or also "
                "where?",
            ),
            Option(
                "it changes with several heads only",
                "A head has a part of the numbers. Does any of these numbers say where a letter "
                "stands?",
            ),
        ),
        "A",
        "The same letters with the same weights give the same mean, in any order. For the p at "
        "the end, stop, tsop and otsp are the same.",
    ),
    Question(
        "09.deep",
        "Twelve layers, in two ways. How large is the slope at the first layer, compared with the "
        "one at the last?",
        (
            Option(
                "about as large, in both ways",
                "On its way back the slope passes eleven layers. What does each of them do to it?",
            ),
            Option(
                "tiny, in both ways",
                "The sum has two parts, and one of them is x itself.",
            ),
            Option(
                "tiny with x = layer(x), and not with x = x + layer(x)",
                "Without the sum, it is multiplied by small numbers, layer after layer.",
            ),
        ),
        "C",
        "Without the sum the slope shrinks in each layer, and less than a thousandth is left: "
        "the first layers hardly learn. With it, the slope also goes past the layer, unchanged.",
    ),
    Question(
        "09.ladder",
        "900 steps with 24 windows of 32 letters. Where on the ladder will this GPT be?",
        (
            Option(
                "a lower loss than the counts of 4 letters (1.86)",
                "It sees up to 32 letters, and not four. But it starts from random numbers and "
                "has some seconds.",
            ),
            Option(
                "between the bigram (2.52) and the counts of 4 letters (1.86)",
                "It has seen each part of the text less than once, and counting has seen it all.",
            ),
            Option(
                "a higher loss than the bigram (2.52)",
                "Which letter follows which is learned first, in some hundred steps.",
            ),
        ),
        "B",
        "In some seconds it passes the bigram, and loses to counting. Counts are ready after one "
        "pass through the text; a GPT has to learn from each step what a letter is. With more "
        "steps it goes on, and counting stays where it is.",
    ),
    Question(
        "09.no-mask",
        "No mask, and the same targets. What will the held-out loss of this model be?",
        (
            Option(
                "far lower than that of any honest model",
                "The target of a place is the letter at the next place. Without a mask, the "
                "model can look there.",
            ),
            Option(
                "about the same",
                "It has the same layers and the same text. But it sees more than before.",
            ),
            Option(
                "higher: the future disturbs it",
                "More to look at could disturb. But in the future stands the answer.",
            ),
        ),
        "A",
        "It copies the next letter, and learns hardly anything about the language. When it has to "
        "write, there is no next letter to copy, and nonsense comes out. A loss that is too good "
        "is a reason to run the leak test.",
    ),
)
