"""Builds whole records and run sets for tests, as a run would have kept them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pairbench.core.authoring.claim import (
    Behaves,
    Claim,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
)
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.neighbours import SourceFile
from pairbench.core.judging.ledger import JudgedRun, judge_run
from pairbench.core.judging.noise import Noise
from pairbench.core.records.environment import Environment
from pairbench.core.records.measurement import (
    Cell,
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Sighting,
    Stage,
    Trouble,
    Warmup,
    WorkerRun,
)
from pairbench.core.records.record import PairRecord, RunRecord, RunSet, Status
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import Order
from tests.builders import QUICK, SLOW, a_definition, a_memory

EVIL = '</script><script>hacked = 1</script><img src=x onerror="hacked = 1"> & \'<b>\u202e'
"""What nobody should write into a name; the last character turns the direction of the text."""

LONG = f"bench/{'_'.join(['long'] * 40)}.py"
"""A file's name that is wider than a narrow window."""

SIZES = (100, 100_000)
"""Two sizes: enough for every claim but those on growth, whose fit takes its time."""

ENVIRONMENT = Environment(
    system="Linux-6.1",
    machine="x86_64",
    cpu_model="A CPU <of some make>",
    cpu_count=2,
    cpus_allowed=(0, 1),
    hypervisor=None,
    governor=None,
    turbo=None,
    memory_bytes=8_000_000_000,
    python_implementation="CPython",
    python_version="3.13.1",
    python_build="main Dec  3 2024",
    python_compiler="GCC 13",
    gil=True,
    git_revision=None,
    git_clean=None,
    packages={"pyperf": "2.9.0"},
    warnings=("turbo is on: switch it off",),
)

RUN = RunRecord(
    started="2025-03-01T12:30:00+00:00",
    duration_s=12.5,
    status=Status.COMPLETE,
    quick=False,
    environment=ENVIRONMENT,
    rejected=(),
)

CLAIMS: tuple[Claim, ...] = (
    Grows(variant=SLOW, order=Order.QUADRATIC),
    Faster(variant=QUICK, factor=1.5, size=SIZES[-1]),
    Faster(variant=QUICK, factor=50.0, size=SIZES[0]),
    Crosses(variant=QUICK),
    Leaner(variant=QUICK, factor=2.0, size=SIZES[-1]),
    LeanerPerItem(variant=QUICK, factor=1.5),
    Behaves(variant=QUICK, check="stays_whole", expected_to_pass=True),
)

TIMED = (100, 1_000, 10_000, 100_000)
"""The sizes whose times are known; those of the records are among them."""

TIMES_S: Mapping[str, Mapping[int, float]] = {
    SLOW: {size: 1e-9 * size**2 for size in TIMED},
    QUICK: {size: 1e-7 * size for size in TIMED},
}
"""Seconds per call: the baseline grows like the square, and is never slower by the same factor."""


def a_run_of(variant: str, *, pair: str, size: int, number: int, base_s: float) -> WorkerRun:
    """What one worker brought back, with the metadata that a stored file needs."""
    return WorkerRun(
        variant=variant,
        loops=4,
        values_s=tuple(base_s * factor for factor in (1.0, 1.01, 1.02, 1.01)),
        warmups=(Warmup(loops=4, value_s=2 * base_s),),
        metadata={
            "name": f"{pair}/{variant}/{size}",
            "loops": 4,
            "pairbench_pair": pair,
            "pairbench_variant": variant,
            "pairbench_size": size,
            "pairbench_round": number,
            "pairbench_positions": "0,1,1,0" if variant == SLOW else "1,0,0,1",
        },
    )


def rounds_of(definition: PairDefinition, *, rounds: int = 8) -> tuple[Round, ...]:
    """Rounds of every size in which the baseline grows like the square."""
    return tuple(
        Round(
            cell=Cell(pair=definition.name, size=size),
            number=number,
            runs=tuple(
                a_run_of(
                    variant,
                    pair=definition.name,
                    size=size,
                    number=number,
                    base_s=TIMES_S[variant][size] * (1 + number / 1_000),
                )
                for variant in definition.available
            ),
        )
        for size in definition.sizes
        for number in range(1, rounds + 1)
    )


def memory_of(definition: PairDefinition) -> tuple[MemoryMeasurement, ...]:
    """Figures of every size in which the baseline keeps four times the bytes."""
    return tuple(
        replace(
            a_memory(variant, size=size, peaks=[each * size] * 2, retained=[each * size] * 2),
            cell=Cell(pair=definition.name, size=size),
        )
        for variant, each in ((SLOW, 400), (QUICK, 100))
        for size in definition.sizes
    )


def a_record(name: str = "strings/join", **changes: Any) -> PairRecord:
    """A pair with every kind of claim, measured at every size."""
    definition = replace(
        a_definition(*CLAIMS, sizes=SIZES),
        name=name,
        file=f"bench/{name}.py",
        behaviours=("stays_whole",),
    )
    record = PairRecord(
        definition=definition,
        rounds=rounds_of(definition),
        memory=memory_of(definition),
        sightings=(Sighting(check="stays_whole", variant=QUICK, passed=True, seen="it was whole"),),
    )
    return replace(record, **changes)


