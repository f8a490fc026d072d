"""Searches one reader with atheris, which follows the branches that are taken.

``python -m simulations.faults.guided READER SECONDS SAMPLES`` ends with the time, or with the first
bytes that the reader does not bear.
"""

import importlib
import sys
import tempfile
from pathlib import Path

LONGEST_BYTES = 20_000
"""No bytes that are tried are more: reading more takes longer, and takes no other branch."""


def main() -> None:
    """Search until the time is over; the process ends with it."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["pairbench"]):
        from simulations.faults.readers import complaint_of, readers

    kind, seconds, samples = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        reader = readers(Path(name))[kind]

        def one(content: bytes) -> None:
            complaint = complaint_of(reader, content)
            if complaint is not None:
                raise AssertionError(f"{complaint}: {content[:500]!r}")

        time_ = f"-max_total_time={max(1, round(float(seconds)))}"
        limits = [time_, f"-max_len={LONGEST_BYTES}", "-print_final_stats=1"]
        # What it finds is told in its last lines; the file that it writes as well is not kept.
        beside = f"-artifact_prefix={name}/"
        atheris.Setup([sys.argv[0], *limits, beside, samples], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
