"""Where a call's memory or time goes: what stacks of frames add up to, by frame and by line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.measurement import Stack

_FRAME = re.compile(r"(?P<function>.*) \((?P<file>.*):(?P<line>\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flame:
    """A frame with everything that was called from there; its weight includes theirs."""

    name: str
    weight: float
    children: tuple["Flame", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the pair's own code, and what is put down to it."""

    file: str
    number: int
    text: str
    weight: float


def flames_of(stacks: Iterable[Stack]) -> tuple[Flame, ...]:
    """The outermost frames, the heaviest first; stacks that begin alike share their frames."""
    return _merged([(each.frames, each.weight) for each in stacks if each.frames])


def by_line(stacks: Iterable[Stack], definition: PairDefinition) -> tuple[Line, ...]:
    """What each line of the pair's own files weighs, the heaviest first.

    A stack is put down to its innermost frame in one of these files.
    """
    texts = {definition.file: definition.file_source}
    texts |= {each.path: each.text for each in definition.neighbours}
    weights: defaultdict[tuple[str, int], float] = defaultdict(float)
    for stack in stacks:
        for frame in reversed(stack.frames):
            found = _FRAME.fullmatch(frame)
            if found is not None and found["file"] in texts:
                weights[found["file"], int(found["line"])] += stack.weight
                break
    lines = {file: text.split("\n") for file, text in texts.items()}
    return tuple(
        Line(file=file, number=number, text=_at(lines[file], number), weight=weight)
        for (file, number), weight in sorted(weights.items(), key=lambda each: -each[1])
    )


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _merged(stacks: Sequence[tuple[Sequence[str], float]]) -> tuple[Flame, ...]:
    below: defaultdict[str, list[tuple[Sequence[str], float]]] = defaultdict(list)
    for frames, weight in stacks:
        below[frames[0]].append((frames[1:], weight))
    found = (
        Flame(
            name=name,
            weight=sum(weight for _, weight in members),
            children=_merged([each for each in members if each[0]]),
        )
        for name, members in below.items()
    )
    return tuple(sorted(found, key=lambda each: -each.weight))
