"""Is the archive sound? The file, the bytes of its pages, every quote, and what refers to what.

What can be made again is mended by `crosswire rebuild`; raw bytes and what people judged cannot, and
need a backup.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from crosswire.errors import ArchiveError
from crosswire.records.base import Record, Span
from crosswire.records.page import Page
from crosswire.store.archive import Archive
from crosswire.store.articles import Row
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk

Progress = Callable[[str, int, int], None]

RESTORE, REBUILD = "restore a backup", "run: crosswire rebuild"

# What names what: a query for rows that name something that is not there, and what to say of them.
DANGLING = (
    ("pages without their bytes", RESTORE, "pages WHERE hash NOT IN (SELECT hash FROM bodies)"),
    (
        "pages said to be worked in, of which nothing was made",
        REBUILD,
        "pages WHERE taken = 1 AND id NOT IN (SELECT key FROM memo WHERE step = 'clean.page') "
        "AND id NOT IN (SELECT owner FROM issues)",
    ),
    ("articles without a page", REBUILD, "articles WHERE page NOT IN (SELECT id FROM pages)"),
    (
        "articles that were not read",
        REBUILD,
        "articles WHERE id NOT IN (SELECT key FROM memo WHERE step = 'read.read')",
    ),
    (
        "readings of no article",
        REBUILD,
        "memo WHERE step = 'read.read' AND key NOT IN (SELECT id FROM articles)",
    ),
    (
        "articles of no story",
        REBUILD,
        "articles WHERE number NOT IN (SELECT number FROM members WHERE also = 0)",
    ),
    ("members that are not there", REBUILD, "members WHERE number NOT IN (SELECT number FROM articles)"),
    ("members of no story", REBUILD, "members WHERE thread NOT IN (SELECT number FROM threads)"),
    (
        "articles in two stories for good",
        REBUILD,
        "(SELECT number FROM members WHERE also = 0 GROUP BY number HAVING count(*) > 1)",
    ),
    ("stories without articles", REBUILD, "threads WHERE number NOT IN (SELECT thread FROM members)"),
    (
        "stories of which nothing is told",
        REBUILD,
        "threads WHERE stale = 0 AND story NOT IN (SELECT key FROM memo WHERE step = 'tell')",
    ),
    (
        "tellings of no story",
        REBUILD,
        "memo WHERE step = 'tell' AND key NOT IN (SELECT story FROM threads)",
    ),
    ("days awaited by no story", REBUILD, "dues WHERE thread NOT IN (SELECT number FROM threads)"),
    ("ties to what is not there", REBUILD, "ties WHERE one NOT IN (SELECT number FROM articles) "
     "OR other NOT IN (SELECT number FROM articles)"),
    ("links to what is not there", REBUILD, "links WHERE one NOT IN (SELECT number FROM articles) "
     "OR other NOT IN (SELECT number FROM articles)"),
    ("keys of what is not there", REBUILD, "keys WHERE number NOT IN (SELECT number FROM articles)"),
    ("shingles of what is not there", REBUILD,
     "shingles WHERE number NOT IN (SELECT number FROM articles)"),
    ("days that count wrong", REBUILD,
     "days WHERE articles <> (SELECT count(*) FROM articles WHERE articles.day = days.day)"),
)  # fmt: skip


class Finding(Record, frozen=True, kw_only=True):
    """Something that is not sound, and what to do about it."""

    what: str
    advice: str


def check(archive: Archive, progress: Progress | None = None) -> Iterator[Finding]:
    """What is not sound, as it is found. Raises ArchiveError where nothing can be read at all."""
    with told(str(archive.path)):
        whole = True
        for (line,) in archive.connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                whole = False
                yield Finding(what=f"the file: {line}", advice=RESTORE)
        if not whole:
            return
        yield from _references(archive)
        yield from _bodies(archive, progress)
        yield from _articles(archive, progress)
        yield from _tellings(archive, progress)
        yield from _words(archive)


def _references(archive: Archive) -> Iterator[Finding]:
    for what, advice, rows in DANGLING:
        (found,) = archive.connection.execute(f"SELECT count(*) FROM {rows}").fetchone()  # noqa: S608
        if found:
            yield Finding(what=f"{found} {what}", advice=advice)


def _bodies(archive: Archive, progress: Progress | None) -> Iterator[Finding]:
    """Every body has its hash, and every page the id that its content gives it."""
    total = archive.count("pages")
    names = archive.connection.execute("SELECT id, hash FROM pages ORDER BY number").fetchall()
    for place, (name, key) in enumerate(names, 1):
        if progress and place % 50 == 0:
            progress("bytes", place, total)
        try:
            page = archive.page(name)
        except ArchiveError:
            yield Finding(what=f"page {name}: its bytes cannot be unpacked", advice=RESTORE)
            continue
        if hashlib.blake2b(page.body, digest_size=16).hexdigest() != key or page.id != _id_of(page):
            yield Finding(what=f"page {name} ({page.source}): its bytes changed", advice=RESTORE)


def _id_of(page: Page) -> str:
    made = Page.make(
        page.source, page.body, page.media_type, address=page.address, fields=page.fields
    )
    return made.id


def _articles(archive: Archive, progress: Progress | None) -> Iterator[Finding]:
    """Every span of a reading quotes its article where the offsets say."""
    total, place = archive.count("articles"), 0
    numbers = [n for (n,) in archive.connection.execute("SELECT number FROM articles").fetchall()]
    for start in range(0, len(numbers), 200):
        desk = Desk(archive)  # anew, so that memory does not grow
        for number in numbers[start : start + 200]:
            place += 1
            wrong = _unfit(desk, desk.articles.row(number))
            if wrong:
                yield Finding(what=wrong, advice=REBUILD)
        if progress:
            progress("quotes", place, total)


def _unfit(desk: Desk, row: Row) -> str:
    """What is wrong with an article or its reading; empty when nothing is."""
    try:
        article, reading = desk.articles.article(row.number), desk.articles.reading(row.number)
    except ArchiveError:
        return f"article {row.id} ({row.source}) cannot be loaded"
    spans = [*_spans(reading), *(block.span for block in article.blocks if block.span)]
    misfit = sum(not span.fits(article.text) for span in spans)
    if misfit:
        return f"article {row.id} ({row.source}): {misfit} quotes do not stand in its text"
    return ""


def _spans(record: object) -> Iterator[Span]:
    """All spans inside a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Record):
        for name in record.__struct_fields__:
            yield from _spans(getattr(record, name))
    elif isinstance(record, tuple):
        for each in record:
            yield from _spans(each)


