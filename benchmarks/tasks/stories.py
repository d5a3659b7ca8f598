"""The task `stories`: which articles report the same event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.page import Article, Told
from crosswire.records.shape import Room, of_type
from crosswire.records.story import Story
from crosswire.stages import stories


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A story id for each line, all lines being one pile."""
    rows = list(lines)
    step = stories.STAGE.steps[-1]
    told = sorted((article(row) for row in rows), key=lambda article: article.id)
    settled = of_type(list(step.run("all", told, Room(stories.STAGE.options))), Story)
    story_of = {member: story.id for story in settled for member in story.articles}
    for row in rows:
        yield {"id": row["id"], "story": story_of.get(str(row["id"]))}


def article(row: dict[str, Any]) -> Article:
    """A line as an article; its id stays the line's."""
    published = row.get("published")
    return Article(
        id=str(row["id"]),
        page=str(row["id"]),
        source=str(row["id"]),
        text=row["text"],
        body_end=len(row["text"]),
        blocks=(),
        headline=row.get("title") or None,
        outlet=row.get("outlet") or None,
        published=Told(value=published, how="given") if published else None,
    )
