"""Who may ask the API: names, origins, tokens and scopes, pace and size; headers of every answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from api_desk import filled_archive, open_desk
from crosswire.errors import BadInput, DataError
from crosswire.serve.api import holdings
from crosswire.serve.api.pace import Pace
from crosswire.serve.api.settings import (
    Settings,
    Token,
    digest,
    is_loopback,
    new_token,
    read_tokens,
)

API = "/api/v1"
JUDGEMENT = {"question": "same story", "left": "a1", "right": "a5", "yes": True}
TOKENS = (
    Token("reader", digest("secret-r"), frozenset({"read"})),
    Token("ann", digest("secret-a"), frozenset({"read", "judge"})),
    Token("bert", digest("secret-b"), frozenset({"judge"})),
    Token("crawler", digest("secret-c"), frozenset({"add"})),
)


def bearer(secret: str) -> dict[str, str]:
    """The header that brings a token."""
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(holdings, "settle", lambda _: None)
    return filled_archive(tmp_path / "desk.db")


def test_beyond_this_machine_it_does_not_start_without_tokens(archive: Path) -> None:
    """Listening where others can ask is refused until somebody must say who they are."""
    for host in ("0.0.0.0", "::", "192.0.2.7", "desk.example"):  # noqa: S104 - it is refused
        with pytest.raises(BadInput, match="crosswire token"):
            Settings(archive=archive, host=host)
        Settings(archive=archive, host=host, tokens=TOKENS)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1", "[::1]"])
def test_loopback_is_this_machine(host: str) -> None:
    """Names and addresses that lead back here need no token."""
    assert is_loopback(host)
    assert not is_loopback(f"{host}.example")


def test_a_foreign_name_is_refused(archive: Path) -> None:
    """A page that reaches this machine by a name of its own gets nothing (DNS rebinding)."""
    with open_desk(archive) as desk:
        for host in (
            "bad.example",
            "bad.example:80",
            "localhost.bad.example",
            "",
            "[",
            "127.0.0.1@b",
        ):
            response = desk.get(f"{API}/stories", headers={"Host": host})
            assert response.status_code == 421, host
        assert desk.get(f"{API}/stories", headers={"Host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://bad.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_foreign_pages_change_nothing(archive: Path, headers: dict[str, str]) -> None:
    """What a foreign page's script or form sends is refused, whatever it holds."""
    with open_desk(archive) as desk:
        response = desk.post(f"{API}/judgements", json=JUDGEMENT, headers=headers)
        assert response.status_code == 403
        assert desk.get(f"{API}/judgements").json()["items"] == []


def test_forms_are_no_json(archive: Path) -> None:
    """The types that a form can send without being asked first are refused."""
    with open_desk(archive) as desk:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
            response = desk.post(f"{API}/judgements", content=b"{}", headers={"Content-Type": kind})
            assert response.status_code == 415
        own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        assert desk.post(f"{API}/judgements", json=JUDGEMENT, headers=own).status_code == 201


@pytest.mark.parametrize(
    ("secret", "method", "path", "status"),
    [
        ("", "GET", "/stories", 401),
        ("wrong", "GET", "/stories", 401),
        ("secret-r" * 100, "GET", "/stories", 401),
        ("", "GET", "/openapi.json", 401),
        ("secret-r", "GET", "/stories", 200),
        ("secret-c", "GET", "/stories", 403),
        ("secret-r", "POST", "/judgements", 403),
        ("secret-a", "POST", "/judgements", 201),
        ("secret-a", "POST", "/pages", 403),
        ("secret-c", "POST", "/pages", 202),
    ],
)
def test_tokens_open_what_their_scopes_say(
    archive: Path, secret: str, method: str, path: str, status: int
) -> None:
    """Without a token nobody reads; with one, only what its scopes allow."""
    page = {"media_type": "text/plain", "body": "Storm in Tolm\n\nA storm hit Tolm on Monday."}
    body = JUDGEMENT if path == "/judgements" else page
    with open_desk(archive, tokens=TOKENS) as desk:
        response = desk.request(
            method, f"{API}{path}", headers=bearer(secret), json=body if method == "POST" else None
        )
        assert response.status_code == status
        if status == 401:
            assert response.headers["www-authenticate"].startswith("Bearer")
            assert "secret" not in response.text.replace("SECRET", "")


def test_a_token_judges_under_its_own_name(archive: Path) -> None:
    """Who judges with a token is its name, and nobody else's."""
    with open_desk(archive, tokens=TOKENS) as desk:
        headers = bearer("secret-a")
        told = desk.post(f"{API}/judgements", json=JUDGEMENT, headers=headers)
        assert told.json()["by"] == "ann"
        gone = f"{API}/judgements/{told.json()['id']}"
        assert desk.delete(gone, headers=bearer("secret-b")).status_code == 403
        foreign = {**headers, "Origin": "https://bad.example"}
        assert desk.delete(gone, headers=foreign).status_code == 403
        assert desk.delete(gone, headers=headers).status_code == 204
        other = {**JUDGEMENT, "by": "bert"}
        assert desk.post(f"{API}/judgements", json=other, headers=headers).status_code == 403
        schemes = desk.get(f"{API}/openapi.json", headers=headers).json()
        assert schemes["security"] == [{"token": []}]


