"""What can be read, but was written by no run."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pairbench.core.authoring.claim import Costs, Crosses
from pairbench.core.errors import StoreError
from pairbench.core.records.measurement import Conditions, Round, Stack, TimeProfile
from pairbench.core.statistics.sequential import Monitor
from pairbench.store.doubts import doubt_of_record
from pairbench.store.run_sets import RunFolder, load, new_folder
from tests.builders import QUICK, SLOW
from tests.records import ENVIRONMENT, RUN, SIZES, a_record
from tests.sealed import seal


def stored(folder: Path, definition: dict[str, Any], environment: dict[str, Any]) -> Path:
    """A run set whose files say these things of the pair and of the machine."""
    kept = RunFolder(new_folder(folder, datetime(2025, 3, 1, tzinfo=UTC)))
    record = a_record()
    kept.save_pair(replace(record, definition=replace(record.definition, **definition)))
    kept.save_run(replace(RUN, environment=replace(ENVIRONMENT, **environment)))
    return next(folder.iterdir())


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"sizes": ()}, r"join\.json is none of a run: it has no sizes; measure again"),
        ({"sizes": (0, 10)}, "one of its sizes is not between 1 and 1e[+]60"),
        ({"sizes": (-3, 10)}, "one of its sizes"),
        ({"sizes": (10, 10**400)}, "one of its sizes"),
        ({"variants": ()}, "it has no variants"),
        ({"claims": (Costs(variant=QUICK, factor=0.0, size=SIZES[0]),)}, "factor"),
    ],
)
def test_a_pair_that_cannot_be_is_refused(
    tmp_path: Path, definition: dict[str, Any], words: str
) -> None:
    """In one line that names the file, before anything is made of it."""
    with pytest.raises(StoreError, match=words):
        load(stored(tmp_path, definition, {}))


@pytest.mark.parametrize("memory_bytes", [0, -1, 10**400])
def test_a_machine_that_cannot_be_is_refused(tmp_path: Path, memory_bytes: int) -> None:
    """Its memory is neither nothing nor endless."""
    with pytest.raises(StoreError, match=r"run\.json is none of a run: no machine"):
        load(stored(tmp_path, {}, {"memory_bytes": memory_bytes}))


def test_what_is_odd_but_possible_is_read(tmp_path: Path) -> None:
    """A machine that does not tell its memory, and a size of thirty digits."""
    folder = stored(tmp_path, {"sizes": (*SIZES, 10**30)}, {"memory_bytes": None})
    assert load(folder).pairs[0].definition.sizes == (*SIZES, 10**30)


@pytest.mark.parametrize("position", [-1, 10**400])
def test_a_pair_with_no_place_among_the_others_is_refused(tmp_path: Path, position: int) -> None:
    """Pairs are read in the order in which they were measured, which no such number is of."""
    folder = stored(tmp_path, {}, {})
    path = folder / "pairs" / "strings" / "join.json"
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps({**content, "position": position}), encoding="utf-8")
    seal(folder)
    with pytest.raises(StoreError, match=r"join\.json is none of a run: its position"):
        load(folder)


RECORD = a_record()

ROUND = RECORD.rounds[0]


def with_round(**changes: Any) -> dict[str, tuple[Round, ...]]:
    """A record whose first round is another."""
    return {"rounds": (replace(ROUND, **changes), *RECORD.rounds[1:])}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rounds": (ROUND, ROUND)}, f"round 1 at 100 has '{SLOW}' twice"),
        (
            with_round(runs=(replace(ROUND.runs[0], variant="other"),)),
            "round 1 at 100 is of a variant that the pair does not have, 'other'",
        ),
        (
            with_round(runs=(replace(ROUND.runs[0], loops=0),)),
            "round 1 at 100 has a time that is not above 0",
        ),
        (
            with_round(runs=(ROUND.runs[0], replace(ROUND.runs[1], values_s=(1.0,)))),
            "round 1 at 100 has blocks without all of its variants",
        ),
        (with_round(conditions=Conditions(stolen_s=-1.0)), "round 1 at 100 took less than no time"),
        (
            with_round(cell=replace(ROUND.cell, pair="other")),
            "it holds what was measured of another pair, 'other'",
        ),
        (
            with_round(cell=replace(ROUND.cell, size=7)),
            "it holds what was measured at 7, which is none of its sizes",
        ),
        (
            {"monitors": {7: Monitor(alpha=0.05, cap=10)}},
            "it was to be compared at 7, which is none of its sizes",
        ),
        (
            {"monitors": {SIZES[0]: Monitor(alpha=1.5, cap=10)}},
            "no comparison has an error level of 1.5 over 10 rounds",
        ),
        ({"memory": (replace(RECORD.memory[0], repeats=()),)}, "memory[0] was measured in no"),
        ({"memory": (replace(RECORD.memory[0], unseen_bytes=-1),)}, "memory[0] has a figure that"),
        (
            {
                "profiles": (
                    TimeProfile(
                        cell=ROUND.cell,
                        variant=SLOW,
                        stacks=(Stack(frames=("file.py",), weight=-1.0),),
                    ),
                )
            },
            f"the profile of '{SLOW}' has less than no time",
        ),
    ],
)
def test_what_no_run_records_is_said_in_words(changes: dict[str, Any], words: str) -> None:
    """The place is named with what is wrong there; the record as it was has no such thing."""
    assert doubt_of_record(RECORD) is None
    found = doubt_of_record(replace(RECORD, **changes))
    assert found is not None
    assert found.startswith(words)


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"claims": (Crosses(variant=SLOW),)}, f"a claim is on '{SLOW}', of which it cannot be"),
        (
            {"claims": (Costs(variant=QUICK, factor=2.0, size=7),)},
            "a claim is on a size that it does not have",
        ),
        ({"sizes": (10, 10)}, "it has a size twice"),
        ({"variants": RECORD.definition.variants[:1] * 2, "claims": ()}, "it has two variants of"),
        ({"name": ""}, "one of its names is empty"),
    ],
)
def test_a_definition_that_no_file_has_is_said_in_words(
    definition: dict[str, Any], words: str
) -> None:
    """What is claimed, its sizes and its names are of one pair."""
    found = doubt_of_record(
        replace(RECORD, definition=replace(RECORD.definition, **definition), rounds=(), memory=())
    )
    assert found is not None
    assert found.startswith(words)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Readers of JSON take one of its values or the other: the file and the key are named."""
    folder = stored(tmp_path, {}, {})
    path = next((folder / "pairs").rglob("join.json"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"position":', '"position": 7, "position":', 1), encoding="utf-8")
    seal(folder)
    with pytest.raises(StoreError, match=r"join\.json cannot be read: .*the key 'position' twice"):
        load(folder)
