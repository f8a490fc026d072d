# right: refused: planned returns a lazy Plan that nobody computes
"""A chain of operations: eager, or a plan with compute()?"""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="numbers against a plan")


class Plan:
    def __init__(self, numbers, steps=()):
        self.numbers, self.steps = numbers, steps

    def then(self, step):
        return Plan(self.numbers, (*self.steps, step))

    def compute(self):
        found = self.numbers
        for step in self.steps:
            found = [step(number) for number in found]
        return found


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def eager(numbers):
    return [-number for number in numbers]


@pair.good(faster=2.0)
def planned(numbers):
    return Plan(numbers).then(lambda number: -number)
