"""Where equal results hold numbers that are not the same: True for 1, a Decimal, 0.0 for -0.0.

``==`` takes them for one; who reads the result, or writes it into a file, may not. Whole numbers,
fractions and floats that are equal are, as Python has it.
"""

import math
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any

from pairbench.measure.checks.values.shown import located, short

TYPES = {
    "bool": "bool",
    "bool_": "bool",
    "int": "number",
    "integer": "number",
    "float": "number",
    "floating": "number",
    "complex": "number",
    "complexfloating": "number",
    "Fraction": "number",
    "Decimal": "Decimal",
}
"""What a number is, by the first of its classes whose name is here; those of numpy are too."""

MOST = 10_000
"""So many values of a result are looked at, from its beginning."""


def another_type(first: Any, second: Any) -> str | None:
    """The first place where equal results have numbers of two types, in words."""
    with suppress(Exception):  # whatever a value raises that is looked into
        for path, one, other in islice(_pairs(first, second), MOST):
            kinds = _type_of(one), _type_of(other)
            if None in kinds:
                continue
            if kinds[0] != kinds[1]:
                return located(path, f"{_typed(other)} for {_typed(one)}")
            if one == other == 0 and _sign(one) != _sign(other):
                return located(path, f"{short(other)} for {short(one)}")
    return None


def _pairs(first: Any, second: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """What stands at one place in both, from the front; what has no order is not looked into."""
    ahead: deque[tuple[tuple[str, ...], Any, Any]] = deque([((), first, second)])
    seen: set[tuple[int, int]] = set()
    while ahead:
        path, one, other = ahead.popleft()
        yield path, one, other
        if one is other or (id(one), id(other)) in seen:
            continue
        seen.add((id(one), id(other)))
        inner = (((*path, step), left, right) for step, left, right in _parts(one, other))
        ahead.extend(islice(inner, max(0, MOST - len(ahead))))


def _parts(one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, list | tuple | deque) and isinstance(other, list | tuple | deque):
        for index, (left, right) in enumerate(zip(one, other, strict=False)):
            yield f"[{index}]", left, right
    elif isinstance(one, dict) and isinstance(other, dict):
        known = {key: key for key in islice(other, MOST)}
        for key in filter(known.__contains__, one):
            yield f"[{short(key)}]", key, known[key]
            yield f"[{short(key)}]", one[key], other[key]
    elif is_dataclass(one) and type(one) is type(other):
        for name in [each.name for each in fields(one) if each.compare]:
            yield f".{name}", getattr(one, name), getattr(other, name)


def _type_of(value: Any) -> str | None:
    if getattr(value, "shape", ()) != ():  # an array's type is that of all of its items
        return None
    return next(
        (TYPES[each.__name__] for each in type(value).__mro__ if each.__name__ in TYPES), None
    )


def _typed(value: object) -> str:
    return f"{short(value)} ({type(value).__name__})"


def _sign(value: Any) -> float:
    """That of a float; other zeros have none."""
    return math.copysign(1.0, value) if isinstance(value, float) else 1.0
