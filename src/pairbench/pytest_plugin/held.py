"""What a session of pytest keeps of pairs, by keys that cost nothing to import."""

import pytest

ONLY = "benchmark_only"
"""The option of pytest-benchmark by which variants are timed; there is none where it is not
installed."""


class Held:
    """What stays open until the session ends."""

    def close(self) -> None:
        """Close it."""


HELD = pytest.StashKey[Held]()
WAS_SPREAD = pytest.StashKey[bool]()
"""Whether the session was to run in several processes, and does not."""
