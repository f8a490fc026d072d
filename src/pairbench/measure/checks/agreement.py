"""The parent that holds what two processes have against each other: their inputs, their results."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.measure.checks.values.shown import BY_ADDRESS
from pairbench.measure.processes.hashing import seeded
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerProcess

ONE, ANOTHER = 1, 2
"""Two seeds of hashes: with another, a set has another order."""

ANOTHER_PATH = (
    "a path that is another one in each process cannot be held against another: give what the file "
    "holds, or make the file in a @pair.resource"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """In what two processes do not agree: a line for each that differs, and what was not seen.

    ``input_of_paths`` says that what differs of the input are paths.
    """

    input: str | None
    input_of_paths: bool
    result: str | None
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A variant at a size of two entries; with ``alike`` both have one seed of hashes.

    Results count that the pair lets differ, from one variant to another, where they are
    ``all_results``.
    """

    first: Entry
    second: Entry
    variant: str
    size: int
    alike: bool
    all_results: bool = False

    @property
    def counts(self) -> bool:
        """Whether results count; what one of the two lets differ cannot be held against either."""
        both = (self.first.definition, self.second.definition)
        return self.all_results or all(each.differs is None for each in both)


class TwoProcesses:
    """Calls a variant in a process of each of two entries."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def agreement(self, question: Question) -> Agreement:
        """What comes of it.

        Raises:
            WorkerFailedError: one of them could not be called.
        """
        found = self._asked(question, {})
        if found["suspect"]:
            # Only now is the whole input carried: most are equal, and some are large.
            found = self._asked(question, {"input": True})
        if found["unopened"]:
            found = self._asked(question, {"input": found["suspect"], "described": True})
        unseen = [*found["unseen"], *([found["unopened"]] if found["unopened"] else [])]
        return Agreement(
            input=found["input"],
            input_of_paths=found["input_of_paths"],
            result=found["result"],
            unseen=tuple(unseen),
        )

    def _asked(self, question: Question, how: Mapping[str, bool]) -> Mapping[str, Any]:
        first, second = question.first, question.second
        with tempfile.TemporaryDirectory(prefix="pairbench-") as folder:
            order = {
                "folder": folder,
                "trees": _trees(first, second),
                "input": False,
                "described": False,
                "counts": question.counts,
                **how,
            }
            variant, size = question.variant, question.size
            kept = self._ask(first, variant, size, {**order, "kept": None}, ONE)
            seed = ONE if question.alike else ANOTHER
            return self._ask(second, variant, size, {**order, "kept": kept["digest"]}, seed)

    def _ask(
        self, entry: Entry, variant: str, size: int, order: Mapping[str, Any], seed: int
    ) -> Mapping[str, Any]:
        with WorkerProcess(
            "pairbench.measure.checks.workers.agreement",
            python=entry.site.python,
            variables=seeded(seed),
        ) as worker:
            worker.send(self._jobs.job(entry, variant=variant, size=size).encode())
            worker.send(json.dumps(order))
            answer = worker.receive(entry.definition.timeout_s)
            worker.finish()
        return answer


def in_every_process(at_base: Agreement) -> str | None:
    """What is another one in every process of one and the same revision, and what to do."""
    said = _another(at_base, "in every process")
    if at_base.input is None:
        return said
    if BY_ADDRESS in at_base.input:
        return said
    return f"{said}: {ANOTHER_PATH if at_base.input_of_paths else 'seed it'}"


def in_every_copy(at_base: Agreement) -> str | None:
    """What is another one wherever the files of one and the same revision lie."""
    return _another(at_base, "in every copy of the files")


def _another(at_base: Agreement, where: str) -> str | None:
    for what, found in (("input", at_base.input), ("result", at_base.result)):
        if found is not None:
            return f"another {what} {where} ({found})"
    return None


def _trees(first: Entry, second: Entry) -> list[str]:
    """The folders of which each side has its own."""
    if first.site == second.site:
        return []
    folders = {
        path
        for each in (first, second)
        for path in (each.site.root, each.site.folder, *each.site.sources)
        if path is not None
    }
    return sorted({text for path in folders for text in (str(path), str(Path(path).resolve()))})
