"""Tests of the parent's side of a fork, where the process that forks is gone or says nothing."""

import os
import subprocess

import pytest

from pairbench.core.records.measurement import Trouble
from pairbench.measure.machine.starts import can_fork
from pairbench.measure.processes.process import WorkerFailedError
from pairbench.measure.time.coupled.forked import Child, Forks, forked
from pairbench.measure.time.coupled.request import Ended, Kind, asked, tell

pytestmark = pytest.mark.skipif(
    not can_fork(), reason="this system cannot fork as it is needed here"
)


def test_a_request_brings_its_descriptors_and_their_numbers() -> None:
    """The first three are for the standard streams, those after them keep their numbers."""
    forks = Forks()
    into, out = os.pipe()
    worker = forked(forks, Kind.LEAF, arguments=["--worker"], shift=7, fds=[into, out])
    message = asked(forks.theirs)
    assert message is not None
    request, fds = message
    assert (request.kind, request.arguments, request.shift) == ("leaf", ["--worker"], 7)
    assert request.numbers == [0, 1, 2, into, out]
    assert len(fds) == 5
    for fd in (*fds, into, out):
        os.close(fd)
    forks.theirs.close()
    worker.close()
    forks.close()


def test_how_a_child_ended_is_told() -> None:
    """While it runs nobody knows; then its code is that of a process of our own."""
    forks = Forks()
    child = Child(forks, 1)
    tell(forks.theirs, Ended(1, 4_321, None))
    assert child.pid == 4_321
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.0)
    tell(forks.theirs, Ended(2, 4_322, 0))
    tell(forks.theirs, Ended(1, 4_321, 3))
    assert (child.wait(0.0), child.returncode) == (3, 3)
    forks.close()


def test_the_children_of_a_process_that_is_gone_are_gone() -> None:
    """They count as killed, and one that was never there has no number."""
    forks = Forks()
    child = Child(forks, 1)
    forks.theirs.close()
    with pytest.raises(ProcessLookupError):
        _ = child.pid
    assert child.wait(0.0) == -9
    with pytest.raises(WorkerFailedError) as caught:
        forked(forks, Kind.WORKER)
    assert caught.value.trouble is Trouble.DIED
    forks.close()
