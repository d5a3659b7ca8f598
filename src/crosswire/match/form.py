"""What kind of text this is: a report of the day, or a page that lives and is written on for years.

A report tells who said what on which weekday; an encyclopedia's page, a manual, a notice board define
and describe. Two reports that share a text are print and reprint; two states of a living page are
versions, even where nothing is known of outlet and date.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from crosswire import facts
from crosswire.match.vectors import stem

REPORTING = 0.6
"""Reporting verbs and weekdays in a hundred words from which a text is a report. Of kindred pairs of
encyclopedia pages 98 in 100 lie below in both texts, of reprints of news 2 in 100. At .4 talk and
history pages are lost (96), at 1.0 one reprint in ten is taken for a version."""

DEFINING = 2.0
"""So many times the reporting is let pass in a text whose opening defines its subject, or that shows
the marks of a page under edit."""

FEWEST_WORDS = 40
"""A shorter text that shows nothing else tells too little of itself to be taken for a living page."""

OPENING_WORDS = 45
LONGEST_SUBJECT = 7
SAME_SUBJECT = 0.6
"""Part of the words of two subjects in common: "Herman of Norrby" and "Saint Herman of Norrby" are
one, "Norrby" and "Norrby harbour" are two."""

_OPENING_CHARACTERS = 900
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.\n;:|]")
_BRACKETS = re.compile(r"\([^()]{0,300}\)\n?|\[\[[^\[\]]{0,300}\]\]")
_DATE_LINES = 4
_LONGEST_DATE = 60
_LABEL_WORDS = 2  # "Released", "Last updated"
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? ?(?:19|20)\d\d\b"
    r"|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? (?:19|20)\d\d\b"
    r"|\b\d{1,2} ?[/.] ?\d{1,2} ?[/.] ?(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
)
_BREAKS = frozenset(".\n;:|")


def is_living(text: str) -> bool:
    """Is this a page that is written on, not a report of the day?"""
    marked = _is_marked(text)
    shows = marked or _defines(text)
    words: list[str] = _words().findall(text.lower())
    if (_is_dated(text) and not marked) or (len(words) < FEWEST_WORDS and not shows):
        return False
    cues = _told()
    # "is said to float" defines, it reports nobody
    told = sum(word in cues and after != "to" for word, after in pairwise([*words, ""]))
    limit = REPORTING * (DEFINING if shows else 1.0)
    return 100 * told < limit * max(len(words), FEWEST_WORDS)


def subject(text: str) -> frozenset[str]:
    """The words of what the opening defines ("Hecate (Greek Ἑκάτη) was the goddess of ..."); empty
    when it defines nothing."""
    words = _opening(text)
    defining, empty = facts.words("versions", "subject", "verbs"), _no_subject()
    for at, word in enumerate(words):
        if word in defining and at and words[at - 1] not in _BREAKS:
            named = _back_to_break(words, at)
            told = frozenset(stem(part) for part in named if part not in _small())
            return frozenset() if empty & set(named) or len(named) > LONGEST_SUBJECT else told
    return frozenset()


def same_subject(left: str, right: str) -> bool:
    """Do both texts open by defining the same thing?"""
    return is_one_subject(subject(left), subject(right))


def is_one_subject(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do the words of two definitions name one thing?"""
    return bool(one and other) and len(one & other) >= SAME_SUBJECT * len(one | other)


def _opening(text: str) -> list[str]:
    start = _BRACKETS.sub(" ", _BRACKETS.sub(" ", text[:_OPENING_CHARACTERS]))
    return _TOKEN.findall(start.lower())[:OPENING_WORDS]


def _back_to_break(words: list[str], end: int) -> list[str]:
    start = end
    while start and words[start - 1] not in _BREAKS:
        start -= 1
    return words[start:end]


def _defines(text: str) -> bool:
    words = _opening(text)
    verbs = facts.words("versions", "subject", "verbs")
    after = facts.words("versions", "subject", "articles")
    return any(word in verbs and following in after for word, following in pairwise(words))


def _is_dated(text: str) -> bool:
    """Does a line of its own near the start tell a day, as reports do?"""
    lines = text[:_OPENING_CHARACTERS].split("\n", _DATE_LINES)[:_DATE_LINES]
    return any(_is_date_line(line.lower()) for line in lines if len(line) <= _LONGEST_DATE)


def _is_date_line(line: str) -> bool:
    rest, dates = _DATE.subn(" ", line)
    others = [word for word in _words().findall(rest) if word.isalpha() and word not in _told()]
    return dates > 0 and len(others) <= _LABEL_WORDS


def _is_marked(text: str) -> bool:
    marks = facts.words("versions", "living", "marks")
    opening = text[: 4 * _OPENING_CHARACTERS].lower()
    return any(mark in opening for mark in marks)


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@cache
def _told() -> frozenset[str]:
    return facts.words("versions", "report", "verbs") | facts.words("versions", "report", "days")


@cache
def _small() -> frozenset[str]:
    return facts.words("versions", "subject", "small")


@cache
def _no_subject() -> frozenset[str]:
    return facts.words("versions", "subject", "never")
