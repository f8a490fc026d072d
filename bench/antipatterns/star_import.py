"""``from os.path import *``: which names does a module get besides the three it wants?

The module also splits command lines, with a function that it imports from shlex the line before.
Time and memory are those of such modules being imported: their code is executed in a fresh
namespace, as the import system does it. os.path itself is loaded in every process anyway.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from pairbench import Pair

Namespace = dict[str, Any]
Load = Callable[[int], list[Namespace]]

WANTED = ("basename", "join", "splitext")

STAR = """
from shlex import split
from os.path import *
"""
EXPLICIT = """
from shlex import split
from os.path import basename, join, splitext
"""
STAR_CODE = compile(STAR, "viewer.py", "exec")
EXPLICIT_CODE = compile(EXPLICIT, "viewer.py", "exec")

pair = Pair(
    advice="Import the names that you use; a star import brings others that shadow your own.",
    sizes=(100, 1_000),
    axis="modules",
)


@pair.input
def modules(size: int) -> int:
    return size


@pair.equal
def same_functions(first: list[Namespace], second: list[Namespace]) -> bool:
    """What a module wants of os.path is there, and is the same function."""
    return [[names[each] for each in WANTED] for names in first] == [
        [names[each] for each in WANTED] for names in second
    ]


@pair.behaviour
def split_still_splits_a_command_line(load: Load) -> str:
    (names,) = load(1)
    words = names["split"]("less -R")
    assert words == ["less", "-R"], f'split("less -R") gives {words}: it is that of os.path now'
    return f'split("less -R") gives {words}'


@pair.behaviour
def no_name_is_bound_that_the_module_does_not_use(load: Load) -> str:
    (names,) = load(1)
    bound = set(names) - {"__builtins__"}
    seen = f"{len(bound)} names are bound"
    assert bound == {"split", *WANTED}, f"{seen}, of which 4 are used"
    return seen


def execute(code: CodeType) -> Namespace:
    namespace: Namespace = {}
    exec(code, namespace)
    return namespace


@pair.bad
def star(modules: int) -> list[Namespace]:
    """Every public name of os.path, whatever it is in this version of Python."""
    return [execute(STAR_CODE) for _ in range(modules)]


@pair.good(faster=1.1, leaner_per_item=2.0)
def explicit(modules: int) -> list[Namespace]:
    """The names that are used: a reader sees where each comes from."""
    return [execute(EXPLICIT_CODE) for _ in range(modules)]
