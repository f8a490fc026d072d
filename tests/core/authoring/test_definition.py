"""A pair as a frozen value, or refused with a reason."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from pairbench import Pair
from pairbench.core.authoring.claim import (
    Behaves,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
)
from pairbench.core.authoring.definition import PairDefinition, define
from pairbench.core.authoring.problems import LONGEST_NAME, MOST_SIZES, uncallable
from pairbench.core.errors import PairError
from pairbench.core.statistics.order import Order

FILE = "bench/strings/join.py"
NAME = "strings/join"


def slow(numbers: list[int]) -> int:
    """Adds them one by one.

    That is all.
    """
    return sum(number for number in numbers)


def quick(numbers: list[int]) -> int:
    return sum(numbers)


def other(numbers: list[int]) -> int:
    return sum(numbers)


def numbers(size: int) -> list[int]:
    return list(range(size))


def adds_up(variant: Callable[[list[int]], int]) -> None:
    assert variant([1, 2]) == 3


def a_pair(
    *,
    sizes: Any = (1, 10, 100, 1_000),
    advice: Any = None,
    timeout_s: float = 20.0,
    **claims: Any,
) -> Pair:
    """A sound pair; the claims are those of its alternative."""
    pair = Pair(sizes=sizes, advice=advice, timeout_s=timeout_s)
    pair.input(numbers)
    pair.bad(slow)
    pair.good(**claims)(quick)
    return pair


def wrapped(function: Callable[[list[int]], int]) -> Callable[[list[int]], int]:
    """The function, as a decorator without ``functools.wraps`` leaves it."""

    def inner(numbers: list[int]) -> int:
        return function(numbers)

    return inner


def with_variants(*variants: tuple[str, Callable[..., Any]]) -> Pair:
    """A pair with an input and exactly these variants."""
    pair = Pair(sizes=(1, 10))
    pair.input(numbers)
    for role, function in variants:
        if role == "bad":
            pair.bad(function)
        else:
            pair.good(function)
    return pair


def without_input() -> Pair:
    pair = Pair(sizes=(1, 10))
    pair.bad(slow)
    pair.good(quick)
    return pair


def alone(**claims: Any) -> Pair:
    """A pair with one good variant, of which this is claimed."""
    pair = Pair(sizes=(1, 10, 100, 1_000))
    pair.input(numbers)
    pair.behaviour(adds_up)
    pair.good(**claims)(quick)
    return pair


def named(name: str) -> Callable[[list[int]], int]:
    """A variant of this name."""

    def variant(numbers: list[int]) -> int:
        return sum(numbers)

    variant.__name__ = name
    return variant


def with_two(helper: str) -> Pair:
    """A pair that marks two functions as the helper of which there can be one."""
    pair = a_pair()
    for function in (numbers, other):
        getattr(pair, helper)(function)
    return pair


def with_two_resources() -> Pair:
    pair = a_pair()
    pair.resource()(numbers)
    pair.resource()(other)
    return pair


def with_a_behaviour_twice() -> Pair:
    pair = a_pair()
    pair.behaviour(adds_up)
    pair.behaviour(adds_up)
    return pair


def defined(pair: Pair, *, question: str = "Which is quicker?", source: str = "") -> PairDefinition:
    return define(pair, name=NAME, file=FILE, attribute="pair", question=question, source=source)


@dataclass(frozen=True)
class Wrong:
    """A pair with one thing wrong: what the message says of it, and what to do."""

    pair: Pair
    says: str
    advises: str


WRONG = {
    "no variant": Wrong(with_variants(), "no variant", "@pair.bad"),
    "no baseline": Wrong(
        with_variants(("good", quick), ("good", other)), "no baseline", "with @pair.bad"
    ),
    "two baselines": Wrong(
        with_variants(("bad", slow), ("bad", other), ("good", quick)),
        "2 baselines (slow, other)",
        "keep @pair.bad on one",
    ),
    "a claim without a rival": Wrong(
        alone(faster=2.0), "quick claims faster, and there is no other", "claim grows or peak_grows"
    ),
    "a crossing without a rival": Wrong(
        alone(crosses=True), "quick claims crosses, and there is no other", "with @pair.bad"
    ),
    "only a baseline": Wrong(with_variants(("bad", slow)), "no alternative", "with @pair.good"),
    "a name twice": Wrong(
        with_variants(("bad", slow), ("good", quick), ("good", quick)),
        "2 variants named quick",
        "give each a name",
    ),
    "a name that a decorator gives": Wrong(
        with_variants(("bad", slow), ("good", wrapped(quick)), ("good", wrapped(other))),
        "2 variants named inner",
        "functools.wraps(function) keeps it",
    ),
    "a lambda": Wrong(
        with_variants(("bad", slow), ("good", lambda numbers: numbers[0])),
        "<lambda>",
        "write it with def",
    ),
    "a partial": Wrong(
        with_variants(("bad", slow), ("good", functools.partial(slow))),
        "has no name",
        "write it with def",
    ),
    "a time-out without end": Wrong(
        a_pair(timeout_s=float("inf")), "timeout_s is inf", "seconds above 0"
    ),
    "a time-out that is no number": Wrong(
        a_pair(timeout_s=float("nan")), "timeout_s is nan", "seconds above 0"
    ),
    "a size that is a truth": Wrong(a_pair(sizes=(True, 10)), "size True", "from 1 up"),
    "a factor that is a truth": Wrong(a_pair(faster=True), "faster=True", "above 0"),
    "factors of no size": Wrong(a_pair(faster={}), "faster of no size", "one factor"),
    "bytes per item at sizes": Wrong(
        a_pair(leaner_per_item={10: 2.0}), "leaner_per_item={10: 2.0}", "above 0"
    ),
    "advice of blanks": Wrong(a_pair(advice=" "), "advice is ' '", "in one sentence"),
    "no sizes": Wrong(a_pair(sizes=()), "no sizes", "give sizes=("),
    "size 0": Wrong(a_pair(sizes=(0, 10)), "size 0", "from 1 up"),
    "negative size": Wrong(a_pair(sizes=(-5, 10)), "size -5", "from 1 up"),
    "endless size": Wrong(a_pair(sizes=(10, 10**400)), "401 digits", "up to 1e+60"),
    "more sizes than a set may have": Wrong(
        a_pair(sizes=range(1, MOST_SIZES + 2)), "has 1,001 sizes", "1,000 at most"
    ),
    "a name longer than any": Wrong(
        with_variants(("bad", slow), ("good", named("x" * (LONGEST_NAME + 1)))),
        "xxx… has 10,001 characters",
        "give one of 10,000 at most",
    ),
    "fractional size": Wrong(a_pair(sizes=(1, 2.5)), "size 2.5", "from 1 up"),
    "size in words": Wrong(a_pair(sizes=(1, "ten")), "size 'ten'", "from 1 up"),
    "sizes descending": Wrong(a_pair(sizes=(10, 1)), "not ascending", "smallest first"),
    "a size twice": Wrong(a_pair(sizes=(1, 10, 10)), "not ascending", "each once"),
    "no time": Wrong(a_pair(timeout_s=0), "timeout_s is 0", "above 0"),
    "no input": Wrong(without_input(), "neither input nor resource", "with @pair.input"),
    "two inputs": Wrong(with_two("input"), "marked @pair.input", "keep one"),
    "two consumers": Wrong(with_two("consumer"), "2 functions marked @pair.consumer", "keep one"),
    "two equals": Wrong(with_two("equal"), "2 functions marked @pair.equal", "keep one"),
    "two resources": Wrong(with_two_resources(), "2 functions marked @pair.resource", "keep one"),
    "a behaviour twice": Wrong(
        with_a_behaviour_twice(), "2 behaviours named adds_up", "its own name"
    ),
    "unknown order": Wrong(a_pair(grows="n^2"), "quick claims grows='n^2'", "'n**2'"),
    "unknown order of the peak": Wrong(
        a_pair(peak_grows="linear"), "quick claims peak_grows='linear'", "use one of"
    ),
    "growth over three sizes": Wrong(
        a_pair(sizes=(1, 10, 100), grows="n"), "quick claims grows over 3 sizes", "at least 4"
    ),
    "growth of the peak over three sizes": Wrong(
        a_pair(sizes=(1, 10, 100), peak_grows="n"), "peak_grows over 3 sizes", "at least 4"
    ),
    "a crossing at one size": Wrong(
        a_pair(sizes=(10,), crosses=True), "crosses over one size", "at least 2"
    ),
    "bytes per item at one size": Wrong(
        a_pair(sizes=(10,), leaner_per_item=2), "leaner_per_item over one size", "at least 2"
    ),
    "a claim at a size not listed": Wrong(
        a_pair(faster={50: 2.0}), "quick claims faster at 50", "(1, 10, 100, 1000)"
    ),
    "factor 0": Wrong(a_pair(faster=0), "quick claims faster=0", "above 0"),
    "negative factor": Wrong(a_pair(costs=-1.5), "quick claims costs=-1.5", "above 0"),
    "infinite factor": Wrong(a_pair(leaner=float("inf")), "leaner=inf", "above 0"),
    "factor that is no number": Wrong(a_pair(faster=float("nan")), "faster=nan", "above 0"),
    "factor in words": Wrong(a_pair(faster="twice"), "faster='twice'", "above 0"),
    "factor 0 for each item": Wrong(a_pair(leaner_per_item=0), "leaner_per_item=0", "above 0"),
    "factor 0 at a size": Wrong(a_pair(leaner={10: 0}), "leaner=0", "above 0"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_pair_is_refused_with_what_to_do(wrong: Wrong) -> None:
    """The error is one line that names the file and the pair, what is wrong, and what to do."""
    with pytest.raises(PairError) as caught:
        defined(wrong.pair)

    message = str(caught.value)
    assert message.startswith(f"{FILE}: pair {NAME}: ")
    assert "\n" not in message
    assert wrong.says in message
    assert wrong.advises in message


def test_a_pair_with_a_name_longer_than_any_is_refused() -> None:
    """It would be measured, and its run set could not be opened; the message stays short."""
    name = "x" * (LONGEST_NAME + 1)
    with pytest.raises(PairError, match="10,001 characters") as caught:
        define(a_pair(), name=name, file=FILE, attribute="pair", question="Why?", source="")
    assert len(str(caught.value)) < 500


class Sum:
    """What takes nothing when it is made, and the input when it is called."""

    def __call__(self, numbers: list[int]) -> int:
        """Add them."""
        return sum(numbers)


def add_both(first: list[int], second: list[int]) -> int:
    return sum(first) + sum(second)


def _with_none(function: Callable[..., int]) -> Callable[[list[int]], int]:
    @functools.wraps(function)
    def inner(numbers: list[int]) -> int:
        return function(numbers, [])

    return inner


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        (Sum, "Sum is a class that cannot be made of the input (too many positional arguments)"),
        (add_both, "add_both cannot be called with the input alone (missing a required argument:"),
    ],
)
def test_a_variant_takes_the_input(variant: Callable[..., Any], said: str) -> None:
    """A class is made of it, a function gets it alone; what a decorator wraps may take more."""
    pair = Pair(sizes=(1,))
    pair.input(numbers)
    pair.bad(_with_none(add_both))
    pair.good(list)
    assert list(uncallable(pair, __name__)) == []
    pair = Pair(sizes=(1,))
    pair.input(numbers)
    pair.good(variant)
    (problem,) = uncallable(pair, __name__)
    assert problem.startswith(said)


def test_an_input_takes_the_size_and_what_a_resource_opens() -> None:
    """Before it is called, and once instead of at every size."""
    pair = Pair(sizes=(1, 2))
    pair.input(lambda: [0])
    pair.good(list)
    (problem,) = uncallable(pair, __name__)
    assert problem.startswith("the input <lambda> is called with the size (too many positional")
    pair.resource(lambda: None)
    said = " ".join(uncallable(pair, __name__))
    assert "the size and what the resource opens (too many positional arguments)" in said
    assert "the resource <lambda> is called with the size (too many" in said


def test_what_a_pair_has_from_elsewhere_tells_by_itself_how_it_is_called() -> None:
    """Whoever compares functions is told what to write instead of them."""
    pair = Pair(sizes=(1,))
    pair.good(add_both)
    assert list(uncallable(pair, "elsewhere")) == []


@pytest.mark.parametrize("question", ["", "  \n"])
def test_a_pair_asks_a_question(question: str) -> None:
    """A file without a docstring is refused: the report would not know what the pair is about."""
    with pytest.raises(PairError, match="begin the file with a docstring"):
        defined(a_pair(), question=question)


def test_a_claim_on_the_baseline_is_checked_too() -> None:
    """An unknown order is refused on the bad variant as on a good one."""
    pair = Pair(sizes=(1, 10, 100, 1_000))
    pair.input(numbers)
    pair.bad(grows="n squared")(slow)
    pair.good(quick)

    with pytest.raises(PairError, match="slow claims grows='n squared'"):
        defined(pair)


def test_a_resource_can_stand_in_for_the_input() -> None:
    """A pair whose variants work on a file or a server needs no input besides."""

    @contextmanager
    def server(size: int) -> Iterator[int]:
        yield size

    pair = without_input()
    pair.resource(scope="run")(server)

    assert defined(pair).resource_scope == "run"


def test_a_sound_pair_is_taken_over_as_it_stands() -> None:
    """Everything that the report needs is in the definition."""
    pair = Pair(
        sizes=(1, 10),
        advice="Be quick.",
        axis="rows",
        parallel=True,
        mutates=True,
        differs="it shows",
        timeout_s=3.0,
    )
    pair.input(numbers)
    pair.bad(slow)
    pair.good(quick)

    definition = defined(pair, question="\nWhich is quicker?\n\nIt depends.\n")

    assert (definition.name, definition.file, definition.attribute) == (NAME, FILE, "pair")
    assert definition.question == "Which is quicker?\n\nIt depends."
    assert definition.advice == "Be quick."
    assert (definition.sizes, definition.axis, definition.timeout_s) == ((1, 10), "rows", 3.0)
    assert (definition.parallel, definition.mutates) == (True, True)
    assert definition.differs == "it shows"
    assert definition.resource_scope is None


def test_the_baseline_comes_first() -> None:
    """Wherever the file puts it, the baseline leads; the alternatives keep their order."""
    definition = defined(with_variants(("good", quick), ("bad", slow), ("good", other)))

    assert [variant.name for variant in definition.variants] == ["slow", "quick", "other"]
    assert definition.baseline == "slow"


def test_one_good_variant_alone_is_a_benchmark() -> None:
    """It has no rival, keeps the claims that need none, and must pass what every good one must."""
    definition = defined(alone(grows="n", peak_grows="1"))

    assert definition.is_benchmark
    assert definition.baseline == "quick"
    assert [type(each) for each in definition.claims] == [Grows, PeakGrows, Behaves]
    assert definition.claims[-1] == Behaves(variant="quick", check="adds_up", expected_to_pass=True)
    assert not defined(a_pair()).is_benchmark


def test_what_cannot_run_here_is_not_available() -> None:
    """An unavailable variant stays in the definition with its reason, but is not to be run."""
    pair = a_pair()
    pair.good(unavailable="needs Python 3.14")(other)

    definition = defined(pair)

    assert definition.available == ("slow", "quick")
    assert definition.variants[-1].unavailable == "needs Python 3.14"


def test_a_variant_has_its_summary_and_source() -> None:
    """The first line of the docstring and the variant's text, with its helpers, are kept."""
    source = "HELPER = 1\n\n\ndef slow(numbers):\n    return HELPER\n"

    baseline, alternative = defined(a_pair(), source=source).variants

    assert baseline.summary == "Adds them one by one."
    assert baseline.source == "HELPER = 1\n\n\ndef slow(numbers):\n    return HELPER"
    assert (alternative.summary, alternative.source) == ("", "")


