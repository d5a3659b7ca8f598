"""JSON-LD of a page: all its nodes, whatever shape they are in, and the one that is the article."""

from __future__ import annotations

import html as entities
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from lxml import html

from crosswire.text.decode import without_controls

Node = dict[str, Any]

ARTICLE = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "askpublicnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "scholarlyarticle",
        "techarticle",
        "report",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "posting",
        "review",
        "creativework",
    ]
)
PAGES = frozenset(["webpage", "itempage", "videoobject", "podcastepisode", "medicalwebpage"])
# A page holds a few dozen nodes; a hostile one may hold millions. More are not looked at.
_MOST_NODES = 2_000
_MOST_LETTERS = 3_000_000
_MOST_SCRIPTS = 200
_TRAILING = re.compile(r",(\s{0,50}[}\]])")
_JUNK = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)")


def nodes_of(tree: html.HtmlElement) -> list[Node]:
    """All objects of all JSON-LD scripts, outer ones first; what cannot be parsed is left out."""
    return nodes_in(
        script.text or ""
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    )


def nodes_in(scripts: Iterable[str]) -> list[Node]:
    """All objects in the texts of such scripts."""
    found: list[Node] = []
    left = _MOST_LETTERS
    for text in islice(scripts, _MOST_SCRIPTS):
        left -= len(text)
        if left < 0:
            break
        for value in parse_loosely(text):
            found.extend(_walk(value))
            if len(found) > _MOST_NODES:
                return found[:_MOST_NODES]
    return found


def parse_loosely(text: str) -> list[Any]:
    """The JSON values in a text, malformed ones repaired where the repair is plain.

    Comments around it, control characters inside strings, trailing commas, HTML entities and
    several values in a row are tolerated. Nothing readable gives an empty list.
    """
    text = _JUNK.sub("", text).strip().rstrip(";")
    try:
        return [msgspec.json.decode(text)]  # half the time, where all is well
    except (ValueError, RecursionError):
        return _repaired(text)


def _repaired(text: str) -> list[Any]:
    return (
        _in_a_row(text)
        or _in_a_row(_TRAILING.sub(r"\1", text))
        or _in_a_row(_TRAILING.sub(r"\1", entities.unescape(text)))
    )


def _in_a_row(text: str) -> list[Any]:
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    while at < len(text) and len(values) < 50:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _walk(value: Any) -> Iterator[Node]:
    waiting, count = deque([value]), 0
    while waiting and count < _MOST_NODES:
        here = waiting.popleft()
        count += 1
        if isinstance(here, dict):
            yield here
            waiting.extend(part for part in here.values() if isinstance(part, dict | list))
        elif isinstance(here, list):
            waiting.extend(part for part in here if isinstance(part, dict | list))


def kinds(node: Node) -> set[str]:
    """The types of a node in lower case, without the vocabulary's address."""
    told = node.get("@type")
    names = told if isinstance(told, list) else [told]
    return {name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str)}


def article_of(nodes: list[Node], address: str | None) -> Node | None:
    """The node that tells of the article itself: the fullest of the article types.

    Teasers of other articles are nodes too; they lack a body, a date, or bear another address.
    """
    best, best_score = None, 0.0
    for place, node in enumerate(nodes):
        if not (node.get("datePublished") or node.get("headline")):
            continue
        told = kinds(node)
        if not told & ARTICLE and not told & PAGES:
            continue
        score = 2.0 if told & ARTICLE - {"creativework", "review"} else 0.5
        score += sum(bool(node.get(key)) for key in ("headline", "datePublished", "author"))
        score += 2 * bool(node.get("articleBody") or node.get("text"))
        # The entries of a live blog are postings inside it.
        score += 3 * ("liveblogposting" in told) + 2 * _same_address(node, address) - place * 1e-4
        if score > best_score:
            best, best_score = node, score
    return best


def _same_address(node: Node, address: str | None) -> bool:
    if not address:
        return False
    main = node.get("mainEntityOfPage")
    told = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    wanted = address.split("?")[0].split("#")[0].rstrip("/").split("://")[-1]
    return any(
        isinstance(one, str)
        and one.split("?")[0].split("#")[0].rstrip("/").split("://")[-1] == wanted
        for one in told
    )


def resolve(value: Any, nodes: list[Node]) -> list[Any]:
    """A value as a list, references by @id replaced by the node they mean."""
    values = value if isinstance(value, list) else [value]
    return [_meant(one, nodes) for one in values[:50] if one]


def _meant(value: Any, nodes: list[Node]) -> Any:
    if not isinstance(value, dict) or value.get("name") or not value.get("@id"):
        return value
    for node in nodes:
        if node.get("@id") == value["@id"] and node.get("name"):
            return node
    return value


def plain(value: Any) -> str:
    """A string value without markup and entities; "" for anything else."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    if isinstance(value, dict):
        parts = [value.get("givenName"), value.get("familyName")]
        spelt = " ".join(part for part in parts if isinstance(part, str))
        value = value.get("@value") or value.get("name") or spelt
    if not isinstance(value, str) or len(value) > 100_000:
        return ""
    text = entities.unescape(value) if "&" in value else value
    text = without_controls(entities.unescape(text) if "&" in text else text)
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]{0,500}>", "", text)).strip()
