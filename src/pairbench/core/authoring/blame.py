"""Where a pair file raised, and what was probably meant by a name that nothing has."""

import inspect
import re
import traceback
from difflib import get_close_matches
from pathlib import Path

from pairbench.core.authoring.pair import Pair

UNEXPECTED = re.compile(r"Pair\.(\w+)\(\) got an unexpected keyword argument '(\w+)'")
"""What Python says of a claim or an option that is not there."""

MISSING = re.compile(r"'Pair' object has no attribute '(\w+)'")


def line_in(file: Path, error: BaseException) -> int | None:
    """The line of the file at which it raised, the innermost one; None where it was elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((each.lineno for each in reversed(frames) if each.filename == str(file)), None)


def meant(error: BaseException) -> str:
    """``: did you mean faster=?`` where a name of ours is close to the one written, or nothing."""
    text = str(error)
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
    return ""


def _closest(written: str, names: list[str], shown: str) -> str:
    close = get_close_matches(written, names, n=1)
    return f": did you mean {shown.format(close[0])}?" if close else ""
