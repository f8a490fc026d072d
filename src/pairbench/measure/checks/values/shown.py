"""How a value, and a place in it, are shown in a few characters of one line."""

import re
from collections.abc import Sequence
from itertools import islice

SHOWN = 60
"""How many characters of a value are shown."""

LONGEST_BITS = 10_000
"""A number of more bits is shown by its last digits."""

SHOWN_DIGITS = 20

LARGE = 200
"""Of a container with more items, only the first are asked for their ``repr``."""


ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")

BY_ADDRESS = "alike but for an address in memory: give plain data"


def short(value: object) -> str:
    """The value as its ``repr``, cut off where that is long."""
    if type(value) is int and value.bit_length() > LONGEST_BITS:
        # Python writes no longer ones, and of these the last digits differ.
        return f"…{abs(value) % 10**SHOWN_DIGITS:0{SHOWN_DIGITS}}"
    try:
        text = " ".join(repr(_beginning(value)).split())
    except Exception:  # noqa: BLE001 (a repr may raise anything)
        text = f"<{type(value).__name__}>"
    return text if len(text) <= SHOWN else "".join(islice(text, SHOWN)) + "…"


def short_of_both(first: object, second: object) -> str:
    """Two values that differ, and a word on it where what is shown of them does not."""
    one, other = short(first), short(second)
    if one != other:
        texts = (first, second) if isinstance(first, str) and isinstance(second, str) else ()
        return with_address(f"{one} and {other}", *(texts or (one, other)))
    if isinstance(first, int) and isinstance(second, int):
        # Their last digits are the same, and Python writes out no more than some thousand.
        return f"integers of {first.bit_length():,} and {second.bit_length():,} bits"
    return f"{one} and {other} (alike, and {type(first).__name__} calls them different)"


def with_address(said: str, first: str, second: str) -> str:
    """What is said of two texts that differ, and whether an address that they show is all of it."""
    alike = first != second and ADDRESS.sub("", first) == ADDRESS.sub("", second)
    return f"{said} ({BY_ADDRESS})" if alike else said


def located(path: Sequence[str], text: str) -> str:
    """What is said of a place: ``at [3].name: text``; a lone key stands without its brackets."""
    return f"{at(path)}: {text}" if path else text


def at(path: Sequence[str]) -> str:
    """The place in words; empty at the top."""
    if not path:
        return ""
    place = "".join(path)
    key = place[1:-1]
    lone_key = len(path) == 1 and key[:1] in {"'", '"'}
    return f"at {key if lone_key else place}"


def with_article(kind: str) -> str:
    """The name of a kind of thing with ``a`` or ``an`` before it."""
    return f"an {kind}" if kind[:1].lower() in set("aeiou") else f"a {kind}"


def _beginning(value: object) -> object:
    """The first items of a large container: its whole ``repr`` would be cut off anyway."""
    match value:
        case list() | tuple() | str() | bytes() if len(value) > LARGE:
            return value[:LARGE]
        case dict() if len(value) > LARGE:
            return dict(islice(value.items(), LARGE))
        case set() | frozenset() if len(value) > LARGE:
            return set(islice(value, LARGE))
        case _:
            return value
