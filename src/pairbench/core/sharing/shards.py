"""Shares pairs out: each pair wholly to one part, and to the same one on every machine."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.planning.effort import Effort
from pairbench.core.planning.question import comparison_sizes
from pairbench.core.records.record import PairRecord

PROCESS_S = 0.15
"""About what it takes to start a process and to load a pair, beside what is timed in it."""

DIGITS = 16
"""Letters of a digest that are kept."""


def parts_of(names: Iterable[str], count: int, took_s: Mapping[str, float]) -> dict[str, int]:
    """The number, from 1, of the part that each pair is in, of ``count`` parts.

    A pair whose seconds are in ``took_s`` has its place by them: the longest first, each to the
    part that has least to do. Any other has it by its name alone, so that a new pair moves none.
    """
    balanced = _balanced(count, took_s)
    return {name: balanced.get(name) or _by_name(name, count) for name in names}


def _by_name(name: str, count: int) -> int:
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return 1 + int.from_bytes(digest[:8]) % count


def _balanced(count: int, took_s: Mapping[str, float]) -> dict[str, int]:
    loads_s = dict.fromkeys(range(1, count + 1), 0.0)
    found = {}
    for name, seconds in sorted(took_s.items(), key=lambda each: (-each[1], each[0])):
        number = min(loads_s, key=lambda each: (loads_s[each], each))
        loads_s[number] += seconds
        found[name] = number
    return found


def pair_took_s(record: PairRecord) -> float:
    """About how long a pair took to measure, in seconds: its rounds, and all its processes."""
    processes = sum(len(each.runs) for each in record.rounds)
    processes += sum(len(each.repeats) for each in record.memory)
    return sum(each.conditions.wall_s for each in record.rounds) + PROCESS_S * processes


def digest_of_times(took_s: Mapping[str, float]) -> str:
    """The same for the same times; empty where there are none."""
    if not took_s:
        return ""
    return _digest([[name, round(seconds, 3)] for name, seconds in sorted(took_s.items())])


def digest_of_catalogue(definitions: Iterable[PairDefinition]) -> str:
    """The same for the same pairs with the same text, in whatever order."""
    return _digest(
        sorted(
            [each.name, each.file_source, *(text.text for text in each.neighbours)]
            for each in definitions
        )
    )


def comparisons_in(definitions: Iterable[PairDefinition]) -> int:
    """How many comparisons of times share the error level of a run of these pairs."""
    return sum(len(comparison_sizes(each)) for each in definitions)


def with_their_share(effort: Effort, part: int, whole: int) -> Effort:
    """The effort for some comparisons of a run, whose error level holds for all of them."""
    return replace(effort, run_alpha=effort.run_alpha * max(1, part) / max(1, whole))


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:DIGITS]
