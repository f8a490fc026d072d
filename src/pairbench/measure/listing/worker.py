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
from pairbench.core.authoring.reading import PairFile, Step, StepTooLongError, read, unreadable
from pairbench.core.errors import PairError, in_one_line
from pairbench.measure.listing.message import STILL_READING, as_message
from pairbench.measure.processes.patience import readable
from pairbench.measure.processes.protocol import SPOILT, Channel, serve

CHUNK_BYTES = 1 << 16

STEP_ENDS = b"\0"
"""The end of a file's name that is told on the way: no answer in JSON has it."""

ENDED_WITHIN_S = 1.0
"""A process that has answered, or can no more, ends within this time, or is another program."""

LOOKED_EVERY_S = 0.001

GRACE_S = 10.0
"""So much longer has a step that can be interrupted, to end by itself."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A file that a child is executing."""

    number: int
    file: PairFile
    pid: int
    answer_fd: int
    deadline_s: float
    at: str = ""
    has_ended: bool = False
    answer: bytes = b""

    def is_answered(self) -> bool:
        """Whether all that it has to say is there."""
        return self.answer.endswith(b"\n")

    def hear(self, chunk: bytes, within_s: float) -> bool:
        """Take what it says; whether it has told of a step, which has a time of its own."""
        self.answer += chunk
        told = self.answer.rpartition(STEP_ENDS)
        if not told[1]:
            return False
        self.at = told[0].rpartition(STEP_ENDS)[2].decode(errors="replace")
        self.answer = told[2]
        self.deadline_s = time.monotonic() + within_s + GRACE_S
        return True


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
        if message is None:
            channel.send(STILL_READING)
            continue
        done[number] = message
        while sent in done:
            channel.send({"found": done.pop(sent)})
            sent += 1


def _read_all(
    files: Sequence[PairFile], width: int, within_s: float
) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """The number of each file with what is in it, as soon as it is known; None at each step."""
    waiting = list(enumerate(files))[::-1]
    running: list[_Reading] = []
    while waiting or running:
        while waiting and len(running) < width:
            number, file = waiting.pop()
            running.append(_start(number, file, within_s))
        for each in _heard(running, within_s):
            if not each.has_ended:
                yield each.number, None
                continue
            running.remove(each)
            os.close(each.answer_fd)
            yield each.number, _message(each, within_s)


def _start(number: int, file: PairFile, within_s: float) -> _Reading:
    answer_fd, child_fd = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(answer_fd)
        _answer(file, child_fd, within_s)
    os.close(child_fd)
    deadline_s = time.monotonic() + within_s
    return _Reading(number=number, file=file, pid=pid, answer_fd=answer_fd, deadline_s=deadline_s)


def _answer(file: PairFile, answer_fd: int, within_s: float) -> None:
    """Execute the file, write what is in it, and end without what the file wants done at exit."""
    own = os.getpid()
    try:
        found = list(_in_steps(_read(file), answer_fd, within_s))
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


def _in_steps(
    found: Iterable[Entry | PairError | Step], answer_fd: int, within_s: float
) -> Iterator[Entry | PairError]:
    """What is found; a step is told at once, and interrupted where it takes too long."""
    for each in found:
        if not isinstance(each, Step):
            yield each
            continue
        os.write(answer_fd, each.file.encode() + STEP_ENDS)
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, within_s)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(_number: int, _frame: object) -> None:
    raise StepTooLongError("it takes too long")


def _read(file: PairFile) -> Iterable[Entry | PairError | Step]:
    """What is in the file, by whoever can read it."""
    if not file.suite:
        return read(file)
    from pairbench.suites.known import suite_named

    os.chdir(file.root)
    if str(file.root) not in sys.path:
        prefer([*sys.path[:1], str(file.root)])
    return suite_named(file.suite).read(file)


def _heard(running: Sequence[_Reading], within_s: float) -> list[_Reading]:
    """Those that have told of a step, or have ended (have answered, or have taken too long).

    Waits for the first of them.
    """
    left_s = min(each.deadline_s for each in running) - time.monotonic()
    ready = readable([each.answer_fd for each in running], max(0.0, left_s))
    heard = []
    for each in running:
        chunk, has_told = None, False
        if each.answer_fd in ready:
            chunk = os.read(each.answer_fd, CHUNK_BYTES)
            has_told = each.hear(chunk, within_s)
        is_late = time.monotonic() >= each.deadline_s
        each.has_ended = chunk == b"" or each.is_answered() or is_late
        if has_told or each.has_ended:
            heard.append(each)
    return heard


def _message(reading: _Reading, within_s: float) -> Mapping[str, Any]:
    if reading.is_answered():
        # By itself: what follows its lines for coverage writes them down at its end.
        _status(reading.pid)
        with suppress(ValueError):
            found: Mapping[str, Any] = loads(reading.answer)
            return found
        why = f"it {SPOILT}"
    elif time.monotonic() >= reading.deadline_s:
        _end(reading.pid)
        where = f" in {reading.at}" if reading.at else ""
        why = f"it was still running after {within_s:g} s{where}"
    else:
        why = _how_it_ended(reading.pid)
    message: Mapping[str, Any] = as_message([unreadable(reading.file, why)])
    return message


def _how_it_ended(pid: int) -> str:
    """What became of a child that has closed its answer without one."""
    status = _status(pid)
    if status is None:
        return "its process closed its descriptors, or became another program, and went on"
    code = os.waitstatus_to_exitcode(status)
    return f"its process ended with {f'exit code {code}' if code >= 0 else _name(-code)}"


def _status(pid: int) -> int | None:
    """That of a child that is to end by itself; one that does not is ended, and has none."""
    until_s = time.monotonic() + ENDED_WITHIN_S
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() >= until_s:
            _end(pid)
            return None
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
