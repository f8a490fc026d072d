"""Requirements as pip takes them: their names, and where a package of one's own stands instead."""

import re
from collections.abc import Mapping
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name


def usual(name: str) -> str:
    """A name in the form in which two that mean the same are equal."""
    return str(canonicalize_name(name))


def name_of(text: str) -> str | None:
    """The name of what is required, in its usual form; None where it has none, as a path."""
    try:
        return usual(Requirement(text).name)
    except InvalidRequirement:
        return None


def extras_of(text: str) -> tuple[str, ...]:
    """The extras that a requirement asks for."""
    try:
        return tuple(sorted(Requirement(text).extras))
    except InvalidRequirement:
        return ()


def as_meant(text: str) -> str:
    """A requirement in one spelling: others may have spaces, or a name written in another way."""
    try:
        found = Requirement(text)
    except InvalidRequirement:
        return text
    found.name = usual(found.name)
    return str(found)


def anywhere(text: str) -> str:
    """A requirement in one spelling without the machines that it is for, and without extras."""
    try:
        found = Requirement(text)
    except InvalidRequirement:
        return text
    return f"{usual(found.name)}{found.specifier}"


def applies(text: str) -> bool:
    """Whether a requirement is one of this interpreter and machine."""
    try:
        marker = Requirement(text).marker
    except InvalidRequirement:
        return True
    return marker is None or marker.evaluate({"extra": ""})


def placed(text: str, places: Mapping[str, str]) -> str:
    """The requirement with the place to take it from, if there is one for its name.

    A place is an address as it stands after the ``@`` of a requirement.
    """
    try:
        found = Requirement(text)
    except InvalidRequirement:
        return text
    place = places.get(usual(found.name))
    if place is None or found.url is not None:
        return text
    extras = f"[{','.join(sorted(found.extras))}]" if found.extras else ""
    marker = f" ; {found.marker}" if found.marker else ""
    return f"{found.name}{extras} @ {place}{marker}"


def address_of(folder: Path) -> str:
    """A folder as an address."""
    return folder.resolve().as_uri()


def git_address(written: Mapping[str, str]) -> str:
    """The address of a repository, as the tables of uv and of Poetry both name it."""
    revision = next((written[key] for key in ("rev", "tag", "branch") if key in written), None)
    inside = f"#subdirectory={written['subdirectory']}" if "subdirectory" in written else ""
    return f"git+{written['git']}{f'@{revision}' if revision else ''}{inside}"


def bare(text: str) -> str:
    """A line without its comment and its hashes."""
    text = re.sub(r"(^|\s)#.*$", "", text)
    return re.sub(r"\s--hash[= ]\S+", "", text).strip()
