"""A benchmark of asv as a pair: set up by asv_runner in a folder of its own, called by us."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any

from asv_runner.benchmarks._base import Benchmark
from asv_runner.benchmarks.mark import SkipNotImplemented
from asv_runner.benchmarks.timeraw import TimerawBenchmark

from pairbench.core.authoring.pair import Pair, Resource
from pairbench.core.errors import SkippedError, in_one_line
from pairbench.suites.asv.discovery import names_of
from pairbench.suites.asv.places import is_empty, place_named
from pairbench.suites.asv.settings import AsvSettings
from pairbench.suites.call import Arguments, Call, Handed, pair_of

KEPT = frozenset({"memory", "track"})
"""Kinds of benchmarks whose result is what they are about."""

LEFT_OUT = "it leaves these parameters out"

MARKED = "it is marked to be skipped"

EMPTY = "its params leave nothing to call it with: one of their lists is empty"

UNCARRIED = (
    "have its setup_cache return what pickle can carry, as asv does, or write a file, and make in "
    "setup what cannot be carried"
)

NOT_MADE = "its setup raises NotImplementedError"


def pair_for(settings: AsvSettings, attribute: str) -> Pair:
    """The benchmark as a pair; it is set up while the pair's resource is open."""
    name, number = _parted(attribute)
    place = place_named(settings.folder, name)
    if place.is_marked:
        return _skipped(name, MARKED)
    benchmark = place.made()
    if is_empty(benchmark):
        return _skipped(name, EMPTY)
    if number is not None:
        benchmark.set_param_idx(number)
    variant = Handed(dict(names_of(benchmark))[number])
    pair = pair_of(variant)
    if benchmark.type == "track":
        pair.differs = None
    if benchmark.setup_cache_key is None:
        pair.resource()(partial(_opened, benchmark, variant, pair))
        return pair
    # The cache is made once, by the process that holds it for all workers; each sets up for itself.
    stack = ExitStack()
    pair.closings.append(stack.close)
    opened = partial(_cache, benchmark)
    pair.resources.append(Resource(open=opened, scope="run", advice=UNCARRIED))
    pair.inputs[:] = [partial(_open_with_cache, benchmark, variant, pair, stack)]
    return pair


def _parted(attribute: str) -> tuple[str, int | None]:
    """The name of a benchmark, and which combination of its parameters is meant."""
    name, _, number = attribute.rpartition("-")
    return (name, int(number)) if name and number.isdigit() else (attribute, None)


def _skipped(name: str, why: str) -> Pair:
    """A pair that says, when it is to be measured, why it is not."""
    pair = pair_of(Handed(name))
    pair.resource()(partial(_not_opened, why))
    return pair


@contextmanager
def _not_opened(why: str, _size: int) -> Iterator[None]:
    raise SkippedError(why)
    yield


@contextmanager
def _opened(
    benchmark: Benchmark, variant: Handed, pair: Pair, _size: int, folder: Path | None = None
) -> Iterator[None]:
    """Set the benchmark up, in a folder of its own, as asv does."""
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pairbench-")))
        stack.enter_context(contextlib.chdir(folder))
        reasons = _listened_to(benchmark)
        if benchmark.do_setup():
            raise SkippedError(next(reversed(reasons), LEFT_OUT))
        stack.callback(benchmark.do_teardown)
        variant.hand(_call(benchmark), pair)
        yield


def _listened_to(benchmark: Benchmark) -> list[str]:
    """Why its setups skip it, once they have: asv_runner prints that, and keeps nothing of it."""
    reasons: list[str] = []

    def heard(setup: Callable[..., object]) -> Callable[..., object]:
        @wraps(setup)
        def called(*args: Any) -> object:
            try:
                return setup(*args)
            except NotImplementedError as error:
                reasons.append(in_one_line(error) if str(error) else NOT_MADE)
                raise

        return called

    benchmark._setups = [heard(each) for each in benchmark._setups]
    return reasons


@contextmanager
def _cache(benchmark: Benchmark, _size: int) -> Iterator[tuple[str, Any]]:
    """What ``setup_cache`` returns, and the folder that it may have written to."""
    with tempfile.TemporaryDirectory(prefix="pairbench-") as folder, contextlib.chdir(folder):
        yield folder, benchmark.do_setup_cache()


def _open_with_cache(
    benchmark: Benchmark,
    variant: Handed,
    pair: Pair,
    stack: ExitStack,
    size: int,
    given: tuple[str, Any],
) -> None:
    folder, cache = given
    benchmark.set_cache(cache)
    stack.enter_context(_opened(benchmark, variant, pair, size, Path(folder)))


def _call(benchmark: Benchmark) -> Call:
    arguments = benchmark._build_params()
    if isinstance(benchmark, TimerawBenchmark):
        # The code is timed in a process of its own, by asv_runner.
        timed = benchmark._get_timer(*arguments).timeit
        return Call(function=partial(timed, 1), make_timer=lambda _now_s: timed)
    return Call(
        function=benchmark.func,
        args=arguments,
        setup=partial(_again, benchmark) if _is_set_up_for_each_call(benchmark) else None,
        skips=(SkipNotImplemented,),
        keeps_result=benchmark.type in KEPT,
        owner=getattr(benchmark.func, "__self__", None),
    )


def _is_set_up_for_each_call(benchmark: Benchmark) -> bool:
    """As the asv_runner that is installed has it: older ones only where a sample is one call."""
    isolates = getattr(benchmark, "_setup_isolates_timed_calls", False)
    return bool(benchmark._setups) and (isolates or getattr(benchmark, "number", 0) == 1)


def _again(benchmark: Benchmark) -> Arguments | None:
    benchmark.do_teardown()
    benchmark.do_setup()
    return None
