"""What a pair that claims nothing has to say: for each alternative and size, which is better."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pairbench.core import words
from pairbench.core.comparing.comparison import SAME_WITHIN, Difference
from pairbench.core.judging.trust import trust_in
from pairbench.core.judging.verdict import Findings
from pairbench.core.records.measurement import Stage, Trouble
from pairbench.core.records.notice import NoticeKind
from pairbench.core.statistics.estimate import Estimate, inverse

ADVICE = {
    r"; where that is no mistake, give it more with Pair\(timeout_s=\.\.\.\)": "",
    r"mend it, or compare in another way with @pair\.equal": "mend it, or compare with --anyway",
    r"give a function with @pair\.equal, or return plain data": (
        "make plain data of it, or compare with --anyway"
    ),
    r"leave it alone, or say Pair\(mutates=True\) to get a fresh copy for each call": (
        "leave it alone, or give each call a fresh copy with --mutates"
    ),
    r"mark .* with @pair\.consumer, or return what comes of it": (
        "put list(…) around it, or what else reads it"
    ),
    r"the input is an iterator, which the first call uses up: return a list": (
        "the input is an iterator, which the first call uses up: make a list of it"
    ),
    r"from a cache; Pair\(fresh=\.\.\.\) begins each call cold": (
        "from a cache; clear it in the code, or compare what it answers"
    ),
    r"\? Pair\(fresh=\.\.\.\) begins each call cold": "? the later calls are compared",
    r", or take it back in Pair\(fresh=\.\.\.\)": "",
    r", or make the file in a @pair\.resource": "",
    r": give a function with @pair\.equal": ": compare with --anyway",
    r": give Pair\(mutates=True, .*\) a function that copies it": ": make what can be copied",
    r", or in Pair\(fresh=\.\.\.\) if only handing it over is the question": "",
    r", or say Pair\(fresh=\.\.\.\) if only making it is the question": "",
    r" Where they need not, say why in Pair\(differs=\.\.\.\)": "",
    r": return what the baseline does, or say with @pair\.equal that it makes no difference": "",
    r"; Pair\(copy=\.\.\.\) can name a quicker way, list\.copy say": "",
}
"""What mends a pair file, and what does the same on one line."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one variant took at one size, None where it was not measured.

    ``call_s`` are seconds of a call, ``peak_bytes`` the most that was alive at once.
    """

    variant: str
    label: str
    size: int
    call_s: float | None
    peak_bytes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An alternative against the baseline at one size: baseline over alternative, above 1 better.

    ``ratio`` is that of time and ``memory`` that of peak memory, which is exact; ``rounds`` are
    those behind the ratio, and ``spoilt`` were left out because the machine was disturbed.
    """

    variant: str
    label: str
    baseline: str
    size: int
    verdict: Difference
    ratio: Estimate | None
    memory: Estimate | None
    rounds: int
    spoilt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order in which a variant's time grows over the sizes; None where it is not settled."""

    label: str
    order: str | None
    exponent: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The size at which an alternative and the baseline change places, with its bounds."""

    label: str
    size: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that was found of alternatives against their baseline.

    ``axis`` is the name that was swept, empty where there was none; ``spent_s`` is how long it
    took, in seconds. ``failures`` say what could not be measured, and ``notices`` what must be
    known beside the figures. ``level`` is how sure all intervals are together.
    """

    baseline: str
    axis: str
    figures: tuple[Figures, ...]
    answers: tuple[Answer, ...]
    orders: tuple[Order, ...]
    crossings: tuple[Crossing, ...]
    failures: tuple[str, ...]
    notices: tuple[str, ...]
    level: float
    spent_s: float

    @property
    def is_of_one(self) -> bool:
        """Whether there is no alternative: what was asked is how the time of the one grows."""
        return len({each.variant for each in self.figures}) == 1

    @property
    def is_measured(self) -> bool:
        """Whether anything was timed that answers the question."""
        if self.is_of_one:
            return any(each.call_s is not None for each in self.figures)
        return any(each.ratio for each in self.answers)


def answers_of(
    findings: Findings, *, axis: str, spent_s: float, by_name: bool = False, made_by: str = ""
) -> Answers:
    """What follows for the reader of one line; ``axis`` is empty where no name was swept.

    Variants are called by what they are described as, or ``by_name``. ``made_by`` is what the
    reader calls that which makes their input.
    """
    record = findings.record
    variants = record.definition.variants
    labels = {each.name: (not by_name and each.summary) or each.name for each in variants}
    return Answers(
        baseline=labels[record.definition.baseline],
        axis=axis,
        figures=tuple(_figures(findings, labels)),
        answers=tuple(_answers(findings, labels)),
        orders=tuple(orders_of(findings, labels)),
        crossings=tuple(
            Crossing(label=labels[each.variant], size=each.size, low=each.low, high=each.high)
            for each in findings.evidence.crossovers
            if _changes_sides(findings, each.variant)
        ),
        failures=tuple(_failures(findings, labels, made_by)),
        notices=tuple(_notices(findings, labels)),
        level=1 - trust_in([findings]).comparison_errors,
        spent_s=spent_s,
    )


