"""The child that reads pair files: it forks once more for each, and executes none itself.

``python -m pairbench.measure.listing.worker`` is told the files in one line, and answers with one
for each, in their order. What a file does to its process (another folder, another clock, a start
method) ends with it, and so does whatever it has started.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.own_first import prefer
from pairbench.core.authoring.reading import PairFile, read, unreadable
from pairbench.core.errors import PairError, in_one_line
from pairbench.measure.listing.message import as_message
from pairbench.measure.processes.patience import readable
from pairbench.measure.processes.protocol import SPOILT, Channel, serve

CHUNK_BYTES = 1 << 16

ENDED_WITHIN_S = 1.0
"""A process that can answer no more ends within this time, or has become another program."""

LOOKED_EVERY_S = 0.01


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A file that a child is executing."""

    number: int
    file: PairFile
    pid: int
    answer_fd: int
    deadline_s: float
    answer: bytes = b""


def main(channel: Channel) -> None:
    """Read every file that is asked for, several at a time."""
    order = loads(channel.receive())
    if order["folder"] is not None:
        os.chdir(order["folder"])
    prefer(order["sources"])
    files = [
        PairFile(path=Path(path), bench=Path(bench), suite=suite)
        for path, bench, suite in order["files"]
    ]
    done: dict[int, Any] = {}
    sent = 0
    for number, message in _read_all(files, order["width"], order["within_s"]):
        done[number] = message
        while sent in done:
            channel.send({"found": done.pop(sent)})
            sent += 1


def _read_all(
    files: Sequence[PairFile], width: int, within_s: float
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The number of each file with what is in it, as soon as it is known."""
    waiting = list(enumerate(files))[::-1]
    running: list[_Reading] = []
    while waiting or running:
        while waiting and len(running) < width:
            number, file = waiting.pop()
            running.append(_start(number, file, within_s))
        for each in _ended(running):
            running.remove(each)
            os.close(each.answer_fd)
            yield each.number, _message(each, within_s)


def _start(number: int, file: PairFile, within_s: float) -> _Reading:
    answer_fd, child_fd = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(answer_fd)
        _answer(file, child_fd)
    os.close(child_fd)
    deadline_s = time.monotonic() + within_s
    return _Reading(number=number, file=file, pid=pid, answer_fd=answer_fd, deadline_s=deadline_s)


def _answer(file: PairFile, answer_fd: int) -> None:
    """Execute the file, write what is in it, and end without what the file wants done at exit."""
    own = os.getpid()
    try:
        found = list(_read(file))
    except BaseException as error:  # noqa: BLE001 (KeyboardInterrupt: the file raised it itself)
        found = [unreadable(file, in_one_line(error))]
    if os.getpid() != own:  # the file has forked: one answer is enough
        os._exit(0)
    try:
        text = memoryview(dumps(as_message(found)).encode() + b"\n")
        while text:
            text = text[os.write(answer_fd, text) :]
    finally:
        os._exit(0)


def _read(file: PairFile) -> Iterable[Entry | PairError]:
    """What is in the file, by whoever can read it."""
    if not file.suite:
        return read(file)
    from pairbench.suites.known import suite_named

    os.chdir(file.root)
    if str(file.root) not in sys.path:
        prefer([*sys.path[:1], str(file.root)])
    return suite_named(file.suite).read(file)


def _ended(running: Sequence[_Reading]) -> list[_Reading]:
    """Those that have answered, have ended, or have taken too long; waits for the first of them."""
    left_s = min(each.deadline_s for each in running) - time.monotonic()
    ready = readable([each.answer_fd for each in running], max(0.0, left_s))
    ended = []
    for each in running:
        chunk = None
        if each.answer_fd in ready:
            chunk = os.read(each.answer_fd, CHUNK_BYTES)
            each.answer += chunk
        if chunk == b"" or each.answer.endswith(b"\n") or time.monotonic() >= each.deadline_s:
            ended.append(each)
    return ended


def _message(reading: _Reading, within_s: float) -> Mapping[str, Any]:
    if reading.answer.endswith(b"\n"):
        _end(reading.pid)
        with suppress(ValueError):
            found: Mapping[str, Any] = loads(reading.answer)
            return found
        why = f"it {SPOILT}"
    elif time.monotonic() >= reading.deadline_s:
        _end(reading.pid)
        why = f"it was still running after {within_s:g} s"
    else:
        why = _how_it_ended(reading.pid)
    message: Mapping[str, Any] = as_message([unreadable(reading.file, why)])
    return message


def _how_it_ended(pid: int) -> str:
    """What became of a child that has closed its answer without one."""
    until_s = time.monotonic() + ENDED_WITHIN_S
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return f"its process ended with {f'exit code {code}' if code >= 0 else _name(-code)}"
        if time.monotonic() >= until_s:
            _end(pid)
            return "its process closed its descriptors, or became another program, and went on"
        time.sleep(LOOKED_EVERY_S)


def _end(pid: int) -> None:
    """End a child and wait for that."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _name(number: int) -> str:
    known = {each.value: each.name for each in signal.Signals}
    return known.get(number, f"signal {number}")


if __name__ == "__main__":
    serve(main)
