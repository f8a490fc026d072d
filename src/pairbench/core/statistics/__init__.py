"""Intervals, growth and power; nothing here knows what the numbers mean."""
