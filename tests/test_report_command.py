"""`crosswire report`: claims of a story of an archive, or a draft, as a report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli_runner import Runner, one_line
from crosswire.serve.report.editing import with_words
from crosswire.store.archive import open_archive
from crosswire.store.reports import Drafts

NOW = "2024-03-05T09:00:00Z"


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """A command line beside an archive with two reports of one accident."""
    runner = Runner(monkeypatch, tmp_path)
    runner.two_reports()
    assert runner("add", "pile", "--archive", "desk.db").status == 0
    return runner


def test_a_story_becomes_a_report(crosswire: Runner) -> None:
    """Chosen claims are written with a footnote for each sentence and the hash of each page."""
    done = crosswire("report", "1", "--claims", "1,2", "--title", "Mine", "--archive", "desk.db")
    assert done.status == 0 and done.out.startswith("# Mine\n")
    assert len(re.findall(r"^> (?!\*|\d|$)", done.out, re.MULTILINE)) == 2
    assert re.search(r"^1\. .* SHA-256 `[0-9a-f]{64}`$", done.out, re.MULTILINE)
    assert "[^1]" in done.out and "\n[^1]: " in done.out


def test_the_name_of_the_file_asks_for_the_form(crosswire: Runner) -> None:
    """What --output ends in, or --format, says how the report is written."""
    for name, begins in (("r.html", b"<!doctype html>"), ("r.md", b"# "), ("r.docx", b"PK")):
        if name.endswith("docx"):
            pytest.importorskip("docx", reason="pip install 'crosswire[docx]'")
        assert crosswire("report", "1", "--archive", "desk.db", "-o", name).status == 0
        assert (crosswire.folder / name).read_bytes().startswith(begins)
    odd = crosswire("report", "1", "--archive", "desk.db", "-o", "r.x", "-f", "html")
    assert odd.status == 0


def test_drafts_are_listed_and_written(crosswire: Runner) -> None:
    """Drafts of the desk are listed with their ids, by which they are written."""
    one_line(crosswire("report", "--archive", "desk.db"), "crosswire serve")
    with open_archive("desk.db") as shelf:
        drafts = Drafts(shelf)
        draft = drafts.keep(with_words(drafts.begin("Quay", "", NOW), "What I know."), NOW)
    done = crosswire("report", "--archive", "desk.db")
    assert done.out == f"{draft.id}  2024-03-05 09:00  1 piece  Quay\n"
    told = crosswire("report", "--draft", draft.id, "--archive", "desk.db")
    assert told.out.startswith("# Quay\n") and "What I know." in told.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("9",), "no such story"),
        (("1", "--claims", "99"), "counted from 1"),
        (("1", "--draft", "x"), "Give one of them"),
        (("--draft", "x"), "no draft x"),
        (("1", "-o", "report.odt"), "Give --format"),
        (("1", "-o", "none/r.md"), "there is no folder"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    crosswire: Runner, arguments: tuple[str, ...], words: str
) -> None:
    """A mistake is one line that says what to do."""
    done = crosswire("report", *arguments, "--archive", "desk.db")
    assert done.status != 0
    one_line(done, words)
