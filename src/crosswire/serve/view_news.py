"""What is new since a moment, in a reader's words: read from the told story alone."""

from __future__ import annotations

from dataclasses import dataclass

from crosswire.records.brief import NewsKind, NewsTold
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import tidy
from crosswire.serve.view_words import line, tell_time

NEWS_WORD: dict[NewsKind, str] = {
    "new story": "new story",
    "new claim": "new",
    "further origin": "further origin",
    "number changed": "number changed",
    "reports differ": "reports differ",
    "denied": "denied",
    "withdrawn": "withdrawn",
    "came about": "came about",
    "postponed": "postponed",
    "moved": "moved",
    "cancelled": "cancelled",
    "failed": "failed to come",
    "overdue": "overdue",
}
_SIDES = frozenset({"number changed", "reports differ", "further origin"})
_EXPECTED = frozenset({"came about", "postponed", "moved", "cancelled", "failed"})


@dataclass(frozen=True)
class NewsShown:
    """One thing that is new: its kind in words, the sentence, what it changes, and why it is told."""

    entry: NewsTold
    word: str
    text: str
    detail: str
    tag: str


def news_title(since: str) -> str:
    """The heading of what is new: "New since 9 Apr 2025"."""
    return f"New since {tell_time(since)}"


def shown_news(view: StoryView) -> list[NewsShown]:
    """The news of a story, in its order."""
    return [
        NewsShown(
            entry=entry,
            word=NEWS_WORD[entry.kind],
            text=line(entry.text, 400) or "(no wording)",
            detail=_detail(entry),
            tag=view.tag(entry.article),
        )
        for entry in view.story.news
    ]


def _detail(entry: NewsTold) -> str:
    """What stood before, where it tells more than the sentence; else the reason."""
    before, after = tidy(entry.before or "", 150), tidy(entry.after or "", 150)
    if entry.kind == "further origin":
        return f"{line(entry.reason, 200)} ({before} → {after})"
    if entry.kind in _SIDES and before and after:
        return f"{before} → {after}"
    if entry.kind == "denied" and before:
        return f"what was said: {before}"
    if entry.kind in _EXPECTED and before:
        return f"what was expected: {before}"
    return line(entry.reason, 200)
