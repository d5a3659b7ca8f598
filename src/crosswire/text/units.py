"""Units, currencies and the words around amounts, read from `data/units.toml` and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError


@dataclass(frozen=True)
class Unit:
    """A unit of measure: `value * factor + affine` is the amount in the base unit."""

    base: str
    factor: float = 1.0
    affine: float = 0.0
    money: bool = False

    def convert(self, value: float) -> float:
        """A value in this unit as one in the base unit."""
        return value * self.factor + self.affine


@dataclass(frozen=True)
class Measured:
    """A thing that measures tell of ("height"), its base units and the words that betray it."""

    thing: str
    units: frozenset[str]
    words: frozenset[str]
    money: bool


def _table(name: str) -> dict[str, Any]:
    rows = facts.load("units").get(name)
    if not isinstance(rows, dict):
        raise DataError(f"units.toml: no table [{name}]. Add it, or restore the file.")
    return rows


@cache
def units() -> dict[str, Unit]:
    """Written form to unit; forms that count only in their own letters are in `exact_units`."""
    return _forms("forms")


@cache
def exact_units() -> dict[str, Unit]:
    """Short forms whose capitals matter: "m" is a metre, "M" is not."""
    return _forms("exact")


def _forms(which: str) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for row in facts.load("units")["unit"]:
        if not isinstance(row.get("factor"), float) or not row.get("base"):
            raise DataError(f"units.toml: {row!r} needs a base and a factor with a decimal point.")
        for form in row.get(which, []):
            if form in found:
                raise DataError(f"units.toml: {form!r} stands in two units. Keep one.")
            found[form] = Unit(row["base"], row["factor"], row.get("affine", 0.0))
    return found


@cache
def currencies() -> dict[str, Unit]:
    """Currency words behind a number to codes, or to the word where several countries use it."""
    return {word: Unit(code, money=True) for word, code in _table("currency").items()}


@cache
def signs() -> dict[str, Unit]:
    """Currency signs before a number."""
    return {sign: Unit(code, money=True) for sign, code in _table("sign").items()}


@cache
def measured() -> tuple[Measured, ...]:
    """What measures tell of, in the order of the file."""
    return tuple(
        Measured(
            row["thing"], frozenset(row["units"]), frozenset(row["words"]), bool(row.get("money"))
        )
        for row in facts.load("units")["measured"]
    )


@cache
def singulars() -> dict[str, str]:
    """Irregular plurals to what they count."""
    return dict(_table("singular"))


def singular(word: str) -> str:
    """A plural noun, in lower case, as one of its kind: "missiles" is "missile"."""
    if word in singulars():
        return singulars()[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Does a lower-case word look like the plural of a noun?"""
    if word in singulars():
        return True
    return (
        len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )
