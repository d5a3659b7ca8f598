"""The front page: what changed since the last look, marks, filters, search, and empty states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.requests import Request
from starlette.testclient import TestClient

from crosswire.records.brief import NewsTold
from crosswire.serve.desk.looks import COOKIE, PAUSE, look_of
from crosswire.store.archive import open_archive
from crosswire.store.threads import NewsItem, Threads
from desk_pages import open_pages, page, sample_desk, send, words


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """The desk over the sample story."""
    with sample_desk(tmp_path) as client:
        yield client


def asked_with(cookie: str) -> Request:
    """A request that brings this look."""
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    return Request({"type": "http", "headers": headers})


def test_a_story_stands_with_its_counts_and_marks(desk: TestClient) -> None:
    """Headline, articles, texts, origins, and marks for what differs, was updated, is due."""
    front = page(desk, "/")
    (item,) = front.cssselect("li.item")
    assert "eight hours" in words(item.cssselect("h3")[0])
    assert re.fullmatch(r"articles ?\d+ texts? ?\d+ origins ?\d+", words(item.cssselect("dl")[0]))
    assert item.cssselect(".flag")


def test_search_as_one_types_answers_with_the_list_alone(desk: TestClient) -> None:
    """Half a word finds the story; what fits nothing says what to do next."""
    found = page(desk, "/?q=velmo", fragment=True)
    assert not found.cssselect("header") and found.cssselect("li.item")
    nothing = page(desk, "/?q=xylophone", fragment=True)
    assert "No story fits" in words(nothing)
    assert nothing.cssselect("a[href^='/search?q=']")


def test_hostile_words_are_searched_for_as_words(desk: TestClient) -> None:
    """Signs of the search language and markup are text; nothing breaks."""
    for asked in ('"', "* NEAR(", "a AND", "<script>alert(1)</script>", "%00", "-" * 200):
        answer = desk.get("/", params={"q": asked}, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_filters_keep_only_what_has_the_mark(desk: TestClient) -> None:
    """A filter leads to its stories, and is told when it has none."""
    assert page(desk, "/?want=differ").cssselect("li.item, .empty")
    assert page(desk, "/?want=nonsense&order=nonsense").cssselect("li.item")


def test_the_first_look_says_that_it_is_one(desk: TestClient) -> None:
    """Nothing is called new for somebody who was never here."""
    assert "first look" in words(page(desk, "/"))
    assert not page(desk, "/").cssselect("li.divide")


def test_what_changed_since_the_last_look_stands_first_with_what_it_is(
    desk: TestClient, tmp_path: Path
) -> None:
    """News later than the last look are told in the list and on the story's page."""
    then = datetime.now(UTC) - timedelta(hours=2)
    stamp = then.replace(tzinfo=None).isoformat(timespec="milliseconds")
    told = NewsTold(
        id="n1", kind="number changed", text="Seventeen were aboard.", statement="s", article="a1",
        claim=None, before="14 aboard", after="17 aboard", reason="",
    )  # fmt: skip
    with open_archive(tmp_path / "desk.db") as shelf, shelf.transaction():
        item = NewsItem(
            at=datetime.now(UTC).isoformat(timespec="milliseconds"), thread=1, story="s", headline="h",
            news=told, outlet=None, address=None, published=None, origins=1, names=(), places=(),
            articles=1,
        )  # fmt: skip
        Threads(shelf).add_news([item])
    desk.cookies.set(COOKIE, f"{stamp}~{stamp}")
    front = page(desk, "/")
    assert "Changed since your last look" in words(front)
    assert "14 aboard → 17 aboard" in words(front.cssselect(".learned")[0])
    assert "17 aboard" in words(page(desk, "/stories/1").cssselect("#learned")[0])
    send(desk, "/look")
    assert "Nothing has changed since your last look" in words(page(desk, "/"))


def test_a_look_lasts_until_a_pause() -> None:
    """Within half an hour what is new stays marked; after it the next look begins where one left."""
    now = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert look_of(asked_with(""), now).first
    recent = "2026-05-01T11:50:00.000"
    assert look_of(asked_with(f"2026-04-30T09:00:00.000~{recent}"), now).since.startswith(
        "2026-04-30"
    )
    late = now + PAUSE
    assert look_of(asked_with(f"2026-04-30T09:00:00.000~{recent}"), late).since == recent
    for broken in ("x", "~", f"x~{recent}", "2026-02-30T09:00:00.000~2026-02-30T09:00:00.000"):
        assert look_of(asked_with(broken), now).first


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    """The first page that a new user sees leads to adding pages."""
    with open_pages(tmp_path / "new.db") as desk:
        front = page(desk, "/")
        assert "The archive is empty" in words(front)
        assert front.cssselect("a[href='/add']")
        assert "Nobody yet" in words(page(desk, "/sources"))
        assert "Nobody has judged yet" in words(page(desk, "/judgements"))


def test_what_is_being_worked_in_is_told_in_words(desk: TestClient) -> None:
    """The line on top asks again until all is done, and then says so."""
    done = page(desk, "/doing", fragment=True)
    assert "All is worked in" in words(done) and done.get("hx-get") is None
    desk.app.state.holdings.trouble = "The disk is full."  # type: ignore[attr-defined]
    going = page(desk, "/doing", fragment=True)
    assert "The disk is full." in words(going) and going.get("hx-get") == "/doing"
