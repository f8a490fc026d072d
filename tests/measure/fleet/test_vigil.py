"""What is said while a fleet has no worker, and when it ends."""

from pairbench.measure.fleet.vigil import Vigil


def test_a_fleet_without_workers_is_waited_for_and_says_so_once() -> None:
    """It is over when nobody has come back in time, and counts anew when somebody has."""
    said: list[str] = []
    vigil = Vigil(most_s=10.0, tell=said.append)
    looks = [(1, 0.0), (0, 5.0), (0, 9.0), (2, 14.0), (0, 20.0), (0, 29.0), (0, 30.0)]
    assert [vigil.is_over(*each) for each in looks] == [False] * 6 + [True]
    assert [each.partition(":")[0].partition(",")[0] for each in said] == [
        "no worker of the fleet is left",
        "a worker is back",
        "no worker of the fleet is left",
    ]
    assert "waiting 10.0 s" in said[0]
    assert "none came back within 10.0 s" in vigil.why
