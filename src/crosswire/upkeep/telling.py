"""Telling a thread: its story, from the statements of its articles to what the brief says of it.

Statements, claims, timeline and brief are run by their stages on the articles of one story. What was
made is kept with the hash of all that went in, so a story that nothing touched is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from crosswire.engines.local import LocalEngine
from crosswire.match.changes import news_of
from crosswire.match.events import days_between
from crosswire.match.faces import NAMES, PLACES, main_names, reasons
from crosswire.match.vectors import strongest
from crosswire.pipeline import run_stages
from crosswire.records.base import Feature, Issue, Judgement, Record, encode, make_id
from crosswire.records.brief import NewsTold, StoryTold
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.reading import Reading
from crosswire.records.shape import of_type
from crosswire.records.story import Story
from crosswire.store.articles import READ
from crosswire.store.threads import NewsItem, Telling
from crosswire.upkeep.desk import Desk, run
from crosswire.upkeep.dues import expect
from crosswire.upkeep.meeting import Line, lines
from crosswire.upkeep.stamps import after, stamp
from crosswire.upkeep.threads import Floor

WORDS_TOLD = 6
TELLING = after("stories")


def tell_thread(desk: Desk, floor: Floor, number: int, at: str) -> int:
    """Tells a thread anew and keeps its news; how many there were."""
    members, also = desk.threads.members(number), desk.threads.also(number)
    told_in = lines(desk, members)
    for line in told_in:
        desk.articles.put_issues(f"lineage {min(line.numbers)}", line.issues)
    story, judgements = story_of(desk, floor, members, also, told_in)
    numbers = sorted({*members, *also})
    telling, mark = tell_story(desk, story, numbers, told_in, judgements)
    desk.touch(number)
    desk.threads.tell(number, telling, mark)
    return keep_news(desk, number, telling, at)


def tell_story(
    desk: Desk,
    story: Story,
    numbers: Sequence[int],
    told_in: Sequence[Line],
    judgements: Sequence[Judgement],
) -> tuple[Telling, bytes]:
    """What is told of a story, and its stamp; from the archive where that is up to date."""
    kinships = [kin for line in told_in for kin in line.kinships]
    lineages = [line.lineage for line in told_in]
    marks = {name: desk.articles.memo.stamp(READ, name) for name in story.articles}
    mark = telling_stamp(story, marks, [*kinships, *lineages], judgements)
    held = desk.threads.telling(story.id, mark)
    if held is not None:
        return held, mark
    articles = [desk.articles.article(number) for number in numbers]
    readings = [desk.articles.reading(number) for number in numbers]
    return told_of(story, articles, readings, [*kinships, *lineages], judgements), mark


def told_of(
    story: Story,
    articles: Sequence[Article],
    readings: Sequence[Reading],
    kin: Sequence[Kinship | Lineage],
    judgements: Iterable[Judgement],
) -> Telling:
    """Runs the stages behind stories on one story; `judgements` are those that it may name."""
    records: list[Record] = [*articles, *readings, story, *kin]
    with LocalEngine(1) as engine:
        made = run_stages(TELLING, records, engine)
    (told,) = of_type(made, StoryTold)
    wanted = {*story.judgements, *(name for claim in told.claims for name in claim.judgements)}
    named = {one.id: one for one in (*of_type(made, Judgement), *judgements) if one.id in wanted}
    return Telling(
        story=story,
        told=told,
        judgements=tuple(named[name] for name in sorted(named)),
        issues=tuple({one.id: one for one in of_type(made, Issue)}.values()),
    )


def telling_stamp(
    story: Story,
    marks: Mapping[str, bytes],
    kin: Iterable[Kinship | Lineage],
    judgements: Iterable[Judgement],
) -> bytes:
    """By which one sees whether a story has to be told again; `marks` are the stamps of its readings."""
    read = sorted(name.encode() + mark for name, mark in marks.items())
    near = (one for one in kin if isinstance(one, Lineage) or {one.left, one.right} & marks.keys())
    bound = sorted({encode(one) for one in near})
    named = sorted({encode(one) for one in judgements if one.id in story.judgements})
    return stamp(TELLING, encode(story), *read, *bound, *named)


def story_of(
    desk: Desk, floor: Floor, members: Sequence[int], also: Sequence[int], told_in: Sequence[Line]
) -> tuple[Story, list[Judgement]]:
    """The story of a thread, and the judgements that hold it together."""
    order = sorted({*members, *also}, key=lambda number: _when(desk, number))
    ids = [desk.articles.row(number).id for number in order]
    readings = {name: desk.articles.reading(n) for name, n in zip(ids, order, strict=True)}
    days = {
        desk.articles.row(number).id: datetime.fromordinal(day).date().isoformat()
        for number in members
        if (day := floor.day(number))
    }
    judgements = [*_kin(desk, members, told_in), *_closest(desk, floor, members), *desk.judged]
    here = set(ids)
    judged = {one.id for one in judgements if one.yes and {one.left, one.right} <= here}
    story = Story(
        id=make_id("story", *sorted(desk.articles.row(number).id for number in members)),
        articles=tuple(ids),
        headline=_headline(desk, floor, members),
        start=min(days.values(), default=None),
        end=max(days.values(), default=None),
        places=main_names(ids, readings, PLACES),
        names=main_names(ids, readings, NAMES),
        judgements=tuple(sorted(judged)),
        reasons=reasons(ids, readings, days),
    )
    return story, judgements


def _when(desk: Desk, number: int) -> tuple[int, str, str]:
    row, article = desk.articles.row(number), desk.articles.article(number)
    told = article.published or article.anchor
    return row.day or 1 << 40, told.value if told and row.day else "9999", row.id


def _headline(desk: Desk, floor: Floor, members: Sequence[int]) -> str:
    """The headline of the report most like the others; the earliest of equals."""
    here = set(members)
    titled = [n for n in members if (desk.articles.article(n).headline or "").strip()]
    if not titled:
        return ""

    def worth(number: int) -> tuple[float, tuple[int, str, str]]:
        tied = sum(floor.worth(number, other) for other in floor.links(number) if other in here)
        return -round(tied, 6), _when(desk, number)

    return desk.articles.article(min(titled, key=worth)).headline or ""


def _kin(desk: Desk, members: Sequence[int], told_in: Sequence[Line]) -> list[Judgement]:
    """Neighbours in a lineage are one story: the judgements of the stage."""
    found: list[Judgement] = []
    here = {desk.articles.row(number).id for number in members}
    for line in told_in:
        articles = [desk.articles.article(number) for number in line.numbers]
        made = of_type(list(run("stories.kin", "all", [*articles, line.lineage])), Judgement)
        found += [one for one in made if {one.left, one.right} <= here]
    return found


def _closest(desk: Desk, floor: Floor, members: Sequence[int]) -> list[Judgement]:
    """For each article its strongest tie inside the story, with the features that decided."""
    here, told = set(members), {}
    for number in members:
        ties = [(floor.worth(number, o), -o) for o in floor.links(number) if o in here]
        if ties and max(ties)[0] > 0:
            worth, other = max(ties)
            told[min(number, -other), max(number, -other)] = worth
    return [_why(desk, floor, pair, worth) for pair, worth in sorted(told.items())]


def _why(desk: Desk, floor: Floor, pair: tuple[int, int], worth: float) -> Judgement:
    left, right = pair
    one, other = floor.sketch(left), floor.sketch(right)
    vectors = floor.vectors([left, right])
    words = ", ".join(term for term, _ in strongest(vectors[0], vectors[1], WORDS_TOLD))
    usual = (floor.level(left) + floor.level(right)) / 2
    features = [
        Feature(
            name="words in common",
            value=round(floor.links(left)[right], 4),
            left=words,
            right=words,
        ),
        Feature(name="usual around them", value=round(usual, 4)),
        Feature(name="enough at 1", value=round(worth, 4)),
        Feature(name="articles around", value=float(floor.company(right))),
    ]
    days = days_between(one, other)
    if days is not None:
        shown = str(one.day), str(other.day)
        features.append(
            Feature(name="days apart", value=float(days), left=shown[0], right=shown[1])
        )
    return Judgement.make(
        "same story",
        desk.articles.row(left).id,
        desk.articles.row(right).id,
        yes=True,
        score=worth / (1 + worth),
        features=tuple(features),
    )


def keep_news(desk: Desk, number: int, telling: Telling, at: str) -> int:
    """Keeps what a thread tells that it did not tell before, and what it waits for; how much is new."""
    before = desk.before.get(number, [])
    found = news_of([one.told for one in before], telling.told)
    expect(desk, number, telling.told, at[:10])
    return desk.threads.add_news(item_of(number, telling.told, news, at) for news in found)


def item_of(number: int, told: StoryTold, news: NewsTold, at: str) -> NewsItem:
    """A piece of a thread's news with what a reader needs around it."""
    article = next((one for one in told.articles if one.id == news.article), None)
    claim = next((one for one in told.claims if one.id == news.claim), None)
    return NewsItem(
        at=at,
        thread=number,
        story=told.id,
        headline=told.headline,
        news=news,
        outlet=article.outlet if article else None,
        address=article.address if article else None,
        published=article.published if article else None,
        origins=len(claim.origins) if claim else 0,
        names=tuple(sorted({form for bearer in told.entities for form in bearer.variants})),
        places=told.places,
        articles=len(told.articles),
    )


def now() -> str:
    """The time in UTC to the millisecond, as visits are dated."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
