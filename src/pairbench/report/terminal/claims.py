"""The closing table of a run on the terminal: every claim with its verdict and its reason."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pairbench.core.judging import noise as noises
from pairbench.core.judging import trust
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


def print_claims(console: Console, judged: JudgedRun, *, label: str | None = None) -> None:
    """The table where there is a terminal to lay it out on, and a line for each claim elsewhere.

    Below it stands what the machine's own noise was, and how far all of it can be trusted. The
    label goes above, where there are several runs.
    """
    if label is not None:
        console.print(label, markup=False, highlight=False)
    if console.is_terminal:
        console.print(claims_table(judged.findings))
    else:
        _print_lines(console, judged.findings)
    for findings in judged.findings:
        for notice in findings.record.notices:
            line = f"note: {findings.record.definition.name}: {notice.said}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in (noises.in_words(judged.noise), trust.in_words(trust.trust_in(judged.findings))):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_lines(console: Console, judged: Sequence[Findings]) -> None:
    for findings in judged:
        definition = findings.record.definition
        for verdict in findings.verdicts:
            claim = definition.describe(verdict.claim)
            line = f"{verdict.outcome:12}  {definition.name}: {claim}: {verdict.reason}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
