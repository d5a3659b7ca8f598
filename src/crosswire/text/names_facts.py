"""What is known of names beforehand: the gazetteer and the word lists, checked and indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError
from crosswire.records.reading import NameKind
from crosswire.text.stems import fold

_NO_PLURAL = ("ese", "ish", "ch", "s", "sh", "men", "man", "women")


@dataclass(frozen=True)
class NameFacts:
    """Known names by their exact form, and the words that names are built with (lower case)."""

    known: dict[str, NameKind]
    countries: dict[str, str]
    """Every name, adjective and capital of a country → the country."""
    aliases: dict[str, str]
    """The names of a country alone → the country."""
    country_words: frozenset[str]
    """Names and adjectives of countries, lower case."""
    longest: int
    """The most words that a known name has."""
    starts: frozenset[str]
    """The first words of the known names that have several."""
    given: frozenset[str]
    surnames: frozenset[str]
    people: frozenset[str]
    common: frozenset[str]


@cache
def name_facts() -> NameFacts:
    """The facts, read once per process; DataError when a table is malformed."""
    known: dict[str, NameKind] = {}
    countries: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for kind, table in (
        ("other", "others"),
        ("organization", "organizations"),
        ("place", "cities"),
    ):
        known.update(dict.fromkeys(_strings(table), _kind(kind)))
    known.update(dict.fromkeys((*_strings("regions"), *_strings("us_states")), "place"))
    for form in _strings("groups"):
        known.update(dict.fromkeys(_with_plural(form), "group"))
    for name, others, peoples, capitals in _country_rows():
        places = [name, *_split(others), *_split(capitals)]
        people = [form for adjective in _split(peoples) for form in _with_plural(adjective)]
        known.update(dict.fromkeys(people, "group"))
        known.update(dict.fromkeys(places, "place"))
        countries.update(dict.fromkeys((*people, *places), name))
        aliases.update(dict.fromkeys((name, *_split(others)), name))
    known.update({form.replace("'", "’"): kind for form, kind in known.items() if "'" in form})
    given, surnames = _block("names_people", "given"), _block("names_people", "surnames")
    return NameFacts(
        known=known,
        countries=countries,
        aliases=aliases,
        country_words=frozenset(form.lower() for form in countries),
        starts=frozenset(form.split()[0] for form in known if " " in form),
        longest=max(len(form.split()) for form in known),
        given=given,
        surnames=surnames,
        people=given | surnames | _block("names_people", "words"),
        common=_block("names_common", "words"),
    )


def is_known_name(form: str) -> bool:
    """Does the gazetteer hold this form?"""
    return form in name_facts().known


@cache
def words(name: str) -> frozenset[str]:
    """One list of `data/names.toml`, lower case."""
    return facts.words("names", name)


@cache
def _function_words() -> frozenset[str]:
    return facts.words("stems", "stop") | facts.words("names", "connectives")


def is_function_word(word: str) -> bool:
    """Does this word (lower case) open sentences and carry no content?"""
    return word in _function_words()


def is_common(word: str) -> bool:
    """Is this a word that English writes in lower case, or plainly a form of one?"""
    common = name_facts().common
    if word in common or word in _function_words() or word in _building_words():
        return True
    if len(word) > 6 and "-" not in word and word.endswith(_word_ends()):
        return word not in name_facts().people and word.title() not in name_facts().known
    bases = (
        word.removesuffix(end) for end in ("s", "es", "ed", "ing", "ly", "d") if word.endswith(end)
    )
    return any(base in common or f"{base}e" in common for base in bases if len(base) > 2)


@cache
def _building_words() -> frozenset[str]:
    """Titles and the heads of bodies and places: ordinary words, however often in a name."""
    built = words("org_heads") | words("org_leads") | words("place_heads") | words("titles")
    return built - name_facts().people


@cache
def _word_ends() -> tuple[str, ...]:
    return tuple(sorted(words("word_ends")))


def person_word(word: str) -> bool:
    """Is this (any case) a word that people are named by?"""
    people = name_facts().people
    plain = fold(word).lower().strip(".")
    return plain in people or ("-" in plain and all(part in people for part in plain.split("-")))


def given_name(word: str) -> bool:
    """Is this (any case) a given name?"""
    plain = fold(word).lower()
    return plain in name_facts().given or plain.split("-")[0] in name_facts().given


def _kind(kind: str) -> Any:
    return kind


def _with_plural(form: str) -> list[str]:
    if form.endswith(_NO_PLURAL):
        return [form]
    return [
        form,
        f"{form[:-1]}ies" if form.endswith("y") and form[-2] not in "aeiou" else f"{form}s",
    ]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _strings(table: str) -> list[str]:
    rows: Any = facts.load("gazetteer").get(table)
    if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
        raise DataError(f"gazetteer.toml: [{table}] must be a list of names.")
    return list(rows)


def _country_rows() -> list[tuple[str, str, str, str]]:
    rows: Any = facts.load("gazetteer").get("countries")
    wanted = "gazetteer.toml: [countries] must hold rows of name, other names, people, capital"
    if not isinstance(rows, list):
        raise DataError(f"{wanted}.")
    for row in rows:
        if len(row) != 4 or not all(isinstance(cell, str) for cell in row) or not row[0]:
            raise DataError(f"{wanted}; this one does not: {row!r}.")
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _block(name: str, key: str) -> frozenset[str]:
    block: Any = facts.load(name).get(key)
    if not isinstance(block, str):
        raise DataError(f"{name}.toml: {key} must be one string of words parted by white space.")
    return frozenset(block.lower().split())
