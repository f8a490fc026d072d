"""Tests of the claims as JSON."""

import json
import math
from dataclasses import replace

import jsonschema

from pairbench.core.judging.claim_table import claim_table
from pairbench.store.claims import FORMAT, claims_json, schemas
from tests.records import SIZES, a_benchmark, a_judged_run, a_record


def test_every_claim_is_in_the_json() -> None:
    """The text follows the published schema, and holds the rows of all runs."""
    runs = [a_judged_run(a_record()), a_judged_run(a_record("memory/slots"))]
    content = json.loads(claims_json(runs))
    jsonschema.validate(content, schemas()["claims.schema.json"])
    assert content["format"] == FORMAT
    assert [(each["pair"], each["outcome"], each["value"]) for each in content["claims"]] == [
        (each.pair, each.outcome, each.value) for each in claim_table(runs)
    ]


def test_what_is_not_finite_is_null() -> None:
    """No reader of JSON stumbles over an infinite ratio."""
    judged = a_judged_run(a_record())
    (findings,) = judged.findings
    endless = tuple(
        replace(
            each, estimate=None if each.estimate is None else replace(each.estimate, high=math.inf)
        )
        for each in findings.verdicts
    )
    run = replace(judged, findings=(replace(findings, verdicts=endless),))
    content = json.loads(claims_json([run]), parse_constant=lambda name: name)
    assert {each["high"] for each in content["claims"]} == {None}


def test_a_benchmark_is_in_the_json() -> None:
    """What has no rival has its figures there, and no claim."""
    content = json.loads(claims_json([a_judged_run(a_benchmark())]))
    jsonschema.validate(content, schemas()["claims.schema.json"])
    assert content["claims"] == []
    assert [each["size"] for each in content["benchmarks"]] == list(SIZES)
