"""The ``list`` command: the pairs, with their variants and sizes, and the suites' benchmarks."""

import typer

from pairbench.cli.options import Only, Paths
from pairbench.cli.outputs import say


def list_pairs(paths: Paths = None, only: Only = None) -> None:
    """List the pairs, with their variants and sizes, and the benchmarks of other tools' suites."""
    from pairbench.cli.find import find_pairs, reject

    catalogue = find_pairs(paths, only)
    for entry in catalogue.entries:
        definition = entry.definition
        if definition.suite:
            say(definition.name)
            continue
        variants = " ".join(variant.name for variant in definition.variants)
        sizes = " ".join(f"{size:,}" for size in definition.sizes)
        say(f"{definition.name}: {variants}; {sizes} {definition.axis}")
    raise typer.Exit(reject(catalogue))
