"""From scores to words, trees and names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.reader.encoder import Encoder, Scores
from crosswire.reader.names_edges import mended
from crosswire.reader.read import KINDS, NAME_TAGS, RELATIONS, UPOS, ReadName, Word
from crosswire.reader.trees import best_tree

_ROOT = RELATIONS.index("root")
_FORBIDDEN = -1e4
Grammar = tuple[list[int], list[int], list[int]]
"""The numbers of the tags, of the heads and of the relations of the words of one cut."""


def _steps() -> NDArray[np.float32]:
    """0 where one name tag may follow another, very low where I- would follow another name."""
    table = np.zeros((len(NAME_TAGS), len(NAME_TAGS)), dtype=np.float32)
    for before, left in enumerate(NAME_TAGS):
        for after, right in enumerate(NAME_TAGS):
            if right[:2] == "I-" and left[2:] != right[2:]:
                table[before, after] = _FORBIDDEN
    return table


_STEPS = _steps()
_OPENINGS = np.array([_FORBIDDEN if tag[:2] == "I-" else 0.0 for tag in NAME_TAGS], np.float32)


def grammar_of(scored: Sequence[Scores], encoder: Encoder) -> list[Grammar]:
    """Tags, heads (0 for the root) and relations of each cut, all cuts' relations in one product."""
    if not scored:
        return []
    trees = [best_tree(scores.arcs) for scores in scored]
    low = np.concatenate([scores.low[1:] for scores in scored])
    high = np.concatenate([scores.high[heads] for scores, heads in zip(scored, trees, strict=True)])
    table = encoder.relations(low, high)
    table[:, _ROOT] = _FORBIDDEN
    relations = table.argmax(1).tolist()
    tags = np.concatenate([scores.tags for scores in scored]).argmax(1).tolist()
    ends = list(accumulate(map(len, trees)))
    return [
        (tags[end - len(heads) : end], heads, relations[end - len(heads) : end])
        for heads, end in zip(trees, ends, strict=True)
    ]


def words_from(offsets: Sequence[tuple[int, int]], grammar: Grammar) -> list[Word]:
    """The words of one cut with tag, head and relation; heads count from 0 within the cut."""
    return [
        Word(
            start=start,
            end=end,
            upos=UPOS[tag],
            head=head - 1,
            relation=RELATIONS[relation] if head else "root",
        )
        for (start, end), tag, head, relation in zip(offsets, *grammar, strict=True)
    ]


def chances_of(scored: Sequence[Scores]) -> list[NDArray[Any]]:
    """For each word of each cut the chance of being in no name and of being in one of each kind:
    tables of (n, 6)."""
    if not scored:
        return []
    names = np.concatenate([scores.names for scores in scored])
    chances = np.exp(names - names.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    inside = chances[:, 1::2] + chances[:, 2::2]
    table = np.concatenate([chances[:, :1], inside], 1).round(4)
    return np.split(table, list(accumulate(len(scores.names) for scores in scored[:-1])))


def names_from(
    words: Sequence[str],
    offsets: Sequence[tuple[int, int]],
    scores: Scores,
    chances: NDArray[Any],
    shift: int,
    breaks: frozenset[int] = frozenset(),
) -> list[ReadName]:
    """The names of one cut; `shift` is the number of its first word in the sentence, `breaks` are the
    words (of the cut) that open a line: no name runs over one."""
    found: list[ReadName] = []
    spans = _spans(best_tags(scores.names), breaks)
    for first, last, kind in mended(spans, words, offsets):
        by_kind = chances[first : last + 1, 1:].mean(0)
        found.append(
            ReadName(
                start=offsets[first][0],
                end=offsets[last][1],
                first=first + shift,
                last=last + shift,
                kind=KINDS[kind],
                score=round(float(by_kind[kind]), 4),
                chances=tuple(by_kind.round(4).tolist()),
            )
        )
    return found


def best_tags(scores: NDArray[Any]) -> list[int]:
    """The best row of name tags in which no I- stands without its B- (Viterbi)."""
    greedy: list[int] = scores.argmax(1).tolist()
    if not any(greedy) or all(_may_follow(before, tag) for before, tag in pairwise([0, *greedy])):
        return greedy
    best, back = scores[0] + _OPENINGS, []
    for row in scores[1:]:
        reached = best[:, None] + _STEPS
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def _may_follow(before: int, tag: int) -> bool:
    """Is it no I-, or one whose B- or I- stands before it? B- have odd numbers, their I- the next."""
    return tag % 2 == 1 or tag == 0 or before in (tag, tag - 1)


def _spans(tags: Sequence[int], breaks: frozenset[int]) -> list[tuple[int, int, int]]:
    """Names as first word, last word and the number of the kind."""
    spans: list[tuple[int, int, int]] = []
    for at, tag in enumerate(tags):
        if tag and (tag % 2 == 1 or at in breaks):
            spans.append((at, at, (tag - 1) // 2))
        elif tag and spans:
            spans[-1] = (spans[-1][0], at, spans[-1][2])
    return spans
