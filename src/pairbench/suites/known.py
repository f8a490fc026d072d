"""The suites that are known, by the names that definitions and jobs have for them."""

import importlib
from collections.abc import Iterator
from typing import cast

from pairbench.suites.suite import Suite

KNOWN = ("asv", "pytest", "rich_bench", "pyperf")
"""Each is a folder beside this file, whose module ``suite`` has the suite as ``SUITE``. The first
that recognises a file has it."""


def suite_named(name: str) -> Suite:
    """The suite of this name."""
    module = importlib.import_module(f"pairbench.suites.{name}.suite")
    return cast("Suite", module.SUITE)


def suites() -> Iterator[tuple[str, Suite]]:
    """Every suite with its name."""
    for name in KNOWN:
        yield name, suite_named(name)
