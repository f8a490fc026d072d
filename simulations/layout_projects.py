"""Small projects as people lay them out and build them, and the package that each depends on.

Every project has one function that goes through numbers, and one pair that holds it against the
same function of the package. Both can be made four times slower.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from simulations.gate_project import Project
from simulations.wheels import write_wheel

STEADY = "steady-of-layouts"
"""The package's name. It is in no index: nothing else can be taken for it."""

OF_THE_SHOP, OF_STEADY = "of_the_shop", "of_steady"
"""The variants of the pair."""


class Layout(StrEnum):
    """Where the code of a project lies."""

    FLAT = "flat"
    SRC = "src/"
    PYTHON = "python/"
    MONOREPO = "monorepo subfolder"
    NAMESPACE = "namespace package"


class Backend(StrEnum):
    """What builds a project, and in which file it is told how."""

    SETUPTOOLS = "setuptools"
    SETUP_CFG = "setuptools, setup.cfg"
    HATCHLING = "hatchling"
    FLIT = "flit_core"
    POETRY = "poetry-core"
    MESON = "meson-python, C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The project's folder in the repository, the folder of its code, and what is imported."""

    inside: str = "."
    source: str = "."
    module: str = "shop"
    is_file: bool = False

    @property
    def folder(self) -> str:
        """The package, as a path from the project's folder."""
        return f"{self.source}/{self.module.replace('.', '/')}"

    @property
    def top(self) -> str:
        """The first part of the module's name."""
        return self.module.partition(".")[0]


PLACES = {
    Layout.FLAT: Place(is_file=True),
    Layout.SRC: Place(source="src"),
    Layout.PYTHON: Place(source="python"),
    Layout.MONOREPO: Place(inside="libs/shop", source="src"),
    Layout.NAMESPACE: Place(source="src", module="acme.shop"),
}

PYTHON_FUNCTION = '''"""Goes through numbers."""


def spin(numbers):
    """Go through all numbers."""
    result = 0
    for _ in range({times}):
        result = 0
        for number in numbers:
            result = (result * 31 + number) % 1_000_003
    return result
'''

C_FUNCTION = """#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *spin(PyObject *self, PyObject *numbers)
{{
    long result = 0;
    for (int again = 0; again < {times}; again++) {{
        result = 0;
        for (Py_ssize_t place = 0; place < PyList_GET_SIZE(numbers); place++) {{
            long number = PyLong_AsLong(PyList_GET_ITEM(numbers, place));
            result = (result * 31 + number) % 1000003;
        }}
    }}
    return PyLong_FromLong(result);
}}

static PyMethodDef methods[] = {{{{"spin", spin, METH_O, NULL}}, {{NULL, NULL, 0, NULL}}}};

static struct PyModuleDef module = {{PyModuleDef_HEAD_INIT, "_spinning", NULL, -1, methods}};

PyMODINIT_FUNC PyInit__spinning(void) {{ return PyModule_Create(&module); }}
"""

PAIR = '''"""Going through numbers: as the shop does, or as steady does?"""

from pairbench import Pair
from steady import spin as spin_of_steady
from {module} import spin as spin_of_the_shop

pair = Pair(sizes=(2_000,), timeout_s=10)


@pair.input
def numbers(size):
    return [number * 7_919 % 10_007 for number in range(size)]


@pair.bad
def of_the_shop(numbers):
    return spin_of_the_shop(numbers)


@pair.good
def of_steady(numbers):
    return spin_of_steady(numbers)
'''

IGNORED = "__pycache__/\n*.egg-info/\n*.so\nbuild/\ndist/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A project under git; its only commit requires the first version of the package."""

    project: Project
    work: Path
    declaration: Path

    def slow_function(self) -> None:
        """Let the function do its work four times."""
        old, new = ("again < 1", "again < 4") if self.work.suffix == ".c" else ("(1)", "(4)")
        self.project.replace(self.work, old, new)

    def slow_dependency(self) -> None:
        """Require the second version of the package, which does its work four times."""
        self.project.replace(self.declaration, "==1", "==2")

    def restore(self) -> None:
        """Take the changes back; what the installation left stays."""
        self.project.git("checkout", "--quiet", "--", ".")


def can_be_built(layout: Layout, backend: Backend) -> bool:
    """Whether the backend knows of such a layout: flit looks at the root and in ``src`` only."""
    return not (backend is Backend.FLIT and layout is Layout.PYTHON)


def build_shop(repository: Path, layout: Layout, backend: Backend) -> Shop:
    """Write the project, and commit it."""
    place = PLACES[layout]
    root = repository / place.inside
    module = f"{place.folder}.py" if place.is_file else f"{place.folder}/__init__.py"
    declaration, files = BUILDERS[backend](place)
    files["pyproject.toml"] = files.get("pyproject.toml", "") + SETTINGS
    files["bench/numbers_spun.py"] = PAIR.format(module=place.module)
    work = module
    if backend is Backend.MESON:
        work = f"{_beside(place)}/_spinning.c"
        files[work] = C_FUNCTION.format(times=1)
        files[module] = f'"""Goes through numbers."""\n\nfrom {_extension(place)} import spin\n'
    else:
        files[module] = PYTHON_FUNCTION.format(times=1)
    for name, text in files.items():
        _write(root / name, text)
    _write(repository / ".gitignore", IGNORED)
    _write(repository / "README.md", "# A shop\n")
    whole = Project(root=repository)
    whole.git("init", "--quiet", "--initial-branch=main")
    whole.git("add", "--all")
    whole.git("commit", "--quiet", "--message", "A shop")
    return Shop(project=Project(root=root), work=root / work, declaration=root / declaration)


