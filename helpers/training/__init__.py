"""The one training loop: `fit` trains any model with any loss and any optimizer.

`loop` holds `fit` and what it returns, the `History`. `checks` looks at what it was given, before
the first step and in the first epoch, and puts into plain words what is wrong with it.
"""

from helpers.training.loop import History, fit

__all__ = ["History", "fit"]
