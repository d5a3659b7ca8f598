"""What a visit brought: pages to keep, and where the address stands now. No clock, no store.

All of it is kept in one transaction (`Shelf.keep`): whoever is killed before that has lost nothing
but the visit, and asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, cast

from msgspec.structs import replace

from crosswire.records.base import Issue
from crosswire.records.fetch import Followed, Visit
from crosswire.records.page import Page
from crosswire.sources.addresses import host_of
from crosswire.sources.pace import Pace, back_off, jittered, revisit
from crosswire.sources.said import said
from crosswire.sources.web import Answer, moment

Known = Callable[[Iterable[str]], dict[str, Followed]]

# Refusals that a host or a person may take back; other ones hold for good.
MAY_CHANGE = frozenset({"robots", "forbidden", "bad-status"})


@dataclass
class Intake:
    """What is to be kept of one visit. `fresh` counts new articles and new versions."""

    visit: Visit
    pages: list[Page] = field(default_factory=list)
    rows: list[Followed] = field(default_factory=list)
    fresh: int = 0


@dataclass(frozen=True)
class Desk:
    """What deciding needs besides the answer: the time, chance, the pace, and what is known."""

    now: datetime
    chance: Callable[[], float]
    pace: Pace
    known: Known

    def after(self, seconds: float) -> str:
        """The time so many seconds from now."""
        return moment(self.now + timedelta(seconds=seconds))

    def soon(self, seconds: float | None) -> str | None:
        """The time about so many seconds from now; null stays null."""
        return None if seconds is None else self.after(jittered(seconds, self.chance(), self.pace))


def new_row(address: str, kind: Literal["feed", "sitemap", "page"], desk: Desk) -> Followed:
    """An address that is followed from now on, and due at once."""
    now = moment(desk.now)
    every = desk.pace.revisits[0] if kind == "page" else desk.pace.feed_first
    return Followed(
        address=address, kind=kind, host=host_of(address), since=now, every=every, next_at=now
    )


def page_intake(row: Followed, answer: Answer, desk: Desk) -> Intake:
    """What a visit to an article brought.

    A redirect makes the place where the article was found its address: that is followed from now
    on, and the first one is known but not asked again.
    """
    visit = answer.visit
    own = row
    if visit.outcome == "fetched" and visit.final_url != row.address:
        own = desk.known([visit.final_url]).get(visit.final_url) or replace(
            row, address=visit.final_url, host=host_of(visit.final_url)
        )
    intake = _article(own, answer, desk)
    if own is not row:
        last = moment(desk.now)
        intake.rows.append(replace(row, next_at=None, last_at=last, visits=row.visits + 1))
    return intake


def failed(row: Followed, visit: Visit, desk: Desk) -> Followed:
    """Where an address stands after a visit that brought nothing usable."""
    failures = row.failures + 1
    seconds: float | None = back_off(failures, visit.retry_after, desk.chance(), desk.pace)
    if row.kind == "page" and _given_up(visit, failures, desk.pace):
        seconds = None
    elif visit.outcome == "refused" and visit.error not in MAY_CHANGE:
        seconds = desk.pace.fail_most
    return replace(
        row,
        next_at=None if seconds is None else desk.after(seconds),
        last_at=moment(desk.now),
        visits=row.visits + 1,
        failures=failures,
    )


def trouble(row: Followed, visit: Visit) -> Issue:
    """What to tell of an address that fails."""
    times = f"It failed {row.failures} times; last: " if row.failures > 1 else ""
    return Issue.make(
        "sources", visit.error or visit.outcome, "skipped", row.address, f"{times}{visit.message}"
    )


def fetched_page(answer: Answer) -> Page:
    """The page of an answer; its id depends on its bytes and address, not on when it came."""
    visit = answer.visit
    return Page.make(
        visit.final_url,
        answer.body,
        cast(Literal["text/html", "text/plain"], answer.media_type),
        address=visit.final_url,
        fetched=visit.at,
        charset=answer.charset,
    )


def _article(row: Followed, answer: Answer, desk: Desk) -> Intake:
    visit = answer.visit
    if visit.outcome not in {"fetched", "unchanged"}:
        return Intake(visit, rows=[failed(row, visit, desk)])
    if visit.outcome == "unchanged" and row.hash is None:
        # A server that says "as it was" to one who never had it.
        visit = replace(visit, outcome="failed", error="server")
        return Intake(visit, rows=[failed(replace(row, etag=None, modified=None), visit, desk)])
    pages, words = _news(row, answer)
    if pages:
        visit = replace(visit, page=pages[0].id)
    elif visit.outcome == "fetched":
        visit = replace(visit, outcome="unchanged")
    return Intake(visit, pages, [_asked(row, visit, words, bool(pages), desk)], len(pages))


def _news(row: Followed, answer: Answer) -> tuple[list[Page], str | None]:
    """The page, where its words are others than last time, and the hash of its words."""
    if answer.visit.outcome != "fetched" or answer.visit.hash == row.hash:
        return [], row.said
    words = said(answer.body, answer.media_type, answer.charset)
    return ([] if words == row.said else [fetched_page(answer)]), words


def _asked(row: Followed, visit: Visit, words: str | None, changed: bool, desk: Desk) -> Followed:
    """The row after a visit that went well."""
    now = moment(desk.now)
    visits = row.visits + 1
    changed_at = now if changed else row.changed_at
    since, last = datetime.fromisoformat(row.since), datetime.fromisoformat(changed_at or row.since)
    seconds = revisit(since, last, desk.now, visits, desk.pace)
    return replace(
        row,
        every=row.every if seconds is None else seconds,
        next_at=desk.soon(seconds),
        last_at=now,
        changed_at=changed_at,
        visits=visits,
        failures=0,
        etag=visit.etag or (row.etag if visit.status == 304 else None),
        modified=visit.modified or (row.modified if visit.status == 304 else None),
        hash=visit.hash or row.hash,
        said=words,
    )


def _given_up(visit: Visit, failures: int, pace: Pace) -> bool:
    """Is an article asked no more after this?"""
    if visit.outcome == "refused":
        return visit.error not in MAY_CHANGE or failures >= 3
    if visit.outcome == "gone":
        return visit.status == 410 or failures >= 3
    return failures >= pace.failures_most
