"""Frames of a call as people read them: without those of the harness, and with short paths."""

import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

HARNESS = tuple(f"{Path(__file__).parents[2] / each}/" for each in ("measure", "suites"))
"""Folders whose frames are not the call's own."""

MOST_STACKS = 60
"""Lighter stacks are added up."""

LEAST_SHARE = 0.003
"""Stacks that weigh less are added up as well."""

OTHERS = "(all others)"


class Frame(NamedTuple):
    """A function that was being run, and the line that it had come to."""

    function: str
    file: str
    line: int


def folded(
    weights: Mapping[tuple[Frame, ...], float], own: Sequence[str]
) -> list[tuple[list[str], float]]:
    """Stacks, outermost frame first, as text with their weights; the heaviest come first.

    ``own`` are the folders of the pair's own code.
    """
    named: dict[tuple[str, ...], float] = {}
    # A trace has a hundred thousand frames, and a few hundred of them are not the same.
    text = cache(partial(_text, roots=_roots(own)))
    for stack, weight in weights.items():
        frames = tuple(text(each) for each in _within_the_call(stack))
        named[frames] = named.get(frames, 0.0) + weight
    least = LEAST_SHARE * sum(named.values())
    ordered = sorted(named.items(), key=lambda each: -each[1])
    kept = [(list(frames), weight) for frames, weight in ordered[:MOST_STACKS] if weight >= least]
    rest = sum(named.values()) - sum(weight for _, weight in kept)
    return [*kept, ([OTHERS], rest)] if rest > 0 else kept


def _within_the_call(stack: Iterable[Frame]) -> list[Frame]:
    """What comes after the last frame of the harness."""
    frames = list(stack)
    ours = [place for place, each in enumerate(frames) if each.file.startswith(HARNESS)]
    return frames[ours[-1] + 1 :] if ours else frames


def _roots(own: Sequence[str]) -> tuple[str, ...]:
    """The folders that are left out of a path, the innermost first."""
    paths = sysconfig.get_paths()
    roots = {*own, paths["platlib"], paths["purelib"], paths["stdlib"]}
    return tuple(sorted((f"{each}/" for each in roots), key=len, reverse=True))


def _text(frame: Frame, roots: tuple[str, ...]) -> str:
    inside = next((each for each in roots if frame.file.startswith(each)), "")
    return f"{frame.function} ({frame.file.removeprefix(inside)}:{frame.line})"
