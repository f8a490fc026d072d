"""An interpreter that a run asks for, with what the project requires installed for it."""

from pathlib import Path


def interpreter_for(wanted: str | None) -> Path | None:
    """Its path; None is the one that runs the harness, with what that has installed.

    Raises:
        UsageError: there is none, or what the project requires cannot be installed for it.
    """
    from pairbench.cli.project import this_project
    from pairbench.measure.sides.environments.interpreters import interpreter_with
    from pairbench.measure.sides.environments.kept import cache_folder
    from pairbench.measure.sides.environments.pythons import found_python
    from pairbench.project.dependencies.declaration import dependencies_of
    from pairbench.project.dependencies.groups import insist_on_choices

    if wanted is None:
        return None
    option = f"--python {wanted}"
    found = found_python(wanted, option=option)
    if found.is_this:
        return None
    project = this_project()
    insist_on_choices([project.folder], project.settings.chosen)
    required = dependencies_of(project.folder, project.folder, project.settings.chosen)
    cache = cache_folder("environments")
    return interpreter_with(required, project.folder, cache, option, found)
