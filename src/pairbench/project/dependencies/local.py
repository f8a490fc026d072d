"""Packages of the repository itself, and other places that a project names for what it requires.

Whoever hands the name of such a package to an index may get a stranger's of the same name.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from packaging.markers import Marker

from pairbench.project.dependencies.poetry import alternatives, poetry_places
from pairbench.project.dependencies.requirement import address_of, git_address, usual
from pairbench.project.sources import distributions, readable_pyproject

IN_THE_LOCK = "require it in [dependency-groups] and lock it anew, for uv.lock does not have it"

BY_FILE = "name a requirements file in [tool.pairbench] requirements"


@dataclass(slots=True, kw_only=True)
class Places:
    """Where what is required lies, by its name in its usual form.

    ``own`` are folders of the revision's tree; ``refused`` says why a name cannot be resolved.
    ``locked`` says that there is a uv.lock.
    """

    locked: bool = False
    own: dict[str, Path] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, written: Mapping[str, Any], base: Path, tree: Path) -> None:
        """Take in what is said of a name; paths are taken from the folder of ``base``."""
        match written:
            case {"workspace": True}:
                if name not in self.own:
                    self.refused[name] = "it is said to be of the workspace, and is not there"
            case {"path": path}:
                self._add_path(name, (base / path).resolve(), tree.resolve())
            case {"git": _}:
                self.addresses[name] = git_address(written)
            case {"url": url}:
                self.addresses[name] = str(url)
            case {"index": index}:
                advice = IN_THE_LOCK if self.locked else "commit a uv.lock"
                self.refused[name] = f"it comes from the index {index}: {advice}"
            case {"source": source}:
                self.refused[name] = f"it comes from the source {source} of Poetry; {BY_FILE}"
            case _:
                pass

    def _add_path(self, name: str, place: Path, tree: Path) -> None:
        if not place.is_relative_to(tree):
            self.refused[name] = f"its folder {place.name} lies outside the repository"
        elif place.is_dir():
            self.own[name] = place
        else:
            self.addresses[name] = place.as_uri()


def places(
    folder: Path, tree: Path, pyproject: Mapping[str, Any], groups: Sequence[str] = ()
) -> Places:
    """All that are known: of the tree, of the project's settings for uv and Poetry.

    Of Poetry's groups those in ``groups`` count, by their names in their usual form.
    """
    found = Places(locked=any((each / "uv.lock").is_file() for each in upwards(folder, tree)))
    for name, place in distributions(tree):
        if place != folder:
            found.own.setdefault(usual(name), place)
    for base in dict.fromkeys((_workspace(folder, tree), folder)):
        for name, each in _uv_sources(pyproject if base == folder else readable_pyproject(base)):
            found.add(name, each, base, tree)
    poetry = pyproject.get("tool", {}).get("poetry", {})
    for name, each in poetry_places(poetry, groups):
        found.add(name, each, folder, tree)
    if not (folder / "poetry.lock").is_file():
        found.refused |= {
            name: f"any of {versions} will do, which cannot be installed from; {BY_FILE}"
            for name, versions in alternatives(poetry, groups)
        }
    found.addresses |= {name: address_of(place) for name, place in found.own.items()}
    return found


def workspace_members(folder: Path, pyproject: Mapping[str, Any]) -> list[str]:
    """The packages of a workspace of uv, by their names, where its folder is none itself."""
    table = pyproject.get("tool", {}).get("uv", {}).get("workspace", {})
    if "project" in pyproject:
        return []
    left_out = {path for each in table.get("exclude", []) for path in folder.glob(each)}
    members = {path for each in table.get("members", []) for path in folder.glob(each)} - left_out
    return [name for name, place in distributions(folder) if place in members]


def _uv_sources(pyproject: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What is said of each name, for this interpreter and machine."""
    for name, written in pyproject.get("tool", {}).get("uv", {}).get("sources", {}).items():
        for each in written if isinstance(written, list) else [written]:
            if "marker" not in each or Marker(each["marker"]).evaluate():
                yield usual(name), each


def developed_elsewhere(name: str) -> str | None:
    """The address of what is installed here from a folder, not from an index."""
    try:
        # Its keys are those of PEP 610.
        text = distribution(name).read_text("direct_url.json")
    except (PackageNotFoundError, ValueError):
        return None
    url = json.loads(text).get("url", "") if text else ""
    parts = urlparse(url)
    there = parts.scheme == "file" and Path(unquote(parts.path)).exists()
    return url if there else None


def upwards(folder: Path, tree: Path) -> Iterator[Path]:
    """The folder of a project and those around it, up to that of the repository."""
    for each in (folder, *folder.parents):
        yield each
        if each == tree:
            return


def _workspace(folder: Path, tree: Path) -> Path:
    """The nearest folder upwards that has settings for a workspace of uv."""
    found = (
        each
        for each in upwards(folder, tree)
        if "workspace" in readable_pyproject(each).get("tool", {}).get("uv", {})
    )
    return next(found, folder)
