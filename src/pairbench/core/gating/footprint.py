"""Whether a pair uses the same at both sides, byte for byte: then there is nothing to measure."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pairbench.core.gating.usage import Ground, Usage, own_path

FILE = "file"
ABSENT = "not there"
FOLDER = "a folder"
COMPILED = "__pycache__"
"""What the interpreter writes beside the code is no part of it."""

Digest = Callable[[Path], str]
"""Tells the content of a file by a short text."""


def same_use(
    base: Usage, head: Usage, grounds: tuple[Ground, Ground], digest: Digest
) -> int | None:
    """How many files of their own both sides use alike, or None where anything may differ.

    Where the use cannot be known, or a side did not come to its end, anything may.
    """
    if any(each.unknown or each.raised is not None for each in (base, head)):
        return None
    if base.interpreter != head.interpreter:
        return None
    first = footprint(base, grounds[0], digest)
    if first != footprint(head, grounds[1], digest):
        return None
    return sum(
        kind == FILE and content not in {"", ABSENT, FOLDER} for (kind, _), content in first.items()
    )


def footprint(usage: Usage, ground: Ground, digest: Digest) -> Mapping[tuple[str, str], str]:
    """Everything that was used, with the content of what is a side's own.

    What lies elsewhere is the same file for both sides, and its path says it all.
    """
    found: dict[tuple[str, str], str] = {}
    for each in usage.modules:
        found["module", each.name] = _place(each.path, ground)
    for path in (*(each.path for each in usage.modules), *usage.files, *usage.looked_at):
        found[FILE, _place(path, ground)] = _content(path, ground, digest)
    for path in usage.folders:
        found["folder", _place(path, ground)] = _listing(path, ground, digest)
    return found


def _place(path: Path, ground: Ground) -> str:
    own = own_path(path, ground)
    return str(path) if own is None else f"./{own}"


def _content(path: Path, ground: Ground, digest: Digest) -> str:
    if not path.exists():
        return ABSENT
    if path.is_dir():
        return FOLDER
    return "" if own_path(path, ground) is None else digest(path)


def _listing(path: Path, ground: Ground, digest: Digest) -> str:
    if not path.is_dir():
        return ABSENT
    if own_path(path, ground) is None:
        return ""
    lines = (
        f"{each.name!r} {_content(each, ground, digest)}"
        for each in sorted(path.iterdir())
        if each.name != COMPILED
    )
    return "\n".join(lines)
