"""Holds the rules of the house: who may import whom, what a folder holds, who may speak."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import pairbench
from simulations.house import imported, module_name

pytestmark = pytest.mark.once

ROOT = Path(pairbench.__file__).parent

MAX_LINES = 300
"""A longer module does more than one thing."""

MAX_MODULES = 12
"""A folder with more of them is a corridor."""

SAID_BY_ALL = ("core.errors", "core.words")
"""Every room of the core may raise an error and write a number."""

MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "": ("core.authoring.pair", "notebook.compare", "notebook.magic"),
    "__main__": ("cli.main",),
    "cli.main": ("", "cli", "core"),
    "cli": (
        "calibrate",
        "cli",
        "core",
        "gate",
        "measure",
        "project",
        "report",
        "run",
        "store",
        "versus",
        "workloads",
    ),
    "pytest_plugin": (
        "core",
        "measure",
        "notebook.compare",
        "notebook.comparison",
        "notebook.functions",
        "project",
        "pytest_plugin",
        "versus.comparing",
    ),
    "notebook": (
        "cli.probes",
        "core",
        "measure.processes",
        "notebook",
        "report.drawings",
        "report.page.answers",
        "report.terminal",
        "versus",
    ),
    "versus": ("core", "measure.listing", "run", "versus"),
    "calibrate": ("calibrate", "core", "measure", "run.probes"),
    "gate": ("core", "gate", "run"),
    "run": ("core", "run"),
    "report.book": ("core", "report.book", "report.page"),
    "report.claims": ("core", "report.claims"),
    "report.drawings": ("core", "report.drawings"),
    "report.gate": ("core", "report.gate", "report.terminal.table"),
    "report.page": ("core", "report.drawings", "report.page"),
    "report.terminal": ("core", "report.terminal"),
    "measure.checks": (
        "core",
        "measure.checks",
        "measure.processes",
        "suites.drifting",
        "suites.growing",
    ),
    "measure.fleet": ("core.errors", "core.words", "measure.fleet"),
    "measure.listing": ("core", "measure.listing", "measure.processes", "suites.known"),
    "measure.machine": (
        "core",
        "measure.machine",
        "measure.processes",
        "measure.sides.revisions",
    ),
    "measure.memory": ("core", "measure.memory", "measure.processes", "measure.profile.frames"),
    "measure.processes": ("core", "measure.processes", "suites.known"),
    "measure.profile": ("core", "measure.processes", "measure.profile"),
    "measure.sides": ("core", "measure.sides"),
    "measure.usage": ("core", "measure.processes", "measure.usage"),
    "measure.time": ("core", "measure.machine", "measure.processes", "measure.time"),
    "store": ("core", "store"),
    "project": ("core", "project", "suites.asv.settings", "suites.known"),
    "suites": ("core.authoring", "core.errors", "suites"),
    "suites.asv": (
        "core.authoring",
        "core.errors",
        "suites.asv",
        "suites.benchmark",
        "suites.call",
        "suites.needed",
        "suites.text",
    ),
    "suites.pyperf": (
        "core.authoring",
        "core.errors",
        "suites.benchmark",
        "suites.call",
        "suites.inside_out",
        "suites.lazy",
        "suites.needed",
        "suites.pyperf",
        "suites.text",
    ),
    "suites.rich_bench": (
        "core.authoring",
        "core.errors",
        "suites.benchmark",
        "suites.call",
        "suites.rich_bench",
        "suites.text",
    ),
    "suites.pytest": (
        "core.authoring",
        "core.errors",
        "suites.benchmark",
        "suites.call",
        "suites.inside_out",
        "suites.needed",
        "suites.pytest",
        "suites.text",
    ),
    "workloads": ("core.authoring.pair",),
    "core.gating": (
        "core.authoring",
        "core.comparing",
        "core.gating",
        "core.judging.verdict",
        "core.planning.question",
        "core.records",
        "core.statistics",
    ),
    "core.judging": (
        "core.authoring",
        "core.comparing",
        "core.judging",
        "core.planning.question",
        "core.records",
        "core.statistics",
    ),
    "core.sharing": (
        "core.authoring",
        "core.judging",
        "core.planning",
        "core.records",
        "core.sharing",
        "core.statistics",
    ),
    "core.bisecting": (
        "core.bisecting",
        "core.gating.answer",
        "core.gating.asked",
        "core.statistics",
    ),
    "core.planning": (
        "core.authoring",
        "core.comparing",
        "core.planning",
        "core.records",
        "core.statistics",
    ),
    "core.comparing": ("core.authoring", "core.comparing", "core.records", "core.statistics"),
    "core.records": ("core.authoring", "core.records", "core.statistics"),
    "core.authoring": (
        "core.authoring",
        "core.statistics.order",
        "core.statistics.positive",
    ),
    "core.statistics": ("core.statistics",),
    "core.errors": (),
    "core.units": ("core.statistics.positive",),
    "core.words": ("core.statistics.estimate",),
}
"""What the modules of each wing, or of each room of one, may import of ours. Imports point
inwards, and a wing or a room that is not listed may import nothing."""

CORE_LIBRARIES = {"numpy"}
"""All that the core may import beside the standard library."""

DOORS = {
    "pyperf": {
        "pairbench.measure.time.lean_pyperf",
        "pairbench.suites.pyperf.running",
        "pairbench.measure.time.timer",
        "pairbench.store.foreign.suite",
        "pairbench.store.rounds",
    },
    "memray": {
        "pairbench.measure.memory.lean_memray",
        "pairbench.measure.memory.started.sitecustomize",
    },
    "matplotlib": {
        "pairbench.report.drawings.canvas",
        "pairbench.report.drawings.ratios",
        "pairbench.report.drawings.sizes",
        "pairbench.report.drawings.rounds",
        "pairbench.report.drawings.svg",
        "pairbench.report.drawings.ticks",
    },
    "distributed": {"pairbench.measure.fleet.cluster"},
    "findpython": {"pairbench.measure.sides.environments.pythons"},
    "asv_runner": {
        "pairbench.suites.asv.discovery",
        "pairbench.suites.asv.places",
        "pairbench.suites.asv.running",
        "pairbench.suites.asv.suite",
    },
    "greenlet": {"pairbench.suites.inside_out"},
    "cloudpickle": {"pairbench.notebook.carried"},
    "IPython": {"pairbench.notebook.magic", "pairbench.notebook.progress"},
    "otava": {"pairbench.report.page.change_points"},
    "pytest": {
        "pairbench.suites.pytest.fixture",
        "pairbench.suites.pytest.options",
        "pairbench.suites.pytest.running",
        "pairbench.suites.pytest.session",
        "pairbench.suites.pytest.suite",
        "pairbench.pytest_plugin.asserting",
        "pairbench.pytest_plugin.bench",
        "pairbench.pytest_plugin.checking",
        "pairbench.pytest_plugin.collecting",
        "pairbench.pytest_plugin.held",
        "pairbench.pytest_plugin.hooks",
        "pairbench.pytest_plugin.timing",
    },
    "pyinstrument": {"pairbench.measure.profile.worker"},
    "pydantic": {
        "pairbench.measure.listing.message",
        "pairbench.project.settings",
        "pairbench.store.answers",
        "pairbench.store.calibrations",
        "pairbench.store.claims",
        "pairbench.store.gates",
        "pairbench.store.stored",
    },
    "tomlkit": {"pairbench.project.beginning", "pairbench.project.settings"},
    "typer": {
        "pairbench.cli.commands.accept",
        "pairbench.cli.commands.bisect",
        "pairbench.cli.commands.calibrate",
        "pairbench.cli.commands.check",
        "pairbench.cli.commands.compare",
        "pairbench.cli.runs.measuring",
        "pairbench.cli.commands.gate",
        "pairbench.cli.commands.imports",
        "pairbench.cli.commands.init",
        "pairbench.cli.commands.list",
        "pairbench.cli.commands.many.history",
        "pairbench.cli.commands.many.merge",
        "pairbench.cli.main",
        "pairbench.cli.on_demand",
        "pairbench.cli.options",
        "pairbench.cli.outputs",
        "pairbench.cli.commands.report",
        "pairbench.cli.commands.run",
    },
}
"""The only modules that import each of these tools."""

LATE = {
    "IPython",
    "cloudpickle",
    "distributed",
    "jinja2",
    "matplotlib",
    "memray",
    "numpy",
    "pygments",
    "pyperf",
    "pytest",
    "scipy",
}
"""Libraries that take long to load, so that the command line asks for them when it needs them."""

MOUTH = {"pairbench.cli.main"}
"""The only module that prints and ends the process."""

ECHO = {
    "pairbench.cli.commands.compare",
    "pairbench.cli.commands.report",
    "pairbench.cli.main",
    "pairbench.cli.outputs",
}
"""The modules that hand text to the terminal themselves: who says a line, and the three that print
what programs read, or a version."""

ALONE = {"core/authoring/heirs", "measure/memory/started"}
"""Folders that must hold one module alone: they are put on the path of the interpreters that a pair
or a traced call starts, and must offer them nothing else."""

TESTS_OF_THE_WHOLE = {
    "test_action",
    "test_architecture",
    "test_bisect",
    "test_corpus",
    "test_end_to_end",
    "test_fleet",
    "test_gate_end_to_end",
    "test_gate_sides",
    "test_gate_usage",
    "test_house",
    "test_many_machines",
    "test_pair_files_as_written",
    "test_trust",
}
"""The tests that are of no wing."""

TESTED_BESIDE = {"bench", "docs"}
"""What has tests and is not in the package."""


@dataclass(frozen=True)
class Module:
    """A module of ours, as its text shows it."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed when the first test asks: who collects tests does not wait for it."""
        return ast.parse(self.text)

    @property
    def imports(self) -> set[str]:
        """Every module that it imports, at the top or anywhere below, for types or in earnest."""
        return set(_imports(self.tree))

    @property
    def calls(self) -> set[str]:
        """The functions that it calls by a plain or a dotted name."""
        return {
            ast.unparse(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call)
        }


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole name of what you import"
    yield from imported(tree, NAMES)


