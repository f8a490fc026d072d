"""Text as HTML: escaped, with what stands between backquotes as code."""

import re
from functools import cache
from urllib.parse import quote

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def inline(text: str) -> Markup:
    """A docstring's text as one line, with what stands between backquotes as code."""
    parts = re.split(r"(`{1,2})(.+?)\1", " ".join(text.split()))
    plain, code = parts[::3], parts[2::3]
    coded = [Markup("<code>{}</code>").format(each) for each in code]
    return Markup("").join(
        piece for pair in zip(plain, [*coded, Markup("")], strict=True) for piece in pair
    )


def highlighted(source: str) -> Markup:
    """Python with colours."""
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return Markup(code)  # noqa: S704 (escaped by Pygments)


@cache
def code_style() -> Markup:
    """The colours, for light and for dark pages."""
    light, dark = (
        str(formatter.get_style_defs(".code"))  # type: ignore[no-untyped-call]
        for formatter in (HtmlFormatter(style="default"), HtmlFormatter(style="github-dark"))
    )
    style = f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
    return Markup(style)  # noqa: S704 (made by Pygments from no input)


def anchor(name: str) -> str:
    """A pair's place in the page: its name, and no two the same."""
    return f"pair/{quote(name)}"
