"""The API: what is told, pages of lists, ETags, and what a person judges or adds."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from api_desk import REPORT, filled_archive, open_desk
from crosswire.records.story import Story
from crosswire.serve.api import holdings
from crosswire.serve.schema import brief_schema
from crosswire.store.archive import open_archive
from crosswire.store.threads import Telling, Threads
from sample_brief import sample_story

API = "/api/v1"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of the API over the sample story, which has no pages to be settled from."""
    monkeypatch.setattr(holdings, "settle", lambda _: None)
    with open_desk(filled_archive(tmp_path / "desk.db")) as client:
        yield client


def get(desk: TestClient, path: str, **query: Any) -> Any:
    """What a route answers."""
    response = desk.get(f"{API}{path}", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def judged(desk: TestClient, **more: Any) -> Any:
    """The answer to a judgement on two articles of the sample."""
    told = {"question": "same story", "left": "a1", "right": "a5", "yes": False, **more}
    return desk.post(f"{API}/judgements", json=told)


def wait(desk: TestClient) -> None:
    """Waits for the brief that is being made."""
    assert desk.app.state.holdings.wait(30)  # type: ignore[attr-defined]


def test_stories_are_listed_with_their_counts(desk: TestClient) -> None:
    """A story in the list has its headline, days, counts, and how many differences it has."""
    (line,) = get(desk, "/stories")["items"]
    story = sample_story()
    assert (line["id"], line["headline"]) == (story.id, story.headline)
    assert (line["articles"], line["origins"], line["claims"]) == (6, 8, len(story.claims))
    assert (line["conflicts"], line["updates"], line["open_expectations"]) == (2, 1, 1)


def test_a_story_is_told_in_the_format_of_the_brief(desk: TestClient) -> None:
    """One story has the shape that the brief's public schema gives it."""
    schema = brief_schema()
    whole = {**schema, "$ref": "#/$defs/StoryTold"}
    jsonschema.validate(get(desk, f"/stories/{sample_story().id}"), whole)


def test_claims_carry_sentences_with_their_places(desk: TestClient) -> None:
    """Each claim has its origins, support and sentences; each sentence its chain and address."""
    entries = get(desk, "/stories/story1/claims", limit=200)["items"]
    assert [entry["claim"]["weight"] for entry in entries] == sorted(
        (claim.weight for claim in sample_story().claims), reverse=True
    )
    for entry in entries:
        assert entry["claim"]["support"] and entry["claim"]["origins"]
        for said in entry["sentences"]:
            assert said["chain"][0] == said["outlet"] and said["address"].startswith("https://")
    assert any(entry["contested"] for entry in entries)


def test_claims_can_be_asked_for_by_support(desk: TestClient) -> None:
    """Only claims with the support asked for are listed; a support that there is not is refused."""
    found = get(desk, "/stories/story1/claims", support="single origin")["items"]
    assert found and all(entry["claim"]["support"] == "single origin" for entry in found)
    assert desk.get(f"{API}/stories/story1/claims?support=certain").status_code == 422


@pytest.mark.parametrize("part", ["claims", "statements", "articles"])
def test_pages_of_a_list_hold_everything_once(desk: TestClient, part: str) -> None:
    """Following `next` from page to page gives each item once, in the order of the whole list."""
    whole = get(desk, f"/stories/story1/{part}", limit=200)["items"]
    found, cursor = [], None
    while True:
        told = get(
            desk, f"/stories/story1/{part}", limit=4, **({"cursor": cursor} if cursor else {})
        )
        found += told["items"]
        cursor = told["next"]
        if cursor is None:
            break
    assert found == whole


def test_a_cursor_whose_item_is_gone_is_told(desk: TestClient) -> None:
    """A cursor that leads nowhere is a problem that says what to do, not the first page again."""
    for path in ("/stories?cursor=99", "/stories/story1/claims?cursor=gone"):
        response = desk.get(f"{API}{path}")
        assert response.status_code == 404 and "Begin anew" in response.json()["detail"]


def test_articles_and_versions_are_told(desk: TestClient) -> None:
    """An article has its text; its versions are the lineage with what changed."""
    entry = get(desk, "/articles/a2")
    assert entry["story"] == "story1" and "17 people" in entry["article"]["text"]
    lineage = get(desk, "/articles/a2/versions")["lineage"]
    assert lineage["agency"] == "Northline" and len(lineage["changes"]) == 3
    assert get(desk, "/articles/a6/versions")["lineage"] is None


def test_an_answer_that_is_known_is_not_sent_again(desk: TestClient) -> None:
    """The same answer has the same ETag, and a reader who has it gets 304 without a body."""
    first = desk.get(f"{API}/stories")
    tag = first.headers["etag"]
    again = desk.get(f"{API}/stories", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = desk.get(f"{API}/stories/story1", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_search_finds_words_and_pages_through_them(desk: TestClient) -> None:
    """What holds all the words is found, with the words marked, each thing once from page to page."""
    found, cursor = [], 0
    while cursor is not None:
        page = get(desk, "/search", q="Arda lifts", limit=2, cursor=cursor)
        found += page["items"]
        cursor = page["next"]
    assert found == get(desk, "/search", q="arda lifts", limit=200)["items"] and len(found) > 2
    assert all("[" in hit["marked"] and hit["article"] for hit in found)
    assert len({hit["id"] for hit in found}) == len(found)
    for nothing in ("zeppelin", "Arda zeppelin", '"Lifts Arda"'):
        assert get(desk, "/search", q=nothing) == {"items": [], "next": None}


def test_search_can_be_narrowed(desk: TestClient) -> None:
    """Mode, source, outlet and number of origins narrow what is found."""
    denied = get(desk, "/search", q="report", mode="denied")["items"]
    assert denied and all(hit["mode"] == "denied" for hit in denied)
    some = get(desk, "/search", source="corvath", origins=1)["items"]
    assert some and all("Elin Corvath" in hit["sources"] for hit in some)
    assert get(desk, "/search", q="arda", origins=1_000)["items"] == []
    assert desk.get(f"{API}/search?mode=certain").status_code == 422


def test_a_page_is_added_once_and_briefed(tmp_path: Path) -> None:
    """A page that is sent is kept and in the next brief; sent again, nothing changes."""
    page = {"media_type": "text/plain", "body": REPORT, "address": "https://courier.example/ferry"}
    with open_desk(tmp_path / "desk.db") as desk:
        told = desk.post(f"{API}/pages", json=page)
        assert told.status_code == 202 and told.json()["new"]
        wait(desk)
        (line,) = get(desk, "/stories")["items"]
        (article,) = get(desk, f"/stories/{line['id']}/articles")["items"]
        assert article["address"] == page["address"]
        again = desk.post(f"{API}/pages", json=page).json()
        assert again == {"id": told.json()["id"], "new": False}
        state = get(desk, "/status")
        assert (state["pages"], state["waiting"], state["behind"]) == (1, 0, False)
        assert (state["trouble"], state["stories"]) == ("", 1)


def test_judgements_are_kept_and_listed(desk: TestClient) -> None:
    """A judgement is kept under the person's name and replaces that person's earlier one."""
    assert judged(desk, by="Ann").status_code == 201
    assert judged(desk, by="Ann", yes=True).status_code == 201
    (told,) = get(desk, "/judgements")["items"]
    assert (told["by"], told["yes"], told["question"]) == ("Ann", True, "same story")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"question": "same claim", "left": "s1", "right": "s13", "story": "story1"}, 201),
        ({"question": "same claim", "left": "s1", "right": "s13"}, 409),
        ({"question": "same claim", "left": "s1", "right": "a1", "story": "story1"}, 404),
        ({"question": "copy", "left": "a4", "right": "a1", "source": "a4"}, 201),
        ({"question": "copy", "left": "a4", "right": "a1"}, 409),
        ({"question": "copy", "left": "a4", "right": "a1", "source": "a2"}, 409),
        ({"question": "note", "left": "s1", "right": None, "story": "1", "note": "Ask them."}, 201),
        ({"question": "note", "left": "a1", "right": None, "note": "Ask them."}, 201),
        ({"question": "note", "left": "a1", "right": None}, 409),
        ({"question": "note", "left": "s1", "right": None, "note": "No story."}, 404),
    ],
)
def test_all_that_the_desk_judges_can_be_judged(
    desk: TestClient, more: dict[str, Any], status: int
) -> None:
    """Claims together or apart, which text was taken from which, notes: each with its time."""
    told = judged(desk, by="Ann", **more)
    assert told.status_code == status, told.text
    kept = get(desk, "/judgements")["items"]
    assert len(kept) == (status == 201)
    assert all({one["name"] for one in word["features"]} >= {"said at"} for word in kept)


