"""Sharing pairs out: stable, balanced, and with one error level for all parts together."""

import math
from collections import Counter
from dataclasses import replace

from pairbench.core.authoring.claim import Faster
from pairbench.core.planning.effort import FULL, QUICK
from pairbench.core.planning.question import error_level
from pairbench.core.sharing.shards import (
    comparisons_in,
    digest_of_catalogue,
    digest_of_times,
    pair_took_s,
    parts_of,
    with_their_share,
)
from tests.builders import QUICK as ALTERNATIVE
from tests.builders import a_definition
from tests.records import a_record

NAMES = [f"theme/pair_{number}" for number in range(200)]

TIMES_S = {name: float(1 + number % 17) for number, name in enumerate(NAMES)}


def test_every_pair_is_in_one_part() -> None:
    """The parts together are the whole, with and without times."""
    for times_s in ({}, TIMES_S):
        found = parts_of(NAMES, 5, times_s)
        assert list(found) == NAMES
        assert set(found.values()) == {1, 2, 3, 4, 5}


def test_a_new_pair_moves_no_other() -> None:
    """Whatever is added, a pair stays where it was, also where times balance the parts."""
    for times_s in ({}, TIMES_S):
        before = parts_of(NAMES, 4, times_s)
        after = parts_of(["a/new", *NAMES, "z/newer"], 4, times_s)
        assert {name: after[name] for name in NAMES} == before


def test_known_times_balance_the_parts() -> None:
    """No part takes longer than the shortest by more than one pair's time."""
    loads_s: Counter[int] = Counter()
    for name, number in parts_of(NAMES, 3, TIMES_S).items():
        loads_s[number] += int(TIMES_S[name])
    assert max(loads_s.values()) - min(loads_s.values()) <= max(TIMES_S.values())


def test_longer_pairs_count_for_more() -> None:
    """What a pair took grows with its rounds."""
    record = a_record()
    assert pair_took_s(record) > pair_took_s(replace(record, rounds=record.rounds[:1])) > 0


def test_the_digests_tell_what_differs() -> None:
    """Another text or another time is another digest; another order is none."""
    one = a_definition()
    other = replace(one, name="strings/other")
    assert digest_of_catalogue([one, other]) == digest_of_catalogue([other, one])
    changed = replace(other, file_source="another = 1")
    assert digest_of_catalogue([one, changed]) != digest_of_catalogue([one, other])
    assert digest_of_times({}) == ""
    assert digest_of_times({"a": 1.0}) != digest_of_times({"a": 2.0})


def test_the_error_level_holds_for_all_parts_together() -> None:
    """A comparison has the same level in a part as it had in the whole run."""
    claims = (Faster(variant=ALTERNATIVE, factor=2.0, size=100),)
    whole = [replace(a_definition(*claims), name=name) for name in NAMES]
    for part in (whole[:7], whole[:1]):
        counts = comparisons_in(part), comparisons_in(whole)
        shared = with_their_share(FULL, *counts)
        assert math.isclose(error_level(part, shared), error_level(whole, FULL))
        assert with_their_share(QUICK, *counts).alpha == QUICK.alpha
