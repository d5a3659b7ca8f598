"""All articles of an archive laid beside each other again, as one pile: what `settle` puts in place.

The same steps as for a pile of pages, in the same order, with what is up to date taken from the
archive. Memory: texts without the pieces of their pages, and of readings the names alone; full
records are loaded outlet by outlet, lineage by lineage, story by story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from crosswire.engines.local import LocalEngine
from crosswire.match.meeting import Print
from crosswire.records.base import Issue, Judgement, Record
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article, Draft, Sheet
from crosswire.records.reading import Reading
from crosswire.records.shape import Room, of_type
from crosswire.records.story import Story
from crosswire.stages.date import stated_day
from crosswire.stages.lineage import Guest, Seat
from crosswire.store.archive import Archive
from crosswire.store.articles import CLEAN, READ, Cleaned, Told
from crosswire.store.memo import Memo
from crosswire.upkeep.desk import run, step
from crosswire.upkeep.intake import clean, page_stamp, read_stamp
from crosswire.upkeep.stamps import stage

Progress = Callable[[str, int, int], None]
R = TypeVar("R", bound=Record)

NEXT = "next "
"""What is made anew lies under its step with this before it, until `settle` puts all in place at once."""

AT_ONCE = 64


@dataclass
class Whole:
    """What the pile adds up to; articles and readings are slim, by id."""

    sheets: dict[str, str] = field(default_factory=dict)
    """The page of each article."""
    articles: dict[str, Article] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    marks: dict[str, bytes] = field(default_factory=dict)
    """The stamp of each reading."""
    fresh: set[str] = field(default_factory=set)
    """Articles that are not as the archive has them in use."""
    drafts: dict[str, Article] = field(default_factory=dict)
    """Articles without lines that recur, where there were any."""
    prints: list[Print] = field(default_factory=list)
    kinships: dict[str, list[Kinship]] = field(default_factory=dict)
    lineages: dict[str, Lineage] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


class Gathering:
    """Lays all articles beside each other, from the archive and what is made anew."""

    def __init__(
        self,
        archive: Archive,
        engine: LocalEngine,
        progress: Progress | None,
        *,
        anew: bool = False,
    ) -> None:
        """With `anew` nothing that is in use is trusted, only what was made beside it."""
        self.archive, self.engine, self.memo = archive, engine, Memo(archive)
        self.progress, self.anew = progress, anew
        self.whole = Whole()

    def gather(self) -> Whole:
        """The pile as it is now, up to its stories."""
        self._clean()
        self._date(self._furnish())
        self._read()
        self._tie()
        self._lay()
        return self.whole

    def _tell(self, name: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(name, done, total)

    def _clean(self) -> None:
        """Cleans what is not up to date, and keeps it beside what is in use."""
        run_sql = self.archive.connection.execute
        names = [name for (name,) in run_sql("SELECT id FROM pages ORDER BY number").fetchall()]
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            held = {name: self._cleaned(name) for name in some}
            stale = [self.archive.page(name) for name in some if held[name] is None]
            made = clean(self.archive, stale, self.engine, anew=self.anew)
            if made:
                with self.archive.transaction():
                    for name, one in made.items():
                        self.memo.put(NEXT + CLEAN, name, page_stamp(name), one)
            for page, found in {**{n: c for n, c in held.items() if c}, **made}.items():
                self.whole.issues += found.issues
                if found.article is not None:
                    self.whole.sheets[found.article.id] = page
                    self.whole.articles[found.article.id] = _slim(found.article)
            self._tell("clean", min(start + AT_ONCE, len(names)), len(names))

    def _cleaned(self, page: str) -> Cleaned | None:
        return self._made_before(CLEAN, page, Cleaned, page_stamp(page))

    def _made_before(self, step: str, key: str, kind: type[R], mark: bytes) -> R | None:
        """What was made with this stamp, beside what is in use or, where that is trusted, in use."""
        beside = self.memo.get(NEXT + step, key, kind, mark)
        return beside or (None if self.anew else self.memo.get(step, key, kind, mark))

    def sheet(self, name: str) -> Article:
        """The article with this id as its page alone shows it."""
        page = self.whole.sheets[name]
        held = self.memo.get(NEXT + CLEAN, page, Cleaned) or self.memo.get(CLEAN, page, Cleaned)
        assert held is not None and held.article is not None, name
        return held.article

    def _furnish(self) -> list[Draft]:
        """The slim drafts, house by house, without the lines that recur."""
        houses: dict[str, list[str]] = {}
        for name, article in sorted(self.whole.articles.items()):
            (house,) = step("clean.furniture").key(Sheet(article=article))
            houses.setdefault(house, []).append(name)
        drafts: list[Draft] = []
        for place, (house, names) in enumerate(sorted(houses.items()), 1):
            sheets = [Sheet(article=self.sheet(name)) for name in names]
            made = list(run("clean.furniture", house, sheets))
            self.whole.issues += of_type(made, Issue)
            full = {sheet.article.id: sheet.article for sheet in sheets}
            for draft in of_type(made, Draft):
                if draft.article != full[draft.article.id]:
                    self.whole.drafts[draft.article.id] = draft.article
                drafts.append(Draft(article=_slim(draft.article)))
            self._tell("furniture", place, len(houses))
        return drafts

    def _date(self, drafts: list[Draft]) -> None:
        """Every article with its day and anchor."""
        records: list[Record] = list(drafts)
        for name in ("date.pair", "date.settle"):
            records += self.engine.run_step(step(name), Room(stage("date").options), records)
        self.whole.issues += of_type(records, Issue)
        self.whole.articles = {one.id: one for one in of_type(records, Article)}

    def article(self, name: str) -> Article:
        """The article with this id in full, as it is to be read."""
        slim = self.whole.articles[name]
        full = self.whole.drafts.get(name) or self.sheet(name)
        return replace(full, published=slim.published, anchor=slim.anchor)

    def reading(self, name: str) -> Reading:
        """What the article with this id holds, in full."""
        held = self.memo.get(NEXT + READ, name, Told) or self.memo.get(READ, name, Told)
        assert held is not None, name
        return held.reading

    def _read(self) -> None:
        """Reads what is not up to date, and keeps it beside what is in use."""
        names = sorted(self.whole.articles)
        for start in range(0, len(names), AT_ONCE):
            some = [self.article(name) for name in names[start : start + AT_ONCE]]
            marks = {article.id: read_stamp(article) for article in some}
            held = {
                article.id: self._made_before(READ, article.id, Told, marks[article.id])
                for article in some
            }
            self.whole.marks |= marks
            for article in some:
                self._print(article)
            old = {name: self.memo.stamp(READ, name) for name in marks}
            self.whole.fresh |= {n for n, mark in marks.items() if self.anew or old[n] != mark}
            wanted = [article for article in some if held[article.id] is None]
            found = self._made(wanted)
            if found:
                with self.archive.transaction():
                    for name, told in found.items():
                        self.memo.put(NEXT + READ, name, marks[name], told)
            for name, told in {**{n: t for n, t in held.items() if t}, **found}.items():
                self.whole.issues += told.issues
                self.whole.readings[name] = _names_alone(told.reading)
            self._tell("read", min(start + AT_ONCE, len(names)), len(names))

    def _print(self, article: Article) -> None:
        """What lineage asks of an article in full: its witnesses stand in the pieces of its page."""
        for made in run("lineage.print", article.id, [article]):
            if isinstance(made, Print):
                self.whole.prints.append(made)
            elif isinstance(made, Issue):
                self.whole.issues.append(made)

    def _made(self, articles: list[Article]) -> dict[str, Told]:
        made = self.engine.run_step(step(READ), Room(stage("read").options), articles)
        issues = of_type(made, Issue)
        return {
            one.article: Told(
                reading=one, issues=tuple(i for i in issues if i.article in ("", one.article))
            )
            for one in of_type(made, Reading)
        }

    def _tie(self) -> None:
        """Kinships and lineages; full articles are loaded one circle at a time."""
        circles: dict[str, list[Seat]] = {}
        for seat in of_type(list(run("lineage.meet", "all", self.whole.prints)), Seat):
            circles.setdefault(seat.circle, []).append(seat)
        self.whole.prints.clear()
        for place, (circle, seats) in enumerate(sorted(circles.items()), 1):
            self._settle_circle(circle, seats)
            self._tell("lineage", place, len(circles))

    def _settle_circle(self, circle: str, seats: list[Seat]) -> None:
        brought: list[Record] = []
        for seat in seats:
            brought += run("lineage.bring", seat.article, [self.article(seat.article), seat])
        guests = sorted(of_type(brought, Guest), key=lambda guest: guest.id)
        for made in run("lineage.settle", circle, guests):
            if isinstance(made, Kinship):
                for name in (made.left, made.right):
                    self.whole.kinships.setdefault(name, []).append(made)
            elif isinstance(made, Lineage):
                self.whole.lineages |= dict.fromkeys(made.articles, made)
            elif isinstance(made, Issue):
                self.whole.issues.append(made)

    def _lay(self) -> None:
        """The stories, and the judgements that made them."""
        articles = [self.whole.articles[name] for name in sorted(self.whole.articles)]
        lineages = {line.id: line for line in self.whole.lineages.values()}
        known = [self.readings_of(name) for name in sorted(self.whole.readings)]
        kin = run("stories.kin", "all", [*articles, *_by_id(lineages)])
        judged = {one.id: one for one in self.archive.judgements()}
        for one in of_type(list(kin), Judgement):
            judged.setdefault(one.id, one)
        wanted = [one for one in judged.values() if one.question == "same story"]
        wanted.sort(key=lambda one: one.id)
        self.whole.judgements = list(judged.values())
        for made in run("stories.settle", "all", [*articles, *wanted, *known]):
            if isinstance(made, Story):
                self.whole.stories.append(made)
            elif isinstance(made, Judgement):
                self.whole.judgements.append(made)
            elif isinstance(made, Issue):
                self.whole.issues.append(made)

    def readings_of(self, name: str) -> Reading:
        """The slim reading of the article with this id."""
        return self.whole.readings[name]


def _by_id(lineages: dict[str, Lineage]) -> Iterator[Lineage]:
    for name in sorted(lineages):
        yield lineages[name]


def _slim(article: Article) -> Article:
    """An article without the pieces of its page, which only the search for its day needs."""
    return article if stated_day(article) is None else replace(article, blocks=())


def _names_alone(reading: Reading) -> Reading:
    """A reading as the stage stories needs it."""
    return Reading(article=reading.article, sentences=(), entities=reading.entities)


def kinships_of(whole: Whole, names: Iterable[str]) -> list[Kinship]:
    """The kinships of some articles, each once, by id."""
    found = {kin.id: kin for name in names for kin in whole.kinships.get(name, ())}
    return [found[name] for name in sorted(found)]


def lineages_of(whole: Whole, names: Iterable[str]) -> list[Lineage]:
    """The lineages of some articles, each once, by id."""
    found = {line.id: line for name in names if (line := whole.lineages.get(name))}
    return [found[name] for name in sorted(found)]
