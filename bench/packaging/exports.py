"""A program uses one module of a package: should `__init__` import all of them, or on demand?

Both packages are written from one template and differ in ``__init__`` alone; their bytecode is
there before the first call. Each call runs the program in a fresh interpreter, whose start of 10
to 20 ms is part of the time on both sides; of memory only what the program adds to a started
interpreter is counted. What lazy exports cost otherwise: a module that cannot
be imported is found out when it is first used, and type checkers need a stub, which is not read at
run time and is left out here.
"""

import py_compile
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pairbench import Pair

pair = Pair(
    advice="Export lazily: a package that imports all its modules makes each program pay for all.",
    sizes=(1, 10, 50),
    axis="modules",
)

MODULE = '''\
"""Report {number:02d} of the shop: what was sold, by article."""

TAX_PER_CENT = 19
COLUMNS = ("article", "pieces", "cents")


class Report{number:02d}Error(ValueError):
    """A sale that report {number:02d} cannot take."""


class Sale{number:02d}:
    """So many pieces of an article at a price for each."""

    def __init__(self, article: str, pieces: int, cents: int) -> None:
        """Keep the sale, if it is one."""
        if pieces < 1 or cents < 0:
            raise Report{number:02d}Error(f"{{pieces}} of {{article}} at {{cents}} is no sale")
        self.article = article
        self.pieces = pieces
        self.cents = cents

    def __repr__(self) -> str:
        """The sale as one would write it."""
        return f"Sale{number:02d}({{self.article!r}}, {{self.pieces}}, {{self.cents}})"

    @property
    def total_cents(self) -> int:
        """What the customer paid."""
        return self.pieces * self.cents

    @property
    def tax_cents(self) -> int:
        """How much of it is tax."""
        return self.total_cents * TAX_PER_CENT // (100 + TAX_PER_CENT)


class Report{number:02d}:
    """Sales in the order in which they came in, and what they add up to."""

    def __init__(self, title: str) -> None:
        """Begin without a sale."""
        self.title = title
        self.sales: list[Sale{number:02d}] = []

    def add(self, article: str, pieces: int, cents: int) -> None:
        """Take another sale."""
        self.sales.append(Sale{number:02d}(article, pieces, cents))

    def by_article(self) -> dict[str, int]:
        """The cents that were taken for each article."""
        totals: dict[str, int] = {{}}
        for sale in self.sales:
            totals[sale.article] = totals.get(sale.article, 0) + sale.total_cents
        return totals

    def text(self) -> str:
        """One line for each article, below the title."""
        rows = sorted(self.by_article().items())
        return "\\n".join([self.title, *(line(article, cents) for article, cents in rows)])


def euros(cents: int) -> str:
    """An amount as people read it."""
    return f"{{cents // 100}}.{{cents % 100:02d}} EUR"


def line(article: str, cents: int) -> str:
    """A row of the report."""
    return f"{{article:<20}}{{euros(cents):>12}}"


def parsed(row: str) -> Sale{number:02d}:
    """The sale in a row of a file, its columns separated by commas."""
    article, pieces, cents = row.split(",")
    return Sale{number:02d}(article.strip(), int(pieces), int(cents))
'''

PROGRAM = """\
from reports import {report}

report = {report}("May")
report.add("teapot", 2, 2495)
report.add("cup", 6, 450)
print(report.text())
"""


@dataclass(frozen=True, slots=True)
class Program:
    """What a fresh interpreter runs, and the folder that holds both packages."""

    folder: Path
    code: str


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write ``__init__`` for so many modules."""

    folder: str
    init: Callable[[int], str]


def name_of(number: int) -> str:
    return f"Report{number:02d}"


def names_in_all(modules: int) -> str:
    return "".join(f'    "{name_of(number)}",\n' for number in range(modules))


def eager_init(modules: int) -> str:
    imports = "".join(
        f"from reports.report_{number:02d} import {name_of(number)}\n" for number in range(modules)
    )
    return f'''\
"""The reports of the shop."""

{imports}
__all__ = [
{names_in_all(modules)}]
'''


def lazy_init(modules: int) -> str:
    places = "".join(
        f'    "{name_of(number)}": "reports.report_{number:02d}",\n' for number in range(modules)
    )
    return f'''\
"""The reports of the shop, each imported when it is first asked for."""

from importlib import import_module

__all__ = [
{names_in_all(modules)}]

_MODULES = {{
{places}}}


def __getattr__(name: str) -> object:
    """Import what is asked for, and keep it, so that the next time finds it here (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What can be asked for."""
    return __all__
'''


EAGER = Style(folder="eager", init=eager_init)
LAZY = Style(folder="lazy", init=lazy_init)


def write_module(path: Path, text: str) -> None:
    """Write it and compile it, whatever PYTHONDONTWRITEBYTECODE says."""
    path.write_text(text, encoding="utf-8")
    py_compile.compile(str(path), doraise=True)


@pair.resource(scope="run")
@contextmanager
def packages(modules: int) -> Iterator[Path]:
    """The package ``reports`` in both styles, on disk and compiled."""
    with tempfile.TemporaryDirectory(prefix="pairbench-exports-") as name:
        folder = Path(name)
        for style in (EAGER, LAZY):
            package = folder / style.folder / "reports"
            package.mkdir(parents=True)
            write_module(package / "__init__.py", style.init(modules))
            for number in range(modules):
                write_module(package / f"report_{number:02d}.py", MODULE.format(number=number))
        yield folder


@pair.input
def program(size: int, folder: Path) -> Program:
    """It uses the report that comes last."""
    return Program(folder=folder, code=PROGRAM.format(report=name_of(size - 1)))


def run(program: Program, style: Style) -> str:
    """What the program prints in an interpreter of its own, beside the package in this style."""
    done = subprocess.run(
        [sys.executable, "-c", program.code],
        cwd=program.folder / style.folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@pair.behaviour
def only_the_used_module_is_imported(run_program: Callable[[Program], str]) -> str:
    code = (
        "import sys\n"
        "from reports import Report02\n"
        "print(*(name for name in sys.modules if name.startswith('reports.')), sep=', ')"
    )
    with packages(3) as folder:
        imported = run_program(Program(folder=folder, code=code)).strip()
    assert imported == "reports.report_02", f"to use one report, it imports {imported}"
    return f"to use one report, it imports {imported}"


@pair.bad
def eager(program: Program) -> str:
    """``__init__`` imports every module, so that each name is there from the start."""
    return run(program, EAGER)


@pair.good(faster={50: 1.2}, costs={1: 1.1}, leaner={50: 2.0})
def lazy(program: Program) -> str:
    """A ``__getattr__`` of the module imports what is asked for, when it is asked for."""
    return run(program, LAZY)
