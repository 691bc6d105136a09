"""What lesson 05 says of itself."""

TITLE = "Cross-entropy: which letter comes next?"
SECTIONS = 9  # the last two go deeper
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {
    "error-column": (RuntimeError, "0D or 1D target tensor expected"),
    "error-float": (RuntimeError, "Long"),
}
