"""The lines above the article: which is its headline, who wrote it, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crosswire.records.page import Label
from crosswire.text.datelines import Dateline, agency_name, is_agency, read_dateline
from crosswire.text.lines_facts import phrases, strings
from crosswire.text.lines_people import Byline, read_byline, read_helpers
from crosswire.text.lines_shape import Line
from crosswire.text.lines_when import DateLine, is_outlet, read_date_line, section_words

REACH_UP = 14  # lines over which paragraphs parted from the text are gathered
SENTENCE, LONG = 15, 45  # words of such a paragraph, without and with a byline or date below it
MASTHEAD = 3  # lines at the top among which a paper's name is believed
LOOK_BACK = 40  # lines above the text among which a headline is looked for
_ADDRESS = re.compile(r"(?:url:\s*)?(https?://\S{4,2000})$", re.IGNORECASE)
_WORD = re.compile(r"\w{3,}")


@dataclass
class Head:
    """What the lines above the text are. `labels[i]` belongs to line i; `start` is the first of the text."""

    start: int
    labels: list[Label]
    headline: int | None = None
    dates: dict[int, DateLine] = field(default_factory=dict)
    bylines: dict[int, Byline] = field(default_factory=dict)
    marks: dict[int, Dateline] = field(default_factory=dict)
    address: str | None = None
    outlet: str | None = None
    agencies: list[str] = field(default_factory=list)


def read_head(lines: Sequence[Line], start: int, end: int) -> Head:
    """Labels of the lines before `start`, which moves on where the text begins later than thought."""
    start = _skip_markers(lines, start, end)
    head = Head(start, [])
    first = max(0, start - LOOK_BACK)
    for number in range(start):
        head.labels.append(_look(head, lines[number], number) if number >= first else "furniture")
    head.headline = _headline(head, lines, first, end)
    if head.headline is None and _headline_like(lines, start, end):
        head.headline, head.start = start, start + 1
        head.labels.append("headline")
    _move_up(head, lines)
    _label_around(head, lines)
    return head


def _move_up(head: Head, lines: Sequence[Line]) -> None:
    """Begins at an earlier paragraph below the headline that a picture or a form parted from the rest.

    A sentence above byline or date is a standfirst, unless it is as long as only paragraphs are.
    """
    marked, lowest = False, -1 if head.headline is None else head.headline
    start = head.start
    for number in range(head.start - 1, max(lowest, head.start - REACH_UP), -1):
        label, line = head.labels[number], lines[number]
        marked = marked or label in {"byline", "date", "dateline"}
        if label == "body" and line.ended and line.words >= (LONG if marked else SENTENCE):
            start = number
        elif line.wall:
            break
    if start < head.start:
        head.start = start
        del head.labels[start:]


def _skip_markers(lines: Sequence[Line], start: int, end: int) -> int:
    """Begins after a byline or full date that stands behind at most two short first lines."""
    for number in range(min(end - 1, start + 2), start - 1, -1):
        if not 0 < number < len(lines) or any(line.words > 40 for line in lines[start:number]):
            continue
        date = read_date_line(lines[number].text)
        if (date and date.published) or (
            lines[number].words < 16 and read_byline(lines[number].text)
        ):
            return number + 1
    return start


def _look(head: Head, line: Line, number: int) -> Label:
    """What a line above the text is by itself; "body" means that it may be a headline."""
    found = _ADDRESS.match(line.text) if len(line.text) < 2100 else None
    if found:
        head.address = head.address or found[1]
        return "furniture"
    byline = None if line.furniture else read_byline(line.text)
    if byline:
        head.bylines[number] = byline
        return "byline"
    date = read_date_line(line.text)
    if date:
        head.dates[number] = date
        return "date"
    mark = read_dateline(line.text)
    if mark and mark.length >= len(line.text):
        head.marks[number] = mark
        return "dateline"
    return _kind(line)


def _kind(line: Line) -> Label:
    if line.furniture:
        return "furniture"
    if read_helpers(line.text):
        return "credit"
    if phrases("correction").begins(line.low):
        return "correction"
    if is_caption(line):
        return "caption"
    if phrases("related").begins(line.low) and line.words <= 30:
        return "related"
    return "body"


def is_caption(line: Line) -> bool:
    """Has the line a beginning, an ending or a shape that only captions have?"""
    kind = phrases("caption")
    tail = line.low if len(line.text) <= 400 else " ".join(line.text[-200:].lower().split())
    if line.words > 90:
        return False
    if (
        kind.begins(line.low)
        or kind.shaped(tail)
        or (tail is not line.low and kind.shaped(line.low))
    ):
        return True
    return _desk(line)


def _desk(line: Line) -> bool:
    """ "Agency The ship at anchor" without a full stop: the picture desk stands before the caption."""
    if line.ended or not 5 <= line.words <= 45:
        return False
    for desk in strings("caption", "desks"):
        if line.low.startswith(desk + " "):
            rest = line.text[len(desk) :].strip()
            return rest[:1].isupper() and not rest.split()[0].isupper()
    return False


def _headline(head: Head, lines: Sequence[Line], first: int, end: int) -> int | None:
    """The line that a reader would take: near the text, of headline length, sharing its words."""
    told = " ".join(
        line.text[:600]
        for line in lines[head.start : min(end, head.start + 8)]
        if not read_helpers(line.text)
    ).lower()
    words = set(_WORD.findall(told))
    scores = {
        number: _score(lines[number], words, head.start - number)
        for number in range(first, head.start)
        if head.labels[number] == "body"
        and 2 <= lines[number].words <= 34
        and not (lines[number].text.endswith(".") and lines[number].words >= SENTENCE)
        and len(lines[number].text) <= 260
    }
    for number in scores:
        scores[number] += _placed(head, lines, number, first)
    good = {number: score for number, score in scores.items() if score > 0}
    if not good:
        return None
    best = max(good, key=lambda number: (good[number], -number))
    above = [n for n in good if best - 3 <= n < best and good[n] > 0.55 * good[best]]
    title = is_outlet(lines[best].text)
    above = [n for n in above if title or not (lines[n].words <= 5 and is_outlet(lines[n].text))]
    longer = [n for n in above if lines[n].words <= 1.2 * lines[best].words + 2]
    return min(longer) if longer else best


def _placed(head: Head, lines: Sequence[Line], number: int, first: int) -> float:
    """A byline or date right below speaks for a headline; a paragraph right above speaks against."""
    below = head.labels[number + 1 : number + 5]
    above = lines[max(first, number - 5) : number]
    paragraph = any(line.ended and line.words >= SENTENCE for line in above)
    return (1.5 if {"byline", "date", "dateline"} & set(below) else 0.0) - (
        3.0 if paragraph else 0.0
    )


def _score(line: Line, words: set[str], distance: int) -> float:
    told = _WORD.findall(line.text.lower())
    shared = sum(word in words for word in told)
    score = 0.25 * min(line.words, 12) + 1.2 * min(shared, 5) + 2 * shared / max(1, len(told))
    score -= 0.12 * distance
    if line.text.endswith((".", ":")):
        score -= 4 if line.words >= 14 else 2
    if line.words <= 2:
        score -= 1
    if line.words <= 5 and is_outlet(line.text):
        score -= 1
    if set(told) <= section_words() or " | " in line.text:
        score -= 3
    if line.text[:1].islower():
        score -= 2
    return score


def _headline_like(lines: Sequence[Line], start: int, end: int) -> bool:
    """Does the text itself begin with a line that is no sentence?"""
    if end - start < 2:
        return False
    line = lines[start]
    if line.furniture or not 3 <= line.words <= 24 or line.text.endswith((".", ":", ",")):
        return False
    return not read_dateline(line.text) and line.text[:1].isupper() | (line.text[:1] in "\"'“‘")


def _label_around(head: Head, lines: Sequence[Line]) -> None:
    """Above the headline all but dates and bylines is furniture; below it, names and standfirsts."""
    for number in range(len(head.labels)):
        below = head.headline is not None and number > head.headline
        if number == head.headline:
            head.labels[number] = "headline"
        elif below:
            head.labels[number] = _below(head, lines[number], number)
        elif head.labels[number] not in {"date", "byline", "dateline", "correction"}:
            head.outlet = head.outlet or (_masthead(lines[number]) if number < MASTHEAD else None)
            head.labels[number] = "furniture"


def _masthead(line: Line) -> str | None:
    """The outlet's name where a line at the top of the page is one: "The Elm Evening Post"."""
    name = re.split(r"\s[-–—|]\s", line.text[:80], maxsplit=1)[0]
    words = set(name.lower().split())
    known = words & set(strings("agencies", "words")) and not words <= section_words()
    return name if known and not line.furniture and is_outlet(name) else None


def _below(head: Head, line: Line, number: int) -> Label:
    label = head.labels[number]
    if label != "body":
        return label
    if line.words <= 5 and is_agency(line.text):
        head.agencies += filter(None, [agency_name(line.text)])
        return "credit" if agency_name(line.text) or line.words == 1 else "furniture"
    dated = head.labels[number + 1 : number + 2] == ["date"]
    if dated and not line.ended and line.words <= 7 and is_outlet(line.text):
        head.outlet = line.text
        return "furniture"
    near = head.headline is not None and number <= head.headline + 6
    names = read_byline(line.text, after_headline=True) if near else None
    if names and not set(line.low.split()) & section_words():
        head.bylines[number] = names
        return "byline"
    above = number - 1 if number else 0
    follows = near and head.labels[above] in {
        "headline",
        "date",
        "byline",
        "standfirst",
        "dateline",
    }
    return "standfirst" if follows and line.words >= 6 else "furniture"
