"""The questions of lesson 08."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "08.order",
        "In Paradise Lost nearly every line ends with a space, and then `\\r\\n`. The step for "
        "spaces finds 10,697 of them. How many does it find when the line ends are cleaned last?",
        (
            Option(
                "10,697 again",
                "The spaces are the same. But what comes after each of them is not.",
            ),
            Option(
                "none",
                "The pattern wants a space with a line end `\\n` right behind it.",
            ),
            Option(
                "twice as many",
                "A line end of two characters has one place in front of it, not two.",
            ),
        ),
        "B",
        "Between each space and its `\\n` there still stands the `\\r`, which is neither a space "
        "nor a tab. No error came, and the text looks clean on the screen. Only the count tells.",
    ),
    Question(
        "08.same-play",
        "Two editions of one play. How many of the 669 paragraphs of the raw one stand in the "
        "other, the same to the letter?",
        (
            Option(
                "more than 600",
                "The words are nearly all the same. But a paragraph is more than its words.",
            ),
            Option(
                "about half",
                "What would have to be equal: the words, the commas, and the spaces, too.",
            ),
            Option(
                "fewer than 10",
                "In the raw text most lines begin with a tab, and in the other none does.",
            ),
        ),
        "C",
        "Six short ones are. The tabs, and the way in which the names of the speakers are "
        "written, keep most of the others apart. Runs of words feel this much less: of those of "
        "five words, nearly four out of five are the same.",
    ),
    Question(
        "08.unknown",
        "The nine comedies have 181,759 words, 23,617 of them different. How many of the words of "
        "the tenth comedy never come in these?",
        (
            Option(
                "less than 1 %",
                "The common words, such as the and and, are all known. But many are rare.",
            ),
            Option(
                "about 4 %",
                "More than half of the 23,617 words come once only. So how often will a new play "
                "bring others that are as rare?",
            ),
            Option(
                "about 13 %",
                "A word with another comma or a capital letter counts as another word here.",
            ),
        ),
        "C",
        "More than every eighth word is new: the names of the speakers, which come again and "
        "again, rare words, and known words with another sign behind them. A model with word "
        "tokens cannot read or write any of them.",
    ),
    Question(
        "08.first-merge",
        "60 merges are learned from a play in English. Which two tokens are merged first?",
        (
            Option(
                "t and h, as in the",
                "That pair comes often. But the word the has a space in front of it, and so have "
                "to, that and thou.",
            ),
            Option(
                "a space and t",
                "Each word holds the space in front of it, and more words begin with t than with "
                "any other letter.",
            ),
            Option(
                "e and a space, as at the end of the",
                "Many words end with e. But the space behind a word belongs to the next word.",
            ),
        ),
        "B",
        "The space in front of a word is a part of it, so a space and t is a pair. It wins by "
        "little: t and h come nearly as often.",
    ),
    Question(
        "08.better",
        "On the same held-out play: 2.52 nats per token with characters, 4.14 with 400 merges. "
        "Which table predicts the text better?",
        (
            Option(
                "the one with characters: its loss is lower",
                "Lower for each token. But one of the two has twice as many tokens to guess.",
            ),
            Option(
                "the one with merges",
                "With 18 end marks there are 53,663 tokens in place of 110,817, and each may cost "
                "twice as much.",
            ),
            Option(
                "they are equal: it is the same text",
                "It is the same text, and the same way to count. But two tokens in a row are "
                "more text when they are merged.",
            ),
        ),
        "B",
        "4.14 times 53,663 is less than 2.52 times 110,817. For the same text the merges need "
        "2.90 bits per byte and the characters 3.64.",
    ),
    Question(
        "08.all-windows",
        "The training text has 986,553 tokens. You cut a window of 256 tokens, with its last "
        "target, at each place, 8 bytes a token. How much memory do all windows take?",
        (
            Option(
                "about 8 MB, as much as the text",
                "That is the text once. But each token is in many windows.",
            ),
            Option(
                "about 200 MB",
                "Count again: nearly a million windows, 257 tokens each, 8 bytes a token.",
            ),
            Option(
                "about 2 GB",
                "Each token stands in 257 windows, so the text is stored 257 times.",
            ),
        ),
        "C",
        "Nearly a million windows times 257 tokens times 8 bytes. So windows are not made "
        "beforehand: you draw some places, and cut what you need for one batch.",
    ),
    Question(
        "08.padding",
        "More than half of the targets are padding. One model counts them in its loss, the other "
        "leaves them out. How do the two losses compare that `fit` shows?",
        (
            Option(
                "with padding it is lower",
                "After padding comes padding, each time.",
            ),
            Option(
                "with padding it is higher",
                "The model has more to learn, that is true. But how hard is it to guess?",
            ),
            Option(
                "they are equal",
                "On the letters they are nearly equal. But the padding is a part of the first "
                "mean.",
            ),
        ),
        "A",
        "That padding follows padding is learned at once and costs nearly nothing, so it pulls "
        "the mean down. On the letters the model is a little worse: after an end mark it now "
        "expects padding, also where a name begins.",
    ),
    Question(
        "08.mapped",
        "A program draws 100 batches from a mapped file of 20 MB. By how much does its own memory "
        "grow?",
        (
            Option(
                "by about 20 MB, the size of the file",
                "So it would if the file were read into a tensor first.",
            ),
            Option(
                "by about 80 MB: 8 bytes for each token",
                "So it would if all tokens became int64. That happens to one batch at a time.",
            ),
            Option(
                "by nearly nothing",
                "A batch of 32 windows has some 17 kB, and the next one takes its place.",
            ),
        ),
        "C",
        "The system holds the parts of the file that were asked for, as long as there is room, "
        "and can drop them at any time. The program itself holds one batch.",
    ),
    Question(
        "08.view",
        "`a` is [[1, 2, 3], [4, 5, 6]]. What is the first row of `a.view(3, 2)`?",
        (
            Option(
                "[1, 4]",
                "That is the first column of a, as a row: `transpose`.",
            ),
            Option(
                "[1, 2]",
                "The six numbers stay in their order, and are cut after every second.",
            ),
            Option(
                "[1, 3]",
                "No number is left out: view takes them one after the other.",
            ),
        ),
        "B",
        "`view` keeps the order 1, 2, 3, 4, 5, 6 and cuts it anew: [1, 2], [3, 4], [5, 6]. "
        "`transpose` gives [1, 4], [2, 5], [3, 6].",
    ),
)
