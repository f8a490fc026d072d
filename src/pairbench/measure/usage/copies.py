"""The files of a project that are installed in the interpreter of the harness."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path


def copies_of(distributions: Iterable[str]) -> frozenset[Path]:
    """What is installed of these distributions, save those that lead back to a working tree."""
    return frozenset(path for each in distributions for path in _files(each))


def _files(name: str) -> Iterator[Path]:
    with suppress(metadata.PackageNotFoundError, ValueError):
        found = metadata.distribution(name)
        if not _is_editable(found):
            for file in found.files or ():
                yield Path(os.path.realpath(str(found.locate_file(file))))


def _is_editable(found: metadata.Distribution) -> bool:
    """What lies beside an editable installation is the way to the tree, and not its code."""
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    return bool(origin.get("dir_info", {}).get("editable", False))
