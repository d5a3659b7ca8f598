"""iCalendar (RFC 5545): what is expected, each on its day, with who expects it and what came of it.

A day is an event of a whole day, an hour without a zone floats, a month or season spans its days;
what has no day is a to-do without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from crosswire import __version__
from crosswire.records.base import make_id
from crosswire.records.brief import Brief
from crosswire.records.claim import Status
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    chain_in_words,
    exact,
    on_one_line,
    origins_in_words,
    stamp,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.spells import spell_of
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import Expected, expectations

_WIDEST = 75  # octets of a line, says RFC 5545
_EVENT_STATUS: dict[Status, str] = {
    "open": "TENTATIVE", "fulfilled": "CONFIRMED", "postponed": "TENTATIVE",
    "moved": "TENTATIVE", "cancelled": "CANCELLED", "failed": "CANCELLED",
}  # fmt: skip
_TODO_STATUS: dict[Status, str] = {
    "open": "NEEDS-ACTION", "fulfilled": "COMPLETED", "postponed": "NEEDS-ACTION",
    "moved": "NEEDS-ACTION", "cancelled": "CANCELLED", "failed": "CANCELLED",
}  # fmt: skip
_SPECIAL = re.compile(r"([\\;,])")


def export(brief: Brief) -> Files:
    """One calendar of all stories."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//crosswire//crosswire {__version__}//EN"]
    for story in brief.stories:
        view = StoryView.of(story)
        for entry in expectations(view):
            lines += _entry(view, entry)
    lines.append("END:VCALENDAR")
    return {"expected.ics": b"".join(part for line in lines for part in _folded(line))}


def _entry(view: StoryView, entry: Expected) -> Iterator[str]:
    when = list(_when(entry.due))
    kind = "VEVENT" if when else "VTODO"
    status = (_EVENT_STATUS if when else _TODO_STATUS)[entry.status]
    named = make_id("expected", view.story.id, entry.claim, *entry.statements[:1])
    yield f"BEGIN:{kind}"
    yield f"UID:{named}@crosswire.example"
    yield f"DTSTAMP:{_utc(stamp(view.story))}"
    yield from when
    yield f"SUMMARY:{_escaped(on_one_line(entry.text, 200) or '(no wording)')}"
    yield f"DESCRIPTION:{_escaped(_description(view, entry))}"
    yield f"STATUS:{status}"
    yield f"CATEGORIES:{_escaped(entry.outcome)}"
    address = next(filter(None, (address_of(view.articles.get(said.article)) for said in view.said(entry.statements))), None)  # fmt: skip
    if address:
        yield f"URL:{address}"
    if when:
        yield "TRANSP:TRANSPARENT"
    yield f"END:{kind}"


def _when(due: str | None) -> Iterator[str]:
    """Start, and for whole days the end; nothing where no day is told."""
    moment = exact(due)
    if moment:
        yield f"DTSTART:{_utc(moment)}"
        return
    spell = spell_of(due)
    if spell is None:
        return
    if spell.hour_known:
        yield f"DTSTART:{spell.start:%Y%m%dT%H%M%S}"
        return
    yield f"DTSTART;VALUE=DATE:{spell.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{spell.end:%Y%m%d}"


def _utc(when: datetime) -> str:
    return f"{when:%Y%m%dT%H%M%SZ}"


def _description(view: StoryView, entry: Expected) -> str:
    claim = view.claims.get(entry.claim)
    told = [f"Outcome: {entry.outcome}. {entry.reason}".strip(), f"Story: {view.headline}"]
    if claim:
        told.append(f"Expected by: {origins_in_words(claim)} ({claim.support})")
    for title, ids in (("Said", entry.statements), ("Outcome told", entry.by)):
        for said in view.said(ids):
            address = address_of(view.articles.get(said.article)) or ""
            told.append(
                f"{title}: {chain_in_words(view, said)}: {words(said.text)} {address}".strip()
            )
    return "\n".join([*told, CAUTION])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, no letter cut in two."""
    piece = b""
    for letter in line.replace("\r", " ").replace("\n", " "):
        raw = letter.encode("utf-8")
        if len(piece) + len(raw) > _WIDEST:
            yield piece + b"\r\n"
            piece = b" "
        piece += raw
    yield piece + b"\r\n"
