"""Which rounds the machine has spoilt: rules that look at a round as a whole, never at a side.

Exchanging the names of the variants changes nothing in any of them, so that leaving a spoilt
round out cannot favour one. They were fixed before any round was looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from pairbench.core.records.measurement import Round
from pairbench.core.records.start import START, Start

STOLEN_SHARE = 0.25
"""A round is spoilt when the hypervisor took more than this share of its time."""

SUSPENDED_S = 0.05
"""A round is spoilt when the machine slept for longer than this in it."""

OVERLONG = 10.0
"""A block is overlong when its slices together take so many times as long as in the round's
typical block."""


def is_spoilt(each: Round) -> bool:
    """Whether a round says more of the machine than of the code, and is left out."""
    conditions = each.conditions
    stolen = conditions.stolen_s > STOLEN_SHARE * conditions.wall_s
    return stolen or conditions.suspended_s > SUSPENDED_S


def overlong_blocks(each: Round) -> int:
    """How many blocks something interrupted for long.

    They are counted and not left out: the round's trimmed mean passes over them, and code that
    now and then takes long would otherwise have no rounds at all.
    """
    slices = (tuple(run.loops * value_s for value_s in run.values_s) for run in each.runs)
    blocks_s = [sum(block) for block in zip(*slices, strict=True)]
    typical_s = median(blocks_s)
    return sum(block_s > OVERLONG * typical_s for block_s in blocks_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbances:
    """How often the machine got in the way, over a number of rounds."""

    rounds: int
    spoilt: int
    overlong_blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """How the machine treated rounds, and how many had each kind of start."""

    disturbances: Disturbances
    starts: Mapping[Start, int]


def treatment_of(rounds: Iterable[Round]) -> Treatment:
    """Count both."""
    counted = list(rounds)
    kinds = (each.runs[0].metadata.get(START, Start.FRESH) for each in counted if each.runs)
    return Treatment(
        disturbances=count_disturbances(counted),
        starts=Counter(Start(str(kind)) for kind in kinds),
    )


def added_up(counted: Iterable[Disturbances]) -> Disturbances:
    """What several counts come to."""
    every = list(counted)
    return Disturbances(
        rounds=sum(each.rounds for each in every),
        spoilt=sum(each.spoilt for each in every),
        overlong_blocks=sum(each.overlong_blocks for each in every),
    )


def count_disturbances(rounds: Iterable[Round]) -> Disturbances:
    """Count what the rules mark."""
    counted = list(rounds)
    return Disturbances(
        rounds=len(counted),
        spoilt=sum(map(is_spoilt, counted)),
        overlong_blocks=sum(map(overlong_blocks, counted)),
    )
