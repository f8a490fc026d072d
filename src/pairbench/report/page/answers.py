"""The answers of a comparison as a piece of HTML, for a page that is somebody else's."""

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.judging.answers import Answers, in_words, over_sizes, ratio_in_words
from pairbench.report.drawings.canvas import Picture

CELLS = {"td": "<td>{}</td>", "th": "<th>{}</th>"}


def answers_part(answers: Answers, picture: Picture | None) -> str:
    """Verdicts, a table of the figures, and the picture; it needs no style but the page's own."""
    parts = [Markup("<p>{}</p>").format(_verdicts(answers)), _table(answers)]
    if picture is not None:
        # The drawing is our own, and the labels in it are escaped by what has drawn it.
        svg = picture._repr_svg_()
        parts.append(Markup(svg[svg.index("<svg") :]))  # noqa: S704
    notes = [*answers.failures, *answers.notices]
    legend = f"{answers.baseline} ÷ the alternative: above 1 the alternative is faster."
    said = [*([] if answers.is_of_one else [legend]), *notes, _effort(answers)]
    parts.append(Markup("<p><small>{}</small></p>").format(" ".join(said)))
    return f"<div>{''.join(parts)}</div>"


def _verdicts(answers: Answers) -> Markup:
    lines = (
        f"{in_words(each)}{f' at {answers.axis} = {each.size:,}' if answers.axis else ''}"
        for each in answers.answers
    )
    said = (*lines, *over_sizes(answers))
    return Markup("<br>").join(Markup("<b>{}</b>").format(each) for each in said)


def _effort(answers: Answers) -> str:
    if answers.is_of_one:
        return f"{answers.spent_s:.1f} s."
    rounds = words.counted(max((each.rounds for each in answers.answers), default=0), "rounds")
    return f"{rounds}, {answers.spent_s:.1f} s; all intervals hold together at {answers.level:.0%}."


def _table(answers: Answers) -> Markup:
    found = {(each.size, each.variant): each for each in answers.answers}
    rows = []
    for each in answers.figures:
        answer = found.get((each.size, each.variant))
        cells = [
            *([f"{each.size:,}"] if answers.axis else []),
            each.label,
            "" if each.call_s is None else words.seconds(each.call_s),
            "" if each.peak_bytes is None else words.size_bytes(each.peak_bytes),
            "" if answer is None or answer.ratio is None else ratio_in_words(answer.ratio),
        ]
        rows.append(_row(cells[:-1] if answers.is_of_one else cells, "td"))
    heads = [*([answers.axis] if answers.axis else []), "code", "time", "peak memory"]
    if not answers.is_of_one:
        heads.append("ratio")
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(
        _row(heads, "th"), Markup("").join(rows)
    )


def _row(cells: list[str], tag: str) -> Markup:
    inside = Markup("").join(Markup(CELLS[tag]).format(each) for each in cells)  # noqa: S704
    return Markup("<tr>{}</tr>").format(inside)
