"""The parent's handle on a worker process: start it, talk with it, and leave none behind."""

import json
import os
import signal
import subprocess  # nosec B404: starting workers is the job of this module
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Any, NoReturn, Protocol, Self, cast

from pairbench.core.records.measurement import Cell, Failure, Stage, Trouble
from pairbench.core.words import printable
from pairbench.measure.processes.answer import Answer
from pairbench.measure.processes.interpreter import interpreter
from pairbench.measure.processes.limits.printed import Printed
from pairbench.measure.processes.patience import Patience
from pairbench.measure.processes.protocol import LOADING, SPOILT, insist_on_numbers

LONGEST_ANSWER_BYTES = 1 << 28
"""No answer is longer: a variant can reach the line too, and may fill it without end."""

LOADED_WITHIN_S = 120.0
"""How long a worker may take to load a pair: the time-out of a pair is that of one call."""

EXIT_S = 10.0
"""How long a worker may take to close its resource and end, once its work is done."""


class WorkerFailedError(Exception):
    """A worker raised, hung or died; internal to the measuring side."""

    def __init__(self, trouble: Trouble, message: str, stderr: str) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.message = message
        self.stderr = stderr


def failure(
    cell: Cell, variant: str, stage: Stage, error: WorkerFailedError, *, made: str = ""
) -> Failure:
    """What a worker's failure means for the variant that it was working on.

    ``made`` is what it was making for the variants instead, where it called none yet.
    """
    return Failure(
        cell=cell,
        variant=variant,
        stage=stage,
        trouble=error.trouble,
        message=error.message,
        stderr=error.stderr,
        made=made,
    )


class Running(Protocol):
    """A process that leads a group: what of ``subprocess.Popen`` a conversation needs.

    ``returncode`` is negative for a process that a signal has ended, as it is there.
    """

    @property
    def pid(self) -> int:
        """Its number, and that of its group."""

    @property
    def returncode(self) -> int | None:
        """How it ended; None while nobody has waited for that."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, so many seconds at most.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """


