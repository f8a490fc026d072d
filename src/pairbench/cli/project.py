"""The project that a command is called in, with its settings in force."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.gating.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folder of the project, and what it says of itself."""

    folder: Path
    settings: "Settings"


def this_project() -> Project:
    """The project around the current folder; the variables that it fixes hold from here on.

    Raises:
        UsageError: its settings cannot be read.
    """
    from pairbench.project.settings import project_of, read_settings

    folder = project_of(Path.cwd())
    settings = read_settings(folder)
    for name, value in settings.environment.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    return Project(folder=folder, settings=settings)
