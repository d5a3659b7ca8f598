"""Pages that are no article: walls, error pages, index pages. They are named, not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crosswire import facts
from crosswire.text.html_tree import Line
from crosswire.text.layout import Doubt

# Letters of body from which a page is an article whatever its title says. The shortest article of
# 218 development pages has 190, walls and error pages show one or two sentences.
_ENOUGH = 600
# An index page: at least this many linked teasers, and no more than this many letters of body for
# each. The leanest article of the development pages has 12 letters for each of its links.
_TEASERS = 25
_LETTERS_A_TEASER = 6


NO_TEXT = Doubt("no-text", "skipped", "no article text was found", "it may be an index or a video")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(facts.words("pages", "kinds", name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


def page_kind(headline: str | None, body: Sequence[str], lines: Sequence[Line]) -> Doubt | None:
    """What this page is if it is no article; None for articles."""
    teasers = {line.text for line in lines if len(line.text) > 30 and line.link_share > 0.8}
    size = sum(len(text) for text in body if text not in teasers)
    if size >= _ENOUGH:
        return None
    title = (headline or "")[:200]
    if _is_all("errors", title):
        return _skipped("error-page", "the site says that the page is not there", "fetch it again")
    told = " ".join(body)[:_ENOUGH]
    if _is_all("walls", title) or (size < 300 and _pattern("walls").search(told)):
        return _skipped(
            "wall", "only a login, cookie or bot wall was saved", "save it from a browser"
        )
    if len(teasers) >= _TEASERS and size < _LETTERS_A_TEASER * len(teasers):
        return _skipped(
            "index-page", f"{len(teasers)} links and hardly any text", "give its articles"
        )
    return None


def _is_all(name: str, title: str) -> bool:
    """Do these words make up most of the title? "Lost dog not found" is news."""
    found = _pattern(name).search(title)
    return found is not None and len(found[0]) > 0.6 * len(title.strip(" .!|-0123456789"))


def _skipped(kind: str, message: str, advice: str) -> Doubt:
    return Doubt(kind, "skipped", message, advice)
