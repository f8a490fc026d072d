"""The parent that holds the results of a pair at one revision against those at the other."""

from contextlib import suppress
from dataclasses import replace

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
        asked = Question(first=base, second=head, variant=variant, size=size, alike=True)
        try:
            found = self._processes.agreement(asked)
            if found.input is None and found.result is None:
                return _unseen(found)
            always = self._always(asked)
        except WorkerFailedError as error:
            text = f"the results could not be compared: {error.message}"
            return Disagreement(text=text, blames_head=False)
        return _blame(found, always)

    def allowed_difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        """In what head gives another result where a pair lets its results differ; no blame for it.

        None as well where base gives others from process to process, or nobody can tell.
        """
        asked = Question(
            first=base, second=head, variant=variant, size=size, alike=True, all_results=True
        )
        with suppress(WorkerFailedError):
            found = self._processes.agreement(asked)
            if found.input is None and found.result is not None and self._always(asked) is None:
                text = (
                    f"{variant} has another result than at base: {found.result}; the pair lets "
                    "results differ, so that it is compared all the same"
                )
                return Disagreement(text=text, blames_head=False)
        return None

    def _always(self, asked: Question) -> str | None:
        """What base does not agree with itself in: it is asked once more, and in another place.

        Raises:
            WorkerFailedError: it could not be called again.
        """
        base = asked.first
        again = self._processes.agreement(replace(asked, second=base, alike=False))
        if (said := in_every_process(again)) is not None:
            return said
        # What cannot be copied, or called there, says nothing: then head has another result.
        with suppress(OSError, WorkerFailedError), moved(base) as elsewhere:
            return in_every_copy(self._processes.agreement(replace(asked, second=elsewhere)))
        return None


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
