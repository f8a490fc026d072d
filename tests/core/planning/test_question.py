"""What claims ask of the times, and how far off the answers are."""

import math
from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import Claim, Costs, Crosses, Faster, Grows
from pairbench.core.planning.effort import FULL, QUICK
from pairbench.core.planning.question import (
    LEAST_EVIDENCE,
    Enough,
    Question,
    compared_times,
    comparison_sizes,
    error_level,
    likely_rounds,
    rounds_to_go,
)
from pairbench.core.statistics.early import FEWEST, stated_interval
from pairbench.core.statistics.estimate import exponential
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.sequential import (
    Monitor,
    boundary,
    evidence_against,
    first_verdict,
    smallest_alpha,
)
from tests.builders import QUICK as GOOD
from tests.builders import SIZES, a_definition, rounds_with

MONITOR = Monitor(alpha=0.01, cap=60)
TWICE = Faster(variant=GOOD, factor=2.0, size=100)


def to_go(ratios: list[float], *claims: Claim, monitor: Monitor = MONITOR) -> float | None:
    """The rounds that a cell with these ratios still needs."""
    definition = a_definition(*claims)
    return rounds_to_go(definition, 100, rounds_with(ratios), monitor, Enough(within=0.02))


def test_claims_on_time_ask_for_bounds() -> None:
    """A cost is the reciprocal of a factor, and a crossing asks at both ends."""
    definition = a_definition(
        TWICE,
        Costs(variant=GOOD, factor=1.25, size=1_000),
        Crosses(variant=GOOD),
        Grows(variant=GOOD, order=Order.LINEAR),
    )
    assert compared_times(definition) == (
        Question(variant=GOOD, size=100, bound=2.0),
        Question(variant=GOOD, size=1_000, bound=0.8),
        Question(variant=GOOD, size=SIZES[0], bound=1.0),
        Question(variant=GOOD, size=SIZES[-1], bound=1.0),
    )


def test_what_is_not_available_asks_for_nothing() -> None:
    """No round can answer for a variant that cannot be called."""
    definition = a_definition(TWICE, unavailable={GOOD: "needs 3.14"})
    assert compared_times(definition) == ()


def test_two_questions_on_one_comparison_share_its_level() -> None:
    """A factor and a crossing at the same size are answered by the same interval."""
    assert comparison_sizes(a_definition(TWICE, Crosses(variant=GOOD))) == (SIZES[0], SIZES[-1])


@pytest.mark.parametrize(("pairs", "level"), [(1, 0.01), (5, 0.01), (10, 0.005), (50, 0.001)])
def test_the_level_of_the_run_is_shared(pairs: int, level: float) -> None:
    """Each comparison has 1 % until together they would have more than 5 %."""
    definitions = [a_definition(TWICE)] * pairs
    assert error_level(definitions, FULL) == pytest.approx(level)


def test_no_level_is_stricter_than_the_tables() -> None:
    """A thousand comparisons have the strictest level there is."""
    assert error_level([a_definition(TWICE)] * 1_000, FULL) == smallest_alpha()


def test_a_quick_run_has_no_common_level() -> None:
    """Each comparison has its own 10 %, however many there are."""
    assert error_level([a_definition(TWICE)] * 9, QUICK) == QUICK.alpha


def test_nothing_is_to_go_once_it_is_decided() -> None:
    """Clearly above, clearly below, and too close to matter are answers."""
    assert to_go([3.0 + 0.01 * n for n in range(20)], TWICE) is None
    assert to_go([1.0 + 0.01 * n for n in range(20)], TWICE) is None
    assert to_go([1.99, 2.01] * 10, TWICE) is None


def test_nothing_is_to_go_where_nothing_is_asked() -> None:
    """A cell of which no claim speaks has no open question, where another has."""
    assert to_go([1.0] * 5, replace(TWICE, size=1_000)) is None


def test_a_pair_that_claims_nothing_asks_which_is_faster() -> None:
    """Every alternative is held against 1 at every size, so that there is an answer to print."""
    asked = compared_times(a_definition())
    assert asked == tuple(Question(variant=GOOD, size=size, bound=1.0) for size in SIZES)
    assert to_go([1.2] * 20) is None


