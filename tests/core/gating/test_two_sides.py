"""A variant at two revisions as a pair of its own."""

from dataclasses import replace
from pathlib import Path

from pairbench.core.authoring.claim import Costs
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.gating.settings import DEFAULTS
from pairbench.core.gating.two_sides import AGAIN, BASE, HEAD, SLOWED, compare, controls_of
from tests.builders import QUICK, SLOW, a_definition

AT_BASE = Entry(site=Site(root=Path("base")), definition=a_definition(sizes=(10, 100)))
AT_HEAD = Entry(
    site=Site(root=Path("head")), definition=replace(AT_BASE.definition, question="At head?")
)
THRESHOLDS = replace(DEFAULTS.thresholds, time=0.25)


def test_head_is_held_against_base() -> None:
    """Each side's function comes from its own tree, and head may take longer by the threshold."""
    found = compare(AT_BASE, AT_HEAD, QUICK, (10, 100), THRESHOLDS)
    definition = found.entry.definition
    assert (found.pair, found.variant, found.thresholds) == (
        AT_HEAD.definition.name,
        QUICK,
        THRESHOLDS,
    )
    assert (definition.question, definition.sizes) == ("At head?", (10, 100))
    assert [(each.name, each.role) for each in definition.variants] == [
        (BASE, "bad"),
        (HEAD, "good"),
    ]
    assert {each.source for each in definition.variants} == {
        each.source for each in AT_HEAD.definition.variants if each.name == QUICK
    }
    assert found.entry.site == AT_HEAD.site
    assert found.entry.places == {BASE: AT_BASE.place(QUICK), HEAD: AT_HEAD.place(QUICK)}
    assert definition.claims == tuple(
        Costs(variant=HEAD, factor=1.25, size=size) for size in (10, 100)
    )


def test_base_is_held_against_itself() -> None:
    """Once as it is, and once slowed by the threshold; nothing is claimed of that."""
    found = controls_of(AT_BASE, 100, THRESHOLDS, SLOW)
    place = AT_BASE.place(SLOW)
    assert found.site == AT_BASE.site
    assert found.places == {
        BASE: place,
        AGAIN: place,
        SLOWED: replace(place, slowed_by=THRESHOLDS.time),
    }
    definition = found.definition
    assert (definition.sizes, definition.claims, definition.behaviours) == ((100,), (), ())
    assert definition.name != AT_BASE.definition.name
    assert [(each.name, each.role) for each in definition.variants] == [
        (BASE, "bad"),
        (AGAIN, "good"),
        (SLOWED, "good"),
    ]
    (slow,) = (each for each in AT_BASE.definition.variants if each.name == SLOW)
    assert {each.source for each in definition.variants} == {slow.source}
