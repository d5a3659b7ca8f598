"""Laying out the front page: one row for each story, made from what is told of it.

    1. rows that do not bear the stamp of what is told are made anew, some hundred at a time
    2. rows of threads that are gone are dropped

Killed anywhere, the next run goes on. Others may write in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from crosswire.records.brief import StoryTold
from crosswire.store.archive import Archive
from crosswire.store.fronts import Front, Fronts, Voiced
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk

BATCH = 100
"""Rows made before they are kept, so that others may write in between: about a second's work."""

NAMED = 40
"""Names of a story by which it is found, those told in most articles first."""


def lay_fronts(archive: Archive, stop: Callable[[], bool] = lambda: False) -> int:
    """Brings the front page's rows up to date; how many changed. Raises ArchiveError."""
    done = 0
    with told(str(archive.path)):
        fronts = Fronts(archive)
        if not fronts.ready():
            with archive.transaction():
                if not fronts.ready():
                    fronts.lay_out()
        while not stop() and (stale := fronts.stale(BATCH)):
            with archive.transaction():
                done += _lay(Desk(archive), fronts, stale)
        gone = archive.connection.execute(
            "SELECT 1 FROM fronts WHERE thread NOT IN (SELECT number FROM threads) LIMIT 1"
        ).fetchone()
        if gone:
            with archive.transaction():
                done += fronts.drop_gone()
    return done


def _lay(desk: Desk, fronts: Fronts, stale: list[tuple[int, str, bytes]]) -> int:
    for thread, story, stamp in stale:
        telling = desk.threads.telling(story)
        if telling is None:  # another has told it anew in between
            continue
        front = front_of(thread, stamp, telling.told, fronts.changed(thread))
        fronts.put(front, names_of(telling.told), voices_of(telling.told))
    return len(stale)


def front_of(thread: int, stamp: bytes, story: StoryTold, changed: str) -> Front:
    """The row of a story."""
    natures = Counter(entry.nature for entry in story.disagreements)
    waiting = {
        (entry.claim or entry.id): entry for entry in story.expectations if entry.status == "open"
    }
    days = sorted((entry.due or "")[:10] for entry in waiting.values() if entry.due)
    outlets = dict.fromkeys(article.outlet or "" for article in story.articles)
    return Front(
        thread=thread,
        stamp=stamp,
        headline=story.headline,
        start=story.start or "",
        finish=story.end or "",
        places=", ".join(story.places[:3]),
        outlets=", ".join(outlet for outlet in outlets if outlet)[:1_000],
        articles=story.counts.articles,
        texts=story.counts.texts,
        origins=story.counts.origins,
        claims=len(story.claims),
        firm=sum(claim.support == "independent" for claim in story.claims),
        conflicts=natures["conflict"],
        updates=natures["update"],
        open=len(waiting),
        overdue=sum(entry.overdue for entry in waiting.values()),
        due=days[0] if days else "",
        changed=changed,
    )


def names_of(story: StoryTold) -> str:
    """The names by which a story is found."""
    ranked = sorted(story.entities, key=lambda bearer: (-len(bearer.articles), bearer.name))
    return ", ".join([*story.places, *(bearer.name for bearer in ranked[:NAMED])])[:4_000]


def voices_of(story: StoryTold) -> Iterator[Voiced]:
    """The sources, outlets and names of a story, each once, under their names in lower case."""
    yield from _sources(story)
    yield from _outlets(story)
    for bearer in story.entities:
        told_in = len(bearer.articles)
        yield Voiced("name", key_of(bearer.name), bearer.name[:200], bearer.type, told_in, 0, 0, 0)


def key_of(name: str) -> str:
    """Under which name somebody is looked up."""
    return " ".join(name.lower().removeprefix("the ").split())[:200]


def _sources(story: StoryTold) -> Iterator[Voiced]:
    shown: dict[str, tuple[str, str]] = {}
    told_by: Counter[str] = Counter()
    for said in story.statements:
        for source in said.sources:
            if source.kind not in ("unnamed", "crowd") and (key := key_of(source.name)):
                shown.setdefault(key, (source.name[:200], source.kind))
                told_by[key] += 1
    for key, times in told_by.items():
        name, kind = shown[key]
        yield Voiced("source", key, name, kind, times, 0, 0, 0)


def _outlets(story: StoryTold) -> Iterator[Voiced]:
    descents = descents_of(story)
    told_by: dict[str, list[int]] = {}
    shown: dict[str, tuple[str, str]] = {}
    for article in story.articles:
        key = key_of(article.outlet or "")
        if not key:
            continue
        shown.setdefault(key, ((article.outlet or "")[:200], article.outlet_kind or ""))
        tally = told_by.setdefault(key, [0, 0, 0, 0])
        tally[0] += 1
        tally[1 + descents[article.id]] += 1
    for key, (said_in, own, copied, credited) in told_by.items():
        name, kind = shown[key]
        yield Voiced("outlet", key, name, kind, said_in, own, copied, credited)


OWN, COPIED, CREDITED = range(3)


def descents_of(story: StoryTold) -> dict[str, int]:
    """What most of each article is: its outlet's own, copied from another text, or credited to an agency.

    What an outlet takes over from its own earlier version is its own.
    """
    outlets = {article.id: key_of(article.outlet or article.id) for article in story.articles}
    home = {said.id: outlets.get(said.article) for said in story.statements}
    told: dict[str, list[int]] = {article.id: [] for article in story.articles}
    for said in story.statements:
        if said.label in ("body", "entry") and said.article in told:
            again = home.get(said.copied_from or "") == outlets[said.article]
            told[said.article].append(OWN if again else _KINDS.get(said.descent, OWN))
    return {name: _most(kinds) for name, kinds in told.items()}


_KINDS = {"copied": COPIED, "credited": CREDITED}


def _most(kinds: list[int]) -> int:
    """What more than half of an article is; its own where nothing is."""
    return next((kind for kind in (CREDITED, COPIED) if kinds.count(kind) * 2 > len(kinds)), OWN)
