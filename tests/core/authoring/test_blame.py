"""Tests of what is said of a file that raises: the line, what was probably meant, what to do."""

from pathlib import Path

import pytest

from pairbench.core.authoring.blame import (
    ENDED,
    IN_PROGRESS,
    line_in,
    meant,
    with_advice,
    without_advice,
)
from pairbench.core.authoring.pair import Pair


def raised_by(file: Path, text: str) -> BaseException:
    """What a file with this text raises when it is executed."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BaseException) as caught:  # noqa: PT011, PT012 (any, from two steps)
        code = compile(text, str(file), "exec")
        exec(code, {"pair": Pair(sizes=(1,)), "Pair": Pair})
    return caught.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pair(size=(1,))", ": did you mean sizes=?"),
        ("pair.good(fastr=2)", ": did you mean faster=?"),
        ("pair.bad(grow='n')", ": did you mean grows=?"),
        ("pair.behavior", ": did you mean pair.behaviour?"),
        ("pair.good(zzz=2)", ""),
        ("pair.input()", ": write @pair.input without parentheses"),
        ("pair.equal(tolerance=1)", ": write @pair.equal without parentheses"),
        ("dict().nothing", ""),
        ("1 / 0", ""),
        ("import argparse\nargparse.ArgumentParser().error('no file')", ENDED),
        ("x = 1\n<<<<<<< HEAD\n", f"{IN_PROGRESS}: pair.py has its marks from line 2 on"),
        ("x = (\n", ""),
    ],
)
def test_a_name_that_is_nearly_right_is_recognised(tmp_path: Path, text: str, words: str) -> None:
    """What is close to a name of ours is asked for, and nothing is made up for the rest."""
    assert meant(raised_by(tmp_path / "pair.py", text)) == words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f():\n    raise ValueError\n\n\nf()\n", 2),
        ("x = 1\ny = (\n", 2),
        ("import json\njson.loads('')\n", 2),
    ],
)
def test_the_innermost_line_of_the_file_is_named(tmp_path: Path, text: str, line: int) -> None:
    """A call, a syntax error and a library that raises: the line is one of the file itself."""
    file = tmp_path / "pair.py"
    assert line_in(file, raised_by(file, text)) == line


def test_another_file_has_no_line(tmp_path: Path) -> None:
    """A file in which nothing was raised is not given a line."""
    error = raised_by(tmp_path / "pair.py", "1 / 0")
    assert line_in(tmp_path / "other.py", error) is None


@pytest.mark.parametrize(
    ("why", "advice"),
    [
        ("ValueError: no", "mend the file"),
        ("ModuleNotFoundError: No module named 'scipy'", "install scipy, or mend the file"),
        (
            "ModuleNotFoundError: No module named 'helping'",
            "install the project, which has helping, or mend the file",
        ),
        (
            "ModuleNotFoundError: No module named 'shop'",
            "install the project, which has shop, or mend the file",
        ),
        (
            "ModuleNotFoundError: No module named 'shop.fast'; 'shop' is not a package",
            "install or build shop, or mend the file",
        ),
        (
            "ImportError: Error importing plugin: No module named 'pytest_cov'",
            "install pytest_cov, or mend the file",
        ),
    ],
)
def test_what_is_not_installed_is_to_be_installed(tmp_path: Path, why: str, advice: str) -> None:
    """What the project has itself comes with it, a compiled module when it is built."""
    (tmp_path / "helping.py").touch()
    (tmp_path / "shop").mkdir()
    advised = with_advice(why, tmp_path)
    assert advised == f"{why}; {advice}"
    assert without_advice(advised) == why


@pytest.mark.parametrize(
    ("module", "there"),
    [("shop", "Shop.py"), ("helping.fast", "helping/Fast.py"), ("Helping.fast", "helping")],
)
def test_a_module_of_another_case_is_named(tmp_path: Path, module: str, there: str) -> None:
    """A file system that tells cases apart has no such file, and another may say that it has."""
    (tmp_path / "Shop.py").touch()
    (tmp_path / "helping").mkdir()
    (tmp_path / "helping" / "Fast.py").touch()
    said = f"ModuleNotFoundError: No module named '{module}'"
    advised = with_advice(said, tmp_path)
    assert f"{said}; there is {there}, and upper and lower case count" in advised
    assert without_advice(advised) == said


def test_a_module_of_another_case_is_named_wherever_modules_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project's modules may lie in a folder of their own."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "Shop.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "src")
    assert "there is Shop.py, and" in with_advice("No module named 'shop'", tmp_path)


def test_a_module_that_is_not_compiled_yet_is_named_with_its_source(tmp_path: Path) -> None:
    """Python guesses that modules import each other; that is left where they do."""
    said = (
        "ImportError: cannot import name '{}' from partially initialized module 'shop'{} "
        f"({tmp_path}/__init__.py)"
    )
    guess = " (most likely due to a circular import)"
    (tmp_path / "_fast.pyx").touch()
    (tmp_path / "other.py").touch()
    advised = with_advice(said.format("_fast", guess), tmp_path)
    advice = "install or build shop (_fast.pyx is not compiled), or mend the file"
    assert advised == f"{said.format('_fast', '')}; {advice}"
    around = said.format("other", guess)
    assert with_advice(around, tmp_path) == f"{around}; mend the file"
