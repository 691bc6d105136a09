"""What lesson 06 says of itself."""

TITLE = "Layers: what can no table do?"
SECTIONS = 9  # the last three go deeper
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {"error-index": (IndexError, "index out of range in self")}
