"""Damages stored files at random, by their bytes and by their values, and has them read."""

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pairbench.core.errors import StoreError
from pairbench.core.records.record import PairRecord, Status
from pairbench.report.page.document import build_page
from pairbench.store.foreign.results import read_results
from pairbench.store.run_sets import RunFolder, load
from pairbench.store.seals.journal import JOURNAL_FILE
from simulations.faults.amounts import Amounts
from simulations.faults.forgeries import FORGERIES, PAIRS
from simulations.faults.inside import Said, called
from simulations.faults.project import Findings, Outcome
from tests.damages import ODD, change_bytes, change_length, forge, forge_file
from tests.records import RUN, a_record, a_run_set
from tests.sealed import seal, stored
from tests.store.foreign.test_results import ASV, PYTEST

USAGE = 2
"""The exit code for what cannot be read."""

LONGEST_LINE = 5_000
"""A refusal of more characters is not one line any more."""

Damage = Callable[[Path, random.Random], None]


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """So many damages, the same number of each kind."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        bench = Bench(Path(name))
        kinds: list[tuple[str, Callable[[str, random.Random], Findings]]] = [
            ("a stored byte is changed", bench.damaged_by(change_bytes)),
            ("a stored file is cut, doubled or gone", bench.damaged_by(change_length)),
            ("a journal is cut or changed", bench.journal),
            ("a stored value is forged, checksum and all", bench.forged),
            ("a stored text has control characters", bench.controls),
            *((each, bench.refused) for each in FORGERIES),
            ("a file of another tool is damaged", bench.foreign),
        ]
        for number in range(amounts.damages):
            fault, one = kinds[number % len(kinds)]
            findings = Findings(fault)
            with findings.of_errors():
                findings = one(fault, rng)
            bench.mend()
            yield replace(findings.outcome(), fault=fault)


def _small(name: str) -> PairRecord:
    """A pair with few rounds: reading and judging it takes milliseconds."""
    record = a_record(name)
    return replace(record, rounds=tuple(each for each in record.rounds if each.number <= 2))


class Bench:
    """A run set that is damaged, read by the command, and put right again."""

    def __init__(self, place: Path) -> None:
        """Write the set, and one that a killed run has left with a journal."""
        self._place = place
        self._whole = a_run_set([_small(each) for each in PAIRS])
        self._set = stored(place / "set", self._whole)
        self._killed = place / "killed"
        _kill(self._killed, self._whole.pairs)
        self._sound = place / "sound"
        for each in (self._set, self._killed):
            shutil.copytree(each, self._sound / each.name)

    def mend(self) -> None:
        """Put both sets right again."""
        for each in (self._set, self._killed):
            shutil.rmtree(each, ignore_errors=True)
            shutil.copytree(self._sound / each.name, each)

    def damaged_by(self, damage: Damage) -> Callable[[str, random.Random], Findings]:
        """What is found when the bytes of a file are damaged so: nothing else may be read."""

        def damaged(fault: str, rng: random.Random) -> Findings:
            path = rng.choice(sorted(each for each in self._set.rglob("*") if each.is_file()))
            findings = Findings(f"{fault}: {path.name}")
            damage(path, rng)
            said = self._report(self._set)
            if said.code == 0:
                same = load(self._set) == self._whole
                findings.note("lost", unless=same, why="it was read as another truth")
            else:
                _look_at_refusal(said, path.name, findings)
            return findings

        return damaged

    def journal(self, fault: str, rng: random.Random) -> Findings:
        """What is read has no round that was not measured, and lacks none of those in the files."""
        findings = Findings(fault)
        rng.choice((change_bytes, change_length))(self._killed / JOURNAL_FILE, rng)
        said = self._report(self._killed)
        if said.code:
            _look_at_refusal(said, JOURNAL_FILE, findings)
            return findings
        rounds = [each.rounds for each in load(self._killed).pairs]
        pairs = zip(rounds, [each.rounds for each in self._whole.pairs], strict=True)
        known = all(
            len(some) <= len(true) and all(each in true for each in some) for some, true in pairs
        )
        findings.note("lost", unless=known, why="it was read as another truth")
        return findings

    def forged(self, fault: str, rng: random.Random) -> Findings:
        """Who forges a checksum as well can lie, and cannot make anything else of the reader."""
        path = rng.choice([*self._set.rglob("*.json")])
        findings = Findings(f"{fault}: {path.name}")
        forge_file(path, rng)
        seal(self._set)
        said = self._report(self._set)
        if said.code == 0:
            self._show(self._set, findings)
        else:
            _look_at_refusal(said, path.name, findings)
        return findings

    def controls(self, fault: str, rng: random.Random) -> Findings:
        """Whatever a text holds, nothing that is shown of it is obeyed by a terminal."""
        path = self._set / "pairs" / f"{rng.choice(PAIRS)}.json"
        findings = Findings(f"{fault}: {path.name}")
        content = json.loads(path.read_bytes())
        holder, key = rng.choice([*_texts(content)])
        holder[key] = rng.choice([each for each in ODD if isinstance(each, str)]) + holder[key]
        path.write_text(json.dumps(content), encoding="utf-8")
        seal(self._set)
        said = self._report(self._set)
        if said.code == 0:
            shown = {each for each in said.out if not each.isprintable()} - {*"\r\n\t"}
            findings.note("wrong", unless=not shown, why=f"it shows {shown}")
            self._show(self._set, findings)
        else:
            _look_at_refusal(said, path.name, findings)
        return findings

    def refused(self, fault: str, rng: random.Random) -> Findings:
        """What no run has written is refused although its checksum is right."""
        findings = Findings(fault)
        named = FORGERIES[fault](self._set, rng)
        seal(self._set)
        said = self._report(self._set)
        if said.code == 0:
            findings.note("wrong", unless=False, why=f"{named} was read")
        else:
            _look_at_refusal(said, named, findings)
        return findings

    def foreign(self, fault: str, rng: random.Random) -> Findings:
        """A file of another tool with odd values, and what was made of its bytes."""
        findings = Findings(fault)
        content = json.loads(json.dumps(rng.choice((PYTEST, ASV))))
        forge(content, rng)
        path = self._place / "theirs.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        if rng.randrange(2):
            rng.choice((change_bytes, change_length))(path, rng)
        try:
            read_results(path, None)
        except StoreError as error:
            fine = str(error).isprintable() and path.name in str(error)
            findings.note("wrong", unless=fine, why=f"{str(error)[:200]!a}")
        return findings

    @staticmethod
    def _report(folder: Path) -> Said:
        return called("report", str(folder), "--format", "json")

    @staticmethod
    def _show(folder: Path, findings: Findings) -> None:
        """What was accepted can be drawn as well."""
        from pairbench.core.judging.ledger import judge_run

        with findings.of_errors():
            build_page([judge_run(load(folder))]).encode()


def _kill(folder: Path, pairs: tuple[PairRecord, ...]) -> None:
    """Leave a set as a run does that was killed before it wrote its rounds again."""
    writer = RunFolder(folder, clock_s=_Clock())
    writer.save_run(replace(RUN, status=Status.RUNNING))
    for record in pairs:
        writer.save_pair(replace(record, rounds=()))
        for count in range(1, len(record.rounds) + 1):
            writer.save_rounds(replace(record, rounds=record.rounds[:count]))


@dataclass(slots=True)
class _Clock:
    """A second goes by from the making of a set to its first writing, and none after that."""

    calls: int = 0

    def __call__(self) -> float:
        self.calls += 1
        return float(min(self.calls, 5))


def _texts(content: object) -> Iterator[tuple[dict[str, str], str]]:
    """Every mapping with each key at which a text stands."""
    if isinstance(content, dict):
        for key, found in content.items():
            if isinstance(found, str):
                yield content, key
            yield from _texts(found)
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)


def _look_at_refusal(said: Said, named: str, findings: Findings) -> None:
    """It is one line that names the file, and the exit code for what cannot be read."""
    line = said.errors.removesuffix("\n")
    one_line = line.isprintable() and line.startswith("pairbench: ") and len(line) < LONGEST_LINE
    findings.note("wrong", unless=one_line, why=f"not one line: {line[:200]!a}")
    findings.note("wrong", unless=named in line, why=f"{named} is not named: {line[:200]!a}")
    findings.note("wrong", unless=said.code == USAGE, why=f"exit code {said.code}: {line[:300]!a}")
