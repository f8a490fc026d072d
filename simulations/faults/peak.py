"""How much memory a process of ours takes at most, while it runs."""

import re
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

LOOKS_EVERY_S = 0.1
"""The system keeps the peak: looking again is only for what comes after the last look."""

_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


class Peak:
    """Follows a process for as long as it is entered; ``bytes`` is 0 where no system tells."""

    def __init__(self, pid: int) -> None:
        self._status = Path("/proc") / str(pid) / "status"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="peak", daemon=True)
        self.bytes = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOKS_EVERY_S):
            # A process that has ended has no memory, and soon no file.
            with suppress(OSError):
                found = _PEAK.search(self._status.read_text(encoding="utf-8"))
                if found is not None:
                    self.bytes = max(self.bytes, 1024 * int(found[1]))
