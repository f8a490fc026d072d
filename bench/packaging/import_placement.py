"""An import inside a hot function: what does it cost each call, when the module is long there?

The statement then only looks the module up and takes a name from it, but it does so in every call.
"""

from datetime import datetime

from pairbench import Pair

pair = Pair(
    advice="Import at the top of the module: in a function it is paid for at every call.",
    sizes=(1_000,),
    axis="calls",
)


@pair.input
def timestamps(size: int) -> list[str]:
    return [
        f"2024-05-{number % 28 + 1:02d}T{number % 24:02d}:{number % 60:02d}:00"
        for number in range(size)
    ]


def hour_by_own_import(timestamp: str) -> int:
    from datetime import datetime

    return datetime.fromisoformat(timestamp).hour


def hour(timestamp: str) -> int:
    return datetime.fromisoformat(timestamp).hour


@pair.bad
def import_in_function(timestamps: list[str]) -> list[int]:
    """Written beside its only use, or to get around a circular import."""
    return [hour_by_own_import(timestamp) for timestamp in timestamps]


@pair.good(faster=1.1)
def import_at_top(timestamps: list[str]) -> list[int]:
    """Imported once, when the module is."""
    return [hour(timestamp) for timestamp in timestamps]
