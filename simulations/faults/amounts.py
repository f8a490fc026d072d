"""How much of everything is tried: little in a minute or two, or all that is promised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How often each part tries what it does.

    ``times`` each fault of a disk, a variant and the machine, ``moments`` to end a run in all,
    ``damages`` to a stored file in all, ``fuzzed_s`` seconds of search for what cannot be read.
    """

    times: int
    moments: int
    damages: int
    fuzzed_s: float


SOME = Amounts(times=1, moments=8, damages=1_000, fuzzed_s=20.0)
ALL = Amounts(times=3, moments=200, damages=10_000, fuzzed_s=600.0)
