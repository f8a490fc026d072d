"""What lies ahead of a run: the time that it has left, and what is left to do in it."""
