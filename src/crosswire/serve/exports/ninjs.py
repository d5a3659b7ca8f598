"""ninjs 2.1, IPTC's news in JSON: one composite item for each story, its articles associated.

The standard has moments, no days: an article whose hour is not known says its day in `ednote`.
"""

from __future__ import annotations

from typing import Any

from crosswire.records.brief import ArticleTold, Brief, StoryTold
from crosswire.serve.exports.common import (
    CAUTION,
    address_of,
    dumped,
    each_once,
    exact,
    on_one_line,
    origin_in_words,
    published_words,
    rfc3339,
    unless_empty,
    urn,
    words,
)
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.telling import told_in_html, told_in_text
from crosswire.serve.view import StoryView

_STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}


def export(brief: Brief) -> Files:
    """A file for each story, named by its id."""
    return {f"{story.id}.json": dumped(_story(StoryView.of(story))) for story in brief.stories}


def _story(view: StoryView) -> dict[str, Any]:
    story = view.story
    html, text = told_in_html(view), told_in_text(view)
    return unless_empty(
        {
            "uri": urn("story", story.id),
            "type": "composite",
            "representationtype": "full",
            "profile": "crosswire-story",
            "title": view.headline,
            "headlines": [{"role": "main", "contenttype": "text/plain", "value": view.headline}],
            "descriptions": [
                {"role": "counts", "contenttype": "text/plain", "value": view.counted},
                {"role": "caution", "contenttype": "text/plain", "value": CAUTION},
            ],
            "bodies": [
                {"role": "brief", "contenttype": "text/html", "value": html},
                {"role": "brief", "contenttype": "text/plain", "value": text},
            ],
            **_bearers(story),
            "infosources": _origins(story),
            "ednote": " ".join(on_one_line(issue.message, 300) for issue in story.issues),
            "associations": [_article(view, article) for article in view.articles.values()],
            "standard": _STANDARD,
        }
    )


def _bearers(story: StoryTold) -> dict[str, Any]:
    """People, organisations and places of the story by their names."""
    held: dict[str, list[dict[str, str]]] = {"people": [], "organisations": [], "places": []}
    shelf = {"person": "people", "organization": "organisations", "place": "places"}
    for bearer in story.entities:
        if bearer.type in shelf:
            entry = {"name": on_one_line(bearer.name), "uri": urn("entity", bearer.id)}
            held[shelf[bearer.type]].append({**entry, "rel": "mentioned"})
    return held


def _origins(story: StoryTold) -> list[dict[str, str]]:
    names = [origin_in_words(origin) for claim in story.claims for origin in claim.origins]
    return [{"name": name, "role": urn("vocabulary", "origin")} for name in each_once(names)]


def _article(view: StoryView, article: ArticleTold) -> dict[str, Any]:
    address, published = address_of(article), exact(article.published)
    modified = exact(article.modified)
    headline = on_one_line(article.headline)
    return unless_empty(
        {
            "name": f"{view.tag(article.id)} {view.outlet(article.id)}",
            "uri": urn("article", article.id),
            "type": "text",
            "representationtype": "partial",
            "firstcreated": rfc3339(published) if published else None,
            "versioncreated": rfc3339(modified) if modified else None,
            "language": on_one_line(article.language, 20),
            "headlines": [{"value": headline}] if headline else [],
            "by": on_one_line(", ".join(article.authors)),
            "located": on_one_line(article.dateline_place),
            "infosources": [
                {"name": name, "role": urn("vocabulary", role)}
                for role, name in _behind(article)
                if name
            ],
            "ednote": _note(view, article),
            "altids": [{"role": "source", "value": words(article.source)}],
            "renditions": [{"name": "page", "href": address}] if address else [],
        }
    )


def _behind(article: ArticleTold) -> list[tuple[str, str]]:
    return [("outlet", on_one_line(article.outlet)), ("agency", on_one_line(article.agency))]


def _note(view: StoryView, article: ArticleTold) -> str:
    """What the fields have no room for: a day without hour, where the text comes from."""
    day = "" if exact(article.published) else f"published: {published_words(article)}, hour unknown"
    kin = view.kin(article.id)
    return "; ".join(part for part in (day, kin) if part)
