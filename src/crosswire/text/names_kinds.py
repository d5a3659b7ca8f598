"""Runs of capitals cut into names, each with its reasons for being a person, a place, a body ..."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """One name with its scores by kind; the highest wins."""

    tokens: list[Token]
    titled: bool = False
    scores: dict[NameKind, float] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """The name as written, with single spaces."""
        return texts(self.tokens)

    def add(self, kind: NameKind, value: float) -> None:
        """One more reason for a kind."""
        self.scores[kind] = self.scores.get(kind, 0.0) + value


def pieces_of(run: Sequence[Token], titled: bool = False) -> list[Piece]:
    """The names in one run, titles left out."""
    tokens = [token for token in run]
    while tokens and not tokens[-1].cap:
        tokens.pop()
    if not tokens:
        return []
    if texts(tokens) in name_facts().known:
        return [Piece(tokens, titled)]
    at = _title_head(tokens)
    if at is not None:
        first = at
        while first > 0 and tokens[first - 1].lower in words("titles"):
            first -= 1
        if tokens[at].lower in _WITH_PORTFOLIO:
            while (
                first > 0
                and is_common(tokens[first - 1].lower)
                and tokens[first - 1].text not in name_facts().known
            ):
                first -= 1
        return [*pieces_of(tokens[:first]), *pieces_of(tokens[at + 1 :], titled=True)]
    if _is_body(tokens):
        return [Piece(_without_titles(tokens), titled)]
    tokens = _without_titles(tokens)
    return _known_first(tokens, titled) if tokens else []


def _title_head(tokens: Sequence[Token]) -> int | None:
    """The index of the last word of a title that stands before or after a name."""
    heads = words("title_heads")
    for at in range(len(tokens) - 1, -1, -1):
        word = tokens[at]
        if word.lower not in heads or word.possessive:
            continue
        left, right = tokens[:at], tokens[at + 1 :]
        if right and _is_body(right) and not person_word(right[0].text):
            continue
        if not right and left and _is_surname_here(left, word):
            continue
        if right and right[0].lower in ("of", "for", "and"):
            continue
        return at
    return None


def _is_surname_here(left: Sequence[Token], word: Token) -> bool:
    return (
        word.lower in _NOBLE and left[-1].lower not in words("titles") and given_name(left[-1].text)
    )


def _without_titles(tokens: Sequence[Token]) -> list[Token]:
    first = 0
    if not _is_body(tokens):
        while first < len(tokens) and tokens[first].lower in words("titles"):
            first += 1
    return list(tokens[first:])


def _is_body(tokens: Sequence[Token]) -> bool:
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
        for token, after in zip(tokens, tokens[1:], strict=False)
    )


def _known_first(tokens: list[Token], titled: bool) -> list[Piece]:
    """Cuts a known people or place off the front when a person or another word follows."""
    known = name_facts().known
    for size in range(min(len(tokens) - 1, name_facts().longest), 0, -1):
        kind = known.get(texts(tokens[:size]))
        rest = tokens[size:]
        if kind not in ("group", "place", "organization") or not rest[0].cap:
            continue
        if rest[-1].lower in words("place_heads") or known.get(texts(rest)) == "place":
            return [Piece(tokens, titled)]
        if given_name(rest[0].text) and not given_name(tokens[0].text) and len(rest) > 1:
            return [Piece(tokens[:size]), *_known_first(rest, titled)]
        if kind == "group":
            return [Piece(tokens[:size]), *pieces_of(rest)]
    return [Piece(tokens, titled)]


def weigh(piece: Piece, before: Sequence[Token], after: Sequence[Token], gap: str) -> None:
    """Adds the reasons of one mention: its own words, then the words around it.

    `before` and `after` are the rest of the sentence, `gap` what stands right after the name.
    """
    _weigh_form(piece)
    _weigh_before(piece, before)
    _weigh_after(piece, after, gap)


def _weigh_form(piece: Piece) -> None:
    tokens, known = piece.tokens, name_facts().known
    kind = known.get(piece.form) or (known.get(piece.form.title()) if tokens[0].shouted else None)
    first, last = tokens[0], tokens[-1]
    if kind:
        sure = 8.0 if len(tokens) > 1 else 4.0
        piece.add(kind, sure if len(tokens) > 1 or not person_word(first.text) else 2.5)
    if _is_body(tokens):
        piece.add("organization", 5.0)
    elif last.lower in words("place_heads") and len(tokens) > 1:
        piece.add("place", 3.0)
    elif first.lower in words("place_openers") and len(tokens) > 1:
        piece.add("place", 4.0)
    elif first.lower in words("place_leads") and len(tokens) > 1:
        piece.add("place", 1.2)
    elif len(tokens) == 1 and last.lower in words("org_heads"):
        piece.add("organization", 1.0)
    if len(tokens) == 1 and first.shouted and not kind:
        piece.add("organization", 2.0)
    _weigh_person_words(piece)


def _weigh_person_words(piece: Piece) -> None:
    tokens = [token for token in piece.tokens if token.cap]
    people = sum(person_word(token.text) or len(token.text) == 1 for token in tokens)
    _weigh_ends(piece, tokens[-1])
    if len(tokens) > 1:
        piece.add("person", 2.5 if given_name(tokens[0].text) else 0.0)
        piece.add("person", 2.0 * people / len(tokens) if len(tokens) < 6 else 0.0)
        common = sum(is_common(token.lower) for token in tokens)
        piece.add("organization", 1.6 * common / len(tokens) + 0.3)
        if not common and len(tokens) < 5:
            piece.add("person", 0.9 if people else 0.3)
    elif people:
        piece.add("person", 1.4)
    else:
        piece.add("organization", 0.4)
        piece.add("person", 0.5)
    if piece.titled:
        piece.add("person", 3.0)


def _weigh_ends(piece: Piece, last: Token) -> None:
    """Surnames, places and firms are told by how they end, where no list knows them."""
    if last.shouted or len(last.text) < 6 or is_common(last.lower):
        return
    kinds: tuple[tuple[NameKind, str], ...] = (
        ("person", "person_ends"),
        ("place", "place_ends"),
        ("organization", "org_ends"),
    )
    for kind, ends in kinds:
        if last.lower.endswith(tuple(sorted(words(ends)))):
            piece.add(kind, 0.8)


def _weigh_before(piece: Piece, before: Sequence[Token]) -> None:
    if not before:
        return
    word = before[-1].lower
    if word in words("courtesies"):
        piece.add("person", 5.0)
    elif word in words("title_heads"):
        piece.add("person", 2.0)
    elif word in words("place_prepositions"):
        piece.add("place", 1.5)
    elif word in words("loose_prepositions"):
        piece.add("place", 0.4)
        if word == "of" and len(before) > 1 and before[-2].lower in words("place_nouns"):
            piece.add("place", 3.0)
    elif word == "the":
        piece.add("organization", 1.0)
        piece.add("person", -1.5)
    elif word in words("org_nouns"):
        piece.add("organization", 1.5)
    elif word in words("place_nouns"):
        piece.add("place", 1.5)


def _weigh_after(piece: Piece, after: Sequence[Token], gap: str) -> None:
    if not after:
        return
    word = after[0].lower
    if gap.strip() == "," and after[0].text.isdigit() and len(after[0].text) < 3:
        piece.add("person", 4.0)
    elif gap.strip() == "(" and after[0].shouted and len(piece.tokens) > 1:
        piece.add("organization", 2.5)
    elif gap.strip() == "," and name_facts().known.get(after[0].text) == "place":
        piece.add("place", 1.5)
    elif gap.strip():
        return
    elif word in words("person_verbs"):
        piece.add("person", 1.5)
    elif word in words("org_nouns"):
        piece.add("organization", 1.0)
    elif word in words("place_nouns") or word in words("place_heads"):
        piece.add("place", 2.0)
