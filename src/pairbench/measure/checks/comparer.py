"""The parent that holds the results of a pair at one revision against those at the other."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess


class ResultComparer:
    """Calls a variant at both revisions, each in a process of its own."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def difference(self, base: Entry, head: Entry, *, variant: str, size: int) -> str | None:
        """Where the results first differ; None where they are equal, or cannot be compared.

        The base's result is carried to the head by pickle. What pickle does not carry, and what
        the pair itself says is not to be compared, is not. A variant that fails has failed its
        own check as well, which says so.
        """
        if head.definition.differs is not None:
            return None
        with tempfile.TemporaryDirectory(prefix="pairbench-") as folder:
            file = Path(folder) / "result"
            try:
                if not self._ask(base, variant, size, file, keep=True)["kept"]:
                    return None
                found = self._ask(head, variant, size, file, keep=False)
            except WorkerFailedError:
                return None
        differs: str | None = found["differs"]
        return differs

    def _ask(
        self, entry: Entry, variant: str, size: int, file: Path, *, keep: bool
    ) -> Mapping[str, Any]:
        python = entry.site.python
        with WorkerProcess("pairbench.measure.checks.workers.agreement", python=python) as worker:
            worker.send(self._jobs.job(entry, variant=variant, size=size).encode())
            worker.send(json.dumps({"file": str(file), "keep": keep}))
            answer = worker.receive(entry.definition.timeout_s)
            worker.finish()
        return answer
