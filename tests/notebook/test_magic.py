"""``%%pairbench``, and functions of a notebook's cells, in a real kernel."""

from pathlib import Path
from typing import Any

import pytest

from pairbench.core.errors import UsageError
from pairbench.notebook.magic import asked_by, compare_cell

pytestmark = pytest.mark.once

CELLS = [
    "%load_ext pairbench\nnumbers = list(range(400))[::-1]\ndef add(x): return x + 1",
    (
        "%%pairbench --budget 0.03m\ntotal = 0\nfor each in numbers:\n    total += each\n"
        "---\ntotal = sum(numbers)"
    ),
    (
        "import pairbench\ndef slow(): return [add(each) for each in numbers]\n"
        "found = pairbench.compare(slow, lambda: list(map(add, numbers)))\n"
        "assert found._findings.record.definition.variants[0].source.startswith('def slow')\n"
        "found"
    ),
    "%%pairbench\nnumbers.sort()\n---\nsorted(numbers)",
]


def outputs(cell: Any, mime: str) -> list[str]:
    """What a cell shows of a kind."""
    return [each["data"][mime] for each in cell["outputs"] if mime in each.get("data", {})]


@pytest.mark.slow
def test_a_notebook_compares_cells_and_functions(tmp_path: Path) -> None:
    """The answer is a table with its picture, and a mistake is one line."""
    import nbclient
    import nbformat

    cells = [nbformat.v4.new_code_cell(each) for each in CELLS]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    client = nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(tmp_path)}},
    )
    client.execute()
    _, pieces, functions, wrong = notebook.cells
    for cell in (pieces, functions):
        shown = outputs(cell, "text/html")[-1]
        assert "<svg" in shown
        assert "<table>" in shown
        assert "●" in outputs(cell, "text/plain")[-1]
    assert "total = sum(numbers) is " in outputs(pieces, "text/plain")[-1]
    said = str(wrong["outputs"])
    assert "numbers.sort() changed its input" in said
    assert "give each call a fresh copy with --mutates" in said
    assert "Traceback" not in said


def test_values_are_given_and_all_else_is_found_where_it_is() -> None:
    """A list is the input, which is watched; a function of the notebook stays a global."""
    names = {"__name__": "__main__", "d": [1, 2], "k": 3, "twice": lambda x: 2 * x}
    asked = asked_by("twice(k) + len(d)\n ----- \nk * 2 + 2", names)
    assert asked.inputs == {1: ([1, 2], 3)}
    assert [each.function(([1, 2], 3)) for each in asked.functions] == [8, 8]
    assert asked.functions[0].label == "twice(k) + len(d)"
    assert "return twice(k) + len(d)" in asked.functions[0].source


@pytest.mark.parametrize(
    ("line", "cell", "message"),
    [
        ("", "1 + 1", "divide two by a line of dashes"),
        ("", "1 +\n---\n2", "a piece is no Python"),
        ("--fast", "1\n---\n1", "knows no --fast"),
        ("--setup 'd = 1", "1\n---\n1", "no closing quotation: close the quote"),
        ("--budget soon", "1\n---\n1", "--budget: .* is no length of time: write 10s, 5m or 1h"),
        ("--error little", "1\n---\n1", "little is no percentage"),
        ("--budget", "1\n---\n1", "--budget: .* is no length of time: write 10s, 5m or 1h"),
    ],
)
def test_a_cell_that_cannot_be_compared_says_why(line: str, cell: str, message: str) -> None:
    """Before any process is started."""
    with pytest.raises(UsageError, match=message):
        compare_cell(line, cell, {})
