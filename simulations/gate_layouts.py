"""Lets the gate judge projects as they are laid out, built and installed, and prints a table.

Each row is asked three times: with nothing changed, with a function that is four times slower, and
with another version of a dependency, which is four times slower. ``python -m
simulations.gate_layouts`` takes rows in which all that matters meets; ``--all`` takes them all.
"""

import argparse
import itertools
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulations.gate_asking import Said, ask
from simulations.layout_machine import Installed, Machine, prepare
from simulations.layout_projects import (
    OF_STEADY,
    OF_THE_SHOP,
    Backend,
    Layout,
    Shop,
    build_shop,
    can_be_built,
    write_steady,
)

RIGHT = "right"

MOST_CHARACTERS = 160
"""So long is a reason in a cell of the table."""

ROW = "row"

ROW_FOLDER = re.compile(rf"/\S*/{ROW}/")
"""What paths begin with that a reason names: it is another one each time."""

HEADER = ("layout", "backend", "installed", "uv")


@dataclass(frozen=True, slots=True)
class Row:
    """A project, how it is installed, and whether there is uv."""

    layout: Layout
    backend: Backend
    installed: Installed
    uv: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """What it is, for the table."""
        return self.layout, self.backend, self.installed, "yes" if self.uv else "no"


def _chosen() -> tuple[Row, ...]:
    """Rows in which every backend and layout meets every way to be installed, and uv or none."""
    flat, src, python, mono, space = Layout
    setuptools, cfg, hatchling, flit, poetry, meson = Backend
    editable, wheel, none = Installed
    return tuple(
        itertools.starmap(
            Row,
            (
                (flat, setuptools, editable, True),
                (src, setuptools, wheel, False),
                (python, setuptools, none, True),
                (mono, setuptools, wheel, True),
                (space, setuptools, editable, False),
                (src, cfg, editable, False),
                (python, cfg, wheel, True),
                (mono, cfg, none, False),
                (python, hatchling, editable, True),
                (mono, hatchling, wheel, False),
                (space, hatchling, none, True),
                (flat, hatchling, none, False),
                (mono, flit, editable, False),
                (space, flit, wheel, True),
                (flat, flit, none, False),
                (space, poetry, editable, True),
                (flat, poetry, wheel, False),
                (src, poetry, none, True),
                (python, poetry, editable, False),
                (src, meson, editable, True),
                (flat, meson, wheel, False),
                (mono, meson, none, True),
                (space, meson, editable, False),
                (python, meson, wheel, True),
            ),
        )
    )


def _all() -> tuple[Row, ...]:
    product = itertools.product(Layout, Backend, Installed, (True, False))
    return tuple(Row(*each) for each in product if can_be_built(each[0], each[1]))


def worse_of(said: Said) -> list[tuple[str, str]]:
    """What got worse of what."""
    return [(each["variant"], each["kind"]) for each in said.with_change("worse")]


def timed_of(said: Said) -> set[str]:
    """The variants whose times were compared."""
    compared = said.with_change("worse", "better", "same", "undecided")
    return {each["variant"] for each in compared if each["kind"] == "time"}


def reason_of(said: Said) -> str:
    """What it gives as the first reason for not having compared, else its last words."""
    lines = said.with_change("not measured", "skipped")
    last = said.text.strip().rpartition("\n")[2] or "nothing was said"
    whole = " ".join(str(lines[0]["why"] if lines else last).replace("|", "/").split())
    text = ROW_FOLDER.sub("", whole)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 3]}..."


def unchanged_as(said: Said) -> str:
    """The judgement of an answer for the same revision twice."""
    if worse := worse_of(said):
        return f"WRONG: red: {_in_words(worse)}"
    if said.code:
        return f"WRONG: refused: {reason_of(said)}"
    if timed_of(said) != {OF_THE_SHOP, OF_STEADY}:
        return "WRONG: not measured, and not said"
    return RIGHT


