"""What lesson 04's questions say, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import numpy as np
import torch
from reference import THETA, adam, descent, form, hessian, momentum, x
from words import Here


def losses_with_the_old_optimizer() -> list[float]:
    old, new = torch.zeros(2, requires_grad=True), torch.ones(2, requires_grad=True)
    optimizer, X = torch.optim.SGD([old], lr=0.05), torch.arange(5.0)
    losses = []
    for _ in range(20):
        loss = ((new[0] * X + new[1] - 2 * X - 1) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def first_adam_step() -> np.ndarray:
    return np.abs(adam(hessian(x), THETA, [0, 0], 0.1, 1)[1])


def winners() -> tuple[str, str]:
    """Whose loss is smallest in the valley after 200 epochs, and in the round bowl after 50."""
    z, found = (x - 2) / x.std(), []
    for inputs, lr, best, epochs in (
        (10 * x, 0.0015, [0.2, 1], 199),
        (z, 0.3, [2 * x.std(), 5], 50),
    ):
        H, best = hessian(inputs), np.array(best, float)
        ends = {
            "SGD": descent(lr, epochs, best, H=H),
            "momentum": momentum(H, best, lr, epochs)[epochs],
            "Adam": adam(H, best, [0, 0], 0.1, epochs)[epochs],
        }
        found.append(min(ends, key=lambda name: form(H, best, ends[name])))
    return tuple(found)


TRAIN, TEST = Here("04").printed("overfitting", 0, 1)
SHAPE = tuple((torch.ones(100, 1) @ torch.tensor([2.0])).shape)
ASKED = {
    "04.old-optimizer": (
        "it stays at one value to the last digit"
        if len(set(losses_with_the_old_optimizer())) == 1
        else "it falls as before: the five lines are the same",
        {
            "it falls as before: the five lines are the same": "Those are the old model's",
            "an error: the optimizer does not know this model": "without a word",
            "it stays at one value to the last digit": "the first loss and the last",
        },
    ),
    "04.first-step": (
        "0.1 in both" if np.allclose(first_adam_step(), 0.1) else "the same, 2.8 and 1.0",
        {
            "the same, 2.8 and 1.0": "takes the size of the gradient out",
            "0.28 and 0.1, since m takes a tenth of the gradient": "Adam corrects for that",
            "0.1 in both": "the sign of g",
        },
    ),
    "04.race": (
        {
            ("Adam", "Adam"): "Adam's in both: it is the newest of the three",
            ("Adam", "SGD"): "Adam's in the valley, plain SGD's in the round bowl",
            ("momentum", "momentum"): "momentum's in both: it is SGD, and faster",
        }[winners()],
        {
            "Adam's in both: it is the newest of the three": "newer is not better",
            "Adam's in the valley, plain SGD's in the round bowl": "straight to the bottom",
            "momentum's in both: it is SGD, and faster": "But it overshoots",
        },
    ),
    "04.cure-shape": (
        f"{SHAPE}".replace(" ", ""),
        {
            "(100, 1), since each row is multiplied by 2": "no second dimension",
            "(100,)": "the column is gone",
            "none, there is an error": "worse than the error",
        },
    ),
    "04.ten-parameters": (
        "0 on the ten, more than 1000 on the test set" if TRAIN < 1e-3 and TEST > 1000 else "",
        {
            "about 1 on both, the noise": "too few parameters",
            "0 on the ten, about 20 on the test set": "between the ten",
            "0 on the ten, more than 1000 on the test set": "passes through all ten",
        },
    ),
}
