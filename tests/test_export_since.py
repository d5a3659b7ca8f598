"""`crosswire export --since`: only what is new, whole where a part would be misread."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import feedparser
import msgspec
import pytest

from cli_runner import Runner, one_line
from crosswire.errors import BadInput
from crosswire.records.brief import NewsTold
from crosswire.serve.exports.formats import FORMATS, export
from crosswire.serve.exports.newly import check_since, only_new
from sample_brief import sample_brief, sample_story

NEWS = NewsTold(
    id="n1", kind="number changed", text="The last of 19 passengers was lowered.",
    statement="s13", article="a5", claim="c3", before="17", after="19", reason="A later count.",
)  # fmt: skip
LATER = """Quay crane falls in Sorrel

Vellum Mercury, 6 March 2024

VELLUM, March 6 - Divers found a second crane in the basin on Wednesday, the harbour master said.
"""


def sample() -> msgspec.Struct:
    """The sample with one story in which something is new, and one in which nothing is."""
    fresh = msgspec.structs.replace(sample_story(), news=(NEWS,))
    still = msgspec.structs.replace(sample_story(), id="still")
    return msgspec.structs.replace(sample_brief(), stories=(fresh, still), since="2029-03-08T13:00")


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    runner = Runner(monkeypatch, tmp_path)
    runner.two_reports()
    return runner


@pytest.mark.parametrize("name", [one.name for one in FORMATS.values() if one.since != "none"])
def test_every_format_that_can_holds_only_what_is_new(name: str) -> None:
    """The story in which nothing is new is in none; the new claim and its sentence are in all."""
    for package in FORMATS[name].needs:
        pytest.importorskip(package)
    files = export(only_new(sample(), FORMATS[name]), name)
    assert files
    if name == "parquet":
        return
    told = b"".join(files.values()).decode().replace("\\u2029", "").replace("\r\n ", "")
    assert "still" not in told
    if name != "ical":
        assert "last of 19 passengers" in told


def test_feeds_hold_stories_whole_and_tell_the_news_first() -> None:
    """A reader that replaces an entry by the newer one loses nothing of the story."""
    feed = feedparser.parse(export(only_new(sample(), FORMATS["atom"]), "atom")["stories.xml"])
    (entry,) = feed.entries
    told = entry.content[0].value
    assert told.index("number changed") < told.index("Reported")
    for claim in sample_story().claims:
        assert claim.text.split(",")[0] in told
    item = json.loads(export(only_new(sample(), FORMATS["jsonfeed"]), "jsonfeed")["stories.json"])
    assert "+ number changed" in item["items"][0]["content_text"]


def test_rows_lead_to_one_another() -> None:
    """The rows that are left name only rows that are left too: claims, sentences, articles, sides."""
    brief = only_new(sample(), FORMATS["jsonl"])
    rows = [json.loads(row) for row in export(brief, "jsonl")["brief.jsonl"].splitlines()]
    by_table: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_table.setdefault(str(row["table"]), []).append(row)
    assert [row["claim"] for row in by_table["claims"]] == ["c3"]
    said = {row["statement"] for row in by_table["statements"]}
    articles = {row["article"] for row in by_table["articles"]}
    assert {row["article"] for row in by_table["statements"]} == articles
    assert len(articles) < len(sample_story().articles)
    for side in by_table["sides"]:
        assert set(side["statements"]) <= said  # type: ignore[call-overload]


def test_a_picture_of_all_has_no_part() -> None:
    """GraphML says that a part would be misread, and which formats can do it."""
    with pytest.raises(BadInput, match=r"one of: atom, jsonfeed.*markdown"):
        check_since(FORMATS["graphml"])


def test_the_command_exports_what_is_new(crosswire: Runner) -> None:
    """With --since only rows of new claims are written; where nothing is new, it is said."""
    crosswire.write("pile/later.txt", LATER)
    whole = crosswire("export", "csv", "pile", "--workers", "1")
    done = crosswire("export", "csv", "pile", "--workers", "1", "--since", "2024-03-06")
    assert done.status == 0
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert rows and any("second crane" in row["text"] for row in rows)
    assert len(rows) < len(list(csv.DictReader(io.StringIO(whole.out))))
    none = crosswire("export", "atom", "pile", "--workers", "1", "--since", "2030-01-01")
    assert none.status == 0 and none.out.startswith("<?xml")
    one_line(none, "nothing is new since 2030-01-01")
    bad = crosswire("export", "graphml", "pile", "--since", "2024-03-06")
    one_line(bad, "Leave --since out")
    one_line(crosswire("export", "csv", "pile", "--since", "soon"), "is no day and no minute")