def with_a_slower_baseline(record: PairRecord) -> PairRecord:
    """The record as it were if the baseline took a thousand times as long."""

    def slower(run: WorkerRun) -> WorkerRun:
        factor = 1_000 if run.variant == SLOW else 1
        return replace(run, values_s=tuple(factor * each for each in run.values_s))

    rounds = tuple(
        replace(each, runs=tuple(slower(run) for run in each.runs)) for each in record.rounds
    )
    return replace(record, rounds=rounds)


def a_failure_of(name: str, *, stderr: str = "") -> Failure:
    """A variant of the pair that died at the largest size."""
    return Failure(
        cell=Cell(pair=name, size=SIZES[-1]),
        variant=QUICK,
        stage=Stage.TIME,
        trouble=Trouble.DIED,
        message="was ended by SIGKILL",
        stderr=stderr,
    )


def left_out_of(name: str) -> tuple[LeftOut, ...]:
    """The largest size, which takes too long for a quick run."""
    cell = Cell(pair=name, size=SIZES[-1])
    return tuple(LeftOut(cell=cell, stage=stage) for stage in (Stage.TIME, Stage.MEMORY))


def a_run_set(records: Sequence[PairRecord], **changes: Any) -> RunSet:
    """The records as one run."""
    return RunSet(run=replace(RUN, **changes), pairs=tuple(records))


def a_judged_run(*records: PairRecord, noise: Noise | None = None, **changes: Any) -> JudgedRun:
    """A run of these pairs, judged; the controls say what is given."""
    return replace(judge_run(a_run_set(records, **changes)), noise=noise)


def a_noise(**changes: Any) -> Noise:
    """The controls of a run on a machine that could see what it should."""
    noise = Noise(
        placebo=Estimate(value=1.0, low=0.99, high=1.01, level=0.99),
        canary=Estimate(value=0.97, low=0.96, high=0.98, level=0.99),
        rounds=16,
        spoilt=0,
        spread=0.012,
        placebo_differs=False,
        canary_seen=True,
    )
    return replace(noise, **changes)


def hostile_records() -> list[PairRecord]:
    """Pairs that no run would keep, but a file may hold."""
    usual = a_record("strings/usual")
    return [
        _with_evil_texts(a_record(f"strings/{EVIL}")),
        _with_definition(
            usual,
            "strings/long",
            file_source="x = 1\n" * 170_000,
            neighbours=(SourceFile(path=LONG, text="x = 1\n"),),
        ),
        replace(
            _with_definition(usual, "strings/many"),
            rounds=rounds_of(replace(usual.definition, name="strings/many"), rounds=10_000),
        ),
        _with_many_sizes(_with_definition(usual, "strings/sizes", sizes=tuple(range(1, 10_001)))),
        replace(
            _with_definition(usual, "strings/numbers"),
            rounds=tuple(_with_odd_numbers(each) for each in usual.rounds),
        ),
        replace(
            _with_definition(usual, "strings/absent"),
            rounds=tuple(replace(each, runs=each.runs[1:]) for each in usual.rounds),
            memory=usual.memory[:1],
        ),
        replace(
            _with_definition(usual, "strings/empty", sizes=(), variants=(), claims=()),
            rounds=(),
            memory=(),
            sightings=(),
        ),
    ]


def _with_definition(record: PairRecord, name: str, **changes: Any) -> PairRecord:
    return replace(record, definition=replace(record.definition, name=name, **changes))


def _with_many_sizes(record: PairRecord) -> PairRecord:
    return replace(record, memory=memory_of(record.definition))


def _with_evil_texts(record: PairRecord) -> PairRecord:
    definition = record.definition
    variants = tuple(
        replace(each, summary=EVIL, source=EVIL, unavailable=EVIL if each.role == "good" else None)
        for each in definition.variants
    )
    evil = replace(
        definition,
        variants=variants,
        question=EVIL,
        advice=EVIL,
        axis=EVIL,
        file=EVIL,
        file_source=EVIL,
        neighbours=(SourceFile(path=EVIL, text=EVIL),),
    )
    failure = replace(a_failure_of(definition.name, stderr=EVIL), message=EVIL)
    return replace(
        record,
        definition=evil,
        failures=(failure,),
        sightings=tuple(replace(each, seen=EVIL) for each in record.sightings),
    )


def _with_odd_numbers(each: Round) -> Round:
    """The round with values that are not numbers, are infinite, nothing or negative."""
    odd = (math.nan, math.inf, 0.0, -1.0)
    return replace(
        each,
        runs=tuple(replace(run, values_s=odd) for run in each.runs[:1]) + each.runs[1:],
    )


def a_benchmark(name: str = "strings/join", **changes: Any) -> PairRecord:
    """The alternative of the pair by itself, of which nothing is claimed."""
    whole = a_record(name)
    variant = replace(whole.definition.variants[1], role="good")
    definition = replace(whole.definition, variants=(variant,), claims=(), behaviours=())
    record = PairRecord(
        definition=definition,
        rounds=rounds_of(definition),
        memory=tuple(each for each in whole.memory if each.variant == QUICK),
    )
    return replace(record, **changes)
