"""Numbers as people write them."""

import codecs
import math

import pytest

from pairbench.core import words
from pairbench.core.statistics.estimate import Estimate


@pytest.mark.parametrize(
    ("value_s", "text"),
    [
        (12.34, "12.3 s"),
        (1.0, "1.00 s"),
        (0.00125, "1.25 ms"),
        (999.7e-6, "1.00 ms"),
        (0.25, "250 ms"),
        (3.2e-6, "3.20 µs"),
        (45.61e-9, "45.6 ns"),
        (0.5e-9, "0.500 ns"),
        (0.0, "0 ns"),
        (3_600.0, "3,600 s"),
        (-0.002, "-2.00 ms"),
    ],
)
def test_seconds_have_three_digits_and_a_unit_that_fits(value_s: float, text: str) -> None:
    """A duration reads as people write it."""
    assert words.seconds(value_s) == text


@pytest.mark.parametrize(
    ("value_bytes", "text"),
    [
        (0, "0 B"),
        (56, "56.0 B"),
        (999, "999 B"),
        (1_000, "1.00 kB"),
        (999_999, "1.00 MB"),
        (9_650_000, "9.65 MB"),
        (12_300_000_000, "12.3 GB"),
        (0.5, "0.500 B"),
        (-2_048, "-2.05 kB"),
    ],
)
def test_bytes_have_decimal_units(value_bytes: float, text: str) -> None:
    """A thousand bytes are a kilobyte, not 1,024."""
    assert words.size_bytes(value_bytes) == text


def test_a_ratio_carries_its_interval() -> None:
    """An estimate never travels alone."""
    estimate = Estimate(value=1.4721, low=1.4099, high=1.534, level=0.99)

    assert words.ratio(estimate) == "1.47 (1.41 to 1.53)"


def test_an_interval_that_tells_nothing_is_left_out() -> None:
    """Two rounds far apart give ends of thirty digits: no number of them means anything."""
    wide = Estimate(value=6.47, low=2.28e-29, high=6.01e29, level=0.99)
    apart = Estimate(value=6_470.0, low=2.28, high=9.0e6, level=0.99)

    assert words.ratio(wide) == "about 6.47"
    assert words.ratio(apart).startswith("6,470 (2.28 to 9,000,000)")


def test_an_exact_ratio_stands_alone() -> None:
    """Where the bounds are one value there is no interval to show."""
    assert words.ratio(Estimate(value=3.0, low=3.0, high=3.0, level=1.0)) == "3.00"


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0.500"), (3, "3.00"), (1_234.5, "1,234"), (0, "0"), (9.999, "10.0")]
)
def test_a_number_has_three_digits(value: float, text: str) -> None:
    """Three digits say all that a measurement knows."""
    assert words.number(value) == text


def test_large_ratios_have_their_thousands_set_apart() -> None:
    """No exponents, and no digits that mean nothing."""
    estimate = Estimate(value=12_345.6, low=1_200.4, high=123_456.7, level=0.99)

    assert words.ratio(estimate) == "12,346 (1,200 to 123,457)"


@pytest.mark.parametrize(
    ("value", "text"), [(math.inf, "∞"), (-math.inf, "-∞"), (math.nan, "? (? to ?)")]
)
def test_what_is_not_finite_has_a_sign_of_its_own(value: float, text: str) -> None:
    """Something against nothing is infinitely more; what is no number is a question mark."""
    assert words.ratio(Estimate(value=value, low=value, high=value, level=1.0)) == text


@pytest.mark.parametrize(
    ("things", "one"),
    [
        ("items", "item"),
        ("entries", "entry"),
        ("classes", "class"),
        ("boxes", "box"),
        ("batches", "batch"),
        ("dishes", "dish"),
        ("requests", "request"),
        ("data", "data"),
        ("glass", "glass"),
    ],
)
def test_one_of_several_is_in_the_singular(things: str, one: str) -> None:
    """Nobody reads of 1 items."""
    assert words.counted(1, things) == f"1 {one}"
    assert words.counted(1_000, things) == f"1,000 {things}"


@pytest.mark.parametrize(
    ("low", "high", "bound", "text"),
    [
        (1.0004, 1.16, 1.0, "1.06 (1.0004 to 1.16)"),
        (1.0, 1.16, 1.0, "1.06 (1.00 to 1.16)"),
        (0.9996, 1.16, 1.0, "1.06 (0.9996 to 1.16)"),
        (1.0496, 1.1, 1.05, "1.06 (1.0496 to 1.10)"),
    ],
)
def test_an_end_beside_its_bound_can_be_told_from_it(
    low: float, high: float, bound: float, text: str
) -> None:
    """What lies above 1 is not printed as 1, or the verdict would look like a contradiction."""
    estimate = Estimate(value=1.06, low=low, high=high, level=0.95)
    assert words.ratio(estimate, bound) == text


def test_a_value_is_told_from_a_bound_where_its_interval_is() -> None:
    """Faster by 0.2 % is not 1.00 times as fast; around 1 nobody reads the fourth digit."""
    above = Estimate(value=1.002, low=1.001, high=1.003, level=0.95)
    around = Estimate(value=1.002, low=0.99, high=1.02, level=0.95)
    assert words.estimated(above) == "1.002"
    assert words.estimated(around) == "1.00"


def test_what_differs_by_less_than_a_byte_in_ten_million_is_not_told_apart() -> None:
    """No number gets longer than anybody reads."""
    assert words.apart(1 + 1e-12, 1.0) == "1.000000"


def test_an_interval_that_decides_nothing_says_how_sure_it_is() -> None:
    """Of a few long calls; one round alone has no interval, and is no exact figure."""
    assert words.ratio(Estimate(value=1.06, low=1.04, high=1.08, level=0.75)) == (
        "1.06 (1.04 to 1.08 at 75%)"
    )
    assert words.ratio(Estimate(value=1.06, low=1.06, high=1.06, level=0.0)) == "about 1.06"


def test_what_an_encoding_has_not_is_written_plainly() -> None:
    """A unit stays one, and a drawing a drawing; what has no plain form is a question mark."""
    codecs.register_error("test.plainly", words.plainly)
    said = "3.15 µs ÷ 4 ├─●─┤ 猫"
    assert said.encode("ascii", errors="test.plainly") == b"3.15 us / 4 |-o-| ?"
    assert said.encode("latin-1", errors="test.plainly") == "3.15 µs ÷ 4 |-o-| ?".encode("latin-1")
    assert said.encode("utf-8", errors="test.plainly") == said.encode()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", errors="test.plainly")
