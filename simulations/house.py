"""Draws the wings of the package, their rooms, and who imports whom, from the imports themselves.

``python -m simulations.house docs/architecture.svg`` writes the picture; what it shows is kept in
it as JSON, by which a test sees that it is the picture of today's tree.
"""

import argparse
import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

import pairbench

PACKAGE = Path(pairbench.__file__).parent

INK = "#222222"
PAPER = "#ffffff"
WALL = "#0072b2"
FLOOR = "#eef4f9"
PATH = "#7a7a7a"

WIDTH_IN, LEVEL_IN = 11.0, 1.75
BOX_WIDTH, BOX_HEIGHT = 0.8, 0.62
ROOMS_A_LINE = 2

CAPTION = (
    "Imports point down; an arrow that follows from others is left out. "
    "In a wing: its rooms, with the number of their modules."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The wings with their rooms, and for each wing the wings that it imports."""

    rooms: Mapping[str, Sequence[str]]
    imports: Mapping[str, Sequence[str]]


def house_of(package: Path) -> House:
    """What a package's folders and imports say; imports within functions count."""
    wings = sorted(each.name for each in package.iterdir() if (each / "__init__.py").exists())
    rooms = {
        wing: sorted(
            f"{each.name} {len(list(each.rglob('*.py'))) - len(list(each.rglob('__init__.py')))}"
            for each in (package / wing).iterdir()
            if each.is_dir() and any(each.glob("*.py"))
        )
        for wing in wings
    }
    names = {module_name(path, package) for path in package.rglob("*.py")}
    found: dict[str, set[str]] = {wing: set() for wing in wings}
    for wing in wings:
        for path in (package / wing).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            ours = imported(tree, names)
            inner = {each.split(".")[1] for each in ours if each.startswith(f"{package.name}.")}
            found[wing] |= inner & set(wings) - {wing}
    return House(rooms=rooms, imports={wing: sorted(each) for wing, each in found.items()})


def module_name(path: Path, package: Path) -> str:
    """The dotted name of a module of a package."""
    parts = (package.name, *path.relative_to(package).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def imported(tree: ast.AST, names: AbstractSet[str]) -> Iterator[str]:
    """Every module that a module imports, at the top or anywhere below, for types or in earnest.

    ``names`` are those of the package's own modules: what is imported from one may be another.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in names else str(node.module)


def shown_in(picture: Path) -> House:
    """What a picture that was drawn here shows.

    Raises:
        ValueError: it was not drawn here.
    """
    text = picture.read_text(encoding="utf-8")
    _, begin, rest = text.partition("<!-- house ")
    if not begin:
        raise ValueError(f"{picture} was not drawn by simulations.house: draw it anew")
    return House(**json.loads(rest.partition(" -->")[0]))


def levels(house: House) -> list[list[str]]:
    """The wings by how far above the innermost they stand, the outermost first."""
    height: dict[str, int] = {}
    for wing in TopologicalSorter(house.imports).static_order():
        height[wing] = 1 + max((height[each] for each in house.imports[wing]), default=-1)
    return [
        sorted(wing for wing in height if height[wing] == level)
        for level in sorted(set(height.values()), reverse=True)
    ]


def direct(house: House) -> list[tuple[str, str]]:
    """The imports that do not follow from others."""

    def reached(wing: str) -> set[str]:
        return {wing}.union(*(reached(each) for each in house.imports[wing]))

    return [
        (wing, each)
        for wing, imported in house.imports.items()
        for each in imported
        if not any(each in reached(other) for other in imported if other != each)
    ]


def draw(house: House) -> Figure:
    """Boxes on levels, and arrows between them."""
    rows = levels(house)
    figure = Figure(figsize=(WIDTH_IN, LEVEL_IN * len(rows) + 0.4), facecolor=PAPER)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    axes.set_axis_off()
    widest = max(map(len, rows))
    axes.set_xlim(0, widest)
    axes.set_ylim(-0.25, len(rows))
    places: dict[str, tuple[float, float]] = {}
    for level, row in enumerate(reversed(rows)):
        step = widest / len(row)
        for place, wing in enumerate(row):
            places[wing] = ((place + 0.5) * step, level + 0.5)
    for outer, inner in direct(house):
        _arrow(axes, places[outer], places[inner])
    for wing, centre in places.items():
        _box(axes, centre, wing, house.rooms[wing])
    axes.text(0.02, -0.2, CAPTION, fontsize=9, color=INK, va="bottom")
    return figure


def _arrow(axes: Axes, outer: tuple[float, float], inner: tuple[float, float]) -> None:
    begin = (outer[0], outer[1] - BOX_HEIGHT / 2)
    end = (inner[0], inner[1] + BOX_HEIGHT / 2)
    axes.add_patch(
        FancyArrowPatch(
            begin, end, arrowstyle="-|>", mutation_scale=12, color=PATH, linewidth=1.1, zorder=1
        )
    )


def _box(axes: Axes, place: tuple[float, float], wing: str, rooms: Sequence[str]) -> None:
    across, up = place
    axes.add_patch(
        FancyBboxPatch(
            (across - BOX_WIDTH / 2, up - BOX_HEIGHT / 2),
            BOX_WIDTH,
            BOX_HEIGHT,
            boxstyle="round,pad=0.02",
            facecolor=FLOOR,
            edgecolor=WALL,
            linewidth=1.4,
            zorder=2,
        )
    )
    top = up + BOX_HEIGHT / 2 if rooms else up + 0.07
    axes.text(
        across, top - 0.03, f"{wing}/", ha="center", va="top", fontsize=12, weight="bold", zorder=3
    )
    lines = [
        ", ".join(rooms[place : place + ROOMS_A_LINE])
        for place in range(0, len(rooms), ROOMS_A_LINE)
    ]
    axes.text(across, top - 0.17, "\n".join(lines), ha="center", va="top", fontsize=8, zorder=3)


def write(house: House, picture: Path) -> None:
    """Draw a house, and keep with the picture what it shows."""
    with mpl.rc_context({"svg.hashsalt": "pairbench", "svg.fonttype": "none"}):
        draw(house).savefig(picture, format="svg", metadata={"Date": None})
    text = picture.read_text(encoding="utf-8")
    shown = f"<!-- house {json.dumps(asdict(house), sort_keys=True)} -->\n"
    lines = (line.rstrip() for line in (text + shown).splitlines())
    picture.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Draw the package as it stands."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("picture", type=Path)
    write(house_of(PACKAGE), parser.parse_args().picture)


if __name__ == "__main__":
    main()
