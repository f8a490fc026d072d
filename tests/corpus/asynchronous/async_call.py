# right: measured
"""A client whose objects are called with await."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Client:
    async def __call__(self, numbers):
        return [number + 1 for number in numbers]


client = Client()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def through_a_client(numbers):
    return await client(numbers)


@pair.good
def given_on(numbers):
    return client(numbers)
