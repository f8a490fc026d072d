"""Where two values first differ, item by item and attribute by attribute.

Two values are equal if ``==`` says so. Where it does not, some of what it calls different and
nobody else would is let pass: NaN at the same place of both, arrays and tables whose items are all
equal, exceptions of one class with the same arguments and, of values that come from two processes,
objects that compare by identity and hold the same, and the folder of a value's own side in a text.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from pairbench.measure.checks.values.arrays import (
    column_at,
    columns_of,
    first_differing_item,
    is_array,
    is_table,
    labels_of,
    nan_differs_in,
    same_table,
    unlike_outlines,
    unlike_shapes,
    unlike_types,
)
from pairbench.measure.checks.values.description import by_looks, describe, is_code
from pairbench.measure.checks.values.difference import Difference, between_texts, with_order
from pairbench.measure.checks.values.equality import (
    alike_in_nan,
    compared_state,
    compares_by_identity,
    family,
    has_own_equality,
    insist_on_truth,
    is_nan,
    paired_keys,
    plainly_equal,
)
from pairbench.measure.checks.values.kinds import kind_of, reduced, state_of
from pairbench.measure.checks.values.parts import HIDDEN, ITEMS, Described
from pairbench.measure.checks.values.shown import at, short, short_of_both, with_article
from pairbench.measure.checks.values.trees import Trees, bare, is_path

DEEPEST = 150
"""Deeper values are not walked through: the interpreter would give up at a level of its own choice,
and where it does is no answer."""


class Walk:
    """One comparison of two values; ``unseen`` holds what nobody could look into.

    ``carried`` says that one came from another process, ``trees`` what each side has its own of.
    """

    def __init__(self, *, carried: bool = False, trees: Iterable[str] = ()) -> None:
        self._carried = carried
        self._trees = Trees(trees)
        self._met: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._excused = 0
        self.unseen: list[str] = []

    def difference(self, first: Any, second: Any, path: tuple[str, ...] = ()) -> Difference | None:
        """The first difference, or None.

        Raises:
            Exception: whatever a value raises when it is looked into.
        """
        if len(path) > DEEPEST:
            raise RecursionError(f"they are more than {DEEPEST} levels deep")
        if first is second or plainly_equal(first, second):
            return None
        pair = (id(first), id(second))
        if pair in self._met:
            # It is being compared further up, or was found to be equal elsewhere.
            return None
        self._met[pair] = (first, second)
        return self._between(first, second, path)

    def _between(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        if is_nan(first) or is_nan(second):
            return self._with_nan(first, second, path)
        kind: Any = type(first)
        other: Any = type(second)
        base = family(kind)
        if kind is not other and (base is None or base != family(other)):
            # A class may be made for each object, as those of mocks are.
            if kind.__qualname__ == other.__qualname__ and compares_by_identity(kind):
                text = f"{short(first)} and {short(second)} compare by identity"
                return Difference(path=path, text=text, identity=kind.__name__)
            kinds = f"{kind.__name__} and {other.__name__}"
            return Difference(path=path, text=f"{short(first)} and {short(second)} ({kinds})")
        return self._way(kind)(first, second, path)

    def _way(self, kind: Any) -> Callable[[Any, Any, tuple[str, ...]], Difference | None]:
        """How two objects of a class are compared."""
        if kind is Described:
            return self._described
        if self._carried and is_code(kind):
            return lambda one, other, at: self._described(describe(one), describe(other), at)
        if issubclass(kind, str | bytes | PurePath):
            return self._texts
        if family(kind) is not None:
            return self._containers
        if is_table(kind):
            return self._tables
        return self._arrays if is_array(kind) else self._objects

    def _with_nan(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        if is_nan(first) and is_nan(second):
            if not alike_in_nan(first, second):
                return Difference(path=path, text=short_of_both(first, second))
            self._excused += 1
            return None
        text = f"{short(first)} and {short(second)} (NaN is equal to NaN alone)"
        return Difference(path=path, text=text)

    def _containers(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        excused = self._excused
        if isinstance(first, Mapping):
            found = self._mappings(first, second, path)
        elif isinstance(first, AbstractSet):
            found = self._sets(first, second, path)
        else:
            found = self._items(first, second, path)
        if found is not None or not has_own_equality(type(first)):
            return found
        found = self._attributes(state_of(first) or {}, state_of(second) or {}, path)
        return found if found or self._excused > excused else self._plainly(first, second, path)

    def _mappings(
        self, first: Mapping[Any, Any], second: Mapping[Any, Any], path: tuple[str, ...]
    ) -> Difference | None:
        for key, other in paired_keys(first, second, self._stand_for_each_other):
            if key is None:
                return Difference(path=path, text=f"only one of them has the key {short(other)}")
            found = self.difference(first[key[0]], second[other], (*path, f"[{short(key[0])}]"))
            if found is not None:
                return found
        if all(isinstance(each, OrderedDict) for each in (first, second)):
            found = self._items(list(first), list(second), path)
            return found and Difference(path=path, text="another order of the keys")
        return None

    def _stand_for_each_other(self, first: Any, second: Any) -> bool:
        """Whether keys that are not equal are one to this comparison: NaN, and paths of a tree."""
        if not (self._carried or self._trees or is_nan(first)):
            return False
        # A walk of its own: what it finds different is not the difference of the whole.
        found = Walk(carried=self._carried, trees=self._trees).difference(first, second) is None
        self._excused += found
        return found

    def _items(
        self, first: Sequence[Any], second: Sequence[Any], path: tuple[str, ...]
    ) -> Difference | None:
        for index, (one, other) in enumerate(zip(first, second, strict=False)):
            if one is other or plainly_equal(one, other):
                continue
            found = self.difference(one, other, (*path, f"[{index}]"))
            if found is not None:
                return with_order(found, first, second)
        if len(first) != len(second):
            return Difference(path=path, text=f"lengths {len(first)} and {len(second)}")
        return None

    def _sets(
        self, first: AbstractSet[Any], second: AbstractSet[Any], path: tuple[str, ...]
    ) -> Difference | None:
        left = by_looks(each for each in first if each not in second)
        right = by_looks(each for each in second if each not in first)
        if len(left) == len(right):
            # Members that hold NaN or, carried, compare by identity find each other by their looks.
            pairs = zip(left, right, strict=True)
            found = [self.difference(one, other, path) for one, other in pairs]
            identities = [each for each in found if each is not None and each.identity is not None]
            if not any(found) or identities:
                return identities[0] if identities else None
        return Difference(path=path, text=f"only one of them has {short([*left, *right][0])}")

    def _texts(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        if self._trees:
            one, other = self._trees.rootless(first), self._trees.rootless(second)
            if one == other:
                self._excused += 1
                return None
            if (one, other) != (bare(first), bare(second)):
                return self._plainly(one, other, path)
        if is_path(first) and is_path(second):
            return replace(self._plainly(first, second, path), of_paths=True)
        if path:
            return self._plainly(first, second, path)
        return between_texts(first, second)

    def _described(
        self, first: Described, second: Described, path: tuple[str, ...]
    ) -> Difference | None:
        if first.kind != second.kind:
            return Difference(path=path, text=f"{first.kind} and {second.kind}")
        if first.parts is None or second.parts is None:
            return None
        found = self._attributes(first.parts, second.parts, path)
        if found is not None and f".{HIDDEN}" in found.path[len(path) :]:
            return Difference(path=path, text=f"the {first.kind} holds something else")
        return found

    def _tables(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        if same_table(first, second):
            labels = labels_of(first), labels_of(second)
            return self._attributes(*labels, path) if self._carried else None
        if outline := unlike_outlines(first, second):
            return Difference(path=path, text=outline)
        names = columns_of(first)
        if names is None:
            return self._columns(first, second, path)
        excused = self._excused
        for index, name in enumerate(names):
            one, other = (column_at(each, index) for each in (first, second))
            found = self.difference(one, other, (*path, f"[{short(name)}]"))
            if found is not None:
                return found
        only_nan = self._excused > excused and nan_differs_in(first)
        return None if only_nan else self._plainly(first, second, path)

    def _columns(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        excused = self._excused
        if nan_differs_in(first):
            found = self._items(first.to_pylist(), second.to_pylist(), path)
        elif hasattr(first, "to_numpy"):
            found = self._arrays(first.to_numpy(), second.to_numpy(), path)
        else:
            return self._plainly(first, second, path)
        if found is None and (types := unlike_types(first, second)):
            return Difference(path=path, text=types)
        if found is not None or (self._excused > excused and nan_differs_in(first)):
            return found
        other = "another index" if hasattr(first, "index") else "others of them missing"
        return Difference(path=path, text=f"the same items with {other}")

    def _arrays(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        if shapes := unlike_shapes(first, second):
            return Difference(path=path, text=shapes)
        item = first_differing_item(first, second)
        if item is None:
            return None
        place = (*path, f"[{', '.join(map(str, item.place))}]")
        one, other = item.first, item.second
        return self.difference(one, other, place) or self._plainly(one, other, place)

    def _objects(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference | None:
        kind: Any = type(first)
        by_identity = compares_by_identity(kind)
        if by_identity and not self._carried:
            text = f"{short(first)} and {short(second)} compare by identity"
            return Difference(path=path, text=text, identity=type(first).__name__)
        one, other = compared_state(first), compared_state(second)
        kept = (reduced(first), reduced(second)) if by_identity else (None, None)
        if one is None or other is None:
            if not by_identity:
                return self._plainly(first, second, path)
            if None in kept:
                self.unseen.append(f"{with_article(type(first).__name__)} {at(path)}".rstrip())
                return None
            one = other = {}
        excused = self._excused
        found = self._attributes(one, other, path)
        if by_identity and None not in kept:
            return found or self._kept(kept[0], kept[1], first, path)
        if by_identity or isinstance(first, BaseException) or self._excused > excused:
            return found
        return found or self._plainly(first, second, path)

    def _kept(
        self, first: Any, second: Any, value: Any, path: tuple[str, ...]
    ) -> Difference | None:
        """By what pickle keeps of them, whose places have no names that anybody would know."""
        found = self.difference(first, second, path)
        text = f"{kind_of(value)} with other contents"
        return found and Difference(path=path, text=f"{text} ({found.text})")

    def _attributes(
        self, first: Mapping[str, Any], second: Mapping[str, Any], path: tuple[str, ...]
    ) -> Difference | None:
        for name in [*first, *(each for each in second if each not in first)]:
            if name not in first or name not in second:
                return Difference(path=path, text=f"only one of them has the attribute {name}")
            place = path if name == ITEMS else (*path, f".{name}")
            found = self.difference(first[name], second[name], place)
            if found is not None:
                return found
        return None

    def _plainly(self, first: Any, second: Any, path: tuple[str, ...]) -> Difference:
        insist_on_truth(first, second)
        return Difference(path=path, text=short_of_both(first, second))
