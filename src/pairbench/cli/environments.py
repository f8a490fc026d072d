"""Which interpreter runs each side of a gate, and what is installed for that side alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from pairbench.core.authoring.dependencies import Dependencies
    from pairbench.core.gating.asked import AskedSide, SideFacts
    from pairbench.measure.sides.environments.pythons import Python

    Asked = tuple[AskedSide, AskedSide]
    Pythons = tuple[Python, Python]
    Own = tuple[Path | None, Path | None]


def pythons_of(asked: "Asked") -> "Pythons":
    """The interpreters that two sides ask for, once it is plain that all they ask for can be.

    Raises:
        UsageError: there is no such interpreter, or something that is required is no requirement.
    """
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.measure.sides.environments.pythons import found_python
    from pairbench.project.dependencies.asked import names_asked

    for side, each in zip((BASE, HEAD), asked, strict=True):
        names_asked(each.requirements, f"--{side}-with")
    return found_python(asked[0].python, BASE), found_python(asked[1].python, HEAD)


def environments_of(
    sides: "tuple[Dependencies, Dependencies]",
    trees: tuple[Path, Path],
    asked: "Asked",
    pythons: "Pythons",
) -> "Own":
    """An interpreter with packages of its own for each side, where the harness's does not do.

    Raises:
        UsageError: what they require cannot be read or installed.
    """
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.measure.sides.environments.interpreters import interpreter_with
    from pairbench.measure.sides.environments.kept import cache_folder
    from pairbench.project.dependencies.asked import with_asked
    from pairbench.project.dependencies.declaration import mark_of
    from pairbench.project.sources import own_distributions

    _say_unmet(sides, pythons)
    _say_beside(sides)
    _insist_on_readable(sides, pythons)
    wanted = [
        with_asked(each, one.requirements, f"--{side}-with", own_distributions(tree))
        for side, each, tree, one in zip((BASE, HEAD), sides, trees, asked, strict=True)
    ]
    plain = all(each.is_this for each in pythons) and not any(each.requirements for each in asked)
    if mark_of(sides[0], trees[0]) != mark_of(sides[1], trees[1]):
        remark("base and head require other packages")
    elif plain:
        return None, None
    remark("each side has an environment of its own")
    cache = cache_folder("environments")
    base, head = (
        interpreter_with(each, tree, cache, side, python)
        for side, each, tree, python in zip((BASE, HEAD), wanted, trees, pythons, strict=True)
    )
    return base, head


def facts_of(asked: "Asked", pythons: "Pythons", own: "Own") -> "tuple[SideFacts, SideFacts]":
    """What the two sides turned out to be."""
    from pairbench.core.gating.asked import SideFacts, differing
    from pairbench.measure.sides.environments.interpreters import installed_with
    from pairbench.project.dependencies.asked import names_asked

    names = [name for each in asked for name in names_asked(each.requirements, "")]
    installed = [{} if python is None else installed_with(python, names) for python in own]
    packages = differing(installed[0], installed[1], tuple(names))
    base, head = (
        SideFacts(tree=each.tree, python=python.name, packages=found)
        for each, python, found in zip(asked, pythons, packages, strict=True)
    )
    return base, head


def _say_unmet(sides: "tuple[Dependencies, Dependencies]", pythons: "Pythons") -> None:
    """Name a side that is run by an interpreter which it says it is not for."""
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.project.python_required import unmet_python

    for name, side, python in zip((BASE, HEAD), sides, pythons, strict=True):
        wanted = unmet_python(side.folder, python.version)
        if wanted is not None:
            remark(
                f"{name} requires Python {wanted}, and {python.name} runs it: "
                f"--{name}-python names another"
            )


def _say_beside(sides: "tuple[Dependencies, Dependencies]") -> None:
    """Name what asks for other packages at head, of those here, where nothing is installed by it.

    A pair that needs one has that of the interpreter at both sides.
    """
    from pairbench.measure.sides.environments.interpreters import is_installed
    from pairbench.project.dependencies.unread import (
        differing,
        packages_differing,
        unlike_and_unread,
    )

    read = (frozenset((*side.requirements, *side.constraints)) for side in sides)
    compared = differing(*read)
    base, head = ({each.name: each for each in side.beside} for side in sides)
    for name in sorted(base.keys() | head.keys()):
        if unread := unlike_and_unread(base.get(name), head.get(name)):
            remark(
                f"{name} is another one at head than at base, and cannot be read at {unread.side}, "
                f"so that the packages that it asks for were not compared: {unread.why}"
            )
            continue
        found = packages_differing(base.get(name), head.get(name))
        if there := [each for each in found if is_installed(each) and each not in compared]:
            to_name = (head.get(name) or base[name]).to_name
            remark(
                f"{name} asks for other packages at head than at base ({', '.join(there)}), and "
                "nothing is installed from it, so that both sides have the same: where a pair "
                f"needs them, name {to_name}"
            )


def _insist_on_readable(sides: "tuple[Dependencies, Dependencies]", pythons: "Pythons") -> None:
    """Go on only if what cannot be installed from is the same for both, and is there for both."""
    from pairbench.core.errors import UsageError

    base, head = sides
    for name in sorted(base.unread.keys() | head.unread.keys()):
        if base.unread.get(name) != head.unread.get(name):
            raise UsageError(
                f"{name} is another one at base than at head, and nothing can be installed from "
                "it here, so that the dependencies differ and were not compared: name requirement "
                "files in [tool.pairbench] requirements"
            )
        for python in pythons:
            if not python.is_this:
                raise UsageError(
                    f"{name} says what is required, and nothing can be installed from it for "
                    f"Python {python.name}: name requirement files in [tool.pairbench] requirements"
                )
