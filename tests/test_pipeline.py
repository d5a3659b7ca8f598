"""The whole way: the chain fits, the same pile gives the same bytes, spans hold to the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import crosswire
from crosswire.engines import local
from crosswire.engines.local import LocalEngine
from crosswire.errors import NothingToRead, PipelineError
from crosswire.pipeline import STAGES, assemble, brief_pages, check_chain, run_stages
from crosswire.records.base import Issue, Record, encode
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.records.shape import Options, Room, Stage, Step

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"


@pytest.fixture(scope="module")
def harbour() -> Brief:
    """The brief of the demo pile."""
    return crosswire.brief(HARBOUR, workers=1)


def test_every_step_finds_what_it_reads() -> None:
    """The chain of stages is whole from the page to the brief."""
    check_chain(STAGES, (Page,))


def test_a_chain_with_a_gap_is_refused_by_name() -> None:
    """A missing stage is told by the step that starves."""
    with pytest.raises(PipelineError, match=r"date\.pair reads Draft"):
        check_chain(STAGES[1:], (Page,))


def test_no_page_is_no_brief() -> None:
    """Nothing to read is said, with the reasons that are known."""
    issue = Issue.make("sources", "empty", "skipped", "a.txt", "a.txt is empty")
    with pytest.raises(NothingToRead, match=r"a\.txt is empty"):
        brief_pages([], issues=[issue])


def test_the_number_of_workers_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process and two give the same bytes, and so do two runs."""
    monkeypatch.setattr(local, "WORTH_WORKERS", 2)
    one = encode(crosswire.brief(HARBOUR, workers=1))
    assert encode(crosswire.brief(HARBOUR, workers=2)) == one
    assert encode(crosswire.brief(HARBOUR, workers=1)) == one


def test_the_order_of_the_pages_changes_no_byte(harbour: Brief) -> None:
    """A pile is a set: how its files are named or listed first tells nothing."""
    paths = sorted(HARBOUR.iterdir(), reverse=True)
    again = crosswire.brief(paths, workers=1)
    same = [
        (s.id, [c.id for c in s.claims], [d.id for d in s.disagreements]) for s in again.stories
    ]
    assert same == [
        (s.id, [c.id for c in s.claims], [d.id for d in s.disagreements]) for s in harbour.stories
    ]


def test_every_quote_stands_where_it_says(harbour: Brief) -> None:
    """Offsets of statements, times and sources hold in the article's full text."""
    for story in harbour.stories:
        texts = {article.id: article.full_text for article in story.articles}
        for article in story.articles:
            assert article.full_text.startswith(article.text)
            for time in article.times:
                assert article.full_text[time.start : time.end] == time.text
        for statement in story.statements:
            text = texts[statement.article]
            assert text[statement.start : statement.end] == statement.text
            assert (
                statement.paragraph[0] <= statement.start <= statement.end <= statement.paragraph[1]
            )


def test_every_name_in_the_brief_is_known(harbour: Brief) -> None:
    """Claims, disagreements, expectations and the timeline point only at statements that are there."""
    for story in harbour.stories:
        statements = {statement.id for statement in story.statements}
        claims = {claim.id for claim in story.claims}
        assert {s for claim in story.claims for s in claim.statements} <= statements
        assert {
            s for claim in story.claims for o in claim.origins for s in o.statements
        } <= statements
        assert {
            s for d in story.disagreements for side in d.sides for s in side.statements
        } <= statements
        assert {e.statement for e in story.expectations} <= statements
        assert {s for e in story.expectations for s in e.by} <= statements
        assert {h.claim for h in story.timeline} | {e.claim for e in story.expectations} <= claims


def test_no_statement_is_lost_and_none_is_told_twice(harbour: Brief) -> None:
    """Every statement that is no question is in exactly one claim."""
    for story in harbour.stories:
        told = [s for claim in story.claims for s in claim.statements]
        assert sorted(told) == sorted(s.id for s in story.statements if s.mode != "asked")


def test_the_json_fits_its_published_schema(harbour: Brief) -> None:
    """What is printed is what docs/brief.schema.json promises."""
    schema = msgspec.json.decode(
        (HARBOUR.parent.parent / "docs" / "brief.schema.json").read_bytes()
    )
    jsonschema.validate(msgspec.json.decode(encode(harbour)), schema)


def test_a_brief_is_read_back_as_it_was_written(harbour: Brief) -> None:
    """JSON loses nothing."""
    plain = assemble([])
    assert msgspec.json.decode(encode(plain), type=Brief) == plain
    assert encode(msgspec.json.decode(encode(harbour), type=Brief)) == encode(harbour)


