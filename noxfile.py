#!/usr/bin/env -S python3 -P
# /// script
# dependencies = ["nox>=2025.10.14"]
# ///
"""One session for each verb; a session runs the very command that a person would."""

import argparse
import os
import shutil
import subprocess
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = False
nox.options.download_python = "never"

PYTHONS = ["3.11", "3.12", "3.13", "3.14", "3.15", "3.13t", "3.14t", "3.15t"]
SHARING = PYTHONS[:3]
"""They share the tests that one interpreter is enough for; the others leave them to these."""

PROJECT = nox.project.load_toml("pyproject.toml")
PYTEST = ("python", "-m", "pytest")
BESIDE = ("-n", "2", "--dist", "loadgroup")
"""How pytest runs tests side by side."""

LIBRARIES = ("core", "project", "report/claims", "report/terminal", "run", "store")
"""The tests in which other people's libraries do the work, and which take a minute."""


def show_pyenv() -> None:
    """Let all of pyenv's interpreters be found; without this it answers for its default alone."""
    if shutil.which("pyenv") is None or "PYENV_VERSION" in os.environ:
        return
    default, installed = (
        subprocess.run(["pyenv", *words], capture_output=True, text=True, check=False).stdout
        for words in (["version-name"], ["versions", "--bare"])
    )
    wanted = [each for each in installed.split() if each.startswith(tuple(PYTHONS))]
    os.environ["PYENV_VERSION"] = ":".join(dict.fromkeys([*default.strip().split(":"), *wanted]))


show_pyenv()


def install(session: nox.Session, *groups: str, extra: str = "") -> None:
    """Install the project as it stands, with an extra, and the named dependency groups.

    Thousands of processes start in a session, and uv installs without compiling: what one of them
    has compiled, none is to compile anew.
    """
    named = [each for group in groups for each in nox.project.dependency_groups(PROJECT, group)]
    session.install("-e", f".[{extra}]" if extra else ".", *named)
    session.env["PYTHONDONTWRITEBYTECODE"] = ""


def extra_for(python: str) -> str:
    """What of the extras the tests can have.

    Otava pins an old numpy, and Dask needs wheels. Those who share the tests have Dask alike: else
    some of its tests would be nobody's.
    """
    if python == PYTHONS[0]:
        return "history,fleet"
    return "fleet" if python in SHARING else ""


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests, on every interpreter that is installed."""
    install(session, "tests", extra=extra_for(str(session.python)))
    if session.posargs:
        session.run(*PYTEST, *session.posargs)
        return
    number = SHARING.index(session.python) + 1 if session.python in SHARING else 0
    share = f"--share={number}/{len(SHARING)}"
    # What judges real times has the machine to itself.
    beside = "not alone and not corpus and not browser"
    slowest = "--durations=12"
    session.run(*PYTEST, *BESIDE, slowest, share, "-m", beside)
    session.run(*PYTEST, slowest, share, "-m", "alone")


@nox.session(python=PYTHONS[0])
def pages(session: nox.Session) -> None:
    """Open the report and the site in a real browser, which does not care what wrote them."""
    install(session, "tests", "browser", "docs", extra="history")
    session.run(*PYTEST, *BESIDE, "-m", "browser", *session.posargs)


@nox.session(python=PYTHONS[0], default=False)
def coverage(session: nox.Session) -> None:
    """Follow every line and branch, in workers as well, and tell what no test came by."""
    # What only the extras reach counts as well.
    install(session, "tests", extra="history,fleet")
    # Workers are followed as well, which takes time and memory: what judges these is left out.
    chosen = "not alone and not exact and not corpus and not browser"
    followed = ("coverage", "run", "-m")
    # Not by a plugin of pytest: ours is imported before it, and would not count.
    session.run("coverage", "erase")
    session.run(*followed, "pytest", *BESIDE, "-m", chosen, *session.posargs)
    # Its files try what a call may leave undone. With lines followed some have another answer.
    session.run(*followed, "tests.corpus_runner", silent=True, success_codes=[0, 1])
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=PYTHONS[0], default=False)
def corpus(session: nox.Session) -> None:
    """Try pair files as people write them, and print a table by kind; -- sets/ tries some."""
    install(session, "corpus")
    session.run("python", "-m", "tests.corpus_runner", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style and the format."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")


@nox.session
def typecheck(session: nox.Session) -> None:
    """Check the types, in the pairs as well."""
    install(session, "typecheck")
    session.run("mypy", *session.posargs)


@nox.session(name="format", default=False)
def format_(session: nox.Session) -> None:
    """Format the code and sort the imports."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check", "--fix", *session.posargs)
    session.run("ruff", "format")


