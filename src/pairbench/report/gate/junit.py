"""A gate's answer as JUnit XML, which continuous integration shows as tests."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET  # nosec B405: written here, never read

from pairbench.core.gating.answer import Change, GateLine

FAILURES = {Change.WORSE}
ERRORS = {Change.NOT_MEASURED}
SKIPPED = {
    Change.UNDECIDED,
    Change.LOST,
    Change.SKIPPED,
    Change.NEW,
    Change.ACCEPTED,
}


def junit_xml(lines: Sequence[GateLine], sides: tuple[str, str] | None = None) -> bytes:
    """One test case for each line; the pair is its class.

    ``sides`` are base and head in words, where they are more than two revisions.
    """
    named = "" if sides is None else ": {1} against {0}".format(*sides)
    suite = ET.Element(
        "testsuite",
        name=_printable(f"pairbench gate{named}"),
        tests=str(len(lines)),
        failures=str(sum(each.change in FAILURES for each in lines)),
        errors=str(sum(each.change in ERRORS for each in lines)),
        skipped=str(sum(each.change in SKIPPED for each in lines)),
    )
    if sides is not None:
        properties = ET.SubElement(suite, "properties")
        for name, side in zip(("base", "head"), sides, strict=True):
            ET.SubElement(properties, "property", name=name, value=_printable(side))
    for line in lines:
        at = "" if line.size is None else f" at {line.size:,}"
        case = ET.SubElement(
            suite,
            "testcase",
            classname=_printable(line.pair),
            name=_printable(f"{line.kind} of {line.variant}{at}" if line.variant else line.kind),
            time=f"{line.spent_s:.3f}",
        )
        kind = _element(line.change)
        if kind is not None:
            found = ET.SubElement(case, kind, message=_printable(line.why))
            found.text = _printable("\n".join(line.details)) or None
    text: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return text


def _element(change: Change) -> str | None:
    for name, changes in (("failure", FAILURES), ("error", ERRORS), ("skipped", SKIPPED)):
        if change in changes:
            return name
    return None


def _printable(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(each for each in text if each.isprintable() or each in "\n\t")
