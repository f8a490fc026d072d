"""Findings without what only the section of their pair needs: ten thousand fit into memory."""

from dataclasses import replace

from pairbench.core.judging.ledger import treatment_in
from pairbench.core.judging.verdict import Findings


def light(findings: Findings) -> Findings:
    """The verdicts with all that a table says of them; raw values and texts are left out."""
    record, evidence = findings.record, findings.evidence
    definition = record.definition
    kept = replace(
        definition,
        file_source="",
        neighbours=(),
        variants=tuple(replace(each, source="") for each in definition.variants),
    )
    # What is claimed says what it needs; beside a claim no table has times and peaks.
    claimed = bool(definition.claims) and not definition.is_benchmark
    return replace(
        findings,
        treatment=treatment_in(findings),
        record=replace(
            record,
            definition=kept,
            rounds=(),
            profiles=(),
            memory=() if claimed else tuple(replace(each, stacks=()) for each in record.memory),
        ),
        evidence=replace(
            evidence,
            times=tuple(replace(each, round_ratios=()) for each in evidence.times),
            durations=()
            if claimed
            else tuple(
                replace(each, by_round_s=(), fastest_by_round_s=()) for each in evidence.durations
            ),
            time_growth={},
            peak_growth={},
        ),
    )
