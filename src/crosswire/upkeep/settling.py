"""Settle: the archive becomes what one pile of all its pages would be, byte for byte.

    1. gather   all articles are laid beside each other again; what is up to date is not made again
    2. tell     stories whose inputs changed are told anew
    3. install  all that changed is put in place in one transaction

Pages that come in between send it back to 1, which is quick then. Killed anywhere, what was made lies
beside what is in use and is found by the next run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES, check_own_files
from crosswire.records.base import Issue, Judgement, make_id
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.story import Story
from crosswire.store.archive import Archive
from crosswire.store.articles import CLEAN, READ, Cleaned
from crosswire.store.threads import TELL, Telling
from crosswire.upkeep.arrival import Progress, catch_up, index
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.intake import Taken, notes_of
from crosswire.upkeep.meeting import compare, prints_of
from crosswire.upkeep.placing import Places
from crosswire.upkeep.stamps import stamp
from crosswire.upkeep.telling import keep_news, now, telling_stamp, told_of
from crosswire.upkeep.threads import Floor
from crosswire.upkeep.whole import AT_ONCE, NEXT, Gathering, Whole, kinships_of, lineages_of

TRIES = 3
"""So often it begins again because pages came in; then it keeps others waiting while it works."""


@dataclass
class Settled:
    """What settling changed: articles, threads; and how much of it is news."""

    articles: int = 0
    threads: int = 0
    news: int = 0


def settle(
    archive: Archive, *, workers: int | None = 1, progress: Progress | None = None
) -> Settled:
    """Makes the archive what one pile of its pages would be. Raises ArchiveError."""
    with LocalEngine(workers) as engine:
        for _ in range(TRIES):
            catch_up(archive, workers=workers, progress=progress)
            before = _state(archive)
            made = _Making(archive, engine, progress)
            with archive.transaction():
                if _state(archive) == before:
                    return made.install()
        with archive.transaction():
            catch_up(archive, progress=progress)
            return _Making(archive, engine, progress).install()


def rebuild(
    archive: Archive, *, workers: int | None = 1, progress: Progress | None = None
) -> Settled:
    """Reads the bytes of all pages again with the cleaner and reader of this release, and settles.

    Every index is made anew. Killed, the next rebuild goes on where it was. Raises ArchiveError.
    """
    check_own_files()
    mark = stamp(STAGES).hex()
    with archive.transaction():
        run = archive.connection.execute
        held = run("SELECT value FROM state WHERE name = 'rebuilding'").fetchone()
        if held is None or held[0] != mark:
            run("DELETE FROM memo WHERE step LIKE ?", (f"{NEXT}%",))
            run("INSERT OR REPLACE INTO state VALUES ('rebuilding', ?)", (mark,))
    with LocalEngine(workers) as engine:
        for _ in range(TRIES):
            before = _state(archive)
            made = _Making(archive, engine, progress, anew=True)
            with archive.transaction():
                if _state(archive) == before:
                    return made.install()
        with archive.transaction():
            return _Making(archive, engine, progress, anew=True).install()


def _state(archive: Archive) -> tuple[object, ...]:
    """What must not change while a pile is laid out: pages and what people judged."""
    run = archive.connection.execute
    pages = run("SELECT count(*), max(number), sum(taken) FROM pages").fetchone()
    articles = run("SELECT count(*), max(number) FROM articles").fetchone()
    return (*pages, *articles, *sorted(f"{one.id}{one.yes}" for one in archive.judgements()))


class _Making:
    """The whole pile, told; `install` puts it in place."""

    def __init__(
        self,
        archive: Archive,
        engine: LocalEngine,
        progress: Progress | None,
        *,
        anew: bool = False,
    ) -> None:
        self.archive, self.progress, self.anew = archive, progress, anew
        self.gathering = Gathering(archive, engine, progress, anew=anew)
        self.whole: Whole = self.gathering.gather()
        self.marks: dict[str, bytes] = {}
        named = {one.id: one for one in reversed(self.whole.judgements)}
        for place, story in enumerate(self.whole.stories, 1):
            self._tell(story, [named[name] for name in story.judgements if name in named])
            if progress:
                progress("telling", place, len(self.whole.stories))

    def _tell(self, story: Story, judgements: Sequence[Judgement]) -> None:
        """Tells a story where it is not up to date, beside what is in use."""
        memo = self.gathering.memo
        kinships = kinships_of(self.whole, story.articles)
        lineages = lineages_of(self.whole, story.articles)
        marks = {name: self.whole.marks[name] for name in story.articles}
        kin: list[Kinship | Lineage] = [*kinships, *lineages]
        mark = self.marks[story.id] = telling_stamp(story, marks, kin, judgements)
        in_use = b"" if self.anew else memo.stamp(TELL, story.id)
        if mark in (in_use, memo.stamp(NEXT + TELL, story.id)):
            return
        articles = [self.gathering.article(name) for name in sorted(story.articles)]
        readings = [self.gathering.reading(name) for name in sorted(story.articles)]
        telling = told_of(story, articles, readings, kin, judgements)
        with self.archive.transaction():
            memo.put(NEXT + TELL, story.id, mark, telling)

    def install(self) -> Settled:
        """Puts in place what changed. Stands inside a transaction."""
        desk = Desk(self.archive)
        floor = Floor(desk)
        numbers = self._articles(desk, floor)
        self._ties(desk, numbers)
        self.archive.connection.execute("UPDATE pages SET taken = 1 WHERE taken = 0")
        done = self._threads(desk, floor, numbers)
        self._issues(desk)
        done.articles = len(self.whole.fresh)
        self._tidy()
        return done

    def _tidy(self) -> None:
        """Nothing that was made for what is no longer there stays."""
        run = self.archive.connection.execute
        run("DELETE FROM memo WHERE step LIKE ?", (f"{NEXT}%",))
        run("DELETE FROM state WHERE name = 'rebuilding'")
        run("DELETE FROM dues WHERE thread NOT IN (SELECT number FROM threads)")
        for step, column in (
            (CLEAN, "id FROM pages"),
            (READ, "id FROM articles"),
            (TELL, "story FROM threads"),
        ):
            run(f"DELETE FROM memo WHERE step = ? AND key NOT IN (SELECT {column})", (step,))  # noqa: S608

    def _articles(self, desk: Desk, floor: Floor) -> dict[str, int]:
        """Articles that changed are laid into the indexes anew; gives the numbers of all."""
        rows = {row.id: row.number for row in desk.articles.rows("ORDER BY number")}
        if self.anew:
            desk.articles.clear()
        old = rows.keys() & self.whole.fresh | rows.keys() - self.whole.articles.keys()
        for name in () if self.anew else sorted(old):
            number = rows[name]
            desk.kin.lift(number, prints_of(desk.articles.article(number)).shingles)
            floor.forget(number)
            desk.articles.forget(number)
        self._move(desk, CLEAN)
        self._move(desk, READ)
        gone = rows.keys() - self.whole.articles.keys()
        desk.articles.memo.drop(READ, gone)
        for name in sorted(self.whole.fresh, key=lambda name: (rows.get(name, 1 << 40), name)):
            rows[name] = number = rows.get(name) or desk.articles.next_number()
            article = self.gathering.article(name)
            prints = prints_of(article)
            page = self.whole.sheets[name]
            cleaned = desk.articles.memo.get(CLEAN, page, Cleaned)
            assert cleaned is not None, page  # it was moved there
            index(
                desk,
                floor,
                number,
                Taken(page, cleaned, article, issues=tuple(notes_of(article))),
                prints,
            )
            desk.kin.lay(number, prints.shingles)
            if number % AT_ONCE == 0:  # nor does a pile of articles
                floor.let_go()
                desk.articles.let_go()
        return {name: number for name, number in rows.items() if name not in gone}

    def _move(self, desk: Desk, step: str) -> None:
        """What was made anew takes the place of what was in use."""
        run = desk.archive.connection.execute
        run(
            "DELETE FROM memo WHERE step = ?1 AND key IN (SELECT key FROM memo WHERE step = ?2)",
            (step, NEXT + step),
        )
        run("UPDATE memo SET step = ?1 WHERE step = ?2", (step, NEXT + step))

    def _ties(self, desk: Desk, numbers: dict[str, int]) -> None:
        """Ties are those of the pile."""
        wanted = set()
        for kin in {kin.id: kin for kins in self.whole.kinships.values() for kin in kins}.values():
            one, other = sorted((numbers[kin.left], numbers[kin.right]))
            wanted.add((one, other))
        found = desk.kin.pairs()
        desk.kin.untie(found - wanted)
        for one, other in sorted(wanted - found):
            compare(desk, one, other)

    def _threads(self, desk: Desk, floor: Floor, numbers: dict[str, int]) -> Settled:
        """Threads are the stories of the pile, and each is told."""
        places = Places(desk, floor)
        groups = [self._for_good(desk, story, numbers) for story in self.whole.stories]
        threads = [thread.number for thread in desk.threads.threads()]
        placed = places.assign(groups, threads)
        done = Settled()
        for story, group, number in zip(self.whole.stories, groups, placed, strict=True):
            also = [numbers[name] for name in story.articles if numbers[name] not in group]
            if also != desk.threads.also(number):
                desk.touch(number)
                desk.threads.put(number, group, also)
            if number not in places.touched and self._is_told(desk, number, story):
                continue
            beside = desk.threads.memo.get(NEXT + TELL, story.id, Telling, self.marks[story.id])
            telling = beside or desk.threads.telling(story.id, self.marks[story.id])
            assert telling is not None, story.id  # it was told before
            done.threads += number in places.touched
            desk.touch(number)
            desk.threads.tell(number, telling, self.marks[story.id])
            done.news += keep_news(desk, number, telling, now())
            desk.before.pop(number, None)  # a pile of tellings does not fit into memory
        return done

    def _is_told(self, desk: Desk, number: int, story: Story) -> bool:
        """Does the thread tell this already, and was nothing made beside it? Then it is left alone:
        others wait while this writes, and most stories of a night did not change."""
        thread, memo = desk.threads.thread(number), desk.threads.memo
        return (
            thread is not None
            and not thread.stale
            and thread.story == story.id
            and memo.stamp(TELL, story.id) == self.marks[story.id]
            and not memo.stamp(NEXT + TELL, story.id)
        )

    def _for_good(self, desk: Desk, story: Story, numbers: dict[str, int]) -> list[int]:
        """The articles that the story cannot do without: not the round-ups that tell of it too."""
        ids = [name for name in story.articles if not desk.articles.row(numbers[name]).loose]
        for some in (list(story.articles), ids):
            if make_id("story", *sorted(some)) == story.id:
                return [numbers[name] for name in some]
        return [
            numbers[name]
            for name in story.articles
            if name in ids or make_id("story", name) not in self._alone
        ]

    @cached_property
    def _alone(self) -> set[str]:
        """The stories of one article."""
        return {story.id for story in self.whole.stories if len(story.articles) == 1}

    def _issues(self, desk: Desk) -> None:
        """Issues are those of the pile, and those met while pages were gathered."""
        run = desk.archive.connection.execute
        run("DELETE FROM issues WHERE owner <> 'gathered'")
        owned: dict[str, dict[str, Issue]] = {}
        for issue in self.whole.issues:
            owner = self.whole.sheets.get(issue.article, "") or f"page {issue.about}"
            owned.setdefault(owner, {}).setdefault(issue.id, issue)
        for owner, issues in owned.items():
            desk.articles.put_issues(owner, issues.values())
