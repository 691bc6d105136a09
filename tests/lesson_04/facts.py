"""What lesson 04 says of itself."""

TITLE = "nn.Linear and an optimizer: the loop everybody writes"
SECTIONS = 9
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {
    "error-one-dimension": (RuntimeError, "shapes cannot be multiplied (1x3 and 1x1)"),
    "error-dtype": (RuntimeError, "must have the same dtype"),
    "error-super": (AttributeError, "before Module.__init__() call"),
    "case1-crash": (TypeError, "'Tensor' and 'list'"),
}
