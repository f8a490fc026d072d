"""Tests of the search for what a pair file imports from its bench folder."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pairbench.core.authoring.neighbours import imported_by


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Files under the bench folder."""
    for name, text in texts.items():
        path = root / "bench" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(root: Path, text: str) -> list[str]:
    """The paths that a pair file with this text imports."""
    return [each.path for each in imported_by(root, "bench/web/pair.py", text)]


@pytest.mark.parametrize(
    "text",
    [
        "from bench.web._server import serve",
        "from bench.web import _server",
        "import bench.web._server",
        "import bench.web._server as server",
        "from ._server import serve",
        "from . import _server",
        "from ..web._server import serve",
        "def variant():\n    from bench.web._server import serve",
    ],
)
def test_every_way_to_import_is_seen(tmp_path: Path, text: str) -> None:
    """At the top or in a function, absolute or relative, module or name."""
    write(tmp_path, {"web/_server.py": "serve = 1"})
    (server,) = imported_by(tmp_path, "bench/web/pair.py", text)
    assert (server.path, server.text) == ("bench/web/_server.py", "serve = 1")


def test_what_is_imported_may_import_more(tmp_path: Path) -> None:
    """The search goes on from file to file, in circles too, and names each file once."""
    model = "from bench.shop import rules"
    rules = "from bench.shop.model import Price\nfrom bench.web import pair"
    write(tmp_path, {"shop/model.py": model, "shop/rules.py": rules})
    assert found(tmp_path, "from bench.shop.model import Price") == [
        "bench/shop/model.py",
        "bench/shop/rules.py",
    ]


def test_what_lies_elsewhere_is_left_out(tmp_path: Path) -> None:
    """Libraries and the project's own packages are none of the bench folder's files."""
    write(tmp_path, {"web/_server.py": ""})
    (tmp_path / "shop.py").write_text("", encoding="utf-8")
    assert (
        found(tmp_path, "import json, shop\nfrom collections import abc\nimport bench.gone") == []
    )


def test_a_package_is_its_init(tmp_path: Path) -> None:
    """A folder with ``__init__.py`` is found by its own name."""
    shop = "from bench.shop.rules import rule"
    write(tmp_path, {"shop/__init__.py": shop, "shop/rules.py": "rule = 1"})
    assert found(tmp_path, "import bench.shop") == ["bench/shop/__init__.py", "bench/shop/rules.py"]


def test_what_python_warns_of_in_a_text_is_not_said(tmp_path: Path) -> None:
    """It is said when the file is executed, if at all."""
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "_made.py").write_text("PATTERN = '\\d'\n", encoding="utf-8")
    found = imported_by(tmp_path, "bench/pair.py", "import bench._made\nPATTERN = '\\d'\n")
    assert [each.path for each in found] == ["bench/_made.py"]
