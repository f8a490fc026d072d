"""The closing tables of a run on the terminal: every claim and its verdict, every benchmark."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pairbench.core.judging import noise as noises
from pairbench.core.judging import trust
from pairbench.core.judging.benchmarks import BenchmarkEntry, benchmark_rows
from pairbench.core.judging.ledger import JudgedRun
from pairbench.core.judging.verdict import Findings, Outcome

STYLES = {
    Outcome.CONFIRMED: "green",
    Outcome.REFUTED: "red",
    Outcome.INCONCLUSIVE: "yellow",
}


def claims_table(judged: Sequence[Findings]) -> Table:
    """One row for each claim, the pair named in its first."""
    table = Table(show_edge=False, pad_edge=False, expand=False)
    table.add_column("pair", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("claim", ratio=3)
    table.add_column("what was measured", ratio=4)
    for findings in judged:
        definition = findings.record.definition
        name = definition.name
        for verdict in findings.verdicts:
            table.add_row(
                Text(name),
                Text(verdict.outcome, style=STYLES[verdict.outcome]),
                Text(definition.describe(verdict.claim)),
                Text(verdict.reason),
            )
            name = ""
    return table


def benchmarks_table(rows: Sequence[BenchmarkEntry]) -> Table:
    """One row for each benchmark and size, the benchmark named in its first."""
    table = Table(show_edge=False, pad_edge=False, expand=False)
    table.add_column("benchmark", overflow="fold")
    for title in ("at", "time of a call", "peak memory", "kept by the result"):
        table.add_column(title, justify="right")
    last = ""
    for row in rows:
        name = "" if row.pair == last else row.pair
        table.add_row(*map(Text, (name, row.where, row.time, row.peak, row.retained)))
        last = row.pair
    return table


def print_claims(console: Console, judged: JudgedRun, *, label: str | None = None) -> None:
    """The table where there is a terminal to lay it out on, and a line for each claim elsewhere.

    Below it stands what the machine's own noise was, and how far all of it can be trusted. The
    label goes above, where there are several runs.
    """
    if label is not None:
        console.print(label, markup=False, highlight=False)
    if console.is_terminal:
        for table in _tables(judged.findings):
            console.print(table)
    else:
        _print_lines(console, judged.findings)
    for findings in judged.findings:
        for notice in findings.record.notices:
            line = f"note: {findings.record.definition.name}: {notice.said}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in (noises.in_words(judged.noise), trust.in_words(trust.trust_in(judged.findings))):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _tables(judged: Sequence[Findings]) -> Iterator[Table]:
    """That of the claims, and that of the benchmarks, unless it would be the only one and empty."""
    rows = [row for findings in judged for row in benchmark_rows(findings)]
    if not rows or any(each.verdicts for each in judged):
        yield claims_table(judged)
    if rows:
        yield benchmarks_table(rows)


def _figures(row: BenchmarkEntry) -> str:
    said = {"": row.time, "peak ": row.peak, "keeps ": row.retained}
    return ", ".join(f"{name}{figure}" for name, figure in said.items() if figure)


def _print_lines(console: Console, judged: Sequence[Findings]) -> None:
    for findings in judged:
        definition = findings.record.definition
        for verdict in findings.verdicts:
            claim = definition.describe(verdict.claim)
            line = f"{verdict.outcome:12}  {definition.name}: {claim}: {verdict.reason}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        for row in benchmark_rows(findings):
            line = f"{'measured':12}  {row.pair} at {row.where}: {_figures(row)}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
