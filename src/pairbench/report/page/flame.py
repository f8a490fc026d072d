"""Flame graphs as inline SVG: the variants of a pair on one scale, coloured against each other."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core.records.measurement import Stack
from pairbench.core.records.stacks import Flame, flames_of

WIDTH = 640
ROW = 17
LETTER = 6.3
"""About the width of a letter, for what fits into a frame."""

LEAST_LETTERS = 3
"""A shorter name would say nothing."""

LEAST_WIDTH = 2.0
"""Narrower frames are left out; what they weigh is in the frame below them."""

MOST_ROWS = 16

MUCH = 0.02
"""A frame differs when it weighs so much more or less than on the other side, as a share of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A frame's place."""

    flame: Flame
    left: float
    width: float
    row: int


def flame_graph(
    stacks: Sequence[Stack],
    other: Sequence[Stack],
    *,
    scale: float,
    unit: Callable[[float], str],
) -> Markup | None:
    """The stacks of a variant, of which ``scale`` would fill the width; None when there are none.

    ``other`` are those that they are coloured against.
    """
    boxes = list(_boxes(flames_of(stacks), scale=scale, left=0.0, row=0))
    if not boxes:
        return None
    here, there = _by_name(stacks), _by_name(other)
    height = ROW * (1 + max(each.row for each in boxes))
    drawn = Markup("").join(_drawn(each, here, there, scale, unit) for each in boxes)
    return Markup('<svg class="flame" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>').format(
        WIDTH, height, drawn
    )


def _boxes(flames: Sequence[Flame], *, scale: float, left: float, row: int) -> Iterator[_Box]:
    for flame in flames:
        width = WIDTH * flame.weight / scale
        if width >= LEAST_WIDTH and row < MOST_ROWS:
            yield _Box(flame=flame, left=left, width=width, row=row)
            yield from _boxes(flame.children, scale=scale, left=left, row=row + 1)
        left += width


def _by_name(stacks: Sequence[Stack]) -> Mapping[str, float]:
    """What each frame weighs, wherever it was called from; a recursion counts once."""
    weights: defaultdict[str, float] = defaultdict(float)
    for stack in stacks:
        for name in set(stack.frames):
            weights[name] += stack.weight
    return weights


def _drawn(
    box: _Box,
    here: Mapping[str, float],
    there: Mapping[str, float],
    scale: float,
    unit: Callable[[float], str],
) -> Markup:
    name, mine, others = box.flame.name, here[box.flame.name], there.get(box.flame.name)
    kind, sign = _difference(mine, others, scale)
    room = int((box.width - 6) / LETTER)
    label = f"{sign}{name}"
    shown = (
        label if len(label) <= room else f"{label[: room - 1]}…" if room >= LEAST_LETTERS else ""
    )
    told = "not there" if others is None else f"{unit(others)} there"
    return Markup(
        '<g class="{}"><title>{}: {} here, {}</title>'
        '<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>'
        '<text x="{:.1f}" y="{}">{}</text></g>'
    ).format(
        kind,
        name,
        unit(box.flame.weight),
        told,
        box.left,
        box.row * ROW,
        max(0.5, box.width - 0.6),
        ROW - 1,
        box.left + 3,
        box.row * ROW + 12,
        shown,
    )


def _difference(mine: float, others: float | None, scale: float) -> tuple[str, str]:
    if others is None:
        return "only", ""
    if abs(mine - others) <= MUCH * scale:
        return "same", ""
    return ("more", "+ ") if mine > others else ("less", "- ")
