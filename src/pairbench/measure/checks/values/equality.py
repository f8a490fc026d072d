"""What is equal to what: by ``==``, and where ``==`` is not asked or cannot say."""

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pairbench.measure.checks.values.arrays import is_array, is_table
from pairbench.measure.checks.values.kinds import state_of
from pairbench.measure.checks.values.shown import with_article

FAMILIES = (dict, list, tuple, deque, array, set | frozenset, str, bytes, Mapping)
"""Classes whose subclasses are compared by what they hold, with each other as well."""

NUMBERS = frozenset({"float", "complex", "Decimal", "floating", "complexfloating"})
TIMES = frozenset({"datetime64", "timedelta64", "NaTType"})
"""Classes, by their names, of values that may be equal to nothing, not even to themselves."""

TRUTHS = frozenset({"bool", "bool_"})
"""Classes, by their names, of a plain yes or no."""


def plainly_equal(first: Any, second: Any) -> bool:
    """Whether ``==`` says so, with a plain yes."""
    try:
        answer = first == second
        return type(answer).__name__ in TRUTHS and bool(answer)
    except Exception:  # noqa: BLE001 (whatever an == raises: it has not said so)
        return False


def insist_on_truth(first: Any, second: Any) -> None:
    """Go on only if ``==`` answers with a truth value; that of arrays and tables need not.

    Raises:
        TypeError: it returns something else, an array say.
        Exception: whatever it raises.
    """
    kind: Any = type(first)
    answer = type(first == second).__name__
    if answer not in TRUTHS and not (is_array(kind) or is_table(kind)):
        raise TypeError(f"it returns {with_article(answer)}, which is no truth value")


def is_nan(value: Any) -> bool:
    """Whether it is a number, or a time, that is not one."""
    kind: Any = type(value)
    try:
        return _may_be_nan(kind) and bool(value != value)  # noqa: PLR0124
    except Exception:  # noqa: BLE001 (a signalling NaN raises)
        return True


def alike_in_nan(first: Any, second: Any) -> bool:
    """Whether two values that are NaN are one: the other part of a complex number counts too."""
    if not all(isinstance(each, complex) for each in (first, second)):
        return True
    parts = ((first.real, second.real), (first.imag, second.imag))
    return all(one == other or (is_nan(one) and is_nan(other)) for one, other in parts)


@cache
def _may_be_nan(kind: type) -> bool:
    return not (NUMBERS | TIMES).isdisjoint(each.__name__ for each in kind.__mro__)


@cache
def family(kind: type) -> object:
    """The built-in container that a class is one of, if it is."""
    return next((each for each in FAMILIES if issubclass(kind, each)), None)


def compares_by_identity(kind: type) -> bool:
    """Whether a class has no ``==`` of its own; exceptions have one here."""
    equality: object = kind.__eq__
    return equality is object.__eq__ and not issubclass(kind, BaseException)


def has_own_equality(kind: type) -> bool:
    """Whether a class of containers has an ``==`` that is not that of the built-in class."""
    equality: object = kind.__eq__
    owner = next(each for each in kind.__mro__ if "__eq__" in vars(each))
    return owner.__module__ not in {"array", "builtins", "collections"} and equality is not None


def compared_state(value: Any) -> dict[str, Any] | None:
    """What an object holds; of a dataclass what it compares."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value) if each.compare}
    return state_of(value)


def paired_keys(
    first: Mapping[Any, Any], second: Mapping[Any, Any], alike: Callable[[Any, Any], bool]
) -> Iterator[tuple[tuple[Any] | None, Any]]:
    """The keys of both; a key that one of them alone has comes with None.

    Those that are not equal find each other where they are ``alike``, as NaN is to NaN.
    """
    rest = [key for key in second if key not in first]
    for key in first:
        if key in second:
            yield (key,), key
            continue
        match = next((each for each in rest if alike(key, each)), None)
        if match is None:
            yield None, key
            return
        rest.remove(match)
        yield (key,), match
    if rest:
        yield None, rest[0]
