"""What base has a benchmark for and head has none."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.lost.benchmarks import lost_pairs, lost_parts, unloadable
from pairbench.core.gating.settings import DEFAULTS
from tests.builders import QUICK, SLOW, a_definition

TEXT = """
def {name}(numbers):
    found = []
    for number in numbers:
        found.append(number * number)
    return found
"""

OTHER = """
def {name}(path):
    with open(path) as file:
        return [json.loads(line)["name"] for line in file if line.strip()]
"""


def a_pair(name: str, text: str, *, sizes: tuple[int, ...] = (10, 100)) -> PairDefinition:
    definition = a_definition(sizes=sizes)
    return replace(definition, name=name, file_source=text.format(name="subject") * 3)


def with_variants(texts: Iterable[tuple[str, str]]) -> PairDefinition:
    first, *_ = a_definition().variants
    variants = [replace(first, name=name, source=text.format(name=name)) for name, text in texts]
    return replace(a_definition(), variants=tuple(variants))


@pytest.mark.parametrize(
    ("text", "why"),
    [(TEXT, "it seems to be new now"), (OTHER, "head does not have it")],
)
def test_a_pair_is_found_again_by_its_text(text: str, why: str) -> None:
    """Another pair that is new is not taken for it."""
    (line,) = lost_pairs({"old": a_pair("old", TEXT)}, {"new": a_pair("new", text)})
    assert (line.pair, line.kind, line.change) == ("old", Kind.PAIR, Change.LOST)
    assert line.why == why


def test_a_new_name_is_that_of_one_lost_pair_alone() -> None:
    """The one that is most alike: one that was removed is not said to go by it as well."""
    touched = TEXT.replace("number * number", "number * number + 1")
    base = {"removed": a_pair("removed", touched), "old": a_pair("old", TEXT)}
    removed, renamed = lost_pairs(base, {"new": a_pair("new", TEXT)})
    assert removed.why == "head does not have it"
    assert renamed.why == "it seems to be new now"


def a_test(name: str, text: str) -> PairDefinition:
    first, *_ = a_definition().variants
    variants = (replace(first, source=text),)
    return replace(
        a_definition(), name=name, suite="pytest", file_source=OTHER * 200, variants=variants
    )


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ({"t.py::test_b": OTHER}, "head does not have it"),
        ({"t.py::test_b": TEXT}, "it seems to be t.py::test_b now"),
        ({"t.py::test_a[1]": TEXT, "t.py::test_a[2]": TEXT}, "head does not have it"),
        ({"new.py::test_a": TEXT, "new.py::test_b": TEXT}, "it seems to be new.py::test_a now"),
    ],
)
def test_a_test_is_found_again_by_its_own_text(head: dict[str, str], why: str) -> None:
    """Its file has others; of several with one text its name decides, or nobody knows."""
    (line,) = lost_pairs(
        {"t.py::test_a": a_test("t.py::test_a", TEXT)},
        {name: a_test(name, text) for name, text in head.items()},
    )
    assert line.why == why


def test_long_texts_are_compared_by_their_lines() -> None:
    """By characters, these would take longer than all the rest of a gate."""
    long = "".join(f"    first.second.third(number_{number}, number)\n" for number in range(3_000))
    base = {str(number): a_pair(str(number), TEXT + long) for number in range(30)}
    head = {f"new{number}": a_pair(f"new{number}", TEXT + long + OTHER) for number in range(30)}
    lines = [*lost_pairs(base, head)]
    assert len(lines) == 30


def test_a_pair_of_both_is_not_lost() -> None:
    """Whatever became of its text."""
    assert not list(lost_pairs({"one": a_pair("one", TEXT)}, {"one": a_pair("one", OTHER)}))


def test_a_variant_is_found_again_by_its_text() -> None:
    """Its name alone has changed."""
    base = with_variants([("shops", TEXT), ("by_hand", OTHER)])
    head = with_variants([("of_the_shop", TEXT), ("by_hand", OTHER)])
    (line,) = lost_parts(base, head, DEFAULTS)
    assert line.variant == "shops"
    assert line.why == f"{base.name}.shops seems to be {base.name}.of_the_shop now"


def test_what_head_lacks_is_a_line_of_its_pair() -> None:
    """Each variant and each size, whatever else both have before it."""
    base, head = a_definition(sizes=(10, 2_000), goods=("one", "two", QUICK)), a_definition()
    head = replace(head, sizes=(10, 1_000, 30_000))
    assert list(lost_parts(base, head, replace(DEFAULTS, sizes="all"))) == [
        GateLine(
            pair=base.name,
            kind=Kind.PAIR,
            change=Change.LOST,
            variant=name,
            why="head does not have it",
        )
        for name in ("one", "two")
    ] + [
        GateLine(
            pair=base.name,
            kind=Kind.PAIR,
            change=Change.LOST,
            size=2_000,
            why="head is not measured at 2,000 items, but at 10, 1,000, 30,000",
        )
    ]


def test_a_variant_that_does_not_run_here_any_more_is_lost() -> None:
    """With its reason; one that ran at neither side is not."""
    base, head = a_definition(), a_definition(unavailable={QUICK: "it wants 3.14"})
    (line,) = lost_parts(base, head, DEFAULTS)
    assert (line.variant, line.why) == (QUICK, "head does not run it here: it wants 3.14")
    assert not list(lost_parts(head, head, DEFAULTS))


@pytest.mark.parametrize(
    ("sizes", "all_sizes", "lost"),
    [
        ((10, 3_000), False, [2_000]),
        ((10, 2_000, 3_000), False, []),
        ((2_000,), False, []),
        ((2_000,), True, [10]),
    ],
)
def test_a_size_that_would_have_been_compared_is_told(
    sizes: tuple[int, ...], lost: list[int], *, all_sizes: bool
) -> None:
    """The largest at base, or all of them, as the settings have it."""
    settings = replace(DEFAULTS, sizes="all") if all_sizes else DEFAULTS
    base, head = a_definition(sizes=(10, 2_000)), a_definition(sizes=sizes)
    assert [each.size for each in lost_parts(base, head, settings)] == lost


def test_a_file_that_head_alone_cannot_load_names_its_pairs() -> None:
    """Those that base has in it, or the file where base has none."""
    reasons = {"bench/a.py": "SyntaxError", "bench/b.py": "SyntaxError"}
    lines = list(unloadable(reasons, {}, {"bench/a.py": ["a", "a.more"]}))
    assert [each.pair for each in lines] == ["a", "a.more", "bench/b.py"]
    assert {each.change for each in lines} == {Change.NOT_MEASURED}


def test_a_file_that_head_cannot_load_says_why() -> None:
    """Each of its pairs is a pair that was not measured, for that reason."""
    (line,) = unloadable({"bench/a.py": "SyntaxError"}, {}, {"bench/a.py": ["a"]})
    assert (line.kind, line.why) == (Kind.PAIR, "head cannot load it: SyntaxError")


def test_a_file_that_neither_side_can_load_is_skipped_and_the_next_one_told() -> None:
    """It cannot be head's fault; a file after it can."""
    reasons = {"bench/a.py": "no numpy", "bench/b.py": "SyntaxError"}
    skipped, broken = unloadable(reasons, {"bench/a.py": "no numpy"}, {"bench/a.py": ["a"]})
    assert (skipped.pair, skipped.kind, skipped.change) == (
        "bench/a.py",
        Kind.PAIR,
        Change.SKIPPED,
    )
    assert skipped.why == "neither base nor head can load it: no numpy"
    assert (broken.pair, broken.change) == ("bench/b.py", Change.NOT_MEASURED)


def test_the_baseline_counts_as_any_variant() -> None:
    """A gate compares it as well."""
    base, head = a_definition(), with_variants([(QUICK, OTHER)])
    assert [each.variant for each in lost_parts(base, head, DEFAULTS)] == [SLOW]
