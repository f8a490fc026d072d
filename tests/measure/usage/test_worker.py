"""The process in which all that a pair uses is recorded, from its jobs to its own end."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerProcess
from pairbench.measure.processes.protocol import DONE
from tests.pair_files import NUMBERS, entry_from

pytestmark = pytest.mark.slow

USES = """
import ctypes, multiprocessing, os, shutil, socket, sqlite3, subprocess, sys
from pathlib import Path

HERE = Path({here!r})


def refused(call, *arguments):
    try:
        call(*arguments)
    except (ImportError, OSError, sqlite3.Error):
        pass


def uses():
    text = (HERE / "read.txt").read_text()
    (HERE / "made.txt").write_text(text)
    (HERE / "made.txt").read_text()
    os.rename(HERE / "old.txt", HERE / "new.txt") if (HERE / "old.txt").exists() else None
    os.listdir(HERE / "listed")
    (HERE / "missing.txt").exists()
    (HERE / "gone").mkdir(exist_ok=True)
    shutil.rmtree(HERE / "gone")
    refused(__import__, "no_such_module")
    for name in ("", f"file:{{HERE}}/there", str(HERE / "made.db"), str(HERE / "kept.db")):
        refused(lambda: sqlite3.connect(name).execute("select 1"))
    refused(lambda: sqlite3.connect("").execute(f"attach '{{HERE}}/kept.db' as kept"))
    refused(lambda: sqlite3.connect("").execute("attach ? as kept", (str(HERE / "kept.db"),)))
    subprocess.run([sys.executable, "-c", ""], check=True)
    refused(socket.create_connection, ("127.0.0.1", 1))
    ctypes.CDLL(None).getpid()
    folder = os.open(HERE, os.O_RDONLY)
    os.stat("read.txt", dir_fd=folder)
    os.close(os.open("read.txt", os.O_RDONLY, dir_fd=folder))
    os.listdir(folder)
    os.close(folder)
    with open(os.open(HERE / "read.txt", os.O_RDONLY)) as file:
        return file.read()


@pair.bad
def first(numbers):
    return uses()


@pair.good
async def second(numbers):
    return uses()


@pair.equal
def same(one, other):
    return one == other
"""


def told_of(folder: Path, parts: str, variants: list[str]) -> Mapping[str, Any]:
    """What the worker tells of the pair's uses; it ends by itself, and well."""
    entry = entry_from(folder, NUMBERS, parts)
    with Jobs() as jobs, WorkerProcess("pairbench.measure.usage.worker") as worker:
        job = jobs.job(entry, variant=variants[0], size=entry.definition.sizes[0])
        worker.send(json.dumps([job.encode()]))
        worker.send(json.dumps(variants))
        worker.send(json.dumps([]))
        while (message := worker.receive(60.0))["state"] != DONE:
            pass
        worker.finish()
    return message


def test_all_that_a_pair_uses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before is used; what the pair has made itself, or takes away, is not."""
    for name in ("read.txt", "old.txt", "kept.db"):
        (tmp_path / name).touch()
    (tmp_path / "listed").mkdir()
    # What lies in the temporary folder passes, as that of a test does.
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    told = told_of(tmp_path, USES.format(here=str(tmp_path)), ["first", "second"])
    assert told["ended_by"] is None
    real = tmp_path.resolve()
    files = {Path(each).relative_to(real).as_posix() for each in told["files"] if str(real) in each}
    assert files >= {"read.txt", "old.txt", "kept.db"}
    assert not files & {"made.txt", "new.txt", "made.db"}
    assert str(real / "listed") in told["folders"]
    assert str(real / "missing.txt") in told["looked_at"]
    assert str(real / "gone") not in told["folders"]
    assert "no_such_module" in told["missed"]
    assert set(told["unknown"]) >= {
        "starts other processes",
        "talks to the network or to another process",
        "calls native code",
        "looks into a folder that has no name",
        "lists a folder that has no name",
        f"opens a database by its address: file:{tmp_path}/there",
        "takes in a database whose name is not written out",
    }


def test_what_was_used_until_it_raised_is_told(tmp_path: Path) -> None:
    """With what it raised, in a line."""
    body = "@pair.bad\ndef first(numbers): return iter(numbers)\n"
    body += "@pair.good\ndef second(numbers): raise ValueError('no\\nmore')"
    told = told_of(tmp_path, body, ["first", "second"])
    assert told["ended_by"] == "ValueError: no more"
    assert any(each.endswith("subject.py") for _, each in told["modules"])
