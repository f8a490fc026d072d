"""Stored files that something has happened to: refused in one line, or as true as they were."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pairbench.core.errors import StoreError
from pairbench.core.judging.ledger import judge_run
from pairbench.core.records.record import RunSet
from pairbench.store.claims import claims_json
from pairbench.store.foreign.results import read_results
from pairbench.store.run_sets import load
from tests.damages import change_bytes, change_length, forge, forge_file
from tests.records import a_record, a_run_set
from tests.sealed import seal, stored
from tests.store.foreign.test_results import ASV, PYTEST

RUN_SET = a_run_set([a_record("strings/join", rounds=a_record("strings/join").rounds[:2])])

few = settings(
    max_examples=30,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
chances = st.randoms(use_true_random=False)


@contextmanager
def a_stored_set() -> Iterator[Path]:
    """A run set of its own for each example."""
    with TemporaryDirectory() as name:
        yield stored(Path(name) / "set", RUN_SET)


def a_file_of(folder: Path, rng: random.Random) -> Path:
    """One of its files, the list of checksums among them."""
    return rng.choice(sorted(each for each in folder.rglob("*") if each.is_file()))


def refused_or(read: Callable[[], RunSet]) -> RunSet | None:
    """What is read, or None where it is refused in one line that can be shown."""
    try:
        return read()
    except StoreError as error:
        message = str(error)
    assert message.isprintable()
    assert len(message) < 5_000
    return None


@pytest.mark.parametrize("damage", [change_bytes, change_length])
@given(rng=chances)
@few
def test_no_damage_is_another_truth(
    damage: Callable[[Path, random.Random], None], rng: random.Random
) -> None:
    """Whatever happens to the bytes of a file, what is read is what was written."""
    with a_stored_set() as folder:
        damage(a_file_of(folder, rng), rng)
        assert refused_or(lambda: load(folder)) in (None, RUN_SET)


@given(rng=chances)
@few
def test_forged_values_are_refused_or_can_be_judged(rng: random.Random) -> None:
    """Who forges a checksum as well can lie, and cannot make anything else of the reader."""
    with a_stored_set() as folder:
        forge_file(a_file_of(folder, rng), rng)
        found = refused_or(lambda: load(seal(folder)))
        if found is not None:
            json.loads(claims_json([judge_run(found)]).encode())


@pytest.mark.parametrize("content", [PYTEST, ASV])
@given(rng=chances)
@few
def test_a_file_of_another_tool_is_refused_or_read(
    content: dict[str, object], rng: random.Random
) -> None:
    """Odd values in it, or odd bytes, are an error of one line at most."""
    with TemporaryDirectory() as name:
        path = Path(name) / "theirs.json"
        found = json.loads(json.dumps(content))
        forge(found, rng)
        path.write_text(json.dumps(found), encoding="utf-8")
        if rng.randrange(2):
            rng.choice((change_bytes, change_length))(path, rng)
        refused_or(lambda: read_results(path, None))
