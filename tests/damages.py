"""What time, chance and other people do to a stored file."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    -(10**400),
    1e308,
    -0.0,
    float("nan"),
    float("inf"),
    "",
    "\x1b[2J\x07\u202e",
    "\ud800",
    "../../../etc/passwd",
    "x" * 100_000,
    [],
    {},
    [[]],
    {"a": {"b": []}},
)
"""Values that somebody may put where another is expected."""


def change_bytes(path: Path, rng: random.Random) -> None:
    """Turn round one bit of a file, or a few."""
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 1, 5))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def change_length(path: Path, rng: random.Random) -> None:
    """Cut a file off, begin it late, put it behind a part of itself, or remove it."""
    content = path.read_bytes()
    at = rng.randrange(len(content))
    kind = rng.randrange(4)
    if kind == 0:
        path.unlink()
    else:
        path.write_bytes((content[:at], content + content[at:], content[at:])[kind - 1])


def forge_file(path: Path, rng: random.Random) -> None:
    """Put odd values into a file of JSON; any other is left alone."""
    if path.suffix != ".json":
        return
    content = json.loads(path.read_bytes())
    for _ in range(rng.choice((1, 1, 2))):
        forge(content, rng)
    path.write_text(json.dumps(content), encoding="utf-8")


def forge(content: Any, rng: random.Random) -> None:
    """Put an odd value, or nothing at all, to a random place."""
    places = list(_places(content))
    if not places:
        return
    holder, key = rng.choice(places)
    kind = rng.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif kind == 2 and isinstance(holder[key], int | float):
        holder[key] = holder[key] * rng.choice((-1, 10, 0.5, 1e9))
    else:
        holder[key] = rng.choice(ODD)


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and mapping with each of its keys."""
    keys = content.keys() if isinstance(content, dict) else range(len(content))
    for key in keys:
        yield content, key
        if isinstance(content[key], dict | list):
            yield from _places(content[key])
