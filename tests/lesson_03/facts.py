"""What lesson 03 says of itself."""

TITLE = "Autograd: who computes the slope when we do not?"
SECTIONS = 7
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {
    "error-no-grad": (RuntimeError, "does not require grad and does not have a grad_fn"),
    "error-integer": (RuntimeError, "Only Tensors of floating point"),
    "error-non-scalar": (RuntimeError, "only for scalar outputs"),
    "error-twice": (RuntimeError, "backward through the graph a second time"),
    "error-numpy": (RuntimeError, "Can't call numpy() on Tensor that requires grad"),
    "error-rebind": (TypeError, "unsupported operand type(s) for *"),
    "error-in-place": (RuntimeError, "leaf Variable that requires grad is being used"),
}
