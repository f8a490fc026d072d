"""Tests of the baton that timing workers hand to each other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from pairbench.measure.processes.protocol import LOWEST_FREE_FD
from pairbench.measure.time.relay import BATON, Relay, Runner, SpoiltError

TURNS = (1, 0, 0, 1)


@contextmanager
def runners(relay: Relay) -> Iterator[list[Runner]]:
    """Both workers' sides in this process, with a parent that is still there."""
    parent, alive = os.pipe()
    try:
        yield [Runner(relay.ticket(number), parent_fd=parent) for number in (0, 1)]
    finally:
        os.close(parent)
        os.close(alive)


def test_turns_are_taken_in_the_given_order() -> None:
    """Each worker is woken exactly when it is its turn, and the relay knows whose it is."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        for number, worker in enumerate(TURNS):
            assert each[worker].wait()
            assert (relay.turn(), relay.holder()) == (number + 1, worker)
            assert each[worker].hand_on() is (number < len(TURNS) - 1)


def test_a_worker_knows_its_last_turn() -> None:
    """After it, the worker has to wait for the others."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        seen = []
        for worker in TURNS:
            each[worker].wait()
            seen.append(each[worker].last)
            each[worker].hand_on()
        assert seen == [False, False, True, True]


def test_before_the_start_the_first_worker_is_named() -> None:
    """Nobody has begun, so whoever is to begin is the one to ask about."""
    with Relay(TURNS) as relay:
        assert (relay.turn(), relay.holder()) == (0, TURNS[0])


def test_a_worker_whose_parent_is_gone_does_not_wait() -> None:
    """The end of the parent ends the waiting, so that no process is left behind."""
    parent, alive = os.pipe()
    with Relay(TURNS) as relay:
        runner = Runner(relay.ticket(0), parent_fd=parent)
        os.close(alive)
        assert not runner.wait()
    os.close(parent)


def test_all_workers_inherit_the_same_descriptors() -> None:
    """They are above those that a worker uses for itself, and closed in the end."""
    with Relay(TURNS) as relay:
        fds = relay.fds
        assert all(fd >= LOWEST_FREE_FD for fd in fds)
        assert len(set(fds)) == len(fds) == 5
        for fd in fds:
            os.fstat(fd)
    for fd in fds:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(fd)


def test_a_variant_s_children_do_not_inherit_the_baton() -> None:
    """What a worker starts must not be able to keep or to use it."""
    with Relay(TURNS) as relay, runners(relay):
        assert not any(os.get_inheritable(fd) for fd in relay.fds)


def test_a_baton_that_is_none_wakes_nobody() -> None:
    """A variant that writes into its worker's descriptors gives no turn away that is not next."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        each[1].wait()
        os.write(relay.ticket(1)["pipes"][1].write, 3 * BATON)
        assert each[1].hand_on()
        for number in (1, 2):
            assert each[0].wait()
            assert relay.turn() == number + 1
            assert each[0].hand_on()
        assert each[1].wait()
        assert relay.turn() == len(TURNS)


@pytest.mark.parametrize("written", [b".", b"garbage"])
def test_who_writes_where_turns_are_told_is_found_out(written: bytes) -> None:
    """At the end of the turn, so that no other variant is blamed for it."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        each[1].wait()
        os.pwrite(relay.ticket(1)["progress"], written, 0)
        with pytest.raises(SpoiltError):
            each[1].hand_on()


@pytest.mark.parametrize("early", [b"", 300 * b"x"])
def test_whose_turn_it_is_is_known_though_it_writes_where_turns_are_told(early: bytes) -> None:
    """A variant that has written into every descriptor and then hangs is the one that is named."""
    with Relay(TURNS) as relay, runners(relay) as each:
        progress = relay.ticket(0)["progress"]
        os.write(progress, early)
        relay.start()
        each[1].wait()
        each[1].hand_on()
        each[0].wait()
        os.write(progress, b"garbage")
        assert relay.holder() == 0
        with pytest.raises(SpoiltError):
            each[0].hand_on()


def test_a_number_of_turns_that_is_none_is_no_mistake_of_ours() -> None:
    """Who writes more than fits before the number is given a turn that there is."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        each[1].wait()
        os.write(relay.ticket(1)["progress"], 1_000 * b"x")
        assert relay.holder() in TURNS


def test_what_is_written_before_the_start_is_forgotten() -> None:
    """A file that writes into every descriptor while it is loaded spoils no turn of either side."""
    with Relay(TURNS) as relay, runners(relay) as each:
        for fd in relay.fds:
            with suppress(OSError):  # the ends of the pipes that are read
                os.write(fd, 300 * b"x")
        relay.start()
        for worker in TURNS:
            assert each[worker].wait()
            each[worker].hand_on()


def test_who_wakes_another_is_found_out() -> None:
    """The other has begun its turn while the one before it had not come to its end."""
    with Relay(TURNS) as relay, runners(relay) as each:
        relay.start()
        each[1].wait()
        os.write(relay.ticket(1)["pipes"][0].write, BATON)
        assert each[0].wait()
        with pytest.raises(SpoiltError):
            each[1].hand_on()
