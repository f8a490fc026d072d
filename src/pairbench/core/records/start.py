"""How the workers of a round come to be: what the sides of it share."""

from enum import StrEnum


class Start(StrEnum):
    """The kind of start that the workers of a round had.

    FRESH workers are started one by one, each with its own hash seed and addresses. GROWN workers
    are forked from one root, which has loaded nothing of the user's, and each loads the pair for
    itself: they share a hash seed and the layout of their memory. FORKED workers are forked each
    from the stem of its side, which has loaded the pair already, and share the same. So do IMPORTED
    workers, whose stem has executed the pair's file and nothing more: each opens its resource,
    builds its input and makes its first call itself.
    """

    FRESH = "fresh"
    GROWN = "grown"
    IMPORTED = "imported"
    FORKED = "forked"


class Starts(StrEnum):
    """Which start the workers of a run are to have, where it is possible."""

    FRESH = "fresh"
    COUPLED = "coupled"


START = "pairbench_start"
"""The name of it in the metadata of a worker; without the name it was FRESH."""

ROOT = "pairbench_root"
"""The name, in the metadata, of the number of its root; workers of one number had the same."""
