"""Is it a list: does ``isinstance`` accept what ``type(x) == list`` turns away, and at what cost?

The recipients of a message are one address or a list of them, as in many interfaces.
"""

from collections.abc import Callable, Sequence

from pairbench import Pair

Recipients = str | list[str]
Flatten = Callable[[Sequence[Recipients]], list[str]]

pair = Pair(
    advice="Ask for a type with `isinstance`, not by comparing `type(x)`: it costs little.",
    sizes=(1_000,),
    axis="messages",
)


@pair.input
def messages(size: int) -> list[Recipients]:
    """Every second message goes to two people."""
    return [
        [f"customer-{number}@example.org", f"agent-{number}@example.org"]
        if number % 2
        else f"customer-{number}@example.org"
        for number in range(size)
    ]


class Team(list[str]):
    """A list of addresses with a name."""

    def __init__(self, name: str, addresses: list[str]) -> None:
        super().__init__(addresses)
        self.name = name


@pair.behaviour
def a_subclass_of_list_is_a_list(flatten: Flatten) -> str:
    team = Team("sales", ["ann@example.org", "bob@example.org"])
    addresses = flatten([team])
    seen = f"a team of two becomes {len(addresses)} recipients: {addresses}"
    assert addresses == ["ann@example.org", "bob@example.org"], seen
    return seen


@pair.bad
def compare_types(messages: Sequence[Recipients]) -> list[str]:
    """``type(x) == list``: true of a list, and of nothing that is derived from it."""
    addresses: list[str] = []
    for recipients in messages:
        if type(recipients) == list:  # noqa: E721 (the subject)
            addresses.extend(recipients)
        else:
            addresses.append(recipients)  # type: ignore[arg-type]  # mypy sees the fault
    return addresses


@pair.good(costs=1.25)
def ask_isinstance(messages: Sequence[Recipients]) -> list[str]:
    """``isinstance(x, list)``: true of a list and of every kind of list."""
    addresses: list[str] = []
    for recipients in messages:
        if isinstance(recipients, list):
            addresses.extend(recipients)
        else:
            addresses.append(recipients)
    return addresses
