"""The definition of a suite's benchmark, as reports and gates know it."""

from dataclasses import dataclass
from typing import Literal

from pairbench.core.authoring.claim import Claim
from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.problems import name_shown, problems_of_lengths
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError
from pairbench.suites.call import NOT_COMPARED

TIMEOUT_S = 60.0
"""The longest that one call may take, where the suite does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """A function that a suite measures, by the name that people know."""

    name: str
    summary: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a suite says of one of its benchmarks.

    With two implementations the first is the baseline of the second. ``attribute`` is what loading
    it asks for, ``compares`` says that its result is a figure of its own.
    """

    name: str
    attribute: str
    question: str
    implementations: tuple[Implementation, ...]
    claims: tuple[Claim, ...] = ()
    timeout_s: float = TIMEOUT_S
    compares: bool = False
    resource_scope: Literal["worker", "run"] | None = "worker"


def entry_of(file: PairFile, suite: str, found: Found, source: str) -> Entry | PairError:
    """The benchmark of a suite's file, which has this text; or why it cannot be kept."""
    names = [found.name, *(each.name for each in found.implementations)]
    problem = next(problems_of_lengths(names), None)
    if problem is not None:
        return PairError(file=file.relative, pair=name_shown(found.name), message=problem)
    variants = [
        VariantDefinition(
            name=each.name,
            role="bad" if number == 0 and len(found.implementations) > 1 else "good",
            summary=each.summary,
            source=each.source,
            unavailable=None,
        )
        for number, each in enumerate(found.implementations)
    ]
    definition = PairDefinition(
        name=found.name,
        file=file.relative,
        attribute=found.attribute,
        question=found.question,
        advice=None,
        sizes=(1,),
        axis="calls",
        parallel=False,
        mutates=False,
        differs=None if found.compares else NOT_COMPARED,
        timeout_s=found.timeout_s,
        resource_scope=found.resource_scope,
        variants=tuple(variants),
        claims=found.claims,
        behaviours=(),
        file_source=source,
        neighbours=(),
        suite=suite,
    )
    return Entry(site=Site(root=file.root), definition=definition)
