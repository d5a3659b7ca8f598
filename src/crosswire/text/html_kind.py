"""Pages that are no article: walls, error pages, index pages. They are named, not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
# Letters of body under which what it says may be all that the page is for.
_FEW = 300
# A front page: so many stories, each a paragraph within so many lines of its linked headline, and so large a
# part of all paragraphs. Of 218 news pages seven have three such stories or more, a fourth of their
# paragraphs at most, and all of these say that they are articles.
_STORIES = 5
_SHARE = 0.4
_NEAR = 3
_HEADS = frozenset({"h2", "h3", "h4"})
# Letters of body under which a page that says it is a film or a gallery is no report, and captions that
# make a gallery of a page that does not say so. Agency flashes have 190 letters and no captions.
_FLASH = 250
_CAPTIONS = 5
# A page that says it is an article is one, however little it tells.
ARTICLE_TYPES = frozenset({"article", "newsarticle", "reportagenewsarticle", "liveblogposting"})


NO_TEXT = Doubt("no-text", "skipped", "no article text was found", "it may be an index or a video")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(facts.words("pages", "kinds", name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


@dataclass(frozen=True)
class Shown:
    """What a page says it is: its headline, the types of its data, and whether it asks for a password."""

    headline: str | None = None
    types: frozenset[str] = frozenset()
    login: bool = False


def page_kind(shown: Shown, body: Sequence[str], lines: Sequence[Line]) -> Doubt | None:
    """What this page is if it is no article; None for articles."""
    teasers = {line.text for line in lines if len(line.text) > 30 and line.link_share > 0.8}
    size = sum(len(text) for text in body if text not in teasers)
    if size >= _ENOUGH:
        return _front(shown, body, lines)
    titles = [shown.headline or "", *(line.text for line in lines if line.tag == "h1")][:4]
    told = " ".join(body)[:_ENOUGH] if size < _FEW else ""
    if any(_is_all("errors", title) for title in titles) or _says("gone", told):
        return _skipped("error-page", "the site says that the page is not there", "fetch it again")
    wall = _wall(titles[0], told, login=shown.login)
    if wall is not None:
        return wall
    if len(teasers) >= _TEASERS and size < _LETTERS_A_TEASER * len(teasers):
        return _skipped(
            "index-page", f"{len(teasers)} links and hardly any text", "give its articles"
        )
    return _show(shown, size, lines)


WALLS = {
    "logins": ("login-wall", "only a login or subscription wall was saved"),
    "cookies": ("cookie-wall", "only a question about cookies was saved"),
    "bots": ("bot-wall", "only a check for robots was saved"),
}


def _front(shown: Shown, body: Sequence[str], lines: Sequence[Line]) -> Doubt | None:
    """A front page tells each story in a line or two below a headline that leads to it."""
    if shown.types & ARTICLE_TYPES:
        return None
    texts, stories, since = set(body), 0, _NEAR + 1
    for line in lines:
        since += 1
        if line.tag in _HEADS and line.link_share > 0.8 and len(line.text) > 20:
            since = 0
        elif since <= _NEAR and line.text in texts and line.link_share < 0.8:
            stories, since = stories + 1, _NEAR + 1
    if stories < _STORIES or stories < _SHARE * len(body):
        return None
    return _skipped("index-page", f"the beginnings of {stories} stories", "give its articles")


def _wall(title: str, told: str, *, login: bool) -> Doubt | None:
    for name, (kind, message) in WALLS.items():
        asked = name == "logins" and login and len(told) < _FLASH and _says("forms", told)
        asked = asked or (name == "logins" and _is_all("doors", title))
        if _is_all(name, title) or _says(name, told) or asked:
            return _skipped(kind, message, "save it from a browser")
    return None


def _show(shown: Shown, size: int, lines: Sequence[Line]) -> Doubt | None:
    """Pages that show and hardly tell: a film with a line below it, pictures with captions."""
    if size >= _FLASH or shown.types & ARTICLE_TYPES:
        return None
    if shown.types & {"videoobject", "video", "video.other", "video.episode", "video.movie"}:
        return _skipped("video-page", "a video with hardly any text", "give a report of it")
    captions = sum(1 for line in lines if line.marks.label == "caption" and len(line.text) > 20)
    if shown.types & {"imagegallery", "mediagallery"} or captions >= _CAPTIONS:
        return _skipped("gallery", "pictures with captions and hardly any text", "give a report")
    return None


def _is_all(name: str, title: str) -> bool:
    """Do these words make up most of the title? "Lost dog not found" is news."""
    found = _pattern(name).search(title[:200])
    return found is not None and len(found[0]) > 0.6 * len(title.strip(" .!|-0123456789"))


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text.replace("’", "'")) is not None


def _skipped(kind: str, message: str, advice: str) -> Doubt:
    return Doubt(kind, "skipped", message, advice)
