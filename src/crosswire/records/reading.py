"""Readings: what one article holds, sentence by sentence.

All spans point into `Article.text`.
"""

from __future__ import annotations

from typing import Literal

from crosswire.records.base import Record, Span
from crosswire.records.page import Label

NameKind = Literal["person", "organization", "place", "group", "other"]
HopKind = Literal[
    "person",
    "office",  # a ministry, the police, a spokesman without a name, a company
    "agency",  # a news agency
    "outlet",  # another paper or broadcaster
    "state medium",
    "document",
    "image",  # photos, footage, satellite pictures
    "post",  # social network
    "unnamed",  # "officials", "sources", "a man who asked not to be named"
    "crowd",  # "it is believed", "reports", "widely reported"
]


class Clause(Record, frozen=True, kw_only=True):
    """A stretch of a sentence that says something of its own.

    `lead` are the stretches of the sentence that say of whom it speaks where it does not itself
    ("[The crane] crushed a van"); `holes` are clauses beside it that stand in its middle;
    `governor` is the word whose complement it stands in ("[said] that the crane fell").
    """

    span: Span
    lead: tuple[Span, ...] = ()
    holes: tuple[Span, ...] = ()
    governor: tuple[Span, ...] = ()


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence (or a headline, a caption) and the paragraph it stands in, counted from 0.

    `clauses` are empty where nobody read its grammar.
    """

    span: Span
    paragraph: int
    label: Label = "body"
    clauses: tuple[Clause, ...] = ()


class Name(Record, frozen=True, kw_only=True):
    """A name where it stands. `entity` is the id of the entity it names within the article.

    `subject` is true where the reader has seen that it is who a verb speaks of.
    """

    span: Span
    kind: NameKind
    entity: str = ""
    subject: bool = False


class Entity(Record, frozen=True, kw_only=True):
    """One bearer of names within one article.

    `name` is the fullest form; `variants` are all forms that stand in the text, the fullest first;
    `roles` are titles and descriptions ("Foreign Minister", "spokeswoman for Boreal Metals").
    """

    id: str
    name: str
    kind: NameKind
    variants: tuple[str, ...]
    roles: tuple[str, ...] = ()
    count: int = 1


class Time(Record, frozen=True, kw_only=True):
    """A time expression and what it means.

    `value` is TIMEX3 (`2023-09-12T06:00`, `2023-09-13TAF`, `2023-W38`, `P3D`, `PRESENT_REF`);
    `start` and `end` bound it in ISO 8601, half-open, UTC ("Z") when the zone is known, local
    without a zone otherwise; both null for durations, sets and vague references. `zone` is the
    name or offset as told. `direction` says what grammar hints: "past", "future" or "".
    """

    span: Span
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    start: str | None = None
    end: str | None = None
    zone: str | None = None
    direction: str = ""


class Amount(Record, frozen=True, kw_only=True):
    """A number with what it counts, as an interval in base units.

    "at least 12 officers": low 12, high null; "about 900 miles": low and high round 1 448 km in
    metres. `unit` is the base unit ("m", "kg", "USD", "%", "" for a plain count); `thing` is the
    head noun counted or measured ("officer", "missile"), lower case, singular; `about` is true for
    rounded or vague words.
    """

    span: Span
    low: float | None
    high: float | None
    unit: str = ""
    thing: str = ""
    about: bool = False


class Hop(Record, frozen=True, kw_only=True):
    """One source in a chain. `name` is resolved within the article ("he" → the man's name)."""

    name: str
    kind: HopKind
    span: Span | None = None
    cue: Span | None = None
    entity: str = ""


class Voice(Record, frozen=True, kw_only=True):
    """Who says what: the content, and the chain of sources from the one nearest the reader.

    `parts` are the pieces of an interrupted quote; `content` runs from the first to the last.
    `stance` is how the cue takes the content: a plain report, a denial, an expectation ...
    """

    content: Span
    hops: tuple[Hop, ...]
    parts: tuple[Span, ...] = ()
    cue: Span | None = None
    quoted: bool = False
    stance: Literal["said", "denied", "expected", "possible", "alleged", "asked", "silent"] = "said"


class Reading(Record, frozen=True, kw_only=True):
    """All that one article holds.

    `known` is false where the language is not one we read; `reader` is true where the reader was a
    witness beside the rules, false where the rules decided alone.
    """

    article: str
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    amounts: tuple[Amount, ...] = ()
    voices: tuple[Voice, ...] = ()
    known: bool = True
    reader: bool = False
