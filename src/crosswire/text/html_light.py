"""A page's markup read as text: what holds no text of the article cut out, and what the head tells.

For the fast way alone. A parsed tree tells all this better, and costs as much as everything else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import islice

from crosswire.text.decode import Decoded, decode
from crosswire.text.html_marks import Marks, of_class
from crosswire.text.html_tree import Line, squeeze
from crosswire.text.metadata_tags import TOLD, Tags

# What is cut before parsing: most of a page's markup, none of its text.
_CUT = ("script", "style", "svg", "noscript", "nav", "footer")
_NAMES = "|".join((*_CUT, *map(str.upper, _CUT)))  # asking for any mixture takes twice as long
# The first letter is asked for first: most tags of a page are of other names.
_OPEN = re.compile(rf"<(?=[!sSnNfF])(?:(!--)|({_NAMES})(?=[\s>])([^>]{{0,2000}})>)")
# Menus and footers hold no article. Where one seems to, its end tag is that of another.
_MENUS = frozenset({"nav", "footer"})
_ARTICLE = re.compile(r"<(?:h1|article|main|nav|footer)[\s>]", re.I)
# Parts the page from its data while both are decoded; `lighten` leaves no comment in.
_SEAM = "\n<!--data-->\n"
# Characters looked at where a page has no head of its own.
_HEAD = 50_000
_HEADLINES = 5
# Places looked at that say "canonical", and the most letters of such a link.
_LINKS = 5
_LONGEST = 5_000


def decode_light(body: bytes, charset: str | None) -> tuple[Decoded, list[str]]:
    """The text of a page without what `lighten` cuts, and the texts of its JSON-LD scripts.

    Cutting comes first, so that less is decoded: all charsets of pages but UTF-16 and UTF-32 write
    tags as ASCII does. Control characters stay in.
    """
    markup = body.decode("latin-1")
    light, data = lighten(markup)
    light = light if light.strip() else markup  # a page of scripts is not empty
    decoded = decode(_SEAM.join((light, *data)).encode("latin-1"), charset, controls=True)
    if decoded.charset.startswith(("utf-16", "utf-32")):
        light, data = lighten(decoded.text)
    else:
        light, *data = decoded.text.split(_SEAM)
    return replace(decoded, text=light), data


def lighten(markup: str, *, menus: bool = True) -> tuple[str, list[str]]:
    """The markup without scripts, styles, drawings, comments and, if asked, menus; the texts of its
    JSON-LD."""
    kept: list[str] = []
    data: list[str] = []
    last, ends = 0, dict[str, int]()
    while (found := _OPEN.search(markup, last)) is not None:
        kept.append(markup[last : found.start()])
        name, start = found[1] or found[2], found.end()
        end = _end(markup, name, start, ends)
        last = (markup.find(">", end) + 1) or len(markup)
        if end < 0:  # what follows may be the article
            last = start
        elif name.lower() in _MENUS and (not menus or _ARTICLE.search(markup, start, end)):
            kept.append(found[0])
            last = start
        elif name.lower() == "script" and "ld+json" in found[3]:
            data.append(markup[start:end])
    return "".join((*kept, markup[last:])), data


def _end(markup: str, name: str, at: int, known: dict[str, int]) -> int:
    """Where the end tag begins, -1 where there is none; `known` keeps it, for none is looked for twice."""
    end = known.get(name)
    if end is None or 0 <= end < at:
        mark = "-->" if name == "!--" else f"</{name}"
        end = markup.find(mark, at)
        if end < 0 and name != "!--":
            other = re.compile(mark, re.I).search(markup, at)
            end = other.start() if other else -1
        known[name] = end
    return end


_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,2000})", re.I)
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\slang\s?=\s?["']?([\w-]{2,20})""", re.I)
_META = re.compile(r"<[mM][eE][tT][aA]\s([^<>]{5,5000})>")
_NAME = re.compile(r"""\s*(?:property|name)\s?=\s?["']?\s?([^\s"'<>]{2,60})""", re.I)
_PAIR = re.compile(r"""([a-z][\w:-]{0,40})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def read_head(light: str) -> Tags:
    """The tags of the page's head that this package asks for."""
    end = light.find("</head")
    head = light[: end if end >= 0 else _HEAD]
    title, language = _TITLE.search(head), _LANGUAGE.search(head)
    tags = Tags(
        title=" ".join(unescape(title[1]).split()) if title else "",
        language=language[1] if language else "",
    )
    for told in _META.findall(head):
        first = _NAME.match(told)
        if first is None or first[1].lower() in TOLD:
            _keep_meta(tags, told)
    _keep_canonical(tags, head)
    return tags


def _keep_meta(tags: Tags, told: str) -> None:
    pairs = pairs_of(told)
    name = (pairs.get("property") or pairs.get("name") or "").strip()
    if not name and pairs.get("http-equiv", "").strip().lower() == "content-language":
        name = "content-language"  # dates of a server are those of fetching
    value = unescape(pairs.get("content", "")).strip()
    if value and name.lower() in TOLD:
        tags.meta.setdefault(name.lower(), []).append(value)


def _keep_canonical(tags: Tags, head: str) -> None:
    """The canonical link; the others are icons, styles and hints, a hundred on some pages."""
    at = -1
    for _ in range(_LINKS):
        at = head.find("canonical", at + 1)
        start, end = head.rfind("<", 0, max(0, at)), head.find(">", max(0, at))
        if at < 0 or end < 0:
            return
        pairs = pairs_of(head[start:end][:_LONGEST])
        if pairs.get("rel", "").lower() == "canonical" and pairs.get("href"):
            tags.links.setdefault("canonical", []).append(unescape(pairs["href"]))


def pairs_of(told: str) -> dict[str, str]:
    """The attributes in the text of a tag, names in lower case."""
    return {name.lower(): a or b or c for name, a, b, c in _PAIR.findall(told)}


_H1 = re.compile(r"<h1(?:\s[^<>]{0,2000})?>", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<br\b", re.I)


def read_headlines(light: str) -> list[Line]:
    """The first headlines of the page."""
    found = []
    for start in islice(_H1.finditer(light), _HEADLINES):
        end = light.find("</h1", start.end(), start.end() + 5_000)
        inner = _BREAK.sub(" <br", light[start.end() : end]) if end >= 0 else ""
        text = " ".join(unescape(_TAG.sub("", inner)).split())
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


def read_times(light: str) -> list[str]:
    """The first `<time>` behind the headline that stands in no widget, teaser or picture."""
    head = _H1.search(light)
    start = head.end() if head else 0
    for found in islice(_TIME.finditer(light, start), _TIMES):
        before = light[max(start, found.start() - _BEFORE) : found.end()]
        if not any(tag or of_class(told) in _OTHERS for tag, told in _CLASS.findall(before)):
            return [found[1]]
    return []
