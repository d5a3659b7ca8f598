"""Words and marks of a stretch of text, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

# Each branch is linear: no two neighbouring repeats can match the same character.
_TOKEN = re.compile(
    r"(?:[A-Z]\.)+[A-Z]?(?![a-z])(?:-[^\W_]+)*"  # U.S.  J.  U.S.-led
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Rev|Adm|Capt|Maj|St|Jr|Sr)\."
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_]+n['’]t(?!\w)"
    r"|['’](?:s|re|ll|ve|d|m)(?!\w)"
    r"|[^\W_]+(?:(?:-|&|/|['’](?!(?:s|re|ll|ve|d|m)(?!\w)))[^\W_]+)*"
    r"|''|``|--|\.\.+"
    r"|\S"
)
LONGEST = 400
"""Tokens read of one sentence: longer "sentences" are lists or rubbish, and grammar ends there."""


class Token(NamedTuple):
    """A word or mark: `text[start:end] == word`."""

    start: int
    end: int
    word: str


def tokens(text: str, start: int = 0, end: int | None = None, most: int = LONGEST) -> list[Token]:
    """The words and marks of `text[start:end]` in order, at most `most` of them."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        found.append(Token(match.start(), match.end(), match.group()))
        if len(found) >= most:
            break
    return found
