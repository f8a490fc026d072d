"""Measures one whole pair on the machine that this is called on, with the real probes."""

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.authoring.entry import Entry
    from pairbench.core.records.environment import Environment
    from pairbench.core.records.record import PairRecord
    from pairbench.run.handing import Measured, Order

_AT_WORK = Lock()
_KNOWN: "dict[tuple[str, str], Environment]" = {}
"""What this machine is, for each run and interpreter for which it has measured its controls."""


def measure_pair(order: "Order") -> "Measured":
    """Measure the pair of an order; nothing else is measured meanwhile.

    The controls of this machine are measured, and sent, with the first pair of a run alone.

    Raises:
        UsageError: the file of the pair, or the revision, is not the one that the order is for.
    """
    from pairbench.cli.project import fix_variables
    from pairbench.core.records.record import CONTROLS
    from pairbench.run.handing import Measured

    with _AT_WORK:
        fix_variables(order.variables)
        _insist_on_the_file(order.entry)
        key = (order.run, str(order.entry.site.python))
        environment = _KNOWN.get(key) or _environment(order)
        _insist_on_the_revision(order, environment)
        records = _measured(order, with_controls=key not in _KNOWN)
        _KNOWN[key] = environment
        for other in [each for each in _KNOWN if each[0] != order.run]:
            del _KNOWN[other]
        return Measured(
            record=records[order.entry.definition.name],
            controls=records.get(CONTROLS),
            environment=environment,
        )


def _measured(order: "Order", *, with_controls: bool) -> "dict[str, PairRecord]":
    from dataclasses import replace

    from pairbench.cli.outputs import remark
    from pairbench.cli.probes import real_probes
    from pairbench.core.judging.noise import controls_among
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.project.catalogue import standard_workloads
    from pairbench.report.terminal.progress import SilentDisplay
    from pairbench.run.records import Kept
    from pairbench.run.run import run

    kept, controls = Kept(), []
    if with_controls:
        found = controls_among(standard_workloads())
        controls = [replace(found, site=replace(found.site, python=order.entry.site.python))]
    with Jobs(remark) as jobs:
        run([order.entry], controls, real_probes(jobs), kept, order.effort, SilentDisplay())
    return kept.records


def _environment(order: "Order") -> "Environment":
    from pairbench.measure.machine.reader import environment_of_workers

    site = order.entry.site
    return environment_of_workers(site.folder or site.root, site.python)


def _insist_on_the_file(entry: "Entry") -> None:
    """Another revision here would be measured under the name of the one that was asked for."""
    from importlib.util import decode_source

    from pairbench.core.errors import UsageError

    definition = entry.definition
    path = entry.site.root / definition.file
    if definition.suite:
        return
    try:
        text = decode_source(path.read_bytes())
    except (OSError, SyntaxError, UnicodeDecodeError):
        text = None
    if text != definition.file_source:
        what = "is not there" if text is None else "has another text"
        raise UsageError(
            f"{path}: pair {definition.name}: the file {what} on a machine of the fleet: put the "
            "same revision at the same place on each"
        )


def _insist_on_the_revision(order: "Order", environment: "Environment") -> None:
    """What a pair file imports is of a revision too."""
    from pairbench.core.errors import UsageError

    if order.revision != environment.git_revision:
        raise UsageError(
            f"{order.entry.definition.file}: pair {order.entry.definition.name}: a machine of the "
            f"fleet has revision {environment.git_revision or 'of no repository'}, not "
            f"{order.revision or 'of none'}: put the same revision there"
        )
