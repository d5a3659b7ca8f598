"""Takes a plain-text page apart: which lines are the article, and what the others are.

1. Lines are read with their shape (`lines_shape`).
2. The stretch that reads most like running text is the article (`lines_stretch`).
3. Above it stand headline, standfirst, byline and date, between menus and widgets (`lines_head`).
4. Within it stand captions, related headlines, posts and credits between the paragraphs (`lines_body`).
5. Below it come credits and corrections; all else there is furniture.
6. Of all days told, the one that is the article's own is chosen (`lines_choose`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.text.datelines import Dateline, agency_name
from crosswire.text.layout import MAX_LINES, MAX_TEXT, Layout, Piece, too_large
from crosswire.text.lines_body import Body, credited_agency, read_body
from crosswire.text.lines_choose import choose_times
from crosswire.text.lines_facts import phrases
from crosswire.text.lines_head import Head, is_caption, read_head
from crosswire.text.lines_people import read_byline, read_helpers
from crosswire.text.lines_shape import Line, read_lines, rows_of
from crosswire.text.lines_stretch import find_stretch
from crosswire.text.lines_when import read_date_line

_CREDITS_BELOW = 8  # lines below the text among which credits, bylines and dates are looked for
_OWNER = re.compile(
    r"(?:copyright|©|\(c\))[\s\d©(c)–-]*(?:the )?(.{2,40}?)(?:\.|,|$| all rights)", re.IGNORECASE
)


def label_lines(text: str) -> Layout:
    """The page as labelled pieces with headline, authors, agency, place and times.

    Never fails: a page without running text has furniture only, and no headline.
    """
    if len(text) > MAX_TEXT:
        return Layout((), doubts=(too_large(len(text), "characters", MAX_TEXT),))
    count = sum(map(bool, rows_of(text))) if len(text.splitlines()) > MAX_LINES else 0
    if count > MAX_LINES:
        return Layout((), doubts=(too_large(count, "lines", MAX_LINES),))
    lines = read_lines(text)
    start, end = find_stretch(lines)
    if start == end:
        return Layout(tuple(Piece("furniture", line.text) for line in lines))
    head = read_head(lines, start, end)
    headline = None if head.headline is None else lines[head.headline].text
    marks = list(head.marks.values())
    body = read_body(lines[head.start : end], headline, marks[0] if marks else None)
    above = [Piece(label, line.text) for label, line in zip(head.labels, lines, strict=False)]
    below = _below(lines[end:], head, body, end)
    times = choose_times(head, body, lines, end)
    persons, contributors = _people(head, body)
    return Layout(
        pieces=(*above, *body.pieces, *below),
        headline=headline,
        authors=persons,
        contributors=contributors,
        agency=_agency(head, body),
        dateline_place=body.mark.place if body.mark else None,
        outlet=_outlet(times.outlet or head.outlet),
        published=times.published,
        modified=times.modified,
        address=head.address,
        doubts=times.doubts,
    )


def _below(lines: Sequence[Line], head: Head, body: Body, end: int) -> list[Piece]:
    """What stands behind the text: credits, bylines, dates and corrections near it, furniture else."""
    pieces = []
    for number, line in enumerate(lines):
        near = number < _CREDITS_BELOW
        pieces.append(
            _piece_below(line, head, body, end + number) if near else Piece("furniture", line.text)
        )
    return pieces


def _piece_below(line: Line, head: Head, body: Body, number: int) -> Piece:
    if phrases("correction").begins(line.low):
        return Piece("correction", line.text)
    if _credit_below(line, body):
        return Piece("credit", line.text)
    byline = None if line.furniture else read_byline(line.text)
    if byline and byline.persons:
        head.bylines[number] = byline
        return Piece("byline", line.text)
    date = None if line.furniture else read_date_line(line.text)
    if date and date.cued:
        head.dates[number] = date
        return Piece("date", line.text)
    caption = not line.furniture and is_caption(line)
    return Piece("caption" if caption else "furniture", line.text)


def _credit_below(line: Line, body: Body) -> bool:
    """Takes in who helped and which agency owns or signs the text; was there something?"""
    helpers = read_helpers(line.text)
    if helpers:
        body.helpers.append(helpers)
        return True
    owner = _OWNER.match(line.text[:120])
    agency = agency_name(owner[1]) if owner else credited_agency(line)
    if agency:
        body.agencies.append(agency)
    return agency is not None


def _people(head: Head, body: Body) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and contributors: who contributed is an author only where nobody signs."""
    authors = [name for byline in head.bylines.values() for name in byline.persons]
    reporting = [name for helpers in body.helpers for name in helpers.reporting]
    helped = [name for helpers in body.helpers for name in helpers.contributed]
    if not authors:
        authors, helped = (helped, reporting) if helped else (reporting, [])
    else:
        helped += reporting
    told = tuple(dict.fromkeys(authors))
    return told, tuple(name for name in dict.fromkeys(helped) if name not in told)


def _agency(head: Head, body: Body) -> str | None:
    """The agency of the dateline, else of the byline, the date line, a credit or a signature."""
    mark: Dateline | None = body.mark
    leads = [agency_name(date.outlet) for date in head.dates.values() if date.outlet]
    told = [
        mark.agency if mark else None,
        *(byline.agency for byline in head.bylines.values()),
        *leads,
        *head.agencies,
        *body.agencies,
    ]
    return next(filter(None, told), None)


def _outlet(told: str | None) -> str | None:
    """The outlet's name without what follows a comma (", English edition")."""
    return told.split(",", maxsplit=1)[0].strip() if told else None
