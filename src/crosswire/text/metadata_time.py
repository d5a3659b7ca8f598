"""Moments as pages write them, brought to ISO 8601 with the precision and zone they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[T ]\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s{0,2}(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}|[+-]\d:\d{2})?)?",
    re.I,
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WRITTEN = re.compile(
    rf"\b(?:(?P<m1>{_MONTHS})\.?\s{{1,2}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-](?:of\s)?(?P<m2>{_MONTHS})\.?,?[\s-](?P<y2>\d{{4}}))\b",
    re.I,
)
_NUMERIC = re.compile(
    r"\b(\d{4})(?:[-/.]|\s?[年년]\s?)(\d{1,2})(?:[-/.]|\s?[月월]\s?)(\d{1,2})(?:\b|\s?[日일])|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b"
)
_CLOCK = re.compile(
    r"\b(\d{1,2})[:.](\d{2})(?![.\d])(?::\d{2})?\s{0,2}(a\.?m\b|p\.?m\b)?|\b(\d{2})(\d{2})\s(?=GMT|UTC)",
    re.I,
)
_ZONE = re.compile(r"^[\s,.(]{0,3}([A-Z]{2,5}|[+-]\d{2}:?\d{2})\b")
_MONTH_NUMBERS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}


@dataclass(frozen=True)
class Moment:
    """A time with the precision its page gives: a day, a minute, a minute in a zone."""

    value: str

    @property
    def day(self) -> str:
        """The calendar day, as written."""
        return self.value[:10]

    @property
    def fineness(self) -> int:
        """0 for a day, 1 for a clock time, 2 for one with a zone."""
        if len(self.value) == 10:
            return 0
        return 1 + (datetime.fromisoformat(self.value).tzinfo is not None)

    def instant(self) -> datetime:
        """For comparison only: where no zone is told, UTC."""
        time = datetime.fromisoformat(self.value)
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def agrees(self, other: Moment) -> bool:
        """Can both be the same moment, as far as each is known?"""
        if self.value == other.value:
            return True
        if min(self.fineness, other.fineness) == 0:
            return abs(self.instant() - other.instant()) < timedelta(hours=38)
        if min(self.fineness, other.fineness) == 1:
            return abs(self.instant() - other.instant()) <= timedelta(hours=15)
        return abs(self.instant() - other.instant()) <= timedelta(minutes=1)


def read_moment(value: object) -> Moment | None:
    """A machine-readable time (ISO 8601 and what passes for it, RFC 2822, seconds since 1970)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e14 else ""
    if not isinstance(value, str):
        return None
    return _read(value.strip()[:60])


@lru_cache(maxsize=1024)  # a page tells the same moment in four or five places
def _read(text: str) -> Moment | None:
    found = _ISO.match(text)
    if found:
        return _iso(found)
    return _packed(text) or _epoch(text) or _mail(text) or read_written(text)


def _iso(found: re.Match[str]) -> Moment | None:
    year, month, day = (int(part) for part in found["day"].split("-"))
    if not found["hour"]:
        return _moment(year, month, day)
    zone = (found["zone"] or "").upper()
    clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return _moment(year, month, day, clock, _offset(zone))


def _offset(zone: str) -> str:
    """A zone as it stands at the end of an ISO time; "" when there is none."""
    if zone in {"Z", "UTC", "GMT"}:
        return "+00:00"
    if not zone:
        return ""
    sign, digits = zone[0], zone[1:].replace(":", "")
    digits = digits.zfill(4) if len(digits) > 2 else digits.zfill(2) + "00"
    return f"{sign}{digits[:2]}:{digits[2:]}"


def _moment(
    year: int, month: int, day: int, clock: tuple[int, int, int] | None = None, zone: str = ""
) -> Moment | None:
    if not 1900 < year < 2200:
        return None
    value = f"{year:04}-{month:02}-{day:02}"
    if clock is not None:
        value += f"T{clock[0]:02}:{clock[1]:02}:{clock[2]:02}{zone}"
    try:
        # 24:00 and the 31st of June come out as errors here.
        datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        return _moment(year, month, day) if clock is not None else None
    return Moment(value)


