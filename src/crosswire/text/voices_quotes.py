"""Where quotations begin and end, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Single marks count only where no letter stands on their outer side, or they are apostrophes.
_MARK = re.compile(
    r"[“”„«»\"]|''|``|(?<![^\W_])‘(?=\S)|(?<=[\w.,!?…])’(?![^\W_])|(?<![\w.,!?’])'(?=[^\W_])|(?<=[\w.,!?…])'(?![\w'])"
)
_OPENERS = frozenset("“„«") | {"``"}
_CLOSERS = frozenset("”»")
_SINGLE = frozenset("‘’'")
_SHORT = 600
"""Longest quotation in single marks, in characters: beyond it an apostrophe was taken for one."""


class Quote(NamedTuple):
    """A quotation with its marks: half-open offsets; `runs_on` when it goes on in the next one."""

    start: int
    end: int
    runs_on: bool = False


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quote]:
    """The quotations of a text, in order; none lies inside another.

    A quotation that a paragraph opens and does not close ends with the paragraph; it `runs_on`
    when the next paragraph opens with a mark again.
    """
    found: list[Quote] = []
    for number, (start, end) in enumerate(paragraphs):
        opened = -1
        inside = _quotes_of(text, start, end)
        found.extend(inside)
        if inside and inside[-1].runs_on:
            opened = len(found) - 1
        if opened >= 0:
            following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
            again = following is not None and text[following : following + 1] in "“\"'„«`‘"
            found[opened] = found[opened]._replace(runs_on=again)
    return found


def _quotes_of(text: str, start: int, end: int) -> list[Quote]:
    """Quotations of one paragraph; the last `runs_on` when nothing closes it."""
    found: list[Quote] = []
    single: list[Quote] = []
    opened = single_opened = -1
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in _SINGLE:
            if opened >= 0:
                continue
            if mark == "‘" or (mark == "'" and _opens(text, at, match.end(), start)):
                single_opened = at
            elif single_opened >= 0 and match.end() - single_opened <= _SHORT:
                single.append(Quote(single_opened, match.end()))
                single_opened = -1
        elif opened < 0:
            if mark not in _CLOSERS and _opens(text, at, match.end(), start):
                opened = at
        elif mark in _CLOSERS or (
            mark not in _OPENERS and not _opens(text, at, match.end(), start)
        ):
            found.append(Quote(opened, match.end()))
            opened = -1
    if opened >= 0:
        found.append(Quote(opened, end, runs_on=True))
    return _without_inner(sorted(found + single))


def _without_inner(quotes: list[Quote]) -> list[Quote]:
    """Leaves out what begins before the one before it has ended."""
    kept: list[Quote] = []
    for quote in quotes:
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _opens(text: str, at: int, after: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    follows = text[after] if after < len(text) else " "
    return (before.isspace() or before in "([{—–-/‘“'") and not follows.isspace()
