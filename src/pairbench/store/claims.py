"""What ``pairbench report --format json`` prints: every claim with its verdict, every benchmark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from pairbench.core.judging.benchmarks import BenchmarkEntry, benchmark_table
from pairbench.core.judging.claim_table import ClaimEntry, NoticeEntry, claim_table, notice_table
from pairbench.core.judging.ledger import JudgedRun, labels
from pairbench.core.records.record import Status

FORMAT = 1
"""Raised when a reader of the old form could no longer read the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedRun:
    """A run that did not come to its end, and how it ended; what is missing was not measured."""

    run: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaims:
    """The claims of all runs that were asked for."""

    format: int
    claims: tuple[ClaimEntry, ...]
    notices: tuple[NoticeEntry, ...] = ()
    benchmarks: tuple[BenchmarkEntry, ...] = ()
    unfinished: tuple[UnfinishedRun, ...] = ()


_CLAIMS = TypeAdapter(StoredClaims)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema, by the name under which it is published."""
    return {"claims.schema.json": _CLAIMS.json_schema(mode="serialization")}


def claims_json(runs: Sequence[JudgedRun]) -> str:
    """All claims as JSON; a number that is not finite is null."""
    stored = StoredClaims(
        format=FORMAT,
        claims=tuple(claim_table(runs)),
        notices=tuple(notice_table(runs)),
        benchmarks=tuple(benchmark_table(runs)),
        unfinished=tuple(
            UnfinishedRun(run=label, status=run.run.status)
            for run, label in zip(runs, labels(runs), strict=True)
            if not run.run.is_whole
        ),
    )
    return _CLAIMS.dump_json(stored, indent=1).decode()
