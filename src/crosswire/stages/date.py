"""Gives undated articles a day where the pile allows it, and every article its anchor.

Reads: Draft.
Writes: Sighting, Article, Issue.
Meets: undated and dated drafts under the names they share; then each draft with its sightings.
Decides: a stated day stands. A day without a year gets it from sister articles, or from the weekday
and the years its text names. An article without a day gets that of its sisters as published only
where its own text names that weekday for what it reports; else the day is an anchor only.
Never: takes a widget's or a crawler's day for the day of publication (it only bounds from above).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from crosswire.match import dating
from crosswire.records.base import Issue, Record
from crosswire.records.page import Article, Draft, Sighting, Told
from crosswire.records.shape import Options, Room, Stage, Step, of_type
from crosswire.text.datelines import read_dateline
from crosswire.text.lines_dates import find_moments
from crosswire.text.lines_when import read_date_line


class DateOptions(Options, frozen=True, kw_only=True):
    """Settings of the stage. Looked at on piles of two to seven reports, when the stage was made."""

    # A name that more articles share tells nothing and is passed over, which bounds the work of a key.
    crowd: int = 400
    # Names that two articles must share to be sisters; at 3 unrelated reports from one country meet.
    least: int = 4


# Names under which an article is laid; under 20, short reports of one event may miss each other.
KEYS = 40
_PARTIAL = re.compile(r"--(\d\d)-(\d\d)")


def stated_day(article: Article) -> date | None:
    """The day of publication where the page tells it in full."""
    if article.published is None:
        return None
    try:
        return date.fromisoformat(article.published.value[:10])
    except ValueError:
        return None


def partial_day(article: Article) -> tuple[int, int] | None:
    """Month and day where a dateline or date line tells them without a year."""
    told = article.published.value if article.published else ""
    for block in article.blocks[:400]:
        if told:
            break
        if block.label == "dateline":
            mark = read_dateline(block.text)
            told = (mark.day or "") if mark else ""
        elif block.label == "date":
            line = read_date_line(block.text[:200])
            told = line.published.value if line and line.published else ""
    found = _PARTIAL.fullmatch(told)
    return (int(found[1]), int(found[2])) if found else None


def upper_bound(article: Article) -> date | None:
    """The earliest day a widget of the page shows: the article cannot be later than the page was seen."""
    days = []
    for block in article.blocks[:400] + article.blocks[-40:]:
        if block.label not in {"furniture", "date"} or len(block.text) > 170:
            continue
        line = read_date_line(block.text)
        if line and line.bare:
            days += [moment.day for moment in find_moments(block.text) if moment.whole]
    return date.fromisoformat(max(days)) if days else None


def own_day(article: Article) -> tuple[date, str] | None:
    """The day the article tells by itself, and how: stated, or without a year that its text settles."""
    stated = stated_day(article)
    if stated:
        return stated, "stated"
    partial = partial_day(article)
    return dating.year_for(*partial, article.body, upper_bound(article)) if partial else None


def pair_key(record: Draft) -> Iterable[str]:
    """The names of the article."""
    article = record.article
    return dating.band_keys(article.body, article.headline or "", KEYS)


def pair(key: str, records: Sequence[Draft], room: Room) -> Iterator[Record]:
    """A sighting for each undated article and each dated one that share this name."""
    if not 2 <= len(records) <= room.options.crowd:
        return
    days = {record.article.id: own_day(record.article) for record in records}
    dated = [(id_, found[0]) for id_, found in days.items() if found]
    for record in records:
        if stated_day(record.article) is None:
            for sister, day in dated:
                if sister != record.article.id:
                    yield Sighting(
                        undated=record.article.id, sister=sister, day=day.isoformat(), shared=key
                    )


def settle_key(record: Draft | Sighting) -> Iterable[str]:
    """The article's id."""
    return (record.article.id,) if isinstance(record, Draft) else (record.undated,)


def settle(key: str, records: Sequence[Any], room: Room) -> Iterator[Record]:
    """The article with its day and anchor, once; an issue where no day was found."""
    drafts = [draft for draft in of_type(records, Draft) if draft.article.id == key]
    if not drafts:
        return
    article = drafts[0].article
    if stated_day(article):
        yield msgspec.structs.replace(article, anchor=article.published)
        return
    sisters = _sisters(of_type(records, Sighting))
    yield from _settled(article, sisters, room.options.least)


def _sisters(sightings: Sequence[Sighting]) -> list[dating.Sister]:
    """The sisters with the number of different names each shares."""
    shared: dict[tuple[str, str], set[str]] = {}
    for one in sightings:
        shared.setdefault((one.sister, one.day), set()).add(one.shared)
    return [
        dating.Sister(sister, date.fromisoformat(day), len(names))
        for (sister, day), names in sorted(shared.items())
    ]


def _settled(article: Article, sisters: list[dating.Sister], least: int) -> Iterator[Record]:
    close = [sister.day for sister in sisters if sister.shared >= least]
    partial = partial_day(article)
    if partial:
        near = dating.year_near(*partial, close)
        told = (near, "day and month told; year by sister articles") if near else own_day(article)
        if told:
            yield _dated(article, told[0], told[1])
            return
    bound = upper_bound(article)
    found = dating.sister_day(sisters, least, bound + timedelta(days=1) if bound else None)
    if found is None:
        yield msgspec.structs.replace(article, published=None, anchor=None)
        yield _undated(article)
        return
    yield _by_sisters(article, *found)


def _dated(article: Article, day: date, how: str) -> Article:
    told = Told(value=day.isoformat(), how=how)
    return msgspec.structs.replace(article, published=told, anchor=told)


def _by_sisters(article: Article, day: date, votes: int, asked: int) -> Article:
    """Published on the sisters' day where the article names that weekday as today; else anchored."""
    named = dating.named_weekdays(article.body)
    if dating.told_as_today(day, named) and dating.fit(day, named) > 0:
        return _dated(article, day, f"weekday {day:%A} and sister articles ({votes} of {asked})")
    told = Told(value=day.isoformat(), how=f"sister articles ({votes} of {asked})")
    return msgspec.structs.replace(article, published=None, anchor=told)


def _undated(article: Article) -> Issue:
    return Issue.make(
        "date",
        "undated",
        "doubt",
        article.source,
        "no day of publication is told, and no dated article of the pile is near enough to lend one; "
        'words like "Tuesday" stay without a date',
        article=article.id,
    )


STAGE = Stage(
    "date",
    DateOptions(),
    (
        Step("date.pair", (Draft,), (Sighting,), pair_key, pair, compares=True),
        Step("date.settle", (Draft, Sighting), (Article, Issue), settle_key, settle),
    ),
)
