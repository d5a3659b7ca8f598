"""Outlets as facts: who publishes under which name and domain, and what kind of house it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from crosswire import facts
from crosswire.errors import BadInput, DataError
from crosswire.records.base import Record

Kind = Literal[
    "agency", "newspaper", "broadcaster", "state medium", "government", "company", "aggregator"
]


class Outlet(Record, frozen=True, kw_only=True):
    """One house that publishes news.

    `agency` is true for all that serve other outlets with text, state agencies included, whose
    `kind` is "state medium". `signatures` are the marks it signs its text with, where they are not
    its name or an abbreviation.
    """

    name: str
    domains: tuple[str, ...]
    kind: Kind
    country: str
    languages: tuple[str, ...]
    agency: bool = False
    owner: str | None = None
    abbreviations: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()


# The environment variable that names a file of the user's own outlets; docs/outlets.md has its format.
OWN_FILE = "CROSSWIRE_OUTLETS"
_LARGEST = 20_000_000
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NOT_WORD = re.compile(r"[^\w&]+")


def read_outlets(table: dict[str, Any], source: str = "outlets.toml") -> tuple[Outlet, ...]:
    """The outlets of a table, checked; DataError names the file, the entry and the fault."""
    rows = table.get("outlets")
    if not isinstance(rows, list):
        raise DataError(f"{source}: outlets must be a list of tables.")
    seen: dict[str, str] = {}
    return tuple(_checked(row, place, source, seen) for place, row in enumerate(rows, 1))


def _checked(row: Any, place: int, source: str, seen: dict[str, str]) -> Outlet:
    try:
        outlet = msgspec.convert(row, Outlet)
    except msgspec.ValidationError as error:
        name = row.get("name", "?") if isinstance(row, dict) else "?"
        raise DataError(f"{source}: outlet {place} ({name}): {error}.") from error
    where = f"{source}: outlet {place} ({outlet.name})"
    if not _COUNTRY.fullmatch(outlet.country):
        raise DataError(f'{where}: country {outlet.country!r} is no two-letter code like "FR".')
    for domain in outlet.domains:
        if not _DOMAIN.fullmatch(domain):
            raise DataError(f"{where}: domain {domain!r} must be like example.org, lower case.")
        if domain in seen:
            raise DataError(f"{where}: {domain} belongs to {seen[domain]} already.")
        seen[domain] = outlet.name
    return outlet


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets: the user's own, then those that come with the package. Raises BadInput when the
    user's file is missing or malformed."""
    return (*own_outlets(), *read_outlets(facts.load("outlets")))


def own_outlets() -> tuple[Outlet, ...]:
    """The outlets in the file that CROSSWIRE_OUTLETS names, none where it names none. Raises BadInput."""
    mine = os.environ.get(OWN_FILE, "").strip()
    return read_own(Path(mine)) if mine else ()


def read_own(path: Path) -> tuple[Outlet, ...]:
    """The outlets in a file of the user's; BadInput says which entry is wrong, and what to do."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DataError(f"{path}: more than {_LARGEST:,} bytes is no list of outlets.")
        text = path.read_text("utf-8-sig")
        return read_outlets(facts.parse(str(path), text), str(path))
    except (OSError, UnicodeError, DataError) as error:
        raise BadInput(
            f"{error} Mend {path} (docs/outlets.md tells its fields), or unset {OWN_FILE}."
        ) from error


@cache
def _by_domain() -> dict[str, Outlet]:
    # Backwards, so that the user's outlets, which come first, have the last word.
    return {domain: outlet for outlet in reversed(outlets()) for domain in outlet.domains}


@cache
def _by_name() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    # Names before abbreviations: what one house is called outweighs how another is shortened.
    for fields in (lambda one: (one.name,), lambda one: one.abbreviations + one.signatures):
        for outlet in outlets():
            for name in fields(outlet):
                found.setdefault(_plain(name), outlet)
    return found


def _plain(name: str) -> str:
    words = _NOT_WORD.sub(" ", name.replace(".", "").casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=4096)
def find_outlet(name_or_domain: str) -> Outlet | None:
    """The outlet with this name, abbreviation, domain or address; None if we know none.

    `news.example.org` is found under `example.org`. "News agency" after a name may be missing or
    there: "Xinhua news agency" is Xinhua.
    """
    told = name_or_domain.strip()
    if not told or len(told) > 2_000:
        return None
    if "." in told and " " not in told:
        found = _of_host(_host(told))
        if found is not None:
            return found
    plain = _plain(told)
    short = re.sub(r"\s(?:news agency|news service|agency|news)$", "", plain)
    return _by_name().get(plain) or _by_name().get(short)


def is_agency(name: str) -> bool:
    """Does this name an agency: a house that serves other outlets with text?"""
    outlet = find_outlet(name)
    return outlet is not None and (outlet.agency or outlet.kind == "agency")


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # "http://[broken"
        return ""
    return host.strip(".").lower()


def _of_host(host: str) -> Outlet | None:
    labels = host.split(".")
    for start in range(max(1, len(labels) - 1)):
        found = _by_domain().get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


def registered_domain(address: str) -> str | None:
    """The domain that somebody registered: "www.example.co.uk" gives "example.co.uk".

    A simple rule, no public suffix list: the last two labels, or three where the last is a country
    and the one before is a word like `co` or `gov`. IP addresses stay whole; None if there is none.
    """
    host = _host(address)
    if not host or "." not in host:
        return host if ":" in host else None
    labels = [label for label in host.split(".") if label]
    if labels and labels[-1].isdigit():
        return host
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _second_labels()
    return ".".join(labels[-3:] if long else labels[-2:]) if len(labels) > 1 else None


@cache
def _second_labels() -> frozenset[str]:
    return facts.words("outlets", "suffixes", "second")


def domains_of(found: Iterable[Outlet]) -> frozenset[str]:
    """All domains of some outlets."""
    return frozenset(domain for outlet in found for domain in outlet.domains)
