# right: measured
"""A file that prints when it is imported and when it is called."""

import sys
from pairbench import Pair

print("importing")
pair = Pair(sizes=(3,))


@pair.input
def count(size):
    print('{"state": "done"}')
    return size


@pair.bad
def talkative(count):
    print("called", flush=True)
    sys.stdout.write("again\n")
    return count


@pair.good
def silent(count):
    return count
