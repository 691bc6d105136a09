"""What lesson 02 has to be, stated without it."""
