"""How a pair is written."""

import numpy as np
import pytest

from pairbench import Pair


def loop(numbers: list[int]) -> int:
    return len(numbers)


def test_decorators_without_parentheses_give_the_function_back() -> None:
    """A decorated function is the very same function, so that a pair file stays plain Python."""
    pair = Pair(sizes=(1, 10))

    decorators = (pair.bad, pair.good, pair.input, pair.consumer, pair.equal, pair.behaviour)

    assert all(decorator(loop) is loop for decorator in decorators)


def test_decorators_with_arguments_give_the_function_back() -> None:
    """Claims and scopes in a decorator do not wrap the function either."""
    pair = Pair(sizes=(1, 10))

    decorators = (pair.bad(grows="n"), pair.good(faster=2.0), pair.resource(scope="run"))

    assert all(decorator(loop) is loop for decorator in decorators)


def test_each_helper_is_collected_in_its_own_place() -> None:
    """Input, consumer, equality, resource and behaviour are told apart."""
    pair = Pair(sizes=(1, 10))
    functions = [lambda _, number=number: number for number in range(5)]

    pair.input(functions[0])
    pair.consumer(functions[1])
    pair.equal(functions[2])
    pair.resource(scope="run")(functions[3])
    pair.behaviour(functions[4])

    assert pair.inputs == [functions[0]]
    assert pair.consumers == [functions[1]]
    assert pair.equals == [functions[2]]
    assert [(each.open, each.scope) for each in pair.resources] == [(functions[3], "run")]
    assert pair.behaviours == [functions[4]]


def test_a_resource_belongs_to_its_worker_unless_told_otherwise() -> None:
    """Each worker opens a resource of its own by default."""
    pair = Pair(sizes=(1, 10))

    pair.resource()(loop)

    assert pair.resources[0].scope == "worker"


def test_a_variant_has_only_the_claims_that_were_made() -> None:
    """What is left out of a decorator, or said to be False, is no claim."""
    pair = Pair(sizes=(1, 10))

    pair.good(faster=2.0, crosses=False)(loop)
    pair.good(crosses=True, leaner={10: 3.0})(loop)
    pair.good(loop)

    made = [variant.claims for variant in pair.variants]
    assert made == [{"faster": 2.0}, {"crosses": True, "leaner": {10: 3.0}}, {}]


def test_variants_know_their_role_and_why_they_cannot_run() -> None:
    """The decorator gives the role; only an alternative can be unavailable."""
    pair = Pair(sizes=(1, 10))

    pair.bad(loop)
    pair.good(unavailable="needs Python 3.14")(loop)

    found = [(variant.role, variant.unavailable) for variant in pair.variants]
    assert found == [("bad", None), ("good", "needs Python 3.14")]


def test_sizes_are_kept_as_they_were_given() -> None:
    """Changing the list of sizes afterwards does not change the pair."""
    sizes = [1, 10]
    pair = Pair(sizes=sizes)

    sizes.append(5)

    assert pair.sizes == (1, 10)


def test_two_pairs_share_nothing() -> None:
    """What is declared on one pair does not show up on another."""
    first, second = Pair(sizes=(1,)), Pair(sizes=(1,))

    first.bad(loop)
    first.input(loop)

    assert not second.variants
    assert not second.inputs


def test_whole_numbers_of_a_library_are_sizes() -> None:
    """They become Python's own, so that they can be stored; a truth value stays one."""
    sizes = Pair(sizes=np.array([10, 100])).sizes  # type: ignore[arg-type]
    assert [(type(each), each) for each in sizes] == [(int, 10), (int, 100)]
    assert Pair(sizes=(True,)).sizes == (True,)


def test_one_size_is_told_how_it_is_written() -> None:
    """A number alone is no sequence, and Python's own words would name no size."""
    with pytest.raises(TypeError, match=r"sizes=100: give several, or write sizes=\(100,\)"):
        Pair(sizes=100)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"sizes=None: give several, or write sizes=\(100,\)"):
        Pair(sizes=None)  # type: ignore[arg-type]
