"""What a visit to a feed or sitemap brought: articles to fetch, articles that came with it.

The state of the feed moves on in the same transaction in which its articles are put down to be
fetched: none can fall between the two.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from crosswire.records.fetch import Followed
from crosswire.records.page import Page
from crosswire.sources.feeds import page_of
from crosswire.sources.intake import Desk, Intake, failed, new_row
from crosswire.sources.listing import Entry, Listing, age
from crosswire.sources.lists import read_listing
from crosswire.sources.pace import feed_interval
from crosswire.sources.refusal import Refused
from crosswire.sources.said import hash_of
from crosswire.sources.web import Answer, moment

MOST_CHILDREN = 50  # sitemaps of an index that are followed, those changed last
MOST_MARKED = 20_000  # undated addresses of a sitemap remembered as known


def list_intake(row: Followed, answer: Answer, desk: Desk) -> Intake:
    """What a visit to a feed or sitemap brought; a broken one fails, and its marks are not kept."""
    visit = answer.visit
    if visit.outcome not in {"fetched", "unchanged"}:
        return Intake(visit, rows=[failed(row, visit, desk)])
    if visit.outcome == "unchanged" or visit.hash == row.hash:
        visit = replace(visit, outcome="unchanged")
        return Intake(visit, rows=[_asked(row, answer, 0, desk)])
    try:
        listing = read_listing(answer.body, visit.final_url)
        if listing.kind == "page":
            raise Refused("broken-feed", "It is a page, not a feed.", "Follow one of its feeds.")
    except Refused as refused:
        message = f"{refused.message} {refused.advice}"
        visit = replace(visit, outcome="failed", error=refused.kind, message=message)
        return Intake(visit, rows=[failed(row, visit, desk)])
    intake = Intake(visit)
    _take_entries(row, listing, intake, desk)
    _take_below(row, listing, intake, desk)
    named = replace(row, title=listing.title or row.title)
    asked = _asked(named, answer, intake.fresh, desk)
    # Of one that was cut off, the rest is wanted: it must come whole next time, whatever its marks.
    intake.rows.append(asked if listing.sound else replace(asked, etag=None, modified=None))
    return intake


def _take_entries(row: Followed, listing: Listing, intake: Intake, desk: Desk) -> None:
    known = desk.known([entry.address for entry in listing.entries])
    marked = 0
    for entry in listing.entries:
        there = known.get(entry.address)
        if there is not None:
            _take_known(there, entry, intake, desk)
        elif entry.body is not None:
            _take_whole(row, entry, intake, desk)
        elif row.kind == "feed" or _is_news(row, entry, desk):
            intake.rows.append(_found(row, entry, desk))
            intake.fresh += 1
        elif age(entry.changed or entry.published, desk.now) is None and marked < MOST_MARKED:
            intake.rows.append(replace(_found(row, entry, desk), next_at=None))
            marked += 1


def _take_known(there: Followed, entry: Entry, intake: Intake, desk: Desk) -> None:
    """A new text of an entry is a new version; a new mark on an address asks it again soon."""
    if there.kind == "entry" and entry.body is not None:
        _take_whole(there, entry, intake, desk)
    elif there.kind == "page" and there.mark and entry.mark != there.mark and there.visits:
        if there.visits >= desk.pace.visits_most:
            return
        last = datetime.fromisoformat(there.last_at or there.since)
        soonest = max(desk.now, last + timedelta(seconds=desk.pace.revisits[0]))
        due = min(moment(soonest), there.next_at or moment(soonest))
        intake.rows.append(replace(there, next_at=due, mark=entry.mark))


def _take_whole(row: Followed, entry: Entry, intake: Intake, desk: Desk) -> None:
    """An article whose text came with the feed. `row` is its own one, or the feed's at first."""
    page = _page(entry, intake.visit.at)
    body = hash_of(page.body)
    if row.kind == "entry" and row.hash == body:
        return
    now = moment(desk.now)
    own = row if row.kind == "entry" else replace(_found(row, entry, desk), kind="entry")
    intake.pages.append(page)
    intake.fresh += 1
    intake.rows.append(
        replace(
            own,
            next_at=None,
            last_at=now,
            changed_at=now,
            visits=own.visits + 1,
            hash=body,
            mark=entry.mark,
        )
    )


def _take_below(row: Followed, listing: Listing, intake: Intake, desk: Desk) -> None:
    """Further sitemaps of an index, the feeds of an OPML file: followed from now on."""
    recent = [
        address
        for told, address in listing.below
        if listing.kind == "opml" or (age(told, desk.now) or 0.0) < desk.pace.sitemap_days
    ][:MOST_CHILDREN]
    known = desk.known(recent)
    for address in recent:
        if address not in known:
            kind = "feed" if listing.kind == "opml" else "sitemap"
            intake.rows.append(replace(new_row(address, kind, desk), by=row.address))  # type: ignore[arg-type]
            intake.fresh += 1


def _is_news(row: Followed, entry: Entry, desk: Desk) -> bool:
    """Is this entry of a sitemap one to fetch? At the first reading only what is dated and recent."""
    seconds = age(entry.changed or entry.published, desk.now)
    if seconds is None:
        return row.hash is not None
    return seconds < desk.pace.sitemap_days


def _found(row: Followed, entry: Entry, desk: Desk) -> Followed:
    """An article that a list names, due at once."""
    fresh = new_row(entry.address, "page", desk)
    return replace(fresh, mark=entry.mark, by=row.address, title=entry.title)


def _page(entry: Entry, at: str) -> Page:
    told: dict[str, str | list[str]] = {"url": entry.address, "authors": list(entry.authors)}
    told |= {"title": entry.title, "published": entry.published or entry.changed or ""}
    return Page.make(
        entry.address,
        page_of(entry),
        "text/html",
        address=entry.address,
        fetched=at,
        charset="utf-8",
        fields={key: value for key, value in told.items() if value},
    )


def _asked(row: Followed, answer: Answer, fresh: int, desk: Desk) -> Followed:
    """The row of a list after a visit that went well."""
    visit, now = answer.visit, moment(desk.now)
    every = feed_interval(row.every, fresh, desk.pace) if row.visits else row.every
    return replace(
        row,
        every=every,
        next_at=desk.soon(every),
        last_at=now,
        changed_at=now if fresh else row.changed_at,
        visits=row.visits + 1,
        failures=0,
        etag=visit.etag or (row.etag if visit.status == 304 else None),
        modified=visit.modified or (row.modified if visit.status == 304 else None),
        hash=visit.hash or row.hash,
    )
