"""Bylines and contributor credits: who wrote it, who helped, which agency signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from crosswire.text.datelines import agency_name, is_agency
from crosswire.text.lines_dates import find_moments
from crosswire.text.lines_facts import members, strings

_MAIL = re.compile(r"[\[(<]?\s*[\w.+-]{1,64}@[\w.-]{2,80}\s*[\])>]?|(?<!\w)@\w{1,30}")
_JOINTS = re.compile(r"\s*(?:,|;|&|\||·|•|/|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "abu",
    )
)


@dataclass(frozen=True)
class Byline:
    """Persons, the agency or desk that signs, and what was told behind the names (often a date)."""

    persons: tuple[str, ...]
    agency: str | None = None
    rest: str = ""


@cache
def _by() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in strings("byline", "starts"))
    return re.compile(rf"(?:{words})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)


@cache
def _contributed() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in strings("byline", "contributed"))
    return re.compile(rf"(?:,?\s+(?:also|both|all))?,?\s+(?:{words})\b.{{0,60}}$", re.IGNORECASE)


@cache
def _reporting() -> re.Pattern[str]:
    told = sorted(strings("byline", "reporting"), key=len, reverse=True)
    return re.compile(rf"\(?\b({'|'.join(map(re.escape, told))})\b:?\s+", re.IGNORECASE)


def proper(name: str) -> str:
    """A name written in capitals as a reader would write it; others as they are."""
    if not name.isupper():
        return name
    parts = re.split(r"([\s'’-])", name.lower())
    return "".join(
        p if p in _PARTICLES and i else p[:1].upper() + p[1:] for i, p in enumerate(parts)
    )


def is_person(name: str) -> bool:
    """Could this be a person's name: two to five words with capitals, none of a desk?"""
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 50 or re.search(r"[\d:!?\"“”()<>@/|]", name):
        return False
    if is_agency(name):
        return False
    return all(w[0].isupper() or w.lower() in _PARTICLES for w in words) and any(
        w.isalpha() for w in words
    )


def split_names(text: str) -> list[str]:
    """The names of a list: "A, B in Place and C" gives A, B, C; roles and places are left out."""
    names = []
    for piece in _JOINTS.split(text[:400]):
        words = piece.strip(" .-–—").split()
        roles = [n for n, word in enumerate(words) if word.lower() in members("byline", "roles")]
        cut = next((n for n, word in enumerate(words) if n and (n in roles or word == "(")), None)
        name = proper(" ".join(words[:cut]))
        behind = proper(" ".join(words[roles[-1] + 1 :])) if roles else ""
        names += [one for one in (name, behind) if is_person(one)][:1]
    return names


def read_byline(line: str, *, after_headline: bool = False) -> Byline | None:
    """A byline: "By A, B and C, Outlet", "By AGENCY May 2, 2024", or names in capitals alone.

    Lines of names without "By" are read only where `after_headline` says that one is expected.
    """
    if len(line) > 220:
        return None
    bare = " ".join(_MAIL.sub(" ", line).split())
    by = _by().match(bare)
    if by is None:
        return _names_alone(bare) if after_headline else None
    told, rest = _before_date(bare[by.end() :])
    first = told.split()[0] if told else ""
    if not first[:1].isupper() and first.lower() not in {"our", "staff", "the"}:
        return None
    if by[0].strip(" :").lower() == "from" and not after_headline:
        return None
    return _signed(told, rest)


def _before_date(told: str) -> tuple[str, str]:
    moments = find_moments(told)
    cut = moments[0].start if moments else len(told)
    return told[:cut].strip(" ,|-–—•·"), told[cut:]


def _signed(told: str, rest: str) -> Byline | None:
    persons = tuple(split_names(told))
    pieces = [" ".join(piece.split()) for piece in _JOINTS.split(told)]
    agency = next(filter(None, map(agency_name, [told, *pieces])), None)
    if not persons and agency is None and not any(map(is_agency, pieces)):
        words = told.split()
        one = len(words) == 1 and words[0][:1].isupper() and words[0].isalpha()
        if not one or told[-1] in ".?!":
            return None
        return Byline((proper(told),), None, rest)
    if len(told.split()) > 6 + 5 * max(1, len(persons)) or told[-1] in "?!":
        return None
    return Byline(persons, agency, rest)


def _names_alone(bare: str) -> Byline | None:
    """ "JANE ROE" or "Jane Roe, Max Mill" alone on a line under the headline."""
    if len(bare) > 120 or bare.endswith((".", "?", "!", ":")):
        return None
    told, rest = _before_date(bare)
    names = split_names(told)
    words = sum(len(name.split()) for name in names)
    joints = len(re.findall(r"\b(?:and|und|et|y|e)\b", told))
    if not names or words + joints < len(re.findall(r"[\w.'’-]+", told)):
        return None
    return Byline(tuple(names), None, rest)


@dataclass(frozen=True)
class Helpers:
    """Who contributed, and who is said to have reported or written it."""

    contributed: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()


def read_helpers(line: str) -> Helpers | None:
    """ "Jane Roe in Paris contributed to this report." or "(Reporting by Jane Roe; Editing by Max Mill)"."""
    text = line.strip()
    if len(text) > 600:
        return None
    found = _contributed().search(text)
    if found and found.start() and len(text) < 320:
        return _contributors(text[: found.start()])
    inner = text.strip("()[] ")
    head = _reporting().match(inner)
    if head is None:
        return None
    names: list[str] = []
    for piece in re.split(r";|\.\s", inner):
        told = _reporting().search(piece)
        names += [
            name
            for name in split_names(piece[told.end() :] if told else piece)
            if name not in names
        ]
    return Helpers(reporting=tuple(names)) if names else None


def _contributors(told: str) -> Helpers | None:
    """The names before "contributed"; places after "in" are left out with their countries. An agency
    alone is a credit without names."""
    names = []
    for piece in re.split(r"\band\b|;", told):
        first = re.split(r"\s(?:in|from|at)\s", piece, maxsplit=1)
        names += split_names(first[0])
    words = len(told.split())
    house = not names and words <= 5 and agency_name(told.removeprefix("The ")) is not None
    few = bool(names) and words <= 8 * len(names) + 6
    return Helpers(contributed=tuple(names)) if few or house else None


def trailing_reporting(paragraph: str) -> int | None:
    """Where "(Reporting by …)" begins at the end of a paragraph; None where it does not."""
    tail = paragraph[-420:]
    at = tail.rfind("(")
    while at > 0:
        if _reporting().match(tail[at:]) and tail.rstrip(" .").endswith(")"):
            return len(paragraph) - len(tail) + at
        at = tail.rfind("(", 0, at)
    return None
