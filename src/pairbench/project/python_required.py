"""Which interpreters a revision says that it is for, and whether one is among them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion

from pairbench.project.as_written import SetupPy, literal, setup_cfg
from pairbench.project.dependencies.poetry import versions
from pairbench.project.sources import readable_pyproject


def unmet_python(folder: Path, version: str) -> str | None:
    """The versions of Python that a project asks for, where the one that runs it is none of them.

    What cannot be read, or is worked out by the project's builder, asks for nothing.
    """
    for written in _written(folder):
        with suppress(InvalidSpecifier, InvalidVersion):
            if not SpecifierSet(written).contains(version, prereleases=True):
                return written
    return None


def _written(folder: Path) -> Iterator[str]:
    """What each of the files that may say it says."""
    content = readable_pyproject(folder)
    with suppress(AttributeError, TypeError, KeyError):
        yield str(content["project"]["requires-python"])
    with suppress(AttributeError, TypeError, KeyError):
        yield versions(content["tool"]["poetry"]["dependencies"]["python"])
    yield setup_cfg(folder).get("options", "python_requires", fallback="").strip()
    with suppress(OSError, SyntaxError, ValueError):
        yield from (str(literal(each)) for each in SetupPy(folder).given("python_requires"))
