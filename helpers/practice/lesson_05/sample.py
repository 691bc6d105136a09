"""05.sample: the probabilities of the next letter at a temperature."""

import torch

from helpers.practice.compare import alike, as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong, own_raise
from helpers.practice.inputs import apart, number
from helpers.practice.lesson_04.shared import says
from helpers.practice.lesson_05.shared import DIGITS, scores


def heated(logits, T):
    return torch.softmax(logits / T, 0)


def share(values):
    return values / values.sum()


# What a learner may compute; powers of p that are shared out again are the same as a softmax.
RULES = {
    "right": heated,
    "times": lambda logits, T: torch.softmax(logits * T, 0),
    "ignored": lambda logits, T: torch.softmax(logits, 0),
    "p divided": lambda logits, T: torch.softmax(logits, 0) / T,
    "not shared out": lambda logits, T: torch.softmax(logits, 0) ** (1 / T),
    "times, not shared out": lambda logits, T: torch.softmax(logits, 0) ** T,
    "softmax twice": lambda logits, T: torch.softmax(torch.softmax(logits, 0) / T, 0),
    "no softmax": lambda logits, T: logits / T,
    "exp only": lambda logits, T: torch.exp(logits / T),
    "logarithms": lambda logits, T: torch.log_softmax(logits / T, 0),
}


def temperatures(generator: torch.Generator) -> list[tuple]:
    """(logits, T): a cool one and two warm ones."""
    cases = []
    for size, low, high in ((3, 0.4, 0.7), (4, 1.5, 2.5), (6, 2.5, 4)):
        cases.append(
            apart(
                lambda n=size, a=low, b=high: (scores(generator, n), number(generator, a, b)),
                heated,
                *(rule for name, rule in RULES.items() if name != "right"),
                *(rule for _, rule in LOOK_ALIKES),
            )
        )
    return cases


def refusal(answer, logits, T) -> str:
    """What an answer does with a temperature that it should refuse."""
    try:
        answer(logits.clone(), T)
    except ValueError as error:
        return "refused" if any(c.isalnum() for c in str(error)) else "refused without a word"
    except Exception:
        return "another error"
    return "no error"


def seen_of_sample(answer, logits, T):
    """The probabilities, the rule that gives the same, and what happens at 0, below, and far
    above. The rule is "refused" where the answer's own `raise` refuses this temperature."""
    try:
        given = answer(logits, T)
    except ValueError as error:
        if own_raise(error, answer):
            return {"rule": "refused"}
        raise
    p = as_tensor(given)
    if p is None or given is None:
        return given
    fits = [name for name, rule in RULES.items() if alike(p, rule(logits, T), DIGITS)]
    if p.shape != logits.shape:
        fits = ["one number" if p.numel() == 1 else "another shape"]
    return {
        "rule": fits[0] if fits else "another",
        "p": p,
        "zero": refusal(answer, logits, 0.0),
        "below": refusal(answer, logits, -1.0),
        "allowed": all(refusal(answer, logits, warm) == "no error" for warm in (0.05, 50.0)),
    }


def giving(rule="right", refuses=lambda T: T <= 0, error=ValueError, text="T has to be above 0"):
    """An answer that computes this and raises for the temperatures that it refuses."""

    def probabilities(logits, T):
        if refuses(T):
            raise error(text) if text else error
        return RULES[rule](logits, T) if isinstance(rule, str) else rule(logits, T)

    return probabilities


LOOK_ALIKES = (  # draws are repeated until each of these gives something else
    ("The temperature squared.", lambda s, T: heated(s, T * T)),
    ("The root of the temperature.", lambda s, T: heated(s, T**0.5)),
    ("The temperature added to the logits.", lambda s, T: torch.softmax(s + T, 0)),
    ("The temperature plus one.", lambda s, T: heated(s, T + 1)),
    ("Divided by e to the temperature.", lambda s, T: torch.softmax(s / torch.tensor(T).exp(), 0)),
    ("The largest logit gets everything.", lambda s, T: (s == s.max()).float()),
    ("All letters alike.", lambda s, T: torch.full_like(s, 1 / len(s))),
    ("The logits without signs.", lambda s, T: heated(s.abs(), T)),
    ("Minus the logits.", lambda s, T: heated(-s, T)),
    ("A mixture with equal shares.", lambda s, T: (s.softmax(0) + T / len(s)) / (1 + T)),
    ("Powers of the temperature.", lambda s, T: share(T**s)),
    ("Powers of 2 in place of e.", lambda s, T: share(2.0 ** (s / T))),
    ("In the order of size.", lambda s, T: heated(s.sort().values, T)),
)

