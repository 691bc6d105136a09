"""What lesson 02 says of itself."""

TITLE = "Gradient descent by hand: which way is down, and how far?"
SECTIONS = 7
# each error that it raises on purpose, by cell: its type and what the message has to say
ERRORS = {}
