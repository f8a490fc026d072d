"""What a pair uses, asked of a real process: nothing that it may have read goes unsaid."""

import _bisect
import colorsys
import compileall
import shutil
import sqlite3
import sys
import tabnanny
from collections.abc import Collection
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from pairbench.core.gating.usage import Usage
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.usage.probe import UsageProbe
from pairbench.measure.usage.watching import ModuleFile, Watch
from tests.git import write
from tests.pair_files import NUMBERS, entry_from

pytestmark = pytest.mark.slow

FOLDER = "folder = os.open(PLACE, os.O_RDONLY)"


def used(folder: Path, body: str, names: Collection[str] = ()) -> Usage:
    """What a variant uses whose body is this line."""
    variants = "\n".join(
        f"@pair.{role}\ndef {name}(numbers):\n    {body}\n    return 1"
        for role, name in (("bad", "first"), ("good", "second"))
    )
    before = (
        f"import multiprocessing, os, sqlite3, subprocess, sys\nPLACE = {str(folder / 'data')!r}"
    )
    entry = entry_from(folder, NUMBERS, f"{before}\n{variants}\n")
    with Jobs() as jobs:
        found = UsageProbe(jobs).usage(entry, ("first", "second"), entry.definition.sizes, names)
    assert isinstance(found, Usage), found
    assert found.raised is None
    return found


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            f"{FOLDER}; os.close(os.open('number', os.O_RDONLY, dir_fd=folder)); os.close(folder)",
            "has no name",
        ),
        (f"{FOLDER}; os.stat('number', dir_fd=folder); os.close(folder)", "has no name"),
        (
            "sqlite3.connect('').execute('attach ? as data', (f'{PLACE}/number',)).close()",
            "takes in a database",
        ),
        (
            "process = multiprocessing.get_context('spawn').Process(); process.start()",
            "starts other processes",
        ),
    ],
    ids=["opened by number", "looked at by number", "attached by a parameter", "spawned"],
)
def test_what_is_used_unheard_is_known_to_be_unknown(tmp_path: Path, body: str, why: str) -> None:
    """No audit hook is told of it, or only half: there is a reason to measure all the same."""
    with_data(tmp_path)
    assert any(why in each for each in used(tmp_path, body).unknown)


