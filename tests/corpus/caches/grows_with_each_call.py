# right: notice: appended at 1,000: its calls take longer the more are made
# right: notice: something that they keep grows
"""The largest number: of these, or of all that a list of the file has had so far?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,))

SEEN = []


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def appended(numbers):
    # Every call looks through what all calls before have left.
    SEEN.extend(numbers)
    return max(SEEN)


@pair.good
def largest(numbers):
    return max(numbers)
