"""Asking for pages of the desk in tests, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from api_desk import filled_archive, open_desk
from crosswire.serve.desk.forms import COOKIE, FIELD

HTML = {"accept": "text/html"}
FRAGMENT = {**HTML, "hx-request": "true"}


@contextmanager
def open_pages(archive: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of the desk, once its front page is laid out."""
    with open_desk(archive, **settings) as client:
        assert client.app.state.holdings.wait(30)  # type: ignore[attr-defined]
        yield client


@contextmanager
def sample_desk(folder: Path) -> Iterator[TestClient]:
    """The desk over the sample story."""
    with open_pages(filled_archive(folder / "desk.db")) as client:
        yield client


def page(desk: TestClient, path: str, *, status: int = 200, fragment: bool = False) -> HtmlElement:
    """The page at this path, parsed."""
    answer = desk.get(path, headers=FRAGMENT if fragment else HTML)
    assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[:300]}"
    return lxml.html.fromstring(answer.text or "<p></p>")


def words(node: HtmlElement) -> str:
    """All words of a page, on one line."""
    return " ".join(node.text_content().split())


def send(desk: TestClient, path: str, follow: bool = True, **fields: str) -> Any:
    """What a form of the desk's own pages sends."""
    if COOKIE not in desk.cookies:
        desk.get("/help", headers=HTML)
    data = {FIELD: desk.cookies[COOKIE], **fields}
    return desk.post(path, data=data, headers=HTML, follow_redirects=follow)
