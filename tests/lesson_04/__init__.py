"""What lesson 04 has to be, stated without it."""
