"""What to measure, how often, and when an answer is found."""
