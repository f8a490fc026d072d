"""Every claim and every benchmark as a line of comma-separated values, for a spreadsheet."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from pairbench.core.judging.benchmarks import BenchmarkEntry, benchmark_table
from pairbench.core.judging.claim_table import ClaimEntry, claim_table
from pairbench.core.judging.ledger import JudgedRun

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins like this would be run by a spreadsheet."""

COLUMNS = tuple(
    dict.fromkeys(each.name for kind in (ClaimEntry, BenchmarkEntry) for each in fields(kind))
)
"""Those of a claim, and then those that a benchmark alone has."""

BENCHMARK = "benchmark"
"""What a benchmark has in the place of the kind of a claim."""


def claims_csv(runs: Sequence[JudgedRun]) -> str:
    """A head, a line for each claim in each run, and one for each benchmark at each size.

    What is not known, or is of the other kind of line, is empty.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for claim in claim_table(runs):
        writer.writerow(_line(asdict(claim)))
    for benchmark in benchmark_table(runs):
        writer.writerow(_line({"kind": BENCHMARK, **asdict(benchmark)}))
    return text.getvalue()


def _line(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: _safe(value) for name, value in entry.items()}


def _safe(value: object) -> object:
    """A text that a spreadsheet takes for a text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
