"""A benchmark of another tool's suite as one of ours."""

from pathlib import Path

from pairbench.core.authoring.problems import LONGEST_NAME
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError
from pairbench.suites.benchmark import Found, Implementation, entry_of

FILE = PairFile(path=Path("/project/test_it.py"), bench=Path("/project"), suite="pytest")


def test_a_name_that_could_not_be_kept_is_refused() -> None:
    """A test named by a parameter of a megabyte would be measured, and its run set not opened."""
    found = Found(
        name="x" * (LONGEST_NAME + 1),
        attribute="test_it",
        question="How long?",
        implementations=(Implementation(name="test_it"),),
    )
    refused = entry_of(FILE, "pytest", found, "")
    assert isinstance(refused, PairError)
    assert "10,001 characters" in str(refused)
    assert len(str(refused)) < 500