def write_steady(folder: Path, version: int, times: int) -> None:
    """Write a version of the package as a wheel."""
    code = PYTHON_FUNCTION.format(times=times)
    write_wheel(folder, STEADY, str(version), code, module="steady")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _beside(place: Place) -> str:
    """The folder that the C file lies in."""
    return place.source if place.is_file else place.folder


def _extension(place: Place) -> str:
    return "_spinning" if place.is_file else f"{place.module}._spinning"


SETTINGS = """
[tool.pairbench]
budget_s = 1
"""


def _standard(requires: str, backend: str, more: str) -> str:
    """A ``pyproject.toml`` with a ``[project]`` table."""
    return textwrap.dedent(f"""\
        [build-system]
        requires = ["{requires}"]
        build-backend = "{backend}"

        [project]
        name = "shop"
        version = "1.0"
        description = "A shop"
        requires-python = ">=3.11"
        dependencies = ["{STEADY}==1"]
        """) + textwrap.dedent(more)


def _setuptools(place: Place) -> tuple[str, dict[str, str]]:
    found = (
        '\n[tool.setuptools]\npy-modules = ["shop"]\n'
        if place.is_file
        else f'\n[tool.setuptools.packages.find]\nwhere = ["{place.source}"]\n'
    )
    text = _standard("setuptools>=77", "setuptools.build_meta", found)
    return "pyproject.toml", {"pyproject.toml": text}


def _setup_cfg(place: Place) -> tuple[str, dict[str, str]]:
    """As before there was a ``pyproject.toml``: this one says nothing about building."""
    found = (
        "py_modules = shop\n"
        if place.is_file
        else f"packages = find_namespace:\npackage_dir =\n    = {place.source}\n"
        f"\n[options.packages.find]\nwhere = {place.source}\n"
    )
    text = (
        "[metadata]\nname = shop\nversion = 1.0\n\n[options]\npython_requires = >=3.11\n"
        f"install_requires =\n    {STEADY}==1\n{found}"
    )
    return "setup.cfg", {
        "setup.cfg": text,
        "setup.py": "from setuptools import setup\n\nsetup()\n",
    }


def _hatchling(place: Place) -> tuple[str, dict[str, str]]:
    found = (
        'only-include = ["shop.py"]'
        if place.is_file
        else f'packages = ["{place.source}/{place.top}"]'
    )
    more = f"\n[tool.hatch.build.targets.wheel]\n{found}\n"
    return "pyproject.toml", {"pyproject.toml": _standard("hatchling", "hatchling.build", more)}


def _flit(place: Place) -> tuple[str, dict[str, str]]:
    more = f'\n[tool.flit.module]\nname = "{place.module}"\n'
    text = _standard("flit_core>=3.11,<5", "flit_core.buildapi", more)
    return "pyproject.toml", {"pyproject.toml": text}


def _poetry(place: Place) -> tuple[str, dict[str, str]]:
    what = (
        'include = "shop.py"'
        if place.is_file
        else f'include = "{place.top}", from = "{place.source}"'
    )
    text = textwrap.dedent(f"""\
        [build-system]
        requires = ["poetry-core"]
        build-backend = "poetry.core.masonry.api"

        [tool.poetry]
        name = "shop"
        version = "1.0"
        description = "A shop"
        authors = []
        packages = [{{ {what} }}]

        [tool.poetry.dependencies]
        python = ">=3.11"
        {STEADY} = "==1"
        """)
    return "pyproject.toml", {"pyproject.toml": text}


def _meson(place: Place) -> tuple[str, dict[str, str]]:
    inside = "" if place.is_file else f", subdir: '{place.module.replace('.', '/')}'"
    python = f"{place.folder}.py" if place.is_file else f"{place.folder}/__init__.py"
    build = textwrap.dedent(f"""\
        project('shop', 'c', version: '1.0', default_options: ['buildtype=release'])
        py = import('python').find_installation(pure: false)
        py.extension_module('_spinning', '{_beside(place)}/_spinning.c', install: true{inside})
        py.install_sources('{python}'{inside})
        """)
    text = _standard("meson-python", "mesonpy", "")
    return "pyproject.toml", {"pyproject.toml": text, "meson.build": build}


BUILDERS: dict[Backend, Callable[[Place], tuple[str, dict[str, str]]]] = {
    Backend.SETUPTOOLS: _setuptools,
    Backend.SETUP_CFG: _setup_cfg,
    Backend.HATCHLING: _hatchling,
    Backend.FLIT: _flit,
    Backend.POETRY: _poetry,
    Backend.MESON: _meson,
}
"""For each, the file that names the dependency, and all files that tell the backend what to do."""
