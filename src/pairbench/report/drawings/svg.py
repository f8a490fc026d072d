"""A drawing of matplotlib as a small SVG that a page with a strict policy may hold.

Every style becomes attributes, because the page's policy allows no inline style; what the page says
itself (fonts, line joins) and what nothing refers to is left out.
"""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from pairbench.core import words

INK = "#101112"
"""Drawn in this colour, and replaced by the page's own text colour in the SVG."""

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"

DECIMALS = 1
"""A tenth of a point is less than anybody can see."""

LEFT_OUT = {"font-family", "stroke-linejoin"}
"""What the page's own style says of every drawing."""

_NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]?\d+)?")
_TARGET = re.compile(r"#([^)]+)")


def as_svg(figure: Figure, name: str) -> str:
    """The drawing as one element; its ids begin with ``name``, so that a page can hold many."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    # matplotlib writes names as they are, and XML has no place for most control characters.
    drawn = words.printable(buffer.getvalue(), keep="\n\t")
    root = ET.fromstring(drawn)  # noqa: S314 # nosec B314 (written a moment ago)
    _without_extras(root)
    used = set(_targets(root))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _rewrite(element, name, used)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.set("xmlns", SVG)
    root.set("aria-hidden", "true")
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return text.replace(INK, "currentColor")


def _without_extras(root: ET.Element) -> None:
    """Drop the metadata, matplotlib's own style, what is drawn with nothing, and white space."""
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2]
            invisible = tag == "path" and child.get("style") == "fill: none"
            if tag in {"metadata", "style"} or invisible:
                parent.remove(child)
        parent.tail = None
        if parent.text is not None and not parent.text.strip():
            parent.text = None


def _targets(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for key in (LINK, "clip-path"):
            yield from _TARGET.findall(element.get(key, ""))


def _rewrite(element: ET.Element, name: str, used: set[str]) -> None:
    style = element.attrib.pop("style", "")
    old = {**element.attrib, **_declared(style)}
    element.attrib.clear()
    for key, value in old.items():
        match key:
            case "id" if value not in used:
                continue
            case "id":
                element.set("id", f"{name}-{value}")
            case "clip-path":
                element.set(key, value.replace("url(#", f"url(#{name}-"))
            case "transform" if value.startswith("rotate(-0 "):
                continue
            case _ if key == LINK:
                element.set("href", f"#{name}-{value.removeprefix('#')}")
            case _:
                element.set(key, _shorter(value))


def _declared(style: str) -> dict[str, str]:
    """The declarations of a style that the page does not make itself."""
    found = (each.partition(":") for each in style.split(";") if each.strip())
    declared = {key.strip(): value.strip() for key, _, value in found}
    return {key: value for key, value in declared.items() if key not in LEFT_OUT}


def _shorter(value: str) -> str:
    """With fewer digits, and no line breaks."""
    rounded = _NUMBER.sub(lambda found: f"{float(found.group()):.{DECIMALS}f}", value)
    return " ".join(rounded.replace(".0 ", " ").split())
