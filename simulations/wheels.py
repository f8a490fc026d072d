"""Writes wheels of one module, which need no builder and no index to be installed."""

import zipfile
from pathlib import Path


def write_wheel(
    folder: Path, name: str, version: str, code: str, *, module: str | None = None
) -> None:
    """Write a wheel into a folder that an installer may look for links in.

    The module is called as the package is, unless told otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    usual = name.replace("-", "_")
    info = f"{usual}-{version}.dist-info"
    files = {
        f"{module or usual}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: proof\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    path = folder / f"{usual}-{version}-py3-none-any.whl"
    record = "".join(f"{each},,\n" for each in (*files, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(each, text)
