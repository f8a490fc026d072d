"""What is said of two values that differ, and where."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pairbench.measure.checks.values.shown import located, short, with_address

MOST_SORTED = 100_000
"""Longer sequences are not searched for the same items in another order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two values first differ.

    ``identity`` is the name of a class whose objects compare by identity, if that is the reason;
    ``text`` says the difference without its place. ``reordered`` is true where a sequence has the
    same items in another order, ``of_paths`` where both values are paths of files.
    """

    path: tuple[str, ...]
    text: str
    identity: str | None = None
    reordered: bool = False
    of_paths: bool = False

    def __str__(self) -> str:
        return located(self.path, self.text)


def between_texts(first: Sequence[Any], second: Sequence[Any]) -> Difference:
    """The first character or byte in which two texts differ, or their lengths."""
    for index, (left, right) in enumerate(zip(first, second, strict=False)):
        if left != right:
            said = with_address(f"{short(left)} and {short(right)}", str(first), str(second))
            return Difference(path=(f"[{index}]",), text=said)
    return Difference(path=(), text=f"lengths {len(first)} and {len(second)}")


def with_order(found: Difference, first: Sequence[Any], second: Sequence[Any]) -> Difference:
    """The same difference, with a word on its reason where it is the order of the items alone."""
    if found.identity is not None or not 1 < len(first) == len(second) <= MOST_SORTED:
        return found
    alike = False
    with suppress(Exception):  # a repr may raise anything
        alike = sorted(map(repr, first)) == sorted(map(repr, second))
    if not alike:
        return found
    text = f"{found.text}, the same items in another order"
    return replace(found, text=text, reordered=True)
