"""Judging on the desk: with name and time, undoable, surviving a rebuild, and only from its own forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from api_desk import REPORT
from crosswire.records.page import Page
from crosswire.serve.api import holdings
from crosswire.store.archive import open_archive
from crosswire.upkeep import add, rebuild
from crosswire.upkeep.judged import AT, told_in
from desk_pages import HTML, open_pages, page, sample_desk, send, words
from sample_brief import sample_story

SECOND = REPORT.replace("Sorrel Courier", "Linnet Gazette").replace(
    "the harbour master said", "said coxswain Ib Falk, who towed her off the reef at noon"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The desk over the sample story, which has no pages to be settled from."""
    monkeypatch.setattr(holdings, "settle", lambda _: None)
    with sample_desk(tmp_path) as client:
        yield client


def judged(desk: TestClient) -> list[dict[str, object]]:
    """What is kept, as the API tells it."""
    items: list[dict[str, object]] = desk.get("/api/v1/judgements").json()["items"]
    return items


def claim_of_many() -> tuple[str, str]:
    """The wording of a claim and another of its statements."""
    claim = max(sample_story().claims, key=lambda claim: len(claim.statements))
    return claim.wording, next(name for name in claim.statements if name != claim.wording)


def test_not_the_same_parts_a_claim_and_can_be_taken_back(desk: TestClient) -> None:
    """The answer leads back to the story, tells what was judged by whom, and undoes it."""
    left, right = claim_of_many()
    before = len(page(desk, "/stories/1/claims").cssselect("details.claim"))
    send(desk, "/name", name="Ann")
    answer = send(desk, "/judge", question="same claim", left=left, right=right, yes="no", story="1", back="/stories/1")  # fmt: skip
    assert "do not say the same" in answer.text and "Ann" in answer.text
    assert len(page(desk, "/stories/1/claims").cssselect("details.claim")) == before + 1
    (one,) = judged(desk)
    assert one["by"] == "Ann" and one["yes"] is False
    assert any(feature["name"] == AT and "T" in feature["left"] for feature in one["features"])  # type: ignore[attr-defined]
    send(desk, f"/judgements/{one['id']}/undo", back="/stories/1")
    assert not judged(desk)
    assert len(page(desk, "/stories/1/claims").cssselect("details.claim")) == before


def test_notes_stand_beside_what_they_are_about(desk: TestClient) -> None:
    """A note on an article is on its page, escaped, and in the list of judgements."""
    note = "Ring <b>Falk</b> & ask."
    send(desk, "/judge", question="note", left="a1", note=note, back="/articles/a1")
    answer = desk.get("/articles/a1", headers=HTML)
    assert "Ring &lt;b&gt;Falk&lt;/b&gt; &amp; ask." in answer.text
    assert note in words(page(desk, "/judgements"))
    empty = send(desk, "/judge", question="note", left="a1", note=" ", back="/articles/a1")
    assert empty.status_code == 422 and "note is empty" in empty.text


def test_the_source_is_whom_a_person_names(desk: TestClient) -> None:
    """Of two versions either can be called the source; the story follows."""
    kin = next(kin for line in sample_story().lineages for kin in line.kinships)
    send(desk, "/judge", question="copy", left=kin.left, right=kin.right, source=kin.right, back="/stories/1")  # fmt: skip
    assert "the word of you" in words(page(desk, "/stories/1").cssselect("#versions")[0])
    foreign = send(desk, "/judge", question="copy", left=kin.left, right=kin.right, source="a9", back="/")  # fmt: skip
    assert foreign.status_code == 422


def test_what_is_not_there_cannot_be_judged(desk: TestClient) -> None:
    """Unknown questions, statements, the same twice: each is refused in words."""
    left, right = claim_of_many()
    for status, fields in (
        (422, {"question": "differs", "left": left, "right": right}),
        (404, {"question": "same claim", "left": left, "right": "x1", "story": "1"}),
        (404, {"question": "same claim", "left": left, "right": right, "story": "77"}),
        (409, {"question": "same claim", "left": left, "right": left, "story": "1"}),
        (404, {"question": "same story", "left": "a1", "right": "nobody"}),
    ):
        assert send(desk, "/judge", **fields).status_code == status, fields
    assert not judged(desk)


def test_only_forms_of_the_desk_itself_can_judge(desk: TestClient) -> None:
    """Without its secret, or from another site, nothing is changed."""
    left, right = claim_of_many()
    fields = {"question": "same claim", "left": left, "right": right, "yes": "no", "story": "1"}
    assert desk.post("/judge", data=fields, headers=HTML).status_code == 403
    assert desk.post("/judge", data={**fields, "secret": "x" * 32}).status_code == 403
    page(desk, "/help")
    own = {**fields, "secret": desk.cookies["crosswire_form"]}
    foreign = {**HTML, "origin": "https://elsewhere.example"}
    assert desk.post("/judge", data=own, headers=foreign).status_code == 403
    assert desk.post("/judge", data=own, headers={**HTML, "sec-fetch-site": "cross-site"}).status_code == 403  # fmt: skip
    assert desk.post("/api/v1/judgements", data=own).status_code == 415
    assert not judged(desk)


def test_after_judging_one_is_led_to_pages_of_the_desk_alone(desk: TestClient) -> None:
    """An address to go back to that leads elsewhere is not followed."""
    for back in (
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere",
        "javascript:1",
    ):
        answer = send(desk, "/judge", False, question="note", left="a1", note="x", back=back)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/judgements")


def test_a_name_is_kept_and_must_be_one(desk: TestClient) -> None:
    """The machine's name and signs that are none in names are refused."""
    for wrong in ("machine", "A B", "<b>", "", "x" * 50):
        assert send(desk, "/name", name=wrong).status_code == 422
    send(desk, "/name", name="Ann.B")
    assert page(desk, "/judgements").cssselect("input[name=name]")[0].get("value") == "Ann.B"


def test_a_judgement_survives_a_rebuild(tmp_path: Path) -> None:
    """Two sentences told apart are apart after everything was read anew, until it is taken back."""
    archive = tmp_path / "ferry.db"
    with open_archive(archive) as shelf:
        add(shelf, [Page.make(name, text.encode(), "text/plain") for name, text in
                    (("a.txt", REPORT), ("b.txt", SECOND))])  # fmt: skip
    with open_pages(archive) as desk:
        view = desk.app.state.holdings.story("1")  # type: ignore[attr-defined]
        claim = max(view.story.claims, key=lambda claim: len(claim.statements))
        pair = claim.wording, next(name for name in claim.statements if name != claim.wording)
        send(
            desk, "/judge", question="same claim", left=pair[0], right=pair[1], yes="no", story="1"
        )
    with open_archive(archive) as shelf:
        rebuild(shelf)
    with open_pages(archive) as desk:
        story = desk.app.state.holdings.story("1").story  # type: ignore[attr-defined]
        homes = {name: one.id for one in story.claims for name in one.statements}
        assert homes[pair[0]] != homes[pair[1]]
        (one,) = [one for one in story.judgements if one.by != "machine"]
        assert told_in(one, AT)
        send(desk, f"/judgements/{one.id}/undo")
        story = desk.app.state.holdings.story("1").story  # type: ignore[attr-defined]
        homes = {name: one.id for one in story.claims for name in one.statements}
        assert homes[pair[0]] == homes[pair[1]]
