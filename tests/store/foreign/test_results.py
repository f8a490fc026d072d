"""Files of other tools, as these write them, become runs whose numbers nobody judges."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyperf
import pytest

from pairbench.core.errors import StoreError
from pairbench.core.records.reading import Reading
from pairbench.store.foreign.results import read_results, results_under
from pairbench.store.run_sets import keep_imported, latest_folder, load

PYTEST = {
    "machine_info": {
        "node": "desk",
        "processor": "",
        "machine": "x86_64",
        "python_compiler": "GCC 12.2.0",
        "python_implementation": "CPython",
        "python_version": "3.12.1",
        "python_build": ["main", "May  9 2026 07:36:11"],
        "release": "6.1",
        "system": "Linux",
        "cpu": {"brand_raw": "A CPU", "count": 8},
    },
    "commit_info": {"id": "a" * 40, "dirty": False, "branch": "main"},
    "benchmarks": [
        {
            "group": "sums",
            "name": "test_sum[10]",
            "fullname": "tests/test_sums.py::test_sum[10]",
            "params": {"size": 10},
            "stats": {"median": 0.002, "q1": 0.0019, "q3": 0.0022, "rounds": 40, "mean": 0.0021},
        }
    ],
    "datetime": "2026-11-28T18:30:22.123456+00:00",
    "version": "5.3.1",
}

ASV = {
    "commit_hash": "b" * 40,
    "env_name": "virtualenv-py3.12-numpy",
    "date": 1_795_891_802_000,
    "params": {
        "arch": "x86_64",
        "cpu": "A CPU",
        "machine": "desk",
        "num_cpu": "2",
        "os": "Linux 6.1",
        "python": "3.12",
    },
    "python": "3.12",
    "requirements": {"numpy": "2.0"},
    "env_vars": {},
    "result_columns": [
        "result",
        "params",
        "version",
        "started_at",
        "duration",
        "stats_ci_99_a",
        "stats_ci_99_b",
        "stats_q_25",
        "stats_q_75",
        "stats_number",
        "stats_repeat",
        "samples",
        "profile",
    ],
    "results": {
        "b.Suite.peakmem_list": [[2_000, float("nan")], [["10", "20"]], "v", 1, 1.0],
        "b.Suite.time_sum": [
            [0.001, float("nan"), 0.003, 0.004],
            [["10", "20"], ["'a'", "'b'"]],
            "v",
            1,
            1.0,
            [0.0, None, 0.0, 0.0],
            [1.0, None, 1.0, 1.0],
            [0.0009, None, 0.002, 0.003],
            [0.0011, None, 0.004, 0.005],
            [1, None, 1, 1],
            [5, None, 5, 5],
        ],
        "b.time_fail": [None, [], "v", 1, 0.2],
        "b.track_len": [[42], [], "v", 1, 0.2],
    },
    "durations": {},
    "version": 2,
}
"""As asv 0.6 has written it of a suite with parameters, a skip and a failure."""


def written(path: Path, content: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_pytest_benchmark_s_medians_are_read(tmp_path: Path) -> None:
    """With their quartiles, the commit, and where they come from."""
    found = read_results(written(tmp_path / "x.json", PYTEST), None)
    assert found.readings == (
        Reading(
            name="tests/test_sums.py::test_sum[10]",
            unit="s",
            value=0.002,
            low=0.0019,
            high=0.0022,
            count=40,
        ),
    )
    assert found.run.measured_by == "pytest-benchmark on desk"
    assert found.run.environment.git_revision == "a" * 40
    assert found.run.environment.python_version == "3.12.1"
    assert found.run.environment.cpu_count == 8
    assert found.run.started == "2026-11-28T18:30:22.123456+00:00"
    assert found.pairs == ()


def test_asv_s_numbers_are_read(tmp_path: Path) -> None:
    """One for each combination of parameters that has a number, in the unit of its suite."""
    units = {"version": 2, "b.Suite.peakmem_list": {"unit": "bytes"}, "b.track_len": {"unit": "n"}}
    written(tmp_path / "results" / "benchmarks.json", units)
    written(tmp_path / "results" / "desk" / "machine.json", {"machine": "desk", "version": 1})
    path = written(tmp_path / "results" / "desk" / "bbbb-py3.12.json", ASV)
    assert list(results_under(tmp_path / "results")) == [path]
    found = read_results(path, None)
    assert [(each.name, each.unit, each.value) for each in found.readings] == [
        ("b.Suite.peakmem_list(10)", "B", 2_000),
        ("b.Suite.time_sum(10, 'a')", "s", 0.001),
        ("b.Suite.time_sum(20, 'a')", "s", 0.003),
        ("b.Suite.time_sum(20, 'b')", "s", 0.004),
        ("b.track_len", "n", 42),
    ]
    first = found.readings[1]
    assert (first.low, first.high, first.count) == (0.0009, 0.0011, 5)
    assert found.run.measured_by == "asv on desk"
    assert found.run.environment.git_revision == "b" * 40
    assert found.run.started.startswith("2026-11-28")


@pytest.mark.parametrize("suffix", [".json", ".json.gz"])
def test_pyperf_s_values_are_read(tmp_path: Path, suffix: str) -> None:
    """All benchmarks of a suite; the commit is what the user says, for pyperf does not."""
    metadata = {"name": "sums", "hostname": "desk", "python_version": "3.12.1 (64-bit)"}
    run = pyperf.Run([1.0, 2.0, 3.0], metadata=metadata, collect_metadata=False)
    other = pyperf.Run([5.0], metadata={**metadata, "name": "one"}, collect_metadata=False)
    path = tmp_path / f"x{suffix}"
    suite = pyperf.BenchmarkSuite([pyperf.Benchmark([run]), pyperf.Benchmark([other])])
    suite.dump(str(path))
    found = read_results(path, "v1.2")
    assert [(each.name, each.value, each.count) for each in found.readings] == [
        ("sums", 2.0, 3),
        ("one", 5.0, 1),
    ]
    assert found.run.environment.git_revision == "v1.2"
    assert found.run.environment.python_version == "3.12.1"
    assert found.run.measured_by == "pyperf on desk"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{}", "is no file of pytest-benchmark, asv or pyperf"),
        (b"no json", "cannot be read as results of"),
        (b"[1, 2]", "is no file of"),
        (b'"machine_info"', "cannot be read as results of"),
        (json.dumps({**PYTEST, "benchmarks": []}).encode(), "holds no number"),
        (json.dumps({"machine_info": {}, "benchmarks": []}).encode(), "KeyError: 'datetime'"),
        (json.dumps({**ASV, "version": 1}).encode(), "is asv's of version 1, not 2"),
        (json.dumps({**ASV, "version": "\x1b[2J" + "x" * 10**6}).encode(), "xxx, not 2: 'asv"),
        (b'{"benchmarks": [], "version": "1.0"}', "cannot be read as results of"),
    ],
)
def test_what_is_not_theirs_is_an_error_of_one_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """With the file, and what it might have been."""
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        read_results(path, None)
    line = str(caught.value)
    assert said in line
    assert line.startswith(f"{path} ")
    assert line.isprintable()
    assert len(line) < 1_000


def test_a_broken_archive_is_an_error(tmp_path: Path) -> None:
    """As any other file that cannot be read."""
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(b"{}")[:-4])
    with pytest.raises(StoreError, match="cannot be read"):
        read_results(path, None)


def test_what_is_imported_is_kept_once(tmp_path: Path) -> None:
    """It is read back as it was, and is never taken for the newest run of pairbench's own."""
    found = read_results(written(tmp_path / "x.json", PYTEST), None)
    folder = keep_imported(tmp_path / "runs", found)
    assert folder is not None
    assert load(folder) == found
    assert keep_imported(tmp_path / "runs", found) is None
    with pytest.raises(StoreError, match="shows the imported ones"):
        latest_folder(tmp_path / "runs")
