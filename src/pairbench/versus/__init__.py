"""Answers in one line: alternatives become a pair that nobody had to write."""