def test_a_claim_follows_a_judgement_at_once(desk: TestClient) -> None:
    """Two statements that a person lays together are one claim from the next answer on."""
    before = get(desk, "/stories/story1/claims", limit=200)["items"]
    one, other = before[0]["claim"]["wording"], before[1]["claim"]["wording"]
    more = {"question": "same claim", "left": one, "right": other, "story": "1", "yes": True}
    told = judged(desk, by="Ann", **more)
    after = get(desk, "/stories/story1/claims", limit=200)["items"]
    assert len(after) == len(before) - 1
    assert any({one, other} <= set(entry["claim"]["statements"]) for entry in after)
    assert desk.delete(f"{API}/judgements/{told.json()['id']}").status_code == 204
    assert get(desk, "/stories/story1/claims", limit=200)["items"] == before


def test_stories_follow_a_judgement(tmp_path: Path) -> None:
    """Articles that a person keeps apart are two stories, also after a restart, until it is taken back."""
    with open_desk(tmp_path / "desk.db") as desk:
        send(desk, REPORT)
        send(desk, REPORT.replace("Ada Quill", "Jon Vale").replace("Courier", "Mercury"))
        (line,) = get(desk, "/stories")["items"]
        left, right = (
            one["id"] for one in get(desk, f"/stories/{line['thread']}/articles")["items"]
        )
        assert judged(desk, left=left, right=right, by="Ann").status_code == 201
        wait(desk)
        assert len(get(desk, "/stories")["items"]) == 2
    with open_desk(tmp_path / "desk.db") as desk:
        assert len(get(desk, "/stories")["items"]) == 2
        (said,) = get(desk, "/judgements")["items"]
        assert desk.delete(f"{API}/judgements/{said['id']}").status_code == 204
        wait(desk)
        assert len(get(desk, "/stories")["items"]) == 1
        assert desk.delete(f"{API}/judgements/{said['id']}").status_code == 404


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"left": "nobody"}, 404),
        ({"left": "s1"}, 404),
        ({"left": "a5"}, 409),
        ({"by": "machine"}, 409),
        ({"yes": "yes"}, 422),
        ({"extra": 1}, 422),
    ],
)
def test_judgements_that_cannot_be_are_refused(
    desk: TestClient, more: dict[str, Any], status: int
) -> None:
    """Unknown articles, one article twice, the machine's name and malformed words are problems."""
    response = judged(desk, **more)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status and response.json()["detail"]
    assert get(desk, "/judgements")["items"] == []


