"""Takes the room away from a run: full, read-only and deleted folders, and no temporary one."""

import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from simulations.faults.amounts import Amounts
from simulations.faults.ends import undisturbed
from simulations.faults.project import (
    Findings,
    Outcome,
    Project,
    a_project,
    complains,
    ended,
    moments,
    opened,
)


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """Each kind of trouble with a disk, so many times."""
    for fault in FAULTS:
        for _ in range(amounts.times):
            yield one(fault, rng)


def one(fault: str, rng: random.Random) -> Outcome:
    """One run with trouble of that kind."""
    findings = Findings(fault)
    with findings.of_errors(), a_project() as project:
        FAULTS[fault](project, findings, rng)
        project.look_for_leaks(findings)
    return findings.outcome()


def _look(project: Project, code: int | None, errors: str, findings: Findings) -> None:
    """One line for the user, and a set that opens, whatever could be written."""
    findings.note("wrong", unless=not complains(errors), why=errors[-400:])
    said = [line for line in errors.splitlines() if line.startswith("pairbench: ")]
    findings.note("wrong", unless=code == 0 or len(said) == 1, why=f"{code}: {errors[-400:]}")
    for folder in project.sets:
        if (folder / "run.json").exists():
            opened(folder, findings)
    halves = [*project.root.rglob(".*.part")]
    findings.note("leaked", unless=not halves, why=f"half-written {halves}")


def _full(project: Project, findings: Findings, rng: random.Random) -> None:
    """A file cannot grow beyond a length: every writing may be the first that does not fit."""
    longest = rng.randrange(200, 40_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))

    done = project.call("run", "--quick", preexec_fn=limit)
    _look(project, done.returncode, done.stderr, findings)


def _full_disk(project: Project, findings: Findings, rng: random.Random) -> None:
    """A small disk of its own for the results, which is full before the run is over."""
    reports = project.root / "reports"
    reports.mkdir()
    size = f"size={rng.randrange(5, 40) * 4}k"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(reports)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        _full(project, findings, rng)
        return
    try:
        done = project.call("run", "--quick")
        _look(project, done.returncode, done.stderr, findings)
    finally:
        subprocess.run(["umount", str(reports)], capture_output=True, check=False)


def _midway(
    harm: Callable[[Path], None],
) -> Callable[[Project, Findings, random.Random], None]:
    """Something that is done to the results at a random moment of a run."""

    def harmed(project: Project, findings: Findings, rng: random.Random) -> None:
        process = project.start("run", "--quick")
        (moment_s,) = moments(1, undisturbed()[1], rng)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment_s)
        harm(project.root / "reports")
        done = ended(process)
        _look(project, done.returncode, done.stderr, findings)

    return harmed


def _delete(reports: Path) -> None:
    shutil.rmtree(reports, ignore_errors=True)


def _replace(reports: Path) -> None:
    """Put a file where the folder was."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        shutil.rmtree(reports, ignore_errors=True)
        with suppress(OSError):
            reports.write_text("")
            return


def _read_only(project: Project, findings: Findings, _: random.Random) -> None:
    """There is nowhere to write to from the beginning."""
    (project.root / "reports").write_text("a file")
    done = project.call("run", "--quick")
    _look(project, done.returncode, done.stderr, findings)
    findings.note("wrong", unless=done.returncode == 2, why=f"exit code {done.returncode}")


def _no_temporary(project: Project, findings: Findings, _: random.Random) -> None:
    """The folder for temporary files is none."""
    nowhere = str(project.root / "nowhere")
    code = f"import tempfile; tempfile.tempdir = {nowhere!r}"
    (project.root / "sitecustomize.py").write_text(code, encoding="utf-8")
    done = project.call("run", "--quick", also={"PYTHONPATH": str(project.root)})
    _look(project, done.returncode, done.stderr, findings)
    findings.note("wrong", unless=done.returncode == 2, why=f"exit code {done.returncode}")


FAULTS: dict[str, Callable[[Project, Findings, random.Random], None]] = {
    "no file can grow beyond a random length": _full,
    "the disk of the results is full": _full_disk,
    "the results are deleted midway": _midway(_delete),
    "a file takes the place of the results midway": _midway(_replace),
    "the results cannot be written from the start": _read_only,
    "there is no folder for temporary files": _no_temporary,
}
