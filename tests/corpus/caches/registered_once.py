# right: measured
"""A codec that may be registered once in a process, with several sizes."""

from pairbench import Pair

pair = Pair(sizes=(3, 6, 9))
REGISTRY = {}


def register(name):
    def decorate(function):
        if name in REGISTRY:
            raise ValueError(f"{name} is registered")
        REGISTRY[name] = function
        return function

    return decorate


@register("upper")
def upper(text):
    return text.upper()


@pair.input
def text(size):
    return "word " * size


@pair.bad
def by_name(text):
    return REGISTRY["upper"](text)


@pair.good
def directly(text):
    return upper(text)
