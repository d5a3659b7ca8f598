"""The day of an undated article: what its own words allow, and what its sisters say.

Pure: texts and days in, days and reasons out. Days are `datetime.date`; weekdays count from Monday 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from crosswire import facts

READ = 20_000  # letters of an article that are searched for weekdays, years and names
LEAD = 600  # letters of its beginning, where a weekday counts double
_SENTENCE_END = re.compile(r"[.!?:;]\s|[\n“”\"]")
_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d%/]|[.,]\d|-\d)")
_TOKEN = re.compile(r"\w+")
_NAME = re.compile(r"(?<![.!?:] )(?<![“\"‘'\n])\b[^\W\d_a-z][\w'’-]{3,30}")

# How much a weekday named as past speaks for a day, by how many days before it that weekday was:
# reports name today most, yesterday next; one that would be five or six days gone speaks against.
BY_AGE = (1.0, 0.6, 0.3, 0.1, 0.0, -0.6, -1.0)


@dataclass(frozen=True)
class Named:
    """A weekday that the text names for something that happened; `lead` where it opens the report."""

    weekday: int
    lead: bool


@cache
def _weekdays() -> re.Pattern[str]:
    return re.compile(
        r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!['’]s?\s\w+ (?:edition|night live))"
    )


def named_weekdays(text: str) -> list[Named]:
    """Weekdays that stand for the day something was said or done: "said Wednesday", "met on Friday".

    Those after "will", "until", "last" and the like are left out.
    """
    found = []
    verbs, future = (
        facts.words("furniture", "reporting", "verbs"),
        facts.words("furniture", "reporting", "future"),
    )
    numbers = facts.load("furniture")["dates"]["weekdays"]
    for hit in _weekdays().finditer(text, 0, READ):
        before = _before(text, hit.start())
        if before and before[-1] in facts.words("furniture", "reporting", "other"):
            continue
        near = before[-9:]
        verb = max((n for n, word in enumerate(near) if _past(word, verbs)), default=None)
        if (
            verb is not None
            and not future & set(near[verb + 1 :])
            and not _waits(near[:verb], future)
        ):
            found.append(Named(numbers[hit[1].lower()], hit.start() < LEAD))
    return found


def _before(text: str, at: int) -> list[str]:
    """The words of the same sentence before a place, lower case."""
    window = text[max(0, at - 110) : at]
    ends = [end.end() for end in _SENTENCE_END.finditer(window)]
    return [word.lower() for word in _TOKEN.findall(window[ends[-1] :] if ends else window)]


def _past(word: str, verbs: frozenset[str]) -> bool:
    return word in verbs or (len(word) > 4 and word.endswith("ed"))


def _waits(words: Sequence[str], future: frozenset[str]) -> bool:
    """Does "will be", "is expected to be" stand right before the verb?"""
    return bool(set(words[-2:]) & (future - {"from", "after", "by", "before", "since"}))


def fit(day: date, named: Iterable[Named]) -> float:
    """How well a day fits the weekdays named as past; each weekday counts at most twice."""
    best: dict[int, float] = {}
    counts: dict[int, int] = {}
    for one in named:
        counts[one.weekday] = counts.get(one.weekday, 0) + (2 if one.lead else 1)
    for weekday, count in counts.items():
        age = (day.weekday() - weekday) % 7
        best[weekday] = BY_AGE[age] * min(count, 3)
    return sum(best.values())


def told_as_today(day: date, named: Iterable[Named]) -> bool:
    """Does the text name the weekday of this day for something that happened?"""
    return any(one.weekday == day.weekday() for one in named)


def years_named(text: str) -> list[int]:
    """Years the text mentions, each once, latest first."""
    return sorted({int(hit[1]) for hit in _YEAR.finditer(text, 0, READ)}, reverse=True)


def year_for(month: int, day: int, text: str, bound: date | None) -> tuple[date, str] | None:
    """The day in full and why, where weekdays and years of the text settle the year; else None.

    The year is the first, from the latest past year mentioned on, in which the weekday of that day
    is one the text names and none of the next three would fit better; never after `bound`.
    """
    named = named_weekdays(text)
    years = [year for year in years_named(text) if bound is None or year <= bound.year]
    if not named or not years:
        return None
    options = []
    for year in range(years[0], years[0] + 4):
        told = _safe(year, month, day)
        if told and (bound is None or told <= bound) and told_as_today(told, named):
            options.append((fit(told, named), -year, told))
    if not options or max(options)[0] <= 0:
        return None
    told = max(options)[2]
    return (
        told,
        f"day and month told; year by the weekday {told:%A} and the year {years[0]} it mentions",
    )


def year_near(month: int, day: int, sisters: Iterable[date]) -> date | None:
    """The day in the year that brings it nearest to a sister's day, within ten days of it."""
    options = []
    for sister in sisters:
        for year in (sister.year - 1, sister.year, sister.year + 1):
            told = _safe(year, month, day)
            if told and abs(told - sister) <= timedelta(days=10):
                options.append((abs((told - sister).days), told))
    return min(options)[1] if options else None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Sister:
    """A dated article and the names it shares with the undated one."""

    id: str
    day: date
    shared: int


def sister_day(
    sisters: Sequence[Sister], least: int, bound: date | None
) -> tuple[date, int, int] | None:
    """The day of the sisters that share most, how many say it, how many were asked; None if too few.

    Only sisters that share at least `least` names and half of what the closest shares are asked.
    """
    close = [s for s in sisters if s.shared >= least and (bound is None or s.day <= bound)]
    if not close:
        return None
    most = max(s.shared for s in close)
    close = [s for s in close if 2 * s.shared >= most]
    votes: dict[date, int] = {}
    for sister in close:
        votes[sister.day] = votes.get(sister.day, 0) + sister.shared
    day = max(votes, key=lambda one: (votes[one], -one.toordinal()))
    return day, sum(s.day == day for s in close), len(close)


def band_keys(text: str, headline: str, most: int) -> list[str]:
    """Names under which an article meets its sisters: words with a capital inside sentences, and
    the long words of the headline, most told first, at most `most`."""
    counts: dict[str, int] = {}
    for hit in _NAME.finditer(text, 0, READ):
        word = hit[0].lower().removesuffix("'s").removesuffix("’s")
        counts[word] = counts.get(word, 0) + 1
    for hit in _TOKEN.finditer(headline[:400].lower()):
        if len(hit[0]) >= 5:
            counts[hit[0]] = counts.get(hit[0], 0) + 2
    stop = {
        *facts.load("furniture")["dates"]["weekdays"],
        *facts.load("furniture")["dates"]["months"],
    }
    told = [word for word in counts if word not in stop]
    return sorted(told, key=lambda word: (-counts[word], word))[:most]