def test_articles_outside_the_days_are_left_out_and_named() -> None:
    """--from and --until leave out by the day of publication, and say so."""
    told = crosswire.brief(HARBOUR, workers=1, until="2025-04-08")
    kept = [article for story in told.stories for article in story.articles]
    assert kept
    assert all((article.published or "")[:10] <= "2025-04-08" for article in kept)
    assert {issue.kind for issue in told.issues} >= {"outside-days"}


class Grain(Record, frozen=True, kw_only=True):
    """A record for trying the engine."""

    id: str


def _key(record: Grain) -> Sequence[str]:
    return [record.id[0], "all"]


def _count(key: str, records: Sequence[Any], _room: Room) -> Iterator[Record]:
    yield Grain(id=f"{key}{len(records)}")


def _break_word(_key: str, _records: Sequence[Any], _room: Room) -> Iterator[Record]:
    yield Issue.make("x", "y", "note", "z", "not declared")


def test_the_engine_groups_by_every_key() -> None:
    """A record meets others under each of its keys; results come in the order of the keys."""
    step = Step(name="count.count", reads=(Grain,), writes=(Grain,), key=_key, run=_count)
    with LocalEngine(1) as engine:
        out = engine.run_step(step, Room(options=None), [Grain(id=g) for g in ("a1", "a2", "b1")])
    assert [grain.id for grain in out if isinstance(grain, Grain)] == ["a2", "all3", "b1"]


def test_a_step_that_only_compares_is_spared_the_lonely() -> None:
    """A record alone under its key has nothing to be compared with."""
    step = Step(name="c.c", reads=(Grain,), writes=(Grain,), key=_key, run=_count, compares=True)
    with LocalEngine(1) as engine:
        out = engine.run_step(step, Room(options=None), [Grain(id=g) for g in ("a1", "a2", "b1")])
    assert [grain.id for grain in out if isinstance(grain, Grain)] == ["a2", "all3"]


def test_a_step_that_breaks_its_word_is_named() -> None:
    """What a step does not declare it may not yield."""
    step = Step(name="liar.step", reads=(Grain,), writes=(Grain,), key=_key, run=_break_word)
    stage = Stage(name="liar", options=Options(), steps=(step,))
    with (
        LocalEngine(1) as engine,
        pytest.raises(PipelineError, match=r"liar\.step yielded a Issue"),
    ):
        run_stages([stage], [Grain(id="a1")], engine)


def test_an_engine_without_workers_is_refused() -> None:
    """Zero workers is a mistake, told at once."""
    with pytest.raises(PipelineError, match="1 or more"):
        LocalEngine(0)


def test_news_since_a_day_is_told_story_by_story() -> None:
    """--since adds what is new to each story, and leaves all else as it is without it."""
    told = crosswire.brief(HARBOUR, workers=1, since="2025-04-09")
    plain = crosswire.brief(HARBOUR, workers=1)
    crane, bees = told.stories
    assert {"denied", "number changed", "cancelled", "came about"} <= {n.kind for n in crane.news}
    statements = {s.id: s for s in crane.statements}
    days = {article.id: (article.published or "")[:10] for article in crane.articles}
    for entry in crane.news:
        assert statements[entry.statement].text == entry.text
        assert days[entry.article] == "2025-04-09"
    assert bees.news == ()
    assert [msgspec.structs.replace(s, news=()) for s in told.stories] == list(plain.stories)
    assert (told.since, plain.since) == ("2025-04-09", None)


def test_news_at_a_minute_is_that_of_a_later_version() -> None:
    """The afternoon version of a page is news at noon, with the number that changed."""
    told = crosswire.brief(HARBOUR, workers=1, until="2025-04-08", since="2025-04-08T12:00+02:00")
    changed = [entry for entry in told.stories[0].news if entry.kind == "number changed"]
    assert [(entry.before, entry.after) for entry in changed] == [
        ("Two dock workers", "Three dock workers")
    ]


def test_a_page_without_a_day_is_no_news_and_named() -> None:
    """What cannot be dated counts as there before, with a doubt that says so."""
    page = Page.make("u.txt", b"The mayor of Orrin has resigned, her office said.\n", "text/plain")
    told = crosswire.brief([page], workers=1, since="2025-04-09")
    assert all(not story.news for story in told.stories)
    assert "since-undated" in {issue.kind for issue in told.issues}


def test_when_nothing_was_there_all_is_new() -> None:
    """Before the first article every story is a new one."""
    told = crosswire.brief(HARBOUR, workers=1, since="2025-01-01")
    assert [[entry.kind for entry in story.news] for story in told.stories] == [["new story"]] * 2
