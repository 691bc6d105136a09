"""The questions of lesson 02."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "02.slope",
        "At w = 0, b = 0 the fare line is too low everywhere, and a larger `w` lifts it. What is "
        "the sign of the slope of the loss, (L(w + h, b) - L(w, b)) / h, for a small h?",
        (
            Option(
                "positive",
                "The fare line does rise when `w` grows. But what is measured here is the loss, "
                "and a line that was too low gets better when it rises.",
            ),
            Option(
                "negative",
                "A larger `w` brings the line closer to the fares, so the loss falls: the change "
                "above the fraction bar is below 0.",
            ),
            Option(
                "it depends on h",
                "The size does: -22 for h = 1, -27.99 for h = 0.001. The sign would change only "
                "for a nudge so long that it climbs higher on the other side, beyond w = 4.67.",
            ),
        ),
        "B",
    ),
    Question(
        "02.epochs",
        "The descent starts at w = 0, b = 0 with lr = 0.05. After how many epochs is `b` between "
        "0.95 and 1.05 for the first time (a guess will do)?",
        (
            Option(
                "about 5",
                "By then the loss has fallen from 33 to 0.018, and it looks as if all were done. "
                "But b is only 0.769.",
            ),
            Option(
                "about 50",
                "At epoch 50 b is 0.942, and soon after it passes 0.95. A few epochs take the "
                "path down the steep side; all the others creep along the flat floor.",
            ),
            Option(
                "about 500",
                "The path does creep along the floor of the valley. But after 200 epochs b is "
                "0.999 already.",
            ),
        ),
        "B",
    ),
    Question(
        "02.rates",
        "Which of the four learning rates leaves the smallest loss after 60 epochs?",
        (
            Option(
                "0.001",
                "Small steps never go too far. But they do not go far either: the loss is still "
                "6.55.",
            ),
            Option(
                "0.05",
                "It is far ahead at first: after two epochs its loss is 0.411, that of 0.13 still "
                "10. Then it creeps along the floor of the valley, and is overtaken.",
            ),
            Option(
                "0.13",
                "It jumps from side to side and starts slowly. But along the flat floor its steps "
                "are longer than those of 0.05, and over 60 epochs this decides.",
            ),
            Option(
                "0.2",
                "The longest steps are not the fastest. Each one lands higher than it started: "
                "33, 93.2, 263, and so on.",
            ),
        ),
        "C",
    ),
    Question(
        "02.metres",
        "In kilometres lr = 0.05 was a good choice. What does a descent with it do in metres?",
        (
            Option(
                "the same as in kilometres",
                "The rides are the same. But each residual is multiplied by x in the gradient, "
                "and x is now a thousand times as large.",
            ),
            Option(
                "it converges, but needs more epochs",
                "That is what a much smaller learning rate would do. With this one a step does "
                "not fall short, it goes too far.",
            ),
            Option(
                "it diverges at once",
                "The best slope is 0.002 ¥/m, and the first step goes to 1400. The next one lands "
                "at minus 840 million. A learning rate belongs to the unit of a feature.",
            ),
        ),
        "C",
    ),
    Question(
        "02.round",
        "In kilometres the limit for the learning rate was 0.149. What does one step with "
        "lr = 0.5 do in the bowl of the standardised distances?",
        (
            Option(
                "it goes too far, and the descent diverges",
                "In kilometres it would. But the limit belongs to the bowl: here both eigenvalues "
                "are 2, and the limit is 2 / 2 = 1.",
            ),
            Option(
                "it goes half of the way to the bottom",
                "So it would with curvature 1. The curvature is 2, and the factor of line 4 in "
                "section 5 is 1 - 0.5 · 2.",
            ),
            Option(
                "it lands at the bottom",
                "The factor is 1 - 0.5 · 2 = 0 in every direction: nothing of the distance is "
                "left. In a round bowl one learning rate suits all directions.",
            ),
        ),
        "C",
    ),
)
