"""The body of an HTML page: its paragraphs, by trafilatura and a second opinion of our own.

1. trafilatura, fast and precise, and what its paragraphs' siblings add; 2. where that finds less
than a third of what the page's plain paragraphs or its JSON-LD hold, or mostly links, resiliparse is
asked, and the reading that agrees best with the plain paragraphs counts; 3. where that is too little
as well, the longest reading, trafilatura with all its fallbacks among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from crosswire.text.html_overlay import fill_gaps, in_page_order
from crosswire.text.html_second import paragraphs
from crosswire.text.html_tree import Line, bounded, squeeze

# Calibrated on 218 pages in 2026: where trafilatura was right it found at least half of what our
# plain paragraphs hold; where it failed it found under a fifth. Moved up, pages with much other
# text (live blogs, comments) fall to the coarser readers; moved down, lost bodies stay lost.
_TOO_LITTLE = 0.33
# Share of linked lines from which a reading is teasers. Right ones had at most a tenth.
_MOSTLY = 0.5
# A paragraph of a plain reader: shorter lines are captions, teasers and menus.
_PARAGRAPH = 80
# What trafilatura drops itself, after it has copied the tree: dropped before, it takes a fifth less time.
_NO_BODY = (
    "head", "nav", "footer", "aside", "button", "iframe", "input", "label", "fieldset", "dialog",
    "object", "picture", "video", "audio",
)  # fmt: skip
_ELEMENTS = frozenset({"p", "head", "item", "cell", "quote", "code"})


def read_body(tree: html.HtmlElement, lines: Sequence[Line], told: str, markup: str) -> list[str]:
    """The paragraphs of the article, subheadings included; `told` is JSON-LD's articleBody.

    The tree loses what holds no body.
    """
    etree.strip_elements(tree, *_NO_BODY, with_tail=False)
    own = plain_paragraphs(lines)
    wanted = max(_size(own), min(len(told), 2 * _size(own)))
    found = _trafilatura(tree, fast=True)
    if found:
        found = in_page_order(lines, fill_gaps(lines, found))
    if found and _size(found) >= _TOO_LITTLE * wanted and not _links(found, lines):
        return found
    rivals = [found, paragraphs(bounded(markup)), own]
    again = max(rivals, key=lambda body: _agreement(body, own))
    if _size(again) < _TOO_LITTLE * wanted or not again:
        rivals.append(_trafilatura(tree, fast=False))
        again = max(rivals, key=_size)
    return again


def _links(body: Sequence[str], lines: Sequence[Line]) -> bool:
    """Is what was found mostly links: teasers of other articles?"""
    keys = {squeeze(text) for text in body}
    linked = sum(len(line.text) for line in lines if line.link_share > 0.8 and line.key in keys)
    return linked > _MOSTLY * _size(body)


def _agreement(body: Sequence[str], own: Sequence[str]) -> float:
    """How much of the plain paragraphs a reading holds, less what it holds besides: an F1 of letters."""
    keys = squeeze("".join(body))
    shared = sum(len(text) for text in own if squeeze(text) in keys)
    return 2 * shared / max(1, _size(body) + _size(own))


def plain_paragraphs(lines: Sequence[Line]) -> list[str]:
    """What a simple reader takes for the body: long lines with few links outside furniture."""
    return [
        line.text
        for line in lines
        if len(line.text) >= _PARAGRAPH
        and line.link_share < 0.4
        and not line.marks.furniture
        and line.marks.label in {"", "standfirst"}
        and line.tag in {"p", "div", "section", "article", "blockquote", "td", "main", "body"}
    ]


def _size(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)


def _trafilatura(tree: html.HtmlElement, *, fast: bool) -> list[str]:
    try:
        found = bare_extraction(tree, fast=fast, favor_precision=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        return []  # a page that breaks trafilatura is read by the plain reader
    if not isinstance(found, Document) or found.body is None:
        return []
    return list(_paragraphs(found.body))


def _paragraphs(body: html.HtmlElement) -> Iterator[str]:
    """The texts of trafilatura's elements, inner ones apart from outer ones; a table row is one."""
    for node in body:
        if node.tag == "table":
            for row in node.iter("row"):
                yield from _one(" | ".join(filter(None, (_whole(cell) for cell in row))))
        elif any(child.tag in _ELEMENTS for child in node):
            yield from _one(node.text or "")
            yield from _paragraphs(node)
            yield from _one(node.tail or "")
        else:
            yield from _split(node)
            yield from _one(node.tail or "")


def _split(node: html.HtmlElement) -> Iterator[str]:
    """The text of one element, parted where it holds line breaks."""
    parts: list[str] = [node.text or ""]
    for child in node:
        if child.tag == "lb":
            parts.append(child.tail or "")
        else:
            parts[-1] += _whole(child) + (child.tail or "")
    for part in parts:
        yield from _one(part)


def _whole(node: html.HtmlElement) -> str:
    return " ".join("".join(node.itertext()).split())


def _one(text: str) -> Iterator[str]:
    text = " ".join(text.split())
    if text:
        yield text
