"""The text of a variant with what it uses."""

from pairbench.core.authoring.source import SourceText

FILE = '''"""Is it quick?"""

import math

from pairbench import Pair

pair = Pair(sizes=(1, 10))

LIMIT = 10
UNUSED = 11
rate: float = LIMIT / 3


@pair.input
def numbers(size):
    return list(range(size))


class Market:
    """Something to trade on."""

    limit = LIMIT


def deep():
    return Market()


def helper():
    return deep()


@pair.bad
@decorated(
    "twice"
)
def slow(numbers):
    return math.floor(len(numbers) * rate)


@pair.good
async def quick(numbers):
    return helper()


@pair.good
def local(numbers, UNUSED):
    return UNUSED


@pair.good
def recursive(numbers):
    return recursive(numbers[1:])
'''


def test_a_definition_comes_with_its_decorators() -> None:
    """The text begins at the first decorator, after the constants that are used."""
    assert SourceText(FILE).with_what_it_uses("slow") == (
        "LIMIT = 10\n\n\n"
        "rate: float = LIMIT / 3\n\n\n"
        '@pair.bad\n@decorated(\n    "twice"\n)\n'
        "def slow(numbers):\n    return math.floor(len(numbers) * rate)"
    )


def test_what_is_used_is_found_through_helpers_in_the_order_of_the_file() -> None:
    """A helper of a helper is there, each once, and the variant stands last."""
    text = SourceText(FILE).with_what_it_uses("quick")

    found = [line for line in text.splitlines() if line.startswith(("LIMIT", "class", "def", "as"))]
    assert found == [
        "LIMIT = 10",
        "class Market:",
        "def deep():",
        "def helper():",
        "async def quick(numbers):",
    ]


def test_the_pair_the_imports_and_what_is_not_used_are_left_out() -> None:
    """The reader sees the code that is compared, not the harness around it."""
    text = SourceText(FILE).with_what_it_uses("quick")

    assert "Pair(" not in text
    assert "import" not in text
    assert "UNUSED" not in text


def test_a_parameter_is_not_taken_for_a_definition_of_the_same_name() -> None:
    """A variant's own names hide those of the file, such as that of the input function."""
    text = SourceText(FILE).with_what_it_uses("local")

    assert text == "@pair.good\ndef local(numbers, UNUSED):\n    return UNUSED"


def test_a_function_that_calls_itself_is_there_once() -> None:
    """Recursion ends the search rather than going on for ever."""
    text = SourceText(FILE).with_what_it_uses("recursive")

    assert text == "@pair.good\ndef recursive(numbers):\n    return recursive(numbers[1:])"


def test_two_functions_that_call_each_other_are_both_there() -> None:
    """A circle of helpers is followed once."""
    text = SourceText("def even(n):\n    return odd(n)\n\n\ndef odd(n):\n    return even(n)\n")

    assert text.with_what_it_uses("even") == (
        "def odd(n):\n    return even(n)\n\n\ndef even(n):\n    return odd(n)"
    )


def test_what_the_file_does_not_define_has_no_text() -> None:
    """A variant that was imported from elsewhere has an empty source."""
    assert not SourceText(FILE).with_what_it_uses("imported")


def test_a_pair_with_an_annotation_is_left_out_as_well() -> None:
    """However the pair is made, it is not part of a variant's source."""
    text = "pair: Pair = pairbench.Pair(sizes=(1,))\n\n\n@pair.bad\ndef slow(n):\n    return n\n"

    assert SourceText(text).with_what_it_uses("slow") == "@pair.bad\ndef slow(n):\n    return n"


def test_a_form_feed_does_not_shift_the_lines() -> None:
    """Only what Python counts as the end of a line is one."""
    assert SourceText("\x0c\ndef slow(n):\n    return n\n").with_what_it_uses("slow") == (
        "def slow(n):\n    return n"
    )
