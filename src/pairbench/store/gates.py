"""What a gate writes for other programs."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from pairbench.core.gating.answer import GateLine, MachineState
from pairbench.core.gating.asked import SideFacts

FORMAT = 1
"""Raised when a reader of the old files could no longer read the new ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSides:
    """What was compared."""

    base: SideFacts
    head: SideFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredGate:
    """What ``pairbench gate --json`` writes; ``base`` and ``head`` are the sides in words.

    Where several machines took part, they are ``machines``, and ``machine`` is None.
    """

    format: int
    base: str
    head: str
    sides: StoredSides
    exit_code: int
    seconds: float
    machine: MachineState | None
    lines: tuple[GateLine, ...]
    machines: tuple[MachineState, ...] = ()


_GATE = TypeAdapter(StoredGate)


def schemas() -> dict[str, dict[str, object]]:
    """The JSON Schema of each kind of file, by the name under which it is published."""
    return {"gate.schema.json": _GATE.json_schema(mode="serialization")}


def gate_json(gate: StoredGate) -> bytes:
    """What a gate found, as JSON."""
    return _GATE.dump_json(gate, indent=1)
