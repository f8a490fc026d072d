"""Where benchmarks of asv are: each is made by itself, so that none hides another."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from asv_runner._aux import update_sys_path
from asv_runner.benchmarks import benchmark_types
from asv_runner.benchmarks._base import Benchmark
from asv_runner.discovery import _get_benchmark, disc_modules


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A function or a method by whose name asv knows a benchmark, which is not made yet."""

    module: ModuleType
    owner: type | None
    attribute: str
    function: Callable[..., Any]
    is_marked: bool
    """Whether it is not to be measured, as its author says."""

    @property
    def name(self) -> str:
        """The name of the benchmark, as asv_runner makes it."""
        own = getattr(self.function, "benchmark_name", None)
        if own is not None:
            return str(own)
        where = self.module.__name__.split(".")[1:]
        if self.owner is None:
            return ".".join([*where, self.function.__name__])
        return ".".join([*where, self.owner.__name__, self.attribute])

    @property
    def is_benchmark(self) -> bool:
        """Whether the name is that of one."""
        own = getattr(self.function, "benchmark_name", None)
        last = self.attribute if own is None else own.split(".")[-1]
        return any(kind.name_regex.match(last) for kind in benchmark_types)

    def made(self) -> Benchmark:
        """The benchmark; raises what its class or its attributes raise."""
        return _get_benchmark(self.attribute, self.module, self.owner, self.function)


def is_empty(benchmark: Benchmark) -> bool:
    """Whether its parameters leave no combination to call it with."""
    return not all(benchmark.params)


def places_in(modules: Iterable[ModuleType]) -> Iterator[Place]:
    """The benchmarks of these modules, in the order in which asv_runner finds them."""
    for module in modules:
        for name, value in [*vars(module).items()]:
            if not name.startswith("_"):
                yield from (one for one in _places_at(module, name, value) if one.is_benchmark)


def modules_of(folder: Path) -> Iterator[ModuleType]:
    """All modules of a folder that can be imported."""
    yield from disc_modules(folder.name, ignore_import_errors=True)


def place_named(folder: Path, name: str) -> Place:
    """Where the benchmark of this name is; of its folder no more is imported than has to be."""
    update_sys_path(str(folder))
    for modules in (_guessed(folder, name), modules_of(folder)):
        found = {each.name: each for each in places_in(modules)}
        if name in found:
            return found[name]
    message = f"there is no benchmark {name!r} in {folder.name}"
    raise LookupError(message)


def _guessed(folder: Path, name: str) -> Iterator[ModuleType]:
    """The module that the name of a function or of a method begins with."""
    parts = name.split(".")
    for where in (parts[:-1], parts[:-2]):
        if where and folder.joinpath(*where).with_suffix(".py").is_file():
            yield importlib.import_module(".".join([folder.name, *where]))


def _places_at(module: ModuleType, name: str, value: Any) -> Iterator[Place]:
    # What asv_runner marks it wraps in a function, a class too; and so it does where the condition
    # of the mark does not hold: a class would be lost then.
    is_marked = bool(getattr(value, "skip_benchmark", False))
    whole = inspect.unwrap(value) if inspect.isfunction(value) else value
    if inspect.isclass(whole) and not inspect.isabstract(whole):
        for attribute, function in inspect.getmembers(whole):
            if inspect.isfunction(function) or inspect.ismethod(function):
                yield Place(
                    module=module,
                    owner=whole,
                    attribute=attribute,
                    function=function,
                    is_marked=is_marked or bool(getattr(function, "skip_benchmark", False)),
                )
    elif inspect.isfunction(value):
        yield Place(module=module, owner=None, attribute=name, function=value, is_marked=is_marked)
