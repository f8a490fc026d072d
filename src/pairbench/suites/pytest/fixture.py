"""The ``benchmark`` fixture that stands in for that of pytest-benchmark and of pytest-codspeed."""

from collections.abc import Callable, Mapping
from functools import cached_property
from time import perf_counter
from typing import Any

import pytest

from pairbench.core.errors import SuiteError
from pairbench.suites.call import Arguments, Call
from pairbench.suites.inside_out import Give
from pairbench.suites.pytest.figures import Stats, figures_of


class FixtureOfOurs:
    """A plug-in with the fixture alone."""

    def __init__(self, give: Give) -> None:
        self._give = give

    @pytest.fixture
    def benchmark(self, request: pytest.FixtureRequest) -> "Benchmark":
        """What a test calls to have something measured."""
        return Benchmark(request.node, self._give)

    @pytest.fixture
    def codspeed_benchmark(self, benchmark: "Benchmark") -> "Benchmark":
        """The same, by the name that pytest-codspeed has for it."""
        return benchmark

    @pytest.fixture
    def benchmark_weave(self) -> None:
        """Not offered: what it patches is measured wherever it is called."""
        raise SuiteError(WEAVE)


WEAVE = "weave is not supported: call benchmark(function) instead"


class Benchmark:
    """Called with a function and its arguments, as a decorator, or by ``pedantic``.

    The call is measured while the test stands still here; then it is made once more, and its result
    given back to the test. ``group``, ``name`` and ``extra_info`` are taken, and change nothing.
    A test that reads ``stats`` has a few more calls timed for it, which nobody else sees.
    """

    enabled = True
    disabled = False
    skipped = False
    has_error = False

    def __init__(self, node: Any, give: Give) -> None:
        self._give = give
        self._call: Call | None = None
        self._owner: object = getattr(node, "instance", None)
        mark = node.get_closest_marker("benchmark")
        options = {} if mark is None else mark.kwargs
        self.name: str = node.name
        self.fullname: str = node.nodeid
        self.group: str | None = options.get("group")
        called = getattr(node, "callspec", None)
        self.param: str | None = getattr(called, "id", None)
        self.params: Mapping[str, Any] | None = getattr(called, "params", None)
        self.extra_info: dict[str, Any] = {}

    def __repr__(self) -> str:
        """What an assertion shows: the same in every process."""
        return "<benchmark>"

    def __call__(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Have a call measured, and give back its result."""
        return self._measured(
            Call(function=function, args=args, kwargs=kwargs, skips=_SKIPS, owner=self._owner)
        )

    def pedantic(  # noqa: PLR0913, PLR0917 (the signature is pytest-benchmark's)
        self,
        target: Callable[..., Any],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
        setup: Callable[[], Any] | None = None,
        teardown: Callable[..., Any] | None = None,
        rounds: int = 1,
        warmup_rounds: int = 0,
        iterations: int = 1,
    ) -> Any:
        """The same with what is done around each call; how often it is called is not up to it."""
        del rounds, warmup_rounds, iterations
        given = (tuple(args), dict(kwargs or {}))
        prepare = setup if setup is not None or teardown is None else _nothing
        return self._measured(
            Call(
                function=target,
                args=given[0],
                kwargs=given[1],
                setup=None if prepare is None else _checked(prepare, given),
                teardown=teardown,
                skips=_SKIPS,
                owner=self._owner,
            )
        )

    def weave(self, *_args: Any, **_kwargs: Any) -> None:
        """Refused: what it patches is measured wherever it is called."""
        raise SuiteError(WEAVE)

    patch = weave

    @property
    def stats(self) -> Stats | None:
        """Figures of the call that was measured; None before it is."""
        return None if self._call is None else self._stats

    @cached_property
    def _stats(self) -> Stats:
        return Stats(
            stats=figures_of(lambda: self._called()[1]),
            iterations=1,
            name=self.name,
            fullname=self.fullname,
            group=self.group,
            extra_info=self.extra_info,
        )

    def _measured(self, call: Call) -> Any:
        if self._call is not None:
            raise SuiteError("the benchmark fixture measures one call in each test")
        self._call = call
        self._give(call)
        return self._called()[0]

    def _called(self) -> tuple[Any, float]:
        """Make the call once, with what is done around it: its result, and its seconds."""
        call = self._call
        if call is None:
            raise RuntimeError("the benchmark is called before it is measured")
        given = None if call.setup is None else call.setup()
        args, kwargs = (call.args, call.kwargs) if given is None else given
        try:
            start_s = perf_counter()
            result = call.function(*args, **kwargs)
            return result, perf_counter() - start_s
        finally:
            if call.teardown is not None:
                call.teardown(*args, **kwargs)


_SKIPS = (pytest.skip.Exception,)


def _nothing() -> None:
    """The set-up of what has only a teardown."""


def _checked(setup: Callable[[], Any], given: Arguments) -> Callable[[], Arguments | None]:
    """The set-up, whose arguments are only taken where there are no others."""

    def begin() -> Arguments | None:
        made = setup()
        if made is None:
            return None
        if any(given):
            raise SuiteError("pedantic has arguments, and its setup gives others: drop one")
        args, kwargs = made
        return tuple(args), dict(kwargs)

    return begin