EXERCISE = Exercise(
    name="05.sample",
    reference=giving(),
    arguments=("logits", "T"),
    returns="a tensor of shape (V,), the probabilities of the V letters; and for a T of 0 or "
    "below a `ValueError`",
    cases=temperatures,
    observe=seen_of_sample,
    tolerance=DIGITS,
    checked="three random rows of logits, at a low temperature and two high ones, and what happens "
    "at 0, at -1, and at a very low and a very high temperature.",
    why="what do the probabilities come near to when T is nearly 0, and when T is very large?",
    because=(
        "When T is nearly 0 the letter with the largest logit gets nearly everything, so that each "
        "name is the same. When T is very large all letters become equally likely, whatever the "
        "model has learned. At 0 itself the formula divides by 0; who wants the largest logit "
        "takes `argmax`."
    ),
    properties=(
        Property(
            "sum to one",
            lambda call, logits, T: abs(call(logits, T)["p"].sum() - 1) < 1e-4,
            "Your numbers do not sum to 1.",
            "At each temperature some letter comes, so its probabilities sum to 1.",
            "Which step makes the sum 1, and does the temperature come before it or after it?",
        ),
        Property(
            "warm is flatter",
            lambda call, logits, T: (
                call(logits, 3.0)["p"].max() < call(logits, 1.0)["p"].max() - 1e-4
            ),
            "At a high temperature your most likely letter is not less likely than at T = 1.",
            "A higher temperature makes the letters more alike.",
            "Print your result for T = 1 and T = 3.",
        ),
        Property(
            "T = 1",
            lambda call, logits, T: alike(
                call(logits, 1.0)["p"], torch.softmax(logits, 0).double(), 1e-4
            ),
            "At T = 1 your probabilities are not the softmax of the logits.",
            "At T = 1 the temperature changes nothing.",
            "Put T = 1 into your lines. What should be left?",
        ),
    ),
    otherwise=(
        "Your probabilities are not those of the logits at this temperature.",
        "The temperature belongs into the softmax of section 2: it changes the scores before they "
        "become probabilities.",
        "Take the logits 0 and 2 and T = 2 on paper, and compare each line.",
    ),
    wrong=(
        Wrong(
            "one letter",
            giving(lambda s, T: torch.multinomial(heated(s, T), 1).item()),
            "You give back one number.",
            "It may be the letter that was drawn. The task asks for the probabilities from which "
            "it is drawn.",
            "Leave the drawing out, and give back what goes into it.",
            when=says(rule="one number"),
        ),
        Wrong(
            "times",
            giving("times"),
            "At a high temperature your likely letters become more likely.",
            "It is the wrong way: that is what multiplying the logits by T does, or a power of p "
            "with T as its exponent.",
            "A high temperature must bring the scores nearer to each other. Which operation with T "
            "does that?",
            when=says(rule="times"),
        ),
        Wrong(
            "ignored",
            giving("ignored"),
            "Your probabilities are the same at all temperatures.",
            "Either T is not used, or it drops out: adding or subtracting it changes all scores by "
            "the same amount, and dividing all probabilities by it is lost when they are shared "
            "out again.",
            "At which place does T have to come in, so that differences between scores change?",
            when=says(rule="ignored"),
        ),
        Wrong(
            "probabilities divided",
            giving("p divided"),
            "You divided the probabilities by the temperature.",
            "They then sum to something else than 1, and their ratios stay as they were.",
            "Should T act on the scores, or on what softmax has made of them?",
            when=says(rule="p divided"),
        ),
        Wrong(
            "not shared out",
            giving("not shared out"),
            "Your numbers have the right ratios, and their sum is not what it should be.",
            "You took a power of the probabilities. That has the right ratios, and it changes the "
            "sum.",
            "What has to be done with positive numbers, so that they sum to 1?",
            when=says(rule="not shared out"),
        ),
        Wrong(
            "exp only",
            giving("exp only"),
            "Your numbers have the right ratios, and nothing makes them sum to one.",
            "These are the exponentials. What must hold for their sum, in section 2, is still "
            "open.",
            "What has to be done with positive numbers, so that they sum to 1?",
            when=says(rule="exp only"),
        ),
        Wrong(
            "power of T",
            giving("times, not shared out"),
            "You give back the probabilities to the power T.",
            "At a high temperature this makes unlikely letters more unlikely, and the sum is not "
            "1.",
            "Let T act on the logits, before the softmax.",
            when=says(rule="times, not shared out"),
        ),
        Wrong(
            "softmax twice",
            giving("softmax twice"),
            "Your probabilities are much too equal.",
            "Softmax was taken twice: first of the logits, then of probabilities over T.",
            "How many times does softmax stand in your lines? `logits` are scores still.",
            when=says(rule="softmax twice"),
        ),
        Wrong(
            "no softmax",
            giving("no softmax"),
            "Some of your numbers are negative.",
            "These are the logits over T. They are scores still, and no probabilities.",
            "Which step of section 2 is missing?",
            when=says(rule="no softmax"),
        ),
        Wrong(
            "logarithms",
            giving("logarithms"),
            "All your numbers are negative.",
            "These are the logarithms of the probabilities.",
            "The task asks for the probabilities. Leave the logarithm out.",
            when=says(rule="logarithms"),
        ),
        Wrong(
            "refuses too much",
            giving(refuses=lambda T: T <= 0 or T > 5),
            "Your function refuses a temperature that is above zero.",
            "Only 0 and below are impossible. A low temperature such as 0.05 and a high one such "
            "as 50 have probabilities too.",
            "For which T does the condition before your `raise` hold? Try both.",
            when=lambda seen: any(
                s["rule"] == "refused" or (s["rule"] == "right" and not s["allowed"]) for s in seen
            ),
        ),
        Wrong(
            "no error",
            giving(refuses=lambda T: False),
            "The probabilities are right. For a temperature of zero and for one below it there is "
            "no error.",
            "The program goes on, with `nan` or with the least likely letter in front, and nobody "
            "notices. To print a message, or to give one back, does not stop it.",
            "Begin with `if`: for which T? Then `raise ValueError(…)`, with a sentence in the "
            "brackets.",
            when=says(rule="right", zero="no error", below="no error"),
        ),
        Wrong(
            "below zero only",
            giving(refuses=lambda T: T < 0),
            "The probabilities are right. At a temperature of zero there is no error.",
            "Your condition leaves out T = 0. Dividing a tensor by 0 gives `inf` and `nan`, and "
            "no error.",
            "Compare `<` with `<=`.",
            when=says(rule="right", zero="no error", below="refused"),
        ),
        Wrong(
            "zero only",
            giving(refuses=lambda T: T == 0),
            "The probabilities are right. At a temperature below zero there is no error.",
            "A negative T changes the order of the scores: the least likely letter then comes most "
            "often.",
            "For which T does your condition hold? For -1 too?",
            when=says(rule="right", zero="refused", below="no error"),
        ),
        Wrong(
            "another error",
            giving(error=AssertionError),
            "The probabilities are right. A temperature that cannot be used ends in an error, but "
            "not in a `ValueError`.",
            "`ValueError` is Python's word for a value that a function cannot use. Who calls your "
            "function can wait for it, and tell it from other mistakes.",
            "Write `raise ValueError(…)` before the line that ends in the other error.",
            when=lambda seen: all(
                s["rule"] == "right" and "another error" in (s["zero"], s["below"]) for s in seen
            ),
        ),
        Wrong(
            "without a word",
            giving(text=""),
            "The probabilities are right. Your `ValueError` says nothing.",
            "Who reads it should learn what is wrong with T, and what to do.",
            'Write a sentence between the brackets: `ValueError("…")`.',
            when=lambda seen: all(
                s["rule"] == "right" and "refused without a word" in (s["zero"], s["below"])
                for s in seen
            ),
        ),
    ),
    rivals=(
        *(Rival(rule, giving(by)) for rule, by in LOOK_ALIKES),
        Rival("The largest logit at zero, no error.", giving(refuses=lambda T: T < 0)),
        Rival(
            "Without its sign, no error below zero.",
            giving(lambda s, T: heated(s, abs(T)), lambda T: T == 0),
        ),
        Rival("A temperature below 1 is refused too.", giving(refuses=lambda T: T < 1)),
        Rival("One above 20 is refused too.", giving(refuses=lambda T: T <= 0 or T > 20)),
        Rival("Any error will do.", giving(error=RuntimeError)),
    ),
)
