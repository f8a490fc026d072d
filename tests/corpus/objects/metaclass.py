# right: measured
"""Classes of a metaclass that counts them: once-only work happens once in a process."""

from pairbench import Pair

pair = Pair(sizes=(3, 6))


class Registry(type):
    known = {}

    def __new__(meta, name, bases, space):
        if name in meta.known:
            raise TypeError(f"{name} is there already")
        meta.known[name] = super().__new__(meta, name, bases, space)
        return meta.known[name]


class Plugin(metaclass=Registry):
    answer = 42


@pair.input
def count(size):
    return size


@pair.bad
def looked_up(count):
    return [Registry.known["Plugin"].answer for _ in range(count)]


@pair.good
def directly(count):
    return [Plugin.answer] * count
