"""Tests of the line that a failure names: the innermost one of the user's own."""

import json
from pathlib import Path

import pytest

import pairbench
from pairbench.report.terminal.origin import origin

TRACE = """Traceback (most recent call last):
  File "{harness}/measure/worker.py", line 5, in main
  File "{bench}", line 9, in variant
    return json.loads(text)
  File "{library}", line 346, in loads
json.decoder.JSONDecodeError: Expecting value
"""


@pytest.mark.parametrize("library", [json.__file__, "/usr/lib/python3/dist-packages/numpy.py"])
def test_the_innermost_line_of_the_user_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """Neither the harness around the call nor the library within it is where the user looks."""
    monkeypatch.chdir(tmp_path)
    trace = TRACE.format(
        harness=Path(pairbench.__file__).parent,
        bench=tmp_path / "bench" / "text.py",
        library=library,
    )
    assert origin(trace) == " (bench/text.py, line 9)"


def test_words_without_a_line_name_none() -> None:
    """What is no traceback, and one of the harness alone, say nothing."""
    assert origin("Killed") == ""
    assert origin(TRACE.format(harness="<frozen x>", bench="<string>", library="<y>")) == ""
