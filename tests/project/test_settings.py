"""Reading ``[tool.pairbench]``."""

from datetime import date
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.core.gating.settings import DEFAULTS, Exemption, Thresholds, Waiver
from pairbench.project.settings import project_of, read_settings, write_waivers

FULL = """
[tool.pairbench]
bench = ["benchmarks"]
sources = ["lib", "."]
sizes = "all"
budget_s = 5
time_percent = 2
memory_percent = 0.5
memory_bytes = 2_000

[tool.pairbench.environment]
SHOP_MODE = "fast"
SHOP_KEY = false

[[tool.pairbench.thresholds]]
pairs = "text/*"
time_percent = 10
memory_bytes = 0
reason = "it reads from the disk"
expires = 2027-01-31

[[tool.pairbench.accepted]]
pairs = "text/join"
reason = "clearer"
expires = 2026-12-24
"""


def written(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_project_without_settings_has_the_defaults(tmp_path: Path) -> None:
    """No file, or a file that speaks of other tools."""
    assert read_settings(tmp_path) == DEFAULTS
    assert read_settings(written(tmp_path, "[tool.other]\nkey = 1\n")) == DEFAULTS


def test_everything_can_be_set(tmp_path: Path) -> None:
    """Shares are written in per cent."""
    settings = read_settings(written(tmp_path, FULL))
    assert (settings.bench, settings.sources) == (("benchmarks",), ("lib", "."))
    assert (settings.sizes, settings.budget_s) == ("all", 5.0)
    assert settings.environment == {"SHOP_MODE": "fast", "SHOP_KEY": None}
    assert settings.thresholds == Thresholds(time=0.02, memory=0.005, memory_bytes=2_000)
    assert settings.exemptions == (
        Exemption(
            pairs="text/*",
            time=0.1,
            memory=None,
            memory_bytes=0,
            reason="it reads from the disk",
            expires=date(2027, 1, 31),
        ),
    )
    assert settings.waivers == (
        Waiver(pairs="text/join", reason="clearer", expires=date(2026, 12, 24)),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[tool.pairbench]\ntime_precent = 3",
            "has no key time_precent: did you mean time_percent",
        ),
        (
            '[[tool.pairbench.thresholds]]\npairs = "*"\nexpire = 2027-01-01',
            "[tool.pairbench.thresholds] has no key expire: did you mean expires?",
        ),
        (
            '[[tool.pairbench.accepted]]\npairs = "*"\nexpires = 2027-01-01',
            "[tool.pairbench.accepted] needs the key reason",
        ),
        ('[tool.pairbench]\ntime_percent = "3 %"', "[tool.pairbench] time_percent: "),
        ('[tool.pairbench]\nsizes = "some"', "[tool.pairbench] sizes: "),
        ('[tool.pairbench]\nbench = "bench"', 'bench: write a list, bench = ["…"]'),
        ("[tool.pairbench]\nbudget_s = inf", "[tool.pairbench] budget_s: "),
        ("[tool.pairbench]\ntime_percent = -1", "[tool.pairbench] time_percent: "),
        ("[tool.pairbench", "cannot be read"),
        ("tool = 3", "tool is no table: write [tool.pairbench]"),
        ("[tool]\npairbench = 3", "tool.pairbench is no table: write [tool.pairbench]"),
        ("a = " + "[" * 100_000, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    """With the file, the table and the key, and the nearest key that is known."""
    with pytest.raises(UsageError) as caught:
        read_settings(written(tmp_path, text))
    message = str(caught.value)
    assert said in message
    assert message.startswith(str(tmp_path / "pyproject.toml"))
    assert "\n" not in message


WAIVER = Waiver(pairs="text/*", reason='it is "clearer"', expires=date(2026, 12, 24))


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x' # ours\n", FULL])
def test_a_waiver_is_added_to_what_is_there(tmp_path: Path, text: str) -> None:
    """Every line of the file stays as it is, its comments as well."""
    written(tmp_path, text)
    before = read_settings(tmp_path)
    path = write_waivers(tmp_path, [WAIVER])
    assert read_settings(tmp_path).waivers == (*before.waivers, WAIVER)
    assert set(text.splitlines()) <= set(path.read_text(encoding="utf-8").splitlines())


def test_a_waiver_keeps_the_ends_of_lines(tmp_path: Path) -> None:
    """A file that was written on Windows has no other line changed."""
    before = FULL.replace("\n", "\r\n").encode()
    (tmp_path / "pyproject.toml").write_bytes(before)
    path = write_waivers(tmp_path, [WAIVER])
    assert set(before.split(b"\n")) <= set(path.read_bytes().split(b"\n"))


def test_a_waiver_needs_a_file_to_be_written_to(tmp_path: Path) -> None:
    """The error names it."""
    with pytest.raises(UsageError, match=r"pyproject\.toml cannot be read"):
        write_waivers(tmp_path, [WAIVER])


def test_a_file_with_a_byte_order_mark_is_read_and_keeps_it(tmp_path: Path) -> None:
    """Editors of Windows write the mark; what follows it is read, and it is there afterwards."""
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.pairbench]\nbudget_s = 5\n", encoding="utf-8-sig")
    waiver = Waiver(pairs="text/join", reason="clearer", expires=date(2026, 12, 24))
    write_waivers(tmp_path, [waiver])
    settings = read_settings(tmp_path)
    assert settings.waivers == (waiver,)
    assert path.read_text(encoding="utf-8").startswith("\ufeff[tool.pairbench]\nbudget_s = 5\n")


@pytest.mark.parametrize(
    ("files", "folder", "project"),
    [
        (["pyproject.toml", "a/setup.py"], "a/b", ""),
        (["a/setup.py"], "a/b", "a"),
        (["setup.cfg", ".git/HEAD"], "bench/idioms", ""),
        (["pyproject.toml", "a/.git"], "a", "a"),
        (
            ["pyproject.toml", "vendor/shop/.git", "vendor/shop/setup.py"],
            "vendor/shop/a",
            "vendor/shop",
        ),
        ([".git/HEAD"], "a/b", "a/b"),
    ],
)
def test_a_project_is_the_nearest_upwards_within_its_repository(
    tmp_path: Path, files: list[str], folder: str, project: str
) -> None:
    """By its settings first, then by what installed it before there were any."""
    for each in files:
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).touch()
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    assert project_of(tmp_path / folder) == tmp_path / project
