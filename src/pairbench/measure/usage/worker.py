"""The child that loads and calls a pair while everything that it uses is recorded.

Whatever of the harness this work needs is loaded before the record begins: what a pair loads of it
later on is the pair's.
"""

import asyncio
import importlib.machinery
import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from json import loads
from pathlib import Path
from types import ModuleType
from typing import Any

from pairbench.core.errors import in_one_line
from pairbench.core.installed import PACKAGES
from pairbench.measure.processes.protocol import DONE, LOADED, Channel, Job, serve
from pairbench.measure.processes.workbench import Workbench, is_awaitable, is_iterator, load_pair
from pairbench.measure.usage.family import Heard, diaries, heard
from pairbench.measure.usage.paths import source_of
from pairbench.measure.usage.recorder import Recorder
from pairbench.measure.usage.started import Commands

KNOWN_NATIVE = frozenset({"numpy"})
"""Libraries of native code that open files by way of Python."""


def main(channel: Channel) -> None:
    """Call every variant at every size once, and tell what was used."""
    jobs = [Job.decode(each) for each in loads(channel.receive())]
    variants = loads(channel.receive())
    names = loads(channel.receive())
    own = frozenset(sys.modules)
    with diaries() as folder:
        recorder = Recorder(names)
        recorder.start()
        raised = None
        try:
            _use(channel, recorder, jobs, variants)
        except BaseException as error:  # noqa: BLE001 (whatever a pair raises)
            raised = in_one_line(error)
        recorder.stop()
        by_children = heard(folder)
    told = _told(recorder, own, raised)
    channel.send(told | _started(recorder.commands, by_children))


def _use(channel: Channel, recorder: Recorder, jobs: list[Job], variants: list[str]) -> None:
    pair = load_pair(jobs[0])
    channel.send({"state": LOADED})
    for job in jobs:
        with Workbench(pair, job.size, job.resource, job.awaited) as bench:
            result: Any = None
            for variant in variants:
                recorder.begin_call()
                before, result = result, bench.call(variant, consumed=True)
                if recorder.has_left():
                    # Whether the next call makes it again, or finds it.
                    recorder.begin_call()
                    result = bench.call(variant, consumed=True)
                if is_awaitable(result):
                    result = bench.settle(result)
                if is_iterator(result):
                    result = list(result)
                # Whether they are equal is asked elsewhere, and may be refused there.
                with suppress(Exception):
                    _ = [each(before, result) for each in pair.equals]
                channel.send({"state": "called"})


def _told(recorder: Recorder, own: frozenset[str], raised: str | None) -> dict[str, Any]:
    missing = [each for each in recorder.opened if not Path(each).exists()]
    modules = dict(_modules(own))
    return {
        "state": DONE,
        "modules": [[name, _real(path)] for name, path in modules.items()],
        "early": sorted(own),
        "files": sorted({_real(each) for each in recorder.opened}),
        "kept": sorted({_real(each) for each in recorder.kept}),
        "found": sorted({_real(each) for each in recorder.found}),
        "folders": sorted({_real(each) for each in recorder.listed}),
        "looked_at": sorted({_real(each) for each in recorder.looked_at}),
        "missed": [*(each for each in recorder.imported if each not in sys.modules), *missing],
        "unknown": [*recorder.unknown, *_made_of_nothing(own)],
        "native": sorted(_native(modules)),
        "installed": sorted({_real(each) for each in _installed()}),
        "interpreter": " ".join([sys.version, str(sys.flags), _real(sys.base_prefix)]),
        "ended_by": raised,
    }


def _started(commands: Commands, by_children: Heard) -> dict[str, Any]:
    """What other processes are given to read, have read, and would load of the project."""
    for each in by_children.started:
        commands.add(each)
    passing = tempfile.gettempdir()
    read = (each for each in by_children.opened if not Path(each).is_relative_to(passing))
    places = commands.places()
    return {
        "named": sorted({_real(each) for each in (*commands.named(), *map(source_of, read))}),
        "elsewhere": [[name, _real(path), program] for name, path, program in places],
    }


def _modules(own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every module with its file; those of the harness that were there before are no part of it.

    A package without a file of its own is what its modules are.
    """
    harness = Path(__file__).parents[2]
    for name, module in list(sys.modules.items()):
        file = _file_of(module)
        if file is not None and not (name in own and Path(file).is_relative_to(harness)):
            yield name, file


def _file_of(module: object) -> str | None:
    # A module may be anything that somebody has put there, and may raise when it is asked.
    with suppress(Exception):
        file = getattr(module, "__file__", None)
        origin = getattr(getattr(module, "__spec__", None), "origin", None)
        found = next((each for each in (file, origin) if isinstance(each, str)), None)
        if found is not None and found not in {"built-in", "frozen", "namespace"}:
            return _archive_of(found)
    return None


def _archive_of(file: str) -> str:
    """The file, or the archive that it is in."""
    for path in (Path(file), *Path(file).parents):
        if path.is_file():
            return str(path)
    return file


def _made_of_nothing(own: frozenset[str]) -> Iterator[str]:
    """Modules that a loader made without a file, save those inside of a package that has one."""
    for name, module in list(sys.modules.items()):
        spec = vars(module).get("__spec__") if type(module) is ModuleType else None
        if name in own or spec is None or spec.loader is None or _file_of(module) is not None:
            continue
        plain = spec.origin in {"built-in", "frozen"} or spec.submodule_search_locations is not None
        if not plain and _file_of(sys.modules.get(name.partition(".")[0])) is None:
            yield f"{name} was loaded from no file that is known"


def _native(modules: dict[str, str]) -> Iterator[str]:
    """The libraries that brought native code along, save those of Python itself."""
    own = [
        Path(_real(sysconfig.get_path(each)), "lib-dynload") for each in ("stdlib", "platstdlib")
    ]
    suffixes = tuple(importlib.machinery.EXTENSION_SUFFIXES)
    for name, file in modules.items():
        library = name.partition(".")[0]
        bundled = Path(_real(file)).parent in own
        if file.endswith(suffixes) and not bundled and library not in KNOWN_NATIVE:
            yield library


def _installed() -> Iterator[str]:
    yield from (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)
    yield from map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib"))
    with suppress(AttributeError):  # an interpreter without a site
        yield from site.getsitepackages()
        yield site.getusersitepackages()
    yield from (each for each in sys.path if Path(each).name in PACKAGES)
    yield tempfile.gettempdir()


def _real(path: str) -> str:
    return os.path.realpath(path)


_ = asyncio  # a pair with coroutines must not be the first to load it

if __name__ == "__main__":
    serve(main)
