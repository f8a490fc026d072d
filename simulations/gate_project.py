"""A small project under git with four modules and twelve pairs, and the changes made to it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

MODULES = {
    "amounts": ("total", "largest_gap", "weighted"),
    "readings": ("drift", "above", "smoothed"),
    "codes": ("checksum", "parity", "rotated"),
    "ledger": ("balance", "interest", "squares"),
}
"""Three functions of each module have a pair of their own."""

SIZE = 4_000

FUNCTION = '''

def {name}(values):
    """Go through all values once."""
    result = {start}
    for value in values:
        result = (result * 31 + value * {factor}) % 1_000_003
    return result
'''

MODULE = '''"""{title}: each function goes through all values once."""
'''

LISTING = '''

def squares(values):
    """All squares, kept in a list."""
    return [value * value for value in values]
'''

PAIR = '''"""Is {name} of {module} as fast as it was?"""

from pairbench import Pair
from shop.{module} import {name} as subject

pair = Pair(sizes=(100, {size}), timeout_s=10)


@pair.input
def values(size):
    return [number * 7_919 % 10_007 for number in range(size)]


@pair.bad
def twice(values):
    """What nobody would write: the work is done two times."""
    subject(values)
    return subject(values)


@pair.good
def once(values):
    return subject(values)
'''

PYPROJECT = """[project]
name = "shop"
version = "1.0"
requires-python = ">=3.11"
dependencies = [{dependencies}]

[tool.pairbench]
{settings}
"""

STEADY = {
    "pyproject.toml": '[project]\nname = "steady"\nversion = "{version}"\n'
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
    "steady.py": '"""Goes through values."""\n\n\ndef times(values):\n    return {times}\n',
}

BACKEND = '''"""Builds the wheel of this folder without anything from elsewhere."""

import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    version = next(
        line.split('"')[1] for line in open("pyproject.toml") if line.startswith("version")
    )
    name = f"steady-{version}-py3-none-any.whl"
    info = f"steady-{version}.dist-info"
    with zipfile.ZipFile(f"{wheel_directory}/{name}", "w") as wheel:
        wheel.write("steady.py")
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: steady\\nVersion: {version}\\n"
        )
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\\nGenerator: proof\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        )
        wheel.writestr(f"{info}/RECORD", "")
    return name
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project's folder; its first commit is tagged ``base``."""

    root: Path

    def module(self, name: str) -> Path:
        """The file of a module."""
        return self.root / "src" / "shop" / f"{name}.py"

    def pair(self, name: str) -> Path:
        """The file of a pair."""
        return self.root / "bench" / f"{name}.py"

    def replace(self, file: Path, old: str, new: str) -> None:
        """Change a text that stands in the file once.

        Raises:
            ValueError: it stands there another number of times.
        """
        text = file.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{file}: {old!r} stands there {text.count(old)} times")
        file.write_text(text.replace(old, new), encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git in the project."""
        who = ("-c", "user.name=proof", "-c", "user.email=proof@example.org")
        return subprocess.run(
            ["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout


def build(root: Path, *, settings: str = "", dependencies: str = "") -> Project:
    """Write the project, and commit it."""
    project = Project(root=root)
    files = {
        root / "pyproject.toml": PYPROJECT.format(settings=settings, dependencies=dependencies),
        root / "src" / "shop" / "__init__.py": '"""A shop."""\n',
        root / ".gitignore": "__pycache__/\n",
    }
    for number, (module, names) in enumerate(MODULES.items()):
        text = MODULE.format(title=module.capitalize())
        for place, name in enumerate(names):
            if name == "squares":
                text += LISTING
            else:
                text += FUNCTION.format(name=name, start=number + place, factor=place + 3)
            files[project.pair(f"{module}_{name}")] = PAIR.format(
                name=name, module=module, size=SIZE
            )
        files[project.module(module)] = text
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    project.git("init", "--quiet", "--initial-branch=main")
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message", "A shop")
    project.git("tag", "base")
    return project


def slow_down(project: Project, module: str, name: str, percent: int) -> None:
    """Let a function go through so many more values of a hundred, for nothing."""
    file = project.module(module)
    text = file.read_text(encoding="utf-8")
    start = text.index(f"def {name}(")
    end = text.index("    return result", start)
    body = text[text.index("        result = (", start) : end]
    wasted = body.replace("        result = (", "        wasted = (", 1)
    more = f"    for value in values[: len(values) * {percent} // 100]:\n{wasted}"
    if percent == 100:
        more = more.replace("values[: len(values) * 100 // 100]", "values")
    file.write_text(text[:end] + more + text[end:], encoding="utf-8")


def package(folder: Path, version: str, times: str) -> str:
    """Write a package that needs nothing to be built, and give the requirement that names it."""
    folder.mkdir(parents=True)
    for name, text in STEADY.items():
        (folder / name).write_text(text.format(version=version, times=times), encoding="utf-8")
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    return f"steady @ {folder.as_uri()}"
