"""The seed of hashes that a worker gets: it decides in which order a set of strings is kept."""

import os
from collections.abc import Mapping

VARIABLE = "PYTHONHASHSEED"


def seeded(seed: int) -> Mapping[str, str]:
    """The variables that give a worker this seed; none where the user has fixed another.

    0 would be no seed, but no hashing by chance at all.
    """
    return {} if is_fixed() else {VARIABLE: str(seed)}


def is_fixed() -> bool:
    """Whether the user has one seed for all processes: then no two of them differ by it."""
    return os.environ.get(VARIABLE, "random") not in {"", "random"}
