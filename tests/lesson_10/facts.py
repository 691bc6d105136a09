"""What lesson 10 says of itself."""

TITLE = "Pretraining: one loop, for a minute and for a month"
SECTIONS = 9  # the last two go deeper
ERRORS = {}  # by cell, on purpose
