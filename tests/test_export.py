"""Exports in general: the same bytes each time, hostile words stay words, and the command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli_runner import Runner, one_line
from crosswire import __version__
from crosswire.errors import BadInput
from crosswire.records.brief import Brief
from crosswire.serve.exports import formats
from crosswire.serve.exports.common import exact, instant, rfc3339
from crosswire.serve.exports.formats import FORMATS, export
from crosswire.serve.exports.spells import spell_of
from crosswire.serve.view_words import moment
from crosswire.store.archive import open_archive
from hostile_brief import HOSTILE, hostile_story
from sample_brief import empty_story, sample_brief, sample_story

DOCS = Path(__file__).parent.parent / "docs" / "exports.md"
TEXT_FORMS = [name for name in FORMATS if name != "parquet"]


def brief_of(*stories: msgspec.Struct) -> Brief:
    """A brief of these stories without issues of the pile."""
    return msgspec.structs.replace(sample_brief(), stories=stories, issues=())


def need_extra(name: str) -> None:
    """Skips the test where the format's extra is not installed."""
    for package in FORMATS[name].needs:
        pytest.importorskip(package, reason=f"pip install 'crosswire[{FORMATS[name].extra}]'")


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    runner = Runner(monkeypatch, tmp_path)
    runner.two_reports()
    return runner


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_brief_gives_the_same_bytes(name: str) -> None:
    """An export depends on the brief alone, not on clock, chance or hash order."""
    need_extra(name)
    assert export(sample_brief(), name) == export(sample_brief(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_missing_breaks_nothing(name: str) -> None:
    """A story without anything in it, and a brief without stories, are exported too."""
    need_extra(name)
    assert export(brief_of(empty_story()), name)
    export(brief_of(), name)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", TEXT_FORMS)
def test_hostile_words_leave_each_format_whole(name: str, hostile: str) -> None:
    """Words of pages end no element, string or line, and are UTF-8 without control characters."""
    files = export(brief_of(hostile_story(hostile)), name)
    for file, data in files.items():
        told = data.decode("utf-8")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", told), file
        for line in json_of(file, told):
            assert isinstance(line, dict)
        if file.endswith((".xml", ".graphml")):
            ElementTree.fromstring(told)  # noqa: S314 - our own file
        if file.endswith((".json", ".jsonl", ".jsonld")):
            assert "<" not in told, "fit to stand in a page's script element"


def json_of(file: str, told: str) -> Iterator[object]:
    """What a JSON file or each of its lines holds."""
    if file.endswith(".jsonl"):
        yield from map(json.loads, told.split("\n")[:-1])
    elif file.endswith((".json", ".jsonld")):
        yield json.loads(told)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40))
def test_any_text_can_be_exported(words: str) -> None:
    """No string that a page may hold stops a writer or makes it write two different things."""
    brief = brief_of(hostile_story(words))
    for name in TEXT_FORMS:
        assert all(data.decode("utf-8") for data in export(brief, name).values())


def test_every_claim_carries_its_support_and_sentences() -> None:
    """Formats of claims name for each the support, the origins and where the sentences stand."""
    story = sample_story()
    outlets = {article.outlet for article in story.articles}
    for name in ("atom", "jsonfeed", "csv", "jsonl", "jsonld", "stix", "ftm", "ninjs"):
        told = "".join(data.decode("utf-8") for data in export(sample_brief(), name).values())
        told = unescape(unescape(told))  # a feed holds HTML inside of XML
        for claim in story.claims:
            assert claim.support in told, name
        for article in story.articles:
            assert article.address and article.address in told, (name, article.address)
        assert all(outlet in told for outlet in outlets if outlet), name


