"""A gate by the workers of a cluster: each makes both sides itself and compares whole pairs."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from pairbench.cli.comparing import Comparing
    from pairbench.cli.environments import Asked
    from pairbench.cli.gates.work import GateOrder
    from pairbench.core.gating.asked import AskedSide, SideFacts
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult
    from pairbench.measure.fleet.cluster import Cluster
    from pairbench.run.handing import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePairs:
    """A cluster that compares whole pairs; ``order`` is that for a pair without a name."""

    cluster: "Cluster"
    order: "GateOrder"

    def compared(self, pairs: "Sequence[str]") -> "Iterator[Answer[GateResult]]":
        """What becomes of each, in the order in which they come."""
        from pairbench.cli.gates.work import clear_up, compare_pair

        orders = [replace(self.order, pair=each) for each in pairs]
        try:
            yield from self.cluster.results(compare_pair, orders)
        finally:
            self.cluster.everywhere(clear_up, self.order.run)


def compare_by(
    cluster: "Cluster",
    console: "Console",
    project: Path,
    asked: "Comparing",
    settings: "Settings",
) -> "tuple[GateResult, tuple[SideFacts, SideFacts]]":
    """Have the pairs compared by a cluster; the lines, and what the two sides turned out to be.

    Raises:
        UsageError: a side cannot be made, has no pair, or is no commit.
    """
    from pairbench.cli.comparing import both_listed
    from pairbench.cli.gates.work import GateOrder
    from pairbench.gate.handing import gate_by
    from pairbench.report.terminal.progress import EachDisplay

    asked = replace(asked, sides=committed(project, asked.sides))
    today = datetime.now(UTC).date()
    with both_listed(project, asked, settings) as found:
        order = GateOrder(
            pair="",
            run=uuid4().hex,
            project=project.resolve(),
            asked=asked,
            settings=settings,
            today=today,
        )
        result = gate_by(
            GatePairs(cluster=cluster, order=order),
            found.matched,
            found.grounds,
            settings,
            today,
            EachDisplay(console),
        )
        return result, found.facts


def committed(project: Path, sides: "Asked") -> "Asked":
    """The sides as commits, which every machine can make; a clean working tree is its last one.

    Raises:
        UsageError: the working tree has what no commit has.
    """
    from pairbench.core.errors import UsageError
    from pairbench.measure.sides.revisions import commit_of, is_changed, repository_of

    repository = repository_of(project)

    def as_commit(side: "AskedSide") -> "AskedSide":
        if side.revision is not None:
            return replace(side, revision=commit_of(repository, side.revision))
        if is_changed(repository):
            raise UsageError(
                "the working tree has what no commit has, and a fleet compares commits: commit it, "
                "or name a commit with --head"
            )
        commit = commit_of(repository, "HEAD")
        return replace(side, tree=commit[:12], revision=commit)

    base, head = map(as_commit, sides)
    return base, head
