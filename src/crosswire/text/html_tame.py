"""Markup made harmless before it is parsed: no more attributes, elements or scraps than pages have.

Parsers compare each attribute of a tag with those before it, so their time grows with the square of the
number: a million in one tag are not done after three minutes. What looks like it is written anew, tag by tag,
so that whatever a parser makes of odd quotes it meets no crowded tag. They also join a text from its scraps once
for each scrap, so a line of thousands of inline elements loses their tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from crosswire.text.html_light import lighten, pairs_of
from crosswire.text.html_tree import BLOCKS
from crosswire.text.layout import MAX_ELEMENTS, Doubt

# Attributes that a rewritten tag keeps, and letters of it that are looked at. The fullest tag of 218 news
# pages had under 100.
_KEPT = 100
_LOOKED_AT = 20_000
# A tag cannot hold more attributes than it has blanks, slashes and quotes. Under this number ten
# megabytes of such tags parse in four seconds; moved down, ordinary pages are written anew.
_CROWD = 500
# Letters under which a page cannot hold enough attributes to matter: 30,000 of them take under two
# seconds. Moved down, more pages are looked at.
_SMALL = 120_000
# Ends of tags inside quotes, behind which more attributes may follow.
_HIDDEN = 50
_QUOTED_END = re.compile(r"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")
# Tags of the whole page; the attributes of all that follow the first are added to it.
_FRAMES = 20
_FRAME = re.compile(r"<(?=[hHbB])(?:html|body)[\s/]", re.I)
# What would begin a comment or a script inside a script, and comments around the whole of it.
_MARK = re.compile(r"<(?=[!a-zA-Z])")
_WRAPPER = re.compile(r"^\s*<!(?:--|\[CDATA\[)")
_START = re.compile(r"<[a-zA-Z]")
_TAG_START = re.compile(r"</?[a-zA-Z][^ \t\n\r\f/>]*+")
_PARTING = re.compile(r"""[\s/"']""")
# Attributes as every parser reads them, few enough: whatever is odd in the eyes of one (a quote in a name) is
# not among them. A value may go on behind the end of the tag.
_FEW_PLAIN = re.compile(
    rf"""(?>[ \t\n\r\f/]*+[^\s/>="'<\0]++(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"']++))?+)"""
    rf"{{0,{_CROWD}}}+[ \t\n\r\f/]*+\Z"
)
_TOKEN = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:-]{0,40}+)((?>[^>=]++|=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>]*+))*+)(?:>|\Z)"""
)


def tame(light: str) -> str:
    """The markup itself where no tag can be crowded; else rewritten. Scripts are cut before: their text
    may look like tags."""
    return rewrite(light) if len(light) >= _SMALL and _crowded(light) else light


def with_data(light: str, data: Sequence[str]) -> str:
    """Markup with the texts of its JSON-LD scripts, which were cut, in its head."""
    told = "".join(f'<script type="application/ld+json">{_safe(text)}</script>' for text in data)
    at = max(0, light.find("</head"))  # behind the body some parsers pass scripts over
    return light[:at] + told + light[at:]


def fit(light: str) -> tuple[str, Doubt | None]:
    """The markup with MAX_ELEMENTS elements at most, and a word where something was cut.

    Menus go first; only what is too long without them ends early. A live blog of two days, newest entry
    first, so keeps its newest.
    """
    return (light, None) if _ends(light) < 0 else cut(lighten(light)[0])


def cut(light: str) -> tuple[str, Doubt | None]:
    """As `fit`, for markup that holds no menus any more."""
    end = _ends(light)
    return (light, None) if end < 0 else (light[:end], CUT_SHORT)


CUT_SHORT = Doubt(
    "cut-short",
    "doubt",
    f"the page has more than {MAX_ELEMENTS:,} elements; what follows them was not read",
    "give the article's text instead",
)


def _ends(markup: str) -> int:
    """Where the first element beyond the bound begins, -1 where there is none."""
    if markup.count("<") <= MAX_ELEMENTS:
        return -1
    found = next(islice(_START.finditer(markup), MAX_ELEMENTS, None), None)
    return found.start() if found is not None else -1


# Tags that stay in markup without scraps: blocks, line breaks, and what tells of the page.
_STAYING = BLOCKS | {"html", "head", "title", "meta", "link", "br"}
_ANY_TAG = re.compile(r"</?+([a-zA-Z][a-zA-Z0-9:-]{0,40}+)[^<>]*+>")


def without_scraps(markup: str) -> str:
    """The markup without inline tags, scripts and comments: each line is one text."""
    light, data = lighten(markup, menus=False)
    light = _ANY_TAG.sub(lambda tag: tag[0] if tag[1].lower() in _STAYING else "", light)
    return with_data(light, data)


def _safe(data: str) -> str:
    return _MARK.sub(r"\\u003c", _WRAPPER.sub("", data[:100]) + data[100:])


def _crowded(markup: str) -> bool:
    hidden = sum(1 for _ in islice(_QUOTED_END.finditer(markup), _HIDDEN + 1))
    if hidden > _HIDDEN or _many_frames(markup):
        return True
    long = [part for part in markup.split(">") if len(part) > 2 * _CROWD]
    return any(_crowds(part, at) for part in long for at in _starts(part, inside=hidden > 0))


def _many_frames(markup: str) -> bool:
    return next(islice(_FRAME.finditer(markup), _FRAMES, None), None) is not None


def _starts(part: str, *, inside: bool) -> list[int]:
    """Where attributes may begin: behind the name of the tag, and if the end before this part may have
    stood `inside` quotes, behind those."""
    tag = _TAG_START.search(part)
    found = [tag.end()] if tag is not None else []
    return found + [at + 1 for at in (part.find('"'), part.find("'")) if inside and at >= 0]


def _crowds(part: str, at: int) -> bool:
    """Could many attributes stand here? Counted coarsely, then as they are read."""
    return len(_PARTING.findall(part, at)) > _CROWD and _FEW_PLAIN.match(part, at) is None


def rewrite(markup: str) -> str:
    """The markup with every tag written anew: the first attributes, all in double quotes;
    the page's frame once."""
    kept, last, frames = [], 0, set[str]()
    for found in _TOKEN.finditer(markup):
        kept.append(markup[last : found.start()].replace("<", "&lt;"))
        last = found.end()
        if (name := found[1].lower()) in {"html", "body"}:
            if name in frames:
                continue
            frames.add(name)
        pairs = islice(pairs_of(found[2][:_LOOKED_AT]).items(), _KEPT)
        told = "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in pairs)
        kept.append(f"<{found[1]}{'' if found[1].startswith('/') else told}>")
    return "".join((*kept, markup[last:].replace("<", "&lt;")))
