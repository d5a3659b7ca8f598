"""Pages for sources, outlets, people and places; search; keys; signing in; hostile text everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from api_desk import filled_archive
from crosswire.records.story import Story
from crosswire.serve.api.settings import Token, digest
from crosswire.serve.desk.find import marked
from crosswire.store.archive import open_archive
from crosswire.store.threads import Telling
from crosswire.upkeep.desk import Desk
from desk_pages import HTML, open_pages, page, sample_desk, send, words
from hostile_brief import HOSTILE, hostile_story


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """The desk over the sample story."""
    with sample_desk(tmp_path) as client:
        yield client


def test_a_source_tells_what_it_said_and_who_carried_it(desk: TestClient) -> None:
    """From the list to the page: its sentences by story, and the outlets that carried them."""
    listed = page(desk, "/sources?q=corvath")
    (link,) = listed.cssselect("table a")
    source = page(desk, link.get("href"))
    assert "Elin Corvath" in words(source.cssselect("h1")[0])
    assert source.cssselect(".bars li") and source.cssselect(".quotes li")


def test_an_outlet_tells_how_much_is_its_own(desk: TestClient) -> None:
    """Own, copied and credited articles add up to all of them."""
    outlet = page(desk, "/outlet?name=Northline")
    numbers = [int(meter.get("value")) for meter in outlet.cssselect("meter")[:3]]
    assert sum(numbers) == int(outlet.cssselect("meter")[0].get("max"))
    assert outlet.cssselect(".papers a[href^='/articles/']")


def test_a_name_tells_its_spellings_and_stories(desk: TestClient) -> None:
    """People and places have a page with where they are named."""
    (first, *_) = page(desk, "/sources?kind=name").cssselect("table a")
    name = page(desk, first.get("href"))
    assert name.cssselect(".rail a[href='/stories/1']")


def test_whom_no_page_is_for_is_searched_for(desk: TestClient) -> None:
    """A name without a page leads to the search with its words."""
    for path, query in (
        ("/source", "source=nobody"),
        ("/outlet", "outlet=nobody"),
        ("/name", "q=%22"),
    ):
        answer = desk.get(path, params={"name": "Nobody"}, follow_redirects=False)
        assert answer.status_code == 303 and query in answer.headers["location"]


def test_search_marks_the_words_and_answers_in_parts(desk: TestClient) -> None:
    """Found words are marked; the list alone is sent while one types; nothing found says what to do."""
    assert "Search all that was said" in words(page(desk, "/search"))
    assert page(desk, "/search?q=cabin&origins=0&mode=&from=&until=20").cssselect("#list")
    assert not page(desk, "/search?q=qqqq", fragment=True).cssselect("header")
    assert [(piece.text, piece.kind) for piece in marked("the [cabin] fell [")] == [
        ("the ", ""), ("cabin", "said"), (" fell [", ""),
    ]  # fmt: skip


def test_the_keys_are_a_page_and_a_box(desk: TestClient) -> None:
    """All keys are told without a script too."""
    assert "find" in words(page(desk, "/help"))
    assert not page(desk, "/help", fragment=True).cssselect("header")


def test_beyond_this_machine_a_person_signs_in(tmp_path: Path) -> None:
    """Without a token the desk leads to where it is given; the cookie opens pages, never the API."""
    archive = filled_archive(tmp_path / "desk.db")
    reader = Token("ann", digest("secret-of-ann"), frozenset({"read"}))
    with open_pages(archive, tokens=(reader,)) as desk:
        answer = desk.get("/", headers=HTML, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        page(desk, "/sign-in")
        send_in = {"secret": desk.cookies["crosswire_form"], "token": "secret-of-ann"}
        assert desk.post("/sign-in", data=send_in, headers=HTML).status_code == 200
        assert "ann" in words(page(desk, "/").cssselect(".bar")[0])
        assert desk.get("/api/v1/stories").status_code == 401
        story = desk.get("/stories/1", headers=HTML).text
        assert 'action="/judge"' not in story and "Reports differ" in story
        assert send(desk, "/judge", question="note", left="a1", note="x").status_code == 403
        assert send(desk, "/sign-out", False).status_code == 303
        assert desk.get("/", headers=HTML, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_pages_stay_text_on_every_page(tmp_path: Path, evil: str) -> None:
    """Scripts in headlines, quotes, names, addresses and outlets reach no page as markup or link."""
    archive = tmp_path / "hostile.db"
    told = hostile_story(evil.replace("\ud800", ""))  # which no archive can hold
    story = Story(
        id=told.id, articles=tuple(one.id for one in told.articles), headline=told.headline
    )
    with open_archive(archive) as shelf, shelf.transaction():
        rows = Desk(shelf)
        number = rows.threads.open()
        rows.threads.tell(number, Telling(story=story, told=told, judgements=()), b"x")
    with open_pages(archive) as desk:
        front = page(desk, "/")
        assert front.cssselect("li.item")
        paths = ["/", "/stories/1", "/stories/1/claims", "/sources", "/sources?kind=outlet", "/sources?kind=name"]  # fmt: skip
        paths += [f"/stories/1/claims/{claim.id}" for claim in told.claims if claim.id.isalnum()]
        for path in paths:
            shown = page(desk, path)
            assert not shown.cssselect("script:not([src]), iframe, img, object, svg script")
            for node in shown.iter():
                if isinstance(node.tag, str):
                    assert not any(name.startswith("on") for name in node.attrib), (path, node.tag)
                    assert not (node.get("href") or "").lower().startswith(("javascript:", "data:"))
