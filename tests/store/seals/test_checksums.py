"""The list of checksums: what a reader finds in it, whoever was killed over it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.errors import StoreError
from pairbench.core.records.record import Status
from pairbench.store.run_sets import RunFolder, load
from pairbench.store.seals.checksums import SUMS_FILE, Sealed, listed
from tests.records import RUN, a_record, a_run_set
from tests.sealed import stored


def test_a_changed_digit_is_a_sentence(tmp_path: Path) -> None:
    """A time of which one digit was changed is not another truth."""
    folder = stored(tmp_path, a_run_set([a_record()]))
    path = folder / "timing" / "strings" / "join.json"
    path.write_text(path.read_text().replace("1.01", "1.02", 1))
    with pytest.raises(StoreError, match=r"join\.json was changed after it was written"):
        load(folder)


@pytest.mark.parametrize("name", ["run.json", "pairs/strings/join.json"])
def test_a_changed_word_is_a_sentence(tmp_path: Path, name: str) -> None:
    """So is a machine or a pair of which a letter was changed."""
    folder = stored(tmp_path, a_run_set([a_record()]))
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content.replace(b"o", b"0", 1))
    with pytest.raises(StoreError, match="was changed after it was written"):
        load(folder)


def test_a_removed_file_is_a_sentence(tmp_path: Path) -> None:
    """Rounds that were there and are gone are not taken for none."""
    folder = stored(tmp_path, a_run_set([a_record()]))
    (folder / "timing" / "strings" / "join.json").unlink()
    with pytest.raises(StoreError, match=r"join\.json was written and is gone"):
        load(folder)


def test_a_removed_list_is_a_sentence(tmp_path: Path) -> None:
    """A set of this format without its checksums is not one of the format before."""
    folder = stored(tmp_path, a_run_set([a_record()]))
    (folder / SUMS_FILE).unlink()
    with pytest.raises(StoreError, match="has lost its SHA256SUMS"):
        load(folder)


def test_a_set_of_the_format_before_is_read(tmp_path: Path) -> None:
    """It has no checksums, and nothing else is different."""
    run_set = a_run_set([a_record()])
    folder = stored(tmp_path, run_set)
    for path in (folder / "run.json", folder / "pairs" / "strings" / "join.json"):
        path.write_text(path.read_text().replace('"format": 4', '"format": 3'))
    (folder / SUMS_FILE).unlink()
    assert load(folder) == run_set


def test_the_list_is_that_of_the_system(tmp_path: Path) -> None:
    """The system's own command reads it."""
    folder = stored(tmp_path, a_run_set([a_record(), a_record("other")]))
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", SUMS_FILE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_a_file_that_was_to_come_is_not_missed(tmp_path: Path) -> None:
    """Whoever is killed between a checksum and its file leaves a set that can be read."""
    writer = RunFolder(tmp_path)
    writer.save_run(replace(RUN, status=Status.RUNNING))
    writer.save_pair(a_record())
    with (tmp_path / SUMS_FILE).open("a") as file:
        file.write(f"{'0' * 64}  pairs/other.json\n{'1' * 64}  pairs/strings/join.json\n{'2' * 9}")
    assert [each.definition.name for each in load(tmp_path).pairs] == ["strings/join"]


def test_a_list_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    """Half a line of whoever was killed does not spoil the line that comes next."""
    Sealed(tmp_path).write("one.json", b"1")
    with (tmp_path / SUMS_FILE).open("a") as file:
        file.write("0123")
    Sealed(tmp_path).write("two.json", b"2")
    assert sorted(listed(tmp_path)) == ["one.json", "two.json"]


def test_an_ended_run_has_one_checksum_of_each_file(tmp_path: Path) -> None:
    """What its files were on the way is forgotten."""
    folder = stored(tmp_path, a_run_set([a_record()]))
    assert {len(sums) for sums in listed(folder).values()} == {1}


LIMITED = """
import errno, resource, sys
from pathlib import Path
from pairbench.store.seals.checksums import append

path = Path(sys.argv[1])
append(path, b"a line" + bytes([10]), lasting=False)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    append(path, b"another line" + bytes([10]), lasting=False)
except OSError as error:
    print(errno.errorcode[error.errno], error.filename)
"""


@pytest.mark.once
def test_a_line_that_finds_no_room_is_none_and_tells_the_reason(tmp_path: Path) -> None:
    """A part of it was written before; a file that may not be longer is no full disk."""
    path = tmp_path / "lines"
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"EFBIG {path}\n"
    assert path.read_bytes() == b"a line\n"
