"""What a run ends with on a terminal: one line for each claim that does not hold as it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.text import Text

from pairbench.core.authoring.claim import bound_of, in_short
from pairbench.core.judging.verdict import Findings, Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.terminal.table import Column, Row, Span, end_of, lay_out

STYLES = {
    Outcome.CONFIRMED: "green",
    Outcome.REFUTED: "red",
    Outcome.INCONCLUSIVE: "yellow",
}

SIGNS = {Outcome.CONFIRMED: "✓", Outcome.REFUTED: "✗", Outcome.INCONCLUSIVE: "?"}
"""What the verdicts are told apart by where there is no colour."""

COUNTED = {
    Outcome.REFUTED: "refuted",
    Outcome.INCONCLUSIVE: "not settled",
    Outcome.CONFIRMED: "confirmed",
}
"""The verdicts in the order in which they are shown, as they are counted."""

FEW = 8
"""So many claims are all shown: somebody who asks for one wants to see what it came out at."""

REACH = 4.0
"""The drawing reaches so many times the bound, and as far below it."""

WIDTHS = {100: (24, 26), 80: (18, 22), 0: (14, 20)}
"""How much of a pair's name and of a claim a line shows, from which width on."""

COLUMNS = (Column(head="pair"), Column(head="asked"), Column(head="ratio"))

SPAN = Span(low=1 / REACH, high=REACH, words=(f"1/{REACH:g}", "bound", f"{REACH:g}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A claim on one line; ``against`` is its ratio over its bound, None where there is none."""

    outcome: Outcome
    pair: str
    asked: str
    measured: str
    against: Estimate | None


def print_closing(console: Console, judged: Sequence[Findings], again: str) -> None:
    """The claims that are refuted, then those that are not settled; the confirmed are counted.

    A line is no wider than the console. ``again`` is the command that shows all of it.
    """
    rows = [_row(each, verdict) for each in judged for verdict in each.verdicts]
    if not rows:
        return
    order = list(COUNTED)
    shown = rows if len(rows) <= FEW else [each for each in rows if each.outcome != order[-1]]
    shown = sorted(shown, key=lambda each: order.index(each.outcome))
    for line in _lines(shown, console.width):
        line.truncate(console.width, overflow="ellipsis")
        console.print(line, highlight=False, no_wrap=True)
    console.print(_counts(rows, again), highlight=False, soft_wrap=True)


def _row(findings: Findings, verdict: Verdict) -> _Row:
    definition = findings.record.definition
    bound, measured = bound_of(verdict.claim), verdict.measured
    against = None
    if verdict.estimate is not None and bound is not None:
        against = _over(verdict.estimate, bound)
    elif verdict.estimate is not None:
        measured = f"{verdict.reason.partition('; ')[0]}, {measured}"
    return _Row(
        outcome=verdict.outcome,
        pair=definition.name,
        asked=in_short(verdict.claim, largest=definition.sizes[-1]),
        measured=measured,
        against=against,
    )


def _over(ratio: Estimate, bound: float) -> Estimate:
    return replace(ratio, value=ratio.value / bound, low=ratio.low / bound, high=ratio.high / bound)


def _lines(rows: Sequence[_Row], width: int) -> Iterator[Text]:
    """A heading where there are rows, and a line for each: what has no ratio says so in words."""
    if not rows:
        return
    name, claim = next(each for least, each in WIDTHS.items() if width >= least)
    shown = [
        Row(
            sign=SIGNS[each.outcome],
            style=STYLES[each.outcome],
            cells=(end_of(each.pair, name), end_of(each.asked, claim), each.measured),
            ratio=each.against,
        )
        for each in rows
    ]
    yield from lay_out(COLUMNS, shown, width, SPAN)


def _counts(rows: Sequence[_Row], again: str) -> Text:
    """How many claims came out how, each in its colour."""
    text = Text()
    for outcome, said in COUNTED.items():
        count = sum(each.outcome is outcome for each in rows)
        if count:
            text.append(", " if text else "")
            text.append(f"{SIGNS[outcome]} {count} {said}", style=STYLES[outcome])
    return text.append(f". Reasons: {again}")
