"""The best tree over the words of a sentence, given the score of each possible head.

Greedy heads are a tree in most sentences. Where they are not, each word that may be the root is tried,
the most promising first, until no other can do better; a cycle is opened by Chu, Liu and Edmonds'
algorithm.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[Any]
_NEVER = -1e9
# Words tried as the root. In news the first or second is the best; only lists of one word over and
# over have more that come near.
_MOST_ROOTS = 10


def best_tree(scores: Scores) -> list[int]:
    """The head of each word 1..n, as a list of n numbers, 0 for the root.

    `scores[word, head]` over n + 1 rows and columns; row 0, the root itself, is not read.
    """
    scores = np.array(scores, dtype=np.float64)
    np.fill_diagonal(scores, _NEVER)
    scores[0, :] = _NEVER
    greedy = scores.argmax(1)
    if _is_tree(greedy):
        return greedy[1:].tolist()  # type: ignore[no-any-return]
    return _single_rooted(scores)[1:].tolist()  # type: ignore[no-any-return]


def _single_rooted(scores: Scores) -> Scores:
    """The best tree in which one word alone hangs from the root."""
    roots = scores[:, 0].copy()
    inner = scores.copy()
    inner[:, 0] = _NEVER
    tops = inner.max(1)
    # No tree with this root can score more: each other word with the head it likes best.
    bounds = roots[1:] - tops[1:] + tops[1:].sum()
    rows = np.arange(1, len(scores))
    best: Scores = inner.argmax(1)
    most = -np.inf
    for root in (np.argsort(-bounds, kind="stable") + 1)[:_MOST_ROOTS].tolist():
        if bounds[root - 1] <= most:
            break
        kept = inner[root].copy()
        inner[root] = _NEVER
        inner[root, 0] = roots[root]
        heads = _edmonds(inner)
        inner[root] = kept
        total = float(scores[rows, heads[1:]].sum())
        if total > most:
            best, most = heads, total
    return best


def _is_tree(heads: NDArray[Any]) -> bool:
    """Does each word lead to the root, which one word alone hangs from?"""
    if len(heads) > 1 and int((heads[1:] == 0).sum()) != 1:
        return False
    return not _cycle(heads)


def _cycle(heads: NDArray[Any]) -> list[int]:
    """The words of one cycle, or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for each in path:
            state[each] = 2
    return []


def _edmonds(scores: Scores) -> Scores:
    """The best tree by contracting one cycle after the other, then opening them again."""
    steps: list[tuple[Scores, list[int], list[int], NDArray[Any], NDArray[Any], NDArray[Any]]] = []
    while True:
        heads = scores.argmax(1)
        heads[0] = 0
        cycle = _cycle(heads)
        if not cycle:
            break
        rest = [at for at in range(len(scores)) if at not in set(cycle)]
        gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
        enter = gain[:, rest].argmax(0)
        leave = scores[np.ix_(rest, cycle)].argmax(1)
        smaller = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
        smaller[:-1, :-1] = scores[np.ix_(rest, rest)]
        smaller[-1, :-1] = gain[enter, rest]
        smaller[:-1, -1] = scores[rest, np.array(cycle)[leave]]
        smaller[0, :] = _NEVER
        steps.append((scores, cycle, rest, heads, enter, leave))
        scores = smaller
    for _, cycle, rest, inner, enter, leave in reversed(steps):
        opened = np.zeros(len(rest) + len(cycle), dtype=heads.dtype)
        for number, at in enumerate(rest):
            above = int(heads[number])
            opened[at] = cycle[leave[number]] if above == len(rest) else rest[above]
        opened[cycle] = inner[cycle]
        outside = int(heads[len(rest)])
        opened[cycle[enter[outside]]] = rest[outside]
        opened[0] = 0
        heads = opened
    return np.asarray(heads)
