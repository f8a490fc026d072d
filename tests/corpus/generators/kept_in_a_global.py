# right: refused: later leaves a generator in texts that nobody reads
"""Writing: here, or by a generator that a global name keeps?"""


from pairbench import Pair

pair = Pair(sizes=(50_000,))


def write(numbers):
    for number in numbers:
        str(number)



@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def later(numbers):
    global texts
    texts = (str(each) for each in numbers)
