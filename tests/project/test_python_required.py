"""Which interpreters a revision says that it is for."""

from pathlib import Path

import pytest

from pairbench.project.python_required import unmet_python


@pytest.mark.parametrize(
    ("name", "text", "unmet"),
    [
        ("pyproject.toml", "[project]\nrequires-python = '>=3.12'\n", ">=3.12"),
        ("pyproject.toml", "[project]\nrequires-python = '>=3.9'\n", None),
        ("pyproject.toml", "[project]\nrequires-python = 'new ones'\n", None),
        ("pyproject.toml", "[project]\nname = 'shop'\n", None),
        ("pyproject.toml", "project = 3\n", None),
        ("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.12'\n", ">=3.12,<4"),
        ("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.9'\n", None),
        ("setup.cfg", "[options]\npython_requires = >=3.12\n", ">=3.12"),
        ("setup.py", "setup(name='shop', python_requires='>=3.12')\n", ">=3.12"),
        ("setup.py", "setup(name='shop', python_requires=read())\n", None),
        ("README", "", None),
    ],
)
def test_what_is_asked_for_is_told_where_it_is_not_met(
    tmp_path: Path, name: str, text: str, unmet: str | None
) -> None:
    """Wherever a project says it; what cannot be read asks for nothing."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert unmet_python(tmp_path, "3.11.2") == unmet


def test_a_version_that_is_not_out_yet_is_one(tmp_path: Path) -> None:
    """Who tries a release candidate has what is asked for."""
    (tmp_path / "pyproject.toml").write_text("[project]\nrequires-python = '>=3.12'\n")
    assert unmet_python(tmp_path, "3.14.0rc1") is None
