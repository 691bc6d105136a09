"""06.meter: a taxi meter with two bends, as a sum of ReLUs."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, number, uniform
from helpers.practice.lesson_06.shared import DIGITS

ARGUMENTS = ("x", "first_price", "p", "per_km", "q", "extra")


def rides(generator: torch.Generator) -> list[tuple]:
    """(x, first_price, p, per_km, q, extra): rides in all three parts of the fare, in no order.
    No part of a ride is a whole number of kilometres. In the second meter the first price is so
    low that its ReLU can be told from a line, and the extra is above the price of a kilometre."""

    def meter(first_prices, extras, longest):
        p, q = 2.5 + choose(generator, 2), 8.5 + choose(generator, 4)
        ends = [(0.3, p - 1.6), (p + 1, q - 2), (p + 1, q - 2), (q + 5, q + 12), longest]
        x = torch.cat([uniform(generator, low, high, 1) for low, high in ends])
        x = (x * 5).round() / 5 + 0.1  # 0.1, 0.3, ... so that x - p and x - q are not whole
        first_price, extra = number(generator, *first_prices), number(generator, *extras)
        return x[[4, 1, 0, 3, 2]], first_price, p, number(generator, 2.6, 3.6), q, extra

    return [meter((9, 15), (0.6, 1.4), (14, 30)), meter((2, 3), (6, 8), (40, 50))]


def relu(x):
    return torch.clamp(x, min=0)


def fare(x, first_price, p, per_km, q, extra):
    return first_price + per_km * relu(x - p) + extra * relu(x - q)


EXERCISE = Exercise(
    name="06.meter",
    reference=fare,
    arguments=ARGUMENTS,
    returns="a tensor of shape (N,): the fare of each ride in ¥",
    cases=rides,
    tolerance=DIGITS,
    checked="two random meters, each with short, middle and long rides; in one the extra is "
    "larger than the price of a kilometre.",
    why="how would you write a meter that takes ¥0.50 less per km beyond 30 km, and how many "
    "bends does it have?",
    because=(
        "Add one more term, minus 0.5 times the ReLU of x - 30. Each ReLU adds one bend, so there "
        "are three. With enough bends a sum of ReLUs comes near to any curve without jumps."
    ),
    properties=(
        Property(
            "short rides",
            lambda call, x, *meter: alike(
                call(x / x.max() * meter[1], *meter), torch.full_like(x, meter[0])
            ),
            "A ride of less than p km does not cost the first price.",
            "The first price pays for the first p km. Below p both ReLUs should be zero.",
            "Put a ride of 0 km into your function. What does each term give?",
        ),
        Property(
            "no jump",
            lambda call, x, *meter: all(
                alike(call(0 * x + at - 0.001, *meter), call(0 * x + at + 0.001, *meter), 0.01)
                for at in (meter[1], meter[3])
            ),
            "Where a new part of the fare begins, your fare jumps.",
            "A bend changes the slope. The fare itself goes on from where it was.",
            "Compute the fare a little before p and a little after it; then do so at q.",
        ),
        Property(
            "middle slope",
            lambda call, x, *meter: alike(
                call(0 * x + meter[1] + 2, *meter) - call(0 * x + meter[1] + 1, *meter),
                torch.full_like(x, meter[2]),
            ),
            "Between p and q, one more kilometre does not cost per_km.",
            "Beyond p, and before q, the slope of the fare is the price of a kilometre.",
            "Which of your terms grow between p and q?",
        ),
        Property(
            "last slope",
            lambda call, x, *meter: alike(
                call(0 * x + meter[3] + 2, *meter) - call(0 * x + meter[3] + 1, *meter),
                torch.full_like(x, meter[2] + meter[4]),
            ),
            "Beyond q, one more kilometre does not cost per_km and the extra together.",
            "The extra comes on top: there both terms grow.",
            "Which of your terms grow beyond q, and by how much each?",
        ),
    ),
    wrong=(
        Wrong(
            "no bend",
            lambda x, first, p, per_km, q, extra: first + per_km * (x - p) + extra * (x - q),
            "Your fares lie on one line, and short rides cost too little.",
            "Before p and before q the differences are negative, and they pull the fare down. A "
            "sum of lines is a line.",
            "What should a term be as long as its part has not begun?",
        ),
        Wrong(
            "relu of the whole",
            lambda x, first, p, per_km, q, extra: relu(first + per_km * (x - p) + extra * (x - q)),
            "You took the ReLU of the whole fare.",
            "It bends only where the fare would fall below zero, and not at p and q.",
            "Which distance should not fall below zero? Each part of the fare has its own.",
        ),
        Wrong(
            "relu of the price",
            lambda x, first, p, per_km, q, extra: (
                relu(first + per_km * (x - p)) + relu(extra * (x - q))
            ),
            "The first price stands inside a ReLU, together with the kilometres.",
            "Then a ride shorter than p costs less than the first price: the bend lies where the "
            "whole price would be 0.",
            "What has to be zero at p, the price or the distance that is paid by the kilometre?",
        ),
        Wrong(
            "bends in the price",
            lambda x, first, p, per_km, q, extra: (
                first + relu(per_km * x - p) + relu(extra * x - q)
            ),
            "You subtract p and q from a price, and not from the distance.",
            "p and q are kilometres. The bend then lies at p / per_km, and at q / extra.",
            "For which x is each of your ReLUs zero? Which x should it be?",
        ),
        Wrong(
            "bends added",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x + p) + extra * relu(x + q)
            ),
            "All of your fares are too high, and there is no bend at p or q.",
            "x + p is never below zero. The kilometres that are paid already have to go away.",
            "How many kilometres beyond p is a ride of p km?",
        ),
        Wrong(
            "turned round",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(p - x) + extra * relu(q - x)
            ),
            "Your fares fall with the distance, and then stay where they are.",
            "p - x is positive before p. There it is wanted to be zero.",
            "What is left when you take p away from x?",
        ),
        Wrong(
            "no difference",
            lambda x, first, p, per_km, q, extra: first + per_km * relu(x) + extra * relu(x),
            "Each kilometre from the first on is paid, with the extra too.",
            "No distance is below zero, so relu(x) is x itself, and nothing bends.",
            "From which kilometre on does each price count?",
        ),
        Wrong(
            "from the first kilometre",
            lambda x, first, p, per_km, q, extra: first + per_km * x + extra * relu(x - q),
            "You count the price of a kilometre from the first one on.",
            "The first p km are paid with the first price. Here they are paid twice.",
            "What should a ride of p km cost?",
        ),
        Wrong(
            "kilometre price always",
            lambda x, first, p, per_km, q, extra: first + per_km * (x - p) + extra * relu(x - q),
            "Rides shorter than p cost less than the first price.",
            "The second bend is there, and the first one is missing: x - p is negative before p.",
            "Where do your two terms differ?",
        ),
        Wrong(
            "one bend",
            lambda x, first, p, per_km, q, extra: first + per_km * relu(x - p),
            "Long rides cost too little: beyond q nothing is added.",
            "The first bend is right. The second needs a term of its own.",
            "Which inputs of your function are not used yet?",
        ),
        Wrong(
            "extra as the new price",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p) + (extra - per_km) * relu(x - q)
            ),
            "Beyond q, one more kilometre costs the extra alone.",
            "You took the extra for the whole price beyond q. It is what comes on top of the "
            "other price, whose term goes on.",
            "By how much does the slope change at q?",
        ),
        Wrong(
            "price twice",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p) + (per_km + extra) * relu(x - q)
            ),
            "Beyond q the price of a kilometre is paid twice.",
            "Your second term holds the whole new slope. But the first term goes on beyond q.",
            "Add up the slopes of your terms beyond q.",
        ),
        Wrong(
            "no first price",
            lambda x, first, p, per_km, q, extra: per_km * relu(x - p) + extra * relu(x - q),
            "A short ride costs nothing.",
            "Both terms are zero there. What every ride costs is missing.",
            "What does the passenger pay before the first kilometre?",
        ),
        Wrong(
            "q counted from p",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p) + extra * relu(relu(x - p) - q)
            ),
            "Your second bend lies p km too far.",
            "You took q away from what was left beyond p. Both are counted from the start.",
            "For which x does your second term begin to grow?",
        ),
        Wrong(
            "prices exchanged",
            lambda x, first, p, per_km, q, extra: (
                first + extra * relu(x - p) + per_km * relu(x - q)
            ),
            "The slopes of your two terms are exchanged.",
            "The price of a kilometre begins at p, the extra at q.",
            "Read your line aloud, term by term: from where on, and how much?",
        ),
        Wrong(
            "steps",
            lambda x, first, p, per_km, q, extra: first + per_km * (x > p) + extra * (x > q),
            "Your fare has steps: beyond p all rides cost the same, until q.",
            "`x > p` is yes or no. It does not say how many kilometres are beyond p.",
            "By what has the price of a kilometre to be multiplied?",
        ),
        Wrong(
            "yes or no times x",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * x * (x > p) + extra * x * (x > q)
            ),
            "At p and at q your fare jumps up.",
            "Once a part has begun, you count all kilometres, also those before it.",
            "How many kilometres beyond p is a ride of p + 1 km?",
        ),
        Wrong(
            "the larger of two",
            lambda x, first, p, per_km, q, extra: (
                first + torch.maximum(per_km * relu(x - p), extra * relu(x - q))
            ),
            "You take the larger of the two parts.",
            "Beyond q both are paid, one on top of the other.",
            "With which sign do two prices come together that are both paid?",
        ),
        Wrong(
            "at least the first price",
            lambda x, first, p, per_km, q, extra: (
                torch.clamp(per_km * x, min=first) + extra * relu(x - q)
            ),
            "Your first bend lies where the kilometres alone reach the first price.",
            "You took the first price for the least that is paid. It pays for the first p km, "
            "and the others come on top.",
            "What should a ride cost that is one kilometre longer than p?",
        ),
    ),
    rivals=(
        Rival(
            "Whole kilometres only, rounded up.",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p).ceil() + extra * relu(x - q).ceil()
            ),
        ),
        Rival(
            "Whole kilometres only, rounded down.",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p).floor() + extra * relu(x - q).floor()
            ),
        ),
        Rival(
            "The two distances p and q exchanged.",
            lambda x, first, p, per_km, q, extra: fare(x, first, q, per_km, p, extra),
        ),
        Rival(
            "The extra from p on.",
            lambda x, first, p, per_km, q, extra: fare(x, first, p, per_km, p, extra),
        ),
        Rival(
            "The extra for all kilometres of a long ride.",
            lambda x, f, p, per_km, q, extra: f + per_km * relu(x - p) + extra * x * (x > q),
        ),
        Rival(
            "The extra once.",
            lambda x, first, p, per_km, q, extra: first + per_km * relu(x - p) + extra * (x > q),
        ),
        Rival(
            "The extra subtracted.",
            lambda x, first, p, per_km, q, extra: fare(x, first, p, per_km, q, -extra),
        ),
        Rival(
            "The extra as a factor.",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p) + per_km * extra * relu(x - q)
            ),
        ),
        Rival(
            "The first price again beyond q.",
            lambda x, first, p, per_km, q, extra: (
                fare(x, first, p, per_km, q, extra) + first * (x > q)
            ),
        ),
        Rival(
            "The distance between the bends only.",
            lambda x, first, p, per_km, q, extra: first + per_km * (x.clamp(p, q) - p),
        ),
        Rival(
            "The numbers of the lesson's taxi.", lambda x, *others: fare(x, 13, 3, 2.3, 15, 1.15)
        ),
        Rival("The mean fare for all.", lambda *all_: 0 * all_[0] + fare(*all_).mean()),
        Rival("In the order of the distance.", lambda x, *meter: fare(x.sort().values, *meter)),
        Rival(
            "Squares beyond q.",
            lambda x, first, p, per_km, q, extra: (
                first + per_km * relu(x - p) + extra * relu(x - q) ** 2
            ),
        ),
    ),
)
