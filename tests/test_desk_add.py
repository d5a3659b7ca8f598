"""Adding pages on the desk: files, pasted text, addresses, with progress in words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from api_desk import REPORT
from crosswire.records.fetch import Visit
from crosswire.serve.desk.adding import Adder
from crosswire.sources.web import Answer
from desk_pages import HTML, open_pages, page, send, words


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """The desk over an empty archive."""
    with open_pages(tmp_path / "new.db") as client:
        yield client


def drop(desk: TestClient, *files: tuple[str, bytes]) -> str:
    """Drops files on the desk; where it leads."""
    page(desk, "/help")
    sent = [("files", (name, body, "application/octet-stream")) for name, body in files]
    head = {**HTML, "x-crosswire-form": desk.cookies["crosswire_form"]}
    answer = desk.post("/add", files=sent, headers=head)
    assert answer.status_code == 200, answer.text[:300]
    return str(answer.url.path + "?" + answer.url.query.decode())


def jobs(desk: TestClient, path: str = "/add") -> list[str]:
    """What is told of each job, once all is worked in."""
    assert desk.app.state.holdings.wait(30)  # type: ignore[attr-defined]
    return [words(line) for line in page(desk, path).cssselect(".took li")]


def test_a_dropped_page_is_worked_in_and_leads_to_its_story(desk: TestClient) -> None:
    """Its state is told in words all the way, and the front page shows the story."""
    path = drop(desk, ("ferry.txt", REPORT.encode()))
    (told,) = jobs(desk, path)
    assert told.startswith("ferry.txt Worked in, in Ferry Linnet runs aground")
    assert "Ferry Linnet" in words(page(desk, "/").cssselect("li.item")[0])
    (again,) = jobs(desk, drop(desk, ("ferry.txt", REPORT.encode())))
    assert "Was there already" in again


def test_what_cannot_be_read_is_told_with_the_reason(desk: TestClient) -> None:
    """A picture is no page; a name with a path in it stays a name."""
    told = jobs(
        desk, drop(desk, ("../../etc/p.png", b"\x89PNG\r\n\x1a\n" + bytes(64)), ("e.txt", b""))
    )
    assert all("Not taken" in line for line in told)
    assert "/etc" not in " ".join(told).replace("../../etc/p.png", "")


def test_a_pasted_text_is_added(desk: TestClient) -> None:
    """Headline first, then the text."""
    answer = send(desk, "/add", text=REPORT)
    assert answer.status_code == 200
    (told,) = jobs(desk)
    assert told.startswith("pasted: Ferry Linnet")


def test_an_address_is_asked_for_beside_the_page(tmp_path: Path) -> None:
    """What the server of the address answers is told; what is no address is refused."""

    class Fetcher:
        """Knows one page."""

        def fetch(self, url: str) -> Answer:
            """The page, or that there is none."""
            good = url.endswith("/ferry")
            visit = Visit(
                id="v1", url=url, final_url=url, at="2024-03-04T12:00:00Z",
                outcome="fetched" if good else "gone", status=200 if good else 404,
                message="" if good else "the server says 404 not found.",
            )  # fmt: skip
            return Answer(
                visit=visit, body=REPORT.encode() if good else b"", media_type="text/plain"
            )

    with open_pages(tmp_path / "new.db") as desk:
        holdings = desk.app.state.holdings  # type: ignore[attr-defined]
        adder = desk.app.state.adder = Adder(holdings, Fetcher)  # type: ignore[attr-defined, arg-type, return-value]
        send(desk, "/add", address="https://courier.example/ferry")
        send(desk, "/add", address="courier.example/none")
        end = time.monotonic() + 20
        while time.monotonic() < end and not all(job.done for job in adder.told()):
            time.sleep(0.05)
        none, ferry = jobs(desk)
        assert "Not taken: the server says 404" in none and "https://courier.example/none" in none
        assert "Worked in, in Ferry Linnet" in ferry
        assert send(desk, "/add", address="javascript:alert(1)").status_code == 422
        assert send(desk, "/add", address="http://").status_code == 422


def test_nothing_given_is_told(desk: TestClient) -> None:
    """An empty form says what to give."""
    assert "Choose a file" in send(desk, "/add").text
