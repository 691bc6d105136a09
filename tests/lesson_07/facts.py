"""What lesson 07 says of itself."""

TITLE = "Search: which settings, and how would you know?"
SECTIONS = 9  # the last three go deeper
ERRORS = {}  # it raises none on purpose
