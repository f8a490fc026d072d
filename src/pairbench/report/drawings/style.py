"""One look for every variant, in plots and on the page alike."""

from dataclasses import dataclass

from pairbench.core.authoring.definition import PairDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A colour, a marker and a dash, so that no variant is told by its colour alone.

    ``name`` is the class that an element of this colour has on the page.
    """

    name: str
    colour: str
    marker: str
    dash: str


_BASELINE = Look(name="look-0", colour="#d55e00", marker="o", dash="-")
_ALTERNATIVES = (
    Look(name="look-1", colour="#0072b2", marker="s", dash="-"),
    Look(name="look-2", colour="#009e73", marker="^", dash="--"),
    Look(name="look-3", colour="#b0578d", marker="D", dash="-."),
    Look(name="look-4", colour="#3c9cd0", marker="v", dash=":"),
    Look(name="look-5", colour="#b07d00", marker="P", dash="--"),
)
"""From Okabe and Ito's palette, which the colour-blind can tell apart; some are darkened so that
they stand out on white as well as on black."""


def looks(definition: PairDefinition) -> dict[str, Look]:
    """The look of each variant of a pair, the baseline's always the same."""
    chosen = {definition.baseline: _BASELINE}
    good = [variant.name for variant in definition.variants if variant.name not in chosen]
    for index, name in enumerate(good):
        chosen[name] = _ALTERNATIVES[index % len(_ALTERNATIVES)]
    return chosen


def look_styles() -> str:
    """The classes of the looks, as a style sheet."""
    return "\n".join(
        f".{each.name} {{ --look: {each.colour}; }}" for each in (_BASELINE, *_ALTERNATIVES)
    )
