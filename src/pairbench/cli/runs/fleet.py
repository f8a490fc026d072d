"""A run whose pairs are handed out whole, to this machine or to a cluster."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairbench.cli.runs.header import Header
    from pairbench.core.authoring.entry import Entry
    from pairbench.core.planning.effort import Effort
    from pairbench.measure.fleet.cluster import Cluster
    from pairbench.measure.fleet.here import Here
    from pairbench.run.handing import Answer, Measured, Order
    from pairbench.store.run_sets import RunFolder


WAIT_S = 600.0
"""So long a cluster that has no worker left is waited for, unless the user says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A fleet that measures whole pairs, wherever its workers are."""

    workers: "Cluster | Here"

    def answers(self, orders: "Sequence[Order]") -> "Iterator[Answer[Measured]]":
        """An answer to each order, in the order in which they come."""
        from pairbench.cli.runs.work import measure_pair

        return self.workers.results(measure_pair, orders)


def insist_on_cluster(address: str | None, wait_s: float | None) -> None:
    """Refuse a time to wait for a cluster where there is none.

    Raises:
        UsageError: it is there without an address.
    """
    from pairbench.core.errors import UsageError

    if address is None and wait_s is not None:
        raise UsageError("--dask-wait is the time for a cluster: name it with --dask")


@contextmanager
def fleet_for(
    address: str | None,
    pythons: "Sequence[str] | None",
    wait_s: float | None,
    *,
    has_limit: bool,
) -> "Iterator[Pairs | None]":
    """Who takes whole pairs: the workers of a cluster, this machine for interpreters, or nobody.

    ``wait_s`` is how long a cluster without workers is waited for, and ``has_limit`` says that the
    run as a whole has a budget.

    Raises:
        UsageError: there is no such cluster, none of its workers takes measurements, or there is a
            limit for the run as a whole.
    """
    from pairbench.core.errors import UsageError
    from pairbench.measure.fleet.here import Here

    if address is None and not pythons:
        yield None
        return
    if has_limit:
        raise UsageError(
            "--run-budget is the time of one machine for one interpreter: give each comparison its "
            "own with --budget"
        )
    if address is None:
        yield Pairs(workers=Here())
        return
    with cluster_at(address, wait_s) as cluster:
        yield Pairs(workers=cluster)


def cluster_at(address: str, wait_s: float | None) -> "Cluster":
    """The cluster with this address; when its last worker goes, that is said in a line.

    Raises:
        UsageError: there is none, or none of its workers takes measurements.
    """
    from pairbench.cli.outputs import remark
    from pairbench.measure.fleet.cluster import Cluster

    return Cluster(
        address,
        wait_s=WAIT_S if wait_s is None else wait_s,
        tell=remark,
    )


def measure_on(
    fleet: Pairs,
    entries: "Sequence[Entry]",
    effort: "Effort",
    folder: "RunFolder",
    header: "Header",
) -> None:
    """Have every pair measured, and keep each as it comes back, and each machine that took part."""
    from pairbench.report.terminal.progress import EachDisplay
    from pairbench.report.terminal.safe import SafeConsole
    from pairbench.run.handing import hand_out

    revision = header.record.environment.git_revision
    display = EachDisplay(SafeConsole())
    hand_out(_orders(entries, effort, revision), fleet, folder, display, header.met)


def _orders(entries: "Sequence[Entry]", effort: "Effort", revision: str | None) -> "list[Order]":
    from pairbench.cli.project import this_project
    from pairbench.core.sharing.shards import comparisons_in, with_their_share
    from pairbench.run.handing import Order
    from pairbench.run.run import as_measured

    variables = dict(this_project().settings.environment)
    name = uuid4().hex
    whole = comparisons_in(each.definition for each in entries)
    return [
        Order(
            entry=_anywhere(each),
            effort=with_their_share(effort, comparisons_in([each.definition]), whole),
            run=name,
            revision=revision,
            variables=variables,
        )
        for each in as_measured(entries, effort)
    ]


def _anywhere(entry: "Entry") -> "Entry":
    """The pair with whole paths: a worker is in another folder."""
    site = entry.site
    whole = replace(
        site,
        root=site.root.absolute(),
        sources=tuple(each.absolute() for each in site.sources),
        folder=(site.folder or Path.cwd()).absolute(),
    )
    return replace(entry, site=whole)
