"""A file ``bench_*.py`` with ``__benchmarks__``: each triple is a pair of before and after."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from pairbench.core.authoring.claim import Faster
from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import PairFile, RunBy, unreadable
from pairbench.core.authoring.source import SourceText
from pairbench.core.errors import Interrupted, PairError, in_one_line
from pairbench.suites.benchmark import Found, Implementation, entry_of
from pairbench.suites.call import Call, Handed, pair_of
from pairbench.suites.rich_bench.triples import LIST, Triple, triples_of
from pairbench.suites.text import summary_of, text_of, tree_of

NAME = "rich_bench"
FILES = "bench_*.py"


class RichBenchSuite:
    """The triples of a file."""

    names_begin_with_file = False

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether it has the list; rich-bench itself goes by the name of the file as well."""
        if not named and not fnmatchcase(path.name, FILES):
            return False
        tree = tree_of(path, LIST)
        return tree is not None and _gives_list(tree)

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The file alone."""
        return (path,)

    def notes(self, path: Path) -> tuple[str, ...]:
        """A file has no settings of its own."""
        del path
        return ()

    def run_by(self, path: Path) -> Iterator[RunBy]:
        """No file says anything of it."""
        del path
        yield from ()

    def read(self, file: PairFile) -> Iterator[Entry | PairError]:
        """Execute the file, and take each triple for a pair."""
        source = text_of(file.path)
        try:
            triples = triples_of(file.root, file.relative)
            text = SourceText(source)
        except (KeyboardInterrupt, Interrupted):
            raise
        except BaseException as error:  # noqa: BLE001 (whatever a user's file raises)
            yield unreadable(file, in_one_line(error))
            return
        for each in triples:
            if isinstance(each, str):
                yield PairError(file=file.relative, pair="", message=each)
            else:
                yield entry_of(file, NAME, _found(each, file.path.stem, text), source)

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """The triple of this number as a pair."""
        triple = next(
            each
            for each in triples_of(root, file)
            if isinstance(each, Triple) and each.attribute == attribute
        )
        variants = [Handed(name) for name in triple.names]
        pair = pair_of(*variants)
        for variant, function in zip(variants, triple.functions, strict=True):
            variant.hand(Call(function=function), pair)
        return pair


def _found(triple: Triple, stem: str, text: SourceText) -> Found:
    before, after = (
        Implementation(
            name=name,
            summary=summary_of(function),
            source=text.with_what_it_uses(getattr(function, "__name__", "")),
        )
        for name, function in zip(triple.names, triple.functions, strict=True)
    )
    return Found(
        name=f"{stem}: {triple.description}",
        attribute=triple.attribute,
        question=triple.description,
        implementations=(before, after),
        claims=(Faster(variant=after.name, factor=1.0, size=1),),
        resource_scope=None,
    )


def _gives_list(node: ast.AST) -> bool:
    """Whether the module gets the list from it: written, imported, or below a condition."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            return False
        case ast.Name(id=name, ctx=ast.Store()):
            return name == LIST
        case ast.alias(name=name, asname=given):
            return (given or name) == LIST
        case _:
            return any(map(_gives_list, ast.iter_child_nodes(node)))


SUITE = RichBenchSuite()
