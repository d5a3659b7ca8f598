"""Names of persons, organizations, places and groups in one text.

1. words and their capitals, sentence by sentence; what the text writes in lower case elsewhere is
   no name at the start of a sentence (`names_tokens`, `names_runs`);
2. runs of capitals are cut into names, titles left out (`names_kinds`);
3. each mention gathers reasons for its kind from its own words and from those around it
   (`names_weigh`);
4. the text remembers: all mentions of one form share their reasons, and a surname takes the kind
   of the full name (`names_memory`);
5. in headlines, where capitals mean little, only what the body or the gazetteer knows is a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.records.base import Span
from crosswire.records.reading import Name, NameKind, Sentence
from crosswire.text.names_facts import words
from crosswire.text.names_kinds import Piece, pieces_of
from crosswire.text.names_memory import (
    in_headline,
    is_nobody,
    is_portfolio,
    kinds_of,
    overlooked,
    parts_of_people,
    short_forms,
    shortened,
    without_openings,
)
from crosswire.text.names_runs import Memory, is_headline, runs_of
from crosswire.text.names_tokens import Token, tokens_of
from crosswire.text.names_weigh import weigh

_CONTEXT = 4
"""Words looked at on either side of a name; the furthest cue ("city of") is two away."""


def find_names(text: str, sentences: Sequence[Sentence]) -> tuple[Name, ...]:
    """The names in these sentences, in order, none overlapping another.

    Spans point into `text`; titles ("President", "Dr") stand outside persons.
    """
    rows = [tokens_of(text, each.span.start, each.span.end) for each in sentences]
    stopped = [each.span.quote.rstrip('"”’)')[-1:] in (".", "!", "?") for each in sentences]
    plain: list[list[Token]] = []
    loud: list[list[Token]] = []
    for row, stop in zip(rows, stopped, strict=True):
        (loud if is_headline(row, stop) else plain).append(row)
    memory = Memory()
    for row in plain:
        memory.learn(row)
    pieces = without_openings([piece for row in plain for piece in _pieces(row, memory, text)])
    kinds = kinds_of(pieces)
    names = [_name(text, piece.tokens, kinds[piece.form]) for piece in pieces]
    taken = {token.start for piece in pieces for token in piece.tokens}
    people, short = parts_of_people(kinds), short_forms(kinds)
    for row in plain:
        names += [_name(text, [token], "person") for token in overlooked(row, taken, people)]
        names += [_name(text, [token], kind) for token, kind in shortened(row, taken, short)]
    known: dict[str, NameKind] = {**dict.fromkeys(people, "person"), **kinds}
    for row in loud:
        for run in runs_of(row, memory, headline=True):
            names += [_name(text, part, kind) for part, kind in in_headline(run, known)]
    return tuple(sorted(names, key=lambda name: name.span.start))


def _pieces(row: list[Token], memory: Memory, text: str) -> list[Piece]:
    """The names of one sentence with their reasons."""
    place = {token.start: number for number, token in enumerate(row)}
    found: list[Piece] = []
    for run in runs_of(row, memory, headline=False):
        for piece in pieces_of(run):
            first, last = place[piece.tokens[0].start], place[piece.tokens[-1].start]
            before = row[max(0, first - _CONTEXT) : first]
            if is_nobody(piece) or is_portfolio(piece, before):
                continue
            after = row[last + 1 : last + 1 + _CONTEXT]
            gap = text[piece.tokens[-1].end : after[0].start] if after else ""
            weigh(piece, before, after, gap)
            found.append(piece)
    return found


def _name(text: str, tokens: Sequence[Token], kind: NameKind) -> Name:
    last = tokens[-1]
    dotted = last.lower in words("legal_tails") and text[last.end : last.end + 1] == "."
    return Name(span=Span.of(text, tokens[0].start, last.end + dotted), kind=kind)
