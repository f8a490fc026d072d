"""What a side did not find because it is no part of a revision."""

from pathlib import Path

import pytest

from pairbench.core.gating.ignored import NO_REPOSITORY, with_ignored
from pairbench.core.gating.usage import Project

FAILED = "CalledProcessError: Command '['git', 'rev-parse', 'HEAD']' returned non-zero exit status"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (f"cannot be imported: {FAILED} 128.; mend the file", True),
        ("raised: RuntimeError: fatal: not a git repository (or any of the parent folders)", True),
        (f"raised: {FAILED} 1.", False),
        ("raised: ValueError: no", False),
    ],
)
def test_who_asks_git_is_told_that_there_is_no_repository(
    tmp_path: Path, why: str, *, said: bool
) -> None:
    """The file is not what is to be mended then."""
    found = with_ignored(why, (), Project(repository=tmp_path), lambda _path: False)
    assert found.endswith(NO_REPOSITORY) is said
    assert "mend the file" not in found or not said
