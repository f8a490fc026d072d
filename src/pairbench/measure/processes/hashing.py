"""The seed of hashes that a worker gets: it decides in which order a set of strings is kept."""

import os
from collections.abc import Mapping

VARIABLE = "PYTHONHASHSEED"


def seeded(seed: int) -> Mapping[str, str]:
    """The variables that give a worker this seed; none where the user has fixed one for all.

    0 would be no seed, but no hashing by chance at all.
    """
    is_fixed = os.environ.get(VARIABLE, "random") not in {"", "random"}
    return {} if is_fixed else {VARIABLE: str(seed)}
