"""How far a whole run can be trusted."""

from dataclasses import replace

from pairbench.core.authoring.claim import Faster, Grows
from pairbench.core.judging.trust import Trust, in_words, trust_in
from pairbench.core.judging.verdict import Findings, Outcome, judge
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.growth import GROWTH_ERROR
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.sequential import Monitor
from tests.builders import QUICK, a_definition


def a_finding(*claims: Faster | Grows, alpha: float) -> Findings:
    """What was found of a pair that was planned at this level, and not measured."""
    monitors = {size: Monitor(alpha=alpha, cap=60) for size in (100, 1_000)}
    return judge(PairRecord(definition=a_definition(*claims), monitors=monitors))


def faster(size: int) -> Faster:
    return Faster(variant=QUICK, factor=2.0, size=size)


def test_the_levels_of_all_comparisons_are_added_up() -> None:
    """Decided or not, every comparison that was asked for could have gone wrong."""
    two = a_finding(faster(100), faster(1_000), alpha=0.002)
    judged = [two, a_finding(faster(100), alpha=0.01)]
    trust = trust_in(judged)
    assert trust.comparisons == 3
    assert round(trust.comparison_errors, 6) == 0.014


def test_many_comparisons_of_a_quick_run_are_said_in_numbers() -> None:
    """That one of them is wrong is as good as certain; how many may be is what helps."""
    judged = [a_finding(faster(100), alpha=0.1)] * 20
    assert in_words(trust_in(judged)).startswith(
        "Of the verdicts on the 20 compared times 2.0 may be wrong by chance on average, at most."
    )


def test_only_stated_orders_of_growth_can_be_wrong() -> None:
    """What is too close to call states nothing."""
    findings = a_finding(Grows(variant=QUICK, order=Order.LINEAR), alpha=0.01)
    (open_verdict,) = findings.verdicts
    stated = replace(findings, verdicts=(replace(open_verdict, outcome=Outcome.REFUTED),))
    trust = trust_in([findings, stated])
    assert (trust.growths, trust.growth_chance) == (1, GROWTH_ERROR)


def test_the_words_name_every_kind_of_statement() -> None:
    """Times, growth and memory each have their own chance."""
    trust = Trust(comparisons=21, comparison_errors=0.05, growths=4, growth_chance=0.04)
    assert in_words(trust) == (
        "The chance that any verdict on the 21 compared times is wrong is at most 5%; that any of "
        "the 4 verdicts on growth in time is wrong is at most 4%. Verdicts on memory rest on exact "
        "counts."
    )


def test_one_is_not_said_as_many() -> None:
    """A run of one comparison speaks of one."""
    one = Trust(comparisons=1, comparison_errors=0.01, growths=1, growth_chance=0.01)
    assert in_words(one).startswith(
        "The chance that the verdict on the one compared time is wrong is at most 1%; that the "
        "verdict on growth in time is wrong is at most 1%."
    )


def test_growth_alone_is_a_whole_sentence() -> None:
    """Where nothing else was claimed, or what else was is said in numbers."""
    alone = Trust(comparisons=0, comparison_errors=0.0, growths=2, growth_chance=0.02)
    assert in_words(alone).startswith(
        "The chance that any of the 2 verdicts on growth in time is wrong is at most 2%."
    )
    beside = replace(alone, comparisons=40, comparison_errors=4.0)
    assert "; the chance that any of the 2 verdicts" in in_words(beside)


def test_an_even_chance_is_still_said_as_a_chance() -> None:
    """Only beyond it does the number of wrong verdicts say more."""
    even = Trust(comparisons=50, comparison_errors=0.5, growths=1, growth_chance=0.01)
    assert in_words(even).startswith(
        "The chance that any verdict on the 50 compared times is wrong is at most 50%; that the "
    )


def test_a_chance_is_never_more_than_certain() -> None:
    """However many orders of growth were stated."""
    (verdict,) = a_finding(Grows(variant=QUICK, order=Order.LINEAR), alpha=0.01).verdicts
    stated = replace(
        a_finding(alpha=0.01), verdicts=(replace(verdict, outcome=Outcome.CONFIRMED),) * 150
    )
    assert trust_in([stated]).growth_chance == 1.0


def test_where_nothing_was_timed_the_words_speak_of_memory() -> None:
    """Counts are exact, and there is no chance to tell."""
    assert in_words(trust_in([])) == "Verdicts on memory rest on exact counts."
