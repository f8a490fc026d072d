"""Where the time and the memory of a pair go: flame graphs, and the heaviest lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.measurement import Stack
from pairbench.core.records.record import PairRecord
from pairbench.core.records.stacks import by_line
from pairbench.report.page.flame import flame_graph

MOST_LINES = 4
"""So many lines of a variant are shown, the heaviest."""

Unit = Callable[[float], str]
"""Says what something weighs: in seconds, or in bytes."""


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
    """A line of the pair's own code, and what of a variant's call is put down to it."""

    variant: str
    place: str
    text: str
    weight: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpots:
    """Where the time or the memory of a pair's variants goes: drawn, and by line.

    ``weight`` heads the column of what a line takes or holds.
    """

    title: str
    weight: str
    flames: Sequence[FlameFigure]
    lines: Sequence[LineRow]


def hot_spots(record: PairRecord) -> list[HotSpots]:
    """Where the time of a call goes, and who holds the memory at its peak, as far as is known."""
    definition = record.definition
    times = {each.variant: each.stacks for each in record.profiles if _weight(each.stacks)}
    peaks = {each.variant: each.stacks for each in record.memory if _weight(each.stacks)}
    found = [
        HotSpots(
            title="Where the time of a call goes",
            weight="takes of a call",
            flames=_flames(times, definition, words.seconds),
            lines=_lines(times, definition, words.seconds),
        ),
        HotSpots(
            title="Who holds the memory at the peak",
            weight="holds at the peak",
            flames=_flames(peaks, definition, words.size_bytes),
            lines=_lines(peaks, definition, words.size_bytes),
        ),
    ]
    return [each for each in found if each.flames]


def _weight(stacks: Iterable[Stack]) -> float:
    return sum(each.weight for each in stacks)


def _flames(
    stacks: Mapping[str, Sequence[Stack]], definition: PairDefinition, unit: Unit
) -> list[FlameFigure]:
    """The variants on one scale; the baseline is coloured against the first of the others."""
    scale = max(map(_weight, stacks.values()), default=0.0)
    baseline = definition.baseline
    other = next((name for name in stacks if name != baseline), baseline)
    figures = []
    for name, found in stacks.items():
        counterpart = stacks.get(other if name == baseline else baseline, ())
        drawing = flame_graph(found, counterpart, scale=scale, unit=unit)
        figures.append(FlameFigure(variant=name, total=unit(_weight(found)), drawing=drawing))
    return figures


def _lines(
    stacks: Mapping[str, Sequence[Stack]], definition: PairDefinition, unit: Unit
) -> list[LineRow]:
    """The heaviest lines of each variant."""
    return [
        LineRow(
            variant=variant,
            place=f"{line.file}:{line.number}",
            text=line.text,
            weight=unit(line.weight),
            share=f"{line.weight / _weight(found):.0%}",
        )
        for variant, found in stacks.items()
        for line in by_line(found, definition)[:MOST_LINES]
    ]
