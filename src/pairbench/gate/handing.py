"""A gate whose pairs are compared whole, each by one of many machines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from pairbench.core.errors import Interrupted
from pairbench.core.gating.answer import Change, GateLine, Kind, MachineState
from pairbench.core.gating.noise import machine_of
from pairbench.core.gating.settings import Settings
from pairbench.core.records.measurement import Round
from pairbench.gate.gate import GateResult, finished
from pairbench.gate.sides import Matched
from pairbench.gate.usage import Grounds
from pairbench.run.handing import Answer
from pairbench.run.probes import Progress


class Fleet(Protocol):
    """Compares whole pairs, both sides on one machine, one pair at a time on each."""

    def compared(self, pairs: Sequence[str]) -> Iterator[Answer[GateResult]]:
        """What becomes of each, by name, in the order in which they come."""


def gate_by(
    fleet: Fleet,
    matched: Matched,
    grounds: Grounds,
    settings: Settings,
    today: date,
    progress: Progress,
) -> GateResult:
    """Have every pair that both sides have compared by the fleet, and say what changed.

    Whoever interrupts it is told what the fleet has answered.
    """
    names = [each.head.definition.name for each in matched.matches]
    lines: dict[int, Sequence[GateLine]] = {}
    controls: dict[str, dict[str, Sequence[Round]]] = {}
    is_interrupted = False
    try:
        for done, each in enumerate(fleet.compared(names), 1):
            name = names[each.place]
            if each.result is None:
                lines[each.place] = [_lost(name, each.lost or "")]
                progress.doing(f"{name} not compared, {done:,} of {len(names):,}: {each.lost}")
                continue
            where = each.where or ""
            lines[each.place] = [replace(line, machine=where) for line in each.result.lines]
            controls.setdefault(where, {}).update(each.result.controls)
            progress.doing(f"{name} compared on {where}, {done:,} of {len(names):,}")
    except Interrupted:
        # What the fleet has answered by now is an answer.
        is_interrupted = True
    told = finished(matched.lines, matched, grounds, settings, today)
    return GateResult(
        lines=(*told, *(line for place in sorted(lines) for line in lines[place])),
        machines=tuple(_states(controls, settings)),
        is_interrupted=is_interrupted,
    )


def _states(
    controls: Mapping[str, Mapping[str, Sequence[Round]]], settings: Settings
) -> Iterator[MachineState]:
    """The state of each machine that has controls: of all pairs that it has compared."""
    for name in sorted(controls):
        if controls[name]:
            yield replace(machine_of(controls[name], settings.thresholds.time), name=name)


def _lost(pair: str, why: str) -> GateLine:
    return GateLine(
        pair=pair,
        kind=Kind.PAIR,
        change=Change.NOT_MEASURED,
        why=f"no machine has compared it: {why}",
    )
