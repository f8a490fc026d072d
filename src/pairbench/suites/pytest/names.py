"""What tests that measure, and what they take, are called."""

FIXTURES = ("benchmark", "codspeed_benchmark")
"""The fixtures, and the marks: pytest-codspeed knows both names."""

ASKING = "getfixturevalue"
"""How a test or a fixture asks for a fixture that it does not take."""


def known_name(nodeid: str) -> str:
    """What people call a test: its name with its parameters, without file and class."""
    plain, bracket, parameters = nodeid.partition("[")
    return plain.rpartition("::")[2] + bracket + parameters
