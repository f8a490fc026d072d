"""How a pair is written, and what it is once it is read."""
