"""The files that those for a builder name: what only the builder knows, it may read there."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from pairbench.project.as_written import SetupPy, setup_cfg
from pairbench.project.dependencies.files import BUILDERS
from pairbench.project.sources import readable_pyproject

OF_DATA = (".txt", ".in", ".json", ".toml", ".cfg", ".ini", ".yml", ".yaml")
"""What files are called that requirements are read from."""

HOOK = "hatch_build.py"
"""Where hatchling looks for a project's own hooks, if no other file is named."""


def builder_files(folder: Path) -> list[Path]:
    """The files that say how a project is built, those that they name, and what they import.

    They are told by what is written out. What is read from code that is only named, as a version
    is, has no requirements in it.
    """
    found = {folder / each for each in (*BUILDERS, HOOK)}
    found.update(_of_setup_py(folder))
    for text in (*_texts(readable_pyproject(folder)), *_of_setup_cfg(folder)):
        found.update(_data(folder, text))
    return sorted(each for each in found if each.is_file())


def _of_setup_py(folder: Path) -> Iterator[Path]:
    """What it reads, wherever it puts the names of the folders together, and its own modules."""
    with suppress(OSError, SyntaxError, ValueError):
        for node in SetupPy(folder).nodes:
            match node:
                case ast.Import(names=names):
                    yield from (_module(folder, each.name) for each in names)
                case ast.ImportFrom(module=str(module), names=names):
                    yield _module(folder, module)
                    yield from (_module(folder, f"{module}.{each.name}") for each in names)
                case ast.Constant(value=str(text)):
                    yield from _data(folder, text)
                case _:
                    pass


def _of_setup_cfg(folder: Path) -> Iterator[str]:
    parser = setup_cfg(folder)
    for section in parser.sections():
        for _, text in parser.items(section):
            yield from text.replace("file:", " ").replace(",", " ").split()


def _texts(value: Any) -> Iterator[str]:
    """All texts in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _data(folder: Path, text: str) -> Iterator[Path]:
    """The files of data that a text may be the name of, or the end of the name."""
    path = PurePosixPath(text.strip())
    if path.suffix in OF_DATA and "\n" not in text and "*" not in text:
        relative = str(path).lstrip("/")
        yield folder / relative
        for each in folder.iterdir():
            if each.is_dir() and not each.name.startswith("."):
                yield each / relative


def _module(folder: Path, name: str) -> Path:
    return folder / f"{name.replace('.', '/')}.py"