def test_a_question_that_is_closer_needs_fewer_rounds() -> None:
    """Rounds on both sides of the bound: the less they are balanced, the sooner it is decided."""
    balanced = to_go([1.8, 2.2, 1.85, 2.15, 1.9, 2.1, 1.95, 2.05] * 2, TWICE)
    leaning = to_go([1.85, 2.2, 2.15, 1.9, 2.1, 2.12, 1.95, 2.05] * 2, TWICE)
    assert balanced is not None
    assert leaning is not None
    assert leaning < balanced


def test_the_closest_of_several_questions_counts() -> None:
    """One open question is enough to go on, and the nearest answer says how long."""
    far = Faster(variant=GOOD, factor=2.0, size=100)
    near = Faster(variant=GOOD, factor=1.96, size=100)
    ratios = [1.8, 2.2, 1.85, 2.15, 1.9, 2.1, 1.95, 2.06] * 2
    both, alone = to_go(ratios, far, near), to_go(ratios, near)
    assert both == alone
    assert both is not None
    assert both < (to_go(ratios, far) or math.inf)


def likely(ratios: list[float], *claims: Claim, within: float = 0.02) -> float:
    """The rounds in all that a cell with these ratios is guessed to take."""
    asked = (a_definition(*claims), 100, rounds_with(ratios), MONITOR)
    return likely_rounds(*asked, Enough(within=within))


def test_a_guess_grows_as_a_ratio_comes_near_its_bound() -> None:
    """Far off, the fewest rounds do; close by, many; and just as many as within the margin do."""
    far, off, near = (likely([ratio, 1.01 * ratio], TWICE) for ratio in (4.0, 2.4, 2.01))
    assert far == FEWEST
    assert off == first_verdict(MONITOR)
    assert near > off
    assert likely([2.0, 2.02], TWICE) < likely([2.0, 2.02], TWICE, within=0.0)


def test_an_answer_is_not_enough_where_the_interval_could_be_narrow() -> None:
    """Six rounds that agree say that it is three times as fast, but not how closely."""
    ratios = [3.0 + 0.01 * n for n in range(8)]
    asked = (a_definition(TWICE), 100)
    narrow = Enough(narrow=0.03, most_rounds=40)
    assert rounds_to_go(*asked, rounds_with(ratios), MONITOR) is None
    first = first_verdict(MONITOR)
    assert rounds_to_go(*asked, rounds_with(ratios), MONITOR, narrow) == first - len(ratios)
    assert rounds_to_go(*asked, rounds_with(ratios * 2), MONITOR, narrow) is None


def test_no_rounds_are_spent_on_what_will_not_be_narrow() -> None:
    """Where rounds lie far apart, or take long, the answer is enough."""
    apart = rounds_with([3.0, 3.9, 2.6, 3.4, 3.1, 2.8, 3.6, 3.2, 3.5, 2.9, 3.0, 3.3])
    close = rounds_with([3.0, 3.01] * 4)
    asked = (a_definition(TWICE), 100)
    assert rounds_to_go(*asked, apart, MONITOR, Enough(narrow=0.03, most_rounds=40)) is None
    assert rounds_to_go(*asked, close, MONITOR, Enough(narrow=0.03, most_rounds=9)) is None


def test_a_guess_counts_the_rounds_that_make_an_interval_narrow() -> None:
    """A run says beforehand how long it takes, and these rounds are part of it."""
    asked = (a_definition(TWICE), 100, rounds_with([4.0, 4.04, 4.02]), MONITOR)
    assert likely_rounds(*asked) == FEWEST
    assert likely_rounds(*asked, Enough(narrow=0.03, most_rounds=40)) == first_verdict(MONITOR)


def test_a_guess_is_of_the_question_that_takes_longest() -> None:
    """Where two bounds are asked about, both have to be answered."""
    closer = replace(TWICE, factor=2.9)
    both = likely([3.0, 3.03], TWICE, closer)
    assert both == likely([3.0, 3.03], closer) > likely([3.0, 3.03], replace(TWICE, factor=1.0))


def test_a_cell_of_which_nothing_is_asked_needs_no_rounds() -> None:
    """No question takes no time."""
    assert likely([2.0], Grows(variant=GOOD, order=Order.LINEAR)) == 0


def test_a_comparison_that_is_alone_may_have_all_of_the_run_s_level() -> None:
    """Nothing is shared out where there is nobody to share it with."""
    effort = replace(FULL, alpha=0.05, run_alpha=0.05)
    assert error_level([a_definition(TWICE)], effort) == pytest.approx(0.05)
    assert error_level([], effort) == pytest.approx(0.05)


