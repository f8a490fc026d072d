"""``%%pairbench``: pieces of code in one cell, divided by lines of dashes."""

import re
import shlex
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pairbench.core.errors import UsageError
from pairbench.core.units import duration_s
from pairbench.notebook.comparison import Comparison

if TYPE_CHECKING:
    from pairbench.notebook.functions import Asked

DIVIDER = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)


def load_ipython_extension(shell: Any) -> None:
    """Let the shell know the magic; ``%load_ext pairbench`` calls this."""

    def pairbench(line: str, cell: str) -> Comparison:
        """Compare the pieces of a cell that lines of dashes divide; the first is the baseline.

        They read the notebook's own names. Options stand behind ``%%pairbench``: ``--anyway``,
        ``--mutates``, ``--budget 1m``, ``--error 0.1%``.
        """
        from IPython.core.error import UsageError as ShownInOneLine

        try:
            return compare_cell(line, cell, shell.user_ns)
        except UsageError as error:
            raise ShownInOneLine(str(error)) from None

    shell.register_magic_function(pairbench, magic_kind="cell", magic_name="pairbench")


def compare_cell(line: str, cell: str, names: dict[str, Any]) -> Comparison:
    """Compare the pieces of a cell, which read these names.

    Raises:
        UsageError: an option is not known, a piece is no Python, or nothing can be compared.
    """
    from pairbench.notebook.compare import compare_asked
    from pairbench.versus.comparing import effort_for

    options = _options(line)
    asked = asked_by(cell, names, mutates=options.mutates)
    effort = effort_for(budget_s=options.budget_s, error=options.error)
    # The options are those of the command line, and are said as they are written here.
    return compare_asked(asked, effort, anyway=options.anyway, said=str)


def asked_by(cell: str, names: dict[str, Any], *, mutates: bool = False) -> "Asked":
    """The pieces of a cell as functions; values that they read are given to them as their input.

    Raises:
        UsageError: there is one piece only, or one that is no Python.
    """
    from pairbench.notebook.compare import ONCE
    from pairbench.notebook.functions import Asked, Named
    from pairbench.versus.pair_file import function_text
    from pairbench.versus.snippet import names_for, read_code

    codes = [read_code(each, what="a piece") for each in DIVIDER.split(cell)]
    if len(codes) < 2:  # noqa: PLR2004 (it takes two)
        raise UsageError("one piece is compared with nothing: divide two by a line of dashes, ---")
    mentioned = frozenset().union(*(each.reads | each.assigns for each in codes))
    given = sorted(each for each in mentioned & names.keys() if _is_value(names[each]))
    functions = []
    for code, name in zip(codes, names_for(codes, names), strict=True):
        text = function_text(code, name, given)
        made: dict[str, Any] = {}
        # The functions look for everything else where the cell would have found it.
        exec(text, names, made)  # noqa: S102 # nosec B102: the user's own cell
        functions.append(Named(function=made[name], label=code.label, source=text))
    value = names[given[0]] if len(given) == 1 else tuple(names[each] for each in given)
    return Asked(functions=tuple(functions), inputs={ONCE[0]: value}, sizes=ONCE, mutates=mutates)


def _is_value(value: object) -> bool:
    """Whether it is data; modules, classes and functions are found where they are."""
    return not isinstance(value, ModuleType | type) and not callable(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What stands behind the name of the magic."""

    anyway: bool
    mutates: bool
    budget_s: float | None
    error: float


def _options(line: str) -> _Options:
    from pairbench.versus.comparing import ALPHA
    from pairbench.versus.question import error_from

    try:
        words = shlex.split(line)
    except ValueError as wrong:
        raise UsageError(f"%%pairbench {line}: {str(wrong).lower()}: close the quote") from wrong
    budget, error = _taken(words, "--budget"), _taken(words, "--error")
    unknown = sorted(set(words) - {"--anyway", "--mutates"})
    if unknown:
        raise UsageError(
            f"%%pairbench knows no {unknown[0]}: use --anyway, --mutates, --budget 10s or "
            "--error 0.1%, and make the names that the code reads in a cell before"
        )
    return _Options(
        anyway="--anyway" in words,
        mutates="--mutates" in words,
        budget_s=None if budget is None else _seconds(budget),
        error=ALPHA if error is None else error_from(error),
    )


def _taken(words: list[str], option: str) -> str | None:
    """What stands behind an option, which is taken out with it; empty where nothing does."""
    if option not in words:
        return None
    place = words.index(option)
    value = "".join(words[place + 1 : place + 2])
    del words[place : place + 2]
    return value


def _seconds(text: str) -> float:
    """A length of time as the command line takes it."""
    try:
        return duration_s(text)
    except ValueError as error:
        raise UsageError(f"--budget: {error}") from error
