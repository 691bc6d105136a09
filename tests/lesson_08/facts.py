"""What lesson 08 says of itself."""

TITLE = "Tokens: from raw text to batches"
SECTIONS = 9  # the last one goes deeper
ERRORS = {}  # it raises none on purpose
