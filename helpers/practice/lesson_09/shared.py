"""What several exercises of lesson 09 share."""

from collections.abc import Callable

from torch.overrides import TorchFunctionMode

READY_MADE = "ready made"


class Calls(TorchFunctionMode):
    """The names of PyTorch's functions that are called inside."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def __torch_function__(self, function, types, args=(), kwargs=None):
        self.names.add(getattr(function, "__name__", ""))
        return function(*args, **(kwargs or {}))


def by_hand(*names: str) -> Callable:
    """An `observe`: what an answer gives, or READY_MADE where it calls one of these functions of
    PyTorch, which do the whole task."""

    def seen_of(answer, *inputs):
        with Calls() as calls:
            result = answer(*inputs)
        return READY_MADE if calls.names.intersection(names) else result

    return seen_of


def is_ready_made(seen: list) -> bool:
    """A rule for `when`: the answer has called one of those functions."""
    return READY_MADE in [one for one in seen if isinstance(one, str)]
