"""A script that makes a ``pyperf.Runner``: recognised by its text, executed in a worker."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import PairFile, RunBy, unreadable
from pairbench.core.errors import Interrupted, PairError, in_one_line
from pairbench.suites.benchmark import Found, Implementation, entry_of
from pairbench.suites.needed import missing_of
from pairbench.suites.text import text_of, tree_of

NAME = "pyperf"
NEEDED = ("greenlet",)

MODULES = ("pyperf", "pyperf._runner")
"""Where scripts have the runner from."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""What they hold is not executed where they stand."""


class PyperfSuite:
    """The benchmarks of a script, by the names that it gives them."""

    names_begin_with_file = False

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether it makes a runner when it is run; a module that others import does not."""
        tree = tree_of(path, "pyperf", "Runner")
        if tree is None:
            return False
        names = _names_of_a_runner(tree)
        if named or any(map(_is_guard, tree.body)):
            return any(_is_runner(node, names) for node in ast.walk(tree))
        return any(_is_runner(node, names) for node in _executed(tree))

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The script alone."""
        return (path,)

    def notes(self, path: Path) -> tuple[str, ...]:
        """A script has no settings of its own."""
        del path
        return ()

    def run_by(self, path: Path) -> Iterator[RunBy]:
        """No file says anything of it."""
        del path
        yield from ()

    def read(self, file: PairFile) -> Iterator[Entry | PairError]:
        """Run the script, and note what it would have measured."""
        missing = missing_of(NEEDED)
        if missing is not None:
            yield unreadable(file, f"{missing}; it is in 'pip install \"pairbench[pyperf]\"'")
            return
        from pairbench.suites.pyperf.running import note

        source = text_of(file.path)
        names: dict[str, None] = {}
        problem: PairError | None = None
        try:
            note(file.path, names)
        except (KeyboardInterrupt, Interrupted):
            raise
        except BaseException as error:  # noqa: BLE001 (whatever a user's script raises)
            problem = _problem(file, list(names), in_one_line(error))
        for each in names:
            yield entry_of(file, NAME, _found(each), source)
        if problem is None and not names:
            message = "measures nothing: it gives no benchmark to its runner"
            problem = PairError(file=file.relative, pair="", message=message)
        if problem is not None:
            yield problem

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """A pair whose resource is the running script."""
        from pairbench.suites.pyperf.running import pair_for

        return pair_for(root / file, attribute)


def _problem(file: PairFile, names: list[str], why: str) -> PairError:
    """What a script has raised; what it measures before is found all the same."""
    if not names:
        return unreadable(file, why)
    message = f"ends after {names[-1]}, and what would follow is not found: {why}"
    return PairError(file=file.relative, pair="", message=message)


def _found(name: str) -> Found:
    return Found(
        name=name,
        attribute=name,
        question=f"How long does {name} take?",
        implementations=(Implementation(name=name),),
    )


def _is_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _names_of_a_runner(tree: ast.Module) -> frozenset[str]:
    """What pyperf's own runner is called in a file, and what the file makes of it."""
    names = set(_imported(tree))
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name, bases=bases) if _has(bases, names):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _has([value], names):
                names.add(name)
            case _:
                pass
    return frozenset(names)


def _has(nodes: list[ast.expr], names: set[str]) -> bool:
    return any(ast.unparse(each) in names for each in nodes)


def _imported(tree: ast.Module) -> Iterator[str]:
    """The names that come from pyperf; others have a class of that name as well."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=module, names=names) if module in MODULES:
                yield from (each.asname or each.name for each in names if each.name == "Runner")
            case ast.Import(names=names):
                for each in names:
                    if each.name in MODULES:
                        yield f"{each.asname or each.name}.Runner"
            case _:
                pass


def _executed(tree: ast.Module) -> Iterator[ast.AST]:
    """What is executed at once, the bodies of functions of the file that are called among it."""
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    ahead: list[ast.AST] = [each for each in tree.body if not isinstance(each, DEFINITIONS)]
    while ahead:
        for node in ast.walk(ahead.pop()):
            yield node
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in functions:
                    ahead.append(functions.pop(name))
                case _:
                    pass


def _is_runner(node: ast.AST, names: frozenset[str]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in names


SUITE = PyperfSuite()
