"""From what is written on one line to what is compared: code, functions of modules, or files."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.versus.pair_file import Sweep, Wanted
from pairbench.versus.snippet import Code, read_code

FUNCTION = re.compile(r"(?P<module>[A-Za-z_][\w.]*):(?P<function>[A-Za-z_][\w.]*)")

ARGUMENT = "argument_"
"""What is made once, outside the clock, for functions to be called with."""

SCRIPT = "pairbench.versus.script"


def question(
    alternatives: Sequence[str],
    *,
    setup: str = "",
    size: str | None = None,
    call: str = "",
    mutates: bool = False,
) -> Wanted:
    """What is compared; ``call`` is an expression for the argument of functions.

    Raises:
        UsageError: an alternative, the setup or the sweep cannot be read.
    """
    if len(alternatives) < 2:  # noqa: PLR2004 (it takes two)
        raise UsageError(
            "one piece of code is compared with nothing: give two or more, each in quotes"
        )
    sweep = Sweep() if size is None else sweep_from(size)
    if call:
        setup = f"{setup}\n{ARGUMENT} = ({call})"
    argument = ARGUMENT if call else sweep.name
    codes, imports = [], []
    for each in alternatives:
        code, module = _code(each, argument)
        codes.append(code)
        imports += [module] if module else []
    return Wanted(
        codes=tuple(codes),
        setup=read_code(setup, what="the setup") if setup.strip() else None,
        sweep=sweep,
        imports=tuple(dict.fromkeys(imports)),
        mutates=mutates,
    )


def sweep_from(text: str) -> Sweep:
    """A sweep that is written ``n=10,100,1000``.

    Raises:
        UsageError: it is written in another way.
    """
    name, _, values = text.partition("=")
    try:
        sizes = tuple(sorted({int(each.replace("_", "")) for each in values.split(",")}))
    except ValueError:
        sizes = ()
    if not name.strip().isidentifier() or not sizes or sizes[0] < 1:
        raise UsageError(
            f"--size {text} is no sweep: write a name and whole numbers from 1 up, n=10,100,1000"
        )
    return Sweep(name=name.strip(), sizes=sizes)


def _code(written: str, argument: str) -> tuple[Code, str]:
    """An alternative, and the module that it must import, if it names one."""
    function = FUNCTION.fullmatch(written)
    if function is not None:
        text = f"{function['module']}.{function['function']}({argument})"
        return replace(read_code(text, what="the function"), said=written), function["module"]
    if written.endswith(".py"):
        path = Path(written)
        if not path.is_file():
            raise UsageError(f"{written} does not exist: name a Python file, or write code")
        text = f"{SCRIPT}.printed({str(path.resolve())!r})"
        return replace(read_code(text, what="the file"), said=written), SCRIPT
    return read_code(written, what="an alternative"), ""
