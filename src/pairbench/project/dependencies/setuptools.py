"""Dependencies as ``setup.cfg`` and ``setup.py`` have them; neither is run."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pairbench.project.as_written import SetupPy, literal, setup_cfg
from pairbench.project.dependencies.files import lines_of
from pairbench.project.dependencies.requirement import bare

OF_FILES = "file:"
"""How a text of ``setup.cfg`` begins that is the names of files."""


def setup_requirements(folder: Path, extras: Sequence[str]) -> list[str] | None:
    """What they require, with these extras; None where only running them would tell.

    Raises:
        UsageError: a file that they name cannot be read.
    """
    written = _of_setup_py(folder, extras)
    if written is None:
        return None
    parser = setup_cfg(folder)
    texts = [parser.get("options", "install_requires", fallback="")]
    texts += [parser.get("options.extras_require", each, fallback="") for each in extras]
    return [*written, *(line for text in texts for line in _listed(folder, text.strip()))]


def _listed(folder: Path, text: str) -> Iterator[str]:
    """The requirements of a text, which may name the files that have them."""
    if text.startswith(OF_FILES):
        for name in re.split(r"[,\n]", text.removeprefix(OF_FILES)):
            if name.strip():
                yield from lines_of(folder / name.strip()).requirements
    else:
        yield from (line for each in text.splitlines() if (line := bare(each)))


def _of_setup_py(folder: Path, extras: Sequence[str]) -> list[str] | None:
    found: list[str] = []
    try:
        for call in SetupPy(folder).calls("setup"):
            if not call.whole:
                return None
            found += literal(call.keywords.get("install_requires"), [])
            optional = literal(call.keywords.get("extras_require"), {})
            found += [line for each in extras for line in optional.get(each, [])]
    except FileNotFoundError:
        return []
    except (OSError, SyntaxError, ValueError):
        return None
    return found