PATHS = {module_name(path, ROOT): path for path in sorted(ROOT.rglob("*.py"))}
NAMES = set(PATHS)
MODULES = {
    name: Module(name=name, text=path.read_text(encoding="utf-8")) for name, path in PATHS.items()
}
FOLDERS: Mapping[str, list[str]] = defaultdict(list)
for _path in PATHS.values():
    if _path.name != "__init__.py":
        FOLDERS[_path.parent.relative_to(ROOT).as_posix()].append(_path.stem)

each_module = pytest.mark.parametrize("module", MODULES.values(), ids=lambda each: each.name)
each_folder = pytest.mark.parametrize("folder", sorted(set(FOLDERS) - {"."}))


def is_within(name: str, package: str) -> bool:
    """Whether a module is the package or lies inside it."""
    return name == package or name.startswith(f"{package}.")


def _inside(name: str) -> str:
    """The name of a module of ours without that of the package."""
    return name.removeprefix("pairbench").removeprefix(".")


def may_import(importer: str, imported: str) -> bool:
    """Whether the rules allow one module of ours to import another."""
    mine, other = _inside(importer), _inside(imported)
    rooms = [each for each in MAY_IMPORT if mine == each or (each and is_within(mine, each))]
    if not rooms:
        return False
    room = max(rooms, key=len)
    allowed = MAY_IMPORT[room] + (SAID_BY_ALL if is_within(room, "core") else ())
    return any(is_within(other, each) for each in allowed)


