"""Zones as news names them: "GMT", "ET", "UTC+8", "Moscow time", "Eastern Daylight Time"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crosswire import facts
from crosswire.errors import DataError

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_TOLD = re.compile(r"(?:GMT|UTC|UT)\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?")
_LEAST, _MOST = timedelta(hours=-12), timedelta(hours=14)


@cache
def table(name: str) -> dict[str, str]:
    """One table of `data/zones.toml`; DataError names the first row that is no zone."""
    rows = facts.load("zones").get(name)
    if not isinstance(rows, dict):
        raise DataError(f"zones.toml: no table [{name}]. Add it, or restore the file.")
    fixed = name in ("offset", "standard")
    for told, value in rows.items():
        if not isinstance(value, str) or (fixed and not _OFFSET.fullmatch(value)):
            raise DataError(
                f"zones.toml: [{name}] {told!r} is {value!r}. Give an offset or a zone."
            )
    return rows


def is_abbreviation(word: str) -> bool:
    """Is this word, in its own capitals, the short name of a zone?"""
    return word in table("offset") or word in table("rule")


def named_before_time(words: tuple[str, ...]) -> str | None:
    """The zone that lower-case words name before "time"; "local" for local time, else None."""
    name = " ".join(words)
    if name in table("standard") or name in table("place"):
        return name
    return None


def offset(told: str, moment: datetime) -> timedelta | None:
    """How far the zone told is ahead of UTC at a naive local moment; None when nobody knows.

    `told` is an abbreviation, "UTC+8", or the words before "time" in lower case.
    """
    if match := _TOLD.fullmatch(told.upper()):
        return _signed(match)
    fixed = table("offset").get(told) or table("standard").get(told)
    if fixed:
        match = _OFFSET.fullmatch(fixed)
        return _signed(match) if match else None
    name = table("rule").get(told) or table("place").get(told)
    return moment.replace(tzinfo=_zone(name)).utcoffset() if name else None


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise DataError(f"zones.toml: {name!r} is no zone that this machine knows.") from error


def _signed(match: re.Match[str]) -> timedelta | None:
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    ahead = size if match[1] == "+" else -size
    return ahead if _LEAST <= ahead <= _MOST else None


def spelled(ahead: timedelta) -> str:
    """An offset as ISO 8601 spells it: "+05:45", "-04:00", "Z" for UTC."""
    return "Z" if not ahead else timezone(ahead).tzname(None).removeprefix("UTC")
