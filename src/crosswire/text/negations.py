"""What a statement negates, part by part: "has not conceded and has not called" negates two things."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from crosswire import facts
from crosswire.text.modes import pattern, plain
from crosswire.text.stems import content_words, stem

# A negation reaches to the end of its clause, and no further than this many letters.
_REACH = 90
_CLAUSE_END = re.compile(
    r"[,;:.!?()]|\b(?:and|but|because|although|though|while|when|after|which|who|as|since)\b"
)
_PERFECT = re.compile(r"\b(?:has|have|had|hasn't|haven't|hadn't|is|are) ?(?:still )?$")
_JUDGED = re.compile(r"\b(?:should|must|would|may|might|ought|let|says?|said|saying) ?$")
_AHEAD = re.compile(r"\b(?:will (?:not|never)|won['’]t|shall not)$")
_JUST_A_SAYING = re.compile(r"\b\w+(?=\s{3})")


class Negated(NamedTuple):
    """One thing that is negated: its content words, the first of them what did not happen; those that
    stand before it in its clause; `so_far` where it may yet ("has not", "has yet to"); `planned` where a
    plan of it is denied ("has no plan to close", "will not close")."""

    words: tuple[str, ...]
    before: tuple[str, ...]
    so_far: bool = False
    planned: bool = False


def negations(told: str) -> tuple[Negated, ...]:
    """The things that a text negates, in order; negation in form only ("not only") negates nothing."""
    line = pattern("harmless").sub(lambda match: " " * len(match.group()), plain(told))
    if len(line) != len(told):  # a letter that grows in lower case has moved all that follows
        return ()
    found: list[Negated] = []
    begin = 0
    for match in _negators().finditer(line):
        if match.start() < begin or _is_no_report(line, match):
            continue
        stop = _CLAUSE_END.search(line, match.end(), match.end() + _REACH)
        end = stop.start() if stop else min(len(line), match.end() + _REACH)
        words = [w for w in content_words(told[match.end() : end]) if w not in _indefinite()]
        before = content_words(told[_opening(line, match.start()) : match.start()])
        if not words:  # "I have congratulated nobody"
            words, before = before[-1:], before[:-1]
        planned = _is_of_a_plan(line, match)
        if len(words) > 1 and words[0] in _plans():
            words, planned = words[1:], True
        if words:
            subject = tuple(before) or (found[-1].before if found else ())
            found.append(Negated(tuple(words), subject, _so_far(line, match), planned))
        begin = end
    return tuple(found)


def _is_no_report(line: str, match: re.Match[str]) -> bool:
    """ "Did not [say] that it burned"; "should never be", "would not": a judgement or a wish."""
    if _JUST_A_SAYING.match(line, match.start()):
        return True
    return _JUDGED.search(line, max(0, match.start() - 12), match.start()) is not None


def _is_of_a_plan(line: str, match: re.Match[str]) -> bool:
    """ "Will not close", "won't close"."""
    return _AHEAD.search(line, max(0, match.start() - 8), match.end()) is not None


def segments(told: str) -> tuple[frozenset[str], ...]:
    """The content words of each clause of a text, parted as negations end."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(told)), len(told)]
    parts = (frozenset(content_words(told[a:b])) for a, b in pairwise(cuts))
    return tuple(part for part in parts if part)


def _opening(line: str, start: int) -> int:
    """Where the clause of a negation opens."""
    ends = [match.end() for match in _CLAUSE_END.finditer(line, max(0, start - _REACH), start)]
    return ends[-1] if ends else max(0, start - _REACH)


def _so_far(line: str, match: re.Match[str]) -> bool:
    return match.group().endswith("yet to") or (
        match.group() in ("not", "never", "n't")
        and _PERFECT.search(line, 0, match.start()) is not None
    )


@cache
def _indefinite() -> frozenset[str]:
    return facts.words("modes", "indefinite")


@cache
def _plans() -> frozenset[str]:
    """Stems of words for a plan: "no intention of closing"."""
    return frozenset(stem(word) for word in facts.words("modes", "plans"))


@cache
def _negators() -> re.Pattern[str]:
    phrases = facts.words("modes", "negators") | facts.words("modes", "turning")
    words = sorted(
        (p for p in phrases if p[0].isalnum() and p != "n't"), key=lambda p: (-len(p), p)
    )
    joined = "|".join(re.escape(word) for word in words if word not in ("n't", "n’t"))
    return re.compile(rf"\b(?:{joined})(?!\w)|n't(?!\w)")