def _tellings(archive: Archive, progress: Progress | None) -> Iterator[Finding]:
    """Every statement that is told quotes its article, and every claim names statements that are told."""
    desk = Desk(archive)
    threads = list(desk.threads.threads("WHERE stale = 0 ORDER BY number"))
    for place, thread in enumerate(threads, 1):
        if progress and place % 20 == 0:
            progress("stories", place, len(threads))
        try:
            telling = desk.threads.telling(thread.story)
        except ArchiveError:
            yield Finding(what=f"story {thread.story} cannot be loaded", advice=REBUILD)
            continue
        if telling is None:
            continue  # told by the references
        texts = {article.id: article.full_text for article in telling.told.articles}
        said = {one.id for one in telling.told.statements}
        wrong = sum(
            texts.get(one.article, "")[one.start : one.end] != one.text
            for one in telling.told.statements
        )
        lost = sum(name not in said for claim in telling.told.claims for name in claim.statements)
        if wrong or lost or set(texts) != set(telling.story.articles):
            yield Finding(
                what=f"story {thread.story}: {wrong} quotes and {lost} claims do not hold",
                advice=REBUILD,
            )


def _words(archive: Archive) -> Iterator[Finding]:
    """The index of words is whole."""
    try:
        with archive.transaction():
            archive.connection.execute(
                "INSERT INTO article_words (article_words) VALUES ('integrity-check')"
            )
    except (ArchiveError, sqlite3.DatabaseError) as error:
        yield Finding(what=f"the index of words is damaged: {error}", advice=REBUILD)
