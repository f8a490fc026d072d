"""A script that makes a ``pyperf.Runner``: recognised by its text, executed in a worker."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import PairFile, unreadable
from pairbench.core.errors import Interrupted, PairError, in_one_line
from pairbench.suites.benchmark import Found, Implementation, entry_of
from pairbench.suites.needed import missing_of
from pairbench.suites.text import text_of, tree_of

NAME = "pyperf"
NEEDED = ("greenlet",)


class PyperfSuite:
    """The benchmarks of a script, by the names that it gives them."""

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether it makes a runner when it is run; a module that others import does not."""
        tree = tree_of(path, "pyperf", "Runner")
        if tree is None:
            return False
        names = frozenset(_names_of_a_runner(tree))
        is_script = named or any(map(_is_guard, tree.body)) or _makes_runner(tree.body, names)
        return is_script and any(_is_runner(node, names) for node in ast.walk(tree))

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The script alone."""
        return (path,)

    def notes(self, path: Path) -> tuple[str, ...]:
        """A script has no settings of its own."""
        del path
        return ()

    def read(self, file: PairFile) -> Iterator[Entry | PairError]:
        """Run the script, and note what it would have measured."""
        missing = missing_of(NEEDED)
        if missing is not None:
            yield unreadable(file, f"{missing}; it is in 'pip install \"pairbench[pyperf]\"'")
            return
        from pairbench.suites.pyperf.running import noted

        source = text_of(file.path)
        found = []
        try:
            for each in noted(file.path):
                found.append(each)
                yield entry_of(file, NAME, _found(each), source)
        except (KeyboardInterrupt, Interrupted):
            raise
        except BaseException as error:  # noqa: BLE001 (whatever a user's script raises)
            yield unreadable(file, in_one_line(error))
            return
        if not found:
            message = "measures nothing: it gives no benchmark to its runner"
            yield PairError(file=file.relative, pair="", message=message)

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """A pair whose resource is the running script."""
        from pairbench.suites.pyperf.running import pair_for

        return pair_for(root / file, attribute)


def _found(name: str) -> Found:
    return Found(
        name=name,
        attribute=name,
        question=f"How long does {name} take?",
        implementations=(Implementation(name=name),),
    )


def _is_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _names_of_a_runner(tree: ast.Module) -> Iterator[str]:
    """What pyperf's own runner is called in a file; others have a class of that name as well."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="pyperf", names=names):
                yield from (each.asname or each.name for each in names if each.name == "Runner")
            case ast.Import(names=names):
                for each in names:
                    if each.name == "pyperf":
                        yield f"{each.asname or each.name}.Runner"
            case _:
                pass


def _makes_runner(body: list[ast.stmt], names: frozenset[str]) -> bool:
    """Whether a statement that is executed at once makes one."""
    at_once = (each for each in body if not isinstance(each, ast.FunctionDef | ast.ClassDef))
    return any(_is_runner(node, names) for each in at_once for node in ast.walk(each))


def _is_runner(node: ast.AST, names: frozenset[str]) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in names


SUITE = PyperfSuite()
