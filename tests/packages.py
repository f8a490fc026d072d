"""Packages that build themselves: they need no index, and nothing else to be installed."""

BACKEND = '''"""Builds a wheel of a module, with a version that is written here."""

import zipfile
from pathlib import Path


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name, version = (Path(__file__).parent / "name.txt").read_text().split()
    info = f"{name}-{version}.dist-info"
    files = {each.name: each.read_text() for each in Path("src").glob("*.py")}
    files[f"{name}_made.py"] = f"version = {version!r}\\n"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    files[f"{info}/RECORD"] = "".join(f"{each},,\\n" for each in (*files, f"{info}/RECORD"))
    path = Path(wheel_directory) / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)
    return path.name
'''

BUILD_SYSTEM = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""


def package_files(name: str, version: str, code: str, project: str = "") -> dict[str, str]:
    """The files of a package that builds itself; its builder adds a module ``<name>_made``."""
    module = name.replace("-", "_")
    head = f'[project]\nname = "{name}"\nversion = "{version}"\n{project}'
    return {
        "pyproject.toml": f"{head}{BUILD_SYSTEM}",
        "backend.py": BACKEND,
        "name.txt": f"{module} {version}",
        f"src/{module}.py": code,
    }
