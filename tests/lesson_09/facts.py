"""What lesson 09 says of itself."""

TITLE = "Attention: which earlier letters matter?"
SECTIONS = 10  # the last two go deeper
ERRORS = {"outside": (IndexError, "index out of range")}  # by cell, on purpose
