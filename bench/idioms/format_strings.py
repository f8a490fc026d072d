"""Formatting a line of text: ``%``, ``str.format``, ``+``, or an f-string?

The first pair puts texts together, by the number of fields, and holds the f-string against ``%``;
``formatted`` and ``concatenated`` hold it against the two other ways. In ``numbers`` two of the
three fields are numbers with a format of their own, as in ``%.2f``.

Since Python 3.11 the compiler turns ``"%s: %s" % (a, b)``, with nothing but ``%s`` and a tuple
written out, into almost the code of an f-string; ``"%s" % a`` and numbers it leaves as they are.
"""

# Formatting without f-strings is the subject.
# ruff: noqa: UP031, UP032

from typing import NamedTuple

from pairbench import Pair

LINES = 1_000

pair = Pair(
    advice="An f-string is faster than `%`.",
    sizes=(1, 3, 6),
    axis="fields",
)
formatted = Pair(advice="An f-string is faster than `str.format`.", sizes=(6,), axis="fields")
concatenated = Pair(advice="An f-string is faster than `+`.", sizes=(1, 3, 6), axis="fields")
numbers = Pair(
    advice="An f-string is faster than `%` where numbers are formatted, too.",
    sizes=(1_000,),
    axis="lines",
)


class Report(NamedTuple):
    """The rows of a report, and how many fields each has."""

    fields: int
    rows: list[tuple[str, ...]]


@pair.input
@formatted.input
@concatenated.input
def report(size: int) -> Report:
    rows = [tuple(f"value-{number}-{field}" for field in range(size)) for number in range(LINES)]
    return Report(fields=size, rows=rows)


@pair.bad
def percent(report: Report) -> list[str]:
    """``"%s" % value``, as in C."""
    match report.fields:
        case 1:
            return ["order %s" % key for (key,) in report.rows]
        case 3:
            return ["order %s: %s in %s" % (key, item, shop) for key, item, shop in report.rows]
        case _:
            return [
                "order %s: %s in %s, %s, %s, %s" % (key, item, shop, city, day, state)
                for key, item, shop, city, day, state in report.rows
            ]


@pair.good
@formatted.bad
def str_format(report: Report) -> list[str]:
    """``"{}".format(value)``: the text is parsed whenever it is used."""
    match report.fields:
        case 1:
            return ["order {}".format(key) for (key,) in report.rows]
        case 3:
            return ["order {}: {} in {}".format(key, item, shop) for key, item, shop in report.rows]
        case _:
            return [
                "order {}: {} in {}, {}, {}, {}".format(key, item, shop, city, day, state)
                for key, item, shop, city, day, state in report.rows
            ]


@pair.good
@concatenated.bad
def concatenation(report: Report) -> list[str]:
    """``"text" + value``: every ``+`` makes another string."""
    match report.fields:
        case 1:
            return ["order " + key for (key,) in report.rows]
        case 3:
            return ["order " + key + ": " + item + " in " + shop for key, item, shop in report.rows]
        case _:
            return [
                "order "
                + key
                + ": "
                + item
                + " in "
                + shop
                + ", "
                + city
                + ", "
                + day
                + ", "
                + state
                for key, item, shop, city, day, state in report.rows
            ]


@pair.good(faster=1.1)
@formatted.good(faster=1.1)
@concatenated.good(faster={1: 1.0, 6: 1.1})
def f_string(report: Report) -> list[str]:
    """``f"{value}"``: the compiler has parsed the text, and all parts are joined at once."""
    match report.fields:
        case 1:
            return [f"order {key}" for (key,) in report.rows]
        case 3:
            return [f"order {key}: {item} in {shop}" for key, item, shop in report.rows]
        case _:
            return [
                f"order {key}: {item} in {shop}, {city}, {day}, {state}"
                for key, item, shop, city, day, state in report.rows
            ]


Trade = tuple[str, int, float]


@numbers.input
def trades(size: int) -> list[Trade]:
    return [(f"market-{number}", number, number / 7) for number in range(size)]


@numbers.bad
def percent_numbers(trades: list[Trade]) -> list[str]:
    """``%d`` and ``%.2f``."""
    return ["%s: %d at %.2f" % (name, count, price) for name, count, price in trades]


@numbers.good
def str_format_numbers(trades: list[Trade]) -> list[str]:
    """``{}`` and ``{:.2f}`` with ``format``."""
    return ["{}: {} at {:.2f}".format(name, count, price) for name, count, price in trades]


@numbers.good(faster=1.1)
def f_string_numbers(trades: list[Trade]) -> list[str]:
    """``{count}`` and ``{price:.2f}`` in an f-string."""
    return [f"{name}: {count} at {price:.2f}" for name, count, price in trades]
