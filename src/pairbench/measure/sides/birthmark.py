"""A mark that every descendant of a process bears, even one that has thrown off its environment.

Limits are inherited by whatever is started, in a session of its own as well. Two that hardly
anybody comes near, on queued messages and on pending signals, are lowered by a random amount each:
who has exactly these was started for this command.
"""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAMES = ("Max msgqueue size", "Max pending signals")
"""What the limits are called in /proc; see proc(5)."""

LOWERED_BY = (100_000, 500)
"""Each limit is lowered by less than this, or by less than a tenth of what it is."""


@contextmanager
def marking_descendants() -> Iterator[str]:
    """Mark all that is started in here, and tell the mark; it is empty where there can be none."""
    if sys.platform != "linux":
        yield ""
        return
    import resource

    kinds = (resource.RLIMIT_MSGQUEUE, resource.RLIMIT_SIGPENDING)
    before = [resource.getrlimit(kind) for kind in kinds]
    lowered = [
        soft - secrets.randbelow(max(1, min(most, soft // 10)))
        for (soft, _), most in zip(before, LOWERED_BY, strict=True)
    ]
    if any(soft <= 0 for soft, _ in before) or lowered == [soft for soft, _ in before]:
        yield ""
        return
    try:
        for kind, soft, (_, hard) in zip(kinds, lowered, before, strict=True):
            resource.setrlimit(kind, (soft, hard))
        yield " ".join(map(str, lowered))
    finally:
        for kind, limits in zip(kinds, before, strict=True):
            resource.setrlimit(kind, limits)


def bearing(mark: str) -> Iterator[int]:
    """The processes that bear a mark, as far as they may be looked at; none for an empty one.

    What has ended, and only waits for a parent to hear of it, is none.
    """
    if not mark:
        return
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            has_ended = (entry / "stat").read_text(errors="replace").rpartition(")")[2][1:2] == "Z"
            if not has_ended and _mark_in((entry / "limits").read_text(encoding="ascii")) == mark:
                yield int(entry.name)


def _mark_in(limits: str) -> str:
    soft = {
        name: line.removeprefix(name).split()[0]
        for line in limits.splitlines()
        for name in NAMES
        if line.startswith(name)
    }
    return " ".join(soft.get(name, "") for name in NAMES)
