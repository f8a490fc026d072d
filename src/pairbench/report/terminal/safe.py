"""A console on which no text of anybody's can move the cursor, change colours or ring."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from pairbench.core.words import printable


class SafeConsole(Console):
    """Writes what a terminal would obey as escapes, except what the console itself sends."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of what is to be shown."""
        for each in super().render(renderable, options):
            if each.control or each.text.isprintable():
                yield each
            else:
                yield Segment(printable(each.text, keep="\n\t"), each.style)
