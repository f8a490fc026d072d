"""Compares one whole pair on the machine that this is called on, with sides of its own making."""

import platform
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.cli.comparing import Comparing, Listed
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult
    from pairbench.gate.sides import Matched


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOrder:
    """A pair to compare, both sides on one machine.

    ``run`` is the same for all orders of a gate: a machine makes the sides once for it. ``project``
    is a folder that each machine has, ``python`` the version that each runs.
    """

    pair: str
    run: str
    project: Path
    asked: "Comparing"
    settings: "Settings"
    today: date
    python: str = field(default_factory=platform.python_version)


@dataclass(slots=True)
class _Open:
    """The sides that this machine has made, until they are of no more use."""

    run: str = ""
    sides: ExitStack = field(default_factory=ExitStack)
    listed: "Listed | None" = None


_AT_WORK = Lock()
_OPEN = _Open()


def compare_pair(order: GateOrder) -> "GateResult":
    """Compare the pair of an order; nothing else is measured meanwhile.

    Raises:
        UsageError: this machine cannot make the sides, or does not have the pair on both.
    """
    from pairbench.cli.comparing import gate_tools
    from pairbench.cli.outputs import remark
    from pairbench.cli.project import fix_variables
    from pairbench.gate.gate import run_gate
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.report.terminal.progress import SilentDisplay

    with _AT_WORK:
        _insist_on_the_python(order)
        fix_variables(order.settings.environment)
        listed = _listed(order)
        with Jobs(remark) as jobs:
            return run_gate(
                _the_pair(order, listed),
                listed.grounds,
                order.settings,
                order.today,
                gate_tools(jobs, SilentDisplay()),
                all_pairs=order.asked.all_pairs,
                focus=order.asked.focus,
            )


def clear_up(run: str) -> None:
    """Remove the sides that were made for a gate, if they are here."""
    with _AT_WORK:
        if _OPEN.run == run:
            _close()


def _listed(order: GateOrder) -> "Listed":
    """The pairs of both sides; made once for a gate, whose sides take the place of another's."""
    from pairbench.cli.comparing import both_listed
    from pairbench.cli.environments import pythons_of

    if _OPEN.run == order.run and _OPEN.listed is not None:
        return _OPEN.listed
    _close()
    asked = replace(order.asked, pythons=pythons_of(order.asked.sides))
    _OPEN.listed = _OPEN.sides.enter_context(both_listed(order.project, asked, order.settings))
    _OPEN.run = order.run
    return _OPEN.listed


def _close() -> None:
    _OPEN.run, _OPEN.listed = "", None
    _OPEN.sides.close()


def _the_pair(order: GateOrder, listed: "Listed") -> "Matched":
    """The pair at both sides; whoever has sent the order tells what one of them has alone."""
    from pairbench.core.errors import UsageError

    found = listed.matched.only({order.pair})
    if not found.matches:
        raise UsageError(
            f"{order.project}: pair {order.pair} is not on both sides on a machine of the fleet: "
            "install there what the pairs need, or name it as what they require"
        )
    return replace(found, lines=())


def _insist_on_the_python(order: GateOrder) -> None:
    """An answer of a gate is one of one interpreter, wherever its pairs were compared."""
    from pairbench.core.errors import UsageError

    if platform.python_version() != order.python:
        raise UsageError(
            f"a machine of the fleet runs Python {platform.python_version()}, not {order.python}: "
            "start its worker from the same environment"
        )