@each_module
def test_imports_point_inwards(module: Module) -> None:
    """A module imports only what the rules allow; neighbours do not know each other."""
    ours = {each for each in module.imports if is_within(each, "pairbench")}
    wrong = sorted(each for each in ours if not may_import(module.name, each))
    assert not wrong, f"{module.name} must not import {', '.join(wrong)}"


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("pairbench.core.authoring.pair", "pairbench.core.words", True),
        ("pairbench.core.authoring.pair", "pairbench.store.run_sets", False),
        ("pairbench.core.statistics.growth", "pairbench.core.records.record", False),
        ("pairbench.core.comparing.evidence", "pairbench.core.judging.verdict", False),
        ("pairbench.measure.time.timer", "pairbench.measure.processes.process", True),
        ("pairbench.measure.time.timer", "pairbench.measure.memory.probe", False),
        ("pairbench.measure.time.timer", "pairbench.report.drawings.sizes", False),
        ("pairbench.run.run", "pairbench.measure.time.timer", False),
        ("pairbench.run.run", "pairbench", False),
        ("pairbench.store.run_sets", "pairbench.corexyz", False),
        ("pairbench.something_new", "pairbench.store.run_sets", False),
        ("pairbench.cli.commands.run", "pairbench.store.run_sets", True),
        ("pairbench", "pairbench.core.authoring.pair", True),
        ("pairbench", "pairbench.store.run_sets", False),
    ],
)
def test_the_rules_tell_right_from_wrong(importer: str, imported: str, *, allowed: bool) -> None:
    """The rule that the other tests apply allows what it should, and nothing else."""
    assert may_import(importer, imported) is allowed


def test_imports_inside_functions_count() -> None:
    """The command line imports the store inside its functions, and that is seen."""
    found = MODULES["pairbench.cli.runs.measuring"].imports
    assert {"pairbench.store.run_sets", "pairbench.measure.processes.jobs", "typer"} <= found


def test_the_root_holds_folders() -> None:
    """At the root of the package lie folders, and the module that starts the command line."""
    assert sorted(FOLDERS["."]) == ["__main__"]


