"""What the reader tells of one sentence. Offsets are characters of the sentence, half-open."""

from __future__ import annotations

from crosswire.records.base import Record
from crosswire.records.reading import NameKind

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound",
    "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
KINDS: tuple[NameKind, ...] = ("person", "organization", "place", "group", "other")
NAME_TAGS = ("O", *(f"{edge}-{kind}" for kind in KINDS for edge in "BI"))


class Word(Record, frozen=True, kw_only=True):
    """A word: its part of speech (UPOS), its head (its number in the sentence, -1 for the root) and
    the relation to it (universal, without subtypes)."""

    start: int
    end: int
    upos: str
    head: int
    relation: str


class ReadName(Record, frozen=True, kw_only=True):
    """A name: `first` and `last` are its words, `score` the chance of its kind (0 to 1), `chances`
    that of each of `KINDS`."""

    start: int
    end: int
    first: int
    last: int
    kind: NameKind
    score: float
    chances: tuple[float, ...]


class Read(Record, frozen=True, kw_only=True):
    """One sentence as read. `whole` is false where only its beginning was read.

    `chances` holds for each word the chance that it is in no name, then that of each of `KINDS`.
    """

    words: tuple[Word, ...]
    names: tuple[ReadName, ...] = ()
    chances: tuple[tuple[float, ...], ...] = ()
    whole: bool = True
