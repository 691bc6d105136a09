"""What lesson 01 says of itself."""

TITLE = "The MSE loss: what makes one line better than another?"
SECTIONS = 9  # the last two go deeper
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {
    "mse-class-mistake": (RuntimeError, "Boolean value of Tensor with more than one"),
}
