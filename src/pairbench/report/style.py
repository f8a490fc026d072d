"""One look for every variant, in plots and on the page alike."""

from dataclasses import dataclass

from pairbench.core.definition import PairDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A colour, a marker and a dash, so that no variant is told by its colour alone."""

    colour: str
    marker: str
    dash: str


_BASELINE = Look(colour="#d55e00", marker="o", dash="-")
_ALTERNATIVES = (
    Look(colour="#0072b2", marker="s", dash="-"),
    Look(colour="#009e73", marker="^", dash="--"),
    Look(colour="#b0578d", marker="D", dash="-."),
    Look(colour="#3c9cd0", marker="v", dash=":"),
    Look(colour="#b07d00", marker="P", dash="--"),
)
"""From Okabe and Ito's palette, which the colour-blind can tell apart; some are darkened so that
they stand out on white as well as on black."""


def looks(definition: PairDefinition) -> dict[str, Look]:
    """The look of each variant of a pair, the baseline's always the same."""
    good = [variant.name for variant in definition.variants if variant.role == "good"]
    chosen = {definition.baseline: _BASELINE}
    for index, name in enumerate(good):
        chosen[name] = _ALTERNATIVES[index % len(_ALTERNATIVES)]
    return chosen
