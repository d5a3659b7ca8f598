"""What a whole text knows of its names: one kind for each form, and where a form was overlooked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from crosswire.records.reading import NameKind
from crosswire.text.names_facts import given_name, is_common, name_facts, person_word, words
from crosswire.text.names_kinds import Piece
from crosswire.text.names_tokens import Token

# 1 is the mean of all contexts, 0 their sum. Between, a cue that stands beside one of three mentions
# still tells; on the first set of names (F1 .830) the sum costs .025, the mean .002.
_WEIGHT_OF_REPEATS = 0.5
# Reasons that outweigh a shared surname: a known place or body, a head ("Park", "Bank"). From 2.5 to 5
# the first set of names does not move; without it "Paris" is a person beside "Lena Paris".
_SURE = 3.5
# "in Velmar" once: a place, though a Lena Velmar is named too. Weight of a preposition of place.
_TOLD_AS_PLACE = 1.5
_KINDS: tuple[NameKind, ...] = ("person", "organization", "place", "group", "other")
_HALVES = ("north", "south", "east", "west")
_OFTEN = 3  # times that an unknown word opens a sentence before it is taken for a name
_MOST_WORDS = 4  # of a person's name in a headline


def is_nobody(piece: Piece) -> bool:
    """One letter, or one ordinary word with a capital of courtesy ("the Government")."""
    word = piece.tokens[0]
    if len(piece.tokens) > 1 or piece.titled or piece.form in name_facts().known:
        return False
    if word.lower in words("short_dates") | words("directions"):
        return True
    if all(len(part) == 1 for part in word.text.strip(".").split("-")):
        return True
    return (
        is_common(word.lower)
        and (len(word.text) > 3 or not word.shouted)
        and not person_word(word.text)
    )


def is_portfolio(piece: Piece, before: Sequence[Token]) -> bool:
    """ "Minister of Natural Resources": what an office is about is no body."""
    if len(before) < 2 or before[-1].lower not in ("of", "for"):
        return False
    office = before[-2].lower in words("title_heads")
    return office and all(is_common(token.lower) for token in piece.tokens)


def without_openings(pieces: Sequence[Piece]) -> list[Piece]:
    """Leaves out unknown single words that the text only shows at the start of sentences."""
    counts = Counter(piece.form for piece in pieces)
    inside = {piece.form for piece in pieces if not piece.tokens[0].first}
    inside |= {form for form, count in counts.items() if count >= _OFTEN}
    parts = {part for form in inside if " " in form for part in form.split()}
    return [piece for piece in pieces if piece.form in inside or not _is_mere_opening(piece, parts)]


def _is_mere_opening(piece: Piece, parts: set[str]) -> bool:
    word = piece.tokens[0]
    if len(piece.tokens) > 1 or piece.titled or word.shouted or word.possessive:
        return False
    if piece.form in name_facts().known or person_word(word.text) or piece.form in parts:
        return False
    return not any(score > 1.0 for score in piece.context_scores.values())


def kinds_of(pieces: Iterable[Piece]) -> dict[str, NameKind]:
    """One kind for each form: the mentions' reasons together, full names lending theirs."""
    mentions: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        mentions[piece.form].append(piece)
    totals = {form: _total(each) for form, each in mentions.items()}
    for form, scores in totals.items():
        singular = form[:-1]
        if form.endswith("s") and singular in totals and form not in name_facts().known:
            scores["group"] += 3.0
            if not person_word(singular):
                totals[singular]["group"] += 3.0
    kinds = {form: _best(scores) for form, scores in totals.items()}
    for form in [form for form, kind in kinds.items() if kind == "person" and " " in form]:
        for part in _person_parts(form):
            if part in kinds and _may_be_person(part, totals[part]):
                kinds[part] = "person"
    for form in [form for form, kind in kinds.items() if kind == "organization" and " " in form]:
        short = form.rsplit(" ", 1)[0]
        if kinds.get(short) == "person" and _is_firm(form, short) and totals[short]["place"] < 1.0:
            kinds[short] = "organization"
    return kinds


def _is_firm(form: str, short: str) -> bool:
    """ "Velmet" beside "Velmet Holdings": a made-up word that nobody and no place is called by."""
    headed = form.rsplit(" ", 1)[1].lower() in words("org_heads")
    return headed and short not in name_facts().known and not any(map(person_word, short.split()))


