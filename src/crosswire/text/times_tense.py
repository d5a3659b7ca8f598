"""Does the clause around a time look back or ahead?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crosswire import facts
from crosswire.text.times_lex import Token

_REACH = 30  # tokens; clauses of news seldom run longer, and the nearest verb decides anyway
_DEFERRED_REACH = 8  # tokens from "postponed" to its "until Friday"
_CLAUSE = 6  # tokens of a temporal clause from "when" to its verb
_STOPS = frozenset(["BREAK", "STOP"])
_AIMS = frozenset(["TO", "UNTIL", "THROUGH", "BY"])
_BE = frozenset(["is", "are", "'re"])
# The present tense of a timetable ("services start on Friday"): the day to come, unless that would
# be yesterday's name, as in the headline "Envoys meet Tuesday" of a Wednesday.
TIMETABLE = "timetable"


@cache
def _words(name: str) -> frozenset[str]:
    return facts.words("calendar", "tense", name)


@cache
def _past() -> frozenset[str]:
    """Words that put a clause in the past: those of the calendar and the irregular pasts."""
    forms = facts.load("verbs")["irregular"].items()
    simple = {past[0] for base, past in forms if past[0] != base}
    return _words("past") | (simple - _words("not_past"))


def direction(tokens: Sequence[Token], start: int, end: int) -> str:
    """ "past", "future", "timetable" or "" for the expression at tokens [start, end).

    The nearest verb before it in its sentence decides, else the nearest behind.
    """
    if end < len(tokens) and _told(tokens, end) == "past":
        return "past"  # "the minister on Tuesday announced"
    if start and tokens[start - 1].kind in _AIMS and _deferred(tokens, start - 1):
        return "future"
    if start and tokens[start - 1].kind == "UNTIL" and _opens(tokens, start - 1):
        return behind(tokens, end) or "future"  # "Until Thursday they had not called him one"
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


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Does this token open its sentence?"""
    return place == 0 or ends_sentence(tokens, place - 1)


def _deferred(tokens: Sequence[Token], place: int) -> bool:
    """ "was postponed by the court until Friday", "extended its offer to Nov. 16"."""
    near = tokens[max(place - _DEFERRED_REACH, 0) : place]
    return any(token.text in _words("deferred") for token in near)


def _told(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    if token.text in _words("future") and token.kind != "MONTH":
        return _future(tokens, place)
    if token.kind == "TO":
        return _infinitive(tokens, place)
    if told := _timetable(tokens, place):
        return told
    if _bare(tokens, place):
        return ""
    return "past" if token.text in _past() or _regular_past(token) else ""


def _bare(tokens: Sequence[Token], place: int) -> bool:
    """ "Will be held", "to cut", "will have a scan", "expects to have restored": no past tense."""
    before = [token.text for token in tokens[max(place - 2, 0) : place]]
    if before[-1:] == ["have"]:
        return before[0] in ("to", "will")
    return before[-1:] in (["be"], ["to"], ["will"], ["would"])


def _regular_past(token: Token) -> bool:
    word = token.text
    ends = token.kind in ("WORD", "ENDED") and word.endswith("ed") and len(word) > 4
    return ends and word not in _words("not_past")


def _future(tokens: Sequence[Token], place: int) -> str:
    """A word of the future, unless its clause takes it back: "could not", "had been due", "as planned"."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if tokens[place].text == "could" and after == "not":
        return "past"
    if _had_been(tokens, place):
        return "past"
    near = tokens[max(place - 2, 0) : place]
    return "" if any(token.kind == "AS" for token in near) else "future"


def _had_been(tokens: Sequence[Token], place: int) -> bool:
    """ "had been due", "had long been scheduled": what was to come then is over, or off."""
    if place == 0 or tokens[place - 1].text != "been":
        return False
    return any(token.text == "had" for token in tokens[max(place - 3, 0) : place - 1])


def _infinitive(tokens: Sequence[Token], place: int) -> str:
    """ "is to meet", "agreed to meet", "a deal to meet": the day is to come."""
    if not place or tokens[place - 1].text not in _words("to_come"):
        return ""
    return "past" if _had_been(tokens, place - 1) else "future"


def _timetable(tokens: Sequence[Token], place: int) -> str:
    """The present tense of what is fixed: "opens", "talks start", "is held", "are meeting"."""
    word = tokens[place].text
    before = tokens[place - 1] if place else None
    if before is not None and before.text in _BE:
        if word in _words("timetable_passive") or word in _words("timetable_ing"):
            return TIMETABLE
        return "future" if word in _past() and _in_clause_to_come(tokens, place) else ""
    if word in _words("timetable"):
        finite = before is None or before.kind not in ("TO", "A", "THE", "OF")
    elif word in _words("timetable_plural"):
        finite = _could_rule(before, "timetable_we") or _plural(before)
    elif word in _words("timetable_singular"):
        finite = _could_rule(before, "timetable_he") or _named(before)
    else:
        finite = False
    return TIMETABLE if finite else ""


def _could_rule(token: Token | None, pronouns: str) -> bool:
    return token is not None and token.text in _words(pronouns)


def _plural(token: Token | None) -> bool:
    """ "talks", "trains"; no "was", "glass", "crisis"."""
    if token is None or token.kind != "WORD" or len(token.text) <= 4:
        return False
    return token.text.endswith("s") and not token.text.endswith(("ss", "us", "is"))


def _named(token: Token | None) -> bool:
    return token is not None and token.kind == "WORD" and str(token.value)[:1].isupper()


def _in_clause_to_come(tokens: Sequence[Token], place: int) -> bool:
    """ "if she loses when the case is heard in May": what has not been yet."""
    near = tokens[max(place - _CLAUSE, 0) : place]
    return any(token.text in ("when", "once", "if", "before", "until") for token in near)