class Worker:
    """One worker in a group of its own, so that its children can be ended with it."""

    def __init__(
        self,
        process: Running,
        *,
        to_worker: IO[bytes],
        from_worker: IO[bytes],
        printed: Printed,
        loaded_within_s: float = LOADED_WITHIN_S,
    ) -> None:
        """Talk over these streams; ``printed`` has its last words."""
        self._process = process
        self._to_worker = to_worker
        self._from_worker = from_worker
        self._printed = printed
        self._buffer = bytearray()
        self._loaded_within_s = loaded_within_s

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process's number; it is gone when the worker is closed."""
        return self._process.pid

    def send(self, line: str) -> None:
        """Write one line to the worker.

        Raises:
            WorkerFailedError: the worker is no longer there to read it.
        """
        try:
            self._to_worker.write(line.encode() + b"\n")
        except BrokenPipeError:
            self._fail_for_end(EXIT_S)

    def receive(self, timeout_s: float) -> Mapping[str, Any]:
        """The worker's next message.

        Raises:
            WorkerFailedError: it raised, it died, or nothing came within the time.
        """
        message = self._message_in(self._receive_line(timeout_s))
        while LOADING in message:
            line = self._line_after(timeout_s, loading=bool(message[LOADING]))
            message = self._message_in(line)
        if "raised" in message:
            self._fail_for_error(message)
        return message

    def receive_rest(self, timeout_s: float) -> str:
        """The worker's last line, which is not a message of ours, as it stands.

        Raises:
            WorkerFailedError: it raised, it died, or nothing came within the time.
        """
        line = self._receive_line(timeout_s)
        if line.startswith(b'{"raised"'):
            self._fail_for_error(self._message_in(line))
        return line.decode(errors="replace")

    def spoilt(self) -> WorkerFailedError:
        """What to raise for an answer that is none of ours: the variant can reach the line too."""
        return self._failure(Trouble.RAISED, SPOILT)

    def fileno(self) -> int:
        """What can be waited for: it can be read when the worker has answered, or has ended."""
        return self._from_worker.fileno()

    def hung(self, timeout_s: float) -> WorkerFailedError:
        """What to raise for a worker that has not come back in time."""
        return self._failure(Trouble.HUNG, f"gave no answer within {timeout_s:g} s")

    def finish(self) -> None:
        """Wait for a worker whose work is done.

        Raises:
            WorkerFailedError: it did not end in time, or not with success.
        """
        if not self.end_gently():
            message = f"was still running {EXIT_S:g} s after its last result"
            raise self._failure(Trouble.HUNG, message)
        if self._process.returncode != 0:
            raise self._failure(Trouble.DIED, self._how_it_ended())

    def end_gently(self) -> bool:
        """Close the line, and say whether the worker then ended by itself."""
        self._to_worker.close()
        return self.has_ended_within(EXIT_S)

    def has_ended_within(self, timeout_s: float) -> bool:
        """Whether its process is no longer there, at the latest after so many seconds."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> None:
        """End the worker and every process of its session, and free what it held."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._to_worker, self._from_worker):
            with suppress(BrokenPipeError):
                stream.close()
        self._printed.close()

    def _message_in(self, line: bytes) -> Answer:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self.spoilt()
        return Answer(found, self.spoilt)

    def _fail_for_error(self, message: Mapping[str, Any]) -> NoReturn:
        self.end_gently()
        trouble = Trouble.SKIPPED if message.get("skipped") else Trouble.RAISED
        said = message["raised"]
        if not isinstance(said, str):
            raise self.spoilt()
        raise self._failure(trouble, printable(said))

    def _line_after(self, timeout_s: float, *, loading: bool) -> bytes:
        if not loading:
            return self._receive_line(timeout_s)
        within_s = max(self._loaded_within_s, timeout_s)
        try:
            return self._receive_line(within_s)
        except WorkerFailedError as error:
            if error.trouble is Trouble.HUNG:
                message = f"was still loading the file of the pair after {within_s:g} s"
                raise self._failure(Trouble.HUNG, message) from error
            raise

    def _receive_line(self, timeout_s: float) -> bytes:
        patience = Patience(timeout_s)
        looked_at = 0
        while (end := self._buffer.find(b"\n", looked_at)) < 0:
            looked_at = len(self._buffer)
            if looked_at > LONGEST_ANSWER_BYTES:
                raise self.spoilt()
            if not patience.ready([self._from_worker]):
                raise self.hung(timeout_s)
            chunk = self._from_worker.read(1 << 16)
            if not chunk:
                self._fail_for_end(timeout_s)
            self._buffer += chunk
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line

    def _fail_for_end(self, timeout_s: float) -> NoReturn:
        if not self.has_ended_within(timeout_s):
            raise self._failure(Trouble.HUNG, "closed its output and went on running")
        raise self._failure(Trouble.DIED, self._how_it_ended())

    def _how_it_ended(self) -> str:
        code = self._process.wait()
        if code < 0:
            named = -code in {each.value for each in signal.Signals}
            return f"was ended by {signal.Signals(-code).name if named else f'signal {-code}'}"
        return f"ended with exit code {code}"

    def _failure(self, trouble: Trouble, message: str) -> WorkerFailedError:
        return WorkerFailedError(trouble, message, self._printed.last_lines())


class WorkerProcess(Worker):
    """One worker in a session of its own."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        fds: Sequence[int] = (),
        python: Path | None = None,
        variables: Mapping[str, str] = MappingProxyType({}),
        loaded_within_s: float = LOADED_WITHIN_S,
    ) -> None:
        """Start it with arguments for the module, and let it inherit these descriptors.

        Its environment has these ``variables`` beside, or instead of, those that it inherits.
        """
        with ExitStack() as unless_started:
            printed = unless_started.enter_context(closing(Printed()))
            insist_on_numbers(printed.fileno())
            process = subprocess.Popen(  # noqa: S603 # nosec B603: our module, no shell
                [*interpreter(python), "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed.fileno(),
                env={**os.environ, **variables},
                start_new_session=True,
                pass_fds=fds,
                bufsize=0,
            )
            unless_started.pop_all()
        printed.hand_over()
        super().__init__(
            process,
            to_worker=cast("IO[bytes]", process.stdin),
            from_worker=cast("IO[bytes]", process.stdout),
            printed=printed,
            loaded_within_s=loaded_within_s,
        )
