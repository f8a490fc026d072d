"""Tests of what a run ends with on a terminal: one line for each claim, the refuted ones first."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from pairbench.core.authoring.claim import Claim, Costs, Faster, Grows
from pairbench.core.judging.verdict import Findings, Outcome, Verdict, judge
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import Order
from pairbench.report.terminal.closing import FEW, SIGNS, STYLES, print_closing
from tests.builders import QUICK
from tests.records import SIZES, a_record

FASTER = Faster(variant=QUICK, factor=2.0, size=SIZES[-1])
LONG = "a_folder/with_a_name/that_is_longer_than_any_line_can_show_beside_the_rest"


def found(outcome: Outcome, value: float, claim: Claim = FASTER, name: str = "a/b") -> Findings:
    """A pair with one verdict, whose interval reaches a tenth to both sides."""
    estimate = Estimate(value=value, low=value / 1.1, high=value * 1.1, level=0.99)
    verdict = Verdict(claim=claim, outcome=outcome, reason="measured", estimate=estimate)
    return replace(judge(a_record(name)), verdicts=(verdict,))


def shown(findings: list[Findings], width: int = 100, *, colour: bool = False) -> list[str]:
    """The lines of a terminal of that width."""
    out = io.StringIO()
    print_closing(Console(file=out, width=width, force_terminal=colour), findings, "again")
    return out.getvalue().splitlines()


REFUTED = found(Outcome.REFUTED, 0.5, name="r/r")
OPEN = found(Outcome.INCONCLUSIVE, 2.0, name="o/o")
CONFIRMED = found(Outcome.CONFIRMED, 3.0, name="c/c")


def test_the_refuted_come_first_and_the_confirmed_of_many_are_counted() -> None:
    """What somebody has to look at stands on top; what is as it was said is a number."""
    lines = shown([*[CONFIRMED] * FEW, OPEN, REFUTED])
    assert [each[:5] for each in lines[1:-1]] == ["✗ r/r", "? o/o"]
    assert lines[-1].startswith(f"✗ 1 refuted, ? 1 not settled, ✓ {FEW} confirmed.")


def test_of_few_claims_all_are_shown() -> None:
    """Somebody who asks for one pair sees what it came out at."""
    lines = shown([CONFIRMED, REFUTED])
    assert [each[:5] for each in lines[1:-1]] == ["✗ r/r", "✓ c/c"]


def test_without_a_claim_there_is_no_table() -> None:
    """Nothing was asked, and nothing is answered."""
    assert shown([replace(CONFIRMED, verdicts=())]) == []


@pytest.mark.parametrize(("value", "side"), [(1.0, -1), (2.0, 0), (4.0, 1)])
def test_the_interval_is_drawn_against_the_bound(value: float, side: int) -> None:
    """Left of the bar it misses what was asked, right of it it reaches it; the bar is the bound."""
    head, line, _ = shown([found(Outcome.INCONCLUSIVE, value)])
    bar = head.index("bound") + 2
    assert (line.index("●") > bar) - (line.index("●") < bar) == side
    assert line.index("├") < line.index("●") < line.index("┤")


def test_a_cost_is_drawn_against_what_it_allows() -> None:
    """Half as fast is on the bound of taking twice as long."""
    claim = Costs(variant=QUICK, factor=2.0, size=SIZES[-1])
    head, line, _ = shown([found(Outcome.INCONCLUSIVE, 0.5, claim)])
    assert line.index("●") == head.index("bound") + 2


def test_what_lies_beyond_the_drawing_is_an_arrow() -> None:
    """A thousand times as fast as asked does not make the others a dot on the bar."""
    _, line, _ = shown([found(Outcome.CONFIRMED, 2_000.0)])
    assert line.endswith("▸")
    assert "●" not in line
    _, line, _ = shown([found(Outcome.REFUTED, 0.001)])
    assert "◂" in line


def test_a_growth_is_said_in_words() -> None:
    """An exponent is no ratio: it is not held against a bound that it does not have."""
    claim = Grows(variant=QUICK, order=Order.LINEAR)
    _, line, _ = shown([found(Outcome.REFUTED, 2.0, claim)])
    assert "quick grows=n  " in line
    assert "measured, n to the 2.00 (1.82 to 2.20)" in line
    assert "●" not in line


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_a_claim_has_one_line(width: int) -> None:
    """Whatever the width and the names, nothing is wrapped, and the end of a name is kept."""
    claims: list[Claim] = [
        replace(FASTER, size=SIZES[0]),
        Grows(variant=QUICK, order=Order.LINEARITHMIC),
    ]
    lines = shown([found(Outcome.REFUTED, 123.456, claim, LONG) for claim in claims], width)
    assert len(lines) == 1 + len(claims) + 1
    assert all(len(each) <= width for each in lines[:-1])
    if width >= 60:
        assert all("the_rest" in each for each in lines[1:-1])
        assert "faster=2 at 100" in lines[1]
        assert "123" in lines[1]


def test_a_verdict_has_a_sign_and_a_colour() -> None:
    """They are told apart in colour, and without."""
    assert len(set(SIGNS.values())) == len(set(STYLES.values())) == len(Outcome)
    _, line, _ = shown([REFUTED], colour=True)
    assert line.startswith("\x1b[1;31m✗")
