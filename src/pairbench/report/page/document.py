"""The report: one offline HTML page made from judged runs."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment as Templates
from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup

from pairbench.core import words
from pairbench.core.judging.benchmarks import benchmark_table
from pairbench.core.judging.history import histories, shown_in_full
from pairbench.core.judging.ledger import JudgedRun, PairLine, labels, lay_out
from pairbench.report.drawings.style import look_styles
from pairbench.report.page.environment import differences, environment_rows, machine_rows
from pairbench.report.page.front.choice import (
    EVERY,
    OF_A_FRONT,
    advice_groups,
    chosen_claims,
    chosen_lines,
)
from pairbench.report.page.front.claims import crossings
from pairbench.report.page.front.forest import forest_scale
from pairbench.report.page.front.heads import head_of
from pairbench.report.page.history import FindChanges, history_part
from pairbench.report.page.markup import anchor, breakable, code_style
from pairbench.report.page.section import section


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A page with the sections of pairs: where it is, what it is called, how many it has."""

    href: str
    title: str
    pairs: int


def build_page(
    runs: Sequence[JudgedRun],
    find_changes: FindChanges | None = None,
    sections: Iterable[str] | None = None,
    beside: Sequence[Beside] = (),
) -> str:
    """The whole page as text; several runs stand side by side.

    Runs of one interpreter at several commits are a history, of which the newest is shown in full;
    ``find_changes`` marks where a number changed for good. ``sections`` are those of the pairs as
    ``build_section`` makes them; without them all are made here. Where they are on pages of their
    own, those are ``beside`` it.
    """
    told = [
        history_part(each, find_changes, name=f"history-{number}")
        for number, each in enumerate(histories(runs))
    ]
    changed = differences(runs, labels(runs))
    runs = shown_in_full(runs)
    names = labels(runs)
    lines = lay_out(runs)
    style, script = _style(), _text("page.js")
    if sections is None:
        sections = [build_section(line, names, number) for number, line in enumerate(lines)]
    most = OF_A_FRONT if beside else EVERY
    claims = chosen_claims(lines, names, most)
    alone = list(benchmark_table(runs))
    template = _templates().get_template("page.html.jinja")
    return template.render(
        runs=[head_of(each, label) for each, label in zip(runs, names, strict=True)],
        groups=advice_groups(lines, names, most),
        benchmarks=chosen_lines([(anchor(each.pair), each) for each in alone], most),
        without_rival=len({each.pair for each in alone}),
        histories=told,
        crossings=chosen_lines([each for line in lines for each in crossings(line, names)], most),
        claims=claims,
        scale=forest_scale(),
        themes=list(dict.fromkeys(each.theme for each in claims.rows)),
        beside=beside,
        sections=[Markup(each) for each in sections],  # noqa: S704 (made here)
        environments=[
            (label, environment_rows(each.run.environment, each.starts), machine_rows(each))
            for each, label in zip(runs, names, strict=True)
        ],
        differences=changed,
        policy=_policy(style, script),
        style=style,
        script=script,
    )


def build_section(
    line: PairLine, labels: Sequence[str], number: int, history: str | None = None
) -> str:
    """The section of a pair, whose number on the page is no other's, as text.

    ``history`` is a page that tells of the pair from commit to commit.
    """
    told = section(line, labels, number)
    return rendered("pair.html.jinja", section=told, many=len(labels) > 1, history=history)


def build_beside(title: str, sections: Iterable[str], *, front: str) -> str:
    """A page of sections alone, beside the front that leads to it."""
    style = _style()
    shown = [Markup(each) for each in sections]  # noqa: S704 (made here)
    values = {"title": title, "sections": shown, "front": front}
    return rendered("beside.html.jinja", **values, style=style, policy=_policy(style, ""))


def rendered(template: str, **values: object) -> str:
    """A template of ours with these values; texts are escaped."""
    return _templates().get_template(template).render(**values)


def _policy(style: str, script: str) -> str:
    """Nothing but this very style and this very script may run, and nothing may be loaded."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


@cache
def _style() -> Markup:
    return Markup(f"{_text('page.css')}\n{look_styles()}\n{code_style()}")  # noqa: S704 (ours)


@cache
def _text(name: str) -> Markup:
    """A file of ours, as it is."""
    loader = PackageLoader("pairbench.report.page")
    text, *_ = loader.get_source(_templates(), name)
    return Markup(text)  # noqa: S704 (ours)


@cache
def _templates() -> Templates:
    templates = Templates(
        loader=PackageLoader("pairbench.report.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["breakable"] = breakable
    templates.filters["counted"] = words.counted
    return templates
