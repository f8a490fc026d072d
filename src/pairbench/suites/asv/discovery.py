"""Finds the benchmarks of a folder, and finds out which of its modules cannot be imported."""

import importlib
import itertools
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asv_runner._aux import update_sys_path
from asv_runner.benchmarks._base import Benchmark

from pairbench.core.authoring.reading import StepTooLongError
from pairbench.core.errors import in_one_line
from pairbench.suites.asv.places import Place, modules_of, places_in

TOO_LONG = "its import takes too long: make what it needs in setup or setup_cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of a folder of benchmarks, by the name that it is imported by."""

    name: str
    path: Path


class Discovery:
    """The benchmarks of a folder; a module that cannot be imported hides no other."""

    def __init__(self, folder: Path) -> None:
        """Have the folder's modules found by their names."""
        update_sys_path(str(folder))
        self._folder = folder
        self._broken: list[str] = []

    def modules(self) -> Iterator[Module]:
        """All modules, in the order in which asv_runner imports them."""
        return _modules(self._folder, self._folder.name)

    def problem_of(self, module: Module) -> str | None:
        """Import a module; say why that cannot be done, if so."""
        try:
            importlib.import_module(module.name)
        except StepTooLongError:
            # Whoever imports it is not to wait for it once more.
            self._pass_over(module.name)
            return TOO_LONG
        except BaseException as error:  # noqa: BLE001 (whatever a user's file raises)
            self._broken.append(module.name)
            return in_one_line(error)
        return None

    def places(self) -> Iterator[Place]:
        """What is in the modules that could be imported; of one name the last."""
        for name in self._broken:
            self._pass_over(name)
        found = places_in(modules_of(self._folder))
        yield from {each.name: each for each in found}.values()

    @staticmethod
    def _pass_over(name: str) -> None:
        """asv_runner passes over what it cannot import."""
        sys.modules[name] = None  # type: ignore[assignment]


def names_of(benchmark: Benchmark) -> Iterator[tuple[int | None, str]]:
    """The name of a benchmark with each combination of its parameters, as asv writes them.

    Each has the number of its combination, or None where there is none.
    """
    combinations = itertools.product(*benchmark.params)
    names = [f"{benchmark.name}({', '.join(each)})" for each in combinations if each]
    yield from enumerate(names) if names else [(None, str(benchmark.name))]


def _modules(folder: Path, package: str) -> Iterator[Module]:
    init = folder / "__init__.py"
    if init.is_file():
        yield Module(name=package, path=init)
    for each in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{each.name}"
        if each.ispkg:
            yield from _modules(folder / each.name, name)
        else:
            yield Module(name=name, path=folder / f"{each.name}.py")
