"""Requirements that are asked for beside, or in place of, what a revision declares."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from packaging.requirements import InvalidRequirement, Requirement

from pairbench.core.authoring.dependencies import Dependencies
from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import name_of, usual


def names_asked(asked: Sequence[str], option: str) -> tuple[str, ...]:
    """The names of what is asked for with an option, as they are compared.

    Raises:
        UsageError: one is not a requirement as pip takes it.
    """
    return tuple(_name(each, option) for each in asked)


def with_asked(
    found: Dependencies, asked: Sequence[str], option: str, own: Collection[str]
) -> Dependencies:
    """The dependencies with what is asked for; versions that the revision wants instead give way.

    ``own`` are the packages that the repository itself has.

    Raises:
        UsageError: one is no requirement, or a package of the repository, whose tree comes first.
    """
    names = names_asked(asked, option)
    taken = {usual(each) for each in own} | {usual(each) for each in found.local}
    for name, text in zip(names, asked, strict=True):
        if name in taken:
            raise UsageError(
                f"{option} {text}: {name} is a package of this repository, and each side has that "
                "of its own tree: name revisions with --base and --head"
            )
    return replace(
        found,
        asked=tuple(asked),
        requirements=tuple(_giving_way(found.requirements, names)),
        constraints=tuple(each for each in found.constraints if name_of(each) not in names),
    )


def _name(text: str, option: str) -> str:
    try:
        return usual(Requirement(text).name)
    except InvalidRequirement as error:
        raise UsageError(
            f"{option} {text!r} is no requirement: write it as pip takes it, say 'packaging==25.0'"
        ) from error


def _giving_way(requirements: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """What is required, without the versions of what is asked for: its extras stay."""
    for text in requirements:
        if name_of(text) not in names:
            yield text
            continue
        found = Requirement(text)
        extras = f"[{','.join(sorted(found.extras))}]" if found.extras else ""
        marker = f" ; {found.marker}" if found.marker else ""
        yield f"{found.name}{extras}{marker}"
