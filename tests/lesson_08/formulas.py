"""What the words in lesson 08's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import math


def judged(random):
    """A text of some bytes in tokens, each with its probability; bits as halvings of them all."""
    p = random.uniform(0.01, 1, size=int(random.integers(2, 30)))
    bits = -math.log2(math.prod(p))
    length = int(random.integers(1, 60))
    return {
        "nats": -sum(map(math.log, p)),
        "tokens": len(p),
        "loss": -sum(map(math.log, p)) / len(p),
        "bits": bits,
        "bytes": length,
        "bits per byte": bits / length,
    }


VALUES = {"ruler-derivation": judged}
BROKEN = {}
READ = {}
