"""What belongs together: run sets of one revision, of one catalogue, made in one way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pairbench.core.records.record import RunRecord
from pairbench.core.records.shard import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Which parts of a whole are not there, and which are there more than once."""

    missing: tuple[int, ...]
    twice: tuple[int, ...]


def why_apart(one: RunRecord, other: RunRecord) -> str | None:
    """Why two run sets are not of the same whole, or None."""
    return next(_differences(one, other), None)


def _differences(one: RunRecord, other: RunRecord) -> Iterator[str]:
    mine, others = one.environment, other.environment
    for what, first, second in (
        ("revision", mine.git_revision, others.git_revision),
        ("working tree", _tree(mine.git_clean), _tree(others.git_clean)),
        ("interpreter", mine.python_version, others.python_version),
        ("flags", " ".join(mine.flags), " ".join(others.flags)),
        ("starts", mine.starts, others.starts),
        ("effort", _effort(one), _effort(other)),
        ("measured by", one.measured_by, other.measured_by),
    ):
        if first != second:
            yield f"another {what}: {second or 'none'}, not {first or 'none'}"
    if one.shards and other.shards:
        yield from _apart(one.shards[0], other.shards[0])


def _apart(mine: Shard, others: Shard) -> Iterator[str]:
    if mine.count != others.count:
        yield f"a shard of {others.count}, not of {mine.count}"
    if mine.catalogue != others.catalogue:
        yield "other definitions: the pairs that were shared out differ, or their text does"
    if mine.split_by != others.split_by:
        yield "another split: give every shard the same --shard-times"


def gaps_among(shards: Sequence[Shard]) -> Gaps:
    """What is missing of the whole that these are parts of, and what is there twice."""
    found = Counter(each.number for each in shards)
    count = shards[0].count if shards else 0
    return Gaps(
        missing=tuple(number for number in range(1, count + 1) if number not in found),
        twice=tuple(sorted(number for number, times in found.items() if times > 1)),
    )


def _tree(clean: bool | None) -> str | None:  # noqa: FBT001 (what a record holds)
    return {True: "clean", False: "with changes that are not committed", None: None}[clean]


def _effort(run: RunRecord) -> str:
    return "quick" if run.quick else "full"
