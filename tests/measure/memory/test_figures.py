"""Tests of what counts as a call's memory: nothing of the tracer, of caches, or of the code."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from pairbench.core.records.measurement import MemoryFigures, MemoryMeasurement
from pairbench.measure.memory.probe import MemrayProbe
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import NUMBERS, entry_from

pytestmark = pytest.mark.slow


def figures(
    folder: Path, *parts: str, sizes: Sequence[int] = (300,), repeats: int = 1
) -> list[MemoryFigures]:
    """The figures of the variant called ``subject``, size by size and process by process."""
    entry = entry_from(folder, *parts, OTHER, options=f"sizes={tuple(sizes)}")
    with Jobs() as jobs:
        found = list(
            MemrayProbe(jobs).trace(entry, variant="subject", sizes=sizes, repeats=repeats)
        )
    measured = [each for each in found if isinstance(each, MemoryMeasurement)]
    assert measured == found
    return [each for one in measured for each in one.repeats]


def subject(body: str, before: str = "", signature: str = "numbers") -> str:
    """A variant with this body."""
    lines = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    return f"{before}\n\n@pair.bad\ndef subject({signature}):\n{lines}\n"


OTHER = """
@pair.good
def other(numbers):
    return None
"""

WORK = "return [number * number for number in numbers[:40]]"

EDITS = {
    "an annotation": subject(
        f"squares: list[int]\n{WORK}", signature="numbers: list[int], power: int = 2"
    ),
    "a check that never fails": subject(f"assert numbers, 'none at all'\n{WORK}"),
    "a comment": subject(f"# Why not?\n{WORK}  # squares"),
    "a dead branch": subject(
        f"if not numbers:\n    raise ValueError('{'nothing to square, ' * 20}')\n{WORK}"
    ),
    "a default": subject(WORK, signature="numbers, spare=(1, 2, 3), *, other='x'"),
    "a docstring": subject(f"'''{'Squares. ' * 30}'''\n{WORK}"),
    "a function below": subject(WORK) + "\n\ndef unused(numbers):\n    return len(numbers)\n",
    "a global name": subject("return [n * n for n in numbers[:MANY]]", "MANY = 40"),
    "a handler": subject(
        f"try:\n    {WORK}\nexcept IndexError:\n    raise ValueError('x') from None"
    ),
    "a helper": subject(
        "return squares(numbers)", f"def squares(numbers, *, power: int = 2):\n    {WORK}"
    ),
    "a longer name": subject(
        "the_squares_of_all_of_these = [number * number for number in numbers[:40]]\n"
        "return the_squares_of_all_of_these"
    ),
    "helpers in a row": subject(
        "return one(numbers)",
        "def one(numbers):\n    a = b = c = d = numbers\n    return two(d)\n\n"
        f"def two(numbers):\n    {WORK}\n",
    ),
    "a local that is deleted": subject(f"spare = numbers\ndel spare\n{WORK}"),
    "an import": subject(WORK, "import colorsys\nimport decimal"),
    "many constants": subject(f"table = (1.5, 2.5, 'three', 4_000, 5_000)\n{WORK}"),
    "many locals": subject(f"a = b = c = d = e = f = g = h = numbers\n{WORK}"),
}


@pytest.mark.exact
def test_edits_that_do_nothing_change_no_byte(tmp_path: Path) -> None:
    """Code that is written in another way, and does the same, has the same figures."""
    (plain,) = figures(tmp_path / "plain", NUMBERS, subject(WORK))
    found = {
        edit: figures(tmp_path / edit, NUMBERS, text)[0] for edit, text in sorted(EDITS.items())
    }
    assert plain.retained_bytes > 40 * 8
    assert {edit: each for edit, each in found.items() if each != plain} == {}


@pytest.mark.exact
def test_a_call_that_allocates_nothing_has_no_memory(tmp_path: Path) -> None:
    """What the tracer needs to begin and to end is taken away."""
    (found,) = figures(tmp_path, NUMBERS, subject("return numbers[0]"))
    assert (found.peak_bytes, found.retained_bytes) == (0, 0)
    assert (found.allocated_bytes, found.allocations) == (0, 0)


@pytest.mark.parametrize(
    "result",
    ["numbers[-1]", "None", "len(numbers) > 3", "numbers", "max(numbers)", "len(str(numbers)) % 9"],
)
def test_a_result_that_was_there_before_retains_nothing(tmp_path: Path, result: str) -> None:
    """A number of the input, the input itself, and what is there once for all."""
    (found,) = figures(tmp_path, NUMBERS, subject(f"return {result}"))
    assert found.retained_bytes == 0


def test_the_same_work_is_the_same_at_every_size(tmp_path: Path) -> None:
    """The first size of a process is as the later ones, although classes and caches are new.

    The parser looks two attributes up by names that it makes (`_handle_conflict_error`, once for
    each option): the interpreter's cache may keep such a name or not, by where it lies in memory.
    """
    parser = subject(
        """
        parser = argparse.ArgumentParser()
        parser.add_argument("--often", type=int, default=3, help="how often")
        return parser.parse_args(["--often", "4"]).often
        """,
        "import argparse",
    )
    found = figures(tmp_path, NUMBERS, parser, sizes=(1, 2, 3, 4), repeats=2)
    peaks = [each.peak_bytes for each in found]
    assert min(peaks) > 5_000
    assert max(peaks) - min(peaks) < 2 * A_NAME_BYTES
    assert {each.retained_bytes for each in found} == {0}
    assert len({each.allocations for each in found}) == 1


def test_a_name_that_the_interpreter_caches_is_not_the_result_s(tmp_path: Path) -> None:
    """A name in the cache of attributes goes when others are looked up, as a result's end may."""
    found = {
        length: figures(
            tmp_path / str(length),
            NUMBERS,
            subject(
                f"""
                getattr(Kept, sys.intern("x" * {length} + str(len(numbers))), None)
                return Kept()
                """,
                textwrap.dedent(
                    """
                    import sys

                    OTHERS = [sys.intern(f"y{number}") for number in range(20_000)]

                    class Kept:
                        # However few calls there is time to warm up for, it is as large.
                        __slots__ = ()

                        def __del__(self):
                            for name in OTHERS:
                                getattr(Kept, name, None)
                    """
                ),
            ),
        )[0].retained_bytes
        for length in (1, 90)
    }
    assert found[1] == found[90]


