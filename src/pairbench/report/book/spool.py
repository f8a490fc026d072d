"""Keeps the sections of pairs on the disk, theme by theme, until it is known how large they are."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

MOST_BYTES = 10_000_000
"""A larger file takes long to open."""


@dataclass(slots=True)
class Leaf:
    """One page of a theme: the name of its file, and where its sections are."""

    name: str
    title: str
    paths: list[Path] = field(default_factory=list)
    size_bytes: int = 0

    def sections(self) -> Iterator[str]:
        """Its sections, read one by one."""
        return (path.read_text(encoding="utf-8") for path in self.paths)


class Spool:
    """A context manager around a folder of its own."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """A theme gets another page where one would be larger than ``most_bytes``."""
        self.most_bytes = most_bytes
        self.leaves: list[Leaf] = []
        self.anchors: dict[str, str] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="pairbench-")
        self._open: dict[str, Leaf] = {}
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    @property
    def size_bytes(self) -> int:
        """What all sections take together."""
        return sum(each.size_bytes for each in self.leaves)

    def add(self, theme: str, anchor: str, text: str) -> None:
        """Keep a section, to which ``anchor`` leads."""
        content = text.encode()
        leaf = self._open.get(theme)
        if leaf is None or leaf.size_bytes + len(content) > self.most_bytes:
            leaf = self._leaf(theme)
        path = Path(self._folder.name, f"{self._count}.html")
        self._count += 1
        path.write_bytes(content)
        leaf.paths.append(path)
        leaf.size_bytes += len(content)
        self.anchors[anchor] = leaf.name

    def sections(self) -> Iterator[str]:
        """All of them, in the order in which they came."""
        for number in range(self._count):
            yield Path(self._folder.name, f"{number}.html").read_text(encoding="utf-8")

    def _leaf(self, theme: str) -> Leaf:
        number = 1 + sum(each.title.partition(" (")[0] == theme for each in self.leaves)
        plain = re.sub(r"[^\w.-]+", "_", theme)[:60]
        title = theme if number == 1 else f"{theme} ({number})"
        leaf = Leaf(name=f"{len(self.leaves) + 1}-{plain}.html", title=title)
        self.leaves.append(leaf)
        self._open[theme] = leaf
        return leaf
