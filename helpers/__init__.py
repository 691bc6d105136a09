"""What the lessons share.

Rooms, from the ground up; each imports only from those before it:

files      a file is written whole or not at all
data       the data sets, as (N, features) and (N, 1) tensors with names and units
text       names, plays, poems and more, a vocabulary, a split by document, windows of letters
tokens     byte-pair encoding: text as numbers for pieces that often come
streams    tokens in a file, and windows drawn from it
training   `fit`, the one training loop
recipe     what lesson 10 adds to a step of the optimizer: schedule, clipping, decay, pieces
evaluation one judge for all models of text, and the ladder of their results
bowl       the loss of a linear model as a formula
models     the networks that the lessons wrote out, and stored ones
real       a real pretrained model from a package, as an extra
tasks      questions with answers as rows of text, and what a model answers
pretraining  a GPT trained for as long as you like, on one process or several, and never lost
search     a guess of the loss from the trials so far, and which place is next
experiments  what a lesson shows from stored results, and the runs that made them
plotting   the pictures, each drawn on the axes it is given
explore    the figures one can take hold of
practice   the questions and exercises, and the checks that answer them
notebook   how a lesson shows an error
classroom  commands for instructors and maintainers, behind `python -m helpers`

`import helpers` alone loads none of them, so it takes no time.
"""

import os

# PyTorch's threads wait for each other by spinning. On a busy machine (a class on one server,
# tests side by side) they take each other's time: beside two busy processes on two cores, a step
# of a small network took 1.3 to 5.8 times as long (the middle of five pairs of runs: 3.6) as with
# threads that sleep. It has to be set before torch is imported, so it stands here: the set-up
# cell of every lesson imports helpers first.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

__version__ = "0.1.0"
SCALE = 1.0  # how much larger pictures and widgets are drawn; `plotting.presenting()` sets it
RELEASE = f"From Line to Language Model {__version__}"  # what a lesson's set-up cell looks for
