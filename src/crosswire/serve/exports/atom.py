"""Atom (RFC 4287): one entry for each story, so that a feed reader shows what is new.

An entry is updated when its newest article was; a day without an hour is written as its midnight
UTC, because Atom has no days.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from crosswire import __version__
from crosswire.records.brief import Brief
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    each_once,
    name_of,
    on_one_line,
    rfc3339,
    stamp,
    stamp_of,
    title_of,
    urn,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.telling import told_in_html
from crosswire.serve.view import StoryView

_ATOM = "http://www.w3.org/2005/Atom"
_NAMES: Any = {None: _ATOM}


def export(brief: Brief) -> Files:
    """The feed; its stories in the order of the brief."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMES)
    _add(feed, "id", name_of(brief))
    _add(feed, "title", title_of(brief))
    _add(feed, "subtitle", CAUTION)
    _add(feed, "updated", rfc3339(stamp_of(brief)))
    _add(feed, "generator", "crosswire", version=__version__)
    _add(_add(feed, "author"), "name", "crosswire")
    for story in brief.stories:
        _entry(feed, StoryView.of(story))
    body: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return {"stories.xml": body}


def _entry(feed: Any, view: StoryView) -> None:
    entry, story = _add(feed, "entry"), view.story
    _add(entry, "id", urn("story", story.id))
    _add(entry, "title", view.headline)
    _add(entry, "updated", rfc3339(stamp(story)))
    _add(entry, "summary", view.counted)
    for name in each_once([on_one_line(name, 80) for name in (*story.places, *story.names)]):
        _add(entry, "category", term=name)
    _add(entry, "content", told_in_html(view), type="html")
    for article in story.articles:
        address = address_of(article)
        if address:
            title = on_one_line(article.headline, 200) or view.outlet(article.id)
            _add(entry, "link", rel="related", href=address, title=title)


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child
