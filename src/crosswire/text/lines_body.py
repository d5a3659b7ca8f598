"""The lines of the text itself: paragraphs, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crosswire.records.page import Label
from crosswire.text.datelines import Dateline, agency_name, read_dateline
from crosswire.text.layout import Piece
from crosswire.text.lines_facts import phrases, strings
from crosswire.text.lines_head import is_caption
from crosswire.text.lines_people import Helpers, read_helpers, trailing_reporting
from crosswire.text.lines_shape import Line
from crosswire.text.lines_when import DateLine, is_outlet, read_date_line

TITLE = (7, 18)  # words of a lone line without full stop taken for another article's headline;
# shorter ones are subheadings, longer ones mostly paragraphs that lost their stop
MANY = 5  # more such lines than this, and they are the article's own: a list, an interview
_SOURCE = re.compile(
    r"(?:source|sources|agency|quelle|fuente|via|credit)s?:\s*(.{2,60})$", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?<=[.!?”\"’)])\s+(?:[-–—/]{1,2}\s?)?(?P<open>[(\[/])?(?P<name>[A-Z][A-Za-z.&-]{1,14}(?:[ /][A-Z][A-Za-z.]{1,14}){0,3})[)\]/]?$"
)


@dataclass
class Body:
    """The pieces of the text, and what was learned on the way."""

    pieces: list[Piece] = field(default_factory=list)
    mark: Dateline | None = None
    helpers: list[Helpers] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    updates: list[DateLine] = field(default_factory=list)


def read_body(lines: Sequence[Line], headline: str | None, mark: Dateline | None) -> Body:
    """Labels the lines of the stretch; `mark` is a dateline already read above it."""
    body = Body(mark=mark)
    labels = [_label(line, body) for line in lines]
    _mark_repeats(lines, labels, headline)
    _mark_teasers(lines, labels)
    _mark_titles(lines, labels)
    _mark_embeds(lines, labels)
    first = next((n for n, label in enumerate(labels) if label == "body"), -1)
    last = max((n for n, label in enumerate(labels) if label == "body"), default=-1)
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label == "body":
            body.pieces += _paragraph(line.text, body, number == first, number == last)
        else:
            body.pieces.append(Piece(label, line.text))
    return body


def _label(line: Line, body: Body) -> Label:
    """What a line is by itself."""
    if phrases("correction").begins(line.low):
        return "correction"
    if phrases("related").begins(line.low) and line.words <= 30:
        return "related"
    if is_caption(line):
        return "caption"
    if line.furniture:
        return "furniture"
    date = read_date_line(line.text)
    if date and (line.words <= 10 or date.cued):
        body.updates.append(date)
        return "date"
    return _credit(line, body)


def _credit(line: Line, body: Body) -> Label:
    helpers = read_helpers(line.text)
    if helpers:
        body.helpers.append(helpers)
        return "credit"
    agency = credited_agency(line)
    if agency:
        body.agencies.append(agency)
        return "credit"
    return "body"


def credited_agency(line: Line) -> str | None:
    """The agency of a line that is only a credit: "(Agency)", "Source: Some news agency", "AGENCY"."""
    if line.words > 9:
        return None
    text = line.text.strip()
    named = _SOURCE.match(text)
    if named:
        name = re.sub(r"\s+news agency$", "", named[1].strip(" .()"), flags=re.IGNORECASE)
        return name if name[:1].isupper() else None
    if text[:1] in "([" and text[-1:] in ")]" and line.words <= 5:
        inner = text[1:-1].strip()
        return inner if is_outlet(inner) and not is_caption(line) else None
    return agency_name(text) if line.words <= 4 else None


def _mark_repeats(lines: Sequence[Line], labels: list[Label], headline: str | None) -> None:
    """A long line said twice in a row is a caption and its alternative text; later repeats are furniture."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.words < 6 or len(line.text) < 40:
            continue
        if headline is not None and line.text == headline and labels[number] == "body":
            labels[number] = "furniture"
        before = seen.get(line.text[:70])
        if before is not None and labels[number] == "body":
            twin = number - before == 1
            labels[number] = "caption" if twin else "furniture"
            if twin and labels[before] == "body":
                labels[before] = "caption"
        seen[line.text[:70]] = number


