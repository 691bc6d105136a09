"""What lesson 03 has to be, stated without it."""
