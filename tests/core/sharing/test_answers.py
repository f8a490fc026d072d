"""Machines that answer a claim differently."""

from dataclasses import replace

from pairbench.core.records.notice import NoticeKind
from pairbench.core.sharing.answers import contradictions
from tests.builders import QUICK
from tests.records import a_record, with_a_slower_baseline


def test_opposite_answers_are_told() -> None:
    """Both are there, each with its machine and its number."""
    one = replace(a_record(), machine="shard 1")
    other = replace(with_a_slower_baseline(a_record()), machine="machine 2")
    notices = contradictions(one, other)
    assert [(each.kind, each.variant) for each in notices] == [(NoticeKind.MACHINES, QUICK)]
    for each in notices:
        assert "(quick is at least 50 times as fast as slow at 100 items)" in each.words
        assert "refuted on shard 1" in each.words
        assert "confirmed on machine 2" in each.words


def test_like_answers_are_no_news() -> None:
    """Two machines that agree need no notice."""
    assert contradictions(a_record(), replace(a_record(), machine="other")) == ()