A_NAME_BYTES = 100
"""More than a name of an attribute takes."""

CACHES = {
    "a cache that the call fills": subject(
        "KEPT.append(bytes(5_000))\nreturn [bytes(100) for _ in range(10)]", "KEPT = []"
    ),
    "a cycle that is garbage": subject(
        "cycle = [bytes(5_000)]\ncycle.append(cycle)\nreturn [bytes(100) for _ in range(10)]"
    ),
    "a part of what was made": subject(
        "made = [bytes(5_000), [bytes(100) for _ in range(10)]]\nreturn made[1]"
    ),
}


@pytest.mark.parametrize("case", sorted(CACHES))
def test_only_what_dies_with_the_result_is_retained(tmp_path: Path, case: str) -> None:
    """What a cache keeps, and what is garbage, is no memory of the result; the peak has it."""
    plain = "return [bytes(100) for _ in range(10)]"
    (bare,) = figures(tmp_path / "bare", NUMBERS, subject(plain))
    (found,) = figures(tmp_path / "found", NUMBERS, CACHES[case])
    assert found.retained_bytes == bare.retained_bytes
    assert found.peak_bytes > bare.peak_bytes + 5_000


@pytest.mark.exact
def test_what_is_put_into_the_input_is_retained(tmp_path: Path) -> None:
    """A variant that changes its input in place is held to what the input has gained."""
    entry = entry_from(
        tmp_path,
        NUMBERS,
        subject("numbers.extend([bytes(1_000) for _ in range(20)])"),
        OTHER,
        options="sizes=(10,), mutates=True",
    )
    with Jobs() as jobs:
        (found,) = MemrayProbe(jobs).trace(entry, variant="subject", sizes=[10], repeats=1)
    assert isinstance(found, MemoryMeasurement)
    assert found.retained_bytes.low > 20_000


def test_an_async_variant_is_traced_alike(tmp_path: Path) -> None:
    """What its coroutine builds is counted, and what awaiting it takes is not retained."""
    body = "return [bytes(1_000) for _ in range(10)]"
    (plain,) = figures(tmp_path / "plain", NUMBERS, subject(body))
    awaited = subject(body).replace("def subject", "async def subject")
    (found,) = figures(tmp_path / "awaited", NUMBERS, awaited)
    assert found.retained_bytes == pytest.approx(plain.retained_bytes, abs=64)


def test_each_process_has_a_hash_seed_of_its_own(tmp_path: Path) -> None:
    """The repeats have other seeds, and the same ones every time, whichever variant it is."""
    note = tmp_path / "seeds"
    text = subject(
        f"with open({str(note)!r}, 'a') as file:\n"
        "    print(os.environ['PYTHONHASHSEED'], file=file)",
        "import os",
    )
    entry = entry_from(tmp_path, NUMBERS, text, OTHER)
    with Jobs() as jobs:
        probe = MemrayProbe(jobs)
        seen = []
        for begin, repeats in ((0, 2), (2, 3), (0, 2)):
            note.write_text("", encoding="utf-8")
            list(probe.trace(entry, variant="subject", sizes=[10], repeats=repeats, begin=begin))
            seen.append(set(note.read_text(encoding="utf-8").split()))
    assert seen == [{"1", "2"}, {"3", "4", "5"}, {"1", "2"}]


def test_the_lines_of_a_result_name_who_holds_it(tmp_path: Path) -> None:
    """Of what is retained each line is told with its bytes; what a cache keeps is not."""
    text = subject(
        """
        KEPT.append(bytes(5_000))
        built = bytes(3_000)
        return built
        """,
        "KEPT = []",
    )
    entry = entry_from(tmp_path, NUMBERS, text, OTHER)
    with Jobs() as jobs:
        lines = MemrayProbe(jobs).lines(entry, variant="subject", size=10, retained=True)
    assert [each.text for each in lines] == ["built = bytes(3_000)"]
    assert 3_000 <= lines[0].held_bytes < 3_100
