"""Runs of capitals cut into names, each with its reasons for being a person, a place, a body ..."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crosswire.records.reading import NameKind
from crosswire.text.names_facts import given_name, is_common, name_facts, person_word, words
from crosswire.text.names_runs import texts
from crosswire.text.names_tokens import Token

_ROMAN = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "jr", "sr"))
# "Natural Resources Minister": the words before these tell the office.
_WITH_PORTFOLIO = frozenset(
    ("minister", "ministers", "secretary", "undersecretary", "commissioner", "adviser", "advisor")
)
_NOBLE = frozenset(("king", "prince", "dean", "pope", "judge", "bishop", "major", "marshal", "page", "duke", "earl", "baron", "count", "father", "head", "chief", "justice", "lord", "brother", "coach", "cardinal", "tan", "don", "shah", "sultan", "imam", "tun"))  # fmt: skip


@dataclass
class Piece:
    """One name with its reasons by kind: those of its own words and those of the words around it."""

    tokens: list[Token]
    titled: bool = False
    form_scores: dict[NameKind, float] = field(default_factory=dict)
    context_scores: dict[NameKind, float] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """The name as written, with single spaces."""
        return texts(self.tokens)


def pieces_of(run: Sequence[Token], titled: bool = False) -> list[Piece]:
    """The names in one run, titles left out."""
    tokens = list(run)
    while tokens and not tokens[-1].cap:
        tokens.pop()
    if not tokens:
        return []
    if texts(tokens) in name_facts().known:
        return [Piece(tokens, titled)]
    at = _title_head(tokens)
    if at is not None:
        left = tokens[: _title_start(tokens, at)]
        return [*pieces_of(left), *pieces_of(tokens[at + 1 :], titled=True)]
    at = _person_start(tokens)
    if at:
        left = tokens[:at]
        return [*(pieces_of(left) if _stands_alone(left) else []), Piece(tokens[at:], titled)]
    if is_body(tokens):
        return [Piece(_without_titles(tokens), titled)]
    tokens = _without_titles(tokens)
    return _known_first(tokens, titled) if tokens else []


def _title_start(tokens: Sequence[Token], at: int) -> int:
    """Where the title begins whose last word is `tokens[at]`."""
    first = at
    while first > 0 and tokens[first - 1].lower in words("titles"):
        first -= 1
    if tokens[at].lower not in _WITH_PORTFOLIO:
        return first
    while first > 0 and is_common(tokens[first - 1].lower):
        first -= 1
    return first


def _person_start(tokens: Sequence[Token]) -> int:
    """Where a full name follows a body or an ordinary word ("Trade Committee Ilse Quendt"); else 0."""
    if tokens[-1].lower in words("org_heads") | words("place_heads"):
        return 0
    for at in range(1, len(tokens) - 1):
        before, given, rest = tokens[at - 1], tokens[at], tokens[at + 1 :]
        if not before.cap or person_word(before.text) or not given_name(given.text):
            continue
        plain = is_common(before.lower) or before.text in name_facts().known
        if plain and len(rest) < 4 and not any(is_common(token.lower) for token in (given, *rest)):
            return at
    return 0


def _stands_alone(tokens: Sequence[Token]) -> bool:
    return is_body(tokens) or texts(tokens) in name_facts().known or not is_common(tokens[-1].lower)


def _title_head(tokens: Sequence[Token]) -> int | None:
    """The index of the last word of a title that stands before or after a name."""
    heads = words("title_heads")
    for at in range(len(tokens) - 1, -1, -1):
        word = tokens[at]
        if word.lower not in heads or word.possessive:
            continue
        left, right = tokens[:at], tokens[at + 1 :]
        if right and is_body(right) and not person_word(right[0].text):
            continue
        if len(right) == 1 and right[0].lower in words("org_heads") | words("org_leads"):
            continue
        if not right and left and _is_surname_here(left, word):
            continue
        if (right and not right[0].cap) or (left and not left[-1].cap):
            continue
        return at
    return None


def _is_surname_here(left: Sequence[Token], word: Token) -> bool:
    return (
        word.lower in _NOBLE and left[-1].lower not in words("titles") and given_name(left[-1].text)
    )


def _without_titles(tokens: Sequence[Token]) -> list[Token]:
    first = 0
    if not is_body(tokens):
        while first < len(tokens) and tokens[first].lower in words("titles"):
            first += 1
    return list(tokens[first:])


def is_body(tokens: Sequence[Token]) -> bool:
    """Does the run end in the head of a body, or lead one ("Bank of ...")?"""
    heads, leads = words("org_heads"), words("org_leads")
    if len(tokens) > 1 and tokens[-1].lower in heads:
        return not (
            len(tokens) == 2
            and given_name(tokens[0].text)
            and tokens[0].text not in name_facts().known
        )
    return any(
        token.lower in leads and after.lower in ("of", "for", "on", "against")
        for token, after in pairwise(tokens)
    )


def _known_first(tokens: list[Token], titled: bool) -> list[Piece]:
    """Cuts a known people or place off the front when a person or another word follows."""
    known = name_facts().known
    for size in range(min(len(tokens) - 1, name_facts().longest), 0, -1):
        kind = known.get(texts(tokens[:size]))
        rest = tokens[size:]
        if kind not in ("group", "place", "organization") or not rest[0].cap:
            continue
        told = known.get(texts(rest))
        if rest[-1].lower in words("place_heads") or (told == "place" and kind != "organization"):
            return [Piece(tokens, titled)]
        if given_name(rest[0].text) and not given_name(tokens[0].text) and len(rest) > 1:
            return [Piece(tokens[:size]), *_known_first(rest, titled)]
        if kind in ("group", "organization") or told in ("organization", "group"):
            return [Piece(tokens[:size]), *pieces_of(rest)]
    return [Piece(tokens, titled)]
