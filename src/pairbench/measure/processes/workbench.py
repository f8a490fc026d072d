"""The worker's side of a pair: opens its resource, builds its input and calls a variant."""

import contextlib
import os
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pairbench.core.authoring.loading import load_module, pairs_in
from pairbench.core.authoring.own_first import prefer
from pairbench.core.authoring.pair import Pair
from pairbench.measure.processes.clock import Clock, insist_on_a_clock
from pairbench.measure.processes.limits.memory import keep_to_limit
from pairbench.measure.processes.protocol import Job
from pairbench.measure.processes.timers import Calls, Supply, awaiting_timer, plain_timer

if TYPE_CHECKING:
    import asyncio

SEED = 20_240_229
"""Inputs that draw random numbers draw the same ones in every process."""

CONSUMER = "@consumer"
"""What the consumer is called among the names of what is awaited; no variant can have the name."""

CODE_COROUTINE = 0x80
"""The flag of a code object made by ``async def``; ``inspect.CO_COROUTINE``, without its import."""


def load_pair(job: Job) -> Pair:
    """The pair that a job speaks of; what its file imports comes from the job's sources first.

    Its file is executed once in a process, as any other module: some of what a file does (a start
    method, a registration) cannot be done twice. A worker may have been started before it was known
    which side it is for: it goes to the job's folder now, before any code of the side runs.
    """
    keep_to_limit()
    if job.folder is not None:
        os.chdir(job.folder)
    prefer([*job.sources, job.root])
    # A file has all of its pairs at once, and of a suite each benchmark is loaded by itself.
    known = (job.suite, job.root, job.file, job.attribute if job.suite else "")
    if known not in _LOADED:
        _LOADED[known] = _executed(job)
    return _LOADED[known][job.attribute]


def _executed(job: Job) -> Mapping[str, Pair]:
    """The pairs of the job's file, or the one that it speaks of where the file is of a suite."""
    if job.suite:
        from pairbench.suites.known import suite_named

        suite = suite_named(job.suite)
        return {job.attribute: suite.load(Path(job.root), job.file, job.attribute)}
    return pairs_in(load_module(Path(job.root), job.file))


_LOADED: dict[tuple[str, str, str, str], Mapping[str, Pair]] = {}
"""The pairs that this process has loaded, by what they were loaded from."""


def decode_resource(value: str) -> Any:
    """The value of a run's resource, which its holder sent as text."""
    import pickle  # nosec B403: only values from a process of this very run are read
    from base64 import b64decode

    # The text was sent by the holder process of this very run.
    return pickle.loads(b64decode(value))  # noqa: S301 # nosec B301


def _nothing() -> None:
    """What is done before a call that nothing is done before."""


