"""What of a run set holds when a run goes on with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.cli.runs.resuming import Unfinished, effort_for
from pairbench.core.authoring.claim import Faster
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.errors import PairError, StoreError, UsageError
from pairbench.core.planning.asked import at_asked_sizes
from pairbench.core.records.record import Asked, PairRecord, RunSet
from pairbench.project.catalogue import Catalogue
from pairbench.store.run_sets import RunFolder
from pairbench.store.seals.checksums import listed
from tests.builders import QUICK, a_definition
from tests.records import RUN

SITE = Site(root=Path())

PAIR = replace(
    a_definition(Faster(variant=QUICK, factor=2.0, size=1_000), sizes=(10, 100, 1_000)),
    name="theme/pair",
    file="bench/theme/pair.py",
)


def begun(folder: Path, definition: PairDefinition, *, quick: bool = False) -> Unfinished:
    """A run set with this pair, which did not come to its end."""
    run = replace(RUN, quick=quick)
    record = PairRecord(definition=definition)
    RunFolder(folder).save_pair(record)
    return Unfinished(folder=folder, run_set=RunSet(run=run, pairs=(record,)), sums=listed(folder))


def catalogue(*definitions: PairDefinition, broken: str | None = None) -> Catalogue:
    """What is found now, and perhaps a file that cannot be loaded."""
    errors = [PairError(file=broken, pair="?", message="it is broken")] if broken else []
    entries = [Entry(site=SITE, definition=each) for each in definitions]
    return Catalogue(entries=tuple(entries), errors=tuple(errors))


def test_a_quick_run_has_its_pairs_at_the_sizes_that_it_measures(tmp_path: Path) -> None:
    """Their other sizes are no change since."""
    earlier = begun(tmp_path, at_asked_sizes(PAIR), quick=True)
    assert at_asked_sizes(PAIR) != PAIR
    assert list(earlier.before(catalogue(PAIR), RunFolder(tmp_path))) == [PAIR.name]


def test_a_pair_that_changed_is_measured_anew(tmp_path: Path) -> None:
    """What was measured of it is gone."""
    changed = replace(PAIR, file_source="another = 1")
    earlier = begun(tmp_path, PAIR)
    assert earlier.before(catalogue(changed), RunFolder(tmp_path)) == {}
    assert not [*(tmp_path / "pairs").rglob("*.json")]


def test_a_pair_whose_file_is_broken_now_stays_as_it_is(tmp_path: Path) -> None:
    """A mistake of a minute costs nothing that was measured."""
    earlier = begun(tmp_path, PAIR)
    assert earlier.before(catalogue(broken=PAIR.file), RunFolder(tmp_path)) == {}
    assert [*(tmp_path / "pairs").rglob("*.json")]


def test_a_run_set_of_another_project_is_left_alone(tmp_path: Path) -> None:
    """None of its pairs is here: nothing of it is removed."""
    earlier = begun(tmp_path, PAIR)
    other = replace(PAIR, name="other/pair", file="bench/other/pair.py")
    with pytest.raises(UsageError, match="none of the pairs that are here"):
        earlier.before(catalogue(other), RunFolder(tmp_path))
    assert [*(tmp_path / "pairs").rglob("*.json")]


def test_two_do_not_go_on_with_one_run_set(tmp_path: Path) -> None:
    """What another process has written since it was read is not written over."""
    earlier = begun(tmp_path, PAIR)
    earlier.insist_on_no_other()
    RunFolder(tmp_path).save_pair(PairRecord(definition=replace(PAIR, question="And now?")))
    with pytest.raises(StoreError, match="gone on with by another process"):
        earlier.insist_on_no_other()


def test_what_was_spent_of_a_budget_is_spent() -> None:
    """A run that goes on does not get the time again that it has had."""
    asked = Asked(run_budget_s=60.0)
    assert effort_for(replace(RUN, asked=asked, duration_s=45.0)).run_budget_s == 15.0
    assert effort_for(replace(RUN, asked=asked, duration_s=90.0)).run_budget_s == 0.0
    assert effort_for(replace(RUN, asked=Asked(), duration_s=90.0)).run_budget_s is None
