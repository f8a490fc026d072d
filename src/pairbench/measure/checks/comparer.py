"""The parent that holds the results of a pair at one revision against those at the other."""

from contextlib import suppress

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.disagreement import Disagreement
from pairbench.measure.checks.agreement import (
    Agreement,
    Question,
    TwoProcesses,
    in_every_copy,
    in_every_process,
)
from pairbench.measure.checks.moved import moved
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError


class ResultComparer:
    """Calls a variant at both revisions, each in a process of its own."""

    def __init__(self, jobs: Jobs) -> None:
        self._processes = TwoProcesses(jobs)

    def difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        """Where the inputs or the results first differ; None where they are equal.

        Results that the pair itself says are not to be compared are not. Base is asked twice, with
        other seeds of hashes, and a copy of it elsewhere, before head is blamed.
        """
        try:
            found = self._agreement(base, head, variant, size, alike=True)
            if found.input is None and found.result is None:
                return _unseen(found)
            always = in_every_process(self._agreement(base, base, variant, size, alike=False))
        except WorkerFailedError as error:
            text = f"the results could not be compared: {error.message}"
            return Disagreement(text=text, blames_head=False)
        return _blame(found, always or self._in_every_copy(base, variant, size))

    def allowed_difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        """In what head gives another result where a pair lets its results differ; no blame for it.

        None as well where base gives others from process to process, or nobody can tell.
        """
        with suppress(WorkerFailedError):
            found = self._agreement(base, head, variant, size, alike=True, all_results=True)
            if found.input is not None or found.result is None:
                return None
            again = self._agreement(base, base, variant, size, alike=False, all_results=True)
            moving = self._in_every_copy(base, variant, size, all_results=True)
            if again.result is None and moving is None:
                text = (
                    f"{variant} has another result than at base: {found.result}; the pair lets "
                    "results differ, so that it is compared all the same"
                )
                return Disagreement(text=text, blames_head=False)
        return None

    def _in_every_copy(
        self, base: Entry, variant: str, size: int, *, all_results: bool = False
    ) -> str | None:
        # What cannot be copied, or called there, says nothing: then head has another result.
        with suppress(OSError, WorkerFailedError), moved(base) as elsewhere:
            return in_every_copy(
                self._agreement(base, elsewhere, variant, size, alike=True, all_results=all_results)
            )
        return None

    def _agreement(
        self,
        first: Entry,
        second: Entry,
        variant: str,
        size: int,
        *,
        alike: bool,
        all_results: bool = False,
    ) -> Agreement:
        question = Question(
            first=first,
            second=second,
            variant=variant,
            size=size,
            alike=alike,
            all_results=all_results,
        )
        return self._processes.agreement(question)


def _unseen(found: Agreement) -> Disagreement | None:
    if not found.unseen:
        return None
    text = f"the results were not compared: they hold {', '.join(found.unseen)}"
    return Disagreement(text=text, blames_head=False)


def _blame(found: Agreement, always: str | None) -> Disagreement:
    if always is not None:
        text = f"{always}, at base as at head: not compared"
        return Disagreement(text=text, blames_head=False)
    if found.input is not None:
        text = f"head has another input than base: {found.input}"
    else:
        text = f"head has another result than base: {found.result}"
    return Disagreement(text=text, blames_head=True)
