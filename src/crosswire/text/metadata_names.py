"""Who wrote it: persons apart from agencies, desks and outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.text.metadata_jsonld import kinds, plain
from crosswire.text.outlets import find_outlet

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_MOST = 20


@dataclass(frozen=True)
class Names:
    """Persons, and desks (agencies, newsrooms, outlets) that stand where an author stands."""

    persons: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


@cache
def _words(name: str) -> frozenset[str]:
    return facts.words("pages", "bylines", name)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a byline begins, what parts its names, and what ends it; from pages.toml."""
    lead = "|".join(
        map(re.escape, sorted(facts.words("pages", "bylines", "leads"), key=len, reverse=True))
    )
    joint = "|".join(
        map(re.escape, sorted(facts.words("pages", "bylines", "joints"), key=len, reverse=True))
    )
    return (
        re.compile(rf"^\s*(?:{lead})(?:\s*:\s*|\s+)", re.I),
        re.compile(rf"\s*[,;|•·&]|\s/\s\s*|\s+(?:{joint})\s+|\s+[–—-]\s+", re.I),
        re.compile(r"\s*[(\[|].*$|\s+for\s.*$", re.I),
    )


# Where names are looked for, the surest first: what the page tells machines, then what it shows.
PLACES = ("json-ld", "meta", "byline", "visible", "microdata", "far")


def read_names(candidates: dict[str, list[Any]], own: set[str]) -> Names:
    """The names of the first place that tells any; `own` are the outlet's names, lower case.

    Where the first place names desks only, persons are looked for in the others.
    """
    persons: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    for place in PLACES:
        found = names_at(place, candidates.get(place, []), own)
        persons = persons or found.persons
        desks = desks or (found.desks if place != "far" else ())
        if persons and desks:
            break
    return Names(persons, desks)


def names_at(place: str, values: Iterable[Any], own: set[str]) -> Names:
    """The names that the values of one of the PLACES tell."""
    persons: dict[str, str] = {}
    desks: dict[str, str] = {}
    sure = place in {"json-ld", "meta"}
    for value in values:
        organization = isinstance(value, dict) and "organization" in " ".join(kinds(value))
        names = split_names(_shown(plain(value)) if place == "visible" else plain(value))
        # "Ada Moss, Head of Sport": what follows the name in one value is a role or a place.
        alone = len(names) == 1 or not any(looks_personal(name) for name in names)
        for name in names:
            if is_desk(name, own) or (organization and not looks_personal(name)):
                desks.setdefault(name.lower(), name)
            elif (sure and alone) or looks_personal(name):
                persons.setdefault(name.lower(), name)
    return Names(tuple(persons.values())[:_MOST], tuple(desks.values())[:_MOST])


def _shown(text: str) -> str:
    """The byline in a line of the header: "By Ada Moss", "Ada Moss | 5 May 2024"; else ""."""
    lead, _, _ = _patterns()
    if lead.match(text):
        return text
    parts = [part.strip() for part in re.split(r"[|•·]", text)]
    dated = len(parts) > 1 and any(char.isdigit() for char in text)
    names = [part for part in parts if looks_personal(part)]
    return names[0] if dated and len(names) == 1 and len(text) < 80 else ""


def split_names(text: str) -> list[str]:
    """The single names in a byline: "By Ada Moss and Ben Low, Port Town" gives three parts."""
    lead, joint, tail = _patterns()
    text = _ADDRESS.sub(" ", text[:600])
    text = lead.sub("", text.strip(), count=1)
    parts = [tail.sub("", lead.sub("", part)).strip(" .,;:|-–—\t\"'") for part in joint.split(text)]
    roles = _words("roles")
    names = [part for part in parts if part and part.lower() not in roles]
    return [name for name in names if 1 < len(name) <= 60 and not name.isdigit()]


def is_desk(name: str, own: set[str]) -> bool:
    """Is this an agency, a newsroom or an outlet rather than a person?"""
    if name.lower() in own or find_outlet(name) is not None:
        return True
    words = {word.lower().strip(".") for word in _WORD.findall(name)}
    return bool(words & _words("desks")) or bool(re.search(r"\.\w{2,3}$", name))


def looks_personal(name: str) -> bool:
    """Two to five words, capitals or no case at all, no figures: "Ada van der Moss"."""
    words = name.split()
    if not 2 <= len(words) <= 5 or re.search(r"[\d?!:\"…]", name):
        return False
    capital = [word for word in words if word[:1].isupper() or not word[:1].islower()]
    return len(capital) >= 2 and words[0][:1].isalpha()
