"""Are two names, each the fullest form of its article, names of one bearer? The reasons, by kind.

An answer is a list of features and a score: above 0 for yes, below 0 for a veto that keeps the two
apart whatever links them, None when the names alone do not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from crosswire import facts
from crosswire.errors import DataError
from crosswire.match.sounds import parts_of, plain, sounds_like
from crosswire.records.base import Feature
from crosswire.records.reading import Entity, NameKind

_SMALL = frozenset(("of", "the", "for", "and", "de", "del", "la", "on", "against", "&", "in", "y", "e", "do", "da"))  # fmt: skip
_TAILS = frozenset(("station", "cosmodrome", "prison", "city", "town", "village", "province", "region", "district", "island", "peninsula", "spaceport"))  # fmt: skip
# One letter in a long word is a slip or a spelling ("Petersberg"); in a short one it is another name.
_LONG_WORD = 7


@dataclass(frozen=True)
class Form:
    """One name as it is compared: its plain words, and the letters it is introduced with."""

    name: str
    kind: NameKind
    words: tuple[str, ...]
    letters: frozenset[str]

    @property
    def acronym(self) -> str:
        """The name itself when it is an acronym, else ""."""
        return self.name.replace(".", "") if is_acronym(self.name) else ""


@dataclass(frozen=True)
class Answer:
    """What two names tell: `score` above 0 yes, below 0 a veto."""

    score: float
    features: tuple[Feature, ...]


def form_of(entity: Entity) -> Form:
    """What is compared of an entity; a country under all its names is one."""
    name = entity.name
    if entity.kind == "place":
        name = _country(name) or name
    return Form(
        name=name,
        kind=entity.kind,
        words=_singular(parts_of(name)) if entity.kind == "group" else parts_of(name),
        letters=frozenset(form.replace(".", "") for form in entity.variants if is_acronym(form)),
    )


def is_acronym(form: str) -> bool:
    """Capitals only, two to eight letters; dots and hyphens allowed."""
    bare = form.replace(".", "").replace("-", "")
    return 2 <= len(bare) <= 8 and bare.isalpha() and bare.isupper()


def initials(words: Sequence[str]) -> frozenset[str]:
    """The acronyms that these words would have, with and without the small ones."""
    big = "".join(word[0] for word in words if word not in _SMALL)
    return frozenset(
        text.upper() for text in (big, "".join(word[0] for word in words)) if len(text) > 1
    )


def compare(one: Form, other: Form) -> Answer | None:
    """The answer of two names of the same or different kind; symmetric."""
    if one.kind != other.kind:
        return _other_kind(one, other)
    if one.words == other.words:
        return _answer(1.0, "same name", 1.0, one, other)
    if one.kind == "person":
        return _persons(one, other)
    if one.kind == "organization":
        return _bodies(one, other)
    if one.kind == "place":
        return _places(one, other)
    return None


def _answer(score: float, feature: str, value: float, one: Form, other: Form) -> Answer:
    return Answer(
        score, (Feature(name=feature, value=round(value, 3), left=one.name, right=other.name),)
    )


def _other_kind(one: Form, other: Form) -> Answer | None:
    """The same words under two kinds: a slip of the reader when they are several, else two bearers."""
    if one.words != other.words or "group" in (one.kind, other.kind):
        return None
    if len(one.words) > 1 or "person" not in (one.kind, other.kind):
        return _answer(0.8, "same name, kind unclear", 0.8, one, other)
    return _answer(-1.0, "another kind", 0.0, one, other)


def _persons(one: Form, other: Form) -> Answer | None:
    a, b = one.words, other.words
    if min(len(a), len(b)) < 2:
        return None
    if sorted(a) == sorted(b):
        return _answer(0.95, "names in another order", 0.95, one, other)
    surname = _alike(a[-1], b[-1])
    if "".join(a) == "".join(b):
        return _answer(0.98, "same letters", 0.98, one, other)
    if not surname:
        return _reversed(one, other)
    given = _given(a[:-1], b[:-1])
    if given:
        score = 0.5 * (surname + given)
        told = (
            Feature(name="surname", value=round(surname, 3), left=a[-1], right=b[-1]),
            Feature(name="given name", value=round(given, 3), left=a[0], right=b[0]),
        )
        return Answer(score, told)
    return _answer(-1.0, "same surname, other given name", surname, one, other)


def _one_letter(one: str, other: str) -> bool:
    """One letter for another in a long word: a slip or another spelling, where all else agrees."""
    long = len(one) == len(other) >= _LONG_WORD
    return long and Levenshtein.distance(one, other) == 1


def _reversed(one: Form, other: Form) -> Answer | None:
    """Another letter in a long surname, or family names first: "Pak Jong Un", "Pak Jong-woon"; a shared family name alone is a veto."""
    a, b = one.words, other.words
    if a[:-1] == b[:-1] and _one_letter(a[-1], b[-1]):
        return _answer(0.75, "one letter of a long surname", 0.75, one, other)
    if a[0] == b[0] and len(a) == len(b) > 2:
        rest = [_alike(x, y) for x, y in zip(a[1:], b[1:], strict=True)]
        if all(rest):
            return _answer(0.8, "family name first, given names alike", min(rest), one, other)
    if _alike(a[0], b[0]) or a[-1] == b[0] or a[0] == b[-1]:
        return _answer(-1.0, "same name, other surname", 0.0, one, other)
    if Levenshtein.normalized_similarity(a[-1], b[-1]) > 0.6 and _given(a[:-1], b[:-1]):
        return _answer(-1.0, "surnames only look alike", 0.0, one, other)
    return None


def _given(a: Sequence[str], b: Sequence[str]) -> float:
    """How alike the given names are: spelling, initial, or a middle name left out."""
    first = _alike(a[0], b[0])
    if not first and 1 in (len(a[0]), len(b[0])) and a[0][0] == b[0][0]:
        first = 0.7
    if not first and len(a) != len(b) and "".join(a) == "".join(b):
        first = 0.95
    if first and len(a) == len(b) > 1 and not all(_alike(x, y) or x[0] == y[0] for x, y in zip(a[1:], b[1:], strict=True)):  # fmt: skip
        return 0.0
    return first


def _alike(one: str, other: str) -> float:
    return sounds_like(one, other)


def _bodies(one: Form, other: Form) -> Answer | None:
    a, b = one.words, other.words
    if expanded(a, b) or expanded(b, a):
        return _answer(0.95, "first words as letters", 0.95, one, other)
    if len(a) == len(b) > 1 and _spelled_alike(a, b):
        return _answer(0.85, "spelling", 0.85, one, other)
    if (
        initials(a) & initials(b)
        and min(len(a), len(b)) > 1
        and not set(a) <= set(b)
        and not set(b) <= set(a)
    ):
        return _answer(-1.0, "another body with the same letters", 0.0, one, other)
    return None


def expanded(short: Sequence[str], full: Sequence[str]) -> bool:
    """ "UN Fisheries Council" for "United Nations Fisheries Council"."""
    size = len(full) - len(short) + 1
    return (
        len(short) > 1
        and size > 1
        and tuple(short[1:]) == tuple(full[size:])
        and short[0].upper() in initials(full[:size])
    )


def _places(one: Form, other: Form) -> Answer | None:
    a, b = one.words, other.words
    if _country(one.name) or _country(other.name):
        return None
    if (a[:-1] == b and a[-1] in _TAILS) or (b[:-1] == a and b[-1] in _TAILS):
        return _answer(0.75, "with and without its kind", 0.75, one, other)
    if len(a) == len(b) and _spelled_alike(a, b):
        return _answer(0.8, "spelling", 0.8, one, other)
    return None


def _spelled_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """All words equal but one, and that one sounds alike or is a letter off in a long word."""
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(pairs) != 1:
        return False
    one, other = pairs[0]
    if len(a) == 1 and min(len(one), len(other)) < 6:
        return False
    near = Levenshtein.distance(one, other) == 1 and min(len(one), len(other)) >= _LONG_WORD
    extended = one.startswith(other) or other.startswith(one)
    return bool(sounds_like(one, other)) or (near and not extended and len(one) == len(other))


def _singular(words: Sequence[str]) -> tuple[str, ...]:
    last = words[-1] if words else ""
    return (*words[:-1], last.removesuffix("s")) if words else ()


@cache
def _countries() -> dict[str, str]:
    rows: Any = facts.load("gazetteer").get("countries")
    if not isinstance(rows, list):
        raise DataError(
            "gazetteer.toml: [countries] must hold rows of name, other names, people, capital."
        )
    return {
        plain(form.strip()).replace(".", ""): row[0]
        for row in rows
        for form in (row[0], *row[1].split(";"))
        if form.strip()
    }


def _country(name: str) -> str:
    return _countries().get(plain(name).replace(".", "").removeprefix("the "), "")
