"""The part of the pairs that this machine is asked to measure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pairbench.core.authoring.entry import Entry
    from pairbench.core.records.shard import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of ``count`` parts; ``took_s`` is what each pair took before, where that is known."""

    number: int
    count: int
    took_s: Mapping[str, float] = field(default_factory=dict)

    def among(self, names: "Iterable[str]") -> frozenset[str]:
        """Those of the names that are in this part."""
        from pairbench.core.sharing.shards import parts_of

        found = parts_of(names, self.count, self.took_s)
        return frozenset(name for name, number in found.items() if number == self.number)

    def mine(self, entries: "Sequence[Entry]") -> "tuple[Entry, ...]":
        """Those of the entries that are in this part."""
        names = self.among(each.definition.name for each in entries)
        return tuple(each for each in entries if each.definition.name in names)

    def record(self, entries: "Sequence[Entry]") -> "Shard":
        """What a run set says of the part of these entries that it holds."""
        from pairbench.core.records.shard import Shard
        from pairbench.core.sharing.shards import digest_of_catalogue, digest_of_times

        return Shard(
            number=self.number,
            count=self.count,
            catalogue=digest_of_catalogue(each.definition for each in entries),
            split_by=digest_of_times(self.took_s),
        )


def part_of_call(asked: tuple[int, int] | None, times: Path | None) -> Part | None:
    """The part that a command is asked for; None is all.

    Raises:
        StoreError: the run set with the times cannot be read.
        UsageError: there are times and no part.
    """
    from pairbench.core.errors import UsageError

    if asked is None:
        if times is not None:
            raise UsageError("--shard-times balances shards: name one with --shard 1/5")
        return None
    number, count = asked
    return Part(number=number, count=count, took_s={} if times is None else _took_s(times))


def _took_s(folder: Path) -> Mapping[str, float]:
    """What each pair of a run set took; one pair at a time is in memory."""
    from pairbench.core.records.record import is_of_controls
    from pairbench.core.sharing.shards import pair_took_s
    from pairbench.store.seals.opened import Opened

    opened = Opened(folder)
    opened.insist_on_all()
    records = map(opened.pair, opened.names())
    return {
        each.definition.name: pair_took_s(each)
        for each in records
        if not is_of_controls(each.definition.name)
    }
