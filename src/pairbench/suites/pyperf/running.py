"""Runs a script with a runner of ours in the place of pyperf's, and takes what it is given."""

import importlib
import runpy
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pyperf

from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import SuiteError, in_one_line
from pairbench.suites.call import Call, Handed, pair_of
from pairbench.suites.inside_out import Give, InsideOut
from pairbench.suites.pyperf.options import Options, options_of
from pairbench.suites.pyperf.watched import Task, Watched, seconds_of

Take = Callable[[Task, Callable[[], object]], None]
"""It is given a benchmark, and how to call it once."""

TWO_FOLD = ("pickle", "_pickle")
"""A module that is chosen when it is first imported (a script may forbid the compiled one for its
pure Python), and that we have imported by then. Nobody's own program finds it there."""


WANTS_SOME = "does it want arguments?"

ARGUMENTS = "argv"
"""What they are called in ``sys``, and in nearly every function that is given them."""

TWICE = "two of its benchmarks are called {!r}: give each a name of its own, as pyperf asks for"


def note(script: Path, names: dict[str, None]) -> None:
    """Add the names of the benchmarks of a script; those of several runs are one.

    Raises:
        BaseException: whatever the script raises; what it has named before is there.
    """
    _run_all(script, lambda task, _once: names.setdefault(task.name))


def pair_for(script: Path, name: str) -> Pair:
    """The benchmark of this name; the script runs for as long as the pair's resource is open."""
    variant = Handed(name)
    pair = pair_of(variant)

    @contextmanager
    def running(_size: int) -> Iterator[None]:
        with InsideOut(partial(_run_to, script, name)) as stopped:
            if stopped.call is None:
                raise SuiteError(f"the script does not measure {name} any more")
            variant.hand(stopped.call, pair)
            yield

    pair.resource()(running)
    return pair


def _run_to(script: Path, name: str, give: Give) -> None:
    """Run the script; what it gives its runner by this name is the call.

    What the script raises afterwards is named where it is listed, and costs no call before it.
    """
    ours = sys.argv
    is_given = False

    def take(task: Task, once: Callable[[], object]) -> None:
        nonlocal is_given
        if task.name == name:
            is_given = True
            # The timing worker's own runner has yet to read what it was called with.
            theirs, sys.argv = sys.argv, ours
            give(_call(task, once))
            sys.argv = theirs

    try:
        _run_all(script, take, is_over=lambda: is_given)
    except Exception:
        if not is_given:
            raise


def _call(task: Task, once: Callable[[], object]) -> Call:
    """As pyperf would have timed it: with the loop, or the event loop, that is its own."""
    inner_loops = task.inner_loops or 1

    def timed(loops: int) -> float:
        return seconds_of(task.task_func(task, loops), loops) / inner_loops

    return Call(function=once, make_timer=lambda _now_s: timed, awaits=False)


def _run_all(script: Path, take: Take, *, is_over: Callable[[], bool] = lambda: False) -> None:
    """Run a script as often as is said of it, until it is over; one run that fails hides no other.

    Raises:
        BaseException: what the first of those has raised that fail.
    """
    problem: Exception | None = None
    for options in options_of(script):
        try:
            _run(script, options, take)
        except Exception as error:  # noqa: BLE001 (whatever a user's script raises)
            problem = problem or _of_run(options, error)
        if is_over():
            return
    if problem is not None:
        raise problem


def _of_run(options: Options, error: Exception) -> Exception:
    """What a run has raised, with the arguments that it had; or that it may want some."""
    if options:
        named = SuiteError(f"with {' '.join(options)}: {in_one_line(error)}")
    elif _reads_arguments(error):
        named = SuiteError(f"{in_one_line(error)}: {WANTS_SOME}")
    else:
        return error
    named.__cause__ = error
    return named


def _reads_arguments(error: Exception) -> bool:
    """Whether the line that has raised it speaks of the arguments, by the name that all have."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and ARGUMENTS in (frames[-1].line or "")


def _run(script: Path, options: Options, take: Take) -> None:
    """Run a script as a program with these arguments."""
    # A runner looks there for plug-ins, and a timing worker has put it away.
    importlib.import_module("importlib.metadata")
    theirs = [(module, module.Runner) for module in _holders()]
    arguments, path = sys.argv, list(sys.path)
    ours = _runner_of(take)
    for module, _ in theirs:
        module.Runner = ours
    sys.argv = [str(script), *options]
    # As ``python script.py`` has it: a script imports what lies beside it.
    sys.path.insert(0, str(script.parent))
    try:
        with _not_imported(TWO_FOLD):
            runpy.run_path(str(script), run_name="__main__")
    except SystemExit as ended:
        if ended.code not in {None, 0}:
            why = f"the script ends with {ended.code!r}: {WANTS_SOME}"
            raise SuiteError(why) from ended
    finally:
        for module, runner in theirs:
            module.Runner = runner
        sys.argv = arguments
        sys.path[:] = path


@contextmanager
def _not_imported(modules: tuple[str, ...]) -> Iterator[None]:
    """Let these be imported anew within it; afterwards they are as they were."""
    before = {each: sys.modules.pop(each) for each in modules if each in sys.modules}
    try:
        yield
    finally:
        for each in modules:
            sys.modules.pop(each, None)
        sys.modules.update(before)


def _holders() -> tuple[Any, ...]:
    """The modules from which a script may have the runner: pyperf, and the one that defines it."""
    return (pyperf, importlib.import_module(pyperf.Runner.__module__))


def _runner_of(take: Take) -> type:
    """A kind of runner of its own for each script, since pyperf allows one of a kind."""

    class Runner(pyperf.Runner):  # type: ignore[misc]
        """Gives away what it would have measured."""

        # pyperf knows a kind by its id, which a later one may have again.
        _created: ClassVar[set[int]] = set()

        _watched: Watched | None = None
        _once: Callable[[], object] | None = None

        def bench_func(self, name: str, func: Any, *args: Any, **kwargs: Any) -> None:
            with self._watching() as watched:
                super().bench_func(name, watched.around(func), *args, **kwargs)
            super().bench_func(name, func, *args, **kwargs)

        def bench_async_func(self, name: str, func: Any, *args: Any, **kwargs: Any) -> None:
            with self._watching() as watched:
                super().bench_async_func(name, watched.around_awaited(func), *args, **kwargs)
            super().bench_async_func(name, func, *args, **kwargs)

        @contextmanager
        def _watching(self) -> Iterator[Watched]:
            """What pyperf makes of a function that is watched is how to call the next one once."""
            self._watched = Watched()
            try:
                yield self._watched
            finally:
                self._watched = None

        def _check_worker_task(self) -> bool:
            self.parse_args()
            return True

        def _main(self, task: Task) -> None:
            if self._watched is not None:
                self._once = self._watched.once(task)
                return
            if task.name in self._bench_names:
                # As pyperf has it, which goes no further either.
                raise SuiteError(TWICE.format(task.name))
            self._bench_names.add(task.name)
            self.parse_args()
            once, self._once = self._once or Watched().once(task), None
            take(task, once)

    return Runner
