"""Says what a stored file cannot mean: it can be read, but no run has written it."""

from collections.abc import Iterator

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.environment import Environment
from pairbench.core.statistics.positive import LARGEST_SIZE, is_positive

MOST_BYTES = 2**70
"""No machine has more memory."""


def doubt_of_definition(definition: PairDefinition) -> str | None:
    """The first thing that no pair is like, or None."""
    return next(_of_definition(definition), None)


def doubt_of_environment(environment: Environment) -> str | None:
    """The first thing that no machine is like, or None."""
    memory_bytes = environment.memory_bytes
    if memory_bytes is not None and not 0 < memory_bytes <= MOST_BYTES:
        return "no machine has as much memory as it says"
    return None


def _of_definition(definition: PairDefinition) -> Iterator[str]:
    if not definition.sizes:
        yield "it has no sizes"
    if not all(0 < size <= LARGEST_SIZE for size in definition.sizes):
        yield f"one of its sizes is not between 1 and {LARGEST_SIZE:.0e}"
    if not definition.variants:
        yield "it has no variants"
    for claim in definition.claims:
        if not is_positive(getattr(claim, "factor", 1.0)):
            yield "a claim has a factor that is not above 0"
