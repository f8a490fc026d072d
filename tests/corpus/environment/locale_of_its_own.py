# right: measured
"""Numbers with the C locale, which the file sets for its process."""

import locale
from pairbench import Pair

locale.setlocale(locale.LC_ALL, "C")
pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [number / 4 for number in range(size)]


@pair.bad
def by_locale(numbers):
    return [locale.format_string("%.2f", number) for number in numbers]


@pair.good
def by_format(numbers):
    return [f"{number:.2f}" for number in numbers]
