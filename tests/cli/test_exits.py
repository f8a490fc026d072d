"""Which code a command ends with that has met failures."""

import pytest

from pairbench.cli.exits import Exit, code_for
from pairbench.core.records.measurement import Trouble
from tests.builders import a_failure


@pytest.mark.parametrize("trouble", [Trouble.RAISED, Trouble.HUNG, Trouble.DIED])
def test_what_could_not_be_measured_is_a_code_of_its_own(trouble: Trouble) -> None:
    """However it failed, and whatever skips itself beside it."""
    assert Exit.NOT_MEASURED.value == 3
    skipped = a_failure(trouble=Trouble.SKIPPED)
    assert code_for([a_failure(trouble=trouble), skipped]) == Exit.NOT_MEASURED
    assert code_for([skipped]) == Exit.GOOD


def test_a_pair_that_must_be_mended_comes_first() -> None:
    """It is the same mistake as any other in what the user has written."""
    failures = [a_failure(), a_failure(trouble=Trouble.WRONG), a_failure()]
    assert code_for(failures) == Exit.USAGE
    assert Exit.USAGE.value == 2
