"""The sentences under the headline: how much stands behind a story."""

from __future__ import annotations

from crosswire.serve.view import StoryView
from crosswire.serve.view_words import count, line


def standfirst(view: StoryView) -> str:
    """Articles, outlets, texts and origins, and how many claims have more than one origin."""
    told = view.story.counts
    one = told.articles == 1
    first = (
        f"{count(told.articles, 'article')}{_outlets(view)} {'carries' if one else 'carry'} "
        f"{count(told.texts, 'text')} of {'its' if one else 'their'} own; behind all "
        f"{'it reports' if one else 'they report'} "
    )
    origins = "stands one origin" if told.origins == 1 else f"stand {count(told.origins, 'origin')}"
    return f"{first}{origins}. {_resting(view)}".strip()


def _outlets(view: StoryView) -> str:
    """From whom the articles are; pages that do not name their outlet are told apart."""
    named = {line(article.outlet) for article in view.articles.values()} - {""}
    nameless = sum(not line(article.outlet) for article in view.articles.values())
    if not named:
        return " from outlets that are not named" if nameless > 1 else ""
    beside = f" and {count(nameless, 'unnamed one')}" if nameless else ""
    return f" from {count(len(named), 'outlet')}{beside}"


def _resting(view: StoryView) -> str:
    claims = view.story.claims
    firm = sum(claim.support == "independent" for claim in claims)
    if len(claims) < 2:
        return ""
    if not firm:
        return f"None of the {count(len(claims), 'claim')} has more than one."
    has = "has" if firm == 1 else "have"
    return f"Of {count(len(claims), 'claim')}, {firm} {has} more than one independent origin."
