"""What each side of a gate is, a tree, an interpreter and requirements, and how they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pairbench.core.gating.answer import Kind
from pairbench.core.records.measurement import Round

MOST_NAMED = 3
"""So many packages are named in a title; a file has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSide:
    """What a side is asked to be.

    ``tree`` is what people call the ``revision``; without one it is the working tree. No ``python``
    is the interpreter that runs the harness. ``requirements`` are as pip takes them, and come
    before what the tree requires.
    """

    tree: str = "the working tree"
    revision: str | None = None
    python: str | None = None
    requirements: tuple[str, ...] = ()

    @property
    def is_any_tree_s(self) -> bool:
        """Whether nothing but its tree would tell it from another side."""
        return self.python is None and not self.requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What is measured of the pairs: these kinds of figures, of every variant or of one alone.

    ``controls`` are rounds of base against itself, by pair, from which the machine is known
    already: it is judged by them, and measured anew only where an answer hangs on it.
    """

    kinds: frozenset[Kind]
    variant: str | None = None
    controls: Mapping[str, Sequence[Round]] = field(default_factory=dict)

    @property
    def has_memory(self) -> bool:
        """Whether a figure of memory is among them."""
        return bool(self.kinds & {Kind.PEAK, Kind.RETAINED})

    def has(self, variant: str) -> bool:
        """Whether this variant is compared."""
        return self.variant in (None, variant)


EVERYTHING = Focus(kinds=frozenset(Kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """What a side turned out to be.

    ``packages`` are the versions of what the two sides do not have alike, by name, what was asked
    for first; a package that only the other side has is not among them.
    """

    tree: str
    python: str
    packages: Mapping[str, str] = field(default_factory=dict)


def in_words(side: SideFacts, other: SideFacts) -> str:
    """What a side has that the other has not: its tree where nothing else differs."""
    parts = [side.tree] if side.tree != other.tree else []
    if side.python != other.python:
        parts.append(f"Python {side.python}")
    names = list(dict.fromkeys([*side.packages, *other.packages]))
    parts += [_package(each, side) for each in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        parts.append(f"{len(names) - MOST_NAMED} more packages")
    return ", ".join(parts) or side.tree


def differing(
    base: Mapping[str, str], head: Mapping[str, str], asked: tuple[str, ...]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The packages that two sides do not have alike, the asked ones first."""
    names = dict.fromkeys([*asked, *sorted(base.keys() | head.keys())])
    found = [name for name in names if base.get(name) != head.get(name)]
    at_base, at_head = (
        {name: each[name] for name in found if name in each} for each in (base, head)
    )
    return at_base, at_head


def _package(name: str, side: SideFacts) -> str:
    version = side.packages.get(name)
    return f"no {name}" if version is None else f"{name} {version}"
