"""Dependencies as ``setup.cfg`` and ``setup.py`` have them; neither is run."""

import ast
import configparser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pairbench.core.authoring.source import parsed
from pairbench.project.dependencies.requirement import bare


def setup_cfg(folder: Path) -> configparser.ConfigParser:
    """What can be read of a project's ``setup.cfg``; a percent sign is one, as it is there."""
    parser = configparser.ConfigParser(interpolation=None)
    with suppress(OSError, configparser.Error, UnicodeDecodeError):
        parser.read(folder / "setup.cfg", encoding="utf-8")
    return parser


def setup_requirements(folder: Path, extras: Sequence[str]) -> list[str] | None:
    """What they require, with these extras; None where only running them would tell."""
    written = _of_setup_py(folder / "setup.py", extras)
    if written is None:
        return None
    parser = setup_cfg(folder)
    texts = [parser.get("options", "install_requires", fallback="")]
    texts += [parser.get("options.extras_require", each, fallback="") for each in extras]
    if any(each.strip().startswith("file:") for each in texts):
        return None
    lines = [bare(line) for text in texts for line in text.splitlines()]
    return [*written, *(each for each in lines if each)]


def _of_setup_py(path: Path, extras: Sequence[str]) -> list[str] | None:
    try:
        tree = parsed(path.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, SyntaxError, ValueError):
        return None
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "setup":
            if any(each.arg is None for each in node.keywords):
                return None
            given = {each.arg: each.value for each in node.keywords}
            try:
                found += _literal(given.get("install_requires"), [])
                optional = _literal(given.get("extras_require"), {})
                found += [line for each in extras for line in optional.get(each, [])]
            except ValueError:
                return None
    return found


def _literal(node: ast.expr | None, default: Any) -> Any:
    """What stands there; an error where it is computed."""
    return default if node is None else ast.literal_eval(node)
