"""The answers of a comparison, as a terminal shows them."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.answers import Answer, Answers, Crossing, Figures, Order
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.terminal.answers import print_answers, surer

RATIO = Estimate(value=2.0, low=1.9, high=2.1, level=0.95)
ANSWER = Answer(
    variant="new",
    label="new(d)",
    baseline="old(d)",
    size=1,
    verdict=Difference.FASTER,
    ratio=RATIO,
    memory=None,
    rounds=8,
    spoilt=0,
)
FIGURES = (
    Figures(variant="old", label="old(d)", size=1, call_s=2e-3, peak_bytes=2_000.0),
    Figures(variant="new", label="new(d)", size=1, call_s=1e-3, peak_bytes=None),
)
ANSWERS = Answers(
    baseline="old(d)",
    axis="",
    figures=FIGURES,
    answers=(ANSWER,),
    orders=(),
    crossings=(),
    failures=(),
    notices=(),
    level=0.95,
    spent_s=2.5,
)


def shown(answers: Answers, width: int = 100) -> list[str]:
    """The lines of a terminal of that width."""
    out = io.StringIO()
    print_answers(Console(file=out, width=width), answers)
    return out.getvalue().splitlines()


def test_the_verdict_comes_first_and_the_interval_is_drawn() -> None:
    """One line for each variant, with time and memory beside the ratio."""
    lines = shown(ANSWERS)
    assert lines[0] == "+ new(d) is 2.00 times as fast as old(d)"
    (drawn,) = [each for each in lines if "●" in each]
    assert drawn.startswith("new(d)  1.00 ms")
    assert "2.00 (1.90 to 2.10)" in drawn
    assert drawn.index("│") < drawn.index("●")
    assert any(each.startswith("old(d)  2.00 ms  2.00 kB") for each in lines)
    assert lines[-1].startswith("8 rounds, 2.5 s.")


def test_below_one_lies_left_of_one() -> None:
    """An alternative that takes longer has its interval on the other side of the bar."""
    slower = Estimate(value=0.5, low=0.45, high=0.55, level=0.95)
    answer = replace(ANSWER, ratio=slower, verdict=Difference.SLOWER)
    lines = shown(replace(ANSWERS, answers=(answer,)))
    assert lines[0] == "- new(d) takes 2.00 times as long as old(d)"
    (drawn,) = [each for each in lines if "●" in each]
    assert drawn.index("●") < drawn.index("│")


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_line_of_the_table_fits(width: int) -> None:
    """Whatever the width, a variant has one line."""
    label = "a_function_with_a_long_name(of, many, things)"
    figures = tuple(replace(each, label=label) for each in FIGURES)
    lines = shown(replace(ANSWERS, figures=figures), width)
    table = lines[lines.index("") + 1 :][:3]
    assert all(len(each) <= width for each in table)
    assert sum("…" in each for each in table) == 2


def test_growth_and_crossing_are_said_of_the_swept_name() -> None:
    """Over sizes, an order that is not settled is said to be open."""
    exponent = Estimate(value=1.0, low=0.9, high=1.1, level=0.95)
    answers = replace(
        ANSWERS,
        axis="n",
        orders=(
            Order(label="old(d)", order="n**2", exponent=exponent),
            Order(label="new(d)", order=None, exponent=exponent),
        ),
        crossings=(Crossing(label="new(d)", size=40.0, low=30.0, high=50.0),),
    )
    text = "\n".join(shown(answers))
    assert "the time of old(d) grows like n**2" in text
    assert "how the time of new(d) grows is not settled" in text
    assert "new(d) and old(d) cross near n = 40.0 (30.0 to 50.0)" in text


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        (replace(ANSWERS, failures=("it failed",)), "mend what failed"),
        (replace(ANSWERS, answers=(replace(ANSWER, verdict=Difference.UNDECIDED),)), "--budget"),
        (replace(ANSWERS, answers=(replace(ANSWER, spoilt=2),)), "2 rounds were disturbed"),
        (
            replace(ANSWERS, answers=(replace(ANSWER, ratio=replace(RATIO, high=4.0)),)),
            "Narrower",
        ),
        (ANSWERS, "--error 0.1%"),
    ],
)
def test_the_reader_is_told_what_would_make_it_surer(answers: Answers, advice: str) -> None:
    """What fits the answer: time where it is open, quiet where the machine was disturbed."""
    assert advice in surer(answers)


def test_one_piece_of_code_is_answered_by_its_growth() -> None:
    """The growth comes first, the times stand beside the sizes, and nothing speaks of a ratio."""
    exponent = Estimate(value=1.0, low=0.9, high=1.1, level=0.95)
    sizes = (10, 100, 1_000, 10_000)
    alone = replace(
        ANSWERS,
        axis="n",
        answers=(),
        figures=tuple(replace(FIGURES[0], size=each, call_s=each * 1e-6) for each in sizes),
        orders=(Order(label="old(d)", order="n", exponent=exponent),),
    )
    lines = shown(alone)
    assert lines[0] == "the time of old(d) grows like n"
    assert [each.split()[:3] for each in lines[3:7]] == [["n", "=", f"{each:,}"] for each in sizes]
    assert not any("ratio" in each for each in lines)
    assert "2.5 s" in lines[-1]
    unsettled = replace(alone, orders=(replace(alone.orders[0], order=None),))
    assert "larger sizes" in shown(unsettled)[-1]


def test_too_few_rounds_draw_no_interval() -> None:
    """What holds at 75 % is said to, is drawn as a dot, and nothing holds together at 95 %."""
    few = replace(RATIO, level=0.75)
    alone = replace(RATIO, low=RATIO.value, high=RATIO.value, level=0.0)
    for ratio, text in ((few, "2.00 (1.90 to 2.10 at 75%)"), (alone, "about 2.00")):
        undecided = replace(ANSWER, ratio=ratio, verdict=Difference.UNDECIDED)
        said = "\n".join(shown(replace(ANSWERS, answers=(undecided,))))
        assert text in said
        assert "├" not in said
        assert "too few rounds for an interval that decides" in said
