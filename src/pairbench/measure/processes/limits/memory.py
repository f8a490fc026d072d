"""How much memory a worker may have: beyond it a variant fails, and not the machine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLE = "PAIRBENCH_MEMORY_LIMIT"
"""Tells the workers, and what they start, of the limit, in bytes."""


@contextmanager
def workers_limited_to(limit_bytes: int | None) -> Iterator[None]:
    """Whatever is started in here has this much memory at most; as much as there is without one."""
    before = os.environ.pop(VARIABLE, None)
    if limit_bytes is not None:
        os.environ[VARIABLE] = str(limit_bytes)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before


def keep_to_limit() -> None:
    """Give this process, for good, the limit that it was started with; none without one.

    What counts is what the process has for itself, as far as the system can tell that apart.
    """
    limit = os.environ.get(VARIABLE)
    if limit is None:
        return
    import resource

    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, most = resource.getrlimit(kind)
    allowed = int(limit) if most == resource.RLIM_INFINITY else min(int(limit), most)
    resource.setrlimit(kind, (allowed, allowed))
