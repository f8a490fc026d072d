"""Searches for bytes that a reader of ours does not bear: by hypothesis, and by atheris."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from simulations.faults.amounts import Amounts
from simulations.faults.project import Findings, Outcome
from simulations.faults.readers import Reader, complaint_of, readers
from tests.damages import forge

EXAMPLES = 200
"""So many are tried before it is looked at the time again."""

LONGER_S = 60.0
"""A search by atheris may take so much longer than it was given: it starts and ends as well."""

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([10**400]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """Each reader gets its share of the time, of each of the two searches its half."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        place = Path(name)
        found = readers(place)
        guided = find_spec("atheris") is not None
        share_s = amounts.fuzzed_s / len(found) / (1 + guided)
        for kind, reader in found.items():
            yield from _by_hypothesis(kind, reader, share_s, rng)
            if guided:
                yield _by_atheris(kind, reader, share_s, place)


def _by_hypothesis(
    kind: str, reader: Reader, seconds: float, rng: random.Random
) -> Iterator[Outcome]:
    """Search until the time is over, or something was found."""
    until_s, found = time.monotonic() + seconds, False
    while time.monotonic() < until_s and not found:
        findings = Findings(f"hypothesis looks for {kind} that cannot be borne")
        trial = Trial(reader)
        with findings.of_errors():
            seed(rng.randrange(2**32))(_quietly(given(_contents(reader))(trial.search)))()
        outcome = findings.outcome(times=max(1, trial.count))
        found = bool(outcome.wrong)
        yield outcome


class Trial:
    """What is tried on a reader, and how often it was."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.count = 0

    @property
    def search(self) -> Callable[[bytes], None]:
        """The function that has to bear all bytes."""

        def search(content: bytes) -> None:
            self.count += 1
            complaint = complaint_of(self._reader, content)
            assert complaint is None, f"{complaint}: {content[:500]!r}"

        return search


_quietly = settings(
    max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=[*HealthCheck]
)


def _contents(reader: Reader) -> st.SearchStrategy[bytes]:
    """Bytes, documents, and the samples with a few bytes or a few values changed."""
    samples = st.sampled_from(reader.samples)
    documents = VALUES.map(lambda found: json.dumps(found).encode())
    randoms = st.randoms(use_true_random=False)
    return st.one_of(
        st.binary(),
        documents,
        st.builds(_with_bytes, samples, st.binary(max_size=8), st.floats(0, 1)),
        st.builds(_forged, samples, randoms),
        st.builds(_with_value, samples, VALUES, randoms),
    )


def _with_bytes(sample: bytes, others: bytes, place: float) -> bytes:
    at = int(place * len(sample))
    return sample[:at] + others + sample[at + len(others) :]


def _forged(sample: bytes, rng: random.Random) -> bytes:
    """The sample with odd values; one that is no document has its lines in another order."""
    try:
        content = json.loads(sample)
    except ValueError:
        lines = sample.splitlines(keepends=True)
        rng.shuffle(lines)
        return b"".join(lines)
    forge(content, rng)
    return json.dumps(content).encode()


def _with_value(sample: bytes, value: object, rng: random.Random) -> bytes:
    """The sample with another value at a random place, as it is written there."""
    written = json.dumps(value).encode()
    places = [at for at, each in enumerate(sample) if each in b":=,"]
    if not places:
        return sample + written
    at = rng.choice(places) + 1
    ends = [end for end in (sample.find(each, at) for each in (b",", b"\n", b"}")) if end >= 0]
    return sample[:at] + written + sample[min(ends, default=len(sample)) :]


def _by_atheris(kind: str, reader: Reader, seconds: float, place: Path) -> Outcome:
    """Have a process of its own search, which ends with the first thing that it finds."""
    findings = Findings(f"atheris looks for {kind} that cannot be borne")
    samples = place / "samples"
    samples.mkdir(exist_ok=True)
    for number, each in enumerate(reader.samples):
        (samples / f"{kind}-{number}".replace("/", "-")).write_bytes(each)
    count = 0
    with findings.of_errors():
        done = subprocess.run(
            [sys.executable, "-m", "simulations.faults.guided", kind, str(seconds), str(samples)],
            capture_output=True,
            timeout=seconds + LONGER_S,
            check=False,
        )
        said = done.stderr.decode(errors="replace").splitlines()
        tried = [each.split()[-1] for each in said if each.startswith("stat::number_of_executed")]
        count = int(tried[-1]) if tried else 0
        findings.note("wrong", unless=done.returncode == 0, why=" ".join(said[-30:])[:600])
    shutil.rmtree(samples)
    return findings.outcome(times=max(1, count))
