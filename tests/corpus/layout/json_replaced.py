# right: measured
"""A file that replaces json.dumps by a stand-in, as tests do."""

import json
from pairbench import Pair

pair = Pair(sizes=(5,))
json.dumps = lambda value: "{}"


@pair.input
def count(size):
    return size


@pair.bad
def dumped(count):
    return json.dumps(count)


@pair.good
def plain(count):
    return "{}"
