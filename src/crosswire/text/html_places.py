"""Where things stand in markup read as text: the part that holds the article, headlines, times.

For the fast way alone: one look at the page's tags finds them all. The less markup the reader of the body is
given, the sooner it is done, and the fewer lines of other parts it takes for body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from crosswire.text.html_marks import Marks, of_class
from crosswire.text.html_tree import Line, squeeze

# Asking for any mixture of small letters and capitals takes twice as long.
_TAG = re.compile(r"<(/?(?:main|article|MAIN|ARTICLE)|p|h1|time|body|P|H1|TIME|BODY)(?=[\s>])")
# A page's one <main>, or in it one <article>, is all that is read where it holds this share of the
# paragraphs and at least so many. On 91 and 127 pages the body's F1 rose from .944 and .933 to .945 and .941,
# and a third less was parsed. Moved down to .8, articles told in two parts lose one; comments are
# paragraphs outside of main, so its share may be small.
_MAIN = (0.3, 3)
_ARTICLE = (0.9, 5)


@dataclass(frozen=True)
class Places:
    """Offsets into the markup: of the part that holds the article, of `<h1>` and `<time>` tags."""

    start: int
    end: int
    headlines: Sequence[int]
    times: Sequence[int]


def find_places(light: str) -> Places:
    """All of them, in one pass."""
    found: dict[str, list[int]] = {}
    for tag in _TAG.finditer(light):
        found.setdefault(tag[1].lower(), []).append(tag.start())
    part = (found.get("body", [0])[0], len(light))
    paragraphs = found.get("p", [])
    for name, (share, least) in (("main", _MAIN), ("article", _ARTICLE)):
        new = _one(found.get(name, []), found.get(f"/{name}", []), part)
        whole = _within(paragraphs, part)
        if new is not None and _within(paragraphs, new) >= max(least, share * whole):
            part = new
    return Places(*part, found.get("h1", ()), found.get("time", ()))


def _within(places: Sequence[int], part: tuple[int, int]) -> int:
    return bisect_left(places, part[1]) - bisect_left(places, part[0])


def _one(
    starts: Sequence[int], ends: Sequence[int], part: tuple[int, int]
) -> tuple[int, int] | None:
    """The one element of these inside a part, up to the last end tag there; None if there is not one."""
    at, last = bisect_left(starts, part[0]), bisect_left(ends, part[1]) - 1
    if _within(starts, part) != 1 or last < 0 or ends[last] < starts[at]:
        return None
    return starts[at], ends[last]


_HEADLINES = 5
_LONGEST_TAG = 2_000
_LONGEST = 5_000
_INNER = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<br\b", re.I)


def read_headlines(light: str, places: Places) -> list[Line]:
    """The first headlines of the page."""
    found = []
    for start in places.headlines[:_HEADLINES]:
        begin = light.find(">", start, start + _LONGEST_TAG) + 1
        end = light.find("</", begin, begin + _LONGEST)
        while end >= 0 and light[end + 2 : end + 4].lower() != "h1":
            end = light.find("</", end + 2, begin + _LONGEST)
        text = light[begin:end] if begin and end >= 0 else ""
        if "<" in text:
            text = _INNER.sub("", _BREAK.sub(" <br", text))
        text = " ".join((unescape(text) if "&" in text else text).split())
        if text:
            found.append(Line(text, "h1", 0, Marks("headline"), squeeze(text)))
    return found


_OTHERS = frozenset({"furniture", "comment", "related", "caption", "embed"})
_TIME = re.compile(r"""<time\s[^<>]{0,500}?datetime\s?=\s?["']?([^"'<>]{4,60})""", re.I)
# Times looked at behind the headline, and the letters before each that may say it is another's.
_TIMES = 3
_BEFORE = 300
_CLASS = re.compile(
    r"""<(aside|footer|nav|figure)\b|\s(?:class|id)\s?=\s?["']([^"'<>]{1,200})""", re.I
)


def read_times(light: str, places: Places) -> list[str]:
    """The first `<time>` behind the headline that stands in no widget, teaser or picture."""
    start, looked_at = places.headlines[0] if places.headlines else 0, 0
    for at in places.times[bisect_left(places.times, start) :]:
        found = _TIME.match(light, at)
        if found is None:
            continue
        before = light[max(start, at - _BEFORE) : found.end()]
        if not any(tag or of_class(told) in _OTHERS for tag, told in _CLASS.findall(before)):
            return [found[1]]
        looked_at += 1
        if looked_at == _TIMES:
            break
    return []
