"""Tests of what is said of implementations without a rival."""

from dataclasses import replace

import pytest

from pairbench.core.judging.benchmarks import benchmark_rows, benchmark_table
from pairbench.core.judging.verdict import judge
from tests.records import SIZES, a_benchmark, a_judged_run, a_record


def test_a_benchmark_has_a_row_for_each_size() -> None:
    """The row has the time of a call with its interval, and the memory of a traced one."""
    rows = list(benchmark_table([a_judged_run(a_benchmark("parsing"))]))

    assert [(each.pair, each.size) for each in rows] == [("parsing", size) for size in SIZES]
    first = rows[0]
    assert first.low_s is not None
    assert first.time_s is not None
    assert first.high_s is not None
    assert first.low_s <= first.time_s <= first.high_s
    assert first.time_s == pytest.approx(1e-7 * SIZES[0], rel=0.1)
    assert first.rounds == 8
    assert (first.peak_bytes, first.retained_bytes) == (100 * SIZES[0], 100 * SIZES[0])


def test_a_pair_that_compares_has_none() -> None:
    """What is compared is said by its claims."""
    assert list(benchmark_rows(judge(a_record()))) == []


def test_what_was_not_measured_is_left_out() -> None:
    """Without rounds there is no time, and without a trace no memory; without both, no row."""
    whole = a_benchmark()
    traced = [each for each in whole.memory if each.cell.size == SIZES[0]]

    (row,) = benchmark_rows(judge(replace(whole, rounds=(), memory=tuple(traced))))

    assert (row.time_s, row.time, row.rounds) == (None, "", 0)
    assert row.peak == "10.0 kB"
