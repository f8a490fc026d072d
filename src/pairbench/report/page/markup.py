"""Text as HTML: escaped, with what stands between backquotes as code."""

import re
from collections.abc import Collection
from functools import cache
from urllib.parse import quote

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

MOST_COLOURED = 50_000
"""A longer text has no colours: they would take longer than all the rest of the page."""

MOST_SHOWN = 200_000
"""A longer text is cut off, and says so."""


def inline(text: str) -> Markup:
    """A docstring's text as one line, with what stands between backquotes as code."""
    parts = re.split(r"(`{1,2})(.+?)\1", " ".join(text.split()))
    plain, code = parts[::3], parts[2::3]
    coded = [Markup("<code>{}</code>").format(each) for each in code]
    return Markup("").join(
        piece for pair in zip(plain, [*coded, Markup("")], strict=True) for piece in pair
    )


def highlighted(source: str, marked: Collection[int] = ()) -> Markup:
    """Python with colours; the lines with the numbers ``marked``, from 1, stand out."""
    if len(source) > MOST_COLOURED:
        return plain(source)
    formatter = HtmlFormatter(nowrap=True, hl_lines=sorted(marked))
    code = highlight(source, PythonLexer(stripnl=False, ensurenl=False), formatter)
    return Markup(code)  # noqa: S704 (escaped by Pygments)


def plain(source: str) -> Markup:
    """A text as it is, without colours."""
    if len(source) <= MOST_SHOWN:
        return escape(source)
    return escape(f"{source[:MOST_SHOWN]}\n(cut off: {len(source):,} characters in all)")


@cache
def code_style() -> Markup:
    """The colours, for light and for dark pages."""
    light, dark = (
        str(formatter.get_style_defs(".code"))  # type: ignore[no-untyped-call]
        for formatter in (HtmlFormatter(style="xcode"), HtmlFormatter(style="github-dark"))
    )
    # Marked lines have the page's own look.
    light, dark = (re.sub(r".*\.hll .*\n", "", each) for each in (light, dark))
    style = f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
    return Markup(style)  # noqa: S704 (made by Pygments from no input)


def drawn(svg: str | None) -> Markup | None:
    """A drawing of matplotlib as it is; None where there was nothing to draw."""
    return None if svg is None else Markup(svg)  # noqa: S704 (escaped by matplotlib)


def breakable(text: str) -> Markup:
    """A text whose long names may go on in the next line after an underscore."""
    return escape(text).replace("_", Markup("_<wbr>"))


def anchor(name: str) -> str:
    """A pair's place in the page: its name, and no two the same."""
    return f"pair/{quote(name)}"
