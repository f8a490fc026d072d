"""The fixture under pytest: real pytest in processes of its own, deciding by real measurements."""

from pathlib import Path

import pytest

from tests.pytest_plugin.test_catalogue import counts, pytest_in

pytestmark = [pytest.mark.slow, pytest.mark.once]

HELD = """
import mine

NUMBERS = list(range(2_000))


def looped(numbers):
    total = 0
    for each in numbers:
        total += each
    return total


def test_faster(pairbench):
    verdict = pairbench.faster(sum, than=looped, by=1.2, inputs=NUMBERS)
    assert verdict.estimate.low >= 1.2


def test_closures_and_lambdas_are_carried(pairbench):
    extra = [1, 2, 3]

    def slow():
        return looped(NUMBERS) + len(extra)

    pairbench.faster(lambda: sum(NUMBERS) + len(extra), than=slow, by=1.2)


def test_no_slower(pairbench):
    pairbench.no_slower(mine.summed, than=looped, within=0.05, inputs=NUMBERS)


def test_leaner(pairbench):
    pairbench.leaner(
        lambda n: sum(each for each in range(n)),
        than=lambda n: sum([each for each in range(n)]),
        by=10,
        inputs=100_000,
    )


def test_grows(pairbench):
    sizes = (100, 500, 2_000, 10_000)  # larger sums take two digits, and each step longer
    pairbench.grows("n", looped, inputs=lambda n: list(range(n)), sizes=sizes)
"""

BROKEN = """
def looped(numbers):
    total = 0
    for each in numbers:
        total += each
    return total


def test_not_so_fast(pairbench):
    pairbench.faster(looped, than=sum, by=1.5, inputs=list(range(2_000)))


def test_not_so_lean(pairbench):
    pairbench.leaner(sorted, than=len, by=2, anyway=True, inputs=list(range(2_000)))


def test_other_results(pairbench):
    pairbench.faster(lambda numbers: 0, than=sum, inputs=[1, 2, 3])


def test_it_raises(pairbench):
    pairbench.faster(lambda numbers: numbers.nothing, than=sum, inputs=[1, 2, 3])


def test_too_few_sizes(pairbench):
    pairbench.grows("n", sum, inputs={1: [1], 2: [1, 2]})


def test_an_order_that_nobody_knows(pairbench):
    pairbench.grows("n!", sum, inputs={1: [1]})
"""

OPEN = """
def one(numbers):
    return sum(numbers)


def other(numbers):
    return sum(numbers)


def test_who_knows(pairbench):
    pairbench.faster(one, than=other, inputs=list(range(2_000)), error=0.0001)
"""
"""A question without an answer, asked with the least chance of being told one."""


def project(root: Path, text: str, settings: str = "") -> Path:
    """A project with a test that measures, and a module of its own."""
    pyproject = f"[tool.pytest.ini_options]\npythonpath = ['src']\n[tool.pairbench]\n{settings}\n"
    (root / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    (root / "src").mkdir()
    (root / "src" / "mine.py").write_text("summed = sum\n", encoding="utf-8")
    (root / "tests").mkdir()
    (root / "tests" / "test_speed.py").write_text(text, encoding="utf-8")
    return root


@pytest.mark.alone
@pytest.mark.parametrize(
    "arguments", [["--import-mode=prepend"], ["--import-mode=importlib", "-n", "2"]]
)
def test_what_holds_passes(tmp_path: Path, arguments: list[str]) -> None:
    """Every assertion is decided, be a function a closure, a lambda, or the project's own.

    That is so however pytest imports the tests, which workers do not import at all, and where it
    runs them in several processes. What grows may be left open by a machine that has much to do.
    """
    done = pytest_in(project(tmp_path, HELD), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    found = counts(done)
    assert found["passed"] >= 4, done.stdout
    assert found["passed"] + found["skipped"] == 5


def test_what_does_not_hold_fails_and_says_why(tmp_path: Path) -> None:
    """With the ratio, its interval, the rounds, and the place in the test; nothing of ours."""
    done = pytest_in(project(tmp_path, BROKEN))
    assert done.returncode == 1
    assert counts(done) == {"failed": 6}, done.stdout + done.stderr
    told = done.stdout
    assert "looped is at least 1.5 times as fast as sum: this does not hold" in told
    assert " to " in told.partition("measured: 0.")[2].partition("\n")[0]
    assert "below the bound of 1.50" in told
    assert " rounds, " in told
    assert "the peak of len is at least 2 times that of sorted: this does not hold" in told
    assert "does not return what sum returns" in told
    assert "object has no attribute 'nothing'" in told
    assert "growth over 2 sizes cannot be told: give inputs for 4 or more" in told
    assert "nothing is known to grow like 'n!': use one of ['1', 'log n'" in told
    assert ">       pairbench.faster(looped, than=sum, by=1.5" in told
    assert "asserting.py" not in told


@pytest.mark.alone
@pytest.mark.parametrize(
    ("settings", "outcome"), [("", "skipped"), ('undecided = "fail"', "failed")]
)
def test_what_is_not_settled_is_as_the_project_says(
    tmp_path: Path, settings: str, outcome: str
) -> None:
    """It is skipped, or it fails; either way it says what is unsure."""
    root = project(tmp_path, OPEN, f"budget_s = 1\n{settings}")
    done = pytest_in(root, "-rs")
    assert counts(done) == {outcome: 1}, done.stdout + done.stderr
    assert "one is at least as fast as other: this is not settled" in done.stdout
    assert "asserting.py" not in done.stdout
