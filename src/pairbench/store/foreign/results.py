"""Reads a file of another tool, whichever it is, as a run set of numbers to look at."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.records.record import RunSet
from pairbench.store.files import MOST_BYTES, UNREADABLE, read_bounded
from pairbench.store.foreign import airspeed, pytest_json, suite
from pairbench.store.stored import FORMAT, StoredRun, as_json

KNOWN = "pytest-benchmark, asv or pyperf"

OTHERS = ("machine.json", "benchmarks.json")
"""Files in a folder of asv's results that are none."""


def results_under(path: Path) -> Iterator[Path]:
    """The file itself, or every file in a folder that may hold results.

    Raises:
        StoreError: there is nothing of that kind.
    """
    if path.is_dir():
        found = [each for each in sorted(path.rglob("*.json*")) if each.name not in OTHERS]
        if not found:
            raise StoreError(f"{path} has no results of {KNOWN}: name a file or a folder of theirs")
        yield from found
    elif path.exists():
        yield path
    else:
        raise StoreError(f"{path} does not exist: name a file or a folder of results of {KNOWN}")


def read_results(path: Path, revision: str | None) -> RunSet:
    """What a file holds; the revision is the commit, where the file itself does not say it.

    Raises:
        StoreError: it cannot be read, or no tool that is known has written it.
    """
    try:
        text = _text(read_bounded(path), path)
        found = _read(json.loads(text), text, path)
        # What it says may have any type: one that cannot be stored is none of a result.
        as_json(StoredRun(format=FORMAT, run=found.run, readings=found.readings))
    except StoreError:
        raise
    except (*UNREADABLE, EOFError, zlib.error) as error:
        raise StoreError(
            f"{path} cannot be read as results of {KNOWN}: {in_one_line(error)}"
        ) from error
    if not found.readings:
        raise StoreError(f"{path} holds no number: nothing in it was measured to its end")
    environment = found.run.environment
    if revision is not None and environment.git_revision is None:
        environment = replace(environment, git_revision=revision)
    return replace(found, run=replace(found.run, environment=environment))


def _text(content: bytes, path: Path) -> bytes:
    """The content itself, or what was compressed into it.

    Raises:
        StoreError: much more was compressed into it than any tool writes.
    """
    if path.suffix != ".gz":
        return content
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise StoreError(f"{path} is too long to be results of {KNOWN}: name one of theirs")
    return text


def _read(content: Any, text: bytes, path: Path) -> RunSet:
    if "machine_info" in content:
        return pytest_json.run_set(content)
    if "commit_hash" in content:
        return airspeed.run_set(path, content)
    if "benchmarks" in content and "version" in content:
        return suite.run_set(text.decode())
    raise StoreError(f"{path} is no file of {KNOWN}: name one of theirs")
