"""What lesson 01 has to be, stated without it."""
