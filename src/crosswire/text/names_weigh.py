"""Reasons why a name is that of a person, a place, a body or a people, with their weights.

The weights were set by hand on English news of the world (the first set of `names` behind the evaluation
door); what matters most is their order: known forms, then heads, then titles and contexts, then lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.records.reading import NameKind
from crosswire.text.names_facts import given_name, is_common, name_facts, person_word, words
from crosswire.text.names_kinds import Piece, is_body
from crosswire.text.names_tokens import Token

_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
_PERSON_CAMEL = re.compile(r"(?:Ma?c|De|Di|La|Le|Van|Fitz|O)[A-Z]|al-")
_MODEL = re.compile(r"-(?:\d+\w{0,3}|[IVX]+)\Z")  # Orvo-12: a model of a thing
_LETTERS_PLURAL = re.compile(r"[A-Z]{2,6}s\Z")


def weigh(piece: Piece, before: Sequence[Token], after: Sequence[Token], gap: str) -> None:
    """Adds the reasons of one mention: its own words, then the words around it.

    `before` and `after` are the rest of the sentence, `gap` what stands right after the name.
    """
    form, context = _Scale(piece.form_scores), _Scale(piece.context_scores)
    _weigh_known(piece, form)
    _weigh_heads(piece, form)
    _weigh_shape(piece, form)
    _weigh_people(piece, form)
    if piece.titled:
        context.add("person", 3.0)
    _weigh_before(before, piece, context)
    _weigh_after(piece, after, gap, context)


class _Scale:
    def __init__(self, scores: dict[NameKind, float]) -> None:
        self.scores = scores

    def add(self, kind: NameKind, value: float) -> None:
        self.scores[kind] = self.scores.get(kind, 0.0) + value


def _weigh_known(piece: Piece, scale: _Scale) -> None:
    known, first = name_facts().known, piece.tokens[0]
    kind = known.get(piece.form) or (known.get(piece.form.title()) if first.shouted else None)
    if kind is None and first.text in ("N", "S", "E", "W") and len(piece.tokens) == 2:
        kind = known.get(piece.tokens[1].text)  # "N. Korea"
    if kind is None:
        return
    if len(piece.tokens) > 1:
        scale.add(kind, 8.0)
    else:
        doubtful = person_word(first.text) or is_common(first.lower)
        scale.add(kind, 2.5 if doubtful else 8.0)


def _weigh_heads(piece: Piece, scale: _Scale) -> None:
    tokens = piece.tokens
    first, last = tokens[0].lower, tokens[-1].lower
    if is_body(tokens):
        scale.add("organization", 5.0)
    elif len(tokens) == 1:
        scale.add("organization", 1.0 if last in words("org_heads") else 0.0)
    elif last in words("place_heads"):
        scale.add("place", 5.0)
    elif first in words("place_openers"):
        scale.add("place", 4.0)
    elif first in words("place_leads"):
        scale.add("place", 1.2)
    if len(tokens) > 1 and name_facts().known.get(tokens[-1].text) in ("place", "group"):
        part = first in words("place_leads") | words("directions")
        scale.add("place" if part else "organization", 3.0 if part else 1.5)


def _weigh_shape(piece: Piece, scale: _Scale) -> None:
    tokens = piece.tokens
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1 and first.shouted and piece.form not in name_facts().known:
        scale.add("organization", 2.0)
    if len(tokens) == 1 and (_LETTERS_PLURAL.match(first.text) or _MODEL.search(first.text)):
        scale.add("other", 4.0)
    elif any(_CAMEL.search(token.text) and not _PERSON_CAMEL.match(token.text) for token in tokens):
        scale.add("organization", 1.5)
    if len(tokens) > 1 and first.shouted and not last.shouted and not person_word(last.text):
        scale.add("organization", 1.5 if 3 <= len(first.text) < 6 else 0.0)
    if last.shouted or len(last.text) < 6 or is_common(last.lower):
        return
    ends: tuple[tuple[NameKind, str], ...] = (
        ("person", "person_ends"),
        ("place", "place_ends"),
        ("organization", "org_ends"),
    )
    for kind, name in ends:
        if last.lower.endswith(tuple(sorted(words(name)))):
            scale.add(kind, 0.8)


def _weigh_people(piece: Piece, scale: _Scale) -> None:
    tokens = [token for token in piece.tokens if token.cap]
    people = sum(person_word(token.text) or len(token.text) == 1 for token in tokens)
    if len(tokens) == 1:
        scale.add("person", 1.4 if people else 0.5)
        scale.add("organization", 0.0 if people else 0.4)
        return
    scale.add("person", 2.5 if given_name(tokens[0].text) else 0.0)
    scale.add("person", 2.0 * people / len(tokens) if len(tokens) < 6 else 0.0)
    common = sum(is_common(token.lower) and token.lower in name_facts().common for token in tokens)
    scale.add("organization", 1.6 * common / len(tokens) + 0.3)
    if not common and len(tokens) < 5:
        scale.add("person", 0.9 if people else 0.3)


def _weigh_before(before: Sequence[Token], piece: Piece, scale: _Scale) -> None:
    if not before:
        return
    word = before[-1].lower
    if word in words("courtesies"):
        scale.add("person", 5.0)
    elif word in words("title_heads"):
        scale.add("person", 2.0)
    elif word in words("place_prepositions"):
        scale.add("place", 1.5)
    elif word in words("loose_prepositions"):
        scale.add("place", 0.4)
        if word == "of" and len(before) > 1 and before[-2].lower in words("place_nouns"):
            scale.add("place", 3.0)
    elif word == "the":
        scale.add("organization", 0.6)
        scale.add("person", -1.5)
    elif word in words("org_nouns"):
        scale.add("organization", 1.5)
    elif word in words("place_nouns"):
        scale.add("place", 1.5)
    _weigh_list(before, piece.tokens[0], scale)


def _weigh_list(before: Sequence[Token], first: Token, scale: _Scale) -> None:
    """ "Oslo, Bergen and Skarvik": what stands beside a known name in a list is of its kind."""
    beside = before[-1]
    if beside.lower == "and" and first.gap == " " and len(before) > 1:
        beside = before[-2]
    elif first.gap != ", ":
        return
    kind = name_facts().known.get(beside.text)
    if kind in ("place", "organization"):
        scale.add(kind, 1.0)


def _weigh_after(piece: Piece, after: Sequence[Token], gap: str, scale: _Scale) -> None:
    if not after:
        return
    word, mark = after[0].lower, gap.strip()
    if mark == "," and after[0].text.isdigit() and len(after[0].text) < 3:
        scale.add("person", 4.0)
    elif mark == "(" and after[0].shouted and len(piece.tokens) > 1:
        scale.add("organization", 2.5)
    elif mark == "," and name_facts().known.get(after[0].text) == "place":
        scale.add("place", 1.5)
    elif mark:
        return
    elif word in words("person_verbs"):
        scale.add("person", 1.5)
    elif word in words("place_nouns") or word in words("place_heads"):
        scale.add("place", 2.0)
    elif word in words("org_nouns"):
        scale.add("organization", 0.6)
