"""Does the clause around a time look back or ahead?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crosswire import facts
from crosswire.text.times_lex import Token

_REACH = 30  # tokens; clauses of news seldom run longer, and the nearest verb decides anyway
_STOPS = frozenset(["BREAK", "STOP"])


@cache
def _words(name: str) -> frozenset[str]:
    return facts.words("calendar", "tense", name)


def direction(tokens: Sequence[Token], start: int, end: int) -> str:
    """ "past", "future" or "" for the expression at tokens [start, end).

    The nearest verb before it in its sentence decides, else the nearest behind.
    """
    if end < len(tokens) and _told(tokens, end) == "past":
        return "past"  # "the minister on Tuesday announced"
    for place in range(start - 1, max(start - _REACH, 0) - 1, -1):
        if ends_sentence(tokens, place):
            break
        if told := _told(tokens, place):
            return told
    return behind(tokens, end)


def behind(tokens: Sequence[Token], end: int) -> str:
    """What the nearest verb behind tells, to the end of the sentence."""
    for place in range(end, min(end + _REACH, len(tokens))):
        if ends_sentence(tokens, place):
            break
        if told := _told(tokens, place):
            return told
    return ""


def ends_sentence(tokens: Sequence[Token], place: int) -> bool:
    """Does this token end its sentence? A full stop that ends a sentence: a capital follows, and no single letter or title stands before."""
    token = tokens[place]
    if token.kind in _STOPS:
        return True
    if token.kind != "DOT" or place == 0 or place + 1 >= len(tokens):
        return token.kind == "DOT" and place + 1 >= len(tokens)
    before, after = tokens[place - 1], tokens[place + 1]
    return len(before.text) > 3 and after.start > token.end and before.end == token.start


def _told(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    word = token.text
    if word in _words("future") and (token.kind != "MONTH"):
        return "future"
    if token.kind == "TO":
        return _infinitive(tokens, place)
    if place and tokens[place - 1].text in ("be", "to"):
        return ""  # "will be held", "to cut": no past tense
    if word in _words("past"):
        return "past"
    if (
        token.kind == "WORD"
        and word.endswith("ed")
        and len(word) > 4
        and word not in _words("not_past")
    ):
        return "past"
    return ""


def _infinitive(tokens: Sequence[Token], place: int) -> str:
    """ "is to meet", "agreed to meet": the day is to come."""
    return "future" if place and tokens[place - 1].text in _words("to_come") else ""
