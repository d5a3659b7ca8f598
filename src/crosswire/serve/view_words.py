"""Words of untrusted pages and values of times, made fit to be shown.

Pages are hostile: control characters could steer a terminal, direction marks could turn a name
around, lone surrogates cannot be written at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

# Bounded, so that a page without an end to its escape costs nothing.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"  # colours, cursor
    r"|[\x1b\x9d][\]PX^_]?[^\x07\x1b\x9c]{0,256}(?:\x07|\x1b\\|\x9c)"  # titles, links
)
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_DROPPED: dict[int, str | None] = {
    **{code: None for code in range(0x20) if chr(code) not in "\t\n"},
    **dict.fromkeys(range(0x7F, 0xA0)),
    **dict.fromkeys(map(ord, _DIRECTION)),
    **dict.fromkeys(range(0xE0000, 0xE0080)),
    0x2028: "\n",
    0x2029: "\n",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> str:
    """The text without escapes, control and direction characters; tabs and line ends stay."""
    if "\x1b" in text or "\x9b" in text or "\x9d" in text:
        text = _ESCAPES.sub("", text)
    return _SURROGATE.sub("\ufffd", text.translate(_DROPPED))


def line(text: str | None, limit: int = 0) -> str:
    """The text on one line; cut at a word with "…" when longer than `limit` (0: never)."""
    # Cut before splitting: a megabyte must not be laid out to show its first words.
    whole = " ".join(plain((text or "")[: limit * 4] if limit else (text or "")).split())
    if not limit or len(whole) <= limit:
        return whole
    cut = whole[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:–—-") + "…"


def some(items: Iterable[str], limit: int) -> str:
    """The items parted by " · ", at most `limit`, then how many more."""
    told = [item for item in items if item]
    more = len(told) - limit
    return " · ".join(told[:limit]) + (f" · and {more} more" if more > 0 else "")


def count(number: int, word: str, words: str | None = None) -> str:
    """A number with its noun: "1 origin", "3 origins"."""
    return f"{number} {word if number == 1 else (words or word + 's')}"


def web_address(address: str | None) -> str | None:
    """The address when it may become a link: http or https with a host; else None."""
    told = plain(address or "").strip()
    try:
        parts = urlsplit(told)
    except ValueError:  # "http://[" is not an address
        return None
    safe = parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)
    return told if safe and not any(letter.isspace() for letter in told) else None


_TIMEX = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"(?:T(?P<hour>\d{2})(?::(?P<minute>\d{2}))?(?::\d{2}(?:\.\d{1,9})?)?|T(?P<part>MO|MI|AF|EV|NI|DT))?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_SEASONS = {
    "SP": ("spring", 3), "SU": ("summer", 6), "FA": ("autumn", 9), "WI": ("winter", 12),
    "Q1": ("first quarter of", 1), "Q2": ("second quarter of", 4), "Q3": ("third quarter of", 7),
    "Q4": ("last quarter of", 10), "H1": ("first half of", 1), "H2": ("second half of", 7),
}  # fmt: skip
_PARTS = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night",
    "DT": "daytime",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def tell_day(value: str | None, *, weekday: bool = False) -> str:
    """The day, month or year of an ISO or TIMEX value: "8 Mar 2029"; else the value itself."""
    told = _TIMEX.fullmatch(value or "")
    week = _WEEK.fullmatch(value or "")
    if week:
        return f"{'weekend of ' if week[3] else ''}week {int(week[2])} of {week[1]}"
    season = _SEASON.fullmatch(value or "")
    if season:
        return f"{_SEASONS[season[2]][0]} {season[1]}"
    if not told or not (told["month"] is None or 1 <= int(told["month"]) <= 12):
        return line(value, 40)
    if told["month"] is None:
        return told["year"]
    month = _MONTHS[int(told["month"]) - 1]
    if told["day"] is None:
        return f"{month} {told['year']}"
    day = f"{int(told['day'])} {month} {told['year']}"
    return f"{_weekday(told)}{day}" if weekday else day


def _weekday(told: re.Match[str]) -> str:
    try:
        return (
            _WEEKDAYS[date(int(told["year"]), int(told["month"]), int(told["day"])).weekday()] + " "
        )
    except ValueError:  # 30 February
        return ""


def tell_hour(value: str | None) -> str:
    """The hour or part of the day of an ISO or TIMEX value: "07:52", "evening"; else nothing."""
    told = _TIMEX.fullmatch(value or "")
    if not told:
        return ""
    if told["part"]:
        return _PARTS[told["part"]]
    return f"{told['hour']}:{told['minute'] or '00'}" if told["hour"] else ""


def tell_zone(value: str | None) -> str:
    """The offset that a value carries: "UTC", "UTC+01:00"; nothing when it carries none."""
    told = _TIMEX.fullmatch(value or "")
    if not told or not told["zone"]:
        return ""
    bare = told["zone"] in {"Z", "+00:00", "+0000"}
    return "UTC" if bare else f"UTC{told['zone'][:3]}:{told['zone'][-2:]}"


def tell_time(value: str | None) -> str:
    """Day, hour and zone, as far as known: "8 Mar 2029, 09:40 UTC+01:00"."""
    hour = " ".join(part for part in (tell_hour(value), tell_zone(value)) if part)
    return ", ".join(part for part in (tell_day(value), hour) if part)


def tell_days(start: str | None, end: str | None) -> str:
    """From the first to the last day, shortly: "8–10 Mar 2029"; nothing when neither is known."""
    first, last = tell_day(start), tell_day(end)
    if not first or not last or first == last:
        return first or last
    a, b = first.split(), last.split()
    if len(a) == len(b) == 3 and a[1:] == b[1:]:
        return f"{a[0]}–{last}"
    if len(a) == len(b) == 3 and a[2] == b[2]:
        return f"{a[0]} {a[1]} – {last}"
    return f"{first} – {last}"


def moment(value: str | None) -> datetime | None:
    """The earliest moment a value may mean, without zone (UTC is taken as told); None if unclear.

    Good for ordering and drawing only.
    """
    told = _TIMEX.fullmatch(value or "")
    if not told:
        return _first_day(value or "")
    hours = {"MO": 8, "MI": 12, "AF": 15, "EV": 19, "NI": 22, "DT": 12}
    hour = hours[told["part"]] if told["part"] else int(told["hour"] or 0)
    try:
        return datetime(
            int(told["year"]), int(told["month"] or 1), int(told["day"] or 1),
            hour % 24, int(told["minute"] or 0),
        )  # fmt: skip
    except ValueError:  # 30 February, minute 71
        return None


def _first_day(value: str) -> datetime | None:
    """The first day of a season, quarter, half or week."""
    season, week = _SEASON.fullmatch(value), _WEEK.fullmatch(value)
    try:
        if season:
            return datetime(int(season[1]), _SEASONS[season[2]][1], 1)
        return datetime.fromisocalendar(int(week[1]), int(week[2]), 1) if week else None
    except ValueError:  # week 60, year 0
        return None
