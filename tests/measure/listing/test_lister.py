"""Pair files are read in processes of their own, and what they do there ends with them."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError
from pairbench.measure.listing.lister import Lister
from tests.builders import PAIR_FILE

pytestmark = pytest.mark.slow


INTO_EVERY = """
import os
for each in range(3, 64):
    try:
        os.write(each, {written!r}.encode() + b"\\n")
    except OSError:
        pass
"""


def read(root: Path, *texts: str, sources: Sequence[Path] = ()) -> list[Entry | PairError]:
    """Have files with these texts read, two at a time."""
    files = []
    for number, text in enumerate(texts):
        path = root / "bench" / f"file_{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        files.append(PairFile(path=path, bench=path.parent))
    return list(Lister(Site(root=root, sources=tuple(sources)), width=2)(files))


def named(found: Entry | PairError) -> str:
    return found.definition.name if isinstance(found, Entry) else found.file


def test_files_are_told_in_their_order(tmp_path: Path) -> None:
    """However long each of them takes."""
    slow = PAIR_FILE + "import time\ntime.sleep(0.3)\n"
    found = read(tmp_path, slow, PAIR_FILE, PAIR_FILE, slow, PAIR_FILE)
    assert [named(each) for each in found] == [f"file_{number}" for number in range(5)]


def test_no_file_is_no_process(tmp_path: Path) -> None:
    """An empty folder costs nothing."""
    assert read(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import os\nos._exit(3)", "its process ended with exit code 3"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "ended with SIGSEGV"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import nosuch", "No module named 'nosuch'"),
        ("def (", "SyntaxError"),
        ("import os\nos.execv('/bin/sleep', ['sleep', '60'])", "became another program"),
        ("import os, signal\nos.killpg(0, signal.SIGKILL)", "was ended by SIGKILL"),
        ("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)", "was ended by SIGKILL"),
        (INTO_EVERY.format(written="no answer"), "spoilt its answer"),
        (INTO_EVERY.format(written='{"found": 1}'), "spoilt its answer"),
    ],
)
def test_a_file_that_ends_its_process_costs_itself_only(
    tmp_path: Path, text: str, says: str
) -> None:
    """It is named with what became of it, and the next file is read."""
    broken, whole = read(tmp_path, text, PAIR_FILE)
    assert isinstance(broken, PairError)
    assert broken.file == "bench/file_0.py"
    assert says in broken.message
    assert named(whole) == "file_1"


@pytest.mark.parametrize(
    "line",
    [
        "import os; os.chdir('/')",
        "import sys; sys.path.clear()",
        "import os; os.environ.clear()",
        "import multiprocessing; multiprocessing.set_start_method('spawn')",
        "import os; os.closerange(0, 3)",
        "import sys; sys.stdout.write('{}')",
        "import time; time.monotonic = None",
        "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)",
        "import atexit, os; atexit.register(os.abort)",
        "import threading, time; threading.Thread(target=time.sleep, args=[60]).start()",
        "import subprocess; subprocess.Popen(['sleep', '60'])",
        "import json; json.dumps = None",
        "import os; os.fork()",
        "import select; select.poll = select.select = None",
        "opened = [open('/dev/null') for _ in range(500)]",
    ],
)
def test_what_a_file_does_to_its_process_ends_with_it(tmp_path: Path, line: str) -> None:
    """The file itself is read all the same, and the next one in a process as it should be."""
    before = Path.cwd()
    found = read(tmp_path, f"{PAIR_FILE}\n{line}\n", PAIR_FILE)
    assert [named(each) for each in found] == ["file_0", "file_1"]
    assert Path.cwd() == before


def test_files_import_from_the_sources_and_from_beside_themselves(tmp_path: Path) -> None:
    """As they do when they are measured."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "shop_of_the_test.py").write_text("", encoding="utf-8")
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "_beside_the_test.py").write_text("", encoding="utf-8")
    lines = "import shop_of_the_test\nimport _beside_the_test\nimport bench._beside_the_test\n"
    (found,) = read(tmp_path, PAIR_FILE + lines, sources=[tmp_path / "lib"])
    assert isinstance(found, Entry)
    assert found.site.sources == (tmp_path / "lib",)


def test_of_many_modules_one_that_hangs_is_named_and_the_others_are_told(tmp_path: Path) -> None:
    """Each has its own time: all of them together may take longer than one."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    slow = "import time\ntime.sleep(1.2)\n\n\ndef time_it(): ...\n"
    texts = {"__init__": "", "a": slow, "b": "while True:\n    pass\n", "c": slow}
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    settings = tmp_path / "asv.conf.json"
    settings.write_text("{}", encoding="utf-8")
    lister = Lister(Site(root=tmp_path), width=1, within_s=2)
    first, second, error = lister([PairFile(path=settings, bench=tmp_path, suite="asv")])
    assert [named(first), named(second)] == ["a.time_it", "c.time_it"]
    assert isinstance(error, PairError)
    assert error.file == "benchmarks/b.py"
    assert "its import takes too long: make what it needs in setup" in error.message
