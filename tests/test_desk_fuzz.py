"""The desk's pages and forms under any input: refused in words or answered, never a fault; and which
routes are told of in the API's description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from api_desk import filled_archive, open_desk
from crosswire.serve.api import holdings
from crosswire.serve.desk import app as desk_app
from crosswire.serve.desk.forms import COOKIE, FIELD

SECRET = "a-secret-that-is-long-enough"  # noqa: S105 - of this test
KNOWN = ["1", "story1", "a1", "s1", "s5", "c1", "A", "html", "docx", "0", "yes", "no", "/", "2029-03-08"]  # fmt: skip
# Every field that any form has, but for the address, which would be asked for.
FIELDS = [
    "title", "by", "story", "claim", "after", "where", "action", "words", "was", "away", "question",
    "left", "right", "yes", "source", "note", "back", "other", "name", "text", "token",
]  # fmt: skip
WORDS = st.sampled_from(KNOWN) | st.text(max_size=20)
SETTINGS = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def routes() -> list[Any]:
    """All routes of the desk's pages and forms, those within others too."""
    found: list[Any] = []
    waiting = [route for router in desk_app.ROUTERS for route in router.routes]
    while waiting:
        route = waiting.pop()
        inner = getattr(route, "original_router", None)
        if inner is not None:
            waiting += inner.routes
        else:
            found.append(route)
    return sorted(found, key=lambda route: (route.path, sorted(route.methods)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client that holds the secret of forms, over an archive whose stories stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holdings, "settle", lambda _: None)
        patch.setattr(holdings, "catch_up", lambda _: None)
        archive = filled_archive(tmp_path_factory.mktemp("fuzz") / "desk.db")
        with open_desk(archive) as client:
            client.cookies.set(COOKIE, SECRET)
            client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
            yield client


def path_of(route: Any, words: st.DataObject) -> str:
    """The route's address with its parameters filled in."""
    told = route.path
    for name in route.param_convertors:
        told = told.replace(f"{{{name}}}", quote(words.draw(WORDS) or "x", safe=""))
    return str(told)


@pytest.mark.parametrize(
    "route", [one for one in routes() if "GET" in one.methods], ids=lambda one: one.path
)
def test_no_question_makes_a_page_fail(desk: TestClient, route: Any) -> None:
    """Whatever stands in the address, a page answers or says in words what is wrong."""
    names = [one.alias for one in route.dependant.query_params]

    @SETTINGS
    @given(st.data())
    def ask(words: st.DataObject) -> None:
        query = {name: words.draw(WORDS) for name in names if words.draw(st.booleans())}
        for accept in ("text/html", "*/*"):
            told = desk.get(
                path_of(route, words), params=query, headers={"Accept": accept},
                follow_redirects=False,
            )  # fmt: skip
            assert told.status_code < 500, (told.request.url, told.text[:300])
            assert "default-src 'none'" in told.headers["content-security-policy"]

    ask()


@pytest.mark.parametrize(
    "route", [one for one in routes() if "POST" in one.methods], ids=lambda one: one.path
)
def test_no_form_makes_the_desk_fail(desk: TestClient, route: Any) -> None:
    """Whatever a form holds, it is taken or refused in words; without its secret it is refused."""

    @SETTINGS
    @given(st.data())
    def send(words: st.DataObject) -> None:
        fields = {name: words.draw(WORDS) for name in FIELDS if words.draw(st.booleans())}
        path = path_of(route, words)
        headers = {"HX-Request": "true"} if words.draw(st.booleans()) else {}
        told = desk.post(
            path, data={**fields, FIELD: SECRET}, headers=headers, follow_redirects=False
        )
        assert told.status_code < 500, (path, fields, told.text[:300])
        assert "location" not in told.headers or told.headers["location"].startswith("/")
        assert not told.headers.get("location", "").startswith("//")
        if route.path not in ("/sign-in",):
            assert desk.post(path, data=fields, follow_redirects=False).status_code in (
                403,
                404,
                405,
                422,
            )

    send()


def test_the_description_tells_of_the_api_and_of_nothing_else(desk: TestClient) -> None:
    """The API's description holds what lies under /api/v1, and none of the desk's pages."""
    told = desk.get("/api/v1/openapi.json").json()["paths"]
    assert len(told) >= 12 and all(path.startswith("/api/v1/") for path in told)
    assert len(routes()) > 25
