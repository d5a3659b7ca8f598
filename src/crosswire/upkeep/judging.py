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

    Articles that are not there, or not worked in yet, are judged for when they come.
    """
    with archive.transaction():
        archive.judge(judgement)
        desk = Desk(archive)
        rows = [desk.articles.find(name) for name in (judgement.left, judgement.right)]
        homes = {home for row in rows if row and (home := desk.threads.home(row.number))}
        if len([row for row in rows if row]) < 2 or judgement.question != "same story":
            return 0
        floor = Floor(desk)
        places = Places(desk, floor)
        members = {member for home in homes for member in desk.threads.members(home)}
        places.lay(sorted(members), homes)
        for number in sorted(places.touched):
            tell_thread(desk, floor, number, now())
        return len(places.touched)


def named(archive: Archive, name: str) -> list[Row]:
    """The articles that a name means: an id, where the page lay, or the end of that."""
    with told(str(archive.path)):
        rows = Desk(archive).articles
        exact = list(rows.rows("WHERE id = ?1 OR source = ?1", name))
        return exact or list(rows.rows("WHERE substr(source, -length(?1)) = ?1", f"/{name}"))
