"""Which projects must be built before their code can be imported."""

from pathlib import Path

import pytest

from pairbench.project.building import announced, must_be_built

NAMED = "[project]\nname = 'shop'\n"


@pytest.mark.parametrize(
    ("text", "built"),
    [
        ("[build-system]\nbuild-backend = 'mesonpy'\n", True),
        ("[build-system]\nbuild-backend = 'own.hooks'\nbackend-path = ['packaging']\n", True),
        (f"{NAMED}[build-system]\nbuild-backend = 'shop.build'\nbackend-path = ['src']\n", False),
        (f"{NAMED}[build-system]\nbuild-backend = 'shop.build'\nbackend-path = ['.']\n", False),
        (f"{NAMED}[build-system]\nbuild-backend = 'shopping'\nbackend-path = ['.']\n", True),
        (f"{NAMED}[build-system]\nbuild-backend = 'shop_build'\nbackend-path = ['.']\n", True),
        (f"{NAMED}[build-system]\nbuild-backend = 'builder.hooks'\nbackend-path = ['.']\n", True),
        ("[[tool.setuptools-rust.ext-modules]]\ntarget = 'shop.fast'\n", True),
        ("[tool.setuptools_scm]\nversion_file = 'src/shop/version.py'\n", True),
        ("[tool.setuptools.package-dir]\nshop = 'lib/the_shop'\n", True),
        ("[tool.setuptools.package-dir]\n'' = 'lib'\nshop = 'lib/shop'\n", False),
        ("[tool.setuptools]\npackages = ['shop']\n", False),
    ],
)
def test_what_makes_files_must_be_built(tmp_path: Path, text: str, *, built: bool) -> None:
    """A builder that a project brings along makes some, unless it is the project itself."""
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert must_be_built(tmp_path) is built


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", "[project.entry-points.shop]\nuse = 'shop:{}'\n"),
        ("pyproject.toml", "[tool.poetry.plugins.shop]\nuse = 'shop:{}'\n"),
        ("setup.cfg", "[options.entry_points]\nshop =\n  use = shop:{}\n"),
        ("setup.py", "setup(entry_points={{'shop': ['use = shop:{}']}})\n"),
        ("setup.py", "USES = ['use = shop:{}']\nsetup(entry_points={{'shop': USES}})\n"),
    ],
)
def test_another_entry_point_is_announced_anew(tmp_path: Path, file: str, text: str) -> None:
    """Wherever it is written; what is not about entry points changes nothing, if that is plain."""
    said = []
    for name, comment in (("fast", "# one\n"), ("fast", "# other\n"), ("slow", "# one\n")):
        (tmp_path / file).write_text(comment + text.format(name), encoding="utf-8")
        said.append(announced(tmp_path))
    assert said[0] == said[1] or "USES" in text
    assert said[0] != said[2]
