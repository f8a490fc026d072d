"""The JSON Schemas of all files that pairbench writes."""

import json
from pathlib import Path
from typing import Any

from pairbench.store import answers, calibrations, claims, gates, stored


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name under which it is published."""
    kinds = (stored, calibrations, gates, claims, answers)
    return {name: schema for each in kinds for name, schema in each.schemas().items()}


def publish(folder: Path) -> None:
    """Write them all into a folder."""
    for name, schema in schemas().items():
        (folder / name).write_text(f"{json.dumps(schema, indent=2)}\n", encoding="utf-8")
