"""What no run has written, put into a stored set along with a right checksum: all to be refused.

Each forgery changes one file, and returns the part of its path by which the refusal has to name it.
"""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PAIRS = ("strings/join", "memory/slots")
"""The pairs of the set that is forged."""

Content = dict[str, Any]

DEEP = 100_000
"""More levels than any reader has a stack for."""


def _edited(path: Path, edit: Callable[[Content], None]) -> None:
    content = json.loads(path.read_bytes())
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def _pair_file(folder: Path, rng: random.Random) -> Path:
    return folder / "pairs" / f"{rng.choice(PAIRS)}.json"


def _timing_file(folder: Path, rng: random.Random) -> Path:
    return folder / "timing" / f"{rng.choice(PAIRS)}.json"


def _numbers(content: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and mapping with each key at which a number stands."""
    keys = content.keys() if isinstance(content, dict) else range(len(content))
    for key in keys:
        found = content[key]
        if isinstance(found, dict | list):
            yield from _numbers(found)
        elif isinstance(found, int | float) and not isinstance(found, bool):
            yield content, key


def _with_number(number: float) -> Callable[[Path, random.Random], str]:
    """The forgery that puts this number in the place of another, in whatever file."""

    def forged(folder: Path, rng: random.Random) -> str:
        choices = [folder / "run.json", _pair_file(folder, rng), _timing_file(folder, rng)]
        path = rng.choice(choices)

        def edit(content: Content) -> None:
            holder, key = rng.choice([*_numbers(content)])
            holder[key] = number

        _edited(path, edit)
        return path.name

    return forged


def _endless(folder: Path, rng: random.Random) -> str:
    number = rng.choice((float("nan"), float("inf"), float("-inf")))
    return _with_number(number)(folder, rng)


def _gigantic(folder: Path, rng: random.Random) -> str:
    return _with_number(rng.choice((-1, 1)) * 10 ** rng.randrange(309, 4_000))(folder, rng)


def _long_name(folder: Path, rng: random.Random) -> str:
    path = _pair_file(folder, rng)

    def edit(content: Content) -> None:
        holder = rng.choice([content["definition"], *content["definition"]["variants"]])
        holder["name"] = "x" * rng.randrange(10_001, 1_000_000)

    _edited(path, edit)
    return path.name


def _sizes(folder: Path, rng: random.Random) -> str:
    path = _pair_file(folder, rng)

    def edit(content: Content) -> None:
        sizes = content["definition"]["sizes"]
        wrong = rng.randrange(1_000)
        content["definition"]["sizes"] = rng.choice(
            ([], [*sizes, 0], [-wrong, *sizes], [*sizes, sizes[0]], sizes[:-1], [*range(1, 2_000)])
        )

    _edited(path, edit)
    return path.name


def _twice(folder: Path, rng: random.Random) -> str:
    """Two variants of one name, or a round that is there twice."""
    path = rng.choice((_pair_file, _timing_file))(folder, rng)

    def edit(content: Content) -> None:
        if "definition" in content:
            variants = content["definition"]["variants"]
            variants[0]["name"] = variants[1]["name"]
        else:
            runs = rng.choice(content["benchmarks"])["runs"]
            runs.append(rng.choice(runs))

    _edited(path, edit)
    return path.name


def _of_another(folder: Path, rng: random.Random) -> str:
    """One pair's file in the place of another's."""
    kind, (one, other) = rng.choice(("pairs", "timing")), rng.sample(PAIRS, 2)
    path = folder / kind / f"{one}.json"
    shutil.copyfile(folder / kind / f"{other}.json", path)
    return path.name


def _deep(folder: Path, rng: random.Random) -> str:
    """Levels upon levels in the place of a value, in whatever file."""
    path = rng.choice((folder / "run.json", _pair_file(folder, rng), _timing_file(folder, rng)))
    content = json.loads(path.read_bytes())
    holder, key = rng.choice([*_numbers(content)])
    holder[key] = "{deep}"
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}")))
    depth = rng.randrange(DEEP // 100, DEEP)
    inner = opening * depth + "1" + closing * depth
    path.write_text(json.dumps(content).replace('"{deep}"', inner), encoding="utf-8")
    return path.name


def _traversing(folder: Path, rng: random.Random) -> str:
    """A pair that is called after a file elsewhere."""
    path = _pair_file(folder, rng)
    names = ("../../../etc/passwd", "/etc/passwd", "..", "a/../../b", "", ".", "a\x00b", "a\nb")
    name = rng.choice(names)
    _edited(path, lambda content: content["definition"].__setitem__("name", name))
    return path.name


def _link(folder: Path, rng: random.Random) -> str:
    """A link that leads out of the set, in the place of a file or of a folder of it."""
    path = rng.choice(
        (folder / "run.json", _pair_file(folder, rng), _timing_file(folder, rng), folder / "pairs")
    )
    outside = folder.parent / "outside"
    shutil.rmtree(outside, ignore_errors=True)
    outside.mkdir()
    target = outside / path.name
    path.rename(target)
    path.symlink_to(rng.choice((target, os.path.relpath(target, path.parent))))
    return path.name


def _no_file(folder: Path, rng: random.Random) -> str:
    """A pipe, a folder, a device or a link to itself in the place of a file."""
    path = rng.choice((folder / "run.json", _pair_file(folder, rng), _timing_file(folder, rng)))
    path.unlink()
    kind = rng.randrange(4)
    if kind == 0:
        os.mkfifo(path)
    elif kind == 1:
        path.mkdir()
    elif kind == 2:
        path.symlink_to("/dev/zero")
    else:
        path.symlink_to(path.name)
    return path.name


FORGERIES: dict[str, Callable[[Path, random.Random], str]] = {
    "a number is NaN or endless": _endless,
    "a number is gigantic": _gigantic,
    "a name is gigantic": _long_name,
    "sizes are negative, empty, doubled or too many": _sizes,
    "a name or a round is there twice": _twice,
    "a pair has another's file": _of_another,
    "values are nested deeply": _deep,
    "a name is a path that leads elsewhere": _traversing,
    "a link leads out of the set": _link,
    "a file is a pipe, a folder, a device or a loop": _no_file,
}
"""Each of these with its checksum made right is refused, whatever the choice."""
