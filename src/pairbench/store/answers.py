"""What ``pairbench compare --json`` prints: every figure and every answer of a comparison."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from pairbench.core.judging.answers import Answers

FORMAT = 1
"""Raised when a reader of the old form could no longer read the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswers:
    """The answers of one comparison."""

    format: int
    compared: Answers


_ANSWERS = TypeAdapter(StoredAnswers)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema, by the name under which it is published."""
    return {"compare.schema.json": _ANSWERS.json_schema(mode="serialization")}


def answers_json(answers: Answers) -> str:
    """All of it as JSON; a number that is not finite is null."""
    return _ANSWERS.dump_json(StoredAnswers(format=FORMAT, compared=answers), indent=1).decode()
