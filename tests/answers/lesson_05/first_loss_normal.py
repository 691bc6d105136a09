"""05.first-loss-normal: right answers in other clothes, and answers with a mistake."""

RIGHT = [
    {"A": "learned", "B": "nothing", "C": "learned", "D": "worse"},
    ("learned", "nothing", "learned", "worse"),
    ["Learned", "Nothing.", " learned ", "WORSE"],
    {"d": "worse", "c": "learned", "b": "nothing", "a": "learned"},
]

MISTAKES = {
    "II.1": [
        (("learned", "learned", "learned", "learned"), 'You call B "learned"'),
        (("learned", "nothing", "worse", "worse"), "Losses can be compared only where"),
    ],
}

OTHERS = [
    (("learned", "nothing", "learned", "learned"), 'You call D "learned"'),
    ({"A": "learned", "B": "nothing", "C": "learned", "D": "bad"}, "none of the three words"),
    ({"A": "learned", "B": "nothing", "C": "learned"}, 'no word for "D"'),
    ("learned", "a piece of text"),
    ({"A": "learned", "B": "nothing", "C": "learned", "D": ...}, "`D` is still open"),
    ({"A": "learned", "B": "nothing", "C": ..., "D": ...}, "`C` and `D` are still open"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "another letter": ("is a letter", "runs are called", "keys of `runs_to_judge`"),
    "no A": ('word for "A"', "the three words", "keys of `runs_to_judge`"),
    "no B": ('word for "B"', "the three words", "keys of `runs_to_judge`"),
    "no C": ('word for "C"', "the three words", "keys of `runs_to_judge`"),
    "no D": ('word for "D"', "the three words", "keys of `runs_to_judge`"),
    "another word": ("answers is none", 'are "learned", "nothing"', "Choose one of"),
    "A is nothing": ('call A "nothing"', "probability. Work out", "the last loss"),
    "A is worse": ('call A "worse"', "ladder of section", "of 27, `torch.log`"),
    "B is learned": (
        'call B "learned"',
        "guess between two",
        "Work out the loss of one who gives both choices the same probability.",
    ),
    "B is worse": ('call B "worse"', "knowing nothing means", "same probability, to"),
    "C is nothing": ('call C "nothing"', "would one pay", "losses is near"),
    "C is worse": ('call C "worse"', "all others. Losses", "its own number"),
    "D is learned": ('call D "learned"', "both say little", "all five choices"),
    "D is nothing": ('call D "nothing"', "a certain loss", "two digits, and"),
}
