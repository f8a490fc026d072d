"""What a piece of code reads and assigns, and what its function is called."""

import pytest

from pairbench.core.errors import UsageError
from pairbench.versus.snippet import names_for, read_code


def test_code_says_what_it_reads_and_assigns() -> None:
    """Names inside comprehensions and lambdas count, and those that the code makes do not."""
    code = read_code("k = 3\n[each + k + outer for each in values]", what="it")
    assert code.reads == {"outer", "values"}
    assert code.assigns == {"k"}


def test_a_name_of_a_comprehension_that_is_assigned_elsewhere_is_assigned() -> None:
    """On every interpreter, whether or not a comprehension has a scope of its own."""
    assert read_code("x = [x for x in y]", what="it").assigns == {"x"}
    assert read_code("[(k := n) for n in y]", what="it").assigns == {"k"}


def test_a_name_that_is_read_and_then_assigned_is_assigned() -> None:
    """As in the body of a function, where it would be a parameter."""
    assert read_code("total += x", what="it").assigns == {"total"}


@pytest.mark.parametrize(
    ("text", "awaits"),
    [("await f()", True), ("[await f() for _ in x]", True), ("lambda: 1", False), ("f()", False)],
)
def test_code_that_awaits_is_known(text: str, *, awaits: bool) -> None:
    """Only what awaits itself needs a coroutine around it."""
    assert read_code(text, what="it").awaits is awaits


@pytest.mark.parametrize("text", ["1 +", "", "  \n"])
def test_what_is_no_code_is_refused(text: str) -> None:
    """The message says which of the texts it is."""
    with pytest.raises(UsageError, match="an alternative"):
        read_code(text, what="an alternative")


def test_names_are_told_apart_and_take_none_that_is_used() -> None:
    """No function is called like something that code calls, like a builtin, or like another."""
    codes = [read_code(text, what="it") for text in ("sorted", "x + 1", "x - 1", "1", "f_x(f, x)")]
    names = names_for(codes, ["x_1"])
    assert names == ["sorted_2", "x_1_2", "x_1_3", "run_1", "f_x_f_x"]


def test_a_label_is_one_short_line() -> None:
    """Statements stand behind each other, and what is long is cut."""
    assert read_code("a = 1\n\na + 1", what="it").label == "a = 1; a + 1"
    assert read_code("for i in x:\n    i\nx", what="it").label == "for i in x: i; x"
    assert len(read_code(" + ".join("abcdefgh" * 20), what="it").label) <= 72


def test_a_name_declared_global_is_refused() -> None:
    """It would be a parameter as well; one that a function within declares is that function's."""
    with pytest.raises(UsageError, match="cannot say 'global q'"):
        read_code("global q\nq = 1", what="an alternative")
    assert read_code("def f():\n    global q\n    q = 1\nf()", what="it").assigns == {"f"}
