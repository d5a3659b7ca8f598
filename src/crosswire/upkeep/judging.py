"""A person's word on two articles of an archive that keeps up: their stories are laid anew at once."""

from __future__ import annotations

from crosswire.records.base import Judgement
from crosswire.store.archive import Archive
from crosswire.store.articles import Row
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.placing import Places
from crosswire.upkeep.telling import now, tell_thread
from crosswire.upkeep.threads import Floor


def judge(archive: Archive, judgement: Judgement) -> int:
    """Keeps the judgement and lays the stories of both articles anew; how many stories changed.

    Articles that are not there, or not worked in yet, are judged for when they come. No other story
    is read: what else a settled pile would make of the word waits for `settle`.
    """
    with archive.transaction():
        archive.judge(judgement)
        return _lay_anew(archive, judgement)


def take_back(archive: Archive, name: str) -> bool:
    """Drops a person's judgement by its id and lays the stories of both articles as if it had never
    been; false where there is none.
    """
    with archive.transaction():
        said = {one.id: one for one in archive.judgements()}.get(name)
        gone = archive.take_back(name)
        if gone and said is not None:
            _lay_anew(archive, said)
    return gone


def _lay_anew(archive: Archive, judgement: Judgement) -> int:
    """Lays the stories of two articles anew, by what people say now; how many changed."""
    desk = Desk(archive)
    rows = [desk.articles.find(name) for name in (judgement.left, judgement.right)]
    numbers = [row.number for row in rows if row is not None]
    if len(numbers) < 2 or judgement.question != "same story":
        return 0
    floor = Floor(desk)
    places = Places(desk, floor)
    places.review(numbers)
    for number in sorted(places.touched):
        tell_thread(desk, floor, number, now())
    return len(places.touched)


def named(archive: Archive, name: str) -> list[Row]:
    """The articles that a name means: an id, where the page lay, or the end of that."""
    with told(str(archive.path)):
        rows = Desk(archive).articles
        exact = list(rows.rows("WHERE id = ?1 OR source = ?1", name))
        return exact or list(rows.rows("WHERE substr(source, -length(?1)) = ?1", f"/{name}"))
