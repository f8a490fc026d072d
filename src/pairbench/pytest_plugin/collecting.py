"""Turns a pair file into tests: what its pairs promise, or with pytest-benchmark their times."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import NO_PAIR, PairFile
from pairbench.core.errors import PairbenchError
from pairbench.project.pair_files import cannot_hold_pairs, pair_files
from pairbench.pytest_plugin.bench import Bench, bench_of
from pairbench.pytest_plugin.checking import RESULTS, BehaviourItem, FaultyItem, ResultsItem
from pairbench.pytest_plugin.held import ONLY
from pairbench.pytest_plugin.timing import timing_items


def pair_module(
    path: Path, parent: pytest.Collector, *, benches: Collection[str]
) -> "PairModule | None":
    """The collector of a pair file; None where the file is there for something else."""
    if cannot_hold_pairs(path.name):
        return None
    file = next(pair_files([path], benches=benches), None)
    if file is None:
        return None
    module: PairModule = PairModule.from_parent(parent, path=path)
    module.file = file
    return module


class PairModule(pytest.Module):
    """A pair file; it is read in a process of its own, and imported here only to be timed."""

    file: PairFile

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Its pairs; a file that turns out to have none is nobody's error.

        Raises:
            CollectError: it cannot be read.
        """
        try:
            bench = bench_of(self.config, self.file.path)
            pairs = bench.pairs_of(self.file)
        except PairbenchError as error:
            raise self.CollectError(str(error)) from error
        for found in pairs:
            if isinstance(found, Entry):
                yield PairCollector.of(self, found, bench)
            elif found.pair:
                yield FaultyItem.of(self, found)
            elif found.message != NO_PAIR:
                raise self.CollectError(str(found))


class PairCollector(pytest.Collector):
    """A pair, by the name that it has in its file."""

    entry: Entry
    bench: Bench

    @classmethod
    def of(cls, parent: PairModule, entry: Entry, bench: Bench) -> "PairCollector":
        """The collector of a pair."""
        found = cls.from_parent(parent, name=entry.definition.attribute)
        found.entry, found.bench = entry, bench
        return found

    def collect(self) -> Iterator[pytest.Item]:
        """A test for its results and one for each thing that it demonstrates, or its times."""
        definition = self.entry.definition
        if self.config.getoption(ONLY, default=False):
            yield from timing_items(self, self.entry, self.bench)
            return
        yield ResultsItem.of(self, RESULTS, self.entry, self.bench)
        for check in definition.behaviours:
            for variant in definition.available:
                item = BehaviourItem.of(self, f"{check}[{variant}]", self.entry, self.bench)
                item.check, item.variant = check, variant
                yield item
