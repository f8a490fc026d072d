"""How hard a comparison tries."""

import pytest

from pairbench.core.errors import UsageError
from pairbench.versus.comparing import effort_for


def test_whoever_gives_a_time_wants_it_to_be_used() -> None:
    """Without one the first verdict is the answer."""
    assert effort_for(budget_s=10.0).other_s == 10.0 > effort_for().other_s
    assert effort_for(budget_s=10.0).budget_s == 10.0


def test_the_chance_of_error_is_that_of_all_answers_together() -> None:
    """It is shared out among the comparisons."""
    effort = effort_for(error=0.01)
    assert (effort.alpha, effort.run_alpha) == (0.01, 0.01)
    assert effort_for(error=0.1).alpha == 0.1


@pytest.mark.parametrize("error", [0.0, 0.5, -1.0])
def test_what_cannot_be_promised_is_refused(error: float) -> None:
    """An interval at a lower level decides nothing, and tables have a smallest one."""
    with pytest.raises(UsageError, match="write a percentage from"):
        effort_for(error=error)
