"""Words and shapes of page furniture, captions, bylines and dates: `data/furniture.toml`, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError

TABLE = "furniture"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u200b": None})


def plain(line: str) -> str:
    """A line as the word lists have it: lower case, straight apostrophes, single spaces."""
    return " ".join(line.translate(_STRAIGHT).lower().split())


@dataclass(frozen=True)
class Phrases:
    """Whole lines, beginnings, parts and shapes that mark one kind of line."""

    exact: frozenset[str]
    starts: re.Pattern[str] | None
    contains: re.Pattern[str] | None
    shapes: re.Pattern[str] | None
    always: re.Pattern[str] | None
    ends: tuple[str, ...] = ()

    def begins(self, low: str) -> bool:
        """Does the plain line begin with one of the phrases, at a word's end?"""
        return self.starts is not None and self.starts.match(low) is not None

    def always_begins(self, low: str) -> bool:
        """Does the plain line begin with a phrase that tells at any length?"""
        return self.always is not None and self.always.match(low) is not None

    def holds(self, low: str) -> bool:
        """Does one of the phrases stand anywhere in the plain line?"""
        return self.contains is not None and self.contains.search(low) is not None

    def shaped(self, low: str) -> bool:
        """Has the plain line one of the shapes or endings?"""
        return low.endswith(self.ends) or (
            self.shapes is not None and self.shapes.search(low) is not None
        )


@cache
def table(*path: str) -> Any:
    """A part of the table; DataError names what is missing."""
    here: Any = facts.load(TABLE)
    for step in path:
        if not isinstance(here, dict) or step not in here:
            raise DataError(f"{TABLE}.toml: no [{'.'.join(path)}]. Add it, or restore the file.")
        here = here[step]
    return here


@cache
def strings(*path: str) -> tuple[str, ...]:
    """A list of strings in the table's order, lower case; DataError when it is anything else."""
    here = table(*path)
    if not isinstance(here, list) or not all(isinstance(word, str) and word for word in here):
        raise DataError(f"{TABLE}.toml: [{'.'.join(path)}] must be a list of strings.")
    return tuple(word.lower() for word in here)


@cache
def members(*path: str) -> frozenset[str]:
    """The strings as a set, for "is it one of them?"."""
    return frozenset(strings(*path))


def _any_of(words: tuple[str, ...], *, start: bool) -> re.Pattern[str]:
    """One expression for all phrases; a word's end is asked for after a letter or digit."""
    told = sorted({plain(word) for word in words}, key=lambda word: (-len(word), word))
    parts = [re.escape(word) + (r"(?!\w)" if word[-1].isalnum() else "") for word in told]
    return re.compile(("" if start else r"(?<!\w)") + "(?:" + "|".join(parts) + ")")


def _shapes(patterns: list[str], where: str) -> re.Pattern[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DataError(f"{TABLE}.toml: [{where}] {pattern!r}: {error}. Mend it.") from error
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def phrases(kind: str) -> Phrases:
    """The phrases of one section of the table; lists that are not there are empty."""
    section = table(kind)
    told = {
        key: strings(kind, key)
        for key in ("exact", "starts", "contains", "ends", "always")
        if key in section
    }
    return Phrases(
        exact=frozenset(plain(word) for word in told.get("exact", ())),
        starts=_any_of(told["starts"], start=True) if "starts" in told else None,
        contains=_any_of(told["contains"], start=False) if "contains" in told else None,
        shapes=_shapes(section["patterns"], f"{kind}.patterns") if "patterns" in section else None,
        always=_any_of(told["always"], start=True) if "always" in told else None,
        ends=told.get("ends", ()),
    )


@cache
def globs(*path: str) -> re.Pattern[str]:
    """Whole lines with "*" for anything, as one expression for `match` on a plain line."""
    parts = [re.escape(word).replace(r"\*", ".*") for word in strings(*path)]
    return re.compile("(?:" + "|".join(parts) + r")\Z")


@cache
def numbers(*path: str) -> dict[str, int]:
    """A table of words and whole numbers (months, weekdays)."""
    here = table(*path)
    if not isinstance(here, dict) or not all(isinstance(value, int) for value in here.values()):
        raise DataError(f"{TABLE}.toml: [{'.'.join(path)}] must map words to whole numbers.")
    return {word.lower(): value for word, value in here.items()}


@cache
def zones() -> dict[str, str]:
    """Zone letters and the offset or the place whose clock they mean."""
    here = table("dates", "zones")
    for word, value in here.items():
        if not isinstance(value, str) or not re.fullmatch(r"Z|[+-]\d\d:\d\d|\w+/\w+", value):
            raise DataError(f"{TABLE}.toml: [dates.zones] {word} = {value!r} is no offset or zone.")
    return {word.lower(): value for word, value in here.items()}
