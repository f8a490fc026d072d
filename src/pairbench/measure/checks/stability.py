"""The parent that asks whether a second process gets the same input and the same result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import Failure
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.measure.checks.agreement import Question, TwoProcesses, in_every_process
from pairbench.measure.processes.process import WorkerFailedError

COMPARED_SIZE = 1_000
"""The largest size up to this one is compared: a set of so many items has another order in every
process, and a call still costs little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Digests of a pair's input and of the result of a variant, as a process has had them."""

    variant: str
    size: int
    input: str | None
    result: str | None


def compared_size(definition: PairDefinition) -> int:
    """The size at which two processes are held against each other."""
    small = [size for size in definition.sizes if size <= COMPARED_SIZE]
    return small[-1] if small else definition.sizes[0]


def what_differs(
    entry: Entry, found: Sequence[object], again: Sequence[object], processes: TwoProcesses
) -> Iterator[Notice]:
    """What is another one in every process, though the pair's code is the same.

    ``found`` and ``again`` are what two processes have found. Another digest is no proof: values
    that are equal may look different. So two more are asked, and then compared as the pair has it.
    """
    for seen in (each for each in found if isinstance(each, Seen)):
        if seen in again:
            continue
        failures = [each for each in again if isinstance(each, Failure)]
        words = _cannot(failures[0].message) if failures else _unlike(entry, seen, processes)
        if words is not None:
            variant, size = seen.variant, seen.size
            yield Notice(kind=NoticeKind.UNSTABLE, words=words, variant=variant, size=size)


def _unlike(entry: Entry, seen: Seen, processes: TwoProcesses) -> str | None:
    asked = Question(first=entry, second=entry, variant=seen.variant, size=seen.size, alike=False)
    try:
        return in_every_process(processes.agreement(asked))
    except WorkerFailedError as error:
        return _cannot(error.message)


def _cannot(why: str) -> str:
    return f"a second process cannot do what the first one did: {why}"
