"""Tests of a program that is stopped in its middle."""

import threading
from contextlib import suppress
from contextvars import ContextVar

import pytest

from pairbench.core.errors import SuiteError
from pairbench.suites.call import Call
from pairbench.suites.inside_out import Give, InsideOut

VARIABLE: ContextVar[str] = ContextVar("variable", default="outside")


def test_the_program_stands_still_at_its_call_and_then_goes_on() -> None:
    """What it does after the call happens when the work on it is over."""
    story: list[str] = []

    def program(give: Give) -> None:
        story.append("begins")
        give(Call(function=story.append, args=("called",)))
        story.append("ends")

    with InsideOut(program) as stopped:
        assert stopped.call is not None
        stopped.call.function(*stopped.call.args)
        story.append("measured")
    assert story == ["begins", "called", "measured", "ends"]


def test_the_call_is_made_in_the_thread_and_the_context_of_the_program() -> None:
    """What belongs to a thread, or to a context, is there; outside it is as before."""

    def seen() -> tuple[str, int]:
        return VARIABLE.get(), threading.get_ident()

    def program(give: Give) -> None:
        VARIABLE.set("inside")
        give(Call(function=seen))

    with InsideOut(program) as stopped:
        assert stopped.call is not None
        assert stopped.call.function() == ("inside", threading.get_ident())
    assert VARIABLE.get() == "outside"


def test_what_the_work_raises_ends_the_program_as_well() -> None:
    """It can put away what it has set up, and the error is the one that was raised."""
    story: list[str] = []

    def program(give: Give) -> None:
        try:
            give(Call(function=int))
        finally:
            story.append("put away")

    with pytest.raises(ZeroDivisionError), InsideOut(program):
        raise ZeroDivisionError
    assert story == ["put away"]


def test_only_the_first_call_stops_it() -> None:
    """What a program gives later is made by nobody, and nobody waits for it."""
    story: list[str] = []

    def program(give: Give) -> None:
        for name in ("first", "second"):
            give(Call(function=int, args=(name,)))
            story.append(name)

    with InsideOut(program) as stopped:
        assert stopped.call is not None
        assert stopped.call.args == ("first",)
    assert story == ["first", "second"]


def test_a_program_may_end_without_a_call() -> None:
    """Then there is none; and what it raises on its way is raised."""
    with InsideOut(lambda _give: None) as stopped:
        assert stopped.call is None

    def broken(_give: Give) -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), InsideOut(broken):
        pass


def test_a_call_that_is_given_in_another_thread_is_refused_where_its_program_is_opened() -> None:
    """The program hears nothing of what its thread raises, and comes to its end without a call."""

    def program(give: Give) -> None:
        def in_a_thread() -> None:
            with suppress(SuiteError):
                give(Call(function=int))

        thread = threading.Thread(target=in_a_thread)
        thread.start()
        thread.join()

    with pytest.raises(SuiteError, match="in another thread"), InsideOut(program):
        pass
