"""What is read of a stored set: files within its folder, of a bearable size."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pairbench.core.errors import StoreError
from pairbench.store.run_sets import load
from tests.records import a_record, a_run_set
from tests.sealed import seal, stored

RUN_JSON, PAIR_JSON, TIMING_JSON = "run.json", "pairs/strings/join.json", "timing/strings/join.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return stored(tmp_path / "set", a_run_set([a_record()]))


def refused(folder: Path, words: str) -> None:
    """Expect one line that has the words."""
    with pytest.raises(StoreError, match=words) as caught:
        load(folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", [RUN_JSON, PAIR_JSON, TIMING_JSON])
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, name: str) -> None:
    """The same content at another place is not the set's own."""
    outside = folder.parent / "outside.json"
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    refused(folder, "leads out of the run set")


def test_a_folder_elsewhere_is_not_followed(folder: Path) -> None:
    """Nor is a folder of such files."""
    (folder / "pairs" / "strings").rename(folder.parent / "strings")
    (folder / "pairs" / "strings").symlink_to(folder.parent / "strings")
    refused(folder, "leads out of the run set")


@pytest.mark.parametrize("name", [RUN_JSON, PAIR_JSON, TIMING_JSON])
def test_a_link_to_itself_is_not_followed(folder: Path, name: str) -> None:
    """It is one line as any other link that leads nowhere."""
    (folder / name).unlink()
    (folder / name).symlink_to((folder / name).name)
    with pytest.raises(StoreError, match=r"leads out of the run set|cannot be read|no run set"):
        load(folder)


def test_a_refusal_that_quotes_a_megabyte_is_short(folder: Path) -> None:
    """It names the file at its beginning and says what to do at its end."""
    changed(PAIR_JSON, lambda content: content["definition"].update(name="x" * 10**6))(folder)
    seal(folder)
    with pytest.raises(StoreError, match=r"join\.json holds another.*measure again$") as caught:
        load(folder)
    assert len(str(caught.value)) < 5_000


def test_a_pipe_keeps_nobody_waiting(folder: Path) -> None:
    """What is no file is not opened to the end of days."""
    os.mkfifo(folder / "pairs" / "pipe.json")
    refused(folder, r"pipe\.json is no file")


def changed(name: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """Change one of the files, and its checksum with it."""

    def apply(folder: Path) -> None:
        content: dict[str, Any] = json.loads((folder / name).read_bytes())
        change(content)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
        seal(folder)

    return apply


def written(name: str, content: bytes) -> Callable[[Path], None]:
    """Put other bytes into one of the files, and their checksum into the list."""

    def apply(folder: Path) -> None:
        (folder / name).write_bytes(content)
        seal(folder)

    return apply


def _first_run(content: dict[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = content["benchmarks"][0]["runs"][0]
    return run


DAMAGES: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "deep": (written(PAIR_JSON, b'{"format":' + b"[" * 200_000), "cannot be read"),
    "deep rounds": (written(TIMING_JSON, b"[" * 200_000), "holds no rounds of ours"),
    "long number": (written(RUN_JSON, b'{"format": ' + b"9" * 9_000 + b"}"), "cannot be read"),
    "not a number": (
        changed(RUN_JSON, lambda found: found["run"].update(duration_s=float("nan"))),
        "run.duration_s is nan",
    ),
    "endless": (
        changed(PAIR_JSON, lambda found: found["definition"].update(timeout_s=float("inf"))),
        "definition.timeout_s is inf",
    ),
    "gigantic": (
        changed(PAIR_JSON, lambda found: found["memory"][0].update(unseen_bytes=10**80)),
        r"memory\[0\].unseen_bytes is beyond",
    ),
    "negative": (
        changed(PAIR_JSON, lambda found: found["memory"][0]["repeats"][0].update(peak_bytes=-1)),
        r"memory\[0\] has a figure",
    ),
    "no process": (
        changed(PAIR_JSON, lambda found: found["memory"][0].update(repeats=[])),
        "was measured in no process",
    ),
    "size twice": (
        changed(PAIR_JSON, lambda found: found["definition"].update(sizes=[100, 100])),
        "a size twice",
    ),
    "variant twice": (
        changed(PAIR_JSON, lambda found: found["definition"]["variants"][0].update(name="quick")),
        "two variants of one name",
    ),
    "another name": (
        changed(PAIR_JSON, lambda found: found["definition"].update(name="strings/other")),
        "holds another pair, 'strings/other'",
    ),
    "a name that leads out": (
        changed(PAIR_JSON, lambda found: found["definition"].update(name="../../etc/x")),
        "holds another pair",
    ),
    "a name that rings": (
        changed(PAIR_JSON, lambda found: found["definition"].update(name="\x1b[2J\x07")),
        r"holds another pair, '\\x1b\[2J\\x07'",
    ),
    "another pair's rounds": (
        changed(
            TIMING_JSON,
            lambda found: [
                each["metadata"].update(pairbench_pair="other") for each in found["benchmarks"]
            ],
        ),
        "holds what was measured of another pair, 'other'",
    ),
    "a round twice": (
        changed(
            TIMING_JSON,
            lambda found: found["benchmarks"][0]["runs"].append(_first_run(found)),
        ),
        "twice",
    ),
    "a negative time": (
        changed(TIMING_JSON, lambda found: _first_run(found).update(values=[-1.0, 1.0, 1.0, 1.0])),
        "holds no rounds of ours",
    ),
    "an endless time": (
        changed(
            TIMING_JSON,
            lambda found: _first_run(found).update(values=[float("inf"), 1.0, 1.0, 1.0]),
        ),
        "is inf",
    ),
    "a missing block": (
        changed(TIMING_JSON, lambda found: _first_run(found).update(values=[1.0])),
        "blocks without all of its variants",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_no_run_has_written_is_one_line(folder: Path, damage: str) -> None:
    """Whatever is wrong in a file is told in a line that names it, checksums or not."""
    apply, words = DAMAGES[damage]
    apply(folder)
    refused(folder, words)
    assert [each.name for each in folder.parent.iterdir()] == ["set"]


def test_a_copied_pair_is_refused(folder: Path) -> None:
    """Two files cannot hold one pair."""
    path = folder / PAIR_JSON
    path.with_name("copy.json").write_bytes(path.read_bytes())
    seal(folder)
    refused(folder, r"copy\.json holds another pair")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pairbench_stolen_s", "much"),
        ("pairbench_size", 10.5),
        ("pairbench_round", "1"),
        ("pairbench_start", "by hand"),
        ("pairbench_root", "one"),
    ],
)
def test_metadata_of_another_type_are_refused(folder: Path, name: str, value: object) -> None:
    """Pyperf's files may hold anything beside the values."""
    apply = changed(TIMING_JSON, lambda found: _first_run(found)["metadata"].update({name: value}))
    apply(folder)
    refused(folder, "holds no rounds of ours")