@each_folder
def test_a_folder_can_be_taken_in(folder: str) -> None:
    """A folder holds a dozen modules at most, and more than one thing."""
    rooms = [each for each in (ROOT / folder).iterdir() if each.is_dir() and each.name[0] != "_"]
    assert len(FOLDERS[folder]) <= MAX_MODULES
    assert folder in ALONE or len(FOLDERS[folder]) + len(rooms) > 1


@each_folder
def test_no_names_are_told_apart_by_a_prefix(folder: str) -> None:
    """Two modules of a folder whose names begin or end alike want a folder of their own."""
    words = [each.split("_") for each in FOLDERS[folder]]
    for end in (0, -1):
        ends = [each[end] for each in words if len(each) > 1]
        alike = {each for each in ends if ends.count(each) > 1}
        assert not alike, f"{folder}: make a folder for {', '.join(sorted(alike))}"


@each_module
def test_the_core_needs_little(module: Module) -> None:
    """The core imports the standard library and numpy, and nothing else from outside."""
    if not is_within(module.name, "pairbench.core"):
        return
    outside = {each.partition(".")[0] for each in module.imports} - {"pairbench"}
    wrong = sorted(outside - CORE_LIBRARIES - sys.stdlib_module_names)
    assert not wrong, f"{module.name} is in the core and must not import {', '.join(wrong)}"


@pytest.mark.parametrize("library", DOORS)
def test_every_tool_has_its_doors(library: str) -> None:
    """A tool is imported in the few modules that know it, and in each of them."""
    users = {
        name for name, each in MODULES.items() if any(is_within(i, library) for i in each.imports)
    }
    assert users == DOORS[library], f"{library} belongs to {sorted(DOORS[library])}"


def test_there_are_no_import_cycles() -> None:
    """No module imports itself by way of others, not even inside a function or for its types."""
    graph = {name: module.imports & NAMES for name, module in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' <- '.join(error.args[1])}")


@each_module
def test_every_module_says_what_it_is(module: Module) -> None:
    """A module opens with a docstring that begins with a full sentence."""
    docstring = ast.get_docstring(module.tree)
    assert docstring, f"{module.name} has no docstring"
    assert docstring.partition("\n\n")[0].endswith("."), f"{module.name}: end with a full stop"


@each_module
def test_only_the_entry_point_speaks_and_exits(module: Module) -> None:
    """Nobody but the command line prints or ends the process."""
    if module.name in MOUTH:
        return
    wrong = sorted(module.calls & {"print", "sys.exit", "exit", "quit"})
    assert not wrong, f"{module.name} calls {', '.join(wrong)}: leave that to pairbench.cli.main"


def test_a_line_is_said_in_one_way() -> None:
    """What a terminal would obey is shown by ``say``, so that no command forgets it."""
    assert {name for name, each in MODULES.items() if "typer.echo" in each.calls} == ECHO


@each_module
def test_modules_are_short(module: Module) -> None:
    """A module can be read at one sitting."""
    lines = len(module.text.splitlines())
    assert lines <= MAX_LINES, f"{module.name} has {lines} lines: {MAX_LINES} are enough"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["run", "--help"]])
def test_the_command_line_starts_without_heavy_libraries(arguments: list[str]) -> None:
    """Loading the command line, and asking it for help, loads none of the big libraries."""
    script = (
        "import sys\n"
        "from pairbench.cli.main import app\n"
        "try:\n"
        "    sys.argv[1:] and app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "pairbench" in loaded
    assert not loaded & LATE, f"loaded too early: {sorted(loaded & LATE)}"


def test_the_package_shows_what_is_used_and_no_more() -> None:
    """Pair files, one line of Python, and a notebook's magic; everything else is ours to change."""
    assert pairbench.__all__ == ["Pair", "__version__", "compare", "load_ipython_extension"]
    assert all(hasattr(pairbench, each) for each in pairbench.__all__)


def test_the_package_loads_nothing_before_it_is_asked() -> None:
    """Every worker of every round imports it."""
    script = "import sys, pairbench; print(*sorted(n for n in sys.modules if 'pairbench' in n))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT.parent)},
    )
    assert done.stdout.split() == ["pairbench"]


def test_the_tests_mirror_the_wings() -> None:
    """A folder and its tests have the same name; at the root are the tests of the whole."""
    tests = Path(__file__).parent
    places = {path.relative_to(tests).parent.as_posix() for path in tests.rglob("test_*.py")}
    wrong = sorted(
        each
        for each in places - {"."}
        if Path(each).parts[0] not in TESTED_BESIDE and each not in FOLDERS
    )
    assert not wrong, f"nothing lies in src/pairbench/{', '.join(wrong)}"
    assert {path.stem for path in tests.glob("test_*.py")} == TESTS_OF_THE_WHOLE