def slower_as(variant: str) -> Callable[[Said], str]:
    """The judgement of an answer where one variant is slower: it is named, and it alone."""

    def judge(said: Said) -> str:
        worse = worse_of(said)
        if said.code == 1 and worse == [(variant, "time")]:
            return RIGHT
        if worse:
            return f"WRONG: red: {_in_words(worse)}"
        if said.code:
            return f"WRONG: refused: {reason_of(said)}"
        return "WRONG: green"

    return judge


Question = tuple[str, Callable[[Shop], None], Callable[[Said], str], tuple[str, ...]]

QUESTIONS: tuple[Question, ...] = (
    ("unchanged", lambda _: None, unchanged_as, ("--all",)),
    ("slower function", Shop.slow_function, slower_as(OF_THE_SHOP), ()),
    ("slower dependency", Shop.slow_dependency, slower_as(OF_STEADY), ()),
)
"""What is changed at head, how the answer is judged, and options.

A slower head must not be taken for one that uses the same files: it gets no ``--all``.
"""


def _in_words(worse: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{kind} of {variant}" for variant, kind in worse)


class Trial:
    """One row: its project, installed on a machine, put to the gate."""

    def __init__(self, machine: Machine, row: Row, home: Path) -> None:
        self._shop = build_shop(home / "repository", row.layout, row.backend)
        root = self._shop.project.root
        self._python = machine.interpreter(home, root, row.backend, row.installed)
        self._variables = machine.environment(home, self._python, with_uv=row.uv)

    def answers(self) -> Iterator[tuple[Said, str]]:
        """For each question what was said, and the judgement."""
        for _, change, judge, options in QUESTIONS:
            change(self._shop)
            said = ask(
                self._shop.project.root,
                "HEAD",
                *options,
                python=self._python,
                variables=self._variables,
            )
            self._shop.restore()
            yield said, judge(said)


def tell(machine: Machine, row: Row, folder: Path) -> list[str]:
    """Put a row to the gate, print it, and give the judgements."""
    began_s = time.monotonic()
    home = folder / ROW
    home.mkdir()
    try:
        answers = list(Trial(machine, row, home).answers())
    finally:
        shutil.rmtree(home)
    told = [f"{said.code} {judgement}" for said, judgement in answers]
    took = f"{time.monotonic() - began_s:.0f} s"
    sys.stdout.write(f"| {' | '.join([*row.cells, *told, took])} |\n")
    sys.stdout.flush()
    for (name, *_), (said, judgement) in zip(QUESTIONS, answers, strict=True):
        if judgement != RIGHT:
            sys.stderr.write(f"{', '.join(row.cells)}: {name}: {judgement}\n{said.text}\n")
    return [judgement for _, judgement in answers]


def counted(judged: Sequence[str]) -> str:
    """How many answers were right, and how the others were wrong."""
    kinds = Counter(":".join(each.split(":")[:2]) for each in judged)
    right = kinds.pop(RIGHT, 0)
    wrong = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"{right} of {len(judged)} answers right{f'; {wrong}' if wrong else ''}."


def main(arguments: Sequence[str]) -> int:
    """Print the table, and say by the exit code whether every answer was right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every combination; takes hours")
    parser.add_argument("--only", default="", help="rows that hold this text")
    parser.add_argument("--uv", default=shutil.which("uv"), help="where uv is")
    chosen = parser.parse_args(arguments)
    if chosen.uv is None:
        parser.error("there is no uv on the PATH; name it by --uv")
    rows = [
        each
        for each in (_all() if chosen.all else _chosen())
        if chosen.only in ", ".join(each.cells)
    ]
    header = [*HEADER, *(name for name, *_ in QUESTIONS), "took"]
    sys.stdout.write(f"| {' | '.join(header)} |\n|{' --- |' * len(header)}\n")
    judged: list[str] = []
    with tempfile.TemporaryDirectory(prefix="pairbench-layouts-") as name:
        machine = prepare(Path(name), chosen.uv)
        for version, times in ((1, 1), (2, 4)):
            write_steady(machine.wheels, version, times)
        for row in rows:
            judged += tell(machine, row, Path(name))
    sys.stdout.write(f"\n{counted(judged)}\n")
    return 0 if all(each == RIGHT for each in judged) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
