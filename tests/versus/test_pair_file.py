"""The pair file that alternatives become."""

from pathlib import Path
from typing import Any

import pytest

from pairbench.core.authoring.entry import Site
from pairbench.core.authoring.loading import pairs_in
from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import UsageError
from pairbench.versus.pair_file import pair_file
from pairbench.versus.question import question


def pair_of(folder: Path, *codes: str, **options: Any) -> Pair:
    """The pair of the file that the codes become, executed."""
    namespace: dict[str, Any] = {"__name__": "compared"}
    exec(pair_file(question(codes, **options), Site(root=folder)), namespace)
    module = type("Module", (), namespace)
    return pairs_in(module)["pair"]  # type: ignore[arg-type]


def results(pair: Pair, size: int = 1) -> list[Any]:
    """What each variant makes of the input."""
    return [each.function(pair.inputs[0](size)) for each in pair.variants]


def test_one_name_is_the_parameter(tmp_path: Path) -> None:
    """What the setup makes is given to each variant under its name."""
    pair = pair_of(tmp_path, "sum(d)", "max(d)", setup="d = [1, 2, 3]")
    assert results(pair) == [6, 3]
    assert pair.variants[0].function.__code__.co_varnames == ("d",)
    assert [each.role for each in pair.variants] == ["bad", "good"]


def test_several_names_are_one_input(tmp_path: Path) -> None:
    """Every variant unpacks all of them, so that nobody pays more."""
    pair = pair_of(tmp_path, "a + b", "b", setup="a = 1\nb = a + 1")
    assert results(pair) == [3, 2]


def test_imports_and_definitions_stand_at_the_top(tmp_path: Path) -> None:
    """What needs nothing of what is made is no part of the input; what does is made with it."""
    setup = "import math as m\nk = 2\ndef plain(x): return x\ndef bound(x): return x + k"
    pair = pair_of(tmp_path, "plain(m.floor(1.5))", "bound(0)", setup=setup)
    assert results(pair) == [1, 2]
    bound = pair.inputs[0](1)
    assert callable(bound)