def _packed(text: str) -> Moment | None:
    found = _PACKED.match(text)
    if not found:
        return None
    clock = (int(found[4]), int(found[5]), int(found[6] or 0)) if found[4] else None
    return _moment(int(found[1]), int(found[2]), int(found[3]), clock, _offset(found[7] or ""))


def _epoch(text: str) -> Moment | None:
    if not re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return None
    time = datetime.fromtimestamp(int(text[:10]), UTC)
    return Moment(time.isoformat())


def _mail(text: str) -> Moment | None:
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Moment(time.replace(microsecond=0).isoformat()) if 1900 < time.year < 2200 else None


def read_written(text: str) -> Moment | None:
    """A date written in words or figures, with the clock time and zone beside it.

    "Sept. 13, 2023 9:50 p.m. ET", "Updated 2220 GMT September 14, 2017", "13.09.2023, 18:11".
    Days and months in figures are read only where their order is plain.
    """
    text = text[:300]
    found = _WRITTEN.search(text)
    if found:
        month = _MONTH_NUMBERS[(found["m1"] or found["m2"])[:3].lower()]
        date = (int(found["y1"] or found["y2"]), month, int(found["d1"] or found["d2"]))
    else:
        found = _NUMERIC.search(text)
        if not found:
            return None
        figures = [int(part) for part in found.groups() if part]
        date = (
            (figures[0], figures[1], figures[2])
            if found[1]
            else (figures[2], figures[1], figures[0])
        )
    rest = f"{text[: found.start()]} | {text[found.end() :]}"
    clock, zone = _clock(rest)
    return _moment(*date, clock, zone if clock else "")


# Letters of a line that is a clock time alone: "Posted at 2.15 p.m. BST" has 23.
_CLOCK_LINE = 28


@dataclass(frozen=True)
class Clock:
    """A clock time without its day."""

    minutes: int  # since midnight
    zone: str = ""  # as it stands at the end of an ISO time

    def on(self, day: str, later: int = 0) -> str | None:
        """The moment on an ISO day, or so many days later; None beyond the calendar."""
        try:
            date = datetime.fromisoformat(day) + timedelta(days=later)
        except (ValueError, OverflowError):
            return None
        clock = (self.minutes // 60, self.minutes % 60, 0)
        moment = _moment(date.year, date.month, date.day, clock, self.zone)
        return moment.value if moment is not None else None


def read_clock(line: str) -> Clock | None:
    """The time of a line that tells a clock time and nothing else: "14:32 GMT", "Updated at 2.15 p.m. BST"."""
    if len(line) > _CLOCK_LINE or not any(map(str.isdigit, line)):
        return None
    found = _CLOCK.search(line)
    clock, zone = _clock(line)
    if found is None or clock is None:
        return None
    behind = line[found.end() :]
    told = _ZONE.match(behind)
    around = f"{line[: found.start()]} {behind[told.end() :] if told else behind}"
    idle = all(word in _beside() for word in re.findall(r"\w+", around.lower()))
    return Clock(clock[0] * 60 + clock[1], zone) if idle else None


@cache
def _beside() -> frozenset[str]:
    return facts.words("pages", "live", "clocks")


def _clock(text: str) -> tuple[tuple[int, int, int] | None, str]:
    found = _CLOCK.search(text)
    if not found:
        return None, ""
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5])
    half = (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None, ""
    told = _ZONE.match(text[found.end() :])
    zone = told[1] if told else ""
    return (hour, minute, 0), _offset(zone) if zone[:1] in {"+", "-"} else _zones().get(zone, "")


@cache
def _zones() -> dict[str, str]:
    """Abbreviations of zones that mean one offset only."""
    table: Any = facts.load("pages").get("zones")
    if not isinstance(table, dict) or not all(
        isinstance(offset, str) and re.fullmatch(r"[+-]\d\d:\d\d", offset)
        for offset in table.values()
    ):
        raise DataError('pages.toml: [zones] must map abbreviations to offsets like "+01:00".')
    return table
