"""Patterns over kinds of tokens: small rules that a reader can check by eye.

A pattern such as `WEEKDAY COMMA? MONTH DAYNUM` is turned into a regular expression over one letter
a token, so finding all places costs one pass in C for each rule. Of matches that overlap the
leftmost and then the longest wins, then the rule that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from crosswire.text.times_lex import Token

_NAME = re.compile(r"[A-Z][A-Z_]*")
# What of a pattern tells which kinds it needs; "{0" opens a repeat that may be none.
_PART = re.compile(r"[A-Z][A-Z_]*|\((?:\?<?=|\?:)?|[)|?*]|\{0")
_FIRST_LETTER = 0xE000  # a private area of Unicode: no letter means anything to `re`
_LETTERS: dict[str, str] = {}
_GLUE_BEFORE = frozenset("$€£¥#/.:+_&*=\\-–")
_GLUE_AFTER = frozenset("%_#=\\")


def letter(kind: str) -> str:
    """The letter that stands for a kind, the same all through a process."""
    if kind not in _LETTERS:
        _LETTERS[kind] = chr(_FIRST_LETTER + len(_LETTERS))
    return _LETTERS[kind]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over kinds as a regular expression over letters."""
    return re.compile(_NAME.sub(lambda name: letter(name[0]), pattern).replace(" ", ""))


@cache
def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Of each of these sets of kinds a text must hold one, or the pattern fits nowhere in it."""
    return _needed(iter(_PART.findall(pattern)))


def _needed(parts: Iterator[str]) -> tuple[frozenset[str], ...]:
    """The same for the parts of a pattern up to the end of its group."""
    ways: list[list[frozenset[str]]] = [[]]
    for part in parts:
        if part == ")":
            break
        if part == "|":
            ways.append([])
        elif part in ("?", "*", "{0"):
            ways[-1][-1] = frozenset()
        elif part[0] == "(":
            inner = _needed(parts)
            ways[-1].append(min(inner, key=len, default=frozenset()))
        else:
            ways[-1].append(frozenset([part]))
    sure = [tuple(each for each in way if each) for way in ways]
    if len(sure) == 1:
        return sure[0]
    one_each = [min(way, key=len, default=frozenset[str]()) for way in sure]
    return (frozenset().union(*one_each),) if all(one_each) else ()


@dataclass(slots=True)
class Hit:
    """Where a rule fits: the tokens [start, end) of all tokens."""

    all: Sequence[Token]
    start: int
    end: int

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens that the rule fits."""
        return self.all[self.start : self.end]

    def get(self, *kinds: str) -> Token | None:
        """The first token of one of these kinds."""
        return next((token for token in self.tokens if token.kind in kinds), None)

    def value(self, *kinds: str) -> Any:
        """What the first token of one of these kinds means; None when there is none."""
        token = self.get(*kinds)
        return token.value if token else None

    def every(self, *kinds: str) -> list[Token]:
        """All tokens of these kinds."""
        return [token for token in self.tokens if token.kind in kinds]

    def before(self, back: int = 1) -> Token | None:
        """The token before the match, or further back."""
        place = self.start - back
        return self.all[place] if place >= 0 else None

    def after(self, ahead: int = 0) -> Token | None:
        """The token behind the match, or further ahead."""
        place = self.end + ahead
        return self.all[place] if place < len(self.all) else None


@dataclass(frozen=True)
class Rule:
    """A pattern, the kind of what it makes, and what it means; None means that it does not hold.

    `glue` lets the match stand right behind a sign ("mid-1996"). Tokens of `outside` kinds at
    either end belong to the match but not to the words that are shown.
    """

    pattern: str
    kind: str
    make: Callable[[Hit], Any]
    glue: bool = False
    outside: frozenset[str] = field(default=frozenset())


def rewrite(text: str, tokens: list[Token], rules: Sequence[Rule]) -> list[Token]:
    """The tokens with every match replaced by one token that carries its meaning."""
    letters = "".join([letter(token.kind) for token in tokens])
    absent = {token.kind for token in tokens}.isdisjoint
    places = []
    for order, rule in enumerate(rules):
        if any(map(absent, needed(rule.pattern))):
            continue  # three rules of five in a text of 400 words
        for match in compiled(rule.pattern).finditer(letters):
            places.append((match.start(), -match.end(), order))
    places.sort()
    made: list[Token] = []
    done = 0
    for start, minus_end, order in places:
        if start < done:
            continue
        token = _apply(text, rules[order], Hit(tokens, start, -minus_end))
        if token is not None:
            made.extend(tokens[done:start])
            made.append(token)
            done = -minus_end
    made.extend(tokens[done:])
    return made


def _apply(text: str, rule: Rule, hit: Hit) -> Token | None:
    shown = list(hit.tokens)
    while shown and shown[0].kind in rule.outside:
        shown.pop(0)
    while shown and shown[-1].kind in rule.outside:
        shown.pop()
    if not shown or (not rule.glue and _glued(text, shown[0].start, shown[-1].end)):
        return None
    meaning = rule.make(hit)
    if meaning is None:
        return None
    start, end = shown[0].start, shown[-1].end
    return Token(rule.kind, start, end, text[start:end].lower(), meaning)


def _glued(text: str, start: int, end: int) -> bool:
    """Does a digit of the match hang together with a sign that makes it something else?"""
    if start and text[start - 1] in (_GLUE_BEFORE if text[start].isdigit() else "$#@"):
        return True
    if not text[end - 1].isdigit() or end >= len(text):
        return False
    behind = text[end : end + 2]
    return behind[0] in _GLUE_AFTER or (behind[0] in "-–.,:/" and behind[1:].isdigit())
