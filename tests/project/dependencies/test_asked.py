"""Requirements that somebody asks for beside what a revision declares."""

from pathlib import Path

import pytest

from pairbench.core.authoring.dependencies import Dependencies
from pairbench.core.errors import UsageError
from pairbench.project.dependencies.asked import names_asked, with_asked

FOUND = Dependencies(
    folder=Path("/shop"),
    requirements=("httpx[http2]==0.27 ; python_version >= '3.11'", "attrs>=23", "./libs/own"),
    constraints=("httpx==0.27.0", "idna==3.7"),
    local={"shop-helper": Path("/shop/libs/helper")},
)


def test_what_the_revision_wants_of_the_same_package_gives_way() -> None:
    """Its version does, in requirements and locks; its extras and its marker stay."""
    found = with_asked(FOUND, ["HTTPX==0.28"], "--head-with", ())
    assert found.asked == ("HTTPX==0.28",)
    assert found.requirements == (
        'httpx[http2] ; python_version >= "3.11"',
        "attrs>=23",
        "./libs/own",
    )
    assert found.constraints == ("idna==3.7",)


@pytest.mark.parametrize("name", ["shop", "Shop_Helper"])
def test_a_package_of_the_repository_cannot_be_asked_for(name: str) -> None:
    """Its own tree would be measured instead, and nobody would know."""
    with pytest.raises(UsageError, match="is a package of this repository"):
        with_asked(FOUND, [f"{name}==1"], "--base-with", ("shop",))


def test_what_is_no_requirement_is_an_error_that_names_the_option() -> None:
    """One equals sign is what people write first."""
    with pytest.raises(UsageError, match="--base-with 'packaging=25' is no requirement"):
        names_asked(["packaging=25"], "--base-with")
