# right: refused: compare by identity
"""Customers: plain classes without an __eq__ are equal to themselves alone."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Customer:
    def __init__(self, number):
        self.number = number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    customers = []
    for number in numbers:
        customers.append(Customer(number))
    return customers


@pair.good
def comprehension(numbers):
    return [Customer(number) for number in numbers]
