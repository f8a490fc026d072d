"""The worker's side of a pair: opens its resource, builds its input and calls a variant."""

import contextlib
import copy
import itertools
import os
import random
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pairbench.core.authoring.loading import load_module, pairs_in
from pairbench.core.authoring.own_first import prefer
from pairbench.core.authoring.pair import Pair
from pairbench.measure.processes.protocol import Job

if TYPE_CHECKING:
    import asyncio

SEED = 20_240_229
"""Inputs that draw random numbers draw the same ones in every process."""

CODE_COROUTINE = 0x80
"""The flag of a code object made by ``async def``; ``inspect.CO_COROUTINE``, without its import."""


def load_pair(job: Job) -> Pair:
    """The pair that a job speaks of; what its file imports comes from the job's sources first.

    Its file is executed once in a process, as any other module: some of what a file does (a start
    method, a registration) cannot be done twice. A worker may have been started before it was known
    which side it is for: it goes to the job's folder now, before any code of the side runs.
    """
    if job.folder is not None:
        os.chdir(job.folder)
    prefer([*job.sources, job.root])
    known = (job.root, job.file)
    if known not in _LOADED:
        _LOADED[known] = pairs_in(load_module(Path(job.root), job.file))
    return _LOADED[known][job.attribute]


_LOADED: dict[tuple[str, str], dict[str, Pair]] = {}
"""The pairs of the files that this process has executed, by their root and their name."""


def decode_resource(value: str) -> Any:
    """The value of a run's resource, which its holder sent as text."""
    import pickle  # nosec B403: only values from a process of this very run are read
    from base64 import b64decode

    # The text was sent by the holder process of this very run.
    return pickle.loads(b64decode(value))  # noqa: S301 # nosec B301


def _nothing() -> None:
    """What is done before a call that nothing is done before."""


class Workbench:
    """A pair at one size, ready to be called; a context manager that holds its resource open."""

    def __init__(self, pair: Pair, size: int, resource: str | None) -> None:
        self.pair = pair
        self.size = size
        self._given = resource
        self._stack = contextlib.ExitStack()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.input: Any = None

    def __enter__(self) -> Self:
        self._stack.__enter__()
        try:
            self.input = self._build_input()
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

    def timer(self, variant: str) -> Callable[[int], float]:
        """A function of ``loops`` that returns the seconds which so many calls took."""
        function = self._function(variant)
        consume = self._consumer
        if _is_async(function):
            return self._async_timer(function, consume)

        def timed(loops: int) -> float:
            arguments = self._arguments(loops)
            start = perf_counter()
            for argument in arguments:
                function(argument)
            return perf_counter() - start

        def timed_and_consumed(loops: int, consume: Callable[..., Any]) -> float:
            arguments = self._arguments(loops)
            start = perf_counter()
            for argument in arguments:
                consume(function(argument))
            return perf_counter() - start

        return timed if consume is None else partial(timed_and_consumed, consume=consume)

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
        function = self._function(variant)
        consume = self._consumer if consumed else None
        (argument,) = self._arguments(1)
        context = contextlib.nullcontext() if around is None else around
        if _is_async(function):
            call = _await(function, argument, consume, before, context)
            return self.loop.run_until_complete(call)
        before()
        with context:
            result = function(argument)
            return result if consume is None else consume(result)

    @property
    def loop(self) -> "asyncio.AbstractEventLoop":
        """The one event loop of this worker, made when it is first needed."""
        if self._loop is None:
            import asyncio

            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
            self._stack.callback(_close_loop, self._loop)
        return self._loop

    def _async_timer(
        self, function: Callable[..., Any], consume: Callable[..., Any] | None
    ) -> Callable[[int], float]:
        async def timed(loops: int) -> float:
            arguments = self._arguments(loops)
            start = perf_counter()
            for argument in arguments:
                await function(argument)
            return perf_counter() - start

        async def timed_and_consumed(loops: int, consume: Callable[..., Any]) -> float:
            arguments = self._arguments(loops)
            start = perf_counter()
            for argument in arguments:
                consume(await function(argument))
            return perf_counter() - start

        chosen = timed if consume is None else partial(timed_and_consumed, consume=consume)
        return lambda loops: self.loop.run_until_complete(chosen(loops))

    @property
    def _consumer(self) -> Callable[..., Any] | None:
        return self.pair.consumers[0] if self.pair.consumers else None

    def _function(self, name: str) -> Callable[..., Any]:
        return next(v.function for v in self.pair.variants if v.function.__name__ == name)

    def _arguments(self, loops: int) -> Iterable[Any]:
        if self.pair.mutates:
            return [copy.deepcopy(self.input) for _ in range(loops)]
        return itertools.repeat(self.input, loops)

    def _build_input(self) -> Any:
        random.seed(SEED)
        if not self.pair.resources:
            return self.pair.inputs[0](self.size)
        resource = self._open_resource()
        return self.pair.inputs[0](self.size, resource) if self.pair.inputs else resource

    def _open_resource(self) -> Any:
        if self._given is not None:
            return decode_resource(self._given)
        manager = self.pair.resources[0].open(self.size)
        if not hasattr(manager, "__aenter__"):
            return self._stack.enter_context(manager)
        loop = self.loop
        value = loop.run_until_complete(manager.__aenter__())
        self._stack.callback(lambda: loop.run_until_complete(manager.__aexit__(None, None, None)))
        return value


def is_iterator(value: object) -> bool:
    """Whether the value yields its items only once."""
    return isinstance(value, Iterator)


def _is_async(function: Callable[..., Any]) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & CODE_COROUTINE)


async def _await(
    function: Callable[..., Any],
    argument: Any,
    consume: Callable[..., Any] | None,
    before: Callable[[], object],
    context: contextlib.AbstractContextManager[object],
) -> Any:
    before()
    with context:
        result = await function(argument)
        return result if consume is None else consume(result)


def _close_loop(loop: "asyncio.AbstractEventLoop") -> None:
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
