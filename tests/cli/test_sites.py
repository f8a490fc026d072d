"""Where each side's code is found and what runs it: real installers, and no index but our own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.cli.sites import Sites, sites_of
from pairbench.core.authoring.dependencies import Chosen
from pairbench.core.authoring.entry import Site
from pairbench.core.errors import UsageError
from pairbench.core.gating.asked import AskedSide
from pairbench.core.gating.settings import DEFAULTS, Settings
from pairbench.measure.sides.environments.pythons import this_python
from simulations.wheels import write_wheel
from tests.packages import BACKEND, package_files

pytestmark = [pytest.mark.slow, pytest.mark.once]

POETRY = '[tool.poetry.dependencies]\nsteady = "{}"\n'
STANDARD = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["steady=={}"]\n'
HELPED = """
[project]
name = "shop"
version = "1"
dependencies = ["shop-helper"{more}]
"""
ANNOUNCED = """
[project.entry-points.shop]
use = "shop_that_announces:{}"

[build-system]
requires = []
build-backend = "shop_that_announces"
backend-path = ["."]
"""
SOURCE = '[tool.uv.sources]\nshop-helper = { path = "libs/helper", editable = true }\n'


@pytest.fixture(params=["uv"])
def index(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that uv, or pip where there is no uv, installs from, and nothing else."""
    if request.param == "uv" and shutil.which("uv") is None:
        pytest.skip("uv is not installed")
    folder = tmp_path / "index"
    for tool in ("UV", "PIP"):
        monkeypatch.setenv(f"{tool}_FIND_LINKS", str(folder))
        monkeypatch.setenv(f"{tool}_NO_INDEX", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "pip":
        monkeypatch.setenv("PATH", "/usr/bin:/bin")
    for version in ("1.0", "2.0"):
        write_wheel(folder, "steady", version, f"version = {version!r}\n")
    write_wheel(folder, "shop-helper", "9.0", "version = 'of a stranger'\n")
    return folder


def sites(
    folder: Path, base: Mapping[str, str], head: Mapping[str, str], settings: Settings = DEFAULTS
) -> Sites:
    trees = folder / "base", folder / "head"
    for tree, files in zip(trees, (base, head), strict=True):
        for name, text in files.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    asked, python = AskedSide(), this_python()
    return sites_of(folder, trees, Path(), settings, (asked, asked), (python, python))


def says(site: Site, code: str) -> str:
    """What the interpreter of a side prints, when it looks where a worker would."""
    path = f"import sys; sys.path[:0] = {list(map(str, site.sources))!r}; "
    done = subprocess.run(
        [site.python or sys.executable, "-c", path + code],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("index", "text"), [("uv", POETRY), ("uv", STANDARD), ("pip", STANDARD)], indirect=["index"]
)
def test_each_side_has_what_it_requires(tmp_path: Path, index: Path, text: str) -> None:
    """In another version at base than at head, whichever way it is declared."""
    found = sites(
        tmp_path,
        {"pyproject.toml": text.format("1.0")},
        {"pyproject.toml": text.format("2.0")},
    )
    code = "import steady, pairbench; print(steady.version)"
    assert [says(each, code) for each in found.both] == ["1.0", "2.0"]


def test_thresholds_that_head_widens_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where base says nothing; settings that nobody knows any more are passed over."""
    wide = replace(DEFAULTS, thresholds=replace(DEFAULTS.thresholds, time=0.5))
    sites(tmp_path / "one", {}, {}, wide)
    assert "time_percent is 50, and 3 at base" in capsys.readouterr().err
    sites(tmp_path / "two", {"pyproject.toml": "[tool.pairbench]\nold = 1\n"}, {"a.py": ""}, wide)
    assert "time_percent" not in capsys.readouterr().err


def test_a_side_that_is_not_for_its_interpreter_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is compared all the same: what it says of versions need not be true."""
    base, head = (
        {"pyproject.toml": f"[project]\nname = 'shop'\nversion = '1'\nrequires-python = '{each}'\n"}
        for each in (">=3.8", ">=3.99")
    )
    found = sites(tmp_path, base, head)
    assert [each.python for each in found.both] == [None, None]
    name = this_python().name
    assert capsys.readouterr().err == (
        f"pairbench: head requires Python >=3.99, and {name} runs it: --head-python names another\n"
    )


@pytest.mark.parametrize("index", ["uv"], indirect=True)
@pytest.mark.parametrize("installed", [True, False])
def test_only_what_is_installed_announces_itself_anew(
    tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    """Each side is built where its entry points differ and others can have found them by these."""
    del index
    if installed:
        folder = tmp_path / "installed" / "shop_that_announces-1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: shop-that-announces\n")
        monkeypatch.syspath_prepend(str(folder.parent))
    base, head = (
        {
            "pyproject.toml": f"[project]\nname = 'shop-that-announces'\nversion = '1'\n{points}",
            "shop_that_announces.py": BACKEND,
            "name.txt": "shop_that_announces 1",
        }
        for points in map(ANNOUNCED.format, ("fast", "slow"))
    )
    found = sites(tmp_path, base, head)
    assert [bool(own) for own in found.own] == [installed, installed]


@pytest.mark.parametrize("source", [SOURCE, ""])
def test_a_stranger_s_package_is_never_installed(tmp_path: Path, index: Path, source: str) -> None:
    """The index has one of the name that a package of the repository has, and a higher version."""
    helper = {
        f"libs/helper/{name}": text
        for name, text in package_files("shop-helper", "1.0", "version = 'our own'\n").items()
    }
    base, head = (HELPED.format(more=more) + source for more in ("", ', "steady"'))
    found = sites(tmp_path, {"pyproject.toml": base, **helper}, {"pyproject.toml": head, **helper})
    code = (
        "import importlib.metadata, json, shop_helper\n"
        "print(json.dumps([shop_helper.version, importlib.metadata.version('shop-helper'), "
        "shop_helper.__file__]))"
    )
    for site in found.both:
        version, installed, file = json.loads(says(site, code))
        assert (version, installed) == ("our own", "1.0")
        # It has a builder of its own, and is the side's: in its tree, or built from that.
        assert any(map(Path(file).is_relative_to, (site.root, *site.sources)))
    kept = [*(tmp_path / "cache").rglob("shop_helper-9*"), *index.parent.rglob("9.0.dist-info")]
    assert not kept


def test_sides_that_require_the_same_need_no_environment(tmp_path: Path, index: Path) -> None:
    """Another version of the project and another comment are no difference."""
    text = '[project]\nname = "shop"\nversion = "{}"\ndependencies = ["steady"]\n'
    found = sites(
        tmp_path,
        {"pyproject.toml": text.format("1")},
        {"pyproject.toml": f"{text.format('2')}# more\n"},
    )
    assert [each.python for each in found.both] == [None, None]
    assert found.own == ((), ())


def test_what_is_made_by_a_builder_is_there(tmp_path: Path, index: Path) -> None:
    """Each side is built from its own files, and imported from there."""
    base, head = (package_files("shop", version, "") for version in ("1.0", "2.0"))
    found = sites(tmp_path, base, head, replace(DEFAULTS, build=True))
    code = "import shop_made; print(shop_made.version)"
    assert [says(each, code) for each in found.both] == ["1.0", "2.0"]
    assert found.own == tuple(each.sources for each in found.both)


@pytest.mark.parametrize("index", ["uv", "pip"], indirect=True)
def test_a_build_that_fails_is_a_line(tmp_path: Path, index: Path) -> None:
    """With the side, the reason, and how to do without."""
    files = package_files("shop", "1.0", "")
    broken = {**files, "backend.py": "raise RuntimeError('no compiler')\n"}
    with pytest.raises(UsageError, match=r"head: it cannot be built \(build = false") as caught:
        sites(tmp_path, files, broken, replace(DEFAULTS, build=True))
    assert "no compiler" in str(caught.value)


@pytest.mark.parametrize(("lacking", "told"), [("Compiler", True), ("shop.other", False)])
def test_what_a_builder_lacks_is_to_be_named(
    tmp_path: Path, index: Path, lacking: str, *, told: bool
) -> None:
    """It may be installed where pairbench is; what is the project's own is none of it."""
    files = package_files("shop", "1.0", "")
    raising = f'raise ModuleNotFoundError("No module named {lacking!r}")\n'
    broken = {**files, "shop/__init__.py": "", "backend.py": raising}
    with pytest.raises(UsageError, match="No module named") as caught:
        sites(tmp_path, files, broken, replace(DEFAULTS, build=True))
    assert ("name there what has Compiler" in str(caught.value)) == told


def test_what_cannot_be_installed_is_an_answer(tmp_path: Path, index: Path) -> None:
    """A lock that nothing here can install from, where it differs; one line says what to do."""
    with pytest.raises(UsageError, match=r"pdm\.lock is another one at base than at head"):
        sites(tmp_path, {"pdm.lock": "1"}, {"pdm.lock": "2"})
    own = {"own.txt": "steady==1.0"}
    named = replace(DEFAULTS, chosen=Chosen(files=("own.txt",)))
    found = sites(tmp_path, {"pdm.lock": "1", **own}, {"pdm.lock": "2", **own}, named)
    assert [each.python for each in found.both] == [None, None]


def test_a_lock_that_is_old_is_not_installed_from(tmp_path: Path, index: Path) -> None:
    """It would give both sides the same, while their declarations differ."""
    text = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
    text += 'dependencies = ["steady=={}"]\n'
    made = tmp_path / "made"
    made.mkdir()
    (made / "pyproject.toml").write_text(text.format("1.0"), encoding="utf-8")
    subprocess.run(["uv", "lock", "--quiet"], cwd=made, check=True)
    lock = (made / "uv.lock").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=r"head: what it requires cannot be installed: .*lock"):
        sites(
            tmp_path,
            {"pyproject.toml": text.format("1.0"), "uv.lock": lock},
            {"pyproject.toml": text.format("2.0"), "uv.lock": lock},
        )
