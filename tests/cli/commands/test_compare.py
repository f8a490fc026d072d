"""``compare``: an answer in one line."""

import json
from pathlib import Path

import pytest

from pairbench.store.answers import schemas
from tests.command_line import run

pytestmark = [pytest.mark.slow, pytest.mark.once]

SLOW = "sum(range(300))"
QUICK = "44850"


def test_a_clear_difference_is_answered_in_words(tmp_path: Path) -> None:
    """The verdict, a ratio that is drawn, memory, rounds and seconds, and what would help."""
    done = run(tmp_path, "compare", SLOW, QUICK)
    assert done.returncode == 0, done.stderr
    assert f"+ {QUICK} is " in done.stdout
    assert f"times as fast as {SLOW}" in done.stdout
    assert "●" in done.stdout
    assert "peak" in done.stdout
    assert "rounds" in done.stdout
    assert "Surer: " in done.stdout or "Narrower: " in done.stdout
    assert not list(tmp_path.iterdir())


def test_json_has_every_figure(tmp_path: Path) -> None:
    """Standard output is JSON and nothing else, and follows the published schema."""
    import jsonschema

    sizes = "n=10,100,1000,10000"
    setup = "d = list(range(n))"
    done = run(
        tmp_path, "compare", "sorted(d)", "d[:]", "--setup", setup, "--size", sizes, "--json"
    )
    assert done.returncode == 0, done.stderr
    stored = json.loads(done.stdout)
    jsonschema.validate(stored, schemas()["compare.schema.json"])
    compared = stored["compared"]
    assert [each["size"] for each in compared["answers"]] == [10, 100, 1_000, 10_000]
    assert compared["level"] == pytest.approx(0.95)
    for each in compared["answers"]:
        assert each["ratio"]["low"] <= each["ratio"]["value"] <= each["ratio"]["high"]
        assert each["memory"] is not None


def test_results_that_differ_are_not_compared(tmp_path: Path) -> None:
    """The line says in what, nothing is timed, and the code is that of a pair that is wrong."""
    done = run(tmp_path, "compare", SLOW, "1")
    assert done.returncode == 2
    assert done.stdout == (
        f"! 1 does not return what {SLOW} returns: 44850 and 1; mend it, or compare with --anyway\n"
    )


def test_results_that_differ_are_compared_anyway(tmp_path: Path) -> None:
    """Where that is asked for, and it is said; the page is written beside."""
    page = tmp_path / "report.html"
    done = run(tmp_path, "compare", SLOW, "1", "--anyway", "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert "compared all the same: 1 does not return what" in done.stdout
    assert "sum_range_300" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("codes", "advice"),
    [
        (("x.sort()", "sorted(x)"), "--mutates"),
        (("(i for i in x)", "[i for i in x]"), "put list(…) around it"),
        (("re.match('a', 'a')", "re.match('a', 'a')"), "make plain data of it, or compare with --"),
    ],
)
def test_what_mends_it_is_an_option_or_code(
    tmp_path: Path, codes: tuple[str, str], advice: str
) -> None:
    """Nobody who has written no pair file is told of one."""
    done = run(tmp_path, "compare", *codes, "--setup", "x = [3, 1, 2]")
    assert done.returncode == 2
    assert advice in done.stdout
    assert "pair" not in done.stdout


def test_code_that_raises_is_not_measured(tmp_path: Path) -> None:
    """The line names the code and what it raised, or what made the names that it reads."""
    done = run(tmp_path, "compare", "1 / 0", "2")
    assert done.returncode == 3
    assert "! 1 / 0 raised: ZeroDivisionError: division by zero" in done.stdout
    for option, blamed in (("--setup", "the setup"), ("--input", "--input")):
        made = "d = 1 / 0" if option == "--setup" else "1 / 0"
        codes = ("str(d)", "repr(d)") if option == "--setup" else ("builtins:str", "builtins:repr")
        done = run(tmp_path, "compare", *codes, option, made)
        assert done.returncode == 3
        assert done.stdout == f"! {blamed} raised: ZeroDivisionError: division by zero\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("1", "f(2)"), "nobody defines f"),
        (("1", "2 +"), "an alternative is no Python"),
        (("sum", "max", "--input", "[1,"), "--input is no Python"),
        (("1",), "give two or more"),
        (("min", "max"), "min is a function, and not called"),
        (("1", "2", "--size", "n=2,1"), "smallest first, 1,2"),
        (("1", "none.py"), "none.py does not exist"),
        (("1", "nowhere_at_all:f"), "ModuleNotFoundError"),
        (("1", "1", "--error", "99%"), "write a percentage"),
        (("1", "1", "--error", "little"), "little is no percentage"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    """It is said before anything is measured, with code 2."""
    done = run(tmp_path, "compare", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_the_report_of_one_piece_of_code_says_its_growth(tmp_path: Path) -> None:
    """As the terminal does, and its title counts what there is."""
    page = tmp_path / "report.html"
    sizes = "n=100,1000,10000,100000"
    done = run(tmp_path, "compare", "sum(range(n))", "--size", sizes, "--html", str(page))
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "<title>pairbench: 1 benchmark</title>" in text
    assert '<p class="growth">' in text


def test_functions_of_two_files_are_compared(tmp_path: Path) -> None:
    """As they are called where they lie, also where one of them is a coroutine."""
    (tmp_path / "old.py").write_text("def total(n):\n    return sum([*range(n)])\n")
    (tmp_path / "new.py").write_text("async def total(n):\n    return n * (n - 1) // 2\n")
    done = run(tmp_path, "compare", "old.py:total", "new.py:total", "--input", "3_000")
    assert done.returncode == 0, done.stderr
    assert "+ new.py:total is " in done.stdout
