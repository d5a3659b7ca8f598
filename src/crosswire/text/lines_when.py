"""Date lines: what a line that only tells a day means, and which of them is the article's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crosswire.text.datelines import is_agency
from crosswire.text.lines_dates import Moment, find_moments
from crosswire.text.lines_facts import plain, strings, table

_EDGES = " ,.|-–—•·:;/()[]\t"
MOST = 170  # letters of a line that can still be a date line


@dataclass(frozen=True)
class DateLine:
    """A line that tells a day: the days of publication and change, the outlet or agency before it.

    `cued` is true where a word ("Published", "Updated") or an outlet stands with it; `bare` where
    nothing but a weekday and a day is told, as widgets do.
    """

    published: Moment | None
    modified: Moment | None
    outlet: str | None = None
    cued: bool = False
    bare: bool = False


@cache
def _cue(kind: str) -> re.Pattern[str]:
    words = sorted(strings("dates", kind), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def read_date_line(line: str) -> DateLine | None:
    """The meaning of a line that holds little but days, or None."""
    if len(line) > MOST:
        return None
    moments = find_moments(line)
    if not moments:
        return _hour_only(line)
    pieces = _between(line, moments)
    lead, cued = _lead(pieces[0])
    behind = pieces[-1].strip(_EDGES)
    if not lead and pieces[-1].lstrip()[:1] in {"|", "–", "—", "·", "•"} and is_outlet(behind):
        lead, pieces[-1] = behind, ""
    if len(moments) > 4 or not all(map(_idle, pieces[1:])):
        return None
    if lead is None:
        return None
    published, modified = _sorted(moments, pieces)
    bare = moments[0].weekday is not None and not moments[0].timed and not cued and not lead
    return DateLine(published, modified, lead or None, cued or bool(lead), bare)


def _between(line: str, moments: list[Moment]) -> list[str]:
    at, pieces = 0, []
    for moment in moments:
        pieces.append(line[at : moment.start])
        at = moment.end
    return [*pieces, line[at:]]


def _hour_only(line: str) -> DateLine | None:
    """ "Updated at 9:50 p.m. ET Thursday": a date line that tells no day."""
    cue = _cue("modified").match(line) or _cue("published").match(line)
    low = plain(line)
    if cue and len(low.split()) <= 8 and re.search(r"\d\s?[ap]\.?m|\d:\d\d|\bago\b", low):
        return DateLine(None, None, cued=True)
    return None


def _idle(piece: str) -> bool:
    """Does a piece behind a day say nothing that an article would?"""
    bare = plain(piece).strip(" ,.|-–—•·:;/()[]")
    if not bare or _cue("modified").fullmatch(bare) or _cue("published").fullmatch(bare):
        return True
    words = bare.split()
    return (
        bare in strings("dates", "tails")
        or re.fullmatch(r"(?:[•·|-]\s*)?\d{1,3} ?(?:min|minutes?)(?: read)?", bare) is not None
        or (len(words) <= 4 and all(word in _tails() for word in words))
    )


@cache
def _tails() -> frozenset[str]:
    return frozenset(
        word for key in ("tails", "modified", "published") for word in strings("dates", key)
    )


def _lead(piece: str) -> tuple[str | None, bool]:
    """What stands before the first day: an outlet ("" if none), and whether a cue word does.

    None where it is something else.
    """
    bare, cued = piece.strip(_EDGES), False
    for kind in ("modified", "published", "published"):
        found = list(_cue(kind).finditer(bare))
        if found and (found[0].start() == 0 or found[-1].end() == len(bare)):
            cut = found[0] if found[0].start() == 0 else found[-1]
            cued, bare = True, (bare[: cut.start()] + bare[cut.end() :]).strip(_EDGES)
        bare = _cue("joints").sub("", bare).strip(_EDGES) if len(bare.split()) == 1 else bare
    if not bare:
        return "", cued
    return (bare, cued) if is_outlet(bare) else (None, cued)


def is_outlet(name: str) -> bool:
    """Could this be the name of a paper or broadcaster: up to seven words, all but small with a capital?"""
    words = name.split()
    if not 1 <= len(words) <= 7 or len(name) > 60 or re.search(r"[?!\"“”@:;]|\d{3}", name):
        return False
    small = {*strings("places", "small"), "&", "edition", "for", "to", "by", "und", "et", "y", "e"}
    if is_agency(name) and words[0][0].isupper():
        return True
    return words[0][0].isupper() and all(
        w[0].isupper() or w.lower().strip(",") in small for w in words
    )


def _sorted(moments: list[Moment], pieces: list[str]) -> tuple[Moment | None, Moment | None]:
    """Which day is of publication and which of change, by the word before each."""
    published = modified = None
    for number, moment in enumerate(moments):
        if _cue("modified").search(pieces[number]):
            modified = modified or moment
        elif published is None:
            published = moment
    return published, modified


def section_words() -> frozenset[str]:
    """Words of section names ("world", "news")."""
    return frozenset(word.lower() for word in table("sections", "words"))
