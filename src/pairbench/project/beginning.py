"""What a project begins with: one pair, settings, what git ignores, the gate's workflows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from pairbench.core.errors import UsageError
from pairbench.project import workflows
from pairbench.project.catalogue import speaks_of_us
from pairbench.project.pair_files import pair_files
from pairbench.project.settings import (
    FILE,
    TABLES,
    document_of,
    read_pyproject,
    read_settings,
    write_document,
)
from pairbench.project.sources import default_sources, own_modules
from pairbench.project.suites import suite_files

PAIR = Path("first_look.py")

BENCH = Path("bench")

OWN = BENCH / "pairs"
"""The folder of a project whose bench/ holds scripts: none of them is a pair."""

IGNORED = Path(".gitignore")

REPORTS = "reports"

_PAIR = '''\
"""Which words occur most often: count them in a loop, or with a Counter?

A pair to begin with: call functions of {project} instead, and say what you expect of them.
"""

from collections import Counter

{imports}from pairbench import Pair

pair = Pair(sizes=(100, 1_000, 10_000, 100_000), axis="words")


@pair.input
def words(size: int) -> list[str]:
    return [f"word {{number * number % 97}}" for number in range(size)]


@pair.bad(grows="n")
def loop(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {{}}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


@pair.good(faster=1.2, grows="n")
def counter(words: list[str]) -> dict[str, int]:
    return dict(Counter(words))
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A file, relative to the project, and whether it was written to or had all that it needs."""

    path: Path
    written: bool


def begin(project: Path, *, comment: bool = False) -> Iterator[Begun]:
    """Write what is not there yet, and change nothing that is.

    With ``comment`` also the workflow that posts the table of the gate.

    Raises:
        UsageError: the project's file cannot be read.
    """
    bench = _folder(project)
    yield _settings(project, bench)
    yield _ignored(project)
    yield _write(project, bench / PAIR, pair_text(project))
    is_package = bool(read_pyproject(project).get("project"))
    install = "pairbench ." if is_package else "pairbench"
    gate = workflows.GATE_TEXT.replace("install pairbench .", f"install {install}")
    yield _write(project, workflows.GATE, gate)
    if comment:
        yield _write(project, workflows.COMMENT, workflows.COMMENT_TEXT)


def _folder(project: Path) -> Path:
    """The folder for pairs: what the settings say, and else one in which all files can be pairs."""
    said = read_pyproject(project).get("tool", {}).get("pairbench")
    if isinstance(said, dict):
        return Path((read_settings(project).bench or (BENCH,))[0])
    bench = project / BENCH
    if not bench.is_dir() or suite_files([bench], project, named=False):
        return BENCH
    are_pairs = all(speaks_of_us(each.path) for each in pair_files([bench]))
    return BENCH if are_pairs else OWN


def pair_text(project: Path) -> str:
    """A pair that imports the project, where there is one package or module of it to import."""
    ours = sorted(each for each in own_modules(project, default_sources(project)) if _is_ours(each))
    name = read_pyproject(project).get("project", {}).get("name", project.name)
    wanted = str(name).replace("-", "_")
    chosen = wanted if wanted in ours else ours[0] if len(ours) == 1 else ""
    # What imports the project is measured by a gate whenever the project has changed.
    imports = f"import {chosen}  # noqa: F401 (call it below)\n" if chosen else ""
    return _PAIR.format(project=chosen or "your own", imports=imports)


def _is_ours(module: str) -> bool:
    return module not in {"bench", "conftest", "noxfile", "setup", "tests", "docs"} and (
        "." not in module and not module.startswith("test_")
    )


def _settings(project: Path, bench: Path) -> Begun:
    """The table of pairbench, with the settings that people change first."""
    if "pairbench" in read_pyproject(project).get("tool", {}):
        return Begun(path=Path(FILE), written=False)
    table = tomlkit.table()
    fields = TABLES[""].model_fields
    table.update({"bench": [bench.as_posix()], "sources": list(default_sources(project))})
    for key in ("budget_s", "time_percent", "memory_percent"):
        table.add(key, fields[key].default)
    before = tomlkit.dumps(document_of(project))
    # At the end, as text: every table and comment stays where it is, in whatever order they are.
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    added = tomlkit.dumps({"tool": {"pairbench": table}})
    try:
        document = tomlkit.parse(f"{before}{gap}{added}")
    except ValueError as error:
        # ``tool`` is an inline table, to which no header can add.
        why = f"[tool.pairbench] cannot be added to it: {error}; write tool as tables"
        raise UsageError(f"{project / FILE}: {why}") from error
    write_document(project, document)
    return Begun(path=Path(FILE), written=True)


def _ignored(project: Path) -> Begun:
    """A line for the folder of run sets and reports, which are large and not for a commit."""
    path = project / IGNORED
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        if any(line.strip().strip("/").split("/")[0] == REPORTS for line in text.splitlines()):
            return Begun(path=IGNORED, written=False)
        line_end = "\r\n" if "\r\n" in text else "\n"
        before = "" if text.endswith("\n") or not text else line_end
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(f"{before}{REPORTS}/{line_end}")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be written: {error}; mend it") from error
    return Begun(path=IGNORED, written=True)


def _write(project: Path, path: Path, text: str) -> Begun:
    try:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        with (project / path).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return Begun(path=path, written=False)
    return Begun(path=path, written=True)
