"""Carries a value to another process: by pickle, or by a description of it where that fails."""

import hashlib
import pickle  # nosec B403: only values of this very check or gate are read
from collections.abc import Sequence
from typing import Any, NamedTuple

from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import in_one_line
from pairbench.measure.checks.results import WrongError, difference_between
from pairbench.measure.checks.values.description import describe
from pairbench.measure.checks.values.difference import Difference
from pairbench.measure.checks.values.differences import Walk
from pairbench.measure.checks.values.equality import plainly_equal
from pairbench.measure.checks.values.kinds import kind_of
from pairbench.measure.checks.values.parts import opaque_parts, stable
from pairbench.measure.checks.values.shown import at, with_article
from pairbench.measure.checks.values.trees import Trees


class Parcel(NamedTuple):
    """A value as bytes; ``described`` where it is a description of the value."""

    described: bool
    content: bytes


class Found(NamedTuple):
    """What holding a value against one that was carried has come to.

    ``unseen`` names what could not be compared; ``unopened`` says why the other one cannot be had
    here, although a description of it might; ``of_paths`` whether the two that differ are paths.
    """

    difference: str | None = None
    unseen: Sequence[str] = ()
    unopened: str | None = None
    of_paths: bool = False


def pack(value: Any, *, described: bool) -> Parcel:
    """The value, ready to be carried.

    Raises:
        Exception: it can neither be pickled nor described.
    """
    if not described:
        try:
            return Parcel(described=False, content=pickle.dumps(value))
        except Exception:  # noqa: BLE001, S110 # nosec B110 (its description may be pickled)
            pass
    return Parcel(described=True, content=pickle.dumps(describe(value)))


def digest(value: Any, trees: Sequence[str] = ()) -> str | None:
    """A few characters that are others in another process only if the value may be another.

    ``trees`` are folders of which each side has its own.

    None where nobody can look into the value.
    """
    try:
        text = repr(stable(describe(value)))
    except Exception:  # noqa: BLE001 (whatever a value raises when it is looked into)
        return None
    rootless = str(Trees(trees).rootless(text))
    return hashlib.blake2b(rootless.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def held_against(parcel: Parcel, value: Any, trees: Sequence[str], pair: Pair | None) -> Found:
    """How a value differs from one that was carried, as the pair has it, if there is one."""
    walk = Walk(carried=True, trees=trees)
    try:
        # Written by this worker's own kind, for this very check or gate.
        other = pickle.loads(parcel.content)  # noqa: S301 # nosec B301
    except Exception as error:  # noqa: BLE001 (a class that is not there any more, for one)
        return Found(unopened=in_one_line(error))
    if pair is not None and not parcel.described:
        try:
            return Found(difference_between(pair, other, value, walk), walk.unseen)
        except WrongError as error:
            return Found(unseen=[str(error)])
    if not parcel.described:
        found = None if plainly_equal(other, value) else walk.difference(other, value)
        return _found(found, walk.unseen)
    now = describe(value)
    found = walk.difference(other, now)
    if found is not None and pair is not None and pair.equals:
        kind = with_article(kind_of(value))
        return Found(unseen=[f"{kind}, which pickle does not carry to @pair.equal"])
    unseen = [f"{with_article(kind)} {at(path)}".rstrip() for path, kind in opaque_parts(now)]
    return _found(found, unseen)


def _found(difference: Difference | None, unseen: Sequence[str]) -> Found:
    if difference is None:
        return Found(unseen=unseen)
    return Found(str(difference), unseen, of_paths=difference.of_paths)