@nox.session(default=False)
def check(session: nox.Session) -> None:
    """Check that the variants of every pair agree, and show their behaviour."""
    install(session, "bench")
    session.run("pairbench", "check", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure the catalogue and write the report; --python 3.11 3.12 does it on each of these."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", allow_abbrev=False, add_help=False)
    parser.add_argument("--python", nargs="+", default=[], choices=PYTHONS)
    chosen, others = parser.parse_known_args(session.posargs)
    if not chosen.python:
        install(session, "bench")
        session.run("pairbench", "run", *others)
        return
    for python in chosen.python:
        session.notify(f"measure-{python}", others)
    session.notify("report", ["--each-python"])


@nox.session(python=PYTHONS, default=False)
def measure(session: nox.Session) -> None:
    """Measure the catalogue on one interpreter."""
    install(session, "bench")
    session.run("pairbench", "run", *session.posargs)


@nox.session(default=False)
def calibrate(session: nox.Session) -> None:
    """Find out what this machine can see, and what it makes up."""
    install(session, "tests")
    session.run("pairbench", "calibrate", *session.posargs)


@nox.session(default=False)
def simulate(session: nox.Session) -> None:
    """Hold the statistics to what they promise, where the truth is known."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "simulations", "-rP", *session.posargs)


@nox.session(default=False)
def identical(session: nox.Session) -> None:
    """Measure twenty pairs of identical variants, ten times, and count the false verdicts."""
    install(session)
    session.run("python", "-m", "simulations.identical_pairs", *session.posargs)


@nox.session(default=False)
def others(session: nox.Session) -> None:
    """Ask timeit, hyperfine, perfplot and pytest-benchmark what pairbench is asked, and compare."""
    install(session, "tests")
    session.install("perfplot>=0.10")
    session.run("python", "-m", "simulations.others", *session.posargs)


@nox.session(name="at-scale", default=False)
def at_scale(session: nox.Session) -> None:
    """Save, join, judge and report thousands of made-up pairs, and tell what that takes."""
    install(session, "tests")
    session.run("python", "-m", "simulations.at_scale", *session.posargs)


@nox.session(default=False)
def starts(session: nox.Session) -> None:
    """Compare the kinds of start on identical code: spread, cost, dependence; --seconds 400."""
    install(session)
    session.run("python", "-m", "simulations.starts", *session.posargs)


@nox.session(default=False)
def moved(session: nox.Session) -> None:
    """Compare code that differs without doing otherwise, for an hour, and count false answers."""
    install(session)
    session.run("python", "-m", "simulations.moved", *session.posargs)


@nox.session(default=False)
def gate(session: nox.Session) -> None:
    """Compare this revision with another: nox -s gate -- --base origin/main."""
    install(session, "bench")
    session.run("pairbench", "gate", *session.posargs)


@nox.session(name="gate-proof", default=False)
def gate_proof(session: nox.Session) -> None:
    """Let the gate judge changes whose truth is known; --repeats 20 counts its errors."""
    install(session)
    session.run("python", "-m", "simulations.gate_proof", *session.posargs)


@nox.session(name="gate-layouts", default=False)
def gate_layouts(session: nox.Session) -> None:
    """Let the gate judge projects as people lay them out, build and install them; --all of them."""
    install(session)
    session.install("uv>=0.5")
    session.run("python", "-m", "simulations.gate_layouts", *session.posargs)


@nox.session(default=False)
def bisects(session: nox.Session) -> None:
    """Let bisect search histories of 32 commits in which it is known which one did it."""
    install(session)
    session.run("python", "-m", "simulations.bisects", *session.posargs)


@nox.session(name="gate-edits", default=False)
def gate_edits(session: nox.Session) -> None:
    """Let the gate judge edits that do nothing, and count its false alarms."""
    install(session)
    session.run("python", "-m", "simulations.gate_edits", *session.posargs)


@nox.session(default=False)
def faults(session: nox.Session) -> None:
    """Harm runs and stored files in every way, and print what came of it; --all takes hours."""
    install(session, "tests")
    # It searches beside hypothesis on the interpreters that it has wheels for.
    session.install("atheris>=3", silent=True, success_codes=[0, 1, 2])
    session.run("python", "-m", "simulations.faults", *session.posargs)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Change the code of a folder of the core, and list what its tests let pass: -- statistics."""
    install(session, "tests", "mutants")
    session.run("python", "-m", "simulations.mutants", *session.posargs)


