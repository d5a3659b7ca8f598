"""Records: "the first visit since 2019", "the largest fire in forty years" - what is said to be unlike
all before it for a stretch of time.

Reports of one event put it in other words and count the stretch from either end: "the first in four
years" told in 2023 is "the first since 2019".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire.records.reading import Time
from crosswire.text.kindred import held_by
from crosswire.text.stems import content_words

_RANK = re.compile(
    r"\b(first|second|third|fourth|fifth|last|only|latest"
    r"|(?:most|least)\s+[a-z]+|[a-z]{2,12}est)\b",
    re.IGNORECASE,
)
# "Latest" and "forest" end so too, and rank nothing.
_NO_RANK = frozenset({"latest", "forest", "interest", "request", "protest", "arrest", "contest", "harvest", "west", "guest", "invest", "suggest", "honest", "modest", "northwest", "southwest", "midwest", "test", "rest", "chest", "quest", "manifest"})  # fmt: skip
# From the rank to what bounds it: "first international trip since", "largest of its kind in".
_REACH = 90
_BOUND = re.compile(
    r"\b(?:since|in (?=(?:more than |nearly |almost |about |over |less than |at least )?(?:the past |the last )?"
    r"(?:an? |\d+|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|several|many))"
    r"|ever|on record|of the (?:year|season|century|decade))\b"
)
_LAST_IN = re.compile(
    r"\blast\s+(?:[a-z]+ed|met|held|saw|won|went|came|took|did|had|made|spoke|fell)\b"
)
_YEAR = re.compile(r"(\d{4})")


@dataclass(frozen=True)
class Rank:
    """A place among all before it: "first", the year from which it holds (0 ever, None unknown), and the
    content words between the two."""

    place: str
    since: int | None
    words: frozenset[str]

    def agrees(self, other: Rank) -> bool:
        """May both be said of one thing? Years may be one off, for "in four years" rounds."""
        if self.place != other.place:
            return False
        if self.since is None or other.since is None:
            return bool(held_by(self.words, other.words))
        return abs(self.since - other.since) <= 1


def find_ranks(text: str, offset: int, times: Sequence[Time], year: int | None) -> Iterator[Rank]:
    """The ranks of a stretch that begins at `offset` of its article; `year` is that of the article."""
    last = _LAST_IN.search(text)
    for found in _RANK.finditer(text):
        if last and last.start() == found.start():
            continue
        place = found[1].lower()
        bound = _BOUND.search(text, found.end(), found.end() + _REACH)
        if place in _NO_RANK or bound is None or "." in text[found.end() : bound.start()]:
            continue
        words = frozenset(content_words(text[found.end() : bound.start()]))
        yield Rank(place, _since(bound, offset, times, year), words)
    if last is not None:  # "he last met her in 2019": now is the first since then
        after = [t for t in times if t.span.start >= offset + last.end() and t.type == "DATE"]
        began = _YEAR.match(after[0].value) if after else None
        if began:
            yield Rank("first", int(began[1]), frozenset(content_words(last.group())))


def _since(
    bound: re.Match[str], offset: int, times: Sequence[Time], year: int | None
) -> int | None:
    if bound.group() in ("ever", "on record"):
        return 0
    near = [
        time
        for time in times
        if offset + bound.start() <= time.span.start <= offset + bound.end() + 20
        or time.span.start <= offset + bound.start() < time.span.end
    ]
    for time in near:
        if time.type == "DURATION":
            length = re.fullmatch(r"P(\d+)Y", time.value)
            if length and year:
                return year - int(length[1])
        elif began := _YEAR.match(time.value):
            return int(began[1])
    return None
