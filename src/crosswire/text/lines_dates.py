"""Days and hours as date lines and datelines write them. No day is made up: what is not told is not there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from crosswire.text.lines_facts import numbers, zones


@dataclass(frozen=True)
class Moment:
    """A day, perhaps with an hour and a zone, and where it stands in the line.

    `value` is ISO 8601 as far as told: `2024-05-02`, `2024-05-02T09:30+02:00`, without a year
    `--05-02`. `weekday` is 0 for Monday where one is named.
    """

    value: str
    start: int
    end: int
    weekday: int | None = None

    @property
    def whole(self) -> bool:
        """Is the year told?"""
        return not self.value.startswith("--")

    @property
    def day(self) -> str:
        """The day alone."""
        return self.value if not self.whole else self.value[:10]

    @property
    def timed(self) -> bool:
        """Is an hour told?"""
        return "T" in self.value


def _words(told: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, told), key=lambda word: (-len(word), word)))


@cache
def _day() -> re.Pattern[str]:
    month = _words(numbers("dates", "months"))
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"""(?<![\w/.-])(?:
        (?P<iso>{year}-\d\d-\d\d)(?=T|\b)
        |(?P<y1>{year})[/.](?P<m1>\d\d)[/.](?P<d1>\d\d)
        |(?P<d2>\d\d?)(?:st|nd|rd|th|\.|º)?[ -](?:de[ ])?(?:of[ ])?(?P<m2>{month})\.?(?:,?[ -](?:de[ ]|del[ ])?(?P<y2>{year}))?
        |(?P<m3>{month})\.?[ -](?P<d3>\d\d?)(?:st|nd|rd|th)?(?:(?:,[ ]?|[ ]|-)(?P<y3>{year}))?
        |(?P<a4>\d\d?)(?P<sep>[./-])(?P<b4>\d\d?)(?P=sep)(?P<y4>{year}|\d\d)
        |(?P<y5>{year})[ ]?[年년][ ]?(?P<m5>\d\d?)[ ]?[月월][ ]?(?P<d5>\d\d?)[ ]?[日일号號]
        )(?!\w|[/-]\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _hour() -> re.Pattern[str]:
    zone = "|".join(sorted(map(re.escape, zones()), key=lambda word: (-len(word), word)))
    offset = r"[+-]\d\d:?\d\d"
    return re.compile(
        rf"""(?<![\w.:])(?:
        (?P<h1>\d\d?)[:.](?P<n1>\d\d)(?::(?P<s1>\d\d)(?:\.\d{{1,6}})?)?(?:[ ]?(?P<p1>[ap])\.?m\b\.?)?
        |(?P<h2>\d\d?)[ ]?(?P<p2>[ap])\.?m\b\.?
        |(?P<h3>[012]\d)(?P<n3>[0-5]\d)(?=[ ](?:{zone})\b)
        |(?P<h4>\d\d?)h(?P<n4>\d\d)?
        )(?:[ ]?(?:\(?(?P<zone>{zone})\b\)?|(?:GMT|UTC)?(?P<offset>{offset}))|(?P<z>Z)\b)?(?![\w:])""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_words(numbers('dates', 'weekdays'))})(?!\w)", re.IGNORECASE)


def _parts(found: re.Match[str]) -> tuple[int | None, int, int] | None:
    """Year (or None), month, day of a match; None where it cannot be told which is which."""
    group = found.group
    months = numbers("dates", "months")
    if group("iso"):
        year, month, day = map(int, group("iso").split("-"))
        return year, month, day
    for number in "15":
        if group("y" + number):
            return int(group("y" + number)), int(group("m" + number)), int(group("d" + number))
    for number in "23":
        if group("m" + number):
            told = group("y" + number)
            return (
                int(told) if told else None,
                months[group("m" + number).lower()],
                int(group("d" + number)),
            )
    first, second, year = int(group("a4")), int(group("b4")), int(group("y4"))
    if year < 100:
        if group("sep") != ".":
            return None
        year += 2000
    # With a dot the day comes first; "03/04/2024" is told apart only where one part is over 12.
    if group("sep") == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _iso(parts: tuple[int | None, int, int]) -> str | None:
    year, month, day = parts
    try:
        date(year or 2000, month, day)  # 2000 had a 29 February
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def _zone(found: re.Match[str], day: str, clock: str) -> str:
    if found["z"]:
        return "Z"
    if found["offset"]:
        told = found["offset"].replace(":", "")
        return f"{told[:3]}:{told[3:]}"
    told = zones().get((found["zone"] or "").lower(), "")
    if "/" not in told:
        return told
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(told))
    return moment.isoformat()[-6:]


def _clock(found: re.Match[str], day: str) -> str | None:
    """`T09:30+02:00` from a match of an hour; None where it is no hour of a day."""
    hour = int(found["h1"] or found["h2"] or found["h3"] or found["h4"])
    minute = int(found["n1"] or found["n3"] or found["n4"] or 0)
    half = (found["p1"] or found["p2"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or int(found["s1"] or 0) > 59:
        return None
    clock = f"{hour:02d}:{minute:02d}" + (f":{found['s1']}" if found["s1"] else "")
    return f"T{clock}{_zone(found, day, clock)}"


GAP = 14  # letters between a day and its hour: ", at about ", " - ", " / ", "T"


def _near(text: str, start: int, end: int) -> re.Match[str] | None:
    """The hour that belongs to the day at [start, end): right after it, else right before it."""
    after = _hour().search(text, end + (text[end : end + 1] == "T"), end + GAP + 24)
    if after and after.start() - end <= GAP and not re.search(r"[.;(]", text[end : after.start()]):
        return after
    before = list(_hour().finditer(text, max(0, start - 44), start))
    return before[-1] if before and start - before[-1].end() <= GAP else None


_TWIN = re.compile(
    r",?\s?(?:local(?: time)?)?\s?[(/]\s?(\d\d?)[:.]?(\d\d)\s?(?:GMT|UTC)\)?", re.IGNORECASE
)


def _offset(clock: str, twin: re.Match[str]) -> str:
    """The zone of a local hour told beside its hour in GMT: "18:10 (16:10 GMT)" is +02:00."""
    local, world = int(clock[1:3]) * 60 + int(clock[4:6]), int(twin[1]) * 60 + int(twin[2])
    ahead = (local - world + 12 * 60) % (24 * 60) - 12 * 60  # from -12 to +12 hours
    return f"{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def find_moments(text: str) -> list[Moment]:
    """All days told in a line, with hour, zone and weekday where they stand beside it.

    The line is expected to be short; callers cut it.
    """
    found: list[Moment] = []
    for day in _day().finditer(text):
        parts = _parts(day)
        iso = _iso(parts) if parts else None
        if iso is None:
            continue
        start, end, value = day.start(), day.end(), iso
        hour = _near(text, start, end) if not iso.startswith("--") else None
        clock = _clock(hour, iso) if hour else None
        if hour and clock:
            twin = _TWIN.match(text, hour.end()) if len(clock) == 6 else None
            value, start = (
                iso + clock + (_offset(clock, twin) if twin else ""),
                min(start, hour.start()),
            )
            end = max(end, twin.end() if twin else hour.end())
        names = list(_weekday().finditer(text, max(0, start - 14), min(len(text), end + 14)))
        weekday = numbers("dates", "weekdays")[names[0][1].lower()] if names else None
        for name in names:
            start, end = min(start, name.start()), max(end, name.end())
        if found and start < found[-1].end:
            start = min(found[-1].end, day.start())
        found.append(Moment(value, start, end, weekday))
    return found
