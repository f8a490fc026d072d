"""What a suite of another tool must be able to do: to be recognised, read, and loaded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import PairFile, RunBy, Step
from pairbench.core.errors import PairError


class Suite(Protocol):
    """The benchmarks of one tool.

    The command asks whether it recognises a file, and executes nothing for the answer. Reading and
    loading happen in workers; a tool is imported there, and only if one of its suites is.
    ``names_begin_with_file`` says that the name of a benchmark begins with its file and ``::``.
    """

    names_begin_with_file: bool

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether the file is one of this tool's.

        Unless the user has ``named`` it, or the folder around it, it must be so unmistakably.
        """

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The files and folders that belong to what was recognised: nobody else looks into them."""

    def notes(self, path: Path) -> tuple[str, ...]:
        """What of the suite's own settings is not followed, each in a sentence."""

    def run_by(self, path: Path) -> Iterator[RunBy]:
        """What its tool's settings say of how its benchmarks are run, but for what is installed."""

    def read(self, file: PairFile) -> Iterator[Entry | PairError | Step]:
        """Each benchmark of the file, or what is wrong with it; a faulty one hides no other.

        Of many files it says which is next; where one takes too long, ``StepTooLongError`` is
        raised there.
        """

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """The benchmark that a definition calls by this attribute, ready to be called.

        Raises:
            SkippedError: it says that it is not to be measured.
            BaseException: whatever the file raises.
        """
