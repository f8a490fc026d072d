"""A file that is run as a program."""

import sys
from pathlib import Path

from pairbench.versus.script import printed


def test_a_program_has_no_arguments(tmp_path: Path) -> None:
    """It reads its own path and nothing of the process that it runs in, which keeps its own."""
    path = tmp_path / "program.py"
    path.write_text("import sys\nprint(sys.argv)")
    before = list(sys.argv)
    assert printed(str(path)) == f"{[str(path)]}\n"
    assert sys.argv == before
