"""Timing: fresh pyperf workers that take turns."""
