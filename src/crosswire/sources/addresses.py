"""Addresses on the web: which may be asked for, what they are without their wrapping."""

from __future__ import annotations

import base64
import binascii
import re
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

import httpx2

from crosswire import facts
from crosswire.errors import DataError
from crosswire.sources.refusal import Refused

LONGEST = 4_000  # servers refuse longer ones (most at 8,190 with the headers), attackers send them
DEFAULT_PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_INSIDE = re.compile(rb"https?://[\x21-\x7e]{4,2000}")


class Wrapper(NamedTuple):
    """A door that carries the address it leads to."""

    host: str
    path: str
    words: tuple[str, ...]


def cleaned(address: str, base: str = "") -> str:
    """The address as it is asked for: absolute, ASCII, without name and password and fragment.

    `base` is the address of the page it stood on. Raises Refused for what is not http or https, has
    no host, or cannot be written as an address.
    """
    told = "".join(char for char in address.strip() if char.isprintable())
    if len(told) > LONGEST:
        raise _refused(f"The address has {len(told)} characters; {LONGEST} are taken.")
    try:
        parts = httpx2.URL(urljoin(base, told))
        split = urlsplit(str(parts))
        port = split.port
    except (ValueError, TypeError, httpx2.InvalidURL) as error:
        raise _refused(f"It is no address: {error}.") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise _refused(f"Only http and https are fetched, not {parts.scheme or 'a bare name'}.")
    host = parts.raw_host.decode("ascii")
    if not (":" in host or _HOST.fullmatch(host)) or len(host) > 253:
        raise _refused("The address names no host.")
    host = f"[{host}]" if ":" in host else host.rstrip(".")
    usual = port is None or port == DEFAULT_PORTS[parts.scheme]
    place = host if usual else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, split.path or "/", split.query, ""))


def host_of(address: str) -> str:
    """Host and, where it is told, port: that by which limits and leave are counted."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def opened(address: str) -> str:
    """The address inside a wrapped one (`…/url?q=https://…`), else the address itself.

    No request is made. Two wrappings are undone at most; what is inside is cleaned.
    """
    for _ in range(2):
        inside = _carried(address) or _packed(address)
        if inside is None:
            break
        try:
            address = cleaned(inside)
        except Refused:
            break
    return address


def stripped(address: str) -> str:
    """The address without tracking words; as it is where it holds none."""
    split = urlsplit(address)
    names, prefixes = _tracking()
    pairs = split.query.split("&") if split.query else []
    kept = [pair for pair in pairs if not _tracks(pair.partition("=")[0].lower(), names, prefixes)]
    return address if len(kept) == len(pairs) else urlunsplit(split._replace(query="&".join(kept)))


def plain(address: str, base: str = "") -> str:
    """The address by which an article is known: cleaned, unwrapped, without tracking words.

    Raises Refused as `cleaned` does.
    """
    return stripped(opened(cleaned(address, base)))


def _tracks(name: str, names: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    return name in names or name.startswith(prefixes)


def _carried(address: str) -> str | None:
    """The address that a word of the query holds."""
    split = urlsplit(address)
    for door in _wrappers():
        if _below(split.hostname, door.host) and split.path.startswith(door.path):
            told = dict(parse_qsl(split.query))
            return next((told[word] for word in door.words if "://" in told.get(word, "")), None)
    return None


def is_door(address: str) -> bool:
    """Does this address of an aggregator stand for another one, packed into it or hidden?"""
    split = urlsplit(address)
    return any(
        _below(split.hostname, door["host"]) and split.path.startswith(tuple(door["paths"]))
        for door in facts.load("fetching").get("packed", ())
    )


def _packed(address: str) -> str | None:
    """The address packed into the last part of the path: bytes in base 64 with it among them."""
    if not is_door(address):
        return None
    last = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    try:
        raw = base64.urlsafe_b64decode(last + "=" * (-len(last) % 4))
    except (binascii.Error, ValueError):
        return None
    found = _INSIDE.search(raw)
    return found[0].decode("ascii") if found else None


def _below(host: str | None, parent: str) -> bool:
    return host is not None and (host == parent or host.endswith("." + parent))


def _refused(message: str) -> Refused:
    return Refused("bad-address", message, "Check the address.")


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    prefixes = facts.words("fetching", "tracking", "prefixes")
    return facts.words("fetching", "tracking", "names"), tuple(sorted(prefixes))


@cache
def _wrappers() -> tuple[Wrapper, ...]:
    told: list[dict[str, Any]] = facts.load("fetching").get("wrapper", [])
    try:
        return tuple(Wrapper(one["host"], one["path"], tuple(one["words"])) for one in told)
    except (KeyError, TypeError) as error:
        raise DataError("fetching.toml: each [[wrapper]] needs host, path and words.") from error