def test_a_guess_is_of_the_size_that_is_asked_about() -> None:
    """What is asked at another size takes none of this one's rounds, and no rounds tell nothing."""
    elsewhere = replace(TWICE, size=1_000)
    assert likely([2.01, 2.02], elsewhere) == 0
    assert likely_rounds(a_definition(TWICE), 100, (), MONITOR) == 0


def test_a_guess_grows_like_the_square_of_how_far_rounds_are_apart() -> None:
    """Twice the spread takes four times the rounds, where the bound is some way off."""
    one, two = (
        likely([2.2 * math.exp(sign * off) for sign in (-1, 1)] * 400, TWICE, within=0.0)
        for off in (0.15, 0.3)
    )
    assert one > first_verdict(MONITOR)
    assert 3.9 < two / one < 4.5


def test_the_middle_of_more_rounds_is_surer() -> None:
    """Rounds that lie apart alike let a guess come down as they become more."""
    few, many = (likely([2.6, 1.95] * times, TWICE, within=0.0) for times in (4, 50))
    assert first_verdict(MONITOR) < many < MONITOR.cap
    assert many < few


def test_rounds_tell_how_far_they_are_apart_once_there_are_a_few() -> None:
    """Before that a guess takes what is typical, by which these would soon be decided."""
    ratios = [2.9, 1.8] * FEWEST
    fewer, enough = (likely(ratios[:count], TWICE, within=0.0) for count in (FEWEST - 1, FEWEST))
    assert fewer == first_verdict(MONITOR) < enough


def test_a_guess_counts_a_narrow_interval_where_the_bound_is_near_as_well() -> None:
    """The side of the bound is known sooner than how far apart the variants are."""
    asked = (a_definition(TWICE), 100, rounds_with([2.3, 2.32, 2.34] * 4), MONITOR)
    narrow = likely_rounds(*asked, Enough(narrow=0.005, most_rounds=60))
    assert first_verdict(MONITOR) == likely_rounds(*asked) < narrow <= MONITOR.cap


def test_how_narrow_an_interval_is_is_half_of_its_width() -> None:
    """It reaches as far to each side, and what is asked of it is asked of each side."""
    logs = [math.log(3.0) + 0.002 * (n % 7) for n in range(24)]
    interval = exponential(stated_interval(logs, MONITOR))
    reach = math.sqrt(interval.high / interval.low) - 1
    rounds = rounds_with([math.exp(each) for each in logs])
    more, enough = (
        rounds_to_go(
            a_definition(TWICE), 100, rounds, MONITOR, Enough(narrow=share * reach, most_rounds=60)
        )
        for share in (0.8, 1.01)
    )
    assert more is not None
    assert enough is None


def test_the_rounds_that_fit_just_so_are_spent_on_a_narrow_interval() -> None:
    """As many as a first verdict takes, and no more, may be asked for."""
    asked = (a_definition(TWICE), 100, rounds_with([4.0, 4.04, 4.02]), MONITOR)
    first = first_verdict(MONITOR)
    assert likely_rounds(*asked, Enough(narrow=0.03, most_rounds=first)) == first
    assert likely_rounds(*asked, Enough(narrow=0.03, most_rounds=first - 1)) == FEWEST


def test_an_interval_that_is_to_be_half_as_wide_takes_four_times_the_rounds() -> None:
    """It is as wide as the root of the rounds makes it."""
    monitor = replace(MONITOR, cap=300)
    asked = (a_definition(TWICE), 100, rounds_with([4.0, 4.2, 4.1] * 4), monitor)
    wide, narrow = (
        likely_rounds(*asked, Enough(narrow=math.expm1(reach), most_rounds=300))
        for reach in (0.015, 0.0075)
    )
    assert wide > first_verdict(monitor)
    assert narrow == pytest.approx(4 * wide)


def test_evidence_that_grows_on_decides_when_it_reaches_the_boundary() -> None:
    """It grows like the rounds, and what it is held against like their root."""
    ratios = [1.85, 2.2, 2.15, 1.9, 2.1, 2.12, 1.95, 2.05] * 2
    evidence = evidence_against([math.log(each) for each in ratios], math.log(2.0))
    assert evidence > LEAST_EVIDENCE
    in_all = len(ratios) * (boundary(MONITOR) / evidence) ** 2
    assert to_go(ratios, TWICE) == pytest.approx(in_all - len(ratios))
