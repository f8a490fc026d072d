"""What a worker prints: read as it comes, and forgotten but for its end, however much it is.

Each worker prints into a pipe, and one thread of the harness reads them all. It sleeps while nobody
prints, so that what is timed does not pay for it.
"""

import fcntl
import os
import selectors
import threading
import time
from contextlib import suppress
from functools import cache

KEPT_BYTES = 1 << 14
"""So much of the end of what a worker prints is kept."""

KEPT_LINES = 12
"""So many of the last lines of it are shown."""

PIPE_BYTES = 1 << 20
"""So much a pipe holds, where the system lets it: whoever prints does not wait for us."""

LITTLE_BYTES = 1 << 12

PAUSE_S = 0.01
"""So long is waited after a little was printed: one more line does not wake the thread again."""


class Printed:
    """The end of what one worker has printed."""

    def __init__(self) -> None:
        """Make the pipe; ``fileno`` is for the worker."""
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        with suppress(AttributeError, OSError):  # Linux alone has it, and may refuse it
            fcntl.fcntl(self._writing, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._lock = threading.Lock()
        self._is_open = True
        self._end = b""
        self._reader = _reader()
        self._reader.watch(self._reading, self)

    def fileno(self) -> int:
        """The descriptor that the worker prints into."""
        return self._writing

    def hand_over(self) -> None:
        """The worker has its descriptor, and nobody here prints into it."""
        os.close(self._writing)
        self._writing = -1

    def take(self) -> int:
        """Read what is there, and say how many bytes that were."""
        with self._lock:
            if not self._is_open:
                return 0
            try:
                chunk = os.read(self._reading, PIPE_BYTES)
            except BlockingIOError:
                return 0
            self._end = (self._end + chunk)[-KEPT_BYTES:]
            if not chunk:
                self._reader.forget(self._reading)
            return len(chunk)

    def last_lines(self) -> str:
        """The last lines, those that nobody has read yet among them."""
        # Once empties the pipe, and whoever prints for ever has no last line.
        self.take()
        text = self._end.decode("utf-8", errors="replace")
        return "\n".join(text.splitlines()[-KEPT_LINES:])

    def close(self) -> None:
        """Read no more; whoever still prints is told that nobody does."""
        with self._lock:
            if not self._is_open:
                return
            self._is_open = False
            self._reader.forget(self._reading)
            os.close(self._reading)
            if self._writing >= 0:
                os.close(self._writing)


class _Reader:
    """The thread that reads the pipes of all workers."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        # Registering while another thread waits is what epoll and kqueue are made for.
        threading.Thread(target=self._read, name="printed", daemon=True).start()

    def watch(self, fd: int, printed: Printed) -> None:
        self._selector.register(fd, selectors.EVENT_READ, printed)

    def forget(self, fd: int) -> None:
        with suppress(KeyError):  # it has ended before
            self._selector.unregister(fd)

    def _read(self) -> None:
        while True:
            taken = [key.data.take() for key, _ in self._selector.select()]
            if max(taken, default=0) < LITTLE_BYTES:
                time.sleep(PAUSE_S)


_MAKING = threading.Lock()


def _reader() -> _Reader:
    """The one of this process, whichever of its threads asks first."""
    with _MAKING:
        return _made()


@cache
def _made() -> _Reader:
    return _Reader()
