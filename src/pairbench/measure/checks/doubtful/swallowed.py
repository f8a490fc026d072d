"""What a call raises and swallows by ``except Exception``: it may have done nothing of its work.

Told are mistakes of the code itself: a name, a module or an attribute that is not there, an
argument that is of no use. Who catches one of these by its name means it.
"""

import ast
import builtins
import sys
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from pairbench.core.errors import in_one_line
from pairbench.core.installed import is_installed

ALWAYS = (NameError, ImportError)
"""No input makes a call raise these."""

WITHOUT_RESULT = (TypeError, AttributeError)
"""An input may: they are told where nothing comes of the call."""

BROAD = (BaseException, Exception)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """An exception that the project's own code has swallowed, and the line that raised it."""

    error: BaseException
    place: str

    @property
    def words(self) -> str:
        """What to do about it."""
        return (
            f"swallows {in_one_line(self.error)} ({self.place}), and what it does instead is "
            "timed: mend that line, or catch it by its name where it is meant"
        )


class Swallowed:
    """Hears, as long as it is entered, what is swallowed in files that are not installed."""

    def __init__(self) -> None:
        """Nothing has been heard yet."""
        self.found: list[Mistake] = []
        self._trees: dict[str, ast.Module | None] = {}
        self._known: set[tuple[str, int]] = set()
        self._own: dict[str, bool] = {}

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Follow the calls of this thread, unless somebody follows them already."""
        if sys.gettrace() is not None:
            yield
            return
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)

    def worth_telling(self, *, has_result: bool) -> Mistake | None:
        """The first that is a mistake."""
        kinds = ALWAYS if has_result else ALWAYS + WITHOUT_RESULT
        return next((each for each in self.found if isinstance(each.error, kinds)), None)

    def _called(self, frame: FrameType, _: str, __: object) -> Callable[..., Any] | None:
        name = frame.f_code.co_filename
        if name not in self._own:
            self._own[name] = not (name.startswith("<") or is_installed(name))
        if not self._own[name]:
            return None
        frame.f_trace_lines = False
        return self._happened

    def _happened(self, frame: FrameType, event: str, told: Any) -> Callable[..., Any]:
        if event == "exception" and issubclass(told[0], ALWAYS + WITHOUT_RESULT):
            self._look_at(frame, told[1])
        return self._happened

    def _look_at(self, frame: FrameType, error: BaseException) -> None:
        name, line = frame.f_code.co_filename, frame.f_lineno
        if (name, line) in self._known:
            return
        self._known.add((name, line))
        tree = self._tree(name)
        if tree is not None and _is_swallowed(tree, line, error, frame):
            self.found.append(Mistake(error=error, place=f"{Path(name).name}:{line}"))

    def _tree(self, name: str) -> ast.Module | None:
        if name not in self._trees:
            try:
                self._trees[name] = ast.parse(Path(name).read_bytes())
            except (OSError, SyntaxError, ValueError):
                self._trees[name] = None
        return self._trees[name]


def _is_swallowed(tree: ast.Module, line: int, error: BaseException, frame: FrameType) -> bool:
    """Whether the innermost statement that takes it does so by a broad name, and lets it be."""
    for around in reversed([each for each in ast.walk(tree) if _holds(each, line)]):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            return False
        for handler in around.handlers if isinstance(around, ast.Try) else ():
            kinds = BROAD if handler.type is None else _classes(handler.type, frame)
            if any(isinstance(error, each) for each in kinds):
                return _lets_be(handler) and any(each in BROAD for each in kinds)
        for kinds in _suppressed(around, frame) if isinstance(around, ast.With) else ():
            if any(isinstance(error, each) for each in kinds):
                return any(each in BROAD for each in kinds)
    return False


def _holds(node: ast.AST, line: int) -> bool:
    """Whether the line stands in the body of the node, from where an exception is caught by it."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or not body:
        return False
    end: int | None = body[-1].end_lineno
    return end is not None and body[0].lineno <= line <= end


def _lets_be(handler: ast.ExceptHandler) -> bool:
    """Whether it neither raises again nor does anything with what it has caught."""
    nodes = [each for statement in handler.body for each in ast.walk(statement)]
    reads = any(isinstance(each, ast.Name) and each.id == handler.name for each in nodes)
    return not reads and not any(isinstance(each, ast.Raise) for each in nodes)


def _suppressed(around: ast.With, frame: FrameType) -> Iterator[tuple[Any, ...]]:
    for each in around.items:
        call = each.context_expr
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("suppress"):
            yield tuple(kind for name in call.args for kind in _classes(name, frame))


def _classes(written: ast.expr, frame: FrameType) -> tuple[Any, ...]:
    """The classes that an ``except`` names, of those that can be found by their names."""
    names = written.elts if isinstance(written, ast.Tuple) else [written]
    known = ChainMap(frame.f_locals, frame.f_globals, vars(builtins))
    found = [known.get(each.id) for each in names if isinstance(each, ast.Name)]
    return tuple(each for each in found if isinstance(each, type))
