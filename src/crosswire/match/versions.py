"""Two versions of one text: which was first, and what changed, told by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from crosswire import facts
from crosswire.match.align import Run, runs
from crosswire.match.fingerprint import Words, words_of
from crosswire.records.base import Span
from crosswire.records.lineage import Change, ChangeKind, Passage, Relation
from crosswire.records.page import Article, Told

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SENTENCE_WORDS = 6
"""A stretch of at least so many words that stands in one version only is a statement more or less."""

_BRIDGE = 12
"""Changed words on both sides up to this many are one edit; more are text put in and text taken out."""


def moment(told: Told | None) -> tuple[datetime, datetime] | None:
    """The bounds of a told time, half-open; a day without hour is a day long, a time without zone
    may be half a day off. None where nothing readable is told."""
    if told is None:
        return None
    try:
        start = datetime.fromisoformat(told.value)
    except ValueError:
        return None
    width = timedelta(days=1) if len(told.value) <= 10 else timedelta(seconds=1)
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    return start, start + width


def _time_order(left: Told | None, right: Told | None) -> int:
    """-1 when left is surely earlier, 1 when right is, 0 when the times do not tell."""
    one, other = moment(left), moment(right)
    if one is None or other is None:
        return 0
    return -1 if one[1] <= other[0] else 1 if other[1] <= one[0] else 0


@cache
def _later_marks() -> frozenset[str]:
    return facts.words("versions", "later", "marks")


def prints_words_of_others(headline: str, body: str) -> bool:
    """Does the page print a speech, a letter or a statement in full, by its own word?"""
    opening = f"{headline} {body[:160]}".lower()
    return any(mark in opening for mark in facts.words("versions", "documents", "marks"))


def _says_later(article: Article) -> bool:
    """Does the article call itself updated or corrected?"""
    if any(block.label == "correction" for block in article.blocks):
        return True
    opening = f"{article.headline or ''} {article.body[:80]}".lower()
    dates = " ".join(block.text.lower() for block in article.blocks if block.label == "date")
    return any(word in _later_marks() for word in re.findall(r"[a-z]+", f"{opening} {dates}"))


def _is_agency(article: Article, other: Article) -> bool:
    """Is this the agency's own page of a text that the other prints?"""
    if article.outlet_kind == "agency" and other.outlet_kind != "agency":
        return True
    own = (article.outlet or "").casefold()
    return bool(own) and own == (other.agency or "").casefold() != (other.outlet or "").casefold()


def earlier(
    left: Article, right: Article, relation: Relation, left_share: float, right_share: float
) -> tuple[bool, str]:
    """Whether right was first (then the pair is turned), and what says so.

    In this order: the agency's own page ("credit"), times of one address ("address"), times ("time"),
    words such as "updated", then a part taken from a whole ("content"); "unknown" otherwise.
    `left_share` is the part of left that stands in right.
    """
    credit = _is_agency(right, left) - _is_agency(left, right)
    if credit:
        return credit > 0, "credit"
    same_address = bool(left.address) and left.address == right.address
    order = _time_order(left.published, right.published)
    if same_address:
        order = _time_order(left.modified, right.modified) or order
    if order:
        return order > 0, "address" if same_address else "time"
    marks = _says_later(left) - _says_later(right)
    if marks:
        return marks > 0, "content"
    if relation == "excerpt" and abs(left_share - right_share) > 0.25:
        return left_share > right_share, "content"
    return left.id > right.id, "unknown"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words that stand between two shared runs: word ranges of both texts, either may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]


def changes(left: Article, right: Article, passages: Sequence[Passage]) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the left text, then what only right has.

    Passages that moved are no change. Spans point into the texts of both articles.
    """
    if not passages:
        return ()
    one, other = words_of(left.body), words_of(right.body)
    told: list[Change] = []
    for gap in _gaps(runs(one, other), len(one), len(other)):
        told.extend(_told(left, right, one, other, gap))
    return tuple(told)


def _gaps(found: Sequence[Run], left_size: int, right_size: int) -> Iterator[_Gap]:
    """The stretches between runs that keep their order; runs that moved count as shared."""
    row = _in_order(found)
    moved_left = {
        at for run in found if run not in set(row) for at in range(run.left, run.left + run.size)
    }
    moved_right = {
        at for run in found if run not in set(row) for at in range(run.right, run.right + run.size)
    }
    here, there = 0, 0
    for run in [*row, Run(left_size, right_size, 0)]:
        ours = _without(here, run.left, moved_left)
        theirs = _without(there, run.right, moved_right)
        if len(ours) == 1 and len(theirs) == 1:
            yield _Gap(ours[0], theirs[0])
        else:
            yield from (_Gap(part, (there, there)) for part in ours)
            yield from (_Gap((here, here), part) for part in theirs)
        here, there = run.left + run.size, run.right + run.size


def _without(start: int, end: int, gone: set[int]) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for at in range(start, end):
        if at in gone:
            continue
        if parts and parts[-1][1] == at:
            parts[-1] = (parts[-1][0], at + 1)
        else:
            parts.append((at, at + 1))
    return parts


def _in_order(found: Sequence[Run]) -> list[Run]:
    """The heaviest row of runs that keep their order in both texts, greedily from the longest."""
    kept: list[Run] = []
    for run in sorted(found, key=lambda run: (-run.size, run.left)):
        if all((run.left < one.left) == (run.right < one.right) for one in kept):
            kept.append(run)
    return sorted(kept, key=lambda run: run.left)


def _told(left: Article, right: Article, one: Words, other: Words, gap: _Gap) -> Iterator[Change]:
    before, after = _span(left.body, one, gap.left), _span(right.body, other, gap.right)
    sizes = gap.left[1] - gap.left[0], gap.right[1] - gap.right[0]
    if before is None and after is None:
        return
    if before is not None and after is not None and max(sizes) <= _BRIDGE:
        kind = _kind(before.quote, after.quote)
        yield Change(left=left.id, right=right.id, kind=kind, before=before, after=after)
        return
    if before is not None:
        kind = "withdrawn" if sizes[0] >= _SENTENCE_WORDS else _kind(before.quote, "")
        yield Change(left=left.id, right=right.id, kind=kind, before=before)
    if after is not None:
        kind = "added" if sizes[1] >= _SENTENCE_WORDS else _kind("", after.quote)
        yield Change(left=left.id, right=right.id, kind=kind, after=after)


def _span(text: str, words: Words, part: tuple[int, int]) -> Span | None:
    start, end = part
    return Span.of(text, words.starts[start], words.ends[end - 1]) if start < end else None


def _kind(before: str, after: str) -> ChangeKind:
    """The weightiest thing that differs: a number, then a name, then who said so, then the wording."""
    if _numbers(before) != _numbers(after):
        return "number"
    if _cues(before) != _cues(after):
        return "attribution"
    if _names(before) != _names(after):
        return "name"
    return "wording"


def _numbers(text: str) -> list[str]:
    said = facts.load("versions")["numbers"]
    found = (said.get(word.lower(), word.replace(",", "")) for word in _WORD.findall(text))
    return sorted(word for word in found if word[0].isdigit())


def _names(text: str) -> list[str]:
    return sorted(word for word in _WORD.findall(text) if word[0].isupper())


def _cues(text: str) -> list[str]:
    cues = facts.words("versions", "attribution", "cues")
    return sorted(word.lower() for word in _WORD.findall(text) if word.lower() in cues)
