"""Every claim as a line of comma-separated values, for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields

from pairbench.core.judging.claim_table import ClaimEntry, claim_table
from pairbench.core.judging.ledger import JudgedRun

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins like this would be run by a spreadsheet."""


def claims_csv(runs: Sequence[JudgedRun]) -> str:
    """A head and a line for each claim in each run; what is not known is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [each.name for each in fields(ClaimEntry)], lineterminator="\n")
    writer.writeheader()
    for entry in claim_table(runs):
        writer.writerow({name: _safe(value) for name, value in asdict(entry).items()})
    return text.getvalue()


def _safe(value: object) -> object:
    """A text that a spreadsheet takes for a text."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
