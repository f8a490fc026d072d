"""What stands on the line: code, functions of modules and of files, or files."""

from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.versus.alternative import Callee, alternative
from pairbench.versus.question import question


def test_a_function_of_a_file_is_one_of_its_module(tmp_path: Path) -> None:
    """It is imported from the nearest folder that modules come from, and called as it was named."""
    source = tmp_path / "src" / "shop"
    source.mkdir(parents=True)
    (source / "tills.py").touch()
    callee = Callee(argument="n", folders=(tmp_path, tmp_path / "src"))
    found = alternative(f"{source / 'tills.py'}:Till.total", callee)
    assert found.module == "shop.tills"
    assert found.code.text == "shop.tills.Till.total(n)"
    assert found.code.said == f"{source / 'tills.py'}:Till.total"


def test_a_file_that_cannot_be_imported_is_refused(tmp_path: Path) -> None:
    """It lies elsewhere, there is none, or Python has no name for it; each says what to do."""
    (tmp_path / "my-till.py").touch()
    here = Callee(folders=(tmp_path,))
    with pytest.raises(UsageError, match=r"cannot be imported as my-till: give it a name"):
        alternative(f"{tmp_path / 'my-till.py'}:f", here)
    with pytest.raises(UsageError, match=r"cannot be imported from here: go to its folder"):
        alternative(f"{tmp_path / 'my-till.py'}:f", Callee(folders=(tmp_path / "other",)))
    with pytest.raises(UsageError, match=r"none.py does not exist"):
        alternative("none.py:f", here)


def test_code_with_a_colon_stays_code() -> None:
    """Brackets and quotes are no part of a file's name."""
    for text in ("x[a.py:b]", "{'a.py':b}", "d[one:two]"):
        assert alternative(text, Callee()).code.text == text


def test_a_function_that_is_named_alone_is_called_with_the_input() -> None:
    """A built-in, one of the setup, or any name where somebody says what it is called with."""
    wanted = question(["min", "mine"], setup="def mine(x): return x[0]", call="[3, 4]")
    assert [each.text for each in wanted.codes] == ["min(argument_)", "mine(argument_)"]
    assert [each.label for each in wanted.codes] == ["min", "mine"]
    swept = question(["mine", "range"], setup="def mine(n): return n", size="n=1,2")
    assert [each.text for each in swept.codes] == ["mine(n)", "range(n)"]
    given = question(["math.sqrt", "cmath.sqrt"], call="2")
    assert given.codes[0].text == "math.sqrt(argument_)"


def test_a_function_that_nobody_calls_is_no_alternative() -> None:
    """Functions are not what is compared; a name that may be a value is read as one."""
    with pytest.raises(UsageError, match=r"^min is a function, and not called: write min\(…\)"):
        question(["min", "max"])
    assert [each.text for each in question(["d", "d.x"], setup="d = A()").codes] == ["d", "d.x"]


@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD^", "origin/main~"])
def test_a_revision_is_what_a_gate_compares(revision: str) -> None:
    """Whoever asks what the last commit has cost is told who answers."""
    with pytest.raises(UsageError, match=r"is a revision, .* pairbench gate --base"):
        alternative(revision, Callee())
    assert alternative("a-~1", Callee()).code.text == "a-~1"
    assert alternative("a^2", Callee()).code.text == "a^2"


def test_what_imports_everything_belongs_into_the_setup() -> None:
    """Python takes it at the top of a module alone, and code becomes a function."""
    with pytest.raises(UsageError, match=r"'import \*' cannot stand in a function.* --setup"):
        question(["from math import *; sqrt(4)", "4 ** .5"])
    codes = question(["sqrt(4)", "4 ** .5"], setup="from math import *").codes
    assert codes[0].text == "sqrt(4)"


def test_an_input_that_nobody_takes_is_refused() -> None:
    """Code names what it reads itself."""
    with pytest.raises(UsageError, match=r"--input is .* and min\(d\) is none"):
        question(["min(d)", "max(d)"], call="[1, 2]")


@pytest.mark.parametrize(("size", "meant"), [("n=30,10,10", "10,30"), ("n=10,10", "10")])
def test_sizes_are_ascending(size: str, meant: str) -> None:
    """What is measured is what was written, and the line says how to write it."""
    with pytest.raises(UsageError, match=rf"not ascending: .* smallest first, {meant}$"):
        question(["n", "+n"], size=size)


def test_a_file_that_calls_nothing_is_no_alternative(tmp_path: Path) -> None:
    """Whoever names it means the function in it, and is told how to say so."""
    idle, busy = tmp_path / "idle.py", tmp_path / "busy.py"
    idle.write_text('"""Fetch."""\nimport json\nasync def fetch(): return json.dumps(1)\n')
    busy.write_text("def fetch(): return 1\nprint(fetch())\n")
    assert question([str(busy), str(busy)]).codes[0].said == str(busy)
    with pytest.raises(UsageError, match=r"defines fetch and calls nothing: write .*idle.py:fetch"):
        question([str(busy), str(idle)])
    idle.write_text("import functools\n@functools.cache\ndef fetch(at=len('\\d')): return at\n")
    assert question([str(busy), str(idle)]).codes[1].said == str(idle)