def test_each_kind_of_claim_becomes_its_value() -> None:
    """A claim without a size is about the largest; the others keep their sizes."""
    pair = a_pair(
        faster=2.0,
        costs={10: 1.5, 100: 3.0},
        crosses=True,
        leaner=4,
        leaner_per_item=1.2,
        grows="n log n",
        peak_grows="1",
    )

    assert defined(pair).claims == (
        Faster(variant="quick", factor=2.0, size=1_000),
        Costs(variant="quick", factor=1.5, size=10),
        Costs(variant="quick", factor=3.0, size=100),
        Crosses(variant="quick"),
        Leaner(variant="quick", factor=4, size=1_000),
        LeanerPerItem(variant="quick", factor=1.2),
        Grows(variant="quick", order=Order.LINEARITHMIC),
        PeakGrows(variant="quick", order=Order.CONSTANT),
    )


def test_the_claims_on_the_baseline_come_first() -> None:
    """Claims stand in the order of the variants, those on behaviour at the end."""
    pair = Pair(sizes=(1, 10, 100, 1_000))
    pair.input(numbers)
    pair.good(grows="n")(quick)
    pair.bad(grows="n**2")(slow)
    pair.behaviour(adds_up)

    definition = defined(pair)

    assert definition.behaviours == ("adds_up",)
    assert definition.claims == (
        Grows(variant="slow", order=Order.QUADRATIC),
        Grows(variant="quick", order=Order.LINEAR),
        Behaves(variant="slow", check="adds_up", expected_to_pass=False),
        Behaves(variant="quick", check="adds_up", expected_to_pass=True),
    )


def test_a_claim_is_told_with_the_names_of_its_pair() -> None:
    """The sentence names the pair's own baseline, and its own word for sizes."""
    pair = Pair(sizes=(1, 10), axis="pages")
    pair.input(numbers)
    pair.bad(slow)
    pair.good(costs=1.5)(quick)
    definition = defined(pair)
    (claim,) = definition.claims
    said = "quick takes at most 1.5 times as long as slow at 10 pages"
    assert definition.describe(claim) == said


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [
        ("copy", list, "has copy= and leaves its input alone: say mutates=True"),
        ("copy", "list", "copy is 'list': give a function"),
        ("fresh", 3, "fresh is 3: give a function"),
    ],
)
def test_what_is_made_for_each_call_must_make_sense(
    attribute: str, value: object, said: str
) -> None:
    """copy= and fresh= are functions, and copy= is for a pair that changes its input."""
    pair = a_pair()
    setattr(pair, attribute, value)
    with pytest.raises(PairError) as raised:
        defined(pair)
    assert said in str(raised.value)


def test_a_definition_says_whether_calls_begin_cold() -> None:
    """A pair with fresh= is told from one without."""
    pair = a_pair()
    assert not defined(pair).fresh
    pair.fresh = int
    assert defined(pair).fresh
