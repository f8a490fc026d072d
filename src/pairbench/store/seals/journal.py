"""Rounds between two writings of their files: one line each, which a killed run leaves behind.

A line is a checksum and a pyperf file with a single round. The line that somebody was killed over
is not there yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.records.measurement import Round
from pairbench.store.files import read_bounded
from pairbench.store.rounds import as_pyperf, rounds_in
from pairbench.store.seals.checksums import append, sum_of

JOURNAL_FILE = "rounds.journal"


class Journal:
    """Writes rounds that are in no file of their own yet."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL_FILE

    def add(self, found: Round) -> None:
        """Keep a round; a power cut may cost it, the end of this process does not.

        Raises:
            OSError: there is no room, or the folder cannot be written to.
        """
        content = as_pyperf([found]).strip()
        append(self._path, sum_of(content).encode() + b" " + content + b"\n", lasting=False)

    def clear(self) -> None:
        """All of its rounds are in their files.

        Raises:
            OSError: the folder cannot be written to.
        """
        self._path.unlink(missing_ok=True)


def journal_of(folder: Path) -> Mapping[str, Sequence[Round]]:
    """The rounds of a run set's journal, by their pairs; none where it has no journal.

    Raises:
        StoreError: it cannot be read, or is not as it was written.
    """
    path = folder / JOURNAL_FILE
    try:
        content = read_bounded(path)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {in_one_line(error)}; measure again") from error
    found: dict[str, list[Round]] = defaultdict(list)
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        sum_, _, rest = line.partition(b" ")
        if sum_of(rest).encode() != sum_:
            raise StoreError(
                f"{path} was changed after it was written: line {number} has another checksum; "
                "remove it, or measure again"
            )
        for each in rounds_in(rest, path):
            found[each.cell.pair].append(each)
    return found


def with_journal(rounds: Sequence[Round], more: Iterable[Round]) -> tuple[Round, ...]:
    """The rounds of a file, and those of the journal that it does not have yet, by their sizes."""
    known = {(each.cell, each.number) for each in rounds}
    new = [each for each in more if (each.cell, each.number) not in known]
    return tuple(sorted((*rounds, *new), key=lambda each: (each.cell.size, each.number)))
