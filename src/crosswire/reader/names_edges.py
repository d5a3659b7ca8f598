"""The edges of names as the reader tags them, put right by the words around them.

1. a name that ends in a small joint ("Office of the") takes the name right behind it, or loses the
   joint;
2. a person's name that ends at a hyphen takes the word behind it ("Ana Ok-hee"), unless that word
   makes an adjective of the name ("Lund-based").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crosswire import facts

Stretch = tuple[int, int, int]
_HYPHENS = frozenset("-‐‑–")
_PERSON = 0


def mended(
    spans: Sequence[Stretch], words: Sequence[str], offsets: Sequence[tuple[int, int]]
) -> list[Stretch]:
    """The names (first word, last word, number of the kind) with true edges, none overlapping."""
    found: list[Stretch] = []
    for span in _joined(spans, words):
        first, last, kind = _hyphenated(span, words, offsets) if span[2] == _PERSON else span
        while first < last and words[last].lower() in _listed("joints"):
            last -= 1
        first = max(first, found[-1][1] + 1) if found else first
        if first <= last and words[last].lower() not in _listed("joints"):
            found.append((first, last, kind))
    return found


def _joined(spans: Sequence[Stretch], words: Sequence[str]) -> list[Stretch]:
    """Names that a joint at the end of the first holds together become one."""
    found: list[Stretch] = []
    for first, last, kind in spans:
        if found and found[-1][1] == first - 1 and found[-1][0] < first - 1 and kind != _PERSON:
            before = words[first - 1].lower()
            if before in _listed("joints") and found[-1][2] != _PERSON and before.isalpha():
                found[-1] = (found[-1][0], last, found[-1][2])
                continue
        found.append((first, last, kind))
    return found


def _hyphenated(span: Stretch, words: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Stretch:
    """The name with the words that hyphens tie to its end, two at most."""
    first, last, kind = span
    if words[last] in _HYPHENS and first < last:
        last -= 1
    for _ in range(2):
        at = last + 2
        if at >= len(words) or words[last + 1] not in _HYPHENS:
            break
        tied = offsets[last][1] == offsets[last + 1][0] and offsets[last + 1][1] == offsets[at][0]
        if not tied or not words[at].isalpha() or words[at].lower() in _listed("after_hyphen"):
            break
        last = at
    return first, last, kind


@cache
def _listed(name: str) -> frozenset[str]:
    return facts.words("reader", name)
