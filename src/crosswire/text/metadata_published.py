"""When a page was published and changed: every place that tells, the finest that agrees.

The first that gives a time wins, a later one that agrees and is finer refines it, and those that
disagree are named as runners-up:

1. JSON-LD of the article; 2. Open Graph and other meta tags; 3. microdata; 4. `<time>` in the
article's header; 5. a date written in the header, or behind the title; 6. the dateline; 7. the address;
8. htmldate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import html

from crosswire.records.page import Told
from crosswire.text.html_marks import Marks, marks_of
from crosswire.text.html_tree import Line
from crosswire.text.lines_dates import find_moments
from crosswire.text.metadata_jsonld import Node
from crosswire.text.metadata_tags import MODIFIED_KEYS, PUBLISHED_KEYS, Tags
from crosswire.text.metadata_time import Moment, read_moment, read_written

_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d|19\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")
_DAY_IN_PATH = re.compile(r"/(20\d\d|19\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})/")

_WORD = re.compile(r"[^\W\d_]{2,}")
# Words in a line that only tells a date: "Published Wednesday 5 May 2024 at 9:50 pm ET by" has nine.
_FEW = 9
_UPDATED = re.compile(r"(?:last\s)?(?:updated|modified)", re.I)
# Dates in captions and teasers are other dates.
_ELSEWHERE = frozenset({"caption", "related", "embed", "headline"})
# htmldate would ask the clock; a reader of saved pages must give the same answer every day.
_FAR = datetime(2199, 12, 31, tzinfo=UTC)


def read_published(
    tags: Tags,
    article: Node,
    header: Sequence[Line],
    *,
    times: Iterable[str],
    address: str | None,
    dateline_day: str | None,
    live: bool = False,
) -> Told | None:
    """The time of publication, by the cascade above but for its last step.

    Times that a live blog shows are those of its entries: they count where its data tell none.
    """
    found = _moments(
        [(article.get(key), "json-ld") for key in ("datePublished", "dateCreated", "uploadDate")]
    )
    found += _moments((value, f"meta {key}") for value, key in tags.told(PUBLISHED_KEYS))
    found += _moments((value, "microdata") for value in tags.props.get("datepublished", ()))
    if not (live and found):
        found += _moments((value, "<time>") for value in times)[:2]
        found += _in_header(header)
    found += _in_title(tags)
    found += _moments([(dateline_day, "dateline")])
    found += _moments([(_day_in(address), "address")])
    return _best(found)


def read_modified(tags: Tags, article: Node) -> Told | None:
    """The time of the last change."""
    found = _moments([(article.get("dateModified"), "json-ld")])
    found += _moments((value, f"meta {key}") for value, key in tags.told(MODIFIED_KEYS))
    found += _moments((value, "microdata") for value in tags.props.get("datemodified", ()))
    return _best(found)


Found = list[tuple[Moment, str]]


def _moments(told: Iterable[tuple[Any, str]]) -> Found:
    rows = (
        (read_moment(value[0] if isinstance(value, list) and value else value), how)
        for value, how in told
    )
    return [(moment, how) for moment, how in rows if moment is not None]


def times_of(tree: html.HtmlElement) -> list[str]:
    """What `<time>` elements tell: those that say they are the publication's, else the first after the
    headline, for teasers of other articles bear times too."""
    said = tree.xpath(
        "//time[@pubdate or contains(@itemprop, 'datePublished') or contains(@class, 'publish')]"
    )
    after = tree.xpath("(//h1/following::time[@datetime])[position() <= 8]")
    first = next((node for node in after if _own(node)), None)
    found = [node for node in said[:3] if _own(node)] + ([] if first is None else [first])
    return [node.get("datetime") or "" for node in found]


def _own(node: html.HtmlElement) -> bool:
    """Does this stand where the article's own time may: in no widget, teaser, picture or foot?"""
    marks = Marks()
    for outer in reversed(list(node.iterancestors())):
        marks = marks_of(outer, marks, outer.keys())
    return not marks.furniture and marks.label not in _ELSEWHERE


def _in_header(header: Sequence[Line]) -> Found:
    """Dates written beside the headline; lines that only tell of an update come last.

    Above the headline only what is marked as a date counts: clocks of the site stand there too.
    """
    rows, below = [], False
    for line in header:
        below = below or line.tag == "h1" or line.marks.label == "headline"
        marked = line.marks.label in {"byline", "date"}
        if not (below or marked) or not _may_date(line):
            continue
        moment = read_written(line.text) or _in_other_words(line.text)
        if moment is not None and (marked or len(_WORD.findall(line.text)) <= _FEW):
            rows.append((bool(_UPDATED.match(line.text)), moment))
    return [(moment, "date in header") for _, moment in sorted(rows, key=lambda row: row[0])]


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _in_other_words(text: str) -> Moment | None:
    """The one day told in a language whose months are not English, the year among it: "12 мая 2024, 14:30"."""
    if _YEAR.search(text) is None:
        return None
    days = [day for day in find_moments(text) if day.whole]
    return read_moment(days[0].value) if len(days) == 1 else None


def _may_date(line: Line) -> bool:
    return (
        len(line.text) <= 120
        and not line.marks.furniture
        and line.marks.label not in _ELSEWHERE
        and line.tag != "h1"
    )


def _in_title(tags: Tags) -> Found:
    """A date behind the last bar or dash of the page's title: "Fire in the port | 28.04.2023"."""
    rows = []
    for title in (*tags.meta.get("og:title", ())[:1], tags.title):
        parts = re.split(r"\s[|–—-]\s", title[-200:])
        moment = read_written(parts[-1]) if len(parts) > 1 and len(parts[-1]) < 40 else None
        if moment is not None:
            rows.append((moment, "date in title"))
    return rows[:1]


def _day_in(address: str | None) -> str | None:
    path = urlsplit(address).path if address and "//" in address and "[" not in address else ""
    found = _DAY_IN_ADDRESS.search(path)
    if found:
        return f"{found[1]}-{found[2]}-{found[3]}"
    found = _DAY_IN_PATH.search(path)
    if not found:
        return None
    return (
        f"{found[1]}-{found[2]}-{found[3]}"
        if found[2].isdigit()
        else f"{found[3]} {found[2]} {found[1]}"
    )


def _best(found: Found) -> Told | None:
    """The first moment, refined by the first finer one that agrees with it."""
    if not found:
        return None
    first, how = found[0]
    best = first
    for moment, other_how in found[1:]:
        if moment.fineness > best.fineness and moment.agrees(best):
            best, how = moment, f"{how}, {other_how}"
    others = dict.fromkeys(
        f"{moment.value} ({by})" for moment, by in found if not moment.agrees(best)
    )
    return Told(value=best.value, how=how, others=tuple(others)[:5])


def last_resort(tree: html.HtmlElement, address: str | None, header: Sequence[Line]) -> Told | None:
    """What htmldate finds, if the header shows that day: in a language whose months we do not
    read, "12 mai 2024". Else it is as likely a clock, a caption or a copyright line."""
    try:
        day = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            deferred_url_extractor=True,
            url=address,
            max_date=_FAR,
        )
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None  # a guess of last resort; a page may break it
    if not day or not any(_may_date(line) and _shows(line.text, day) for line in header):
        return None
    return Told(value=day, how="htmldate")


def _shows(text: str, day: str) -> bool:
    figures = re.findall(r"\d+", text)
    return day[:4] in figures and (day[8:] in figures or day[8:].lstrip("0") in figures)