def test_large_bodies_are_refused(archive: Path) -> None:
    """A body beyond the bound is refused, whether its length is told before or not."""
    with open_desk(archive, body_bytes=1_000) as desk:
        page = {"media_type": "text/plain", "body": "x" * 2_000}
        assert desk.post(f"{API}/pages", json=page).status_code == 413

        def pieces() -> Any:
            yield b'{"media_type": "text/plain", "body": "'
            for _ in range(20):
                yield b"x" * 100
            yield b'"}'

        headers = {"Content-Type": "application/json"}
        response = desk.post(f"{API}/pages", content=pieces(), headers=headers)
        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
        bad = desk.post(f"{API}/pages", content=b"{}", headers={**headers, "Content-Length": "+2"})
        assert bad.status_code in (400, 422)


def test_each_caller_has_a_pace(archive: Path) -> None:
    """Who asks too often is told how long to wait; after that time they may ask again."""
    now = [0.0]
    with open_desk(archive, clock=lambda: now[0], reads_a_minute=8) as desk:
        assert [desk.get(f"{API}/stories").status_code for _ in range(3)] == [200, 200, 429]
        refused = desk.get(f"{API}/stories")
        wait = int(refused.headers["retry-after"])
        assert refused.json()["title"] == "Too Many Requests" and wait == 8
        now[0] += wait
        assert desk.get(f"{API}/stories").status_code == 200


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), max_size=200), st.integers(1, 600))
def test_no_pace_is_outrun(steps: list[float], a_minute: int) -> None:
    """Over any time, a caller gets no more than a full bucket and what the time has filled."""
    now, allowed = 0.0, 0
    pace = Pace(a_minute, lambda: now)
    for step in steps:
        now += step
        allowed += pace.wait("caller") == 0
    assert allowed <= max(1.0, a_minute / 4) + now * a_minute / 60 + 1e-6


@pytest.mark.parametrize("path", ["/stories", "/nowhere", "/stories/none", "/search"])
def test_every_answer_is_safe_to_show(archive: Path, path: str) -> None:
    """Answers and problems forbid scripts, frames, sniffing and readers from other sites."""
    with open_desk(archive) as desk:
        headers = desk.get(f"{API}{path}").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    assert "json" in headers["content-type"]


def test_wrong_methods_and_routes_are_problems(archive: Path) -> None:
    """What there is not is a problem too, and a wrong method says which are right."""
    with open_desk(archive) as desk:
        assert desk.get("/nothing").status_code == 404
        wrong = desk.delete(f"{API}/stories")
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
        assert wrong.headers["content-type"] == "application/problem+json"


def test_a_fault_tells_nothing_of_the_machine(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error is a problem without paths or words of the archive."""
    with open_desk(archive) as desk:

        def broken(*_: object) -> None:
            raise RuntimeError("/secret/path")

        holdings = desk.app.state.holdings  # type: ignore[attr-defined]
        monkeypatch.setattr(holdings, "search", broken)
        desk._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        response = desk.get(f"{API}/search?q=ski")
        assert response.status_code == 500 and "secret" not in response.text
        assert response.headers["content-type"] == "application/problem+json"


def test_tokens_are_made_and_read_back(tmp_path: Path) -> None:
    """The lines that are printed for a new token are what the file of tokens holds."""
    secret, lines = new_token("desk", ("read", "judge"))
    other, more = new_token("crawler", ("add",))
    file = tmp_path / "tokens.toml"
    file.write_text(lines + more)
    desk, crawler = read_tokens(file)
    assert desk.fits(secret) and crawler.fits(other) and not desk.fits(other)
    assert desk.scopes == {"read", "judge"} and secret not in lines


@pytest.mark.parametrize(
    "text",
    [
        "", "x = 1", "[[token]]\nname = 'a'", "[[token]\n",
        "[[token]]\nname='machine'\nscopes=['read']\nsha256='" + "0" * 64 + "'",
        "[[token]]\nname='a'\nscopes=['all']\nsha256='" + "0" * 64 + "'",
        "[[token]]\nname='a'\nscopes=[]\nsha256='" + "0" * 64 + "'",
        "[[token]]\nname='a'\nscopes=['read']\nsha256='short'",
        2 * ("[[token]]\nname='a'\nscopes=['read']\nsha256='" + "0" * 64 + "'\n"),
    ],
)  # fmt: skip
def test_malformed_tokens_are_told(tmp_path: Path, text: str) -> None:
    """A file that is not as it should be is told with its name; none is taken for empty."""
    file = tmp_path / "tokens.toml"
    file.write_text(text)
    with pytest.raises(DataError, match=r"tokens\.toml"):
        read_tokens(file)
    with pytest.raises(BadInput, match="cannot be read"):
        read_tokens(tmp_path / "none.toml")


def test_scopes_and_ports_that_are_none_are_told(archive: Path) -> None:
    """A scope or port that there is not is refused with those that there are."""
    with pytest.raises(BadInput, match="read, judge, add"):
        new_token("desk", ("write",))
    with pytest.raises(BadInput, match="cannot be the name"):
        new_token("ma\nchine", ("read",))
    with pytest.raises(BadInput, match="65535"):
        replace(Settings(archive=archive), port=70_000)
