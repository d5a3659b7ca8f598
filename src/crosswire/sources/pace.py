"""How often what is followed is asked: pure functions of what came so far.

A feed that brings something is asked sooner, one that brings nothing later. An article is asked
densely at first, when reports are still being mended, then sparsely. What fails is left alone for
longer each time. Chance is handed in (0 to 1), so that a thousand rows do not fall due at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Intervals in seconds, each with its reason."""

    feed_first: float = 15 * MINUTE
    """Between the first two visits to a feed, before anything is known of it."""

    feed_least: float = 2 * MINUTE
    """The busiest agency feeds seen turn over their 20 entries in an hour: five minutes would do,
    and two leave room for a burst. Lower: publishers shut the door."""

    feed_most: float = 6 * HOUR
    """A feed that sleeps is looked at four times a day, so that its first report is not a day late."""

    faster: float = 0.5
    """A visit that brought something halves the interval: from hours to minutes in five visits."""

    slower: float = 1.3
    """One that brought nothing lengthens it by so much: eight empty visits take minutes to hours
    again. Higher: a feed with news every other visit swings between its ends."""

    revisits: tuple[float, ...] = (15 * MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
    """Ages at which an article is asked again, from when it was first seen or last changed.
    Corrections and later versions come mostly within the day, withdrawals within the month."""

    visits_most: int = 60
    """Visits to one article. A page that changes with every visit would be asked for ever."""

    fail_first: float = 5 * MINUTE
    """After the first failure; doubled with each further one."""

    fail_most: float = DAY
    """The longest that a failing feed is left alone, and the longest Retry-After that is kept."""

    failures_most: int = 8
    """Failures in a row after which an article is given up: eight are two days."""

    jitter: float = 0.1
    """Share by which each interval is shortened or lengthened by chance."""

    sitemap_days: float = 3 * DAY
    """Articles of a sitemap that are older when it is first read are not news and not fetched."""


def feed_interval(every: float, fresh: int, pace: Pace) -> float:
    """The next interval of a feed from the present one and the number of entries that were new."""
    told = every * (pace.faster if fresh else pace.slower)
    return min(max(told, pace.feed_least), pace.feed_most)


def revisit(
    since: datetime, changed: datetime | None, now: datetime, visits: int, pace: Pace
) -> float | None:
    """Seconds until an article is asked again, or null when it is not.

    `since` is when it was first seen, `changed` when it last changed, which makes it dense again.
    """
    if visits >= pace.visits_most or now - since > timedelta(seconds=pace.revisits[-1]):
        return None
    start = max(since, changed) if changed else since
    age = (now - start).total_seconds()
    # A visit that falls due a little early still counts as the one of its age.
    return next((mark - age for mark in pace.revisits if mark - age > 0.2 * mark), None)


def back_off(failures: int, retry_after: float | None, chance: float, pace: Pace) -> float:
    """Seconds to leave alone what failed so many times in a row; the server's wish is kept."""
    told = min(pace.fail_first * 2.0 ** min(failures - 1, 30), pace.fail_most)
    wish = min(retry_after or 0.0, pace.fail_most)
    return max(told * (0.5 + 0.5 * chance), wish)


def jittered(seconds: float, chance: float, pace: Pace) -> float:
    """The interval, a little shorter or longer by chance."""
    return seconds * (1.0 + pace.jitter * (2.0 * chance - 1.0))
