"""Written forms of names: what makes two forms of one article the same, a part or the letters of another."""

from __future__ import annotations

import re

from crosswire.records.reading import NameKind
from crosswire.text.names_facts import name_facts, words
from crosswire.text.stems import fold

_JOINTS = re.compile(r"[\s\-‐‑–/.,]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_SMALL = frozenset(("of", "the", "for", "and", "de", "del", "la", "on", "against", "&", "in", "y", "e", "do", "da", "des", "du"))  # fmt: skip
_LONGEST_LETTERS = 8


def key_of(form: str, kind: NameKind) -> str:
    """What all trivial variants of a form share: case, accents, hyphens, dots, plural of a people."""
    undotted = _DOTTED.sub(lambda match: match.group().replace(".", ""), form)
    plain = " ".join(part for part in _JOINTS.split(fold(undotted).lower()) if part)
    plain = plain.removeprefix("the ")
    if kind == "group":
        return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain
    if kind == "place":
        country = name_facts().aliases.get(form) or name_facts().aliases.get(fold(undotted))
        return fold(country).lower() if country else plain
    return plain


def parts_of(key: str) -> tuple[str, ...]:
    """The words of a key."""
    return tuple(key.split())


def is_part_of_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is `short` a shorter way to write `full`: its surname, given name, or it without the middle?"""
    if len(short) >= len(full):
        return False
    if full[: len(short)] == short or full[-len(short) :] == short:
        return True
    return len(short) == 2 and (short[0], short[-1]) == (full[0], full[-1])


def is_initialled(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "J. Holm" for "Jana Holm"."""
    return (
        len(short) > 1
        and short[-1] == full[-1]
        and len(short[0]) == 1
        and len(full[0]) > 1
        and full[0].startswith(short[0])
    )


def is_part_of_body(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Is `short` the short name of the body `full`: its last words with the head, or its first?

    One word alone is too little ("Commission"), unless it is no ordinary head ("Velmet" for
    "Velmet Holdings").
    """
    if len(short) >= len(full) or not short:
        return False
    heads = words("org_heads") | words("org_leads")
    if full[-len(short) :] == short:
        return len(short) > 1
    if full[: len(short)] != short:
        return False
    rest = full[len(short) :]
    proper = short[0] not in heads and short[0] not in _country_words()
    return proper and all(part in heads or part in _SMALL for part in rest)


def letters_of(form: str) -> set[str]:
    """The acronyms that a body's name would have: initials with and without the small words."""
    parts = [part for part in re.split(r"[\s\-–/]+", fold(form)) if part[:1].isalpha()]
    big = "".join(part[0] for part in parts if part.lower() not in _SMALL).upper()
    every = "".join(part[0] for part in parts).upper()
    found = {letters for letters in (big, every) if 2 <= len(letters) <= _LONGEST_LETTERS}
    if parts and parts[0].isupper() and 2 <= len(parts[0]) <= 4 and len(big) > 1:
        found.add(parts[0] + big[1:])
    return found


def is_acronym(form: str) -> bool:
    """Capitals only, two to eight letters, dots allowed ("U.N.")."""
    plain = form.replace(".", "").replace("-", "")
    return 2 <= len(plain) <= _LONGEST_LETTERS and plain.isalpha() and plain.isupper()


def is_slip_of(form: str, acronym: str) -> bool:
    """The letters of an acronym in another order: a slip of the finger ("KNCA" for "KCNA")."""
    return (
        len(acronym) > 3
        and form != acronym
        and form[0] == acronym[0]
        and sorted(form) == sorted(acronym)
    )


def _country_words() -> frozenset[str]:
    return name_facts().country_words