def test_a_database_within_a_database_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that a statement attaches by its name is used as the one that was connected to."""
    data = with_data(tmp_path)
    with_another_temporary_folder(tmp_path, monkeypatch)
    found = used(
        tmp_path,
        "sqlite3.connect('').execute(f\"attach '{PLACE}/number' as data\").close()",
    )
    assert data in found.files
    assert found.unknown == ()


def with_data(folder: Path) -> Path:
    """A database in a folder of the project."""
    path = folder / "data" / "number"
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("create table numbers (number)")
    connection.close()
    return path


@pytest.mark.parametrize(
    ("start", "asked"),
    [
        ("subprocess.run([sys.executable, '-I', '-m', 'colorsys'])", True),
        ("subprocess.run([sys.executable, '-m', 'colorsys'], env={})", True),
        ("subprocess.run(f'cd /; {sys.executable} -Esm colorsys', shell=True)", True),
        ("os.system(f'env -i {sys.executable} -m colorsys')", True),
        ("os.spawnv(os.P_WAIT, sys.executable, ['python', '-I', '-m', 'colorsys'])", True),
        ("subprocess.run([PLACE + '/script'])", True),
        ("subprocess.run([sys.executable, '-m', 'colorsys'])", False),
        ("subprocess.run([sys.executable, '-X', 'utf8', '-c', 'import colorsys'])", False),
    ],
)
def test_a_program_that_hears_of_no_side_is_asked_what_it_would_load(
    tmp_path: Path, start: str, *, asked: bool
) -> None:
    """One that heeds no variables, or is given none, finds what is installed."""
    with_data(tmp_path)
    script = tmp_path / "data" / "script"
    script.write_text(f"#!{sys.executable} -I\nimport colorsys\n", encoding="utf-8")
    script.chmod(0o755)
    own = tmp_path / "data" / "colorsys.py"
    own.write_text("", encoding="utf-8")
    body = f"os.environ['PYTHONPATH'] = PLACE; {start}"
    found = {each.path for each in used(tmp_path, body, names={"colorsys"}).started}
    assert found == {Path(colorsys.__file__).resolve() if asked else own}


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("import json", False),
        ("import importlib; importlib.import_module('cu' + 'bes')", True),
        ("import os, sys; os.execv(sys.executable, [sys.executable, '-c', 'import cubes'])", True),
    ],
)
@pytest.mark.parametrize("compiled", [False, True])
def test_what_a_program_finds_and_does_not_load_is_not_used(
    tmp_path: Path, text: str, *, loaded: bool, compiled: bool
) -> None:
    """However it goes about loading it, and whether the module has been compiled or not."""
    folder = tmp_path / "data"
    write(folder, {"tool.py": text, "cubes/__init__.py": "", "cubes/more.py": ""})
    if compiled:
        compileall.compile_dir(folder, quiet=2)
    start = "subprocess.run([sys.executable, PLACE + '/tool.py'], env={}, cwd=PLACE, check=True)"
    found = {each.path for each in used(tmp_path, start, names={"cubes"}).started}
    assert found == ({folder / "cubes" / "__init__.py"} if loaded else set())


FORK = "child = os.fork(); child or {}; os.waitpid(child, 0)"

ANEW = (
    "pool = multiprocessing.get_context('spawn').Pool(1);"
    " pool.apply(subprocess.run, [{}]); pool.close(); pool.join()"
)


@pytest.mark.parametrize("loaded", [False, True])
@pytest.mark.parametrize(
    "start",
    [FORK.format("os.execv(sys.executable, {})"), ANEW],
    ids=["forked", "spawned"],
)
def test_what_a_program_loads_that_a_child_starts_is_told_from_what_it_finds(
    tmp_path: Path, start: str, *, loaded: bool
) -> None:
    """A child is heard when it is over: what such a program would find is listened to before."""
    (tmp_path / "data").mkdir()
    # Nobody else opens the second: tests that run beside this one do open the first.
    module = colorsys if loaded else tabnanny
    code = "import colorsys" if loaded else "import json"
    words = f"[sys.executable, '-I', '-c', {code!r}]"
    body = f"sys.path.insert(0, PLACE); {start.format(words)}"
    found = {each.path for each in used(tmp_path, body, names={module.__name__}).started}
    assert found == ({Path(colorsys.__file__).resolve()} if loaded else set())


def test_what_was_opened_by_chance_is_not_loaded(tmp_path: Path) -> None:
    """It is told that a file was opened, and not by whom: only what is opened again counts."""
    folder = tmp_path / "data"
    write(folder, {"tool.py": "import json", "loads.py": "import cubes", "cubes.py": ""})
    start = (
        "name = 'tool.py' if os.path.exists(PLACE + '/once') else 'loads.py';"
        " open(PLACE + '/once', 'w').close();"
        " subprocess.run([sys.executable, PLACE + '/' + name], env={}, cwd=PLACE, check=True)"
    )
    assert used(tmp_path, start, names={"cubes"}).started == ()


def test_who_opens_the_source_of_what_is_compiled_does_not_load_it(tmp_path: Path) -> None:
    """An editor does, and what reads a whole tree."""
    write(tmp_path, {"cubes.py": "", "squares.py": ""})
    compileall.compile_file(tmp_path / "cubes.py", quiet=2)
    watch = Watch()
    compiled, plain = (
        ModuleFile(
            path=str(tmp_path / f"{name}.py"),
            compiled=cache_from_source(str(tmp_path / f"{name}.py")),
        )
        for name in ("cubes", "squares")
    )
    for each in (compiled, plain):
        watch.look_at(each)
        Path(each.path).read_bytes()
    assert not watch.was_opened(compiled)
    assert watch.was_opened(plain)
    Path(compiled.compiled or "").read_bytes()
    assert watch.was_opened(compiled)


@pytest.mark.parametrize(
    "start",
    [
        "subprocess.run(['cat', PLACE + '/number'])",
        "subprocess.run(['cat', 'number'], cwd=PLACE)",
        "os.system(f'cat < {PLACE}/number')",
        "subprocess.run([sys.executable, '-c', f'open({(PLACE + \"/number\")!r})'])",
        "subprocess.run(f'D={PLACE}; cat ${{D}}/number', shell=True)",
        "subprocess.run('cat $D/number', shell=True, env={**os.environ, 'D': PLACE})",
        "subprocess.run(['tool'], executable='/bin/true', env={'D': PLACE + '/number'})",
    ],
)
def test_what_a_command_line_names_is_known(tmp_path: Path, start: str) -> None:
    """Whatever reads it does so unseen."""
    data = with_data(tmp_path)
    assert data in used(tmp_path, start).named


FORKED = "child = os.fork(); child or ({}, os._exit(0)); os.waitpid(child, 0)"

READ = "open(PLACE + '/number').close()"

POOL = "multiprocessing.get_context('fork').Pool(1)"

STARTED = "subprocess.run([sys.executable, PLACE + '/{}.py'], check=True)"


@pytest.mark.parametrize(
    "start",
    [
        FORKED.format(READ),
        FORKED.format("os.execvp('cat', ['cat', PLACE + '/number'])"),
        FORKED.format(STARTED.format("starts")),
        POOL + ".map(__import__('linecache').getlines, [PLACE + '/number'])",
        STARTED.format("reads"),
        STARTED.format("starts"),
        STARTED.format("forks"),
    ],
)
def test_what_a_child_opens_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    """A fork and an interpreter that is started are followed, and what they start in turn."""
    data = with_data(tmp_path)
    texts = {
        "reads": f"open({str(data)!r}).close()",
        "starts": f"import subprocess; subprocess.run(['cat', {str(data)!r}])",
        "forks": f"import os\nif not os.fork(): open({str(data)!r})\nelse: os.wait()",
    }
    for name, text in texts.items():
        (data.parent / f"{name}.py").write_text(text, encoding="utf-8")
    with_another_temporary_folder(tmp_path, monkeypatch)
    assert data in used(tmp_path, start).named


@pytest.mark.parametrize("name", ["file:{}/number", "file:{}/number?mode=ro"])
def test_a_database_that_is_named_by_its_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As one that is named by its path."""
    data = with_data(tmp_path)
    with_another_temporary_folder(tmp_path, monkeypatch)
    address = name.format(data.parent)
    assert data in used(tmp_path, f"sqlite3.connect({address!r}, uri=True).close()").files


