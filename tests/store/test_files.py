"""A file is written whole or not at all."""

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from pairbench.store.files import write_whole


@pytest.mark.parametrize("old", [None, b"old"])
def test_a_crash_while_writing_leaves_what_was_there(tmp_path: Path, old: bytes | None) -> None:
    """When writing fails, the old file is whole, and no half of the new one lies about."""
    path = tmp_path / "run.json"
    if old is not None:
        path.write_bytes(old)
    with pytest.raises(TypeError):
        write_whole(path, cast("bytes", "text, which a binary file does not take"))
    assert [each.name for each in tmp_path.iterdir()] == ([] if old is None else ["run.json"])
    assert old is None or path.read_bytes() == old


def test_a_file_that_cannot_take_its_place_leaves_no_part(tmp_path: Path) -> None:
    """When the last step fails, the place is as it was, and the part is gone."""
    place = tmp_path / "run.json"
    place.mkdir()
    (place / "inside").write_bytes(b"kept")
    with pytest.raises(OSError, match=r"run\.json"):
        write_whole(place, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["run.json"]
    assert (place / "inside").read_bytes() == b"kept"


LIMITED = """
import resource, sys
from pathlib import Path
from pairbench.store.files import write_whole

resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    write_whole(Path(sys.argv[1]), b"more than ten bytes")
except OSError as error:
    print(error.filename)
"""


def test_a_file_that_finds_no_room_is_named(tmp_path: Path) -> None:
    """The system names no file that is open: whoever reads of it knows which was to be written."""
    path = tmp_path / "run.json"
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"{path}\n"
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The content is in its place, in folders that were made for it, and nothing else is."""
    path = tmp_path / "a" / "b" / "page.html"
    for content in (b"one", b"two"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]
