"""What ``setup.cfg`` and ``setup.py`` say as they stand there; neither is run."""

import ast
import configparser
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.core.authoring.source import parsed


def setup_cfg(folder: Path) -> configparser.ConfigParser:
    """What can be read of a project's ``setup.cfg``."""
    return ini_of(folder / "setup.cfg")


def ini_of(path: Path) -> configparser.ConfigParser:
    """What can be read of a file in this form."""
    parser = _parser()
    with suppress(OSError, configparser.Error, UnicodeDecodeError):
        parser.read_string(path.read_text(encoding="utf-8-sig"))
    return parser


def ini_in(text: str) -> configparser.ConfigParser:
    """What a text in this form says.

    Raises:
        configparser.Error: it is not in this form.
    """
    parser = _parser()
    parser.read_string(text)
    return parser


def _parser() -> configparser.ConfigParser:
    """One to which a percent sign is one."""
    return configparser.ConfigParser(interpolation=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call in a ``setup.py``, by the last word of what is called."""

    function: str
    args: tuple[ast.expr, ...]
    keywords: Mapping[str, ast.expr]
    whole: bool
    """Whether all that it is given by name is written out: nothing comes by ``**``."""


class SetupPy:
    """A ``setup.py`` by its syntax."""

    def __init__(self, folder: Path) -> None:
        """Read that of a project.

        Raises:
            OSError: there is none, or it cannot be read.
            SyntaxError: it is no Python that this interpreter knows.
            ValueError: it holds what no source may hold.
        """
        self.nodes = tuple(ast.walk(parsed((folder / "setup.py").read_bytes())))

    def calls(self, *functions: str) -> Iterator[Call]:
        """The calls of these, wherever they come from."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                function = ast.unparse(node.func).rpartition(".")[2]
                if function in functions:
                    named = {each.arg: each.value for each in node.keywords if each.arg}
                    whole = len(named) == len(node.keywords)
                    args = tuple(node.args)
                    yield Call(function=function, args=args, keywords=named, whole=whole)

    def given(self, name: str) -> Iterator[ast.expr]:
        """What any call is given by this name."""
        for node in self.nodes:
            if isinstance(node, ast.keyword) and node.arg == name:
                yield node.value


def literal(node: ast.expr | None, default: Any = None) -> Any:
    """What stands there.

    Raises:
        ValueError: it is worked out.
    """
    return default if node is None else ast.literal_eval(node)