def test_what_was_learned_is_told_once(tmp_path: Path) -> None:
    """News come in the order they were learned; asked again from the last, only what came since."""
    later = REPORT.replace("4 March", "5 March").replace("on Monday", "and sank on Tuesday")
    with open_desk(tmp_path / "desk.db") as desk:
        send(desk, REPORT)
        first = get(desk, "/changes")
        (news,) = first["items"]
        assert news["news"]["kind"] == "new story" and news["headline"].startswith("Ferry Linnet")
        assert get(desk, "/changes", cursor=first["last"])["items"] == []
        send(desk, later)
        again = get(desk, "/changes", cursor=first["last"])["items"]
        assert news not in again
        assert get(desk, "/changes", since=news["at"])["items"] == [news, *again]
        assert get(desk, "/changes", since="2034-03-05T10:00:00Z")["items"] == []
        assert desk.get(f"{API}/changes?since=yesterday").status_code == 422


def send(desk: TestClient, body: str) -> None:
    """Sends a page and waits until it is worked in."""
    page = {"media_type": "text/plain", "body": body}
    assert desk.post(f"{API}/pages", json=page).status_code == 202
    wait(desk)


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    """When the archive changes on disk, the next answer is from what is there now."""
    archive = filled_archive(tmp_path / "desk.db")
    with open_desk(archive) as desk:
        assert get(desk, "/stories/story1")["headline"] == sample_story().headline
        told = msgspec.structs.replace(sample_story(), headline="Another headline")
        story = Story(id="story1", articles=("a1",), headline="Another headline")
        with open_archive(archive) as shelf, shelf.transaction():
            telling = Telling(story=story, told=told, judgements=())
            Threads(shelf).tell(1, telling, b"newer")
        assert get(desk, "/stories/story1")["headline"] == "Another headline"
        assert get(desk, "/stories")["items"][0]["headline"] == "Another headline"


def test_a_story_goes_by_its_number_its_id_and_its_articles(desk: TestClient) -> None:
    """A thread's number stays while articles come; an article's id leads to its story."""
    assert {get(desk, f"/stories/{name}")["id"] for name in ("1", "story1", "a4")} == {"story1"}
    assert desk.get(f"{API}/stories/2").status_code == 404


def test_many_readers_and_a_writer_meet_no_error(desk: TestClient) -> None:
    """Fifty readers at once while a person judges: every answer is whole."""
    with ThreadPoolExecutor(50) as pool:
        paths = ["/stories", "/stories/story1", "/articles/a1", "/search?q=ski"] * 50
        asked = [pool.submit(desk.get, f"{API}{path}") for path in paths]
        said = [judged(desk, by=f"reader{number}").status_code for number in range(8)]
        assert set(said) == {201}
        assert {one.result().status_code for one in asked} == {200}


def test_the_description_is_open_api_and_lists_all_shapes(desk: TestClient) -> None:
    """The description can be read without a token's secret in it, and no reference leads nowhere."""
    told = desk.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    schemas = told["components"]["schemas"]
    for name in json.dumps(told).split("#/components/schemas/")[1:]:
        assert name.split('"', 1)[0] in schemas
    assert "securitySchemes" not in told["components"]


def test_a_story_of_fifty_articles_is_told_fast(desk: TestClient) -> None:
    """Answers come from memory: a hundred of them in a few seconds, whatever the machine does."""
    start = time.process_time()
    for _ in range(100):
        get(desk, "/stories/story1/claims")
    assert time.process_time() - start < 10
