"""06.meter: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def fare_with_relu(x, first_price, p, per_km, q, extra):
    return first_price + per_km * torch.relu(x - p) + extra * torch.relu(x - q)


def fare_in_a_loop(x, first_price, p, per_km, q, extra):
    fares = []
    for km in x.tolist():
        fare = first_price
        if km > p:
            fare += per_km * (km - p)
        if km > q:
            fare += extra * (km - q)
        fares.append(fare)
    return fares


def fare_in_numpy(x, first_price, p, per_km, q, extra):
    km = x.numpy().astype(float)
    return first_price + per_km * np.maximum(km - p, 0) + extra * np.maximum(km - q, 0)


def fare_in_three_parts(x, first_price, p, per_km, q, extra):
    middle = first_price + per_km * (x - p)
    at_q = first_price + per_km * (q - p)
    end = at_q + (per_km + extra) * (x - q)
    return torch.where(x <= p, torch.tensor(first_price), torch.where(x <= q, middle, end))


def fare_by_two_layers(x, first_price, p, per_km, q, extra):
    first, last = nn.Linear(1, 2), nn.Linear(2, 1)
    with torch.no_grad():
        first.weight.copy_(torch.ones(2, 1))
        first.bias.copy_(torch.tensor([-p, -q]))
        last.weight.copy_(torch.tensor([[per_km, extra]]))
        last.bias.fill_(first_price)
        return last(torch.relu(first(x[:, None])))[:, 0]


def fare_with_masks(x, first_price, p, per_km, q, extra):
    return first_price + per_km * (x - p) * (x > p) + extra * (x - q) * (x > q)


def an_if(x, first_price, p, per_km, q, extra):
    if x > p:
        return first_price + per_km * (x - p)
    return first_price


def a_column(x, *meter):
    return fare_with_relu(x[:, None], *meter)


def the_larger_of_three(x, first_price, p, per_km, q, extra):
    middle = first_price + per_km * (x - p)
    return middle.clamp(min=first_price)


def bend_in_the_line(x, first_price, p, per_km, q, extra):
    return first_price + torch.relu(per_km * (x - p) + extra * (x - q))


def second_price_alone(x, first_price, p, per_km, q, extra):
    middle = torch.relu(x - p) - torch.relu(x - q)
    return first_price + per_km * middle + extra * torch.relu(x - q)


def inside_out(x, first_price, p, per_km, q, extra):
    return first_price + per_km * (torch.relu(x) - p) + extra * (torch.relu(x) - q)


RIGHT = [
    fare_with_relu,
    fare_in_a_loop,
    fare_in_numpy,
    fare_in_three_parts,
    fare_by_two_layers,
    fare_with_masks,
]

OTHERS = [
    (an_if, "A whole tensor stands where True or False is wanted"),
    (a_column, "The task asks for a tensor of shape (N,)"),
    (the_larger_of_three, "beyond q nothing is added"),
    (bend_in_the_line, "one more kilometre does not cost per_km"),
    (second_price_alone, "what comes on top of the other price"),
    (inside_out, "A sum of lines is a line"),
    (lambda x, *meter: fare_with_relu(x, *meter).sum(), "The task asks for"),
    (lambda x, *meter: fare_with_relu(x, *meter) + 1, "does not cost the first price"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no bend": ("line, and short", "differences are negative", "has not begun"),
    "relu of the whole": ("the whole fare", "bends only where", "fall below zero"),
    "relu of the price": ("price stands inside", "ride shorter than", "zero at p"),
    "bends in the price": ("from the distance", "kilometres. The bend", "your ReLUs zero"),
    "bends added": ("are too high", "are paid already", "is a ride of p km"),
    "turned round": ("with the distance", "positive before p", "take p away"),
    "no difference": ("the extra too", "itself, and nothing", "each price count"),
    "from the first kilometre": ("count the price", "first price. Here", "p km cost"),
    "kilometre price always": ("Rides shorter than", "negative before p", "two terms differ"),
    "one bend": ("nothing is added", "right. The second", "of your function"),
    "extra as the new price": ("the extra alone", "other price, whose", "the slope change"),
    "price twice": ("is paid twice", "second term holds", "up the slopes"),
    "no first price": ("ride costs nothing", "costs is missing", "passenger pay before"),
    "q counted from p": ("second bend lies", "Both are counted", "second term begin"),
    "prices exchanged": ("terms are exchanged", "a kilometre begins", "line aloud, term"),
    "steps": ("same, until q", "how many kilometres", "to be multiplied"),
    "yes or no times x": ("fare jumps up", "kilometres, also those", "+ 1 km"),
    "the larger of two": ("take the larger", "both are paid", "prices come together"),
    "at least the first price": (
        "kilometres alone reach",
        "the others come",
        "kilometre longer than",
    ),
    "short rides": ("ride of less", "both ReLUs should", "into your function"),
    "no jump": ("the fare begins", "changes the slope", "Compute the fare"),
    "middle slope": ("Between p and", "q, the slope", "terms grow between"),
    "last slope": ("the extra together", "both terms grow", "grow beyond q"),
}
