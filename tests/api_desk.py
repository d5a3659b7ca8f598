"""An archive with the sample story in it, and a client of the API over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from starlette.testclient import TestClient

from crosswire.records.brief import ArticleTold
from crosswire.records.page import Article
from crosswire.records.story import Story
from crosswire.serve.api.app import make_app
from crosswire.serve.api.settings import Settings
from crosswire.store.archive import open_archive
from crosswire.store.articles import Row
from crosswire.store.threads import Telling
from crosswire.upkeep.desk import Desk
from sample_brief import sample_story

REPORT = """Ferry Linnet runs aground off Port Sorrel

By Ada Quill
Sorrel Courier, 4 March 2024

PORT SORREL, March 4 - The ferry Linnet ran aground off Port Sorrel on Monday, the harbour \
master said.
"""
OPEN = 10**9  # requests a minute: nobody waits in a test that is not about waiting


def filled_archive(path: Path) -> Path:
    """An archive that tells the sample story, as if its articles had been worked in."""
    told = sample_story()
    ids = tuple(article.id for article in told.articles)
    story = Story(id=told.id, articles=ids, headline=told.headline, start=told.start)
    with open_archive(path) as shelf, shelf.transaction():
        desk = Desk(shelf)
        thread = desk.threads.open()
        for number, article in enumerate(told.articles, 1):
            desk.articles.add(*_kept(number, article))
        desk.threads.put(thread, range(1, len(ids) + 1))
        telling = Telling(story=story, told=told, judgements=told.judgements)
        desk.threads.tell(thread, telling, b"sample")
    return path


def _kept(number: int, told: ArticleTold) -> tuple[Row, Article, Article]:
    """An article's row and record; its sheet differs, so that the record itself is kept."""
    article = Article(
        id=told.id,
        page=f"p{number}",
        source=told.source,
        text=told.full_text,
        body_end=len(told.text),
        blocks=(),
        headline=told.headline,
    )
    row = Row(number, told.id, f"p{number}", "", "", "", told.source, 0, False, 0, 0, b"")
    return row, article, msgspec.structs.replace(article, headline=None)


@contextmanager
def open_desk(
    archive: Path, *, clock: Callable[[], float] = lambda: 0.0, **settings: Any
) -> Iterator[TestClient]:
    """A client of the API over this archive, asking from this machine."""
    made = Settings(archive=archive, reads_a_minute=OPEN, writes_a_minute=OPEN)
    app = make_app(replace(made, **settings), clock=clock)
    with TestClient(app, base_url="http://localhost") as client:
        yield client
