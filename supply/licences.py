"""Which family the licence of a library belongs to, by what its metadata say."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

FAMILIES: dict[str, str] = {
    "Apache-2.0": r"\bapache\b",
    "MIT": r"\bMIT\b",
    "BSD": r"\b0?BSD\b",
    "ISC": r"\bISC\b",
    "PSF": r"\bPSF\b|python software foundation|\bPython-2\.0\b|\bCNRI\b",
    "MPL": r"\bMPL\b|mozilla public",
    "Zlib": r"\bzlib\b",
    "CC0": r"\bCC0\b",
    "Unlicense": r"\bunlicense\b",
}
"""Families that are taken, with the words that name them. MPL binds changes to a library's own files,
which nobody makes here; the others ask for their text to be kept."""

REFUSED = re.compile(r"\b[AL]?GPL|general public|\bSSPL\b|\bBUSL\b|commercial|proprietary", re.I)


def licence_of(told: Distribution) -> str:
    """What a library says of its licence: the expression, else the field, else the classifiers."""
    expression = told.metadata.get("License-Expression")
    if expression:
        return expression
    kinds = [
        line for line in told.metadata.get_all("Classifier") or () if line.startswith("License ::")
    ]
    # Some put the whole text of the licence into the field, some only who holds the rights.
    field = (told.metadata.get("License") or "").strip().split("\n")[0]
    named = any(re.search(words, field, re.I) for words in FAMILIES.values())
    if named and " OR " in field:
        return field
    return "; ".join([*([field] if named else []), *(kind.rpartition(" :: ")[2] for kind in kinds)])


def families_of(licence: str) -> set[str]:
    """The families under which a library may be used here; none where it must not be.

    "A OR B" lets us choose, "A AND B" (and a row of classifiers) does not.
    """
    for choice in re.split(r"\s+OR\s+|\s+or\s+", licence):
        parts = [part for part in re.split(r"\s+AND\s+|[;]", choice) if part.strip()]
        named = [
            {name for name, words in FAMILIES.items() if re.search(words, part, re.I)}
            for part in parts
        ]
        if parts and not REFUSED.search(choice) and all(named):
            return set().union(*named)
    return set()
