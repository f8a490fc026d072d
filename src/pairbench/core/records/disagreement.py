"""What two revisions of a pair do not agree in, and whether that is the later one's doing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What was found, in a line.

    ``blames_head`` is false where base does not agree with itself either, or where nobody can tell:
    then results are not compared, and nothing else is kept from being measured.
    """

    text: str
    blames_head: bool
