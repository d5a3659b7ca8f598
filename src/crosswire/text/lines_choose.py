"""Which of the days on a page is the day of publication. A widget's day never is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.records.page import Told
from crosswire.text.layout import Doubt
from crosswire.text.lines_body import Body
from crosswire.text.lines_dates import Moment, find_moments
from crosswire.text.lines_head import Head
from crosswire.text.lines_shape import Line
from crosswire.text.lines_when import DateLine

ABOVE = 6  # lines above the headline in which a day can still belong to the article


@dataclass(frozen=True)
class Times:
    """The article's own times and the outlet told with them."""

    published: Told | None
    modified: Told | None
    outlet: str | None
    doubts: tuple[Doubt, ...] = ()


def choose_times(head: Head, body: Body, lines: Sequence[Line], end: int) -> Times:
    """Publication and change: date lines by the headline, then bylines, then the dateline."""
    own = {n: told for n, told in head.dates.items() if n >= end or _trusted(head, lines, n, told)}
    published = [(told.published, "date line") for told in own.values() if told.published]
    modified = [told.modified for told in own.values() if told.modified]
    modified += [told.modified for told in body.updates if told.modified]
    published += [
        (m, "byline") for b in head.bylines.values() for m in find_moments(b.rest) if m.whole
    ]
    if body.mark and body.mark.day and not body.mark.day.startswith("--"):
        whole = Moment(body.mark.moment or body.mark.day, 0, 0)
        published.append((whole, "dateline"))
    published = [(moment, how) for moment, how in published if moment.whole]
    modified = [moment for moment in modified if moment.whole]
    if not published and modified:
        published = [(modified[0], "date line, of the update")]
    outlet = next((told.outlet for told in own.values() if told.outlet), None)
    told = [moment for moment, _ in published]
    return Times(
        _first(published), _first([(m, "date line") for m in modified]), outlet, _doubts(told)
    )


def _first(found: list[tuple[Moment, str]]) -> Told | None:
    """The first told, or a later one of the same day that tells the hour too."""
    if not found:
        return None
    same = [(moment, how) for moment, how in found if moment.day == found[0][0].day]
    moment, how = next((pair for pair in same if pair[0].timed), found[0])
    others = dict.fromkeys(other.value for other, _ in found if other.value != moment.value)
    return Told(value=moment.value, how=how, others=tuple(others))


def _trusted(head: Head, lines: Sequence[Line], number: int, told: DateLine) -> bool:
    """Does this date line above the text belong to the article?

    A bare weekday and day counts only right under the headline, with nothing but bylines, dates and
    standfirsts between and beside: elsewhere it is what the page shows every reader today.
    """
    if head.headline is None:
        return number <= 3 and not told.bare
    if number < head.headline:
        near = head.headline - number
        plain_day = not told.bare and (told.cued or lines[number].words <= 8)
        return near <= ABOVE and plain_day and (told.cued or _timed(told) or near == 1)
    if not told.bare:
        return True
    beside = head.labels[head.headline + 1 : min(number + 2, head.start)]
    return "furniture" not in beside


def _timed(told: DateLine) -> bool:
    return any(moment and moment.timed for moment in (told.published, told.modified))


def _doubts(told: list[Moment]) -> tuple[Doubt, ...]:
    """A weekday that its day was not."""
    doubts = []
    for moment in told:
        if (
            moment.weekday is not None
            and date.fromisoformat(moment.day).weekday() != moment.weekday
        ):
            doubts.append(
                Doubt("weekday", "doubt", f"{moment.day} was not the weekday the page names")
            )
    return tuple(doubts)
