"""The parent that holds the results of a pair at one revision against those at the other."""

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.disagreement import Disagreement
from pairbench.measure.checks.agreement import Agreement, Question, TwoProcesses, in_every_process
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
        other seeds of hashes, before head is blamed.
        """
        try:
            found = self._agreement(base, head, variant, size, alike=True)
            if found.input is None and found.result is None:
                return _unseen(found)
            at_base = self._agreement(base, base, variant, size, alike=False)
        except WorkerFailedError as error:
            text = f"the results could not be compared: {error.message}"
            return Disagreement(text=text, blames_head=False)
        return _blame(found, at_base)

    def _agreement(
        self, first: Entry, second: Entry, variant: str, size: int, *, alike: bool
    ) -> Agreement:
        question = Question(first=first, second=second, variant=variant, size=size, alike=alike)
        return self._processes.agreement(question)


def _unseen(found: Agreement) -> Disagreement | None:
    if not found.unseen:
        return None
    text = f"the results were not compared: they hold {', '.join(found.unseen)}"
    return Disagreement(text=text, blames_head=False)


def _blame(found: Agreement, at_base: Agreement) -> Disagreement:
    always = in_every_process(at_base)
    if always is not None:
        text = f"{always}, at base as at head: not compared"
        return Disagreement(text=text, blames_head=False)
    if found.input is not None:
        text = f"head has another input than base: {found.input}"
    else:
        text = f"head has another result than base: {found.result}"
    return Disagreement(text=text, blames_head=True)
