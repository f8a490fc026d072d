"""A folder of asv benchmarks: recognised by its ``asv.conf.json``, discovered by asv_runner."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import Follows, PairFile, RunBy, Step, unreadable
from pairbench.core.errors import PairError, in_one_line
from pairbench.suites.asv.settings import FILES, MATRIX, AsvSettings, read_settings, read_table
from pairbench.suites.benchmark import Found, Implementation, entry_of
from pairbench.suites.needed import missing_of
from pairbench.suites.text import file_text, source_of, summary_of, text_of

if TYPE_CHECKING:
    from asv_runner.benchmarks._base import Benchmark

    from pairbench.suites.asv.places import Place

NAME = "asv"
NEEDED = ("asv_runner",)

FOR_OBJECTS = ("pympler",)
"""What asv_runner needs to measure the sizes of objects."""

OF_OBJECTS = re.compile(r"^\s*def mem_\w+\(", re.MULTILINE)
"""A benchmark of the size of an object."""


NOT_MADE = "asv_runner cannot make it: {}; mend the file"


class AsvSuite:
    """The benchmarks of the folder that an ``asv.conf.json`` names."""

    names_begin_with_file = False

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether it is called so, whoever names it."""
        del named
        return path.name in FILES

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The folder of the benchmarks."""
        settings = _settings(path)
        return (path,) if settings is None else (path, settings.folder)

    def notes(self, path: Path) -> tuple[str, ...]:
        """The keys that would have made environments, and the kind that cannot be measured."""
        settings = _settings(path)
        return () if settings is None else tuple(_notes(settings))

    def run_by(self, path: Path) -> Iterator[RunBy]:
        """The variables of the matrix, which count, and what asv makes environments by."""
        try:
            settings = read_settings(path)
            table = read_table(path)
        except (OSError, ValueError, TypeError):
            return
        for name in settings.not_followed:
            # What a matrix has installed is told by its packages.
            if not name.startswith(MATRIX):
                yield RunBy.of(path, name, table[name], Follows.NEITHER)
        for each in settings.variables:
            yield RunBy.of(path, f"{each.name} in its {MATRIX}", each.values, Follows.OWN)

    def read(self, file: PairFile) -> Iterator[Entry | PairError | Step]:
        """Each benchmark with each of its parameters."""
        missing = missing_of(NEEDED)
        if missing is not None:
            yield unreadable(file, f"{missing}: pip install 'pairbench[asv]'")
            return
        try:
            settings = read_settings(file.path)
        except (OSError, ValueError, TypeError) as error:
            yield unreadable(file, str(error))
            return
        if not settings.folder.is_dir():
            yield unreadable(file, f"its benchmark_dir {settings.folder.name} is not there")
            return
        before = _set(settings)
        try:
            yield from _discovered(file, settings)
        finally:
            _put_back(before)

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """A pair whose resource is the benchmark set up."""
        from pairbench.suites.asv.running import pair_for

        settings = read_settings(root / file)
        _set(settings)
        return pair_for(settings, attribute)


def _set(settings: AsvSettings) -> dict[str, str | None]:
    """Give the variables of the matrix their values, and tell those that they had."""
    before = {each.name: os.environ.get(each.name) for each in settings.variables}
    _put_back({each.name: each.chosen(os.environ) for each in settings.variables})
    return before


def _put_back(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _notes(settings: AsvSettings) -> Iterator[str]:
    if settings.not_followed:
        verb = "is" if len(settings.not_followed) == 1 else "are"
        named = ", ".join(settings.not_followed)
        yield f"{named} {verb} asv's, and {verb} not followed here"
    for each in settings.variables:
        chosen = each.chosen(os.environ)
        others = [_shown(value) for value in each.values if value != chosen]
        if others:
            yield (
                f"of {each.name} in its matrix {_shown(chosen)} is taken, and not "
                f"{' or '.join(others)}: set {each.name} to choose another"
            )
    if missing_of(FOR_OBJECTS) is not None:
        files = sorted(settings.folder.rglob("*.py"))
        if any(OF_OBJECTS.search(text_of(each)) for each in files if each.is_file()):
            # asv_runner leaves them out without a word.
            yield f"its mem_ benchmarks are left out: they need {FOR_OBJECTS[0]}"


def _shown(value: str | None) -> str:
    return "none" if value is None else repr(value)


def _settings(path: Path) -> AsvSettings | None:
    try:
        return read_settings(path)
    except (OSError, ValueError, TypeError):
        return None


def _discovered(file: PairFile, settings: AsvSettings) -> Iterator[Entry | PairError | Step]:
    from pairbench.suites.asv.discovery import Discovery

    discovery = Discovery(settings.folder)
    for module in discovery.modules():
        one = PairFile(path=module.path, bench=file.bench, suite=NAME)
        yield Step(file=one.relative)
        why = discovery.problem_of(module)
        if why is not None:
            yield unreadable(one, why)
    yield Step(file=file.relative)
    for place in discovery.places():
        yield from _found(file, place, settings)


def _found(file: PairFile, place: "Place", settings: AsvSettings) -> Iterator[Entry | PairError]:
    """A benchmark with each combination of its parameters, or why it cannot be made."""
    from pairbench.suites.asv.discovery import names_of

    source = file_text(place.function)
    if place.is_marked:
        yield entry_of(file, NAME, _left_out(place), source)
        return
    try:
        benchmark = place.made()
        names = [*names_of(benchmark)]
    except Exception as error:  # noqa: BLE001 (whatever a user's class raises)
        why = NOT_MADE.format(in_one_line(error))
        yield PairError(file=_file_of(place, file), pair=place.name, message=why)
        return
    for known in _known(benchmark, names, settings.timeout_s):
        yield entry_of(file, NAME, known, source)


def _file_of(place: "Place", file: PairFile) -> str:
    """The file that the benchmark is in, or the suite's where nobody knows."""
    path = Path(place.module.__file__ or file.path)
    return replace(file, path=path).relative if path.is_relative_to(file.root) else file.relative


def _left_out(place: "Place") -> Found:
    """What is known of a benchmark that is not to be made."""
    summary, source = summary_of(place.function), source_of(place.function)
    return Found(
        name=place.name,
        attribute=place.name,
        question=summary or f"How long does {place.name} take?",
        implementations=(Implementation(name=place.name, summary=summary, source=source),),
    )


def _known(
    benchmark: "Benchmark", names: Iterable[tuple[int | None, str]], timeout_s: float
) -> Iterator[Found]:
    """What is known of a benchmark with each combination of its parameters."""
    func: Any = benchmark.func
    summary, source = benchmark.pretty_name or summary_of(func), source_of(func)
    for number, name in names:
        yield Found(
            name=name,
            attribute=benchmark.name if number is None else f"{benchmark.name}-{number}",
            question=summary or f"How long does {name} take?",
            implementations=(Implementation(name=name, summary=summary, source=source),),
            timeout_s=float(benchmark.timeout or timeout_s),
            compares=benchmark.type == "track",
            resource_scope="worker" if benchmark.setup_cache_key is None else "run",
        )


SUITE = AsvSuite()
