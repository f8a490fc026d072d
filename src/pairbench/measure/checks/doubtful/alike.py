"""Whether sizes are of no concern to a pair: two of them have the same input, and one result."""

import os
from typing import Any

from pairbench.measure.checks.values.carrying import digest
from pairbench.measure.checks.values.description import describe
from pairbench.measure.checks.values.parts import opaque_parts
from pairbench.measure.processes.workbench import Workbench

LARGEST = 10_000
"""Inputs of larger sizes are not looked into, which would take long."""

LONGEST_PATH = 4_096


class Alike:
    """What the smallest size has had, held against what the second one has."""

    def __init__(self) -> None:
        """Nothing has been seen yet."""
        self._first: tuple[int, str, str] | None = None

    def found(self, bench: Workbench, result: Any) -> str | None:
        """In words, that this size is the one before under another number."""
        pair, size = bench.pair, bench.size
        # What a resource has opened, or results may differ for, is another's affair.
        is_told = bool(pair.resources) or pair.differs is not None
        if is_told or size not in pair.sizes[:2] or size > LARGEST or _means_more(bench.input):
            return None
        given, made = digest(bench.input), digest(result)
        if given is None or made is None or any(opaque_parts(describe(bench.input))):
            return None
        first, self._first = self._first, (size, given, made)
        if first is None or first[1:] != (given, made):
            return None
        return (
            f"the input is the same at {first[0]:,} and at {size:,}, and so is the result: "
            "does it read its size?"
        )


def _means_more(given: Any) -> bool:
    """Whether it says by itself next to nothing of what the variants work on."""
    if given is None:
        return True
    is_text = isinstance(given, str | bytes | os.PathLike)
    return is_text and len(os.fspath(given)) < LONGEST_PATH and os.path.exists(given)  # noqa: PTH110
