"""Every pair file of the corpus gets the answer that it says is right, with real processes."""

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus_runner import Answer, Project, wrong_with
from tests.corpus_truth import Right, Truth, read, truths

TRUTHS = truths()

MEASURED = Truth(
    path="kind/file.py",
    rights=(Right("measured", ""),),
    may=(),
    is_run=False,
    flags=(),
    variables=(),
    needs=(),
    python=(3,),
    system="",
    known=None,
)
"""A file of which nothing special is to be said."""


def _case(truth: Truth) -> object:
    marks = [pytest.mark.slow, pytest.mark.corpus]
    if truth.is_run:
        # They are measured in one command, which one worker starts.
        marks.append(pytest.mark.xdist_group("corpus"))
    if truth.missing is not None:
        marks.append(pytest.mark.skip(reason=truth.missing))
    if truth.known is not None:
        marks.append(pytest.mark.xfail(reason=truth.known, strict=True))
    return pytest.param(truth, id=truth.name, marks=marks)


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """The corpus as a project, once for each worker."""
    with tempfile.TemporaryDirectory() as folder:
        yield Project(Path(folder))


@functools.cache
def measured(project: Project) -> dict[str, Answer]:
    """The answers of the one command that measures."""
    return project.run([each for each in TRUTHS if each.is_run and each.missing is None])


@pytest.mark.parametrize("truth", [_case(each) for each in TRUTHS])
def test_the_answer_is_right(project: Project, truth: Truth) -> None:
    """What is said of the file is what the file says is right, and nothing else."""
    answer = measured(project)[truth.path] if truth.is_run else project.checked(truth)
    assert wrong_with(truth, answer) is None


def test_the_corpus_is_large() -> None:
    """Fewer files than that could not stand for what people write."""
    assert len(TRUTHS) >= 150


@pytest.mark.parametrize(
    ("rights", "answer", "is_right"),
    [
        ([("measured", "")], Answer(), True),
        ([("measured", "")], Answer(notices=("a cache?",)), False),
        ([("measured", "")], Answer(refusals=("NaN",)), False),
        ([("notice", "a cache")], Answer(notices=("a cache?",)), True),
        ([("notice", "a cache")], Answer(), False),
        ([("notice", "a cache")], Answer(notices=("a cache?", "seed it")), False),
        ([("refused", "NaN")], Answer(refusals=("it holds NaN",)), True),
        ([("refused", "NaN")], Answer(refusals=("it changed",)), False),
        ([("refused", "NaN")], Answer(), False),
        ([("refused", "NaN")], Answer(refusals=("NaN",), broken="a traceback"), False),
        ([("confirmed", "faster")], Answer(verdicts=(("confirmed", "is faster"),)), True),
        ([("confirmed", "faster")], Answer(verdicts=(("refuted", "is faster"),)), False),
    ],
)
def test_right_is_told_from_wrong(
    rights: list[tuple[str, str]], answer: Answer, *, is_right: bool
) -> None:
    """An answer that says less, or more, than the file is wrong."""
    from dataclasses import replace

    truth = replace(MEASURED, rights=tuple(Right(*each) for each in rights))
    assert (wrong_with(truth, answer) is None) == is_right


def test_a_file_without_a_truth_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a file and does not say what is right is told so."""
    monkeypatch.setattr("tests.corpus_truth.CORPUS", tmp_path)
    (tmp_path / "file.py").write_text("# needs: numpy\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"file\.py: say what is right"):
        read("file.py")
