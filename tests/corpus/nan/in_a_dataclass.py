# right: measured
"""Measurements as dataclasses, of which one holds NaN."""

import math
from dataclasses import dataclass
from pairbench import Pair

pair = Pair(sizes=(5,))


@dataclass
class Reading:
    place: str
    value: float


@pair.input
def places(size):
    return [f"place{number}" for number in range(size)]


@pair.bad
def by_keyword(places):
    return [Reading(place=place, value=math.nan) for place in places]


@pair.good
def by_position(places):
    return [Reading(place, float("nan")) for place in places]
