"""Tests of which start the workers of rounds are to have."""

import pytest

from pairbench.core.errors import UsageError
from pairbench.core.records.start import Starts
from pairbench.measure.machine.starts import DEFAULT, VARIABLE, can_fork, chosen_starts


@pytest.mark.parametrize("asked", Starts)
def test_the_variable_chooses(monkeypatch: pytest.MonkeyPatch, asked: Starts) -> None:
    """What it names is chosen, as far as the system can do it."""
    monkeypatch.setenv(VARIABLE, asked)
    assert chosen_starts() is (asked if can_fork() else Starts.FRESH)


@pytest.mark.parametrize("unset", [None, ""])
def test_without_it_the_usual_start_is_chosen(
    monkeypatch: pytest.MonkeyPatch, unset: str | None
) -> None:
    """An empty variable is as good as none."""
    monkeypatch.delenv(VARIABLE, raising=False)
    if unset is not None:
        monkeypatch.setenv(VARIABLE, unset)
    assert chosen_starts() is (DEFAULT if can_fork() else Starts.FRESH)


def test_an_unknown_start_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable, what it says, and what it may say."""
    monkeypatch.setenv(VARIABLE, "warm")
    with pytest.raises(UsageError, match=r"PAIRBENCH_START=warm .* fresh or coupled"):
        chosen_starts()
