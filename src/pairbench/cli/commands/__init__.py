"""One module for each command: a straight line of steps."""
