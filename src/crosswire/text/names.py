"""Names of persons, organizations, places and groups in one text.

1. words and their capitals, sentence by sentence; what the text writes in lower case elsewhere is
   no name at the start of a sentence (`names_tokens`, `names_runs`);
2. runs of capitals are cut into names, titles left out (`names_kinds.pieces_of`);
3. each mention gathers reasons for its kind from its own words and from those around it;
4. the text remembers: all mentions of one form share their reasons, and a surname takes the kind
   of the full name;
5. in headlines, where capitals mean little, only what the body or the gazetteer knows is a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crosswire.records.base import Span
from crosswire.records.reading import Name, NameKind, Sentence
from crosswire.text.names_facts import is_common, name_facts, person_word
from crosswire.text.names_kinds import Piece, pieces_of, weigh
from crosswire.text.names_runs import Memory, is_headline, runs_of
from crosswire.text.names_tokens import Token, tokens_of

_ORDER: tuple[NameKind, ...] = ("person", "organization", "place", "group", "other")


def find_names(text: str, sentences: Sequence[Sentence]) -> tuple[Name, ...]:
    """The names in these sentences, in order, none overlapping another.

    Spans point into `text`; titles ("President", "Dr") stand outside persons.
    """
    rows = [tokens_of(text, each.span.start, each.span.end) for each in sentences]
    headline = [is_headline(row) for row in rows]
    memory = Memory()
    for row, loud in zip(rows, headline, strict=True):
        if not loud:
            memory.learn(row)
    plain: list[Piece] = []
    loud_pieces: list[Piece] = []
    for row, loud in zip(rows, headline, strict=True):
        (loud_pieces if loud else plain).extend(_pieces(row, memory, loud, text))
    kinds = _kinds(plain)
    names = [_name(text, piece, kinds[piece.form]) for piece in plain]
    for piece in loud_pieces:
        names.extend(_in_headline(text, piece, kinds))
    return tuple(sorted(names, key=lambda name: name.span.start))


def _pieces(row: list[Token], memory: Memory, loud: bool, text: str) -> list[Piece]:
    place = {token.start: number for number, token in enumerate(row)}
    found: list[Piece] = []
    for run in runs_of(row, memory, loud):
        for piece in pieces_of(run):
            first, last = place[piece.tokens[0].start], place[piece.tokens[-1].start]
            after = row[last + 1 :]
            gap = text[piece.tokens[-1].end : after[0].start] if after else ""
            if _is_nobody(piece):
                continue
            weigh(piece, row[:first], after, gap)
            found.append(piece)
    return found


def _is_nobody(piece: Piece) -> bool:
    """One letter, or one ordinary word with a capital of courtesy ("the Government")."""
    word = piece.tokens[0]
    if len(piece.tokens) > 1 or piece.titled or piece.form in name_facts().known:
        return False
    if len(word.text.rstrip(".")) == 1:
        return True
    return is_common(word.lower) and not word.shouted and not person_word(word.text)


def _kinds(pieces: Sequence[Piece]) -> dict[str, NameKind]:
    """One kind for each form: the mentions' reasons together, full names lending theirs."""
    totals: dict[str, dict[NameKind, float]] = defaultdict(lambda: defaultdict(float))
    counts: dict[str, int] = defaultdict(int)
    for piece in pieces:
        counts[piece.form] += 1
        for kind, score in piece.scores.items():
            totals[piece.form][kind] += score
    kinds = {
        form: max(
            _ORDER, key=lambda kind: (scores.get(kind, 0.0) / counts[form], -_ORDER.index(kind))
        )
        for form, scores in totals.items()
    }
    known = name_facts().known
    for form, kind in list(kinds.items()):
        parts = form.split()
        if kind != "person" or len(parts) < 2:
            continue
        for part in (parts[0], parts[-1], " ".join(parts[1:])):
            if part in kinds and known.get(part) not in ("place", "group", "organization"):
                kinds[part] = "person"
    return kinds


def _name(text: str, piece: Piece, kind: NameKind) -> Name:
    return Name(span=Span.of(text, piece.tokens[0].start, piece.tokens[-1].end), kind=kind)


def _in_headline(text: str, piece: Piece, kinds: dict[str, NameKind]) -> list[Name]:
    """The known stretches of a run in a headline, the longest first."""
    found: list[Name] = []
    tokens, at = piece.tokens, 0
    known = name_facts().known
    while at < len(tokens):
        for size in range(len(tokens) - at, 0, -1):
            part = Piece(tokens[at : at + size])
            form = part.form if not part.tokens[0].shouted else part.form
            kind = kinds.get(form) or known.get(form)
            if kind is not None and not (
                size == 1 and is_common(part.tokens[0].lower) and form not in kinds
            ):
                found.append(_name(text, part, kind))
                at += size
                break
        else:
            at += 1
    return found
