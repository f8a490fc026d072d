"""Requirement files, with those that they include."""

import os
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import bare

INCLUDES = {"-r": "-r", "--requirement": "-r", "-c": "-c", "--constraint": "-c"}

EDITABLE = {"-e", "--editable"}

PLACES = (".", "/", "~")
"""How a requirement begins that is a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What a requirement file says, in its order."""

    requirements: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def lines_of(path: Path, within: tuple[Path, ...] = ()) -> Lines:
    """The lines of a file; of what it includes, paths are taken from there.

    Raises:
        UsageError: a file cannot be read, or includes itself.
    """
    if path in within:
        raise UsageError(f"{path} includes itself; mend it")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}; mend it") from error
    found = Lines()
    for line in text.replace("\\\n", " ").splitlines():
        found = _joined(found, _line(bare(os.path.expandvars(line)), path, (*within, path)))
    return found


def _joined(first: Lines, second: Lines) -> Lines:
    return Lines(
        requirements=first.requirements + second.requirements,
        constraints=first.constraints + second.constraints,
        options=first.options + second.options,
    )


def _line(line: str, path: Path, within: tuple[Path, ...]) -> Lines:
    if not line:
        return Lines()
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
    place, bracket, extras = line.partition("[")
    is_path = place.startswith(PLACES) or (folder / place / "pyproject.toml").is_file()
    if not is_path:
        return line
    return f"{(folder / Path(place).expanduser()).resolve()}{bracket}{extras}"
