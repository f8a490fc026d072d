"""What variants that return nothing make of their input: that is all they do."""

from collections.abc import Iterable
from contextlib import suppress

from pairbench.measure.checks.values.differences import Walk
from pairbench.measure.processes.workbench import Workbench


def left_otherwise(bench: Workbench, first: str, others: Iterable[str]) -> dict[str, str]:
    """Which of the others leave their input in another state than the first does, and where.

    What cannot be looked into, or compares by identity, is not spoken of.
    """
    left = _left_by(bench, first)
    found: dict[str, str] = {}
    for variant in others:
        with suppress(Exception):  # whatever a value raises when it is compared
            difference = Walk().difference(left, _left_by(bench, variant))
            if difference is not None and difference.identity is None:
                found[variant] = str(difference)
    return found


def _left_by(bench: Workbench, variant: str) -> object:
    """A copy of the input, after a call."""
    supply = bench.supply
    argument: object = supply.argument()
    supply.begin()
    bench.caller(variant)(argument)
    return argument
