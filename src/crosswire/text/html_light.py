"""A page's markup read as text: what holds no text of the article cut out, and what the head tells.

For the fast way alone. A parsed tree tells all this better, and costs as much as everything else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from crosswire.text.decode import Decoded, decode
from crosswire.text.metadata_tags import TOLD, Tags

# What is cut before parsing: most of a page's markup, none of its text.
_BARE = ("script", "style", "svg", "noscript")
# What holds no article, and where it seems to its end tag is that of another: what then shows it.
_PARTS = r"<(?:h1|article|main"
_MENUS = {
    **dict.fromkeys(
        ("nav", "footer", "aside", "form", "button"), re.compile(rf"{_PARTS})[\s>]", re.I)
    ),
    "header": re.compile(rf"{_PARTS}|h2|p|time)[\s>]", re.I),  # an article has a header too
}


def _opening(*names: str) -> re.Pattern[str]:
    """Where one of these or a comment begins: its name, its attributes."""
    both = "|".join((*names, *map(str.upper, names)))  # asking for any mixture takes twice as long
    # The first letter is asked for first: most tags of a page are of other names.
    first = "".join({name[0] + name[0].upper() for name in names})
    return re.compile(rf"<(?=[!{first}])(!--|(?:{both})(?=[\s>]))(?:(?<=--)|([^>]{{0,2000}})>)")


_OPEN, _OPEN_BARE = _opening(*_BARE, *_MENUS), _opening(*_BARE)
_ENDS = {"!--": "-->"} | {name: f"</{name}" for name in (*_BARE, *map(str.upper, _BARE))}
# Parts the page from its data while both are decoded; `lighten` leaves no comment in.
_SEAM = "\n<!--data-->\n"
# Characters looked at where a page has no head of its own.
_HEAD = 50_000
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
    search = (_OPEN if menus else _OPEN_BARE).search
    while (found := search(markup, last)) is not None:
        kept.append(markup[last : found.start()])
        name, start = found[1], found.end()
        bare = _ENDS.get(name)
        end = markup.find(bare, start) if bare and name not in ends else -1
        if end < 0:
            end = _end(markup, name, start, ends)
        if end < 0:  # what follows may be the article
            last = start
        elif not bare and _holds_article(markup, name, start, end):
            kept.append(found[0])
            last = start
        else:
            last = (markup.find(">", end) + 1) or len(markup)
            if found[2] and "ld+json" in found[2] and name.lower() == "script":
                data.append(markup[start:end])
    kept.append(markup[last:])
    return "".join(kept), data


def _holds_article(markup: str, name: str, start: int, end: int) -> bool:
    """Is what seems to end here not ended before, or another beside it?"""
    again = markup.find(f"<{name}", start, end) >= 0
    return again or _MENUS[name.lower()].search(markup, start, end) is not None


def _end(markup: str, name: str, at: int, known: dict[str, int]) -> int:
    """Where the end tag begins, -1 where there is none; `known` keeps it, for none is looked for twice."""
    end = known.get(name)
    if end is None or 0 <= end < at:
        mark = _ENDS.get(name) or f"</{name}"
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