@nox.session(default=False)
def report(session: nox.Session) -> None:
    """Write the report of the newest run set anew, or of those that are named."""
    install(session)
    session.run("pairbench", "report", *session.posargs)


@nox.session(default=False)
def merge(session: nox.Session) -> None:
    """Join the run sets of several machines: nox -s merge -- DIR ... --out reports."""
    install(session)
    session.run("pairbench", "merge", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the documentation site into site/; a dead link is an error, and -- serve shows it."""
    install(session, "docs")
    session.run("python", "-m", "mkdocs", *(session.posargs or ("build", "--strict")))


@nox.session(default=False)
def house(session: nox.Session) -> None:
    """Draw the wings of the package and who imports whom, for docs/architecture.md."""
    install(session)
    session.run("python", "-m", "simulations.house", "docs/architecture.svg")


@nox.session(default=False)
def picture(session: nox.Session) -> None:
    """Take the README's picture of the report that was written last; needs Chromium."""
    install(session, "browser")
    pages = ("reports/html/index.html", "docs/report.png")
    session.run("python", "-m", "simulations.screenshot", *pages)


@nox.session(default=False)
def findings(session: nox.Session) -> None:
    """Write docs/findings.md from the newest run set of each interpreter."""
    install(session)
    command = ("pairbench", "report", "--each-python", "--format", "markdown")
    page = session.run(*command, silent=True) or session.error("it printed nothing")
    Path("docs/findings.md").write_text(page, encoding="utf-8")


@nox.session(default=False)
def security(session: nox.Session) -> None:
    """Look for insecure code."""
    session.install(*nox.project.dependency_groups(PROJECT, "security"))
    session.run("bandit", "-q", "-c", "pyproject.toml", "-r", "src", *session.posargs)


@nox.session(python=PYTHONS[0], default=False)
@nox.parametrize("resolution", ["lowest-direct", "highest"])
def bounds(session: nox.Session, resolution: str) -> None:
    """Test what needs no measuring with the oldest and the newest libraries that are allowed."""
    session.install("uv>=0.5", *nox.project.dependency_groups(PROJECT, "fuzz"))
    python = str(Path(session.bin, "python"))
    session.run("uv", "pip", "install", "--python", python, "--resolution", resolution, "-e", ".")
    session.run("pairbench", "run", "--help", silent=True)
    # An old library may warn of a new one, which is no fault of ours.
    chosen = ("-W", "default", "-m", "not slow and not browser and not alone and not corpus")
    # An old pydantic words the same schemas in another way.
    quick = (*chosen, "-k", "not schemas_are_up_to_date")
    session.run(*PYTEST, *quick, *(f"tests/{each}" for each in LIBRARIES), *session.posargs)


@nox.session(default=False)
def audit(session: nox.Session) -> None:
    """Look for dependencies with known vulnerabilities."""
    install(session, "audit")
    session.run("pip-audit", "--skip-editable", *session.posargs)


if __name__ == "__main__":
    nox.main()
