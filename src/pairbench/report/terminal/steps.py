"""What a step of a run or of a gate is, in the words of somebody who looks on."""

DOING = {
    "usage": "finding used files",
    "check": "comparing results",
    "time": "timing",
    "decide": "timing what is open",
    "memory": "tracing memory",
    "profile": "sampling calls",
    "report": "writing the report",
    "first look": "timing both sides",
    "controls": "timing the machine",
    "second look": "looking again",
    "claims": "judging claims",
}

LONGEST = max(map(len, DOING.values()))
"""The places that the words of a step take."""


def in_words(step: str) -> str:
    """The words of a step; one that nobody knows is called by its name."""
    return DOING.get(step, step)


def time_in_words(left_s: float) -> str:
    """A length of time as a person says it: no more exact than it is known."""
    if left_s < 10:  # noqa: PLR2004 (seconds that are hardly read)
        return "seconds left"
    if left_s < 90:  # noqa: PLR2004 (so long people count in seconds)
        return f"{round(left_s, -1):.0f} s left"
    if left_s < 90 * 60:
        return f"{left_s / 60:.0f} min left"
    return f"{left_s / 3600:.1f} h left"
