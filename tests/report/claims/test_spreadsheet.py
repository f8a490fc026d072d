"""Tests of the claims as comma-separated values."""

import csv
import io
from dataclasses import fields, replace

import pytest

from pairbench.core.judging.benchmarks import benchmark_table
from pairbench.core.judging.claim_table import ClaimEntry, claim_table
from pairbench.report.claims.spreadsheet import claims_csv
from tests.records import a_benchmark, a_judged_run, a_record


def lines_of(text: str) -> list[dict[str, str]]:
    """The lines by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text)))


def test_every_claim_is_a_line() -> None:
    """The columns are those of the rows; what is not known is empty."""
    runs = [a_judged_run(a_record())]
    lines = lines_of(claims_csv(runs))
    entries = list(claim_table(runs))
    columns = [each.name for each in fields(ClaimEntry)]
    assert list(lines[0])[: len(columns)] == columns
    assert [each["claim"] for each in lines] == [each.claim for each in entries]
    assert [each["value"] for each in lines] == [
        "" if each.value is None else str(each.value) for each in entries
    ]


def test_every_benchmark_is_a_line() -> None:
    """It has no claim: what it took and held stands in columns of its own."""
    runs = [a_judged_run(a_benchmark())]
    lines = lines_of(claims_csv(runs))
    entries = list(benchmark_table(runs))
    assert {(each["kind"], each["claim"]) for each in lines} == {("benchmark", "")}
    assert [each["pair"] for each in lines] == [each.pair for each in entries]
    assert [each["size"] for each in lines] == [str(each.size) for each in entries]
    assert [each["time_s"] for each in lines] == [str(each.time_s) for each in entries]


@pytest.mark.parametrize("advice", ["=1+1", "+1", "-1", "@sum", "plain, with a comma\nand a line"])
def test_a_text_stays_a_text(advice: str) -> None:
    """What a spreadsheet would run as a formula is marked as text; all else is kept."""
    record = a_record()
    changed = replace(record, definition=replace(record.definition, advice=advice))
    first, *_ = lines_of(claims_csv([a_judged_run(changed)]))
    assert first["advice"].removeprefix("'") == advice
    assert first["advice"].startswith("'") is not advice.startswith("plain")
