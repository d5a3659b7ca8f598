"""From a page to its article and reading: what each page holds, before it meets others for good.

Only what the newcomer itself needs of others is looked up: lines that recur on the last pages of its
outlet, and, where it is undated, the day of its sisters. What it would change of articles that are
there already (their furniture, their borrowed day) waits for `settle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crosswire.engines.local import LocalEngine
from crosswire.records.base import Issue, Record, encode
from crosswire.records.page import Article, Draft, Page, Sheet
from crosswire.records.reading import Reading
from crosswire.records.shape import Room, of_type
from crosswire.stages.date import stated_day
from crosswire.stages.read import read_sentences
from crosswire.store.archive import Archive
from crosswire.store.articles import CLEAN, READ, Articles, Cleaned, Told
from crosswire.upkeep.desk import run, step
from crosswire.upkeep.stamps import stage, stamp

HOUSE = 24
"""Pages of an outlet beside which a newcomer is laid: lines recur in at least four of them. More find
the same lines and take longer to load."""

SISTERS = 60
"""Articles that share the names of an undated newcomer and are asked for their day."""


class Taken(NamedTuple):
    """A page with all that it says by itself; `sheet` is the article before it met its outlet."""

    page: str
    cleaned: Cleaned
    article: Article | None = None
    told: Told | None = None
    issues: tuple[Issue, ...] = ()
    mark: bytes = b""


def page_stamp(page: str) -> bytes:
    """By which one sees whether the page with this id, which names its bytes, has to be cleaned again."""
    return stamp([stage("clean")], page.encode())


def read_stamp(article: Article) -> bytes:
    """By which one sees whether an article has to be read again."""
    seen = b"read with the reader" if read_sentences(()) is not None else b"by rules alone"
    return stamp([stage("read")], encode(article), seen)


def clean(
    archive: Archive, pages: Sequence[Page], engine: LocalEngine, *, anew: bool = False
) -> dict[str, Cleaned]:
    """What each page holds by its id, from the archive where that is up to date, or all made anew."""
    articles = Articles(archive)
    found: dict[str, Cleaned] = {}
    for page in () if anew else pages:
        held = articles.memo.get(CLEAN, page.id, Cleaned, page_stamp(page.id))
        if held is not None:
            found[page.id] = held
    wanted = [page for page in pages if page.id not in found]
    sources = {page.id: page for page in wanted}
    made = engine.run_step(step(CLEAN), Room(stage("clean").options), wanted) if wanted else []
    sheets = {sheet.article.page: sheet.article for sheet in of_type(made, Sheet)}
    issues = of_type(made, Issue)
    for name, page in sources.items():
        article = sheets.get(name)
        own = {article.id} if article else set()
        about = [
            i for i in issues if i.article in own or (not i.article and i.about == page.source)
        ]
        found[name] = Cleaned(article=article, issues=tuple(dict.fromkeys(about)))
    return found


def take(archive: Archive, pages: Sequence[Page], engine: LocalEngine) -> list[Taken]:
    """Cleans, dates and reads pages, each as far as it goes by itself."""
    cleaned = clean(archive, pages, engine)
    articles = Articles(archive)
    drafts, notes = _drafts(articles, [c.article for c in cleaned.values() if c.article])
    dated, doubts = _dated(articles, drafts)
    issues = [*notes, *doubts]
    told = read(articles, dated.values(), engine)
    done = []
    for page in pages:
        one = cleaned[page.id]
        article = dated.get(one.article.id) if one.article else None
        here = tuple(
            i for i in issues
            if one.article and (i.article == one.article.id or (not i.article and i.about == page.source))
        )  # fmt: skip
        if article is None:
            done.append(Taken(page.id, one, issues=here, mark=page_stamp(page.id)))
        else:
            here += tuple(notes_of(article))
            done.append(Taken(page.id, one, article, told[article.id], here, page_stamp(page.id)))
    return done


def notes_of(article: Article) -> list[Issue]:
    """What the stage stories says of an article alone: a round-up, a live blog, an opinion."""
    return of_type(list(run("stories.settle", "all", [article])), Issue)


def _drafts(
    articles: Articles, sheets: Sequence[Article]
) -> tuple[dict[str, Article], list[Issue]]:
    """The articles without the lines that recur on pages of their outlet."""
    (key_of,) = (step("clean.furniture").key,)
    houses: dict[str, list[Article]] = {}
    for sheet in sheets:
        (house,) = key_of(Sheet(article=sheet))
        houses.setdefault(house, []).append(sheet)
    drafts: dict[str, Article] = {}
    issues: list[Issue] = []
    for house, new in sorted(houses.items()):
        names = {sheet.id for sheet in new}
        old = [articles.sheet(number) for number in articles.of_house(house, HOUSE)]
        laid = {sheet.id: Sheet(article=sheet) for sheet in (*old, *new)}
        made = list(run("clean.furniture", house, [laid[name] for name in sorted(laid)]))
        drafts |= {d.article.id: d.article for d in of_type(made, Draft) if d.article.id in names}
        sources = {sheet.source for sheet in new}
        issues += [
            i
            for i in of_type(made, Issue)
            if i.article in names or (not i.article and i.about in sources)
        ]
    return drafts, issues


def _dated(
    articles: Articles, drafts: dict[str, Article]
) -> tuple[dict[str, Article], list[Issue]]:
    """The drafts with their day; undated ones ask articles that share their names."""
    beside: dict[str, Article] = dict(drafts)
    for draft in drafts.values():
        if stated_day(draft) is None:
            names = list(step("date.pair").key(Draft(article=draft)))
            for number in articles.holding(names, SISTERS):
                sister = articles.sheet(number)  # a day that it borrowed itself is none to lend
                beside.setdefault(sister.id, sister)
    records: list[Record] = [Draft(article=beside[name]) for name in sorted(beside)]
    if any(stated_day(draft) is None for draft in drafts.values()):
        with LocalEngine(1) as engine:
            records += engine.run_step(step("date.pair"), Room(stage("date").options), records)
    made: list[Record] = []
    with LocalEngine(1) as engine:
        made = engine.run_step(step("date.settle"), Room(stage("date").options), records)
    dated = {one.id: one for one in of_type(made, Article) if one.id in drafts}
    return dated, [i for i in of_type(made, Issue) if i.article in drafts]


def read(articles: Articles, found: Iterable[Article], engine: LocalEngine) -> dict[str, Told]:
    """The readings of articles by id, from the archive where they are up to date."""
    told: dict[str, Told] = {}
    wanted = []
    for article in found:
        held = articles.memo.get(READ, article.id, Told, read_stamp(article))
        if held is None:
            wanted.append(article)
        else:
            told[article.id] = held
    made = engine.run_step(step(READ), Room(stage("read").options), wanted) if wanted else []
    issues = of_type(made, Issue)
    for reading in of_type(made, Reading):
        own = tuple(issue for issue in issues if issue.article in ("", reading.article))
        told[reading.article] = Told(reading=reading, issues=own)
    return told
