"""What tags, classes and roles of a page say about the text inside them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lxml import html

from crosswire import facts
from crosswire.errors import DataError

NAMES = (
    "headline",
    "standfirst",
    "byline",
    "date",
    "caption",
    "related",
    "embed",
    "correction",
    "comment",
    "furniture",
)


class Marks(NamedTuple):
    """The innermost label that an ancestor gives, and whether one says furniture or article."""

    label: str = ""
    furniture: bool = False
    article: bool = False


_TAGS = {
    "figcaption": "caption",
    "nav": "furniture",
    "footer": "furniture",
    "form": "furniture",
    "button": "furniture",
    "aside": "related",
    "time": "date",
    "address": "byline",
    "dialog": "furniture",
}
# Tags that say something without any attribute.
SPEAKING = frozenset({*_TAGS, "h1", "main", "article"})
_PROPS = {
    "headline": "headline",
    "author": "byline",
    "datePublished": "date",
    "dateModified": "date",
    "description": "standfirst",
    "caption": "caption",
}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: Any = facts.load("pages").get("classes")
    if not isinstance(table, dict) or set(table) != set(NAMES):
        raise DataError(f"pages.toml: [classes] must hold exactly {', '.join(NAMES)}.")
    rows = []
    for name in NAMES:
        words = table[name]
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise DataError(f"pages.toml: classes.{name} must be a list of strings.")
        parts = "|".join(re.escape(word) for word in words)
        rows.append((name, re.compile(f"(?:^|[^a-z])(?:{parts})")))
    return tuple(rows)


@cache
def _any_pattern() -> re.Pattern[str]:
    """All of them in one, for most class names say nothing; the beginning is tried once for all."""
    start = "(?:^|[^a-z])"
    parts = "|".join(pattern.pattern.removeprefix(start) for _, pattern in _patterns())
    return re.compile(f"{start}(?:{parts})")


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


# "sidebar-grid__content article__content" is the article, whatever else it is.
_BODY = re.compile(
    r"(?:article|story|entry|post)[-_]{0,2}(?:content|body|text)(?![a-z])[-_ ]*(?:$|\s)"
)


@lru_cache(maxsize=16_384)
def of_class(told: str) -> str:
    """The label that class names and ids give: "article__Byline-x3" is a byline."""
    ranks = [_rank(word) for word in told[:300].split()]
    best = min((rank for rank in ranks if rank is not None), default=len(NAMES))
    return NAMES[best] if 0 <= best < len(NAMES) else ""


@lru_cache(maxsize=65_536)
def _rank(word: str) -> int | None:
    """The place in NAMES of what one class name says, -1 for the article itself, None for nothing."""
    words = _CAMEL.sub("-", word).lower()
    if _any_pattern().search(words) is None:
        return None
    if _BODY.search(words):
        return -1
    return next(rank for rank, (_, pattern) in enumerate(_patterns()) if pattern.search(words))


# A class name on the page's frame ("has-ads") says nothing about the article inside. Elements with
# this many paragraphs are frames; share bars, bylines and captions have at most three.
_FRAME = 5
_LONG = 200


def _holds_much(node: html.HtmlElement, label: str) -> bool:
    """Does this element hold the article, so that its class cannot be about a part of it?"""
    if next(node.iter("h1"), None) is not None:
        return True
    if label == "comment":
        return False
    if label == "related":
        # Teasers have paragraphs too, but short ones.
        long = (1 for one in node.iter("p") if len(one.text_content()) > _LONG)
        return sum(1 for _ in zip(long, range(_FRAME), strict=False)) == _FRAME
    return sum(1 for _ in zip(node.iter("p"), range(_FRAME), strict=False)) == _FRAME


# Dates and bylines inside these are those of other articles and of pictures.
_OTHERS = frozenset({"related", "caption", "embed"})
_SIGNED = frozenset({"date", "byline"})
_WHOLE = frozenset({"body", "html", "main", "article"})


def marks_of(node: html.HtmlElement, outer: Marks, told: list[str]) -> Marks:
    """What this element, with attributes of the names `told`, adds to what its ancestors said. The
    innermost label wins, furniture stays furniture."""
    tag = node.tag
    label = _PROPS.get(node.get("itemprop", ""), "") if "itemprop" in told else ""
    label = label or _TAGS.get(tag, "")
    if not label and tag not in _WHOLE and ("class" in told or "id" in told):
        label = of_class(f"{node.get('class', '')} {node.get('id', '')}")
        if label and not outer.furniture and label != "headline" and _holds_much(node, label):
            label = ""
    if not label and tag == "h1":
        label = "headline"
    if not label and tag not in {"main", "article"}:
        return outer
    if label in _SIGNED and outer.label in _OTHERS:
        return outer
    furniture = outer.furniture or label in {"furniture", "comment"}
    article = outer.article or tag in {"main", "article"}
    if label in {"furniture", "comment"}:
        return Marks("furniture", True, article)
    return Marks(label or outer.label, furniture, article)
