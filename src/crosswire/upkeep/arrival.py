"""Pages into an archive that keeps up: kept first, then worked in, a few at a time.

    1. keep     bytes and address are safe in one transaction; the page waits
    2. take     it is cleaned, dated and read by itself, before anybody is kept waiting
    3. work in  in one transaction: it meets its kin and its story, whose telling is made anew, and
                no longer waits

Killed anywhere, the next start finds what waits and goes on. The same page again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crosswire.engines.local import LocalEngine
from crosswire.errors import CrosswireError
from crosswire.match.events import day_of
from crosswire.pipeline import check_own_files
from crosswire.records.base import Issue
from crosswire.records.page import Page, Sheet
from crosswire.store.archive import Archive
from crosswire.store.articles import CLEAN, READ, Row
from crosswire.upkeep.desk import Desk, step
from crosswire.upkeep.intake import Taken, read_stamp, take
from crosswire.upkeep.meeting import Prints, meet, prints_of
from crosswire.upkeep.placing import Places
from crosswire.upkeep.reminding import remind
from crosswire.upkeep.telling import now, tell_thread
from crosswire.upkeep.threads import Floor

Progress = Callable[[str, int, int], None]

AT_ONCE = 32
"""Pages worked in by one transaction: stories they share are told once, and another process that
writes waits a second or two at most."""

TAKEN_AT_ONCE = 128
"""Pages cleaned and read before they are worked in: enough for every core to have some."""

TOLD_AT_ONCE = 60
"""A story of more articles is not told with each of them, but by `refresh`: telling takes about
10 ms an article, and a newcomer should be in within a second."""


@dataclass
class Added:
    """What came of pages: how many were new, became articles, which threads changed, how much is news."""

    pages: int = 0
    articles: int = 0
    threads: int = 0
    news: int = 0


def add(
    archive: Archive,
    pages: Iterable[Page],
    *,
    issues: Sequence[Issue] = (),
    workers: int | None = 1,
    progress: Progress | None = None,
) -> Added:
    """Keeps pages and works them in, with all that waited before them. Raises ArchiveError.

    `issues` are those met while the pages were gathered; they are told in the brief.
    """
    with archive.transaction():
        new = archive.keep_pages(pages)
        if issues:
            desk = Desk(archive)
            held = {issue.id: issue for issue in (*desk.articles.issues(["gathered"]), *issues)}
            desk.articles.put_issues("gathered", held.values())
    done = catch_up(archive, workers=workers, progress=progress)
    done.pages = new
    return done


def catch_up(
    archive: Archive, *, workers: int | None = 1, progress: Progress | None = None
) -> Added:
    """Works in all pages that wait. Raises ArchiveError; what was worked in until then stays."""
    check_own_files()
    done, total = Added(), archive.count("waiting")
    with LocalEngine(workers) as engine:
        worked = 0
        while waiting := archive.waiting(TAKEN_AT_ONCE):
            for some in _worked(archive, waiting, engine, done):
                worked += some
                if progress:
                    progress("taking in", worked, max(worked, total))
    refresh(archive, progress=progress, done=done)
    return done


def _worked(
    archive: Archive, pages: Sequence[Page], engine: LocalEngine, done: Added
) -> Iterator[int]:
    """Works pages in, some at a time; tells how many. One that we fail on is set aside, not the rest."""
    try:
        taken = take(archive, pages, engine)
        for start in range(0, len(taken), AT_ONCE):
            some = taken[start : start + AT_ONCE]
            work_in(archive, some, done)
            yield len(some)
    except CrosswireError:
        raise
    except Exception as error:
        left = [page for page in pages if _waits(archive, page.id)]
        if len(left) == 1:
            _set_aside(archive, left[0], error)
            yield 1
            return
        for page in left:
            yield from _worked(archive, [page], engine, done)


def _set_aside(archive: Archive, page: Page, error: Exception) -> None:
    """A page that made us fail does not wait any more; `settle` and `rebuild` try it again."""
    fault = Issue.make(
        "upkeep",
        "fault",
        "skipped",
        page.source,
        f"working it in failed, which is a fault of crosswire: {type(error).__name__}: {error}",
        advice="report it; its bytes are kept, and the next release's rebuild reads them again",
    )
    with archive.transaction():
        Desk(archive).articles.put_issues(page.id, [fault])
        archive.connection.execute("UPDATE pages SET taken = 1 WHERE id = ?", (page.id,))


def work_in(archive: Archive, taken: Sequence[Taken], done: Added) -> None:
    """One transaction: these pages meet what is there, unless another process was faster."""
    here = Added()
    with archive.transaction():
        desk = Desk(archive)
        floor = Floor(desk)
        places = Places(desk, floor)
        for one in sorted(taken, key=_in_order):
            if _waits(archive, one.page):
                here.articles += _settle_in(desk, places, one)
        for number in sorted(number for number in places.touched if _is_small(desk, number)):
            here.news += tell_thread(desk, floor, number, now())
        here.threads = len(places.touched)
    done.articles += here.articles
    done.threads += here.threads
    done.news += here.news


def refresh(
    archive: Archive, *, progress: Progress | None = None, done: Added | None = None
) -> int:
    """Tells the stories that are not up to date, each in a transaction; how many. What became overdue
    meanwhile is news."""
    desk = Desk(archive)
    stale = [thread.number for thread in desk.threads.threads("WHERE stale = 1 ORDER BY number")]
    for place, number in enumerate(stale, 1):
        with archive.transaction():
            desk = Desk(archive)
            found = desk.threads.thread(number)
            if found is not None and found.stale:
                news = tell_thread(desk, Floor(desk), number, now())
                if done is not None:
                    done.news += news
        if progress:
            progress("telling", place, len(stale))
    late = remind(archive, now())
    if done is not None:
        done.news += late
    return len(stale)


def _is_small(desk: Desk, number: int) -> bool:
    return len(desk.threads.members(number)) <= TOLD_AT_ONCE


def _in_order(one: Taken) -> tuple[int, str, str]:
    """By day, as the stage stories takes them; pages without an article last."""
    if one.article is None:
        return 1 << 41, "", one.page
    told, day = one.article.published or one.article.anchor, day_of(one.article)
    return day.toordinal() if day else 1 << 40, told.value if told else "", one.article.id


def _waits(archive: Archive, page: str) -> bool:
    row = archive.connection.execute("SELECT taken FROM pages WHERE id = ?", (page,)).fetchone()
    return row is not None and not row[0]


def _settle_in(desk: Desk, places: Places, one: Taken) -> int:
    """One page: what it made is kept, and its article takes its place among others; 1 if there is one."""
    prints = prints_of(one.article) if one.article is not None else None
    keep_made(desk, one, prints.issues if prints else ())
    if prints is not None:
        number = desk.articles.next_number()
        index(desk, places.floor, number, one, prints)
        kin = meet(desk, number, prints)
        places.place(number, kin)
    desk.archive.connection.execute("UPDATE pages SET taken = 1 WHERE id = ?", (one.page,))
    return int(one.article is not None)


def keep_made(desk: Desk, one: Taken, doubts: Iterable[Issue]) -> None:
    """Keeps what a page and its article hold by themselves, and what else is doubtful about them."""
    desk.articles.memo.put(CLEAN, one.page, one.mark, one.cleaned)
    issues = [*one.cleaned.issues, *one.issues, *doubts]
    if one.article is not None and one.told is not None:
        desk.articles.memo.put(READ, one.article.id, read_stamp(one.article), one.told)
        issues += one.told.issues
    desk.articles.put_issues(one.page, issues)


def index(desk: Desk, floor: Floor, number: int, one: Taken, prints: Prints) -> None:
    """Lays an article under its house, day and terms."""
    article, sheet = one.article, one.cleaned.article
    assert article is not None and sheet is not None
    (house,) = step("clean.furniture").key(Sheet(article=sheet))
    day = day_of(article)
    row = Row(
        number=number,
        id=article.id,
        page=article.page,
        address=article.address or "",
        house=house,
        outlet=article.outlet or article.domain or "",
        source=article.source,
        day=day.toordinal() if day else 0,
        loose=any(issue.kind in ("round-up", "live-blog") for issue in one.issues),
        shingles=len(prints.shingles),
        bits=prints.bits,
        keyed=b"",
    )
    desk.articles.add(row, article, sheet)
    keyed = floor.add(number)
    desk.archive.connection.execute(
        "UPDATE articles SET keyed = ? WHERE number = ?", (keyed, number)
    )
