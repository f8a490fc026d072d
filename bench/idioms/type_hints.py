"""Type hints: do they slow a call down, and what does it cost to define and import them?

The functions are the same but for their signatures. The second pair imports a module of them from
bytecode that is there beforehand, again and again in one interpreter: the start of a new one takes
a hundred times as long and would hide it. Up to Python 3.13 a hint is evaluated when its function
is defined, from 3.14 on when somebody asks for it.
"""

import py_compile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from pairbench import Pair

Pay = Callable[[Mapping[str, int], str], int]

pair = Pair(
    advice="Annotate your functions: type hints cost nothing at run time.",
    sizes=(1_000,),
    axis="calls",
)
defining = Pair(
    advice="Type hints cost nothing when a module is imported either.",
    sizes=(10, 100),
    axis="functions",
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a module begins, and the first line of each of its functions."""

    name: str
    head: str
    signature: str


BODY = '''
    """What a customer pays for some pieces of an article, less a voucher."""
    return prices[article] * quantity - (voucher or 0)
'''
BARE = "(prices, article, quantity=1, voucher=None):"
HINTED = (
    "(prices: dict[str, int], article: str, quantity: int = 1, voucher: int | None = None) -> int:"
)
LATER = "from __future__ import annotations\n"

PLAIN = Style(name="plain", head="", signature=BARE)
ANNOTATED = Style(name="annotated", head="", signature=HINTED)
POSTPONED = Style(name="postponed", head=LATER, signature=HINTED)


def source(style: Style, functions: int) -> str:
    return style.head + "".join(
        f"\n\ndef pay_{number}{style.signature}{BODY}" for number in range(functions)
    )


def function_in(style: Style) -> Pay:
    namespace: dict[str, Pay] = {}
    exec(compile(source(style, 1), style.name, "exec", dont_inherit=True), namespace)
    return namespace["pay_0"]


pay_plain = function_in(PLAIN)
pay_annotated = function_in(ANNOTATED)
pay_postponed = function_in(POSTPONED)


@pair.input
def prices(size: int) -> dict[str, int]:
    return {f"article-{number}": 100 + number % 977 for number in range(size)}


@pair.bad
def call_without_hints(prices: dict[str, int]) -> int:
    """No annotations."""
    total = 0
    for article in prices:
        total += pay_plain(prices, article)
    return total


@pair.good(costs=1.05)
def call_with_hints(prices: dict[str, int]) -> int:
    """Annotated: the call itself never looks at the hints."""
    total = 0
    for article in prices:
        total += pay_annotated(prices, article)
    return total


@pair.good(costs=1.05)
def call_with_postponed_hints(prices: dict[str, int]) -> int:
    """Annotated, in a module that begins with ``from __future__ import annotations``."""
    total = 0
    for article in prices:
        total += pay_postponed(prices, article)
    return total


@defining.resource(scope="run")
@contextmanager
def modules(functions: int) -> Iterator[Path]:
    """A module in each style, on disk and compiled."""
    with tempfile.TemporaryDirectory(prefix="pairbench-hints-") as name:
        folder = Path(name)
        for style in (PLAIN, ANNOTATED, POSTPONED):
            path = folder / f"{style.name}.py"
            path.write_text(source(style, functions), encoding="utf-8")
            py_compile.compile(str(path), doraise=True)
        yield folder


def import_anew(folder: Path, style: Style) -> ModuleType:
    """Import it as if for the first time: read the bytecode and run it."""
    module = ModuleType(style.name)
    SourceFileLoader(style.name, str(folder / f"{style.name}.py")).exec_module(module)
    return module


@defining.equal
def same_functions(first: ModuleType, second: ModuleType) -> bool:
    """Both have the same functions, and these agree on a price."""
    functions = [name for name in vars(first) if name.startswith("pay_")]
    prices = {"teapot": 2495}
    return functions == [name for name in vars(second) if name.startswith("pay_")] and all(
        getattr(first, name)(prices, "teapot", 2) == getattr(second, name)(prices, "teapot", 2)
        for name in functions
    )


@defining.bad
def import_without_hints(folder: Path) -> ModuleType:
    """No annotations."""
    return import_anew(folder, PLAIN)


@defining.good(costs=1.1)
def import_with_hints(folder: Path) -> ModuleType:
    """Annotated: each hint is evaluated when its function is defined."""
    return import_anew(folder, ANNOTATED)


@defining.good(costs=1.1)
def import_with_postponed_hints(folder: Path) -> ModuleType:
    """With ``from __future__ import annotations`` each hint stays a string."""
    return import_anew(folder, POSTPONED)
