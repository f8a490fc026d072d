"""The parent that has pair files read: the command itself executes nothing of the user's."""

import json
from collections.abc import Iterable, Iterator, Sequence

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.reading import PairFile, unreadable
from pairbench.core.errors import PairError, UsageError
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess

READ_WITHIN_S = 120.0
"""A file that takes longer to import is taken to hang."""

SLACK_S = 30.0
"""So much longer may the process take that waits for them all."""


class Lister:
    """Reads files at a site, each in a process of its own."""

    def __init__(self, site: Site, *, width: int, within_s: float = READ_WITHIN_S) -> None:
        """Read ``width`` files at a time; the root of the site is that of each file."""
        self._within_s = within_s
        self._site = site
        self._width = width

    def __call__(self, files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
        """What is in the files, in their order; one that ends the reading of all costs itself only.

        Raises:
            UsageError: no process could be started at the site.
        """
        if not files:
            return
        left = [*files]
        try:
            for found in self._read(files):
                del left[0]
                yield from found
        except WorkerFailedError as error:
            self._insist_on_a_site(error)
            for file in left:
                yield from self._read_alone(file)

    def _insist_on_a_site(self, failed: WorkerFailedError) -> None:
        """Nothing that is in a file keeps a process from reading none.

        Raises:
            UsageError: no process could be started at the site.
        """
        try:
            list(self._read([]))
        except WorkerFailedError as error:
            last = failed.stderr.strip().rpartition("\n")[2]
            raise UsageError(
                f"the pair files could not be read: {failed.message}: {last or 'it said nothing'}"
            ) from error

    def _read_alone(self, file: PairFile) -> Iterable[Entry | PairError]:
        """What is in a file that may be the one which ended the process of them all."""
        try:
            (found,) = self._read([file])
        except WorkerFailedError as error:
            return [unreadable(file, error.message)]
        return found

    def _read(self, files: Sequence[PairFile]) -> Iterator[Iterable[Entry | PairError]]:
        """What is in each of the files.

        Raises:
            WorkerFailedError: the process that reads them has failed.
        """
        from pairbench.measure.listing.message import STILL_READING, from_message

        order = {
            "sources": [str(each) for each in (*self._site.sources, self._site.root)],
            "folder": None if self._site.folder is None else str(self._site.folder),
            "files": [(str(each.path), str(each.bench), each.suite) for each in files],
            "width": self._width,
            "within_s": self._within_s,
        }
        module = "pairbench.measure.listing.worker"
        with WorkerProcess(module, python=self._site.python) as worker:
            worker.send(json.dumps(order))
            for _ in files:
                while (message := worker.receive(self._within_s + SLACK_S)) == STILL_READING:
                    pass
                try:
                    found = from_message(message["found"], self._site)
                except ValueError as error:  # of pydantic: the file has written an answer itself
                    raise worker.spoilt() from error
                yield found
            if not files:  # what it was asked for is to start and to end
                worker.finish()
