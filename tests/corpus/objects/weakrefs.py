# right: measured
"""Looking up an owner: through a weak reference, or directly?"""

import weakref
from pairbench import Pair

pair = Pair(sizes=(3,))


class Owner:
    name = "Ada"


OWNER = Owner()


@pair.input
def count(size):
    return size


@pair.bad
def weakly(count):
    reference = weakref.ref(OWNER)
    return [reference().name for _ in range(count)]


@pair.good
def directly(count):
    return [OWNER.name for _ in range(count)]
