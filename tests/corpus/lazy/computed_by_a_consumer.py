# right: measured
"""The same plan, computed by the consumer, inside the clock."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Plan:
    def __init__(self, numbers):
        self.numbers = numbers

    def compute(self):
        return [-number for number in self.numbers]


@pair.input
def numbers(size):
    return list(range(size))


@pair.consumer
def read(result):
    return result.compute() if isinstance(result, Plan) else result


@pair.bad
def eager(numbers):
    return [-number for number in numbers]


@pair.good
def planned(numbers):
    return Plan(numbers)
