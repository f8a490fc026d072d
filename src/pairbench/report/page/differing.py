"""Which lines of the variants' texts differ: what a reader should look at."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

MOST_LINES = 1_000
"""Longer texts are not compared: it would take too long, and nobody would look."""


def differing_lines(texts: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """For each variant the numbers, from 1, of the lines that its counterparts do not have.

    The first is the baseline, and the counterpart of every other; its own are all the others.
    """
    lines = {name: text.split("\n") for name, text in texts.items()}
    if len(lines) < 2 or max(map(len, lines.values())) > MOST_LINES:  # noqa: PLR2004 (two texts)
        return dict.fromkeys(texts, frozenset())
    baseline, *others = lines
    shared: set[int] = set()
    found = {}
    for name in others:
        matches = _matches(lines[baseline], lines[name])
        shared |= {start for start, _ in matches}
        mine = {end for _, end in matches}
        found[name] = _without(lines[name], mine)
    return {baseline: _without(lines[baseline], shared), **found}


def _matches(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the lines that both have, in the same order."""
    blocks = SequenceMatcher(a=first, b=second, autojunk=False).get_matching_blocks()
    return [
        (block.a + number, block.b + number) for block in blocks for number in range(block.size)
    ]


def _without(lines: Sequence[str], shared: set[int]) -> frozenset[int]:
    return frozenset(
        place + 1 for place, line in enumerate(lines) if place not in shared and line.strip()
    )
