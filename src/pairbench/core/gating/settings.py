"""What a project asks of its gate: where its pairs are, what may change, and what is accepted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Literal

from pairbench.core.authoring.dependencies import Chosen

WARNED_BEFORE = timedelta(days=14)
"""So long before an exception ends the gate begins to warn of it."""

MEMORY_BYTES = 512
"""What the interpreter itself may keep of a call or not, by where things lie in memory: mostly
names in its cache of attributes, of 50 to 90 bytes each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How much worse head may be, as shares: 0.03 allows 3 % more.

    Memory is worse only where it is more by its share and by over ``memory_bytes`` as well.
    """

    time: float
    memory: float
    memory_bytes: int = MEMORY_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Thresholds of their own for the pairs whose names match, until the day of ``expires``.

    A threshold that is None is that of the project.
    """

    pairs: str
    time: float | None
    memory: float | None
    memory_bytes: int | None = None
    reason: str | None
    expires: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A deliberate change of the pairs whose names match: shown, and no failure until it ends."""

    pairs: str
    reason: str
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The table ``[tool.pairbench]`` of a project.

    ``bench`` and ``sources`` are folders relative to it; where no sources are named, they are found
    by what is there. ``sizes`` says whether every size of a pair is compared or only the largest;
    ``budget_s`` is the time of each comparison. Variables of the ``environment`` are given to every
    worker, or taken away where their value is None. ``chosen`` are the optional dependencies that
    the pairs need; ``build`` says whether a side is built before it is imported, None where that is
    to be seen from its files. ``suites`` are the files and folders of suites of other tools, None
    where all count that are found. ``undecided`` says what becomes of a test whose question is
    not settled within its budget.
    """

    bench: tuple[str, ...]
    sources: tuple[str, ...]
    sizes: Literal["largest", "all"]
    budget_s: float
    thresholds: Thresholds
    exemptions: tuple[Exemption, ...]
    waivers: tuple[Waiver, ...]
    environment: Mapping[str, str | None] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)
    build: bool | None = None
    suites: tuple[str, ...] | None = None
    undecided: Literal["skip", "fail"] = "skip"


DEFAULTS = Settings(
    bench=("bench",),
    sources=(),
    sizes="largest",
    budget_s=10.0,
    thresholds=Thresholds(time=0.03, memory=0.01),
    exemptions=(),
    waivers=(),
)


def thresholds_for(pair: str, settings: Settings, today: date) -> Thresholds:
    """Those of the last exemption that matches and has not ended, else those of the project."""
    chosen = settings.thresholds
    for each in settings.exemptions:
        if _means(each.pairs, pair) and not _has_ended(each.expires, today):
            chosen = Thresholds(
                time=chosen.time if each.time is None else each.time,
                memory=chosen.memory if each.memory is None else each.memory,
                memory_bytes=(
                    chosen.memory_bytes if each.memory_bytes is None else each.memory_bytes
                ),
            )
    return chosen


def waiver_for(pair: str, settings: Settings, today: date) -> Waiver | None:
    """The waiver under which a change of the pair is accepted today, if there is one."""
    for each in settings.waivers:
        if _means(each.pairs, pair) and not _has_ended(each.expires, today):
            return each
    return None


def notices(settings: Settings, today: date) -> tuple[str, ...]:
    """What is to be said of exceptions that have ended, or end soon."""
    exceptions = [
        *(("thresholds", each.pairs, each.expires) for each in settings.exemptions),
        *(("accepted", each.pairs, each.expires) for each in settings.waivers),
    ]
    return tuple(
        f"[[tool.pairbench.{kind}]] for {pairs} {_about_its_end(expires, today)}"
        for kind, pairs, expires in exceptions
        if expires is not None and expires - today <= WARNED_BEFORE
    )


def loosened(base: Settings, counting: Settings) -> tuple[str, ...]:
    """What is to be said of settings that show less than those of base: they count at both sides.

    Thresholds that allow more, sizes that are left out, and variables that base is not given.
    """
    now, before = counting.thresholds, base.thresholds
    figures = (
        ("time_percent", 100 * now.time, 100 * before.time),
        ("memory_percent", 100 * now.memory, 100 * before.memory),
        ("memory_bytes", now.memory_bytes, before.memory_bytes),
    )
    raised = tuple(
        f"[tool.pairbench] {name} is {value:g}, and {was:g} at base: "
        "what lies between counts as same"
        for name, value, was in figures
        if value > was
    )
    added = tuple(
        f"[[tool.pairbench.thresholds]] for {each.pairs} is new, or another one than at base: "
        "that of head counts"
        for each in counting.exemptions
        if each not in base.exemptions
    )
    return (*raised, *added, *_measured_otherwise(base, counting))


def _measured_otherwise(base: Settings, counting: Settings) -> Iterator[str]:
    """What is to be said of settings by which base is measured otherwise than its own say."""
    if (base.sizes, counting.sizes) == ("all", "largest"):
        yield (
            "[tool.pairbench] sizes is largest, and all at base: the other sizes are not compared"
        )
    own, given = base.environment, counting.environment
    for name in sorted(own.keys() | given.keys()):
        if name not in given:
            yield f"[tool.pairbench.environment] {name} is gone at head: it counts at neither side"
        elif name not in own or own[name] != given[name]:
            yield (
                f"[tool.pairbench.environment] {name} is new, or another one than at base: "
                "both sides have that of head"
            )


def _means(pattern: str, pair: str) -> bool:
    """Whether a pattern means a pair; the name of a test may hold brackets, and means itself."""
    return pattern == pair or fnmatchcase(pair, pattern)


def _about_its_end(expires: date, today: date) -> str:
    if _has_ended(expires, today):
        return f"ended on {expires}: it no longer counts; remove it, or give it another day"
    return f"ends on {expires}: then it counts no longer"


def _has_ended(expires: date | None, today: date) -> bool:
    return expires is not None and today > expires
