"""The parent that has pair files read: the command itself executes nothing of the user's."""

import json
from collections.abc import Iterator, Sequence

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError, UsageError
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess

READ_WITHIN_S = 120.0
"""A file that takes longer to import is taken to hang."""

SLACK_S = 30.0
"""So much longer may the process take that waits for them all."""


class Lister:
    """Reads files at a site, each in a process of its own."""

    def __init__(self, site: Site, *, width: int) -> None:
        """Read ``width`` files at a time; the root of the site is that of each file."""
        self._site = site
        self._width = width

    def __call__(self, files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
        """What is in the files, in their order.

        Raises:
            UsageError: no process could be started at the site.
        """
        from pairbench.measure.listing.message import from_message

        if not files:
            return
        order = {
            "sources": [str(each) for each in (*self._site.sources, self._site.root)],
            "folder": None if self._site.folder is None else str(self._site.folder),
            "files": [(str(each.path), str(each.bench), each.suite) for each in files],
            "width": self._width,
            "within_s": READ_WITHIN_S,
        }
        module = "pairbench.measure.listing.worker"
        try:
            with WorkerProcess(module, python=self._site.python) as worker:
                worker.send(json.dumps(order))
                for _ in files:
                    message = worker.receive(READ_WITHIN_S + SLACK_S)
                    yield from from_message(message["found"], self._site)
        except WorkerFailedError as error:
            last = error.stderr.strip().rpartition("\n")[2]
            raise UsageError(
                f"the pair files could not be read: {error.message}: {last or 'it said nothing'}"
            ) from error
