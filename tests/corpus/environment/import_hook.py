# right: measured
"""A finder on the import path that makes modules up."""

import importlib.machinery
import sys
from pairbench import Pair


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "made_up_shop":
            return None
        return importlib.machinery.ModuleSpec(name, Loader)


class Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.price = lambda count: 3 * count


sys.meta_path.insert(0, Finder)
import made_up_shop  # noqa: E402

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def imported(count):
    return made_up_shop.price(count)


@pair.good
def by_hand(count):
    return count * 3
