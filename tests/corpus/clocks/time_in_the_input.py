# right: notice: another input in every process
"""A request with its time of day as the input."""

import time
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def request(size):
    return {"count": size, "at": time.time_ns()}


@pair.bad
def by_index(request):
    return request["count"]


@pair.good
def by_get(request):
    return request.get("count")