def test_a_module_that_is_named_is_imported(tmp_path: Path) -> None:
    """As far as it is written; the folder's own modules are found, and nothing is executed."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "__init__.py").write_text("raise SystemExit")
    text = pair_file(question(["json.dumps(1)", "ours.f(xml.dom.minidom)"]), Site(root=tmp_path))
    assert "\nimport json\nimport ours\nimport xml.dom.minidom\n" in text


def test_a_name_that_nobody_defines_is_named(tmp_path: Path) -> None:
    """Before anything is measured, with the way to define it."""
    with pytest.raises(UsageError, match=r"f\(nothing\): nobody defines f: give --setup 'f = …'"):
        pair_of(tmp_path, "1", "f(nothing)")


def test_a_swept_name_makes_the_sizes(tmp_path: Path) -> None:
    """The setup is made anew for each, and code may read the name as well."""
    pair = pair_of(tmp_path, "len(d)", "n", setup="d = range(n)", size="n=10,1_000")
    assert pair.sizes == (10, 1000)
    assert results(pair, 10) == [10, 10]


@pytest.mark.parametrize("size", ["10,100", "n=", "n=a", "n=0,1", "2=1"])
def test_what_is_no_sweep_is_refused(tmp_path: Path, size: str) -> None:
    """The message has an example."""
    with pytest.raises(UsageError, match="n=10,100,1000"):
        pair_of(tmp_path, "1", "2", size=size)


def test_the_last_line_is_the_result(tmp_path: Path) -> None:
    """An expression, or the name that is assigned last, in a loop as well."""
    loop = "s = 0\nfor i in r:\n    s += i"
    pair = pair_of(tmp_path, loop, "s = sum(r)", "sum(r)", setup="r = range(5)")
    assert results(pair) == [10, 10, 10]


def test_functions_of_modules_are_called_with_the_input(tmp_path: Path) -> None:
    """What ``--input`` says is made once, outside the clock."""
    pair = pair_of(tmp_path, "builtins:sum", "operator:itemgetter", call="[1, 2]")
    assert pair.inputs[0](1) == [1, 2]
    assert pair.variants[0].function([1, 2]) == 3


def test_a_file_is_run_and_what_it_prints_is_its_result(tmp_path: Path) -> None:
    """It is executed as a program, and each time anew."""
    (tmp_path / "neighbour.py").write_text("number = 2")
    for name in ("one.py", "two.py"):
        text = "import neighbour\nif __name__ == '__main__':\n    print(neighbour.number)"
        (tmp_path / name).write_text(text)
    pair = pair_of(tmp_path, str(tmp_path / "one.py"), str(tmp_path / "two.py"))
    assert results(pair) == ["2\n", "2\n"]


def test_one_alternative_is_compared_with_nothing(tmp_path: Path) -> None:
    """It takes two."""
    with pytest.raises(UsageError, match="give two or more"):
        pair_of(tmp_path, "1")


def test_one_piece_of_code_is_a_benchmark_over_sizes(tmp_path: Path) -> None:
    """Without a rival it is asked how it grows, over sizes enough to tell."""
    pair = pair_of(tmp_path, "sum(range(n))", size="n=1,2,3,4")
    assert [each.role for each in pair.variants] == ["good"]
    with pytest.raises(UsageError, match=r"compared with nothing: .* or --size"):
        question(["sum(range(n))"])
    with pytest.raises(UsageError, match=r"cannot be told from 2 sizes: give 4 or more"):
        question(["sum(range(n))"], size="n=1,2")


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    r = d['x']\nexcept KeyError:\n    r = 0",
        "if 'x' in d:\n    r = d['x']\nelse:\n    r = 0",
        "if 'x' not in d:\n    r = 0\nelif d:\n    r = d['x']\nelse:\n    r = 2",
        "match d:\n    case {'x': 1}:\n        r = 1\n    case _:\n        r = 0",
        "try:\n    d['x']\nexcept KeyError:\n    r = 0\nelse:\n    r = 1",
    ],
)
def test_what_every_way_through_assigns_last_is_the_result(tmp_path: Path, text: str) -> None:
    """Asking for permission and for forgiveness can be compared as they are written."""
    assert results(pair_of(tmp_path, text, "1", setup="d = {'x': 1}"))[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    r = d['x']\nexcept KeyError:\n    pass",
        "if d:\n    r = 1",
        "if d:\n    r = 1\nelse:\n    s = 1",
        "match d:\n    case {'x': 1}:\n        r = 1",
    ],
)
def test_what_one_way_through_leaves_out_is_no_result(tmp_path: Path, text: str) -> None:
    """A name that may be missing at the end is not asked for."""
    assert results(pair_of(tmp_path, text, "1", setup="d = {'x': 1}"))[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "with open(__file__):\n    1",
        "if d:\n    1",
        "if not d:\n    0\nelif 'x' in d:\n    1",
        "try:\n    d['x']\nexcept KeyError:\n    0",
        "try:\n    d['y']\nexcept KeyError:\n    with open(__file__):\n        1",
        "try:\n    d['x']\nfinally:\n    0",
        "try:\n    d['x']\nexcept KeyError:\n    0\nelse:\n    d['x']",
        "match d:\n    case {'x': y}:\n        y",
    ],
)
def test_what_a_block_ends_with_is_the_result(tmp_path: Path, text: str) -> None:
    """The last line is its result where it stands in a block, and others are None."""
    assert (
        results(pair_of(tmp_path, text, "1", setup=f"d = {{'x': 1}}\n__file__ = {__file__!r}"))[0]
        == 1
    )


def test_what_a_loop_ends_with_is_no_result(tmp_path: Path) -> None:
    """It goes on after that, and would end at its first turn."""
    assert results(pair_of(tmp_path, "for i in r:\n    i", "1", setup="r = range(3)"))[0] is None


@pytest.mark.parametrize("options", [{}, {"setup": "x = 1"}])
def test_a_swept_name_that_nothing_reads_is_refused(tmp_path: Path, options: Any) -> None:
    """Every size would be the same; a setup that reads it is enough."""
    with pytest.raises(UsageError, match="neither the code nor the setup reads n"):
        pair_of(tmp_path, "1", "2", size="n=1,2", **options)
    pair_of(tmp_path, "x", "x + 0", size="n=1,2", setup="def f():\n    return n\nx = f()")


def test_functions_of_the_setup_share_what_they_call_global(tmp_path: Path) -> None:
    """To them the setup is a module, as it was where it was copied from."""
    setup = "counter = 5\ndef get():\n    global counter\n    counter += 1\n    return counter"
    assert results(pair_of(tmp_path, "get()", "6", setup=setup))[0] == 6


def test_what_must_stand_first_in_a_file_does(tmp_path: Path) -> None:
    """A setup may begin with imports from the future."""
    setup = "from __future__ import annotations\ndef f(x: int): return x"
    assert results(pair_of(tmp_path, "f(1)", "1", setup=setup)) == [1, 1]


@pytest.mark.parametrize(
    ("setup", "words"),
    [("x = await f()\nasync def f(): return 1", "cannot await"), ("n = 5", "and so does --size")],
)
def test_a_setup_that_cannot_make_the_input_is_refused(setup: str, words: str) -> None:
    """One that awaits, and one that would make every size the same."""
    wanted = question(["n + 1", "1 + n"], setup=setup, size="n=1,10")
    with pytest.raises(UsageError, match=words):
        pair_file(wanted, Site(root=Path()))