def _mark_teasers(lines: Sequence[Line], labels: list[Label]) -> None:
    """Behind a title like "Most read" all up to the next paragraph points elsewhere; so do lone digits."""
    behind = False
    for number, line in enumerate(lines):
        if line.wall:
            behind = True
        elif _paragraph_like(line, labels[number]) or labels[number] not in {"body", "furniture"}:
            behind = False
        elif labels[number] == "body" and (behind or (line.words == 1 and line.low.isdigit())):
            labels[number] = "related" if behind and line.words > 3 else "furniture"


def _paragraph_like(line: Line, label: Label) -> bool:
    return label == "body" and line.ended and line.words >= 10


def _mark_titles(lines: Sequence[Line], labels: list[Label]) -> None:
    """Lone lines between paragraphs that read like headlines point to other articles."""
    found = []
    for number in range(1, len(lines) - 1):
        if labels[number] != "body" or not _title_like(lines[number]):
            continue
        alone = all(
            labels[beside] != "body" or _paragraph_like(lines[beside], labels[beside])
            for beside in (number - 1, number + 1)
        )
        if alone:
            found.append(number)
    paragraphs = sum(map(_paragraph_like, lines, labels))
    if len(found) <= max(MANY, paragraphs // 4):
        for number in found:
            labels[number] = "related"


def _title_like(line: Line) -> bool:
    low, high = TITLE
    if not low <= line.words <= high or line.text.endswith((":", ",", ";", "…", "...")):
        return False
    if line.ended and not line.text.endswith("?"):
        return False
    if not (line.text[0].isupper() or line.text[0] in "'‘") or line.text[-1] in '"”':
        return False
    words = line.text.split()
    first = re.split(r"\W", line.low.lstrip("'"), maxsplit=1)[0]
    if line.ended and first in strings("related", "asks"):
        return False
    capitals = sum(word[:1].isupper() for word in words[1:])
    return capitals >= (2 if line.ended else 1)


def _mark_embeds(lines: Sequence[Line], labels: list[Label]) -> None:
    """Posts of social networks: a line signed "— Name (@name)", and the line with its link before it."""
    kind = phrases("embed")
    for number, line in enumerate(lines):
        if labels[number] != "body" or line.words > 120:
            continue
        tail = " ".join(line.text[-300:].lower().split())
        if not kind.shaped(tail):
            continue
        labels[number] = "embed"
        before = number - 1
        if (
            tail[:1] in "—–-"
            and before >= 0
            and labels[before] == "body"
            and lines[before].words <= 70
        ):
            labels[before] = "embed"


def _paragraph(text: str, body: Body, first: bool, last: bool) -> list[Piece]:
    """A paragraph, with the marks before and after it as pieces of their own."""
    pieces = []
    mark = read_dateline(text) if first and body.mark is None else None
    if mark:
        body.mark = mark
        pieces.append(Piece("dateline", text[: mark.length].strip()))
        text = text[mark.length :].strip()
    text, behind = _tail(text, body, last)
    return [*pieces, *([Piece("body", text)] if text else []), *behind]


def _tail(text: str, body: Body, last: bool) -> tuple[str, list[Piece]]:
    """Cuts "(Reporting by …)" from any paragraph and an agency's signature from the last one."""
    at = trailing_reporting(text)
    if at is not None:
        told = text[at:].strip()
        helpers = read_helpers(told)
        if helpers:
            body.helpers.append(helpers)
            return text[:at].strip(), [Piece("credit", told)]
    signed = _SIGNED.search(text, max(0, len(text) - 70)) if last else None
    if signed and _signs(signed):
        body.agencies.append(signed["name"])
        return text[: signed.start()].strip(), [Piece("credit", text[signed.start() :].strip())]
    return text, []


def _signs(signed: re.Match[str]) -> bool:
    name = signed["name"]
    known = name.lower() in strings("agencies", "names")
    return known or signed["open"] is not None or (name.isupper() and "." not in name)
