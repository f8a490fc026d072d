"""Where a file raised, what was probably meant by a name that nothing has, and what to do."""

import inspect
import re
import sys
import traceback
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from pairbench.core.authoring.pair import Pair

UNEXPECTED = re.compile(r"Pair\.(\w+)\(\) got an unexpected keyword argument '(\w+)'")
"""What Python says of a claim or an option that is not there."""

MISSING = re.compile(r"'Pair' object has no attribute '(\w+)'")

PLAIN = re.compile(
    r"Pair\.(input|consumer|equal|behaviour)\(\) (?:missing 1 required|got an unexpected keyword)"
)
"""What it says of a decorator that takes no arguments, and is written with parentheses."""

MEND = "mend the file"

ENDED = ': what ends a program, or reads its arguments, stands under if __name__ == "__main__":'
"""What is said of a file that ends its process where it stands, as argparse does at its top."""

CONFLICT = b"<<<<<<< "
"""How git begins a place that two changes are about."""

IN_PROGRESS = ": a merge or a rebase is in progress, and is to be finished first"

NO_MODULE = re.compile(r"No module named '([\w.]+)'")
"""What Python says, and whoever passes on what it says."""

FROM_WITHIN = re.compile(
    r"cannot import name '(?P<name>\w+)' from partially initialized module '(?P<package>\w+)[\w.]*'"
    r"(?P<guess> \(most likely due to a circular import\))? \((?P<file>.+?\.py)\)"
)
"""What Python says of a module that its own package imports and that is not there."""

SOURCES = (".pyx", ".py.in", ".pyx.in", ".c", ".cc", ".cpp", ".cxx", ".f", ".f90", ".pyf", ".rs")
"""How files end from which a module is compiled."""

MEND_SETTINGS = "mend the settings of pytest, a conftest or a plug-in, whichever asks for it"

ADVICE = re.compile(rf"; (?:[^;]+, or )?(?:{MEND}|{MEND_SETTINGS})$")


def line_in(file: Path, error: BaseException) -> int | None:
    """The line of the file at which it raised, the innermost one; None where it was elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((each.lineno for each in reversed(frames) if each.filename == str(file)), None)


def meant(error: BaseException) -> str:
    """``: did you mean faster=?`` where a name of ours is close to the one written, or nothing.

    Of what ends a program it is said where that belongs: reading a command line may be all it is.
    """
    text = str(error)
    if isinstance(error, TypeError) and (found := PLAIN.search(text)):
        return f": write @pair.{found[1]} without parentheses"
    if isinstance(error, TypeError) and (found := UNEXPECTED.search(text)):
        function = getattr(Pair, found[1])
        names = [
            name
            for name, each in inspect.signature(function).parameters.items()
            if each.kind is inspect.Parameter.KEYWORD_ONLY
        ]
        return _closest(found[2], names, "{}=")
    if isinstance(error, AttributeError) and (found := MISSING.search(text)):
        names = [name for name, each in vars(Pair).items() if callable(each) and name[0] != "_"]
        return _closest(found[1], names, "pair.{}")
    if isinstance(error, SyntaxError) and error.filename:
        return _unmerged(Path(error.filename))
    return ENDED if isinstance(error, SystemExit) else ""


def _unmerged(file: Path) -> str:
    """Whether a file that is no Python holds what git writes into it where two changes meet."""
    with suppress(OSError):
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            if line.startswith(CONFLICT):
                return f"{IN_PROGRESS}: {file.name} has its marks from line {number} on"
    return ""


def _closest(written: str, names: list[str], shown: str) -> str:
    close = get_close_matches(written, names, n=1)
    return f": did you mean {shown.format(close[0])}?" if close else ""


def with_advice(why: str, root: Path, mend: str = MEND) -> str:
    """The sentence, and what to do: what is not found is installed.

    A module at the ``root`` of the project is not where that interpreter looks.

    One below a package that is there may be compiled, and not be built yet.
    """
    inside = FROM_WITHIN.search(why)
    source = None if inside is None else _compiled_from(Path(inside["file"]).parent, inside["name"])
    if inside is not None and source is not None:
        told = why.replace(inside["guess"] or "", "")
        return f"{told}; install or build {inside['package']} ({source} is not compiled), or {mend}"
    found = NO_MODULE.search(why)
    if found is None:
        return f"{why}; {mend}"
    spelt = _in_another_case(found[1], root)
    if spelt is not None:
        both = "upper and lower case count: rename one of the two"
        return f"{why}; there is {spelt}, and {both}, or {mend}"
    package, _, below = found[1].partition(".")
    if below:
        return f"{why}; install or build {package}, or {mend}"
    is_here = (root / package).exists() or (root / f"{package}.py").exists()
    wanted = f"the project, which has {package}" if is_here else package
    return f"{why}; install {wanted}, or {mend}"


def _compiled_from(folder: Path, name: str) -> str | None:
    """The file in a package that has yet to become its module of this name; None if none has."""
    return next((each for end in SOURCES if (folder / (each := f"{name}{end}")).is_file()), None)


def _in_another_case(module: str, root: Path) -> str | None:
    """The file or folder that has the name of a module but for the case of its letters, if any.

    Whether a file of another case exists is no question to ask: some file systems say yes.
    """
    for place in dict.fromkeys([root, *map(Path, sys.path)]):
        folder = place
        for part in module.split("."):
            with suppress(OSError):
                names = {each.name.partition(".")[0]: each for each in sorted(folder.iterdir())}
                if part in names:
                    folder = folder / part
                    continue
                alike = [each for name, each in names.items() if name.lower() == part.lower()]
                modules = [each for each in alike if each.suffix == ".py" or each.is_dir()]
                if modules:
                    return modules[0].relative_to(place).as_posix()
            break
    return None


def without_advice(message: str) -> str:
    """The sentence without its end, for whom there is no file to be mended."""
    return ADVICE.sub("", message)
