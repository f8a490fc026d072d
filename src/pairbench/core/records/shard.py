"""Which part of a catalogue a machine has measured, and which machine measured a pair."""

from dataclasses import dataclass

from pairbench.core.records.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The part with this ``number``, from 1, of ``count``.

    ``catalogue`` is a digest of all pairs that were shared out, their text included, and
    ``split_by`` one of the times by which they were, empty where only their names decided: parts
    in which one of these differs are none of the same whole.
    """

    number: int
    count: int
    catalogue: str
    split_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One of the machines of a run set: the name by which its pairs speak of it, and what it is."""

    name: str
    environment: Environment
