# right: measured
# needs: freezegun
"""A resource that freezes the clock with freezegun."""

import time
from contextlib import contextmanager
from freezegun import freeze_time
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.resource()
@contextmanager
def date(size):
    with freeze_time("2024-02-29"):
        yield size


@pair.bad
def asked(count):
    return [time.time() for _ in range(count)]


@pair.good
def once(count):
    return [time.time()] * count
