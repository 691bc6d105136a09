"""What lesson 10 says, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

from lessons import LESSONS, Lesson
from words import CHOICE, COUNT, EFFORT, EXAMPLE, LINE, Given, Here, about, less_than, more_than

from helpers.evaluation import LADDER
from helpers.experiments import stored
from lesson_10.drawn import DRAWN
from lesson_10.test_numbers import one

here = Here("10")
printed, section, picture = here.printed, here.section, here.picture
exercise, lesson, code = here.exercise, here.lesson, here.code

RUNGS = {rung.name: rung.nats for rung in LADDER["plays"].rungs}
BASE = stored("base")
RECIPE = {(r.way, r.lr, r.seed): r.held_out for r in stored("recipe")}


def worse(way, lr=0.01):
    """By how much a way is worse than the whole recipe, for each seed."""
    return [RECIPE[way, lr, seed] - RECIPE["whole", lr, seed] for seed in (0, 1)]


ASKED = {
    "10.operations": (
        "4, twice as many" if printed("operations", 4) == 2 else "",
        {
            "none: the slopes are there already": "have to be worked out",
            "2, the same way back": "weight itself need",
            "4, twice as many": "make the slope of the weight",
        },
    ),
    "10.decay": (
        "the second, with the small slopes" if one(0.01, False) < 0.5 < one(100, False) else "",
        {
            "both, alike": "AdamW does that",
            "the second, with the small slopes": "nearly all decay",
            "the first, with the large slopes": "What is left of it",
        },
    ),
    "10.recipe": (
        "Adam alone" if max(worse("none", 0.003)) < -0.1 else "",
        {
            "the whole recipe": "guard against steps",
            "Adam alone": "only makes them shorter",
            "no difference": "cannot do the same",
        },
    ),
    "10.resume": (
        "no: a weight is off by 0.05 or more" if printed("resume", 0) >= 0.05 else "",
        {
            "no: a weight is off by 0.05 or more": "What else does a step need",
            "nearly: the last digits differ": "steps themselves are others",
            "yes, to the last bit": "means of the optimizer",
        },
    ),
    "10.shards": (
        "nothing" if "alike           the same rows: True" in Lesson(LESSONS["10"]).stored_text("shards") else "",
        {
            "nothing": "both gradients are equal",
            "a batch twice as large": "with other rows",
            "half of the noise": "when the parts differ",
        },
    ),
    "10.gap": (
        "larger by 0.1 or more" if BASE[-1].held_out - BASE[-1].train > 0.1 else "",
        {
            "smaller": "what it has read than",
            "about the same": "far more text",
            "larger by 0.1 or more": "this one never",
        },
    ),
}

INLINE = {}
# fmt: off
WORDS = {}
SAYS = {}
# fmt: on
