"""What can be read, but was written by no run."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pairbench.core.authoring.claim import Costs
from pairbench.core.errors import StoreError
from pairbench.store.run_sets import RunFolder, load, new_folder
from tests.builders import QUICK
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
