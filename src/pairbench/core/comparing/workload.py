"""The variants of every standard workload: what their names say of the work that they do."""

BASELINE = "plain"

VARIANTS = {0.0: "same", 0.01: "slower_1", 0.02: "slower_2", 0.03: "slower_3", 0.05: "slower_5"}
"""The alternatives, by how much more of the same work they do."""
