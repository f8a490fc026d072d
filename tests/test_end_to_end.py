"""The main job from end to end: real processes, real pyperf, real memray, a real browser."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from pairbench.core.judging.noise import noise_of
from pairbench.core.judging.verdict import Outcome, judge
from pairbench.core.planning.effort import QUICK
from pairbench.core.records.measurement import Trouble
from pairbench.core.records.record import Status
from pairbench.store.run_sets import load
from pairbench.store.schemas import schemas
from tests.command_line import ADDING
from tests.own_processes import VISIBLE, can_be_seen, marking, started_for
from tests.pair_files import becomes_true
from tests.visits import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

with_trouble = pytest.mark.xdist_group("trouble")
"""Those who look at one run stay together, so that it is run once."""

# A sort of fewer than 256 numbers takes no memory beside its list: from there on it grows like n.
SORTING = '''
"""Finding the smallest number: sort them all, or ask for the minimum?"""

from pairbench import Pair

pair = Pair(sizes=(1_000, 4_000, 20_000, 100_000), axis="numbers")


@pair.input
def numbers(size: int) -> list[int]:
    return [number * 7_919 % 10_007 for number in range(size)]


@pair.bad(peak_grows="n")
def sort_all(numbers: list[int]) -> int:
    """Sort a copy."""
    return sorted(numbers)[0]


@pair.good(faster=1.5, leaner=2.0, peak_grows="1")
def ask(numbers: list[int]) -> int:
    """Look at each once."""
    return min(numbers)
'''

TROUBLE = '''
"""What happens to a run when variants fail in every way they can?"""

import os
import time

from pairbench import Pair

pair = Pair(sizes=(1, 2), timeout_s=1.5)


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def works(number: int) -> int:
    return sum(range(1_000)) + number


@pair.good
def works_too(number: int) -> int:
    return 499_500 + number


@pair.good
def raises(number: int) -> int:
    if number == 2:
        raise ValueError("two is too many")
    return 499_500 + number


@pair.good
def hangs(number: int) -> int:
    if number == 2:
        time.sleep(3_600)
    return 499_500 + number


@pair.good
def dies(number: int) -> int:
    if number == 2:
        os._exit(7)
    return 499_500 + number
'''

UNEQUAL = '''
"""Do two variants that disagree get measured?"""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def double(number: int) -> int:
    return number + number


@pair.good
def square(number: int) -> int:
    return number * number
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A run of the command line, and where it put its results."""

    process: subprocess.CompletedProcess[str]
    out: Path

    @property
    def folder(self) -> Path:
        """The only run set."""
        (folder,) = (self.out / "runs").iterdir()
        return folder


def pairbench(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pairbench", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=marking(cwd),
    )


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / "bench" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def sorting(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    root = write(tmp_path_factory.mktemp("sorting"), sorting=SORTING)
    return Finished(process=pairbench(root, "run", "--quick"), out=root / "reports")


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    root = write(tmp_path_factory.mktemp("trouble"), trouble=TROUBLE, unequal=UNEQUAL)
    return Finished(process=pairbench(root, "run", "--quick"), out=root / "reports")


@pytest.mark.alone
def test_a_run_judges_the_claims_and_writes_the_report(sorting: Finished) -> None:
    """A run ends with exit code 0, confirms what is plainly true, and names its report."""
    assert sorting.process.returncode == 0, sorting.process.stderr
    run_set = load(sorting.folder)
    assert run_set.run.status is Status.COMPLETE
    verdicts = judge(run_set.pairs[0]).verdicts
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CONFIRMED] * 4, verdicts
    assert "html/index.html" in sorting.process.stdout
    page = (sorting.out / "html" / "index.html").read_text(encoding="utf-8")
    assert "sort_all" in page


@pytest.mark.alone
def test_a_run_measures_its_own_noise(sorting: Finished) -> None:
    """The placebo and the canary are in the run set, in the closing lines and in the report."""
    noise = noise_of(load(sorting.folder).controls)
    assert noise is not None
    assert noise.rounds + noise.spoilt == QUICK.control_rounds
    page = (sorting.out / "html" / "index.html").read_text(encoding="utf-8")
    for text in (sorting.process.stdout, page):
        assert f"Over {noise.rounds} rounds identical code" in text
        assert "put in on purpose" in text


@pytest.mark.alone
def test_a_calibration_is_a_table_and_a_file(tmp_path: Path) -> None:
    """Real trials end in figures on the terminal, and in a file that follows its schema."""
    arguments = ["--workload", "sort", "--slower-by", "5", "--trials", "1", "--budget", "6s"]
    done = pairbench(tmp_path, "calibrate", *arguments, "--json", "calibration.json")
    assert done.returncode == 0, done.stderr
    assert "can bear a threshold of" in done.stdout
    content = json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))
    jsonschema.validate(content, schemas()["calibration.schema.json"])
    (trial,) = content["calibration"]["tools"][0]["trials"]
    assert (trial["workload"], trial["slower_by"]) == ("sort", 0.05)
    assert len(trial["round_ratios"]) == len(trial["elapsed_s"]) > 0
    assert becomes_true(lambda: not started_for(tmp_path), within_s=60)


