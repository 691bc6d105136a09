"""What several exercises of lesson 06 share."""

DIGITS = 1e-5  # how near a result has to come: three decimals are not enough
