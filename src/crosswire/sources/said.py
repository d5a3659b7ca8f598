"""What a page says to its readers, as a hash: two fetches of one article compare by it.

Menus, lists of other articles, counters and adverts change with every fetch. A page whose words are
the same outside of links and furniture is no new version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

PASSED_OVER = frozenset(
    [
        "a",
        "script",
        "style",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "time",
        "noscript",
        "template",
        "svg",
        "iframe",
        "head",
    ]
)
INVISIBLE = frozenset({"script", "style", "head", "noscript", "template"})
FEWEST_WORDS = 40  # below, the article may stand in what was passed over: all words count


def hash_of(body: bytes) -> str:
    """The key of these bytes in the archive: BLAKE2b of 16 bytes in hex."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def said(body: bytes, media_type: str, charset: str | None = None) -> str:
    """A hash of the visible words of a page."""
    words = body.split()
    if media_type == "text/html":
        root = _root(body, charset)
        if root is not None:
            words = _words(root, PASSED_OVER)
            if len(words) < FEWEST_WORDS:
                words = _words(root, INVISIBLE)
    return hash_of(b" ".join(words))


def visible_words(body: bytes, charset: str | None = None) -> list[bytes]:
    """All words of an HTML page but those of scripts, styles and its head."""
    root = _root(body, charset)
    return [] if root is None else _words(root, INVISIBLE)


def _root(body: bytes, charset: str | None) -> etree._Element | None:
    for encoding in (charset, None):
        try:
            parser = etree.HTMLParser(encoding=encoding, no_network=True, recover=True)
            return etree.fromstring(body, parser)
        except (LookupError, etree.XMLSyntaxError, ValueError):
            continue
    return None


def _words(root: etree._Element, passed_over: frozenset[str]) -> list[bytes]:
    text = "".join(_texts(root, passed_over))
    return [word.encode("utf-8", "replace") for word in text.split()]


def _texts(root: etree._Element, passed_over: frozenset[str]) -> Iterator[str]:
    """The text outside of these elements. Without recursion: pages may nest without end."""
    skipping: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" and skipping is None:
            if node.tag in passed_over:
                skipping = node
            else:
                yield node.text or ""
        elif event in {"end", "comment", "pi"}:
            if node is skipping:
                skipping = None
            if skipping is None:
                yield " " + (node.tail or "")
