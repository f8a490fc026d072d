"""Turns a pair file into its module and finds the pairs in it; shared by parent and workers."""

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from pairbench.core.authoring.pair import Pair


def load_module(root: Path, file: str) -> ModuleType:
    """Execute the pair file ``file`` (relative to ``root``) as a module with its dotted name.

    The name and the root on ``sys.path`` matter: what the file defines can then be pickled to a
    process pool, and the file can import its neighbours. The file is executed anew at each call,
    so that two roots with files of the same name do not get in each other's way.

    Raises:
        BaseException: whatever the file raises while it is imported, SystemExit included.
    """
    path = str(root)
    if path not in sys.path:
        sys.path.insert(0, path)
    # As ``python file.py`` would have it, but last: a file may be called string.py.
    beside = str((root / file).parent)
    if beside not in sys.path:
        sys.path.append(beside)
    _claim(root, Path(file).parts[0])
    name = module_name(file)
    spec = importlib.util.spec_from_file_location(name, root / file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _claim(root: Path, top: str) -> None:
    """Let the top folder of a pair file be the package of its name.

    A folder without an ``__init__.py`` gives way to any installed package of the same name, however
    far behind on the path: the project's own ``bench`` would lose to somebody else's.
    """
    folder = root / top
    known = sys.modules.get(top)
    if not folder.is_dir() or (folder / "__init__.py").exists():
        if known is not None and str(folder) not in getattr(known, "__path__", [str(folder)]):
            del sys.modules[top]
        return
    if known is None or list(getattr(known, "__path__", [])) != [str(folder)]:
        package = ModuleType(top)
        package.__path__ = [str(folder)]
        sys.modules[top] = package
        if _is_taken(root, top):
            _put_first(folder)


def _is_taken(root: Path, top: str) -> bool:
    """Whether somebody else's package of the name lies on the path."""
    others = [each for each in sys.path if each != str(root)]
    spec = importlib.machinery.PathFinder.find_spec(top, others)
    return spec is not None and spec.loader is not None and spec.origin is not None


def _put_first(folder: Path) -> None:
    """Let processes that are started from this one find the folder, by a package that points there.

    They get this one's path and nothing else of its imports. The package is kept in the user's
    cache; without one, only this process knows better.
    """
    import hashlib
    import os

    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    name = hashlib.sha256(bytes(folder)).hexdigest()[:20]
    place = Path(cache) / "pairbench" / "names" / name
    file = place / folder.name / "__init__.py"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{os.getpid()}.part")
        part.write_text(f"__path__ = [{str(folder)!r}]\n", encoding="utf-8")
        part.replace(file)
    except OSError:
        return
    sys.path.insert(0, str(place))


def module_name(file: str) -> str:
    """The dotted name of a pair file: ``bench/memory/slots.py`` is ``bench.memory.slots``."""
    return ".".join(Path(file).with_suffix("").parts)


def pairs_in(module: ModuleType) -> dict[str, Pair]:
    """The pairs that the module defines, by the first name it gives each, in their order."""
    found = {name: value for name, value in vars(module).items() if isinstance(value, Pair)}
    first = {id(value): name for name, value in reversed(found.items())}
    return {name: value for name, value in found.items() if first[id(value)] == name}
