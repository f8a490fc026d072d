"""Writes the reference of the command line into the documentation site, as it is built.

A hook of MkDocs: the page that has the marker gets a section for each command, made of the same
texts that ``--help`` prints.
"""

from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any

import typer

from pairbench.cli.main import app

MARKER = "<!-- commands -->"


def on_page_markdown(markdown: str, **_: object) -> str:
    """The text of a page, with the commands in the place of the marker."""
    return markdown.replace(MARKER, "\n".join(_commands())) if MARKER in markdown else markdown


def _commands() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    context = group.make_context("pairbench", [], resilient_parsing=True)
    for name in group.list_commands(context):
        _, command, _ = group.resolve_command(context, [name])
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield f"### pairbench {name}\n"
        yield f"```text\n{' '.join(['pairbench', name, *command.collect_usage_pieces(own)])}\n```\n"
        yield f"{_text(command.help or '')}\n"
        records = (each.get_help_record(own) for each in command.params)
        yield from _table(each for each in records if each is not None)


def _text(said: str) -> str:
    """Help as Markdown: a paragraph that is a call of pairbench is shown as code."""
    parts = cleandoc(said).split("\n\n")
    return "\n\n".join(
        f"```text\n{each}\n```" if each.startswith("pairbench ") else each for each in parts
    )


def _table(records: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "| option | what it does |\n| --- | --- |"
    for names, told in records:
        yield f"| `{_cell(names)}` | {_cell(told)} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