def in_words(answer: Answer) -> str:
    """The verdict as a sentence."""
    ratio = answer.ratio
    if ratio is None:
        return f"{answer.label} could not be compared with {answer.baseline}"
    match answer.verdict:
        case Difference.FASTER:
            return f"{answer.label} is {words.estimated(ratio)} times as fast as {answer.baseline}"
        case Difference.SLOWER:
            cost = words.estimated(inverse(ratio))
            return f"{answer.label} takes {cost} times as long as {answer.baseline}"
        case Difference.SAME:
            return f"{answer.label} and {answer.baseline} take the same time, within 2 %"
        case Difference.UNDECIDED:
            return f"which of {answer.label} and {answer.baseline} is faster is not settled"


def ratio_in_words(ratio: Estimate) -> str:
    """The ratio with its interval, whose ends can be told from where the verdict changes."""
    return words.ratio(ratio, 1.0, 1 + SAME_WITHIN, 1 / (1 + SAME_WITHIN))


def over_sizes(answers: Answers) -> Iterator[str]:
    """How the times grow, and where two variants change places, as sentences."""
    if not answers.axis:
        return
    if answers.is_of_one and not answers.orders:
        yield "how the time grows cannot be told: too few sizes were measured"
    yield from map(growth_in_words, answers.orders)
    for crossing in answers.crossings:
        near = words.crossing(crossing.size, crossing.low, crossing.high)
        yield f"{crossing.label} and {answers.baseline} cross near {answers.axis} = {near}"


def growth_in_words(order: Order) -> str:
    """How a time grows, as a sentence."""
    if order.order is not None:
        return f"the time of {order.label} grows like {order.order}"
    return (
        f"how the time of {order.label} grows is not settled: as n to the "
        f"{words.ratio(order.exponent)} between the two largest sizes"
    )


def orders_of(findings: Findings, labels: Mapping[str, str]) -> Iterator[Order]:
    """The order in which the time of each variant grows, where sizes enough were measured."""
    for name, each in findings.evidence.time_growth.items():
        yield Order(
            label=labels[name],
            order=None if each.order is None else each.order.value,
            exponent=each.exponent,
        )


def _answers(findings: Findings, labels: Mapping[str, str]) -> Iterator[Answer]:
    evidence, definition = findings.evidence, findings.record.definition
    times = {(each.cell.size, each.variant): each for each in evidence.times}
    memory = {(each.cell.size, each.variant): each.peak for each in evidence.memory}
    for size in definition.sizes:
        for variant in definition.available[1:]:
            time = times.get((size, variant))
            yield Answer(
                variant=variant,
                label=labels[variant],
                baseline=labels[definition.baseline],
                size=size,
                verdict=Difference.UNDECIDED if time is None else time.difference,
                ratio=None if time is None else time.ratio,
                memory=memory.get((size, variant)),
                rounds=0 if time is None else len(time.round_ratios),
                spoilt=0 if time is None else time.spoilt,
            )


def _changes_sides(findings: Findings, variant: str) -> bool:
    """Whether a variant is faster at one size and slower at another, and not by chance."""
    found = {each.difference for each in findings.evidence.times if each.variant == variant}
    return {Difference.FASTER, Difference.SLOWER} <= found


def _figures(findings: Findings, labels: Mapping[str, str]) -> Iterator[Figures]:
    definition = findings.record.definition
    calls = {(each.cell.size, each.variant): each for each in findings.evidence.durations}
    traced = {(each.cell.size, each.variant): each for each in findings.record.memory}
    for size in definition.sizes:
        for variant in definition.available:
            call, peak = calls.get((size, variant)), traced.get((size, variant))
            yield Figures(
                variant=variant,
                label=labels[variant],
                size=size,
                call_s=None if call is None else call.seconds.value,
                peak_bytes=None
                if peak is None
                else (peak.peak_bytes.low + peak.peak_bytes.high) / 2,
            )


def _failures(findings: Findings, labels: Mapping[str, str], made_by: str) -> Iterator[str]:
    """What went wrong, once, with the code instead of its name."""
    said = set()
    for each in findings.record.failures:
        label = labels.get(each.variant, each.variant)
        if each.made:
            label = made_by or each.culprit
        if each.trouble is Trouble.WRONG:
            text = _with_labels(each.message, labels)
        else:
            when = "" if each.stage is Stage.CHECK else f" while its {each.stage} was measured"
            text = f"{label} {each.trouble}{when}: {_on_one_line(each.message)}"
        if text not in said:
            said.add(text)
            yield text


def _notices(findings: Findings, labels: Mapping[str, str]) -> Iterator[str]:
    """What must be known beside the figures, each once."""
    if (differs := findings.record.definition.differs) is not None:
        yield f"compared all the same: {_with_labels(differs.rpartition('; ')[0], labels)}"
    # Where no name was swept there is one size, and nobody has chosen it.
    swept = len(findings.record.definition.sizes) > 1
    # Whoever writes a line sees that it returns nothing.
    told = (each for each in findings.record.notices if each.kind is not NoticeKind.NOTHING)
    said = dict.fromkeys((each if swept else replace(each, size=None)).said for each in told)
    yield from (_with_labels(each, labels) for each in said)


def _with_labels(message: str, labels: Mapping[str, str]) -> str:
    """A message with the code instead of the variants' names, and advice that fits one line."""
    message = _on_one_line(message)
    return _WORD.sub(lambda found: labels.get(found.group(), found.group()), message)


def _on_one_line(message: str) -> str:
    """A message with what is to be done about it where there is no pair file."""
    for theirs, ours in ADVICE.items():
        message = re.sub(theirs, ours, message)
    return message
