"""Articles that only retell another: the same points, the same speakers, nothing of their own.

A wire that was rewritten or translated shares no passage with its source, yet its points are not a
second origin. It gives itself away: nearly all it tells stands in the other text, it names no
speaker whom the other lacks, and nowhere does it show a reporter of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from crosswire.match.origins import HEADLINE_LABELS
from crosswire.match.same_source import name_words, told_words
from crosswire.records.claim import Chapter, Statement

# Share of an article's points that the other must hold too. Independent reports of one event share
# a third to a half of their points; rewritten wires of our own share .7 to 1.
MOST = 0.65
# With fewer points than this a short report of its own may agree with another by chance.
FEWEST = 3


def find_retellings(
    groups: Sequence[Sequence[Statement]],
    chapters: Mapping[str, Chapter],
    own_eyes: Set[str],
) -> dict[str, str]:
    """article → the earlier article that it only retells.

    `own_eyes` are the articles that show reporting of their own. No article retells one that retells
    it; the source is the one that shares most, then the earlier, then the first by name: versions at one address are often dated
    alike, and sets, which each process orders otherwise, must not choose.
    """
    points: dict[str, int] = defaultdict(int)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for group in groups:
        there = {s.article for s in group if s.label not in HEADLINE_LABELS}
        for article in there:
            points[article] += 1
            for other in there - {article}:
                shared[article, other] += 1
    retells: dict[str, str] = {}
    for article in sorted(points, key=lambda name: _when(chapters[name]), reverse=True):
        if article in own_eyes or points[article] < FEWEST:
            continue
        fitting = [
            other
            for other in points
            if shared[article, other] >= max(FEWEST, MOST * points[article])
            and _may_come_from(chapters[article], chapters[other])
        ]
        if fitting:
            retells[article] = min(
                fitting, key=lambda other: (-shared[article, other], _when(chapters[other]))
            )
    return {article: other for article, other in retells.items() if retells.get(other) != article}


def _may_come_from(chapter: Chapter, other: Chapter) -> bool:
    """Not earlier, no speaker whom the other does not name, and not the agency of the two."""
    day, other_day = _day(chapter), _day(other)
    if day and other_day and day < other_day:
        return False
    if chapter.article.agency and not other.article.agency:
        return False
    told = told_words(other.article.text)
    return all(told >= told_words(name) for name in _speakers(chapter))


def _speakers(chapter: Chapter) -> set[str]:
    return {
        hop.name
        for voice in chapter.reading.voices
        for hop in voice.hops
        if hop.kind in ("person", "office") and name_words(hop.name)
    }


def _day(chapter: Chapter) -> str:
    return chapter.article.published.value[:10] if chapter.article.published else ""


def _when(chapter: Chapter) -> tuple[str, str, str]:
    published = chapter.article.published.value if chapter.article.published else "9"
    # The agency's own page comes before those that may have taken from it on the same day.
    return (
        published[:10],
        "0" if chapter.article.agency else "1",
        published + chapter.article.source + chapter.article.id,
    )
