"""Holds the rules of the layout: who may import whom, and who may speak to the user."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import pairbench

ROOT = Path(pairbench.__file__).parent

MAX_LINES = 300
"""A longer module does more than one thing."""

ENTRY_POINTS = {
    "pairbench.cli",
    "pairbench.cli_calibrate",
    "pairbench.cli_gate",
    "pairbench.cli_probes",
    "pairbench.cli_report",
    "pairbench.listing",
    "pairbench.__main__",
}
"""These wire everything together, and may import whatever they like."""

RINGS = {
    "pairbench": ("pairbench.core",),
    "pairbench.core": ("pairbench.core",),
    "pairbench.measure": ("pairbench.core", "pairbench.measure"),
    "pairbench.report": ("pairbench.core", "pairbench.report"),
    "pairbench.store": ("pairbench.core", "pairbench.timing_file"),
    "pairbench.timing_file": ("pairbench.core",),
    "pairbench.catalogue": ("pairbench.core",),
    "pairbench.workloads": ("pairbench.core.pair",),
    "pairbench.probes": ("pairbench.core",),
    "pairbench.parallel": (),
    "pairbench.change_points": (),
    "pairbench.cell_state": ("pairbench.core",),
    "pairbench.tracing": ("pairbench.core", "pairbench.parallel", "pairbench.probes"),
    "pairbench.profiling": ("pairbench.core", "pairbench.parallel", "pairbench.probes"),
    "pairbench.run": (
        "pairbench.cell_state",
        "pairbench.core",
        "pairbench.parallel",
        "pairbench.probes",
        "pairbench.profiling",
        "pairbench.tracing",
    ),
    "pairbench.calibrate": ("pairbench.core", "pairbench.probes"),
    "pairbench.settings": ("pairbench.core",),
    "pairbench.sides": ("pairbench.core",),
    "pairbench.gate": (
        "pairbench.core",
        "pairbench.parallel",
        "pairbench.probes",
        "pairbench.gate_times",
        "pairbench.run",
        "pairbench.sides",
        "pairbench.tracing",
    ),
    "pairbench.gate_times": (
        "pairbench.core",
        "pairbench.probes",
        "pairbench.run",
        "pairbench.sides",
    ),
    "pairbench.gate_store": ("pairbench.core", "pairbench.store"),
    "pairbench.claims_store": ("pairbench.core",),
}
"""What the modules of each package may import of ours."""

CORE_LIBRARIES = {"numpy", "scipy"}
"""All that the core may import beside the standard library."""

DOORS = {
    "pyperf": {
        "pairbench.measure.lean_pyperf",
        "pairbench.measure.timing",
        "pairbench.timing_file",
    },
    "memray": {
        "pairbench.measure.following",
        "pairbench.measure.memory_worker",
        "pairbench.measure.started.sitecustomize",
    },
    "matplotlib": {
        "pairbench.report.drawings.canvas",
        "pairbench.report.drawings.over_sizes",
        "pairbench.report.drawings.rounds",
        "pairbench.report.drawings.svg",
    },
    "otava": {"pairbench.change_points"},
    "pyinstrument": {"pairbench.measure.profile_worker"},
    "pydantic": {
        "pairbench.claims_store",
        "pairbench.gate_store",
        "pairbench.settings",
        "pairbench.store",
    },
    "typer": {
        "pairbench.cli",
        "pairbench.cli_calibrate",
        "pairbench.cli_gate",
        "pairbench.cli_report",
    },
}
"""The only modules that import each of these tools."""

LATE = {"jinja2", "matplotlib", "memray", "numpy", "pygments", "pyperf", "pytest", "scipy"}
"""Libraries that take long to load, so that the command line asks for them when it needs them."""

MOUTH = {"pairbench.cli"}
"""The only module that prints and ends the process."""


@dataclass(frozen=True)
class Module:
    """A module of ours, as its text shows it."""

    name: str
    text: str
    tree: ast.Module

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
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole name of what you import"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in NAMES else str(node.module)


def _name(path: Path) -> str:
    parts = ("pairbench", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


PATHS = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}
NAMES = set(PATHS)
MODULES = {
    name: Module(name=name, text=text, tree=ast.parse(text))
    for name, path in PATHS.items()
    for text in [path.read_text(encoding="utf-8")]
}

each_module = pytest.mark.parametrize("module", MODULES.values(), ids=lambda each: each.name)


def is_within(name: str, package: str) -> bool:
    """Whether a module is the package or lies inside it."""
    return name == package or name.startswith(f"{package}.")


def may_import(importer: str, imported: str) -> bool:
    """Whether the rings allow one module of ours to import another."""
    if importer in ENTRY_POINTS:
        return True
    package = max((each for each in RINGS if is_within(importer, each)), key=len)
    return any(is_within(imported, allowed) for allowed in RINGS[package])


@each_module
def test_imports_point_inwards(module: Module) -> None:
    """A module imports only what its ring allows; neighbours do not know each other."""
    ours = {each for each in module.imports if is_within(each, "pairbench")}
    wrong = sorted(each for each in ours if not may_import(module.name, each))
    assert not wrong, f"{module.name} must not import {', '.join(wrong)}"


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("pairbench.core.pair", "pairbench.core.words", True),
        ("pairbench.core.pair", "pairbench.store", False),
        ("pairbench.measure.timing", "pairbench.measure.process", True),
        ("pairbench.measure.timing", "pairbench.report.drawings.over_sizes", False),
        ("pairbench.run", "pairbench.measure.timing", False),
        ("pairbench.run", "pairbench", False),
        ("pairbench.store", "pairbench.corexyz", False),
        ("pairbench.something_new", "pairbench.store", False),
        ("pairbench.cli", "pairbench.store", True),
    ],
)
def test_the_rings_tell_right_from_wrong(importer: str, imported: str, *, allowed: bool) -> None:
    """The rule that the other tests apply allows what it should, and nothing else."""
    assert may_import(importer, imported) is allowed


def test_imports_inside_functions_count() -> None:
    """The command line imports the store inside its functions, and that is seen."""
    assert {"pairbench.store", "pairbench.measure.jobs", "sys"} <= MODULES["pairbench.cli"].imports


@each_module
def test_the_core_needs_little(module: Module) -> None:
    """The core imports the standard library, numpy and scipy, and nothing else from outside."""
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
    assert not wrong, f"{module.name} calls {', '.join(wrong)}: leave that to pairbench.cli"


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
        "from pairbench.cli import app\n"
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


def test_the_package_shows_a_pair_and_no_more() -> None:
    """A pair file imports Pair from the package; everything else is ours to change."""
    assert pairbench.__all__ == ["Pair", "__version__"]
