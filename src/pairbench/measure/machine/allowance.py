"""How many CPUs this process may use: a container is often allowed fewer than it reports."""

import os
from collections.abc import Iterator
from pathlib import Path

OWN_GROUPS = Path("/proc/self/cgroup")
"""The control groups of this process, one a line: ``0::/path``, or ``4:cpu,cpuacct:/path``."""

GROUPS = Path("/sys/fs/cgroup")

QUOTA_AND_PERIOD = 2
"""The numbers of a limit: so much time of CPUs, in each stretch of so much time."""


def cpus_allowed(own_groups: Path = OWN_GROUPS, groups: Path = GROUPS) -> int:
    """How many processes can have a CPU of their own: by affinity, and by the quota of a group."""
    # Python 3.13 has the same, with what its own option -X cpu_count says.
    known = getattr(os, "process_cpu_count", _by_affinity)() or 1
    shares = [int(share) for share in _quotas(own_groups, groups)]
    return max(1, min([known, *shares]))


def _by_affinity() -> int | None:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def _quotas(own_groups: Path, groups: Path) -> Iterator[float]:
    """The CPUs that each group around this process may use, where it is limited."""
    for line in _words(own_groups, "\n"):
        _, controllers, path = ([*line.split(":", 2), "", ""])[:3]
        if controllers and "cpu" not in controllers.split(","):
            continue
        root = groups / "cpu" if controllers else groups
        # A container may see its own group as the root, though it is told the name outside.
        inside = Path(path.lstrip("/"))
        for group in (inside, *inside.parents):
            yield from _quota(root / group)


def _quota(group: Path) -> Iterator[float]:
    old = [*_words(group / "cpu.cfs_quota_us"), *_words(group / "cpu.cfs_period_us")]
    for limit in (_words(group / "cpu.max"), old):
        # No limit is "max" in the second version, and -1 in the first.
        if len(limit) == QUOTA_AND_PERIOD and all(each.isdecimal() for each in limit):
            quota, period = map(int, limit)
            if period:
                yield quota / period


def _words(file: Path, separator: str | None = None) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip().split(separator)
    except OSError:
        return []
