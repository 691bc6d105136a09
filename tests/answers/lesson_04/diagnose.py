"""04.diagnose: right answers in other clothes, and answers with a mistake."""

RIGHT = [
    {"A": "converged", "B": "stopped", "C": "converged", "D": "diverged"},
    ("converged", "stopped", "converged", "diverged"),
    ["Converged", "Stopped", " converged ", "Diverged."],
    {"d": "diverge", "c": "converge", "b": "stop", "a": "converges"},
]

MISTAKES = {
    4: [(("converged", "stopped", "converged", "stopped"), "no number any more")],
    21: [
        (
            {"A": "converged", "B": "converged", "C": "converged", "D": "diverged"},
            "small is not the question",
        )
    ],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "another letter": ("that no history", "histories are called", "`my_diagnoses`, and compare"),
    "no A": ('word for "A"', "are four histories", "`my_diagnoses`, and compare"),
    "no B": ('word for "B"', "are four histories", "`my_diagnoses`, and compare"),
    "no C": ('word for "C"', "are four histories", "`my_diagnoses`, and compare"),
    "no D": ('word for "D"', "are four histories", "`my_diagnoses`, and compare"),
    "another word": ("answers is none", '"stopped" and "converged"', "for each history"),
    "nan not noticed": ('call D "diverged"', "factor of about", "get such numbers"),
    "small is not converged": ('call B "converged"', "small, but small", "quotient near 1"),
    "large is not bad": ('call A "stopped"', "line can remove", "hundred epochs more"),
    "swings": ('call C "diverged"', "when it overshoots", "the second half"),
    "rests above 0": ('call C "stopped"', "bowl lies above", "hundred epochs more"),
    "falls is not diverged": ('or B "diverged"', "diverges grows without", "the first number"),
}