def test_no_format_gives_a_verdict() -> None:
    """Nothing is rated true or false: no review, rating or confidence is ever written."""
    for name in TEXT_FORMS:
        told = b"".join(export(sample_brief(), name).values()).decode("utf-8")
        for word in ("reviewRating", "ratingValue", "ClaimReview", '"confidence"', "truth value"):
            assert word not in told, name


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format whose package is not there tells how to get it, before any page is read."""
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    with pytest.raises(BadInput, match=r"pip install 'crosswire\[exports\]'"):
        formats.check_extra(FORMATS["parquet"])


def test_moments_are_told_only_as_far_as_known() -> None:
    """An hour without a zone is no moment; a day is one only where a format demands it."""
    assert exact("2031-05-02") is None and exact("2031-05-02T08:00") is None
    told = exact("2031-05-02T08:00:00+02:00")
    assert told is not None and rfc3339(told) == "2031-05-02T06:00:00Z"
    day = instant("2031-05-02")
    assert day is not None and rfc3339(day) == "2031-05-02T00:00:00Z"
    assert exact("0001-01-01T00:00:00+14:00") is None


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2031", "2031-01-01", "2032-01-01"),
        ("2031-12", "2031-12-01", "2032-01-01"),
        ("2031-05-02", "2031-05-02", "2031-05-03"),
        ("2031-05-02TAF", "2031-05-02", "2031-05-03"),
        ("2031-Q2", "2031-04-01", "2031-07-01"),
        ("2031-SU", "2031-06-01", "2031-09-01"),
        ("2031-W18", "2031-04-28", "2031-05-05"),
        ("2031-W18-WE", "2031-05-03", "2031-05-05"),
    ],
)
def test_times_span_their_days(value: str, start: str, end: str) -> None:
    """A year, season, month, week or day runs from its first day to the day after its last."""
    spell = spell_of(value)
    assert spell is not None
    assert (f"{spell.start:%Y-%m-%d}", f"{spell.end:%Y-%m-%d}") == (start, end)


@settings(deadline=None)
@given(st.text(max_size=24) | st.from_regex(r"\d{4}(-(\d\d|W\d\d|SU|Q4|H2)(-\d\d)?(T\d\d)?)?"))
def test_a_spell_begins_where_the_brief_draws_it(value: str) -> None:
    """Whatever the value, a spell is half-open and no shorter than a day unless its hour is known."""
    spell = spell_of(value)
    if spell is None:
        return
    first = moment(value)
    assert first is not None and spell.start.date() >= first.date()
    assert spell.hour_known or (spell.end - spell.start).days >= 1


def test_export_writes_files_folders_and_standard_output(crosswire: Runner) -> None:
    """One file, all files in a folder, or the first on standard output with a word on the others."""
    assert crosswire("export", "atom", "pile", "--workers", "1", "-o", "s.xml").status == 0
    assert (crosswire.folder / "s.xml").read_bytes().startswith(b"<?xml")
    done = crosswire("export", "csv", "pile", "--workers", "1")
    assert done.status == 0 and done.out.startswith("statement,claim,story")
    one_line(done, "statements.csv of 12 files")
    assert crosswire("export", "csv", "pile", "--workers", "1", "-o", "new/tables/").status == 0
    assert len(list((crosswire.folder / "new/tables").iterdir())) == 12


def test_export_reads_an_archive(crosswire: Runner) -> None:
    """The brief in an archive can be exported without naming its pages again."""
    crosswire("brief", "pile", "--workers", "1", "--archive", "a.db")
    done = crosswire("export", "jsonl", "--archive", "a.db", "--story", "1")
    assert done.status == 0 and json.loads(done.out.splitlines()[0])["table"] == "statements"


def test_export_refuses_what_cannot_be(crosswire: Runner) -> None:
    """Unknown formats, missing pages and folders that cannot be made are told in one line."""
    one_line(crosswire("export", "nonsense", "pile"), "There are: atom, jsonfeed")
    one_line(crosswire("export", "atom"), "no pages were named")
    crosswire.write("file", "x")
    done = crosswire("export", "csv", "pile", "--workers", "1", "-o", "file/")
    assert done.status == 3
    one_line(done, "could not be made")


def test_a_format_of_many_files_asks_for_a_folder(crosswire: Runner) -> None:
    """ninjs has a file for each story: two stories do not fit one file, one does."""
    other = msgspec.structs.replace(sample_story(), id="s2")
    brief = msgspec.structs.replace(brief_of(sample_story(), other), release=__version__)
    with open_archive("two.db") as shelf:
        shelf.save([], [], brief)
    done = crosswire("export", "ninjs", "--archive", "two.db")
    one_line(done, "2 files", "--output FOLDER/")
    done = crosswire("export", "ninjs", "--archive", "two.db", "--story", "1")
    assert json.loads(done.out)["type"] == "composite"


def test_every_format_has_its_place_in_the_docs() -> None:
    """docs/exports.md has a line for each format, and names no other."""
    named = re.findall(r"^\| `([a-z]+)` \|", DOCS.read_text("utf-8"), re.MULTILINE)
    assert named == list(FORMATS)
