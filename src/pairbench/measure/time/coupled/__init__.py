"""Coupled rounds: a tree of forks, whose leaves are timed and share the luck of their process."""
