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
