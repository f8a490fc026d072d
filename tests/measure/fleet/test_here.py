"""The machine of the command as a fleet of one."""

from pairbench.core.errors import UsageError
from pairbench.measure.fleet.here import Here


def test_each_piece_is_done_in_its_turn() -> None:
    """What one piece of work is refused for costs no other."""

    def double(number: int) -> int:
        if number == 2:
            raise UsageError("two is too many")
        return 2 * number

    found = list(Here().results(double, [1, 2, 3]))
    assert [(each.place, each.result, each.lost) for each in found] == [
        (0, 2, None),
        (1, None, "two is too many"),
        (2, 6, None),
    ]
