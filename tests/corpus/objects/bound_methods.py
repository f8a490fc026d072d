# right: measured
"""Variants that are methods of one object."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Adder:
    def by_hand(self, numbers):
        total = 0
        for number in numbers:
            total += number
        return total

    def builtin(self, numbers):
        return sum(numbers)


@pair.input
def numbers(size):
    return list(range(size))


adder = Adder()
pair.bad(adder.by_hand)
pair.good(adder.builtin)
