"""A whole pair, measured where its order arrives."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.cli.runs.work import measure_pair
from pairbench.core.errors import UsageError
from pairbench.core.planning.effort import QUICK
from pairbench.run.handing import Order
from tests.pair_files import BUILTIN, LOOP, NUMBERS, entry_from

pytestmark = pytest.mark.once


def an_order(folder: Path) -> Order:
    """The order for a pair in a folder."""
    entry = entry_from(folder, NUMBERS, LOOP, BUILTIN)
    return Order(entry=entry, effort=QUICK, run=str(folder), revision=None, variables={})


@pytest.mark.slow
def test_the_first_pair_comes_back_with_the_machine_s_controls(tmp_path: Path) -> None:
    """The controls are measured once for a run, and come with its first pair alone."""
    order = an_order(tmp_path)
    first, second = measure_pair(order), measure_pair(order)
    assert first.record.rounds
    assert first.record.memory
    assert first.controls is not None
    assert first.controls.rounds
    assert second.record.rounds
    assert second.controls is None
    assert first.environment.packages


def test_another_text_is_not_measured(tmp_path: Path) -> None:
    """A machine that has another revision of the file says so, and names the file."""
    order = an_order(tmp_path)
    definition = replace(order.entry.definition, file_source="another = 1")
    with pytest.raises(UsageError, match=r"subject\.py: pair subject: the file has another text"):
        measure_pair(replace(order, entry=replace(order.entry, definition=definition)))


@pytest.mark.slow
def test_another_revision_is_not_measured(tmp_path: Path) -> None:
    """What the pair imports could be another one, so that nothing is measured."""
    with pytest.raises(UsageError, match="pair subject: a machine of the fleet has revision"):
        measure_pair(replace(an_order(tmp_path), revision="0123abc"))
