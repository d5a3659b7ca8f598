"""The door of the API: a raw request, asked without a network, of a small archive of our own."""

from __future__ import annotations

import asyncio
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from fuzz.sound import UnsoundError

EXAMPLES = Path(__file__).parent.parent / "examples" / "harbour"
PAGES = ("1-herald-morning.html", "5-freight.txt")
MOST_HEADERS = 100
OPEN = 10**9  # requests a minute


def ask(data: bytes) -> None:
    """One request, as it would stand on the wire. Raises UnsoundError for a fault of the server."""
    top, _, body = data.partition(b"\r\n\r\n")
    first, *lines = top.split(b"\r\n")
    method, _, rest = first.partition(b" ")
    target, _, _ = rest.partition(b" ")
    path, _, query = target.partition(b"?")
    pairs = [line.partition(b":") for line in lines[:MOST_HEADERS]]
    headers = [(name.strip().lower(), value.strip()) for name, _, value in pairs]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": method.decode("latin-1").upper(), "path": path.decode("utf-8", "replace"),
        "raw_path": path, "query_string": query, "root_path": "",
        "headers": [(b"host", b"localhost"), *headers], "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip
    told = asyncio.run(_answered(scope, body))
    start = next((one for one in told if one["type"] == "http.response.start"), None)
    if start is None or start["status"] >= 500:
        raise UnsoundError(f"status {start and start['status']} for {method!r} {target[:80]!r}")
    kinds = dict(start["headers"])
    said = b"".join(one.get("body", b"") for one in told if one["type"] == "http.response.body")
    if said and b"json" in kinds.get(b"content-type", b""):
        json.loads(said)


async def _answered(scope: dict[str, Any], body: bytes) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await app()(scope, receive, send)
    return told


@cache
def _held() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with this process."""
    return tempfile.TemporaryDirectory(prefix="fuzz-api-")


@cache
def app() -> Any:
    """The server's app over an archive of two pages. What is added stays unread: only the door is tried."""
    # Only where the extra `web` is installed.
    from crosswire.pipeline import brief_pages
    from crosswire.serve.api import holdings
    from crosswire.serve.api.app import make_app
    from crosswire.serve.api.settings import Settings
    from crosswire.sources.read import gather
    from crosswire.store.archive import open_archive
    from crosswire.upkeep import settle

    archive = Path(_held().name) / "desk.db"
    pages, _ = gather([str(EXAMPLES / name) for name in PAGES])
    brief_pages(pages, workers=1, archive=archive)
    with open_archive(archive) as shelf:
        settle(shelf)
    holdings.settle = holdings.catch_up = lambda _: None  # type: ignore[assignment]
    return make_app(Settings(archive=archive, reads_a_minute=OPEN, writes_a_minute=OPEN))
