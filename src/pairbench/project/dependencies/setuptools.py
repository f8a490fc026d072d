"""Dependencies as ``setup.cfg`` and ``setup.py`` have them; neither is run."""

from collections.abc import Sequence
from pathlib import Path

from pairbench.project.as_written import SetupPy, literal, setup_cfg
from pairbench.project.dependencies.requirement import bare


def setup_requirements(folder: Path, extras: Sequence[str]) -> list[str] | None:
    """What they require, with these extras; None where only running them would tell."""
    written = _of_setup_py(folder, extras)
    if written is None:
        return None
    parser = setup_cfg(folder)
    texts = [parser.get("options", "install_requires", fallback="")]
    texts += [parser.get("options.extras_require", each, fallback="") for each in extras]
    if any(each.strip().startswith("file:") for each in texts):
        return None
    lines = [bare(line) for text in texts for line in text.splitlines()]
    return [*written, *(each for each in lines if each)]


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
