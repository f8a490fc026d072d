"""Where the time and the memory of a pair go: flame graphs, and the lines that hold most."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.definition import PairDefinition
from pairbench.core.measurement import Stack
from pairbench.core.record import PairRecord
from pairbench.core.stacks import by_line
from pairbench.report.flame import flame_graph

MOST_LINES = 4
"""So many lines of a variant are shown, those that hold most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlameFigure:
    """Where the time or the memory of one variant goes.

    ``drawing`` is None where it is too little to be seen on the scale of the others.
    """

    variant: str
    total: str
    drawing: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A line of code, and what it holds at the peak of a variant's call."""

    variant: str
    place: str
    text: str
    held: str
    share: str


def time_flames(record: PairRecord) -> list[FlameFigure]:
    """Where the time of a call of each variant goes."""
    stacks = {each.variant: each.stacks for each in record.profiles}
    return _flames(stacks, record.definition, words.seconds)


def memory_flames(record: PairRecord) -> list[FlameFigure]:
    """Who holds the memory at the peak of each variant."""
    return _flames(_peak_stacks(record), record.definition, words.size_bytes)


def _peak_stacks(record: PairRecord) -> dict[str, Sequence[Stack]]:
    return {each.variant: each.stacks for each in record.memory if each.stacks}


def _flames(
    stacks: Mapping[str, Sequence[Stack]],
    definition: PairDefinition,
    unit: Callable[[float], str],
) -> list[FlameFigure]:
    """The variants on one scale; the baseline is coloured against the first of the others."""
    totals = {name: sum(each.weight for each in found) for name, found in stacks.items()}
    scale = max(totals.values(), default=0.0)
    baseline = definition.baseline
    other = next((name for name in stacks if name != baseline), baseline)
    if scale == 0:
        return []
    figures = []
    for name, found in stacks.items():
        counterpart = stacks.get(other if name == baseline else baseline, ())
        drawing = flame_graph(found, counterpart, scale=scale, unit=unit)
        figures.append(FlameFigure(variant=name, total=unit(totals[name]), drawing=drawing))
    return figures


def heaviest_lines(record: PairRecord) -> list[LineRow]:
    """The lines that hold most of the peak, for each variant."""
    rows = []
    for variant, stacks in _peak_stacks(record).items():
        total = sum(each.weight for each in stacks)
        rows += [
            LineRow(
                variant=variant,
                place=f"{line.file}:{line.number}",
                text=line.text,
                held=words.size_bytes(line.weight),
                share=f"{line.weight / total:.0%}",
            )
            for line in by_line(stacks, record.definition)[:MOST_LINES]
        ]
    return rows
