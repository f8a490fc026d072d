"""The answers of a comparison on the terminal: words, then each ratio drawn on a line."""

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from pairbench.core import words
from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.answers import (
    Answer,
    Answers,
    Figures,
    in_words,
    over_sizes,
    ratio_in_words,
)
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.positive import is_positive
from pairbench.report.terminal.safe import SafeConsole
from pairbench.report.terminal.table import Column, Row, Span, beginning_of, lay_out

STYLES = {
    Difference.FASTER: "green",
    Difference.SLOWER: "red",
    Difference.SAME: "cyan",
    Difference.UNDECIDED: "yellow",
}

SIGNS = {
    Difference.FASTER: "+",
    Difference.SLOWER: "-",
    Difference.SAME: "=",
    Difference.UNDECIDED: "?",
}
"""What the verdicts are told apart by where there is no colour."""

LEAST_SPAN = 1.25
"""The scale reaches at least so far to both sides of 1, so that small differences look small."""

LABELS = {100: 36, 80: 20, 0: 14}
"""How much of the code a line shows, from which width on; the sentences have it whole."""

NAMED = 80
"""From so many columns on a size stands with the name of what it counts."""

COLUMNS = (
    Column(head=""),
    Column(head="time", ends_alike=True),
    Column(head="peak", ends_alike=True),
    Column(head="ratio"),
)

OF_ONE = COLUMNS[:-1]
"""What there is to say where nothing is compared."""

WIDE = 1.25
"""An interval whose ends are further apart than this could be a better one."""

UNSEEN = 100
"""The width where there is no terminal: of a log, a file, another program."""


def console_for_answers() -> Console:
    """Standard output, as wide as it is, or wide enough for what nobody watches."""
    console = SafeConsole()
    return console if console.is_terminal else SafeConsole(width=UNSEEN)


def print_answers(console: Console, answers: Answers) -> None:
    """The verdicts, the figures beside a drawing of their ratios, and how sure all of it is."""
    for text in _verdicts(answers):
        console.print(text, highlight=False, soft_wrap=True)
    growth = tuple(over_sizes(answers))
    # Of one piece of code the growth is the answer, and comes first as every answer does.
    for said in growth if answers.is_of_one else ():
        console.print(said, markup=False, highlight=False, soft_wrap=True)
    if answers.is_measured:
        console.print()
        print_figures(console, answers)
        console.print()
    for said in (*(() if answers.is_of_one else growth), *_footing(answers)):
        console.print(said, markup=False, highlight=False, soft_wrap=True)


def print_figures(console: Console, answers: Answers, *, signed: bool = False) -> None:
    """A line for each variant and size, with the sign of its verdict where that is wanted."""
    for line in _table(answers, console.width, signed=signed):
        console.print(line, highlight=False, no_wrap=True, overflow="ellipsis")


def _verdicts(answers: Answers) -> Iterator[Text]:
    for failure in answers.failures:
        yield Text(f"! {failure}", style="red")
    for each in answers.answers:
        if each.ratio is not None:
            at = f" at {answers.axis} = {each.size:,}" if answers.axis else ""
            sign = SIGNS[each.verdict]
            yield Text(f"{sign} {in_words(each)}{at}", style=STYLES[each.verdict])


def _table(answers: Answers, width: int, *, signed: bool) -> list[Text]:
    """A line for each variant and size: its time, its memory, its ratio and the drawing of it."""
    found = {(each.size, each.variant): each for each in answers.answers}
    longest = next(label for least, label in LABELS.items() if width >= least)
    # In a narrow window the sizes go without their name: it is the interval that is read.
    named = f"{answers.axis} = " if width >= NAMED else ""
    rows = []
    for each in answers.figures:
        answer = found.get((each.size, each.variant))
        code = beginning_of(each.label, longest)
        size = f"{named}{each.size:,}" if answers.axis else ""
        label = size if answers.is_of_one else "  ".join(filter(None, [size, code]))
        rows.append(_row(label, each, answer, signed=signed))
    if answers.is_of_one:
        return lay_out(OF_ONE, [replace(each, cells=each.cells[:-1]) for each in rows], width)
    return lay_out(COLUMNS, rows, width, _span(answers))


def _row(label: str, figures: Figures, answer: Answer | None, *, signed: bool) -> Row:
    """The baseline has no ratio, and no sign."""
    cells = (
        label,
        "" if figures.call_s is None else words.seconds(figures.call_s),
        "" if figures.peak_bytes is None else words.size_bytes(figures.peak_bytes),
    )
    if answer is None or answer.ratio is None:
        return Row(cells=(*cells, ""))
    return Row(
        cells=(*cells, ratio_in_words(answer.ratio)),
        ratio=_drawn(answer.ratio),
        sign=SIGNS[answer.verdict] if signed else "",
        style=STYLES[answer.verdict],
    )


def _drawn(ratio: Estimate) -> Estimate:
    """What is drawn of a ratio: its interval only where that decides something."""
    return ratio if ratio.is_sure else replace(ratio, low=ratio.value, high=ratio.value)


def _span(answers: Answers) -> Span:
    """One that holds every interval."""
    ratios = [_drawn(each.ratio) for each in answers.answers if each.ratio]
    ends = [end for each in ratios for end in (each.low, each.high) if is_positive(end)]
    return Span(low=min([1 / LEAST_SPAN, *ends]), high=max([LEAST_SPAN, *ends]))


def _footing(answers: Answers) -> Iterator[str]:
    """How much was done, how sure it is, and what would make it surer."""
    most_rounds = max((each.rounds for each in answers.answers), default=0)
    if not most_rounds and not (answers.is_of_one and answers.is_measured):
        return
    for notice in answers.notices:
        yield f"note: {notice}"
    if answers.is_of_one:
        yield f"{answers.spent_s:.1f} s. {surer(answers)}"
        return
    counted = words.counted(most_rounds, "rounds")
    most = "" if len(answers.answers) == 1 else "at most "
    held = f"the intervals hold together at {answers.level:.0%}"
    if not all(each.ratio.is_sure for each in answers.answers if each.ratio):
        held = "too few rounds for an interval that decides: a call takes long"
    above = "above 1 the alternative is faster (drawn to a log scale)"
    yield f"ratio: {answers.baseline} ÷ the alternative, {above}; {held}."
    yield f"{most}{counted}, {answers.spent_s:.1f} s. {surer(answers)}"


def surer(answers: Answers) -> str:
    """What the reader can do to be surer of it."""
    if answers.failures:
        return "Surer: mend what failed, and ask again."
    if answers.is_of_one:
        return (
            "Surer: more time, with --budget 60s."
            if answers.orders and all(each.order for each in answers.orders)
            else "Surer: larger sizes, further apart, or more time, with --budget 60s."
        )
    spoilt = sum(each.spoilt for each in answers.answers)
    if any(each.verdict is Difference.UNDECIDED for each in answers.answers):
        return "Surer: more time, with --budget 60s, and nothing else running."
    if spoilt:
        disturbed = "was disturbed" if spoilt == 1 else "were disturbed"
        return f"Surer: {words.counted(spoilt, 'rounds')} {disturbed}; let nothing else run."
    if any(each.ratio and each.ratio.high > WIDE * each.ratio.low for each in answers.answers):
        return "Narrower: --budget 10s spends all of it on rounds, and goes on after the verdict."
    return "Surer: a lower chance of error, with --error 0.1%."
