"""Briefs from an archive: of all its stories, or of one, as they were told last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosswire.errors import BadInput
from crosswire.pipeline import assemble
from crosswire.records.base import Issue, Record
from crosswire.records.brief import Brief
from crosswire.store.archive import Archive
from crosswire.store.articles import CLEAN
from crosswire.store.threads import Telling, Thread
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.intake import page_stamp
from crosswire.upkeep.judged import with_word


def keeps_up(archive: Archive) -> bool:
    """Are all pages of the archive worked in, by this release, so that `brief_of` tells them all?"""
    with told(str(archive.path)):
        if archive.count("waiting") or not archive.count("articles"):
            return False
        row = archive.connection.execute(
            "SELECT page, hash FROM articles JOIN memo ON key = page AND step = ? "
            "ORDER BY number DESC LIMIT 1",
            (CLEAN,),
        ).fetchone()
        return bool(row) and row[1] == page_stamp(row[0])


def brief_of(archive: Archive) -> Brief:
    """The brief of all stories. After `settle` it is, byte for byte, that of the pages as one pile."""
    with told(str(archive.path)):
        desk = Desk(archive)
        threads = list(desk.threads.threads())
        return _bound(tellings(desk, threads), desk.articles.issues())


def brief_of_story(archive: Archive, name: str) -> Brief:
    """The brief of one story: named by its thread ("12"), its id, or the id of one of its articles.

    Raises BadInput where there is none.
    """
    with told(str(archive.path)):
        desk = Desk(archive)
        found = list(tellings(desk, find(desk, name)))
        if not found:
            raise BadInput(f"{name}: no such story in {archive.path}. Name a story or an article.")
        ids = {article for telling in found for article in telling.story.articles}
        rows = [row for one in sorted(ids) if (row := desk.articles.find(one)) is not None]
        circles = {min(desk.kin.circle(row.number)) for row in rows}
        owners = [*(row.page for row in rows), *(f"lineage {one}" for one in sorted(circles))]
        return _bound(found, desk.articles.issues(owners))


def find(desk: Desk, name: str) -> list[Thread]:
    """The threads that a name means."""
    if name.isdigit():
        return list(desk.threads.threads("WHERE number = ?", int(name)))
    row = desk.articles.find(name)
    if row is None:
        return list(desk.threads.threads("WHERE story = ?", name))
    homes = desk.threads.all_homes(row.number)
    return [thread for home in homes for thread in desk.threads.threads("WHERE number = ?", home)]


def tellings(desk: Desk, threads: Iterable[Thread]) -> Iterator[Telling]:
    """What is told of threads, as people have judged; those never told are passed over."""
    for thread in threads:
        telling = desk.threads.telling(thread.story) if thread.story else None
        if telling is not None:
            yield with_word(telling, desk.said)


def _bound(found: Iterable[Telling], issues: Iterable[Issue]) -> Brief:
    records: dict[str, Record] = {}
    for telling in found:
        records[f"story {telling.story.id}"] = telling.story
        records[f"told {telling.told.id}"] = telling.told
        for judgement in telling.judgements:
            records.setdefault(judgement.id, judgement)
        for issue in telling.issues:
            records.setdefault(issue.id, issue)
    for issue in issues:
        records.setdefault(issue.id, issue)
    return assemble(list(records.values()))
