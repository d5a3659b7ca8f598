"""Two versions of one text: what changed, told by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire import facts
from crosswire.match.align import Run, runs
from crosswire.match.fingerprint import Words, words_of
from crosswire.records.base import Span
from crosswire.records.lineage import Change, ChangeKind, Kinship
from crosswire.records.page import Article

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SENTENCE_WORDS = 6
"""A stretch of at least so many words that stands in one version only is a statement more or less."""

_BRIDGE = 12
"""Changed words on both sides up to this many are one edit; more are text put in and text taken out."""


CLEARLY = 0.05
"""By so much of its words a print must be nearer to the one version than to the next: one sentence of
twenty. A trimmed print that lacks what changed is as near to both."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words that stand between two shared runs: word ranges of both texts, either may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]


def changes(left: Article, right: Article) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the left text, then what only right has.

    Passages that moved are no change. Where nothing was kept, all was withdrawn and all was added. Spans
    point into the texts of both articles.
    """
    one, other = words_of(left.body), words_of(right.body)
    told: list[Change] = []
    for gap in _gaps(runs(one, other), len(one), len(other)):
        told.extend(_told(left, right, one, other, gap))
    return tuple(told)


def living_on(ties: Sequence[Kinship]) -> Iterator[tuple[str, str]]:
    """Pairs of a print and a version that came after the text it prints: of two versions that it
    shares text with, clearly more of it stands in the earlier."""
    shares: dict[str, dict[str, float]] = {}
    for kin in ties:
        if kin.relation != "revision":
            shares.setdefault(kin.left, {})[kin.right] = kin.share
            shares.setdefault(kin.right, {})[kin.left] = kin.share
    for kin in ties:
        if kin.relation == "revision" and kin.direction != "unknown":
            for one, share in shares.get(kin.left, {}).items():
                if share >= shares[one].get(kin.right, 0.0) + CLEARLY:
                    yield one, kin.right


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
    for start, end in _paragraphs(left.body, one, gap.left):
        gone = Span.of(left.body, one.starts[start], one.ends[end - 1])
        kind = "withdrawn" if end - start >= _SENTENCE_WORDS else _kind(gone.quote, "")
        yield Change(left=left.id, right=right.id, kind=kind, before=gone)
    for start, end in _paragraphs(right.body, other, gap.right):
        new = Span.of(right.body, other.starts[start], other.ends[end - 1])
        kind = "added" if end - start >= _SENTENCE_WORDS else _kind("", new.quote)
        yield Change(left=left.id, right=right.id, kind=kind, after=new)


def _paragraphs(text: str, words: Words, part: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The ranges of words that stand in one paragraph each."""
    start, end = part
    for at in range(start + 1, end):
        if "\n" in text[words.ends[at - 1] : words.starts[at]]:
            yield start, at
            start = at
    if start < end:
        yield start, end


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
