"""What tests that measure, and what they take, are called."""

FIXTURE = "benchmark"
"""The fixture, and the mark."""


def known_name(nodeid: str) -> str:
    """What people call a test: its name with its parameters, without file and class."""
    plain, bracket, parameters = nodeid.partition("[")
    return plain.rpartition("::")[2] + bracket + parameters
