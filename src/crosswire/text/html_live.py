"""Live blogs: their entries, each with its own time.

The time is told by the page's data, by `<time>` elements, or by a line that is a clock time alone. Such
a line tells no day: the oldest entry is of the day of publication, and where the clock goes back from an entry
to a newer one, a day has passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crosswire import facts
from crosswire.records.page import Label
from crosswire.text.html_overlay import Spot
from crosswire.text.html_tree import Line, squeeze
from crosswire.text.metadata_jsonld import Node, plain
from crosswire.text.metadata_time import Clock, Moment, read_clock, read_moment, read_written

# Entries that a live blog has at least, and letters of lead that it needs to stand without one.
_ENTRIES = 3
_LEAD = 200
# Updates that are read from a page's data.
_MOST = 2_000


@dataclass(frozen=True)
class Kind:
    """What a paragraph of the body is, and for an entry of a live blog when it was written."""

    label: Label = "body"
    time: str | None = None


@dataclass(frozen=True)
class Live:
    """What the page tells of its being a live blog: that it is one, its entries' texts and times, and the
    days of publication and of the last change."""

    told: bool = False
    updates: tuple[tuple[str, str], ...] = ()
    began: Moment | None = None
    ended: Moment | None = None


def read_live(
    article: Node,
    types: frozenset[str],
    titles: Sequence[str],
    began: str | None = None,
    ended: str | None = None,
) -> Live:
    """What a page with these data, types and titles tells of its entries."""
    told = article.get("liveBlogUpdate")
    found = []
    for row in told[:_MOST] if isinstance(told, list) else []:
        moment = read_moment(row.get("datePublished")) if isinstance(row, dict) else None
        text = squeeze(plain(row.get("articleBody"))) if moment is not None else ""
        if moment is not None and text:
            found.append((text, moment.value))
    live = is_live(types, titles) or bool(found)
    return Live(live, tuple(found), read_moment(began or ""), read_moment(ended or ""))


def is_live(types: frozenset[str], titles: Iterable[str]) -> bool:
    """Live blogs say so in their data, or in a headline or address (`titles`)."""
    words = " ".join(titles).lower()
    return "liveblogposting" in types or any(word in words for word in _words())


@cache
def _words() -> frozenset[str]:
    return facts.words("pages", "live", "words")


def mark_entries(
    lines: Sequence[Line],
    spots: Sequence[Spot | None],
    body: Sequence[str],
    kinds: list[Kind],
    live: Live,
) -> list[Kind]:
    """The paragraphs below the first entry's time, each with the time of its entry."""
    times = _told_times(body, live) if live.updates else _shown_times(lines, spots, len(body))
    if not any(times):
        times = _clock_times(lines, spots, len(body), live)
    dated = [time for time in times if time]
    if len(set(dated)) < _ENTRIES:
        return kinds
    first = next(number for number, time in enumerate(times) if time)
    lead = sum(len(body[number]) for number in range(first))
    opening = times[first] if lead < _LEAD else None  # without a lead the newest entry is the body
    marked: list[Kind] = []
    for text, kind, time in zip(body, kinds, times, strict=True):
        if kind.label == "body" and read_clock(text) is not None:
            kind = Kind("date")  # noqa: PLW2901  the clock of an entry is no part of its text
        entry = time is not None and time != opening and kind.label == "body"
        marked.append(Kind("entry", time) if entry else kind)
    return marked


def _told_times(body: Sequence[str], live: Live) -> list[str | None]:
    """For each paragraph the time of the update whose text holds it."""
    return [
        next((time for text, time in live.updates if key and key in text), None)
        for key in map(squeeze, body)
    ]


def _shown_times(
    lines: Sequence[Line], spots: Sequence[Spot | None], count: int
) -> list[str | None]:
    """For each paragraph the last <time> before it that follows another paragraph or the head."""
    times: list[str | None] = [None] * count
    now: str | None = None
    for line, spot in zip(lines, spots, strict=True):
        if line.tag == "time" and not line.marks.furniture:
            moment = read_moment(line.moment) or read_written(line.text)
            now = moment.value if moment is not None else now
        elif spot is not None:
            _keep(times, spot, now)
    return times


def _keep(times: list[str | None], spot: Spot, now: str | None) -> None:
    for number in range(spot.first, spot.last + 1):
        times[number] = times[number] or now


def _clock_times(
    lines: Sequence[Line], spots: Sequence[Spot | None], count: int, live: Live
) -> list[str | None]:
    """For each paragraph the time of the line before it that is a clock time, on its day."""
    clocks = {
        at: clock
        for at, line in enumerate(lines)
        if not line.marks.furniture and (clock := read_clock(line.text)) is not None
    }
    moments = dict(zip(clocks, _days(list(clocks.values()), live), strict=True))
    times: list[str | None] = [None] * count
    now: str | None = None
    for at, spot in enumerate(spots):
        if at in moments:
            now = moments[at]
        elif spot is not None:
            _keep(times, spot, now)
    return times


def _days(clocks: Sequence[Clock], live: Live) -> list[str | None]:
    """The moments of clock times in page order, newest or oldest first; None where their days are not sure."""
    if live.began is None or len(clocks) < _ENTRIES:
        return [None] * len(clocks)
    falls = sum(after.minutes < clock.minutes for clock, after in pairwise(clocks))
    backwards = falls * 2 > len(clocks) - 1
    moments: list[str | None] = []
    days, last = 0, 0
    for clock in reversed(clocks) if backwards else clocks:
        days += clock.minutes < last
        last = clock.minutes
        moments.append(clock.on(live.began.day, days))
    newest = max(filter(None, moments), default="")[:10]
    if live.ended is not None and newest > live.ended.day:
        return [None] * len(clocks)
    return moments[::-1] if backwards else moments
