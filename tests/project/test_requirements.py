"""What a project requires."""

import pytest

from pairbench.core.errors import UsageError
from pairbench.project.requirements import requirements_of


def test_a_project_requires_its_dependencies_and_those_of_its_pairs() -> None:
    """The group bench, with the groups that it includes; other groups are not asked for."""
    pyproject = {
        "project": {"dependencies": ["one>=1"]},
        "dependency-groups": {
            "bench": ["two", {"include-group": "data"}],
            "data": ["three"],
            "lint": ["four"],
        },
    }
    assert requirements_of(pyproject) == ("one>=1", "two", "three")


def test_a_project_may_require_nothing() -> None:
    """A file without a project table, or none at all."""
    assert requirements_of({}) == ()


@pytest.mark.parametrize(
    "groups",
    [
        {"bench": [{"include-group": "gone"}]},
        {"bench": [{"include-group": "bench"}]},
    ],
)
def test_groups_that_cannot_be_read_are_an_error(groups: dict[str, object]) -> None:
    """One that is not there, and one that includes itself."""
    with pytest.raises(UsageError, match="cannot be read; mend it"):
        requirements_of({"dependency-groups": groups})
