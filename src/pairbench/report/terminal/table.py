"""A table that ends in a drawing: the ratio of each row, on one scale, in the room that is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from pairbench.core.statistics.estimate import Estimate
from pairbench.report.terminal.scale import Scale

NARROWEST = 12
"""A drawing with fewer places says nothing."""

WIDEST = 40

GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Its heading, and whether its cells end below each other, as numbers do."""

    head: str
    ends_alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cell for each column. Without a ratio the last one may be as long as the line lets it."""

    cells: Sequence[str]
    sign: str = ""
    style: str = ""
    ratio: Estimate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a scale reaches from and to, and what stands above it: its own numbers without words."""

    low: float
    high: float
    words: tuple[str, str, str] | None = None

    def over(self, scale: Scale) -> str:
        """The line above the drawings."""
        return scale.numbers() if self.words is None else scale.heading(*self.words)


def end_of(text: str, longest: int) -> str:
    """The end says more: a pair's own name after its folders, what is asked after the variant."""
    return text if len(text) <= longest else f"…{text[1 - longest :]}"


def beginning_of(text: str, longest: int) -> str:
    """The beginning says more of code."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def lay_out(
    columns: Sequence[Column], rows: Sequence[Row], width: int, span: Span | None = None
) -> list[Text]:
    """The line of the headings, then one for each row.

    A drawing is left out where there is no room for it, or no ``span``; only a cell that is last
    in its row makes a line longer than ``width``.
    """
    widths = [
        max([len(column.head), *(len(row.cells[at]) for row in rows if _counts(row, at))])
        for at, column in enumerate(columns)
    ]
    before = "  " if any(row.sign for row in rows) else ""
    places = min(WIDEST, width - len(before) - sum(widths) - len(GAP) * len(widths))
    wide = places >= NARROWEST
    scale = Scale(span.low, span.high, places) if span is not None and wide else None
    drawn = "" if span is None or scale is None else span.over(scale)
    heads = _joined([each.head for each in columns], columns, widths)
    lines = [Text(f"{before}{heads}{GAP}{drawn}".rstrip(), style="dim")]
    for row in rows:
        line = Text(before and f"{row.sign:2}", style=f"bold {row.style}".strip())
        line = Text.assemble(line, _joined(row.cells, columns, widths))
        if row.ratio is not None and scale is not None:
            line.append(f"{GAP}{scale.drawing(row.ratio)}", style=row.style)
        line.rstrip()
        lines.append(line)
    return lines


def _counts(row: Row, at: int) -> bool:
    """Whether a cell makes its column wider."""
    return row.ratio is not None or at < len(row.cells) - 1


def _joined(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    return GAP.join(
        cell.rjust(width) if column.ends_alike else cell.ljust(width)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    )