@pytest.mark.alone
@pytest.mark.parametrize("command", ["show", "stats", "hist"])
def test_pyperf_opens_the_rounds(sorting: Finished, command: str) -> None:
    """The rounds of a run are a file that pyperf's own commands read."""
    path = sorting.folder / "timing" / "sorting.json"
    done = subprocess.run(
        [sys.executable, "-m", "pyperf", command, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "sorting/ask/1000" in done.stdout


@pytest.mark.alone
def test_every_round_is_of_fresh_processes_on_one_cpu(sorting: Finished) -> None:
    """The variants of a round ran in processes of their own, pinned to the same CPU."""
    for each in load(sorting.folder).pairs[0].rounds:
        assert {run.variant for run in each.runs} == {"sort_all", "ask"}
        if hasattr(os, "sched_setaffinity"):
            affinities = {run.metadata.get("cpu_affinity") for run in each.runs}
            one_cpu_machine = len(os.sched_getaffinity(0)) == 1
            assert len(affinities) == 1
            assert one_cpu_machine or affinities != {None}


@with_trouble
@pytest.mark.once
def test_a_failing_variant_costs_its_own_cell(trouble: Finished) -> None:
    """Variants that raise, hang or die are reported so, and the others are measured."""
    (record,) = (each for each in load(trouble.folder).pairs if each.definition.name == "trouble")
    assert {(each.variant, each.cell.size, each.trouble) for each in record.failures} == {
        ("raises", 2, Trouble.RAISED),
        ("hangs", 2, Trouble.HUNG),
        ("dies", 2, Trouble.DIED),
    }
    timed = {(each.cell.size, run.variant) for each in record.rounds for run in each.runs}
    assert {(2, "works"), (2, "works_too"), (1, "raises"), (1, "hangs"), (1, "dies")} <= timed
    traced = {(each.cell.size, each.variant) for each in record.memory}
    assert traced == timed
    page = (trouble.out / "html" / "index.html").read_text(encoding="utf-8")
    assert "two is too many" in page


@with_trouble
@can_be_seen
@pytest.mark.once
def test_no_process_is_left_behind(trouble: Finished) -> None:
    """When a run with hanging variants is over, so are all its processes."""
    assert trouble.process.returncode == 2
    assert becomes_true(lambda: not started_for(trouble.out.parent), within_s=60)


@with_trouble
@pytest.mark.once
def test_a_wrong_pair_does_not_keep_the_others_from_running(trouble: Finished) -> None:
    """A pair whose variants disagree is not timed, the rest is measured, the exit code is 2."""
    done = trouble.process
    assert done.returncode == 2, done.stderr
    assert "square does not return what double returns: 6 and 9" in done.stdout
    records = {each.definition.name: each for each in load(trouble.folder).pairs}
    assert records["trouble"].rounds
    assert not records["unequal"].rounds


@pytest.mark.once
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_what_it_measured(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C ends a run with exit code 130, a run set that can be read, and no process.

    What is read of it is the same whichever signal it was: one report is enough.
    """
    root = write(tmp_path, adding=ADDING)
    with subprocess.Popen(
        [sys.executable, "-m", "pairbench", "run"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=marking(root),
    ) as process:
        saved = "reports/runs/*/timing/adding.json"
        assert becomes_true(lambda: any(root.glob(saved)), within_s=60)
        assert becomes_true(lambda: started_for(root) > {process.pid} or not VISIBLE, within_s=60)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    (folder,) = (root / "reports" / "runs").iterdir()
    run_set = load(folder)
    assert run_set.run.status is Status.INTERRUPTED
    assert run_set.pairs[0].rounds
    if number is signal.SIGINT:
        assert pairbench(root, "report").returncode == 0
    assert becomes_true(lambda: not started_for(root), within_s=60)


@pytest.mark.browser
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("sorting", marks=pytest.mark.alone),
        pytest.param("trouble", marks=with_trouble),
    ],
)
def test_the_report_opens_without_a_network(
    request: pytest.FixtureRequest, browser: "Browser", name: str
) -> None:
    """In a real browser the report asks for nothing else, logs nothing, and shows its plots."""
    finished: Finished = request.getfixturevalue(name)
    with visit(browser, finished.out / "html" / "index.html") as visited:
        plots = "[...document.querySelectorAll('.plots svg')]"
        shown = visited.page.evaluate(f"{plots}.every(e => e.getBoundingClientRect().width)")
    assert visited.requests == [visited.address]
    assert visited.complaints == []
    assert shown
