"""What a pair that claims nothing has to say."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.answers import (
    Answer,
    Answers,
    Crossing,
    Figures,
    Order,
    answers_of,
    in_words,
    over_sizes,
    ratio_in_words,
)
from pairbench.core.judging.notices import notices_of_check
from pairbench.core.judging.trust import trust_in
from pairbench.core.judging.verdict import Findings, judge
from pairbench.core.records.measurement import CallTime, Cell, Round, Stage, Trouble
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.estimate import Estimate
from pairbench.measure.checks.agreement import ANOTHER_PATH
from pairbench.measure.checks.checker import LONGER
from pairbench.measure.checks.finding import NOTICES
from pairbench.measure.checks.undone.grown import GROWS
from tests.builders import QUICK, SLOW, a_definition, a_failure, a_memory, rounds_with

SIZES = (100, 200, 400, 800)
AROUND = (0.98, 0.985, 0.99, 0.995, 1.005, 1.01, 1.015, 1.02)

FOUND = Estimate(value=2.0, low=1.9, high=2.1, level=0.99)


def rounds(ratio: float, size: int) -> list[Round]:
    """Rounds that lie around the ratio, in which a call of ``quick`` takes as long as the size."""
    return rounds_with([ratio * each for each in AROUND], size=size, quick_s=size * 1e-6)


def findings_of(*, summary: str = "sum(it)") -> Findings:
    """A pair in which ``quick`` is slower at the first two sizes and faster at the last one."""
    plain = a_definition(sizes=SIZES)
    baseline, quick = plain.variants
    definition = replace(plain, variants=(baseline, replace(quick, summary=summary)))
    record = PairRecord(
        definition=definition,
        rounds=(*rounds(0.25, 100), *rounds(0.5, 200), *rounds(2.0, 400)),
        memory=(a_memory(SLOW, peaks=(4_000, 4_000)), a_memory(QUICK, peaks=(1_000, 3_000))),
        failures=(
            a_failure(size=800, message="ValueError: no"),
            a_failure(SLOW, size=800, stage=Stage.TIME, trouble=Trouble.HUNG, message="gave none"),
            a_failure(size=800, trouble=Trouble.WRONG, message="quick differs from slow"),
            a_failure(size=400, message="ValueError: no"),
        ),
    )
    return judge(record)


def test_an_alternative_has_an_answer_at_every_size() -> None:
    """With its ratio and that of memory where both were measured; nothing else is settled."""
    findings = findings_of()
    found = answers_of(findings, axis="n", spent_s=3.0)
    assert (found.baseline, found.axis, found.spent_s) == (SLOW, "n", 3.0)
    assert found.level == 1 - trust_in([findings]).comparison_errors
    assert [(each.variant, each.label, each.baseline) for each in found.answers] == [
        (QUICK, "sum(it)", SLOW)
    ] * len(SIZES)
    assert [(each.size, each.verdict) for each in found.answers] == [
        (100, Difference.SLOWER),
        (200, Difference.SLOWER),
        (400, Difference.FASTER),
        (800, Difference.UNDECIDED),
    ]
    assert [each.rounds for each in found.answers] == [len(AROUND)] * 3 + [0]
    assert [each.spoilt for each in found.answers] == [0] * 4
    times = {each.cell.size: each.ratio for each in findings.evidence.times}
    assert [each.ratio for each in found.answers] == [times.get(size) for size in SIZES]
    (memory,) = findings.evidence.memory
    assert [each.memory for each in found.answers] == [memory.peak, None, None, None]
    assert found.is_measured
    assert not found.is_of_one


def test_every_variant_has_its_figures() -> None:
    """The middle of what was traced; None where nothing was."""
    found = answers_of(findings_of(), axis="", spent_s=0.0).figures
    assert [(each.size, each.variant, each.label) for each in found] == [
        (size, *named) for size in SIZES for named in ((SLOW, SLOW), (QUICK, "sum(it)"))
    ]
    assert [each.peak_bytes for each in found] == [4_000, 2_000, *[None] * 6]
    assert [each.call_s for each in found if each.variant == QUICK] == [
        *(pytest.approx(size * 1e-6) for size in SIZES[:3]),
        None,
    ]


def test_variants_are_called_as_they_are_described_or_by_name() -> None:
    """In what failed too, which is said once; who has no description has a name."""
    described = answers_of(findings_of(), axis="", spent_s=0.0)
    assert described.failures == (
        "sum(it) raised: ValueError: no",
        "slow hung while its time was measured: gave none",
        "sum(it) differs from slow",
    )
    named = answers_of(findings_of(), axis="", spent_s=0.0, by_name=True)
    assert {each.label for each in named.answers} == {QUICK}
    assert named.failures[2] == "quick differs from slow"
    bare = answers_of(findings_of(summary=""), axis="", spent_s=0.0)
    assert {each.label for each in bare.answers} == {QUICK}


def test_what_hung_is_told_no_option_of_a_pair_file() -> None:
    """Code on one line has no pair; only what a variant does wrong had its advice made to fit."""
    findings = findings_of()
    hung = a_failure(trouble=Trouble.HUNG, message=f"gave no answer within 20 s{LONGER}")
    record = replace(findings.record, failures=(hung,))
    found = answers_of(judge(record), axis="", spent_s=0.0)
    assert found.failures == ("sum(it) hung: gave no answer within 20 s",)


def test_notices_are_said_once_with_advice_that_fits_one_line() -> None:
    """What was compared although it differs comes first."""
    findings = findings_of()
    notice = Notice(kind=NoticeKind.FIRST_CALL, words="its first call is slow", variant=QUICK)
    other = replace(notice, words="mark quick with @pair.consumer, or return what comes of it")
    record = replace(
        findings.record,
        definition=replace(
            findings.record.definition,
            differs="quick differs; mend it, or compare in another way with @pair.equal",
        ),
        notices=(notice, other, notice),
    )
    found = answers_of(replace(findings, record=record), axis="", spent_s=0.0)
    assert found.notices == (
        "compared all the same: sum(it) differs",
        "sum(it): its first call is slow",
        "sum(it): put list(…) around it, or what else reads it",
    )


def test_orders_and_crossings_are_told_by_label() -> None:
    """An alternative crosses where it is slower at one size and faster at another."""
    findings = findings_of()
    found = answers_of(findings, axis="n", spent_s=0.0)
    assert [(each.label, each.exponent) for each in found.orders] == [
        (SLOW if name == SLOW else "sum(it)", each.exponent)
        for name, each in findings.evidence.time_growth.items()
    ]
    assert [(each.label, each.size, each.low, each.high) for each in found.crossings] == [
        ("sum(it)", each.size, each.low, each.high) for each in findings.evidence.crossovers
    ]
    assert found.crossings
    always = judge(replace(findings.record, rounds=(*rounds(2.0, 100), *rounds(4.0, 200))))
    assert answers_of(always, axis="n", spent_s=0.0).crossings == ()


def an_answer(verdict: Difference, ratio: Estimate | None = FOUND) -> Answer:
    return Answer(
        variant=QUICK,
        label="sum(it)",
        baseline="a loop",
        size=100,
        verdict=verdict,
        ratio=ratio,
        memory=None,
        rounds=5,
        spoilt=0,
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (an_answer(Difference.FASTER), "sum(it) is 2.00 times as fast as a loop"),
        (
            an_answer(Difference.SLOWER, replace(FOUND, value=0.25)),
            "sum(it) takes 4.00 times as long as a loop",
        ),
        (an_answer(Difference.SAME), "sum(it) and a loop take the same time, within 2 %"),
        (
            an_answer(Difference.UNDECIDED),
            "which of sum(it) and a loop is faster is not settled",
        ),
        (an_answer(Difference.UNDECIDED, None), "sum(it) could not be compared with a loop"),
    ],
)
def test_a_verdict_is_a_sentence(answer: Answer, said: str) -> None:
    """Larger is better, and what takes longer is told by how much."""
    assert in_words(answer) == said


def swept(*orders: Order, variants: int = 2, axis: str = "n") -> Answers:
    """What was found of one variant or two over sizes."""
    figures = [
        Figures(variant=name, label=name, size=100, call_s=0.1, peak_bytes=None)
        for name in (SLOW, QUICK)[:variants]
    ]
    return Answers(
        baseline="a loop",
        axis=axis,
        figures=tuple(figures),
        answers=(),
        orders=orders,
        crossings=(Crossing(label="sum(it)", size=200.0, low=150.0, high=300.0),),
        failures=(),
        notices=(),
        level=0.9,
        spent_s=1.0,
    )


def settled() -> Iterator[Order]:
    yield Order(label="a loop", order="n**2", exponent=FOUND)
    yield Order(label="sum(it)", order=None, exponent=FOUND)


def test_what_comes_of_the_sizes_is_told_in_sentences() -> None:
    """The order where it is settled, else the exponent; and where two change places."""
    quadratic, unsettled, crossing = over_sizes(swept(*settled()))
    assert quadratic == "the time of a loop grows like n**2"
    assert unsettled.startswith("how the time of sum(it) grows is not settled: as n to the 2.00 (")
    assert crossing.startswith("sum(it) and a loop cross near n = 200")
    assert list(over_sizes(swept(*settled(), axis=""))) == []


def test_one_variant_of_too_few_sizes_has_no_order() -> None:
    """That is said, because nothing else was asked; of two there is something else to say."""
    alone, _ = over_sizes(swept(variants=1))
    assert alone == "how the time grows cannot be told: too few sizes were measured"
    assert len(list(over_sizes(swept()))) == 1


def test_one_variant_is_measured_by_its_times() -> None:
    """Two are by their ratio."""
    one = swept(variants=1)
    assert one.is_measured
    assert not replace(one, figures=(replace(one.figures[0], call_s=None),)).is_measured
    assert not swept().is_measured
    assert replace(swept(), answers=(an_answer(Difference.SAME),)).is_measured
    assert not replace(swept(), answers=(an_answer(Difference.UNDECIDED, None),)).is_measured


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (GROWS.format("list seen"), ": make it within the call"),
        (ANOTHER_PATH, ": give what the file holds"),
        ("of type Own cannot be compared (no): give a function with @pair.equal", "--anyway"),
        (
            "no socket is copied: give Pair(mutates=True, copy=...) a function that copies it",
            ": make what can be copied",
        ),
        ("again, or its very items: is it kept? Pair(fresh=...) begins each call cold", "compared"),
    ],
)
def test_what_only_a_pair_file_can_say_is_advised_to_no_line(said: str, advice: str) -> None:
    """Nobody who compares two lines has a Pair(...) to write, and each such text ends otherwise."""
    notice = Notice(kind=NoticeKind.GROWN, variant=QUICK, words=said)
    findings = findings_of()
    record = replace(findings.record, notices=(notice,))
    (found,) = answers_of(replace(findings, record=record), axis="", spent_s=0.0).notices
    assert found.endswith(advice)
    assert "Pair(" not in found
    assert "@pair" not in found


def test_that_lines_return_nothing_is_not_told_of_them() -> None:
    """Who writes a line sees what it returns; what is equal and not the same is told."""
    findings = findings_of()
    nothing = Notice(kind=NoticeKind.NOTHING, words="every variant returns None")
    typed = Notice(kind=NoticeKind.TYPED, variant=QUICK, words=NOTICES["typed"].words.format("1"))
    record = replace(findings.record, notices=(nothing, typed))
    (found,) = answers_of(replace(findings, record=record), axis="", spent_s=0.0).notices
    assert found.endswith("not the same 1")


def test_advice_of_pair_files_is_not_given_to_one_line() -> None:
    """Nobody there has a Pair, nor has chosen a size."""
    findings = findings_of()
    notices = notices_of_check(
        replace(findings.record.definition, sizes=(1,)),
        [CallTime(cell=Cell(pair="p", size=1), variant=QUICK, call_s=1e-6, first_s=1.0)],
    )
    record = replace(
        findings.record,
        definition=replace(findings.record.definition, sizes=(1,)),
        notices=notices,
    )
    (notice,) = answers_of(replace(findings, record=record), axis="", spent_s=0.0).notices
    assert notice == (
        "sum(it): the first call took 1.00 s, later ones 1.00 µs: a cache, an import, "
        "or memory that is new to the process? the later calls are compared"
    )


def test_an_end_beside_where_the_verdict_changes_can_be_told_from_it() -> None:
    """What is not settled does not read as the same within 2 %."""
    around = Estimate(value=1.0, low=0.991, high=1.0203, level=0.95)
    assert ratio_in_words(around) == "1.00 (0.991 to 1.0203)"
