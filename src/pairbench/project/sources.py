"""Where the code of a project is: as its settings say, as it declares to its builder, or as found.

The modules that a project consists of, and the distributions that it makes, follow from that.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from pairbench.core.authoring.entry import Site
from pairbench.core.errors import UsageError
from pairbench.project.as_written import SetupPy, literal, setup_cfg
from pairbench.project.settings import settings_at

USUAL = ("src", "python", "lib")
"""Folders that hold nothing but code, in the order in which they are looked at."""

HIDDEN = ("_", ".")

NAMESPACE = ("extend_path", "declare_namespace")
"""What stands in the file of a package that others have modules in as well."""

DEPTH = 3
"""So deep may the projects of a repository lie in it."""


def named_sources(folders: Sequence[Path], named: Sequence[str]) -> tuple[str, ...]:
    """The folders to import from, for the revisions of a project that lie in these folders.

    Those that are named, or what is found at each revision where none are. A revision that lacks
    one that is named may call it otherwise: what its own settings name comes after them.

    Raises:
        UsageError: one that is named is at none of the revisions.
    """
    for each in named:
        if not any((folder / each).is_dir() for folder in folders):
            raise UsageError(_not_there(each, folders))
    if not named:
        return tuple(dict.fromkeys(each for folder in folders for each in default_sources(folder)))
    own = (each for folder in folders for each in _called_otherwise(folder, named))
    return tuple(dict.fromkeys((*named, *own)))


def _called_otherwise(folder: Path, named: Sequence[str]) -> tuple[str, ...]:
    """What a revision that lacks some of the folders calls its own, or has where it has none."""
    there = [each for each in named if (folder / each).is_dir()]
    settings = settings_at(folder) if len(there) < len(named) else None
    its_own = () if settings is None else settings.sources
    own = tuple(each for each in its_own if (folder / each).is_dir())
    return own if own or there else default_sources(folder)


def site_of(project: Path, sources: Sequence[str]) -> Site:
    """Where the code of a project's working tree is imported from, by its settings.

    Raises:
        UsageError: a folder that is named is not there.
    """
    folders = (project / each for each in named_sources([project], sources))
    return Site(root=project, sources=tuple(each for each in folders if each.is_dir()))


def default_sources(root: Path) -> tuple[str, ...]:
    """The folders of a project that its modules are imported from, relative to it."""
    declared = tuple(dict.fromkeys(each for each in _declared(root) if (root / each).is_dir()))
    if declared:
        return declared
    usual = tuple(each for each in USUAL if next(_modules(root / each), None) is not None)
    return usual[:1] or (".",)


def own_modules(root: Path, sources: Iterable[str]) -> frozenset[str]:
    """The dotted names of the modules and packages that the folders hold.

    A package that is shared with others is not the project's, but what it has in it is.
    """
    return frozenset(name for each in sources for name in _modules(root / each))


def own_distributions(tree: Path) -> frozenset[str]:
    """What the projects of a repository are called when they are installed."""
    return frozenset(name for name, _ in distributions(tree))


def distributions(tree: Path) -> Iterator[tuple[str, Path]]:
    """Those names, each with the folder of its project; the outermost come first."""
    for folder in _folders(tree, DEPTH):
        if name := project_name(folder):
            yield name, folder


def _not_there(source: str, folders: Sequence[Path]) -> str:
    there = {each.name for folder in folders for each in folder.iterdir() if each.is_dir()}
    near = difflib.get_close_matches(source, sorted(there), n=1)
    hint = f"did you mean {near[0]}?" if near else "name the folder that the code is in"
    return f"[tool.pairbench] sources: neither revision has a folder {source}; {hint}"


def _declared(root: Path) -> Iterator[str]:
    """What the files for builders say; a file that cannot be read says nothing here."""
    tool = readable_pyproject(root).get("tool", {})
    with suppress(AttributeError, TypeError, KeyError, ValueError):
        yield from _setuptools(tool.get("setuptools", {}))
    for each in (_hatch, _poetry, _others):
        with suppress(AttributeError, TypeError, KeyError, ValueError):
            yield from each(tool)
    yield from _setup_cfg(root)
    with suppress(OSError, SyntaxError, ValueError):
        yield from _setup_py(root)


def _setuptools(table: Mapping[str, Any]) -> Iterator[str]:
    yield from _package_dir(table.get("package-dir", {}))
    packages = table.get("packages", {})
    if isinstance(packages, Mapping):
        yield from packages.get("find", {}).get("where", [])


def _package_dir(table: Mapping[str, str]) -> Iterator[str]:
    for package, folder in table.items():
        path = PurePosixPath(folder)
        if not package:
            yield str(path)
        elif path.name == package.rpartition(".")[2]:
            # A package of a package lies as much deeper.
            yield str(path.parents[package.count(".")])


def _hatch(tool: Mapping[str, Any]) -> Iterator[str]:
    build = tool.get("hatch", {}).get("build", {})
    for table in (build.get("targets", {}).get("wheel", {}), build):
        yield from (str(PurePosixPath(each).parent) for each in table.get("packages", []))
        yield from table.get("sources", [])
        yield from table.get("dev-mode-dirs", [])


def _poetry(tool: Mapping[str, Any]) -> Iterator[str]:
    for each in tool.get("poetry", {}).get("packages", []):
        yield each.get("from", ".")


def _others(tool: Mapping[str, Any]) -> Iterator[str]:
    found = [
        tool.get("maturin", {}).get("python-source"),
        tool.get("pdm", {}).get("build", {}).get("package-dir"),
        tool.get("pdm", {}).get("package-dir"),
        tool.get("uv", {}).get("build-backend", {}).get("module-root"),
    ]
    yield from (each or "." for each in found if each is not None)
    packages = tool.get("scikit-build", {}).get("wheel", {}).get("packages", [])
    named = packages.values() if isinstance(packages, Mapping) else packages
    yield from (str(PurePosixPath(each).parent) for each in named)


def _setup_cfg(root: Path) -> Iterator[str]:
    parser = setup_cfg(root)
    if text := parser.get("options", "package_dir", fallback=""):
        pairs = (each.split("=", 1) for each in text.splitlines() if "=" in each)
        yield from _package_dir({name.strip(): folder.strip() for name, folder in pairs})
    if where := parser.get("options.packages.find", "where", fallback=""):
        yield from where.split()


def _setup_py(root: Path) -> Iterator[str]:
    for call in SetupPy(root).calls("find_packages", "find_namespace_packages", "setup"):
        with suppress(AttributeError, TypeError, ValueError):
            if call.function == "setup":
                yield from _package_dir(literal(call.keywords.get("package_dir"), {}))
            elif where := call.args[0] if call.args else call.keywords.get("where"):
                yield str(literal(where))


def _modules(folder: Path) -> Iterator[str]:
    """The modules and packages of a folder, and of the packages in it that are shared."""
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        if each.suffix == ".py" and each.stem.isidentifier() and each.name != "__init__.py":
            yield each.stem
        elif each.is_dir() and each.name.isidentifier() and not each.name.startswith("__"):
            if (each / "__init__.py").is_file() and not _is_shared(each / "__init__.py"):
                yield each.name
            else:
                yield from (f"{each.name}.{inner}" for inner in _modules(each))


def _is_shared(file: Path) -> bool:
    text = file.read_text(encoding="utf-8", errors="replace")
    return any(word in text for word in NAMESPACE)


def _folders(tree: Path, depth: int) -> Iterator[Path]:
    yield tree
    if depth:
        for each in sorted(tree.iterdir()) if tree.is_dir() else ():
            if each.is_dir() and not each.is_symlink() and not each.name.startswith(HIDDEN):
                yield from _folders(each, depth - 1)


def project_name(folder: Path) -> str | None:
    """What the project of a folder is called when it is installed; None where it does not say."""
    content = readable_pyproject(folder)
    poetry = content.get("tool", {}).get("poetry", {})
    found = content.get("project", {}).get("name") or poetry.get("name")
    if found is None:
        found = setup_cfg(folder).get("metadata", "name", fallback=None)
    return found if isinstance(found, str) else None


def readable_pyproject(folder: Path) -> dict[str, Any]:
    """The file as it stands; empty where it is not there, or says nothing that can be read."""
    try:
        found = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found.get("tool", {}), dict) else {}
