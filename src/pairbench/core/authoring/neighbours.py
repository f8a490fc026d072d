"""The files of the bench folder that a pair file imports, found in its text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import decode_source
from pathlib import Path, PurePosixPath

from pairbench.core.authoring.source import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file's text; ``path`` is relative to the folder that contains the bench folder."""

    path: str
    text: str


def imported_by(root: Path, file: str, text: str) -> tuple[SourceFile, ...]:
    """What the pair file imports from its own bench folder, directly or not, by path.

    Raises:
        OSError: a file cannot be read.
        SyntaxError: the text, or that of a file, is not Python.
        UnicodeDecodeError: a file is not written as it says.
    """
    top = PurePosixPath(file).parts[0]
    found: dict[str, str] = {}
    unread = [SourceFile(path=file, text=text)]
    while unread:
        for path in _imports(unread.pop()):
            inside = path.parts[0] == top and (root / path).is_file()
            if inside and str(path) not in {file, *found}:
                found[str(path)] = decode_source((root / path).read_bytes())
                unread.append(SourceFile(path=str(path), text=found[str(path)]))
    return tuple(SourceFile(path=path, text=found[path]) for path in sorted(found))


def _imports(file: SourceFile) -> Iterator[PurePosixPath]:
    """Where the modules that a text names would be, if they were beside it."""
    for node in ast.walk(parsed(file.text)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield from _places(alias.name.split("."))
            case ast.ImportFrom(module=module, names=names, level=level):
                parents = PurePosixPath(file.path).parts[:-level] if level else ()
                base = [*parents, *(module.split(".") if module else ())]
                yield from _places(base)
                for alias in names:
                    yield from _places([*base, alias.name])
            case _:
                pass


def _places(parts: list[str]) -> Iterator[PurePosixPath]:
    if parts:
        yield PurePosixPath(*parts).with_name(f"{parts[-1]}.py")
        yield PurePosixPath(*parts, "__init__.py")
