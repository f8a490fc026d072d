"""A calibration as a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pairbench.core.judging.calibration import Calibration
from pairbench.store.files import write_whole

FORMAT = 3
"""Raised when a reader of the old files could no longer read the new ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCalibration:
    """What ``pairbench calibrate --json`` writes."""

    format: int
    calibration: Calibration


_CALIBRATION = TypeAdapter(StoredCalibration)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema, by the name under which it is published."""
    return {"calibration.schema.json": _CALIBRATION.json_schema(mode="serialization")}


def save_calibration(path: Path, calibration: Calibration) -> None:
    """Write a calibration with all of its trials."""
    stored = StoredCalibration(format=FORMAT, calibration=calibration)
    write_whole(path, _CALIBRATION.dump_json(stored, indent=1))