class Workbench:
    """A pair at one size, ready to be called; a context manager that holds its resource open.

    ``awaited`` are the variants, and the consumer, whose results must be awaited although their
    functions do not look it; the check has found them.
    """

    def __init__(
        self, pair: Pair, size: int, resource: str | None, awaited: Iterable[str] = ()
    ) -> None:
        self.pair = pair
        self.size = size
        self.awaited = set(awaited)
        self._given = resource
        self._stack = contextlib.ExitStack()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.input: Any = None

    def __enter__(self) -> Self:
        self._stack.__enter__()
        for closing in self.pair.closings:
            self._stack.callback(closing)
        try:
            self.input = self._build_input()
            self._stack.callback(self.end_calls)
            # What is frozen or replaced by now stays so while the variants are called.
            insist_on_a_clock(Clock.now_s)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def end_calls(self) -> None:
        """Take back what the last call was set up with; more calls may come."""
        for ending in self.pair.endings:
            ending()

    def timer(self, variant: str) -> Callable[[int], float]:
        """A function of ``loops`` that returns the seconds which so many calls took."""
        calls = self._calls(variant)
        if not calls.awaits_result and not calls.awaits_consumer:
            return self._own_timer(variant) or plain_timer(calls, self.supply)
        timed = awaiting_timer(calls, self.supply)
        return lambda loops: self.loop.run_until_complete(timed(loops))

    def _own_timer(self, variant: str) -> Callable[[int], float] | None:
        """That of a suite which has one."""
        make = self.pair.timers.get(variant)
        return None if make is None else make(Clock.now_s)

    def call(
        self,
        variant: str,
        *,
        before: Callable[[], object] = _nothing,
        around: contextlib.AbstractContextManager[object] | None = None,
        consumed: bool,
    ) -> Any:
        """Call a variant once and return its result, or what the consumer makes of it.

        ``before`` is called last of all, and ``around`` is open for exactly the call and the
        consumer.
        """
        calls = self._calls(variant, consumed=consumed)
        supply = self.supply
        argument = supply.argument()
        supply.begin()
        context = contextlib.nullcontext() if around is None else around
        if calls.awaits_result or calls.awaits_consumer:
            return self.loop.run_until_complete(_await(calls, argument, before, context))
        before()
        with context:
            result = calls.function(argument)
            return result if calls.consume is None else calls.consume(result)

    def caller(self, variant: str) -> Callable[[Any], Any]:
        """A function that calls a variant with an argument, with all that belongs to a call.

        What is awaited is awaited in the worker's loop, and the consumer is called.
        """
        calls = self._calls(variant)
        function, consume = calls.function, calls.consume
        if calls.awaits_result or calls.awaits_consumer:
            context = contextlib.nullcontext()
            return lambda argument: self.loop.run_until_complete(
                _await(calls, argument, _nothing, context)
            )
        return function if consume is None else lambda argument: consume(function(argument))

    def function(self, variant: str) -> Callable[..., Any]:
        """The function of a variant."""
        return next(v.function for v in self.pair.variants if v.function.__name__ == variant)

    def awaits(self, variant: str) -> bool:
        """Whether a variant's calls are awaited."""
        return self._calls(variant).awaits_result

    @property
    def awaits_consumer(self) -> bool:
        """Whether the consumer's calls are awaited."""
        consumers = self.pair.consumers
        return bool(consumers) and (CONSUMER in self.awaited or _is_async(consumers[0]))

    def settle(self, awaitable: Any) -> Any:
        """What an awaitable comes to, in the worker's loop."""

        async def wait() -> Any:
            return await awaitable

        return self.loop.run_until_complete(wait())

    @property
    def loop(self) -> "asyncio.AbstractEventLoop":
        """The one event loop of this worker, made when it is first needed."""
        if self._loop is None:
            import asyncio

            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
            self._stack.callback(_close_loop, self._loop)
        return self._loop

    def _calls(self, variant: str, *, consumed: bool = True) -> Calls:
        function = self.function(variant)
        consume = self.pair.consumers[0] if consumed and self.pair.consumers else None
        return Calls(
            function=function,
            consume=consume,
            awaits_result=variant in self.awaited or _is_async(function),
            awaits_consumer=consume is not None and self.awaits_consumer,
        )

    @property
    def supply(self) -> Supply:
        """What each call gets, and what is done before it."""
        return Supply(given=self.input, copy=self._copy, fresh=self.pair.fresh)

    @property
    def _copy(self) -> Callable[[Any], Any] | None:
        if self.pair.copy is not None or not self.pair.mutates:
            return self.pair.copy
        import copy  # most pairs leave their input alone

        return copy.deepcopy

    def _build_input(self) -> Any:
        random.seed(SEED)
        given: Any = (self._open_resource(),) if self.pair.resources else ()
        if not self.pair.inputs:
            return given[0]
        value = self.pair.inputs[0](self.size, *given)
        return self.settle(value) if is_awaitable(value) else value

    def _open_resource(self) -> Any:
        if self._given is not None:
            return decode_resource(self._given)
        resource = self.pair.resources[0]
        manager = resource.manager(resource.open(self.size))
        if not hasattr(manager, "__aenter__"):
            return self._stack.enter_context(manager)
        loop = self.loop
        value = loop.run_until_complete(manager.__aenter__())
        self._stack.callback(lambda: loop.run_until_complete(manager.__aexit__(None, None, None)))
        return value


def what_is_made(pair: Pair) -> str:
    """What is made before any variant is called, as a person calls it."""
    made = (("resource", pair.resources), ("input", pair.inputs))
    return " or the ".join(name for name, functions in made if functions)


def is_iterator(value: object) -> bool:
    """Whether the value yields its items only once."""
    return isinstance(value, Iterator)


def is_awaitable(value: object) -> bool:
    """Whether the value is a coroutine, a task or another thing to wait for."""
    return hasattr(type(value), "__await__")


def is_async_iterator(value: object) -> bool:
    """Whether the value yields its items only once, and to those who await them."""
    return hasattr(type(value), "__anext__")


def _is_async(function: Callable[..., Any]) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & CODE_COROUTINE)


async def _await(
    calls: Calls,
    argument: Any,
    before: Callable[[], object],
    context: contextlib.AbstractContextManager[object],
) -> Any:
    before()
    with context:
        result = calls.function(argument)
        if calls.awaits_result:
            result = await result
        if calls.consume is None:
            return result
        consumed = calls.consume(result)
        return await consumed if calls.awaits_consumer else consumed


def _close_loop(loop: "asyncio.AbstractEventLoop") -> None:
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
