"""When a person last looked: kept in a cookie of the browser, not in the archive.

A look lasts as long as pages are asked for without a pause of half an hour. What changed since stays
marked throughout a look; the next one begins from the last page of this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

COOKIE = "crosswire_look"
PAUSE = timedelta(minutes=30)
_KEPT = 400 * 24 * 3600  # browsers keep none longer
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}")


@dataclass(frozen=True)
class Look:
    """`since` is when the look before this one ended (UTC, as news are dated), "" at the first look."""

    since: str
    now: str

    @property
    def first(self) -> bool:
        """Is there no look before?"""
        return not self.since


def look_of(request: Request, now: datetime | None = None) -> Look:
    """The look that this request belongs to."""
    here = now or datetime.now(UTC)
    since, _, seen = request.cookies.get(COOKIE, "").partition("~")
    known = _moment(seen)
    if known is None or known > here + PAUSE:
        return Look("", _stamp(here))
    ended = here - known > PAUSE
    return Look(seen if ended else since if _moment(since) else "", _stamp(here))


def with_look(response: Response, look: Look, *, seen: bool = False) -> Response:
    """The response, which leaves the look in the browser; `seen`: all so far has been looked at."""
    since = look.now if seen else look.since
    response.set_cookie(
        COOKIE, f"{since}~{look.now}", max_age=_KEPT, httponly=True, samesite="strict"
    )
    return response


def _moment(told: str) -> datetime | None:
    if not _TIME.fullmatch(told):
        return None
    try:
        return datetime.fromisoformat(told).replace(tzinfo=UTC)
    except ValueError:  # 30 February
        return None


def _stamp(when: datetime) -> str:
    """A moment as it can be compared with when news were learned."""
    return when.replace(tzinfo=None).isoformat(timespec="milliseconds")
