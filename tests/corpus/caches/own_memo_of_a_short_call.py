# right: notice: the same object again
"""Parsing: anew, or kept by the class? A call of some microseconds, at more than one size."""

import json

from pairbench import Pair

pair = Pair(sizes=(10, 400))


class Parser:
    parsed = {}

    def parse(self, text):
        if text not in self.parsed:
            self.parsed[text] = json.loads(text)
        return self.parsed[text]


@pair.input
def text(size):
    return json.dumps(list(range(size)))


@pair.bad
def anew(text):
    return json.loads(text)


@pair.good
def kept(text):
    return Parser().parse(text)
