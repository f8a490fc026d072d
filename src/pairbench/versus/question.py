"""From what is written on one line to what is compared, over which sizes, and with which input."""

from collections.abc import Sequence
from pathlib import Path

from pairbench.core import words
from pairbench.core.errors import UsageError
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH
from pairbench.versus.alternative import Callee, alternative
from pairbench.versus.pair_file import Sweep, Wanted
from pairbench.versus.snippet import read_code

ARGUMENT = "argument_"
"""What is made once, outside the clock, for functions to be called with."""

SWEPT = "--size n=100,1000,10000,100000"
"""What tells how one piece of code grows."""


def question(
    alternatives: Sequence[str],
    *,
    setup: str = "",
    size: str | None = None,
    call: str = "",
    mutates: bool = False,
    folders: Sequence[Path] = (),
) -> Wanted:
    """What is compared; ``call`` is an expression for the argument of functions.

    Modules are imported from the ``folders``, by which a function of a file is found. One
    alternative is enough where a size is swept: what is asked then is how it grows.

    Raises:
        UsageError: an alternative, the setup or the sweep cannot be read.
    """
    if len(alternatives) == 1 and size is None:
        raise UsageError(
            "one piece of code is compared with nothing: give two or more, each in quotes, "
            f"or {SWEPT} to see how it grows"
        )
    sweep = Sweep() if size is None else sweep_from(size)
    if len(alternatives) == 1:
        insist_on_growth(sweep.sizes, SWEPT)
    own = bool(setup.strip())
    if call:
        read_code(f"({call})", what="--input")
        setup = f"{setup}\n{ARGUMENT} = ({call})"
    made = read_code(setup, what="the setup") if setup.strip() else None
    callee = Callee(
        argument=ARGUMENT if call else sweep.name,
        is_given=bool(call),
        functions=frozenset() if made is None else made.functions,
        folders=tuple(folders),
    )
    found = [alternative(each, callee) for each in alternatives]
    if call and not any(ARGUMENT in each.code.reads for each in found):
        raise UsageError(
            f"--input is what functions are called with, and {alternatives[0]} is none: write "
            "module:function or its name alone, or make what the code reads with --setup"
        )
    return Wanted(
        codes=tuple(each.code for each in found),
        setup=made,
        sweep=sweep,
        imports=tuple(dict.fromkeys(each.module for each in found if each.module)),
        mutates=mutates,
        made_by=" or ".join(filter(None, ["the setup" if own else "", "--input" if call else ""])),
    )


def insist_on_growth(sizes: Sequence[int], example: str) -> None:
    """The growth of one piece of code is told over a few sizes.

    Raises:
        UsageError: there are too few of them.
    """
    if len(sizes) < MIN_SIZES_FOR_GROWTH:
        raise UsageError(
            f"how its time grows cannot be told from {words.counted(len(sizes), 'sizes')}: "
            f"give {MIN_SIZES_FOR_GROWTH} or more, as in {example}"
        )


def sweep_from(text: str) -> Sweep:
    """A sweep that is written ``n=10,100,1000``.

    Raises:
        UsageError: it is written in another way.
    """
    name, _, values = text.partition("=")
    try:
        sizes = tuple(int(each.replace("_", "")) for each in values.split(","))
    except ValueError:
        sizes = ()
    if not name.strip().isidentifier() or not sizes or min(sizes) < 1:
        raise UsageError(
            f"--size {text} cannot be read: write the name that takes the sizes, and whole numbers "
            "from 1 up, as in --size n=10,100,1000"
        )
    insist_on_ascending(sizes)
    return Sweep(name=name.strip(), sizes=sizes)


def error_from(text: str) -> float:
    """A chance of error that is written as a percentage, ``0.1%``, as a share.

    Raises:
        UsageError: it is no number.
    """
    try:
        return float(text.removesuffix("%")) / 100
    except ValueError as error:
        raise UsageError(f"{text} is no percentage: write 5% or 0.1%") from error


def insist_on_ascending(sizes: Sequence[int]) -> None:
    """Sizes are measured as they are written, and told from small to large.

    Raises:
        UsageError: one stands twice, or before a smaller one.
    """
    ascending = sorted(set(sizes))
    if list(sizes) != ascending:
        written, meant = (",".join(map(str, each)) for each in (sizes, ascending))
        raise UsageError(
            f"the sizes {written} are not ascending: write each once, smallest first, {meant}"
        )
