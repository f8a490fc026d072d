"""What is installed and how the system is set, and what of it is told."""

from importlib.metadata import version
from pathlib import Path

from pairbench.measure.machine.inventory import (
    EDITABLE,
    VARIABLES,
    installed_packages,
    machine_identity,
    settings,
)


def test_every_package_is_told() -> None:
    """All that is installed, with the version that is imported; the project's own is editable."""
    packages = installed_packages()
    for name in ("numpy", "pyperf", "pydantic", "typing-extensions"):
        assert packages[name] == version(name)
    assert packages["pairbench"] in {EDITABLE, version("pairbench")}
    assert list(packages) == sorted(packages)


def test_only_what_is_on_the_list_is_told() -> None:
    """Variables that may hold a secret are not looked at."""
    told = settings({"PYTHONHASHSEED": "1", "API_TOKEN": "secret", "HOME": "/home/me"})
    assert told["PYTHONHASHSEED"] == "1"
    assert "secret" not in str(told)
    assert "/home/me" not in str(told)


def test_a_value_that_is_more_than_a_word_is_not_told() -> None:
    """That it is set is told; a path that names somebody is not."""
    assert "LD_PRELOAD" in VARIABLES
    assert settings({"LD_PRELOAD": "/home/me/lib.so"})["LD_PRELOAD"] == "set"


def test_files_of_the_system_are_told(tmp_path: Path) -> None:
    """What a file says, where there is one."""
    path = tmp_path / "swappiness"
    path.write_text("60\n", encoding="utf-8")
    told = settings({}, {"swappiness": path, "missing": tmp_path / "none"})
    assert told["swappiness"] == "60"
    assert "missing" not in told


def test_a_machine_is_told_from_others_but_not_named(tmp_path: Path) -> None:
    """The same number gives the same digest, another one another, and neither shows the number."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("0123456789abcdef\n", encoding="utf-8")
    other.write_text("fedcba9876543210\n", encoding="utf-8")
    assert machine_identity(one) == machine_identity(one) != machine_identity(other)
    assert "0123456789" not in (machine_identity(one) or "")
    assert machine_identity(tmp_path / "none") is None
