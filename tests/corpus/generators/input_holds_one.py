# right: refused: loop gave another result on its second call
# right: notice: it holds a generator at 'numbers'
"""Adding numbers: the generator is in a dict this time, and is used up all the same."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def request(size):
    return {"numbers": (number for number in range(size)), "start": 0}


@pair.bad
def loop(request):
    total = request["start"]
    for number in request["numbers"]:
        total += number
    return total


@pair.good
def builtin(request):
    return sum(request["numbers"], request["start"])
