"""Tests of frames as people read them."""

import json
from pathlib import Path

import pytest

from pairbench.measure.profile import frames
from pairbench.measure.profile.frames import LEAST_SHARE, MOST_STACKS, OTHERS, Frame, folded

OWN = "/home/somebody/project"
HARNESS = str(Path(frames.__file__).parent / "workbench.py")
JOIN = Frame("join", f"{OWN}/bench/join.py", 7)


def test_the_frames_of_the_harness_are_left_out() -> None:
    """A stack begins with the variant, whatever called it."""
    stack = (Frame("main", "/usr/bin/x", 1), Frame("call", HARNESS, 90), JOIN)
    assert folded({stack: 5.0}, [OWN]) == [(["join (bench/join.py:7)"], 5.0)]


def test_paths_are_short() -> None:
    """Own files, the standard library and packages are named from their folders; others in full."""
    dumps = Frame("dumps", json.__file__, 1)
    fixture = Frame("fixture", pytest.__file__, 2)
    far = Frame("far", "/opt/far.py", 3)
    ((names, _),) = folded({(JOIN, dumps, fixture, far): 1.0}, [OWN])
    assert names == [
        "join (bench/join.py:7)",
        "dumps (json/__init__.py:1)",
        "fixture (pytest/__init__.py:2)",
        "far (/opt/far.py:3)",
    ]


def test_equal_stacks_are_added_up() -> None:
    """What differs only in the harness is the same stack."""
    called = (Frame("call", HARNESS, 90), JOIN)
    timed = (Frame("timed", HARNESS, 40), JOIN)
    assert folded({called: 1.0, timed: 2.0}, [OWN]) == [(["join (bench/join.py:7)"], 3.0)]


def test_light_stacks_are_told_together() -> None:
    """Nothing is lost: what is too light to be told alone is in the last line."""
    weights: dict[tuple[Frame, ...], float] = {
        (Frame("f", f"{OWN}/a.py", line),): 100.0 - line for line in range(MOST_STACKS + 5)
    }
    weights[Frame("g", f"{OWN}/a.py", 1),] = LEAST_SHARE
    found = folded(weights, [OWN])
    assert len(found) == MOST_STACKS + 1
    assert found[-1][0] == [OTHERS]
    assert sum(weight for _, weight in found) == pytest.approx(sum(weights.values()))
