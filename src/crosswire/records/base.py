"""The floor: what every record is made of.

Frozen structs; ids made from raw content; spans that carry their quote; issues for all that was
skipped or doubted; judgements with their reasons, never an overwrite.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal, Self

import msgspec

from crosswire.errors import PipelineError


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that flows through the house. Never changed, only replaced by a later judgement."""


def make_id(kind: str, *parts: str | bytes | int) -> str:
    """An id from raw content: one letter for the kind, then 64 bits of BLAKE2b in hex.

    The parts are length-prefixed, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.blake2b(digest_size=8, person=kind.encode()[:16])
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return f"{kind[0]}{digest.hexdigest()}"


class Span(Record, frozen=True, kw_only=True):
    """A stretch of one text: half-open offsets in characters and the words themselves.

    `text[start:end] == quote` always holds for the text the span was made from.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The stretch `text[start:end]`; PipelineError when it is empty or lies outside."""
        if not 0 <= start < end <= len(text):
            raise PipelineError(f"no stretch [{start}, {end}) in a text of {len(text)} characters")
        return cls(start=start, end=end, quote=text[start:end])

    def holds(self, other: Span) -> bool:
        """Does the other lie wholly inside this one?"""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def fits(self, text: str) -> bool:
        """Does the quote stand in `text` where the offsets say?"""
        return text[self.start : self.end] == self.quote


Severity = Literal["note", "doubt", "skipped", "fatal"]


class Issue(Record, frozen=True, kw_only=True):
    """Something skipped or doubted, shown in the brief.

    `note` is worth knowing, `doubt` weakens a line of the brief, `skipped` was left out,
    `fatal` means that the run did not succeed.
    """

    id: str
    stage: str
    kind: str
    severity: Severity
    about: str
    message: str
    advice: str = ""
    article: str = ""

    @classmethod
    def make(
        cls,
        stage: str,
        kind: str,
        severity: Severity,
        about: str,
        message: str,
        *,
        advice: str = "",
        article: str = "",
    ) -> Self:
        """An issue with its id; `about` names the page, article or value in the user's words."""
        return cls(
            id=make_id("issue", stage, kind, about, message),
            stage=stage,
            kind=kind,
            severity=severity,
            about=about,
            message=message,
            advice=advice,
            article=article,
        )


class Feature(Record, frozen=True, kw_only=True):
    """One named reason of a judgement: its value and the two things it compared."""

    name: str
    value: float
    left: str = ""
    right: str = ""


# A note is about one record, named as left and right; it changes nothing.
Question = Literal["copy", "same story", "same claim", "same entity", "differs", "note"]


class Judgement(Record, frozen=True, kw_only=True):
    """A revocable answer to "are these two the same?", with its reasons.

    `score` runs from 0 to 1; `by` is "machine" or a person's name. A person outranks the machine.
    """

    id: str
    question: Question
    left: str
    right: str
    yes: bool
    score: float
    features: tuple[Feature, ...] = ()
    by: str = "machine"

    @classmethod
    def make(
        cls,
        question: Question,
        left: str,
        right: str,
        *,
        yes: bool,
        score: float,
        features: tuple[Feature, ...] = (),
        by: str = "machine",
    ) -> Self:
        """A judgement with its id; the pair is put in order, so A-B and B-A are one question."""
        left, right = sorted((left, right))
        return cls(
            id=make_id("judgement", question, left, right, by),
            question=question,
            left=left,
            right=right,
            yes=yes,
            score=round(score, 4),
            features=features,
            by=by,
        )


def encode(record: Any) -> bytes:
    """A record as canonical JSON: the same record gives the same bytes."""
    return _ENCODER.encode(record)


_ENCODER = msgspec.json.Encoder(order="deterministic")
