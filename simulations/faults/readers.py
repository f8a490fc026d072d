"""Everything that reads what somebody else may have written: what it is given, and what is right.

Each reader takes the bytes of a file, and may raise an error for the user, whose message is one
line; whatever else it raises is a finding.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import PairbenchError, StoreError
from pairbench.core.records.record import RunSet
from pairbench.project.settings import FILE, read_settings
from pairbench.store.doubts import doubt_of_environment, doubt_of_record
from pairbench.store.foreign.results import read_results
from pairbench.store.rounds import as_pyperf, rounds_in
from pairbench.store.run_sets import header_in
from pairbench.store.seals.checksums import SUMS_FILE, listed, sum_of
from pairbench.store.seals.journal import JOURNAL_FILE, journal_of
from pairbench.store.stored import HELD, PAIR, RUN, parsed
from tests.records import a_record, a_run_set
from tests.sealed import stored
from tests.store.foreign.test_results import ASV, PYTEST

PAIR_FILE = "strings/join.json"

SETTINGS = b"""
[project]
name = "shop"

[tool.pairbench]
budget_s = 10.0
time_percent = 5
bench = "bench"
sizes = [1, 10]

[tool.pairbench.environment]
TZ = "UTC"

[[tool.pairbench.thresholds]]
pairs = "strings/*"
time_percent = 10
reason = "it is slow"
expires = 2027-01-01
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One of them: contents that it takes, and what has it read others."""

    samples: tuple[bytes, ...]
    read: Callable[[bytes], object]


def complaint_of(reader: Reader, content: bytes) -> str | None:
    """What is wrong with how these bytes are read; None where all is well."""
    try:
        reader.read(content)
    except StoreError as error:
        text = str(error)
        return None if text.isprintable() else f"not one line: {text[:200]!a}"
    except PairbenchError:
        return None
    except Exception as error:  # noqa: BLE001 (whatever comes is what is looked for)
        return f"{type(error).__name__}: {str(error)[:200]!a}"
    return None


def readers(place: Path) -> dict[str, Reader]:
    """All of them, by what they read; files go to a folder that is there."""
    whole = a_run_set([a_record()])
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder = stored(Path(name) / "set", whole)
        run, pair, timing, sums = (
            (folder / each).read_bytes()
            for each in (
                "run.json",
                "pairs/strings/join.json",
                "timing/strings/join.json",
                SUMS_FILE,
            )
        )
    return {
        "run.json": Reader(samples=(run,), read=_run),
        "a pair": Reader(samples=(pair,), read=_pair),
        "rounds": Reader(samples=(timing,), read=lambda found: rounds_in(found, place)),
        "a journal": Reader(
            samples=(_journal(whole),), read=_file(place / JOURNAL_FILE, lambda: journal_of(place))
        ),
        "checksums": Reader(samples=(sums,), read=_file(place / SUMS_FILE, lambda: listed(place))),
        "a header": Reader(
            samples=(run,), read=_file(place / "run.json", lambda: header_in(place / "run.json"))
        ),
        "another tool's results": Reader(
            samples=tuple(json.dumps(each).encode() for each in (PYTEST, ASV)),
            read=_file(place / "theirs.json", lambda: read_results(place / "theirs.json", None)),
        ),
        "settings": Reader(
            samples=(SETTINGS,), read=_file(place / FILE, lambda: read_settings(place))
        ),
    }


def _run(content: bytes) -> object:
    return doubt_of_environment(parsed(RUN, content, "run.json").run)


def _pair(content: bytes) -> object:
    from pairbench.core.records.record import PairRecord

    found = parsed(PAIR, content, "a pair")
    return doubt_of_record(PairRecord(**{each: getattr(found, each) for each in HELD}))


def _journal(run_set: RunSet) -> bytes:
    lines = [as_pyperf([each]).strip() for record in run_set.pairs for each in record.rounds[:2]]
    return b"".join(sum_of(each).encode() + b" " + each + b"\n" for each in lines)


def _file(path: Path, read: Callable[[], object]) -> Callable[[bytes], object]:
    """Read what was put into a file."""

    def written(content: bytes) -> object:
        path.write_bytes(content)
        return read()

    return written
