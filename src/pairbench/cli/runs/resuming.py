"""Goes on with a run that did not come to its end: what of it holds, and what is measured anew."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pairbench.core.authoring.definition import PairDefinition
    from pairbench.core.planning.effort import Effort
    from pairbench.core.records.environment import Environment
    from pairbench.core.records.record import PairRecord, RunRecord, RunSet
    from pairbench.project.catalogue import Catalogue
    from pairbench.store.run_sets import RunFolder

MAY_CHANGE = {"git_revision", "git_clean", "warnings", "memory_bytes", "governor", "turbo"}
"""What may be otherwise when a run goes on; all else would make two kinds of rounds of one cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A run set to go on with; ``sums`` are the checksums of its files before it was read."""

    folder: Path
    run_set: "RunSet"
    sums: "Mapping[str, Sequence[str]]"

    def insist_on_no_other(self) -> None:
        """Refuse to go on if another process has, between reading the set and holding it.

        Raises:
            StoreError: it has.
        """
        from pairbench.core.errors import StoreError
        from pairbench.store.seals.checksums import listed

        if listed(self.folder) != self.sums:
            raise StoreError(f"{self.folder} was gone on with by another process: ask again")

    def take_in(self, folder: "RunFolder") -> None:
        """Let every round that was measured be in a file of the set.

        Raises:
            OSError: the folder cannot be written to.
        """
        controls = self.run_set.controls
        folder.take_in([*self.run_set.pairs, *([] if controls is None else [controls])])

    def before(self, catalogue: "Catalogue", folder: "RunFolder") -> "dict[str, PairRecord]":
        """What was measured of pairs that are as they were; the rest is removed, and named.

        Raises:
            UsageError: none of its pairs is here, but others are: it is of another project.
        """
        from pairbench.core.records.record import CONTROLS
        from pairbench.store.unfinished import gone

        now = self._defined_now(catalogue)
        kept = {}
        for record in self.run_set.pairs:
            name = record.definition.name
            if now.get(name) == record.definition:
                kept[name] = record
            elif name in now:
                remark(f"{name} has changed since: it is measured anew")
                folder.forget(name)
        self._forget(gone(self.run_set, now), catalogue, folder)
        if self.run_set.controls is not None:
            kept[CONTROLS] = self.run_set.controls
        return kept

    def _defined_now(self, catalogue: "Catalogue") -> "dict[str, PairDefinition]":
        """The pairs as the run would measure them: a quick one takes the sizes that claims ask."""
        from pairbench.core.errors import UsageError
        from pairbench.run.run import as_measured

        entries = as_measured(catalogue.entries, effort_for(self.run_set.run))
        now = {each.definition.name: each.definition for each in entries}
        names = {each.definition.name for each in self.run_set.pairs}
        if names and now.keys().isdisjoint(names) and not catalogue.errors:
            raise UsageError(
                f"{self.folder} holds none of the pairs that are here: resume it in its own project"
            )
        return now

    @staticmethod
    def _forget(lost: "Sequence[PairRecord]", catalogue: "Catalogue", folder: "RunFolder") -> None:
        """Remove what was measured of pairs that are gone, but not of those that cannot be read."""
        unreadable = {each.file for each in catalogue.errors}
        for record in lost:
            name = record.definition.name
            if record.definition.file in unreadable:
                remark(f"{name} cannot be loaded: what was measured of it stays as it is")
                continue
            remark(f"{name} is not there any more: what was measured of it is removed")
            folder.forget(name)


def how_to_go_on(run: "RunRecord", folder: Path) -> str:
    """What measures what a run set lacks."""
    from pairbench.core.sharing.whole import missing_of

    if missing := missing_of(run):
        shard = f"{missing[0]}/{run.shards[0].count}"
        return f"'pairbench run --shard {shard}' measures it, and 'pairbench merge' joins both"
    if run.machines:
        return "measure what is missing as a run of its own, and join both with 'pairbench merge'"
    return f"'pairbench run --resume {folder}' goes on"


def effort_for(run: "RunRecord") -> "Effort":
    """How hard a run tries that was asked for this; what it has taken before is spent."""
    from pairbench.core.planning.effort import FULL, QUICK

    budget_s, run_budget_s = run.asked.budget_s, run.asked.run_budget_s
    if run_budget_s is not None:
        run_budget_s = max(0.0, run_budget_s - run.duration_s)
    return replace(QUICK if run.quick else FULL, budget_s=budget_s, run_budget_s=run_budget_s)


def unfinished(paths: "Sequence[Path] | None", out: Path) -> Unfinished:
    """The run set that is named, or the newest that did not come to its end.

    Raises:
        StoreError: there is none, or it cannot be gone on with.
        UsageError: more than a run set is named.
    """
    from pairbench.core.errors import UsageError
    from pairbench.store.seals.checksums import listed
    from pairbench.store.unfinished import newest_unfinished, resumable

    if paths and len(paths) > 1:
        raise UsageError("--resume takes one run set: a run goes on with what it began with")
    folder = paths[0] if paths else newest_unfinished(out / "runs")
    sums = listed(folder)
    return Unfinished(folder=folder, run_set=resumable(folder), sums=sums)


def insist_on_same(before: "Environment", now: "Environment") -> None:
    """Refuse to go on elsewhere: rounds of two machines are not of one cell.

    Raises:
        UsageError: the machine, the interpreter or a package is another one.
    """
    from pairbench.core.errors import UsageError
    from pairbench.core.records.inventory import change_between

    for each in fields(before):
        if each.name not in MAY_CHANGE and getattr(before, each.name) != getattr(now, each.name):
            what = change_between(before, now) or each.name
            raise UsageError(
                f"the run began elsewhere ({what}): resume it where it began, or begin anew with "
                "'pairbench run'"
            )
    if before.git_revision != now.git_revision:
        remark("the commit is another one: what the pair files import is taken for unchanged")
    elif not (before.git_clean and now.git_clean):
        remark("some files are in no commit: what the pair files import is taken for unchanged")
