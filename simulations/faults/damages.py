"""Damages stored files at random, by their bytes and by their values, and reads them."""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pairbench.core.errors import StoreError
from pairbench.core.judging.ledger import judge_run
from pairbench.core.records.record import RunSet
from pairbench.report.page.document import build_page
from pairbench.store.claims import claims_json
from pairbench.store.foreign.results import read_results
from pairbench.store.run_sets import load
from simulations.faults.amounts import Amounts
from simulations.faults.project import Findings, Outcome
from tests.damages import change_bytes, change_length, forge, forge_file
from tests.records import a_record, a_run_set
from tests.sealed import seal, stored
from tests.store.foreign.test_results import ASV, PYTEST

KINDS = 4


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """So many damages, the same number of each kind."""
    times = amounts.damages // KINDS
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        place = Path(name)
        whole = a_run_set([a_record("strings/join"), a_record("memory/slots")])
        folder = stored(place / "set", whole)
        yield _many("a stored byte is changed", times, rng, folder, whole, change_bytes)
        yield _many(
            "a stored file is cut, doubled or gone", times, rng, folder, whole, change_length
        )
        yield _many(
            "a stored value is forged, checksum and all", times, rng, folder, None, forge_file
        )
        yield _foreign(times, rng, place)


def _many(
    fault: str,
    times: int,
    rng: random.Random,
    folder: Path,
    whole: RunSet | None,
    damage: Callable[[Path, random.Random], None],
) -> Outcome:
    """Damage one file of a set, read the set, and put the file right again."""
    total = Outcome(fault=fault)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for _ in range(times):
        state, path = rng.getstate(), rng.choice([*before])
        damage(path, rng)
        if whole is None:
            seal(folder)
        findings = Findings(f"{fault}: {path.name}, {hash(state)}")
        _read(folder, whole, findings)
        total += findings.outcome()
        for each, content in before.items():
            each.write_bytes(content)
    return total


def _read(folder: Path, whole: RunSet | None, findings: Findings) -> None:
    """A damaged set is refused in one line, or means what it meant; a forged one can be shown."""
    try:
        found = load(folder)
        if whole is None:
            judged = judge_run(found)
            claims_json([judged]).encode()
            build_page([judged]).encode()
        else:
            findings.note("lost", unless=found == whole, why="it was read as another truth")
    except StoreError as error:
        fine = str(error).isprintable() and len(str(error)) < 5_000
        findings.note("wrong", unless=fine, why=f"not one line: {str(error)[:200]!a}")
    except Exception as error:  # noqa: BLE001 (whatever comes is what is looked for)
        findings.note("wrong", unless=False, why=f"{type(error).__name__}: {str(error)[:200]!a}")


def _foreign(times: int, rng: random.Random, place: Path) -> Outcome:
    """Files of other tools with odd values, and what was made of their bytes."""
    total = Outcome(fault="a file of another tool is damaged")
    for number in range(times):
        content = json.loads(json.dumps(rng.choice((PYTEST, ASV))))
        forge(content, rng)
        path = place / "theirs.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        if number % 2:
            (change_bytes, change_length)[number % 4 // 2](path, rng)
        findings = Findings(total.fault)
        try:
            read_results(path, None)
        except StoreError as error:
            findings.note("wrong", unless=str(error).isprintable(), why=f"{str(error)[:200]!a}")
        except Exception as error:  # noqa: BLE001 (whatever comes is what is looked for)
            why = f"{type(error).__name__}: {str(error)[:200]!a}"
            findings.note("wrong", unless=False, why=why)
        total += findings.outcome()
    return total
