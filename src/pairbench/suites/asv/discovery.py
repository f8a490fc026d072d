"""Lets asv_runner discover benchmarks, and finds out which modules it could not import."""

import importlib
import itertools
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asv_runner._aux import update_sys_path
from asv_runner.benchmarks._base import Benchmark
from asv_runner.discovery import disc_benchmarks, get_benchmark_from_name

from pairbench.core.errors import in_one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """The benchmarks of a folder, and the files that cannot be imported, each with the reason."""

    benchmarks: tuple[Benchmark, ...]
    errors: tuple[tuple[Path, str], ...]


def discovered(folder: Path) -> Discovered:
    """Everything in the folder; a module that cannot be imported hides no other."""
    update_sys_path(str(folder))
    found = {each.name: each for each in disc_benchmarks(str(folder), ignore_import_errors=True)}
    return Discovered(benchmarks=tuple(found.values()), errors=tuple(_broken(folder)))


def named(folder: Path, name: str) -> Benchmark:
    """The benchmark that asv_runner knows by this name, its parameters chosen."""
    update_sys_path(str(folder))
    return get_benchmark_from_name(str(folder), name)


def names_of(benchmark: Benchmark) -> Iterator[tuple[int | None, str]]:
    """The name of a benchmark with each combination of its parameters, as asv writes them.

    Each has the number of its combination, or None where there are no parameters.
    """
    if not benchmark.params:
        yield None, str(benchmark.name)
    for number, parameters in enumerate(itertools.product(*benchmark.params)):
        if parameters:
            yield number, f"{benchmark.name}({', '.join(parameters)})"


def _broken(folder: Path) -> Iterator[tuple[Path, str]]:
    """asv_runner passes over what it cannot import: what is missing then is asked for again."""
    for name, path in _modules(folder, folder.name):
        if name not in sys.modules:
            try:
                importlib.import_module(name)
            except BaseException as error:  # noqa: BLE001 (whatever a user's file raises)
                yield path, in_one_line(error)


def _modules(folder: Path, package: str) -> Iterator[tuple[str, Path]]:
    init = folder / "__init__.py"
    if init.is_file():
        yield package, init
    for each in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{each.name}"
        if each.ispkg:
            yield from _modules(folder / each.name, name)
        else:
            yield name, folder / f"{each.name}.py"
