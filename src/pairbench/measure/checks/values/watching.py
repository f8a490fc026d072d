"""Whether an input changes while it is worked on, and where: a description of how it was before."""

from typing import Any

from pairbench.measure.checks.values.description import describe
from pairbench.measure.checks.values.differences import Walk
from pairbench.measure.checks.values.kinds import kind_of
from pairbench.measure.checks.values.parts import ITEMS, Described, opaque_parts
from pairbench.measure.checks.values.shown import at, with_article

SHOWN_PARTS = 2
"""So many of the parts that cannot be looked into are named."""


class Watch:
    """An input as it was.

    ``blind`` names what of it nobody can look into, which is then not watched; the rest is. Of what
    is ``alive``, as a resource is, such a part is expected, and what it is part of changes by being
    used: it is not watched at all.
    """

    def __init__(self, value: Any, *, alive: bool) -> None:
        self.blind: str | None = None
        self._watched = True
        try:
            self._before = describe(value)
        except Exception:  # noqa: BLE001 (whatever a value raises when it is looked into)
            self._watched = False
            self.blind = None if alive else with_article(kind_of(value))
            return
        parts = list(opaque_parts(self._before))
        if parts and alive:
            self._watched = False
        elif parts:
            named = [f"{with_article(kind)} {at(path)}".rstrip() for path, kind in parts]
            more = len(named) - SHOWN_PARTS
            self.blind = ", ".join(named[:SHOWN_PARTS]) + (f" and {more} more" if more > 0 else "")

    def change(self, now: Any) -> str | None:
        """Where the input has changed, in words; None where it has not, or nobody can tell."""
        if not self._watched:
            return None
        after = describe(now)
        found = Walk(carried=True).difference(self._before, after)
        if found is None:
            # Of two dicts with the same items == does not see another order.
            return None if _keys(self._before) == _keys(after) else "another order of its keys"
        return str(found)


def _keys(described: Any) -> list[Any] | None:
    """The keys of a dict in their order; None of anything else."""
    parts = described.parts if isinstance(described, Described) else None
    items = described if parts is None else parts.get(ITEMS)
    return list(items) if isinstance(items, dict) else None
