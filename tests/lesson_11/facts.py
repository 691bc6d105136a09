"""What lesson 11 says of itself."""

TITLE = "Fine-tuning: from a model that knows language to one that does a job"
SECTIONS = 11  # the last four go deeper
ERRORS = {}  # by cell, on purpose