def _total(mentions: Sequence[Piece]) -> dict[NameKind, float]:
    """The form's own reasons once; those of the contexts added up, each further one counting less."""
    weight = len(mentions) ** -_WEIGHT_OF_REPEATS
    return {
        kind: mentions[0].form_scores.get(kind, 0.0)
        + weight * sum(piece.context_scores.get(kind, 0.0) for piece in mentions)
        for kind in _KINDS
    }


def _best(scores: Mapping[NameKind, float]) -> NameKind:
    return max(_KINDS, key=lambda kind: (scores[kind], -_KINDS.index(kind)))


def _person_parts(form: str) -> tuple[str, ...]:
    parts = form.split()
    return (parts[0], parts[-1], " ".join(parts[1:]))


def _may_be_person(part: str, scores: Mapping[NameKind, float]) -> bool:
    """May this word be short for a person's full name, as far as its own reasons go?"""
    if name_facts().known.get(part) in ("place", "group", "organization") or part.isupper():
        return False
    if scores["place"] >= _TOLD_AS_PLACE and scores["place"] > scores["person"]:
        return False
    return max(score for kind, score in scores.items() if kind != "person") < _SURE


def parts_of_people(kinds: Mapping[str, NameKind]) -> set[str]:
    """The first and last words of all full names of persons."""
    return {
        part
        for form, kind in kinds.items()
        if kind == "person" and " " in form
        for part in (form.split()[0], form.split()[-1])
        if len(part) > 1
    }


def overlooked(row: Sequence[Token], taken: set[int], people: set[str]) -> Iterator[Token]:
    """Words of a sentence that are short for a person named in full elsewhere ("So", "Sun").

    `taken` holds the starts of words that stand in a name already, `people` what may be found.
    """
    for token in row:
        if token.cap and not token.first and token.start not in taken and token.text in people:
            yield token


def short_forms(kinds: Mapping[str, NameKind]) -> dict[str, NameKind]:
    """Single words that "the" makes a name: "the Commission", where the text tells of one body that
    ends so, and "the North", where it tells of one country that begins so."""
    bodies = Counter(
        form.rsplit(" ", 1)[1]
        for form, kind in kinds.items()
        if kind == "organization" and " " in form
    )
    countries = Counter(form.split()[0] for form in kinds if form in name_facts().aliases)
    found: dict[str, NameKind] = {
        word: "organization"
        for word, count in bodies.items()
        if count == 1 and word.lower() in words("org_heads")
    }
    found |= {word: "place" for word, n in countries.items() if n == 1 and word.lower() in _HALVES}
    return found


def shortened(
    row: Sequence[Token], taken: set[int], short: Mapping[str, NameKind]
) -> Iterator[tuple[Token, NameKind]]:
    """Words of a sentence that are such short forms, after "the"."""
    for before, token in pairwise(row):
        free = token.cap and token.start not in taken and token.text in short
        if free and before.lower == "the" and token.gap == " ":
            yield token, short[token.text]


def in_headline(
    tokens: Sequence[Token], kinds: Mapping[str, NameKind]
) -> Iterator[tuple[Sequence[Token], NameKind]]:
    """The stretches of a headline's run that the body or the gazetteer knows, the longest first."""
    at = 0
    while at < len(tokens):
        for size in range(len(tokens) - at, 0, -1):
            part = tokens[at : at + size]
            kind = _kind_in_headline(part, kinds)
            if kind is not None:
                yield part, kind
                at += size
                break
        else:
            at += 1


def _kind_in_headline(part: Sequence[Token], kinds: Mapping[str, NameKind]) -> NameKind | None:
    form = " ".join(token.text for token in part)
    for spelling in (form, form.title()) if form.isupper() else (form,):
        kind = kinds.get(spelling) or name_facts().known.get(spelling)
        if kind and (len(part) > 1 or spelling in kinds or not is_common(part[0].lower)):
            return kind
    is_person = (
        1 < len(part) <= _MOST_WORDS
        and given_name(part[0].text)
        and not any(
            is_common(token.lower) or token.text in name_facts().known for token in part[1:]
        )
    )
    return "person" if is_person else None
