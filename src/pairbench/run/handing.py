"""Hands whole pairs to whoever measures them, and keeps each as it comes back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.effort import Effort
from pairbench.core.records.environment import Environment
from pairbench.core.records.measurement import Cell, Failure, Stage, Trouble, told_once
from pairbench.core.records.record import CONTROLS, PairRecord, controls_of
from pairbench.core.records.shard import Machine
from pairbench.run.probes import Progress, Sink


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A pair to measure, all of it on one machine.

    ``run`` is the same for all orders of a run: each machine measures its controls once for it.
    ``revision`` is the commit that is to be measured, None where there is no repository, and
    ``variables`` are what the settings of the project fix of the environment.
    """

    entry: Entry
    effort: Effort
    run: str
    revision: str | None
    variables: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of an order: the pair, and what the machine is.

    With the first pair of a run that a machine has measured come its own controls.
    """

    record: PairRecord
    controls: PairRecord | None
    environment: Environment


Result = TypeVar("Result", covariant=True)  # noqa: PLC0105 (as every result is called)


class Answer(Protocol[Result]):
    """What became of one order, and where.

    One of ``result`` and ``lost`` is None. An answer without ``where`` is of the machine that the
    command runs on.
    """

    @property
    def place(self) -> int:
        """Its place among all orders."""

    @property
    def where(self) -> str | None:
        """The name of the machine."""

    @property
    def result(self) -> Result | None:
        """What came of it."""

    @property
    def lost(self) -> str | None:
        """In a line why nothing did."""


class Fleet(Protocol):
    """Takes whole pairs: one machine or many, one pair at a time on each."""

    def answers(self, orders: Sequence[Order]) -> Iterator[Answer[Measured]]:
        """An answer to each order, in the order in which they come."""


def hand_out(
    orders: Sequence[Order],
    fleet: Fleet,
    sink: Sink,
    progress: Progress,
    met: Callable[[Machine], None],
) -> None:
    """Have every order carried out, and save each pair when its answer comes.

    ``met`` is told of each machine before the first of its pairs is saved.
    """
    known: set[str] = set()
    for each in orders:
        # Whatever comes of them, the run set has all pairs, in their own order.
        sink.save_pair(PairRecord(definition=each.entry.definition))
    for done, answer in enumerate(fleet.answers(orders), 1):
        entry, found = orders[answer.place].entry, answer.result
        name = entry.definition.name
        if found is None:
            failure = _lost(entry, answer.lost or "")
            _save(sink, PairRecord(definition=entry.definition, failures=(failure,)))
            progress.trouble(failure)
            continue
        if (answer.where or "") not in known:
            known.add(answer.where or "")
            if answer.where is not None:
                met(Machine(name=answer.where, environment=found.environment))
        if found.controls is not None:
            # A worker that was started anew under its name has measured them anew.
            _save_controls(sink, found.controls, answer.where)
        _save(sink, replace(found.record, machine=answer.where))
        for failure in told_once(found.record.failures):
            progress.trouble(failure)
        where = f" on {answer.where}" if answer.where else ""
        progress.doing(f"{name} measured{where}, {done:,} of {len(orders):,}")
        progress.advance(1.0)


def _save(sink: Sink, record: PairRecord) -> None:
    sink.save_pair(record)
    sink.save_rounds(record)


def _save_controls(sink: Sink, controls: PairRecord, where: str | None) -> None:
    name = CONTROLS if where is None else controls_of(where)
    definition = replace(controls.definition, name=name)
    _save(sink, replace(controls, definition=definition, machine=where))


def _lost(entry: Entry, why: str) -> Failure:
    """A pair that no machine has measured is a failure of its baseline."""
    definition = entry.definition
    return Failure(
        cell=Cell(pair=definition.name, size=definition.sizes[0]),
        variant=definition.baseline,
        stage=Stage.CHECK,
        trouble=Trouble.DIED,
        message=f"no machine has measured the pair: {why}",
        stderr="",
    )
