"""Calibration: comparisons of code whose difference is known, by us and by other tools."""
