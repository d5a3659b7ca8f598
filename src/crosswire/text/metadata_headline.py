"""The headline: what the page's own witnesses agree on, without the outlet's name behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from crosswire.text.html_tree import Line
from crosswire.text.outlets import Outlet, find_outlet

_PART = re.compile(r"\s+[|•·»:–—-]{1,2}\s+|\s*\|\s*")
_KICKER = re.compile(r":\s+|\s+[–—-]\s+|\s+[|/]\s+")
_WORD = re.compile(r"\w+")
LONGEST = 400  # characters of a headline; the longest of 500 pages has 230


def pick_headline(
    lines: Sequence[Line], titles: Mapping[str, str], outlet: str | None, known: Outlet | None
) -> str | None:
    """The headline, out of the h1 and what the metadata tell (`titles` by place):

    1. the h1 without a kicker printed in it; 2. what JSON-LD and Open Graph agree on; 3. the h1
    where another place tells the same; 4. what most places tell. Titles lose the outlet's name
    behind a bar or dash.
    """
    # Most places tell the same words.
    cut = {text: cut_outlet(text, outlet, known) for text in set(titles.values()) if text}
    told = {place: cut[text] for place, text in titles.items() if text}
    heads = [line.text for line in lines if line.tag == "h1" and len(line.text) < LONGEST]
    head = _nearest(heads, list(told.values()))
    bare = _without_kicker(head, list(told.values()))
    if bare != head:
        return bare
    witnesses = [text for text in (head, *told.values()) if text]
    told = {place: _cut_to(text, witnesses) for place, text in told.items()}
    graph = told.get("og:title", "")
    if graph and _plain(graph) == _plain(told.get("json-ld", "")):
        return head if _plain(head) == _plain(graph) else graph
    witnesses = [text for text in (head, *told.values()) if text]
    plain = [_plain(text) for text in witnesses]
    if not witnesses or (head and plain.count(plain[0]) > 1):
        return witnesses[0] if witnesses else None
    return witnesses[plain.index(max(plain, key=plain.count))]


@lru_cache(maxsize=256)  # each witness is compared with all others
def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _nearest(heads: Sequence[str], told: Sequence[str]) -> str:
    """The h1 that is most like what the metadata say; without metadata the first."""
    if not heads or not told:
        return heads[0] if heads else ""
    scored = [
        (max(fuzz.token_set_ratio(head, one) for one in told), -at) for at, head in enumerate(heads)
    ]
    score, at = max(scored)
    # Site names and section names in h1 share hardly a word with the page's title: 91 pages,
    # 2026; true headlines scored 46 or more.
    return heads[-at] if score >= 45 else ""


def _without_kicker(head: str, told: Sequence[str]) -> str:
    """The h1 without the kicker printed in it, where another witness tells what is left alone or
    behind another kicker."""
    for found in _KICKER.finditer(head[:120]):
        rest = head[found.end() :]
        if len(rest) < 15 or rest[0].islower():
            continue
        if any(_plain(rest) == _plain(left) for one in told if one != head for left in _left(one)):
            return rest
    return head


def _left(text: str) -> list[str]:
    """A title, and what is left of it behind its first kicker."""
    found = _KICKER.search(text[:120])
    return [text, text[found.end() :]] if found else [text]


def _cut_to(text: str, others: Sequence[str]) -> str:
    """Without what follows a bar or dash, where another witness ends there too."""
    for found in _PART.finditer(text[:LONGEST]):
        head = text[: found.start()]
        if any(_plain(head) == _plain(other) for other in others):
            return head
    return text


def cut_outlet(text: str, outlet: str | None, known: Outlet | None = None) -> str:
    """A page title without the outlet's name at its end: "Fire in Port Town - The Herald"."""
    for _ in range(3):
        found = list(_PART.finditer(text))
        if not found:
            break
        tail = text[found[-1].end() :]
        if not is_outlet(tail, outlet, known):
            break
        text = text[: found[-1].start()].rstrip()
    return text


def is_outlet(text: str, outlet: str | None, known: Outlet | None = None) -> bool:
    """Does this say the name of an outlet: the page's own, or one we know?"""
    plain = _plain(text)
    if not plain or len(plain) > 60:
        return False
    if find_outlet(text) is not None:
        return True
    names = [outlet or ""]
    if known is not None:
        names += [known.name, *known.abbreviations, *known.domains]
    return any(name and fuzz.ratio(plain, _plain(name)) >= 85 for name in names)