@pytest.mark.parametrize("path", ["PLACE + '/number.so'", "'number.so'"])
def test_a_library_that_native_code_loads_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """By its path, or by its name in a folder that the linker looks into."""
    data = with_data(tmp_path)
    library = data.with_name("number.so")
    shutil.copyfile(_bisect.__file__, library)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(data.parent))
    with_another_temporary_folder(tmp_path, monkeypatch)
    assert library in used(tmp_path, f"__import__('ctypes').CDLL({path})").files


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("os.path.exists(PLACE) or open(PLACE, 'w').close(); open(PLACE).close()", True),
        ("os.path.exists(PLACE) or sqlite3.connect(PLACE).close(); open(PLACE).close()", True),
        ("open(PLACE, 'w').close(); open(PLACE).close()", False),
        ("open(PLACE, 'w').close(); open(PLACE).close(); os.remove(PLACE)", False),
        ("open(PLACE, 'a').close()", False),
    ],
    ids=["cache", "database", "scratch", "removed", "log"],
)
def test_a_file_that_one_call_leaves_to_the_next_is_kept(
    tmp_path: Path, body: str, *, kept: bool
) -> None:
    """One that each call writes anew before it reads it is not."""
    found = used(tmp_path, body)
    assert (tmp_path / "data" in found.kept) is kept


def with_another_temporary_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the temporary folder passes, as that of a test does."""
    (folder / "elsewhere").mkdir()
    monkeypatch.setenv("TMPDIR", str(folder / "elsewhere"))
