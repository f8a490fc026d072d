"""Requirement files, with those that they include."""

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.locks import pylock_lines
from pairbench.project.dependencies.requirement import bare

INCLUDES = {"-r": "-r", "--requirement": "-r", "-c": "-c", "--constraint": "-c"}

EDITABLE = {"-e", "--editable"}

GLUED = re.compile(r"(-[rce])(?=[^\s=])")
"""An option whose value follows at once."""

VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""How a text may begin that says how it is written."""

BUILDERS = ("setup.py", "setup.cfg", "pyproject.toml")
"""What a package is built by: a folder with one of these is one, whatever its name begins with."""

PLACES = (".", "/", "~")
"""How a requirement begins that is a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a requirement file says, in its order.

    ``by_default`` is its name where it is read because nothing else declares anything.
    """

    requirements: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    by_default: str = ""


def lines_of(path: Path, within: tuple[Path, ...] = ()) -> Lines:
    """The lines of a file, or of a lock of the standard; paths are taken from where each lies.

    Raises:
        UsageError: a file cannot be read, or includes itself.
    """
    if path in within:
        raise UsageError(f"{path} includes itself; mend it")
    if path.suffix == ".toml":
        return Lines(requirements=tuple(pylock_lines(path)))
    try:
        text = _decoded(path.read_bytes()).replace("\r\n", "\n")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}; mend it") from error
    found = Lines()
    for line in text.replace("\\\n", " ").splitlines():
        found = _joined(found, _line(bare(_expanded(line)), path, (*within, path)))
    return found


def _decoded(content: bytes) -> str:
    """The text of a file, which a shell of Windows may have written in two bytes a character."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    return content.decode("utf-8")


def _expanded(line: str) -> str:
    """The line with what the environment says, as pip takes it; what is not there stays."""
    return VARIABLE.sub(lambda found: os.environ.get(found[1], found[0]), line)


def _joined(first: Lines, second: Lines) -> Lines:
    return Lines(
        requirements=first.requirements + second.requirements,
        constraints=first.constraints + second.constraints,
        options=first.options + second.options,
    )


def _line(line: str, path: Path, within: tuple[Path, ...]) -> Lines:
    if not line:
        return Lines()
    line = GLUED.sub(r"\1 ", line, count=1) if GLUED.match(line) else line
    option, _, rest = line.replace("=", " ", 1 if line.startswith("--") else 0).partition(" ")
    rest = rest.strip()
    if option in INCLUDES:
        inner = lines_of(path.parent / rest, within)
        if INCLUDES[option] == "-r":
            return inner
        return Lines(constraints=inner.requirements + inner.constraints, options=inner.options)
    if option in EDITABLE:
        # A gate's files are gone when it is over: nothing may point at them.
        return Lines(requirements=(_placed(rest, path.parent),))
    if line.startswith("-"):
        return Lines(options=(line,))
    return Lines(requirements=(_placed(line, path.parent),))


def _placed(line: str, folder: Path) -> str:
    """A path in full, taken from the folder of the file that has it; else the line as it stands."""
    text, semicolon, marker = line.partition(";")
    place, bracket, extras = text.partition("[")
    is_path = place.startswith(PLACES) or any(
        (folder / place / each).is_file() for each in BUILDERS
    )
    if not is_path:
        return line
    whole = (folder / Path(place.strip()).expanduser()).resolve()
    return f"{whole}{bracket}{extras.rstrip()}" + (f" ;{marker}" if semicolon else "")
