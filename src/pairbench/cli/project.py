"""The project that a command is called in, with its settings in force."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairbench.core.gating.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folder of the project, and what it says of itself."""

    folder: Path
    settings: "Settings"


def fix_variables(variables: "Mapping[str, str | None]") -> None:
    """Let these variables hold from here on; those without a value are taken away."""
    for name, value in variables.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def this_project() -> Project:
    """The project around the current folder; the variables that it fixes hold from here on.

    Raises:
        UsageError: its settings cannot be read.
    """
    from pairbench.project.settings import project_of, read_settings

    folder = project_of(Path.cwd())
    settings = read_settings(folder)
    fix_variables(settings.environment)
    return Project(folder=folder, settings=settings)
