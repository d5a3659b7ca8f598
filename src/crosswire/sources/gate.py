"""Which machines may be spoken to: those of the public internet, and those allowed by name.

A name is resolved here, once for each request and redirect; what it resolves to is checked, and the
connection is made to the very address that was checked. A name that answers otherwise a moment later
gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from functools import cache

from crosswire import facts
from crosswire.errors import DataError
from crosswire.sources.refusal import Refused

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# Below 1024 live mail, databases and the like, which may take an HTTP request for their own words.
WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")


class Gate:
    """Says where a host lies, or refuses. `allowed` are hosts ("name" or "name:port") let through."""

    def __init__(self, allowed: Iterable[str] = (), resolve: Resolve | None = None) -> None:
        self._allowed = frozenset(name.strip().lower().strip("[]") for name in allowed)
        self._resolve = resolve or by_system

    def open(self, host: str, port: int) -> list[str]:
        """The addresses behind a host, all checked, in the order of the resolver.

        Raises Refused: "private-address" when one of them is not public, "bad-port" for the ports
        of other services, "unknown-host" when there is none.
        """
        bare = host.strip("[]").lower()
        by_name = bare in self._allowed or f"{bare}:{port}" in self._allowed
        if not by_name and port not in WEB_PORTS and port < FIRST_FREE_PORT:
            message = f"Port {port} of {host} belongs to another service than the web."
            raise Refused("bad-port", message, f"Allow it with --allow {bare}:{port} if you must.")
        found = self._resolve(bare, port)
        if not found:
            raise Refused("unknown-host", f"No host is called {host}.", "Check the spelling.")
        if not by_name:
            for told in found:
                self._check(host, told)
        return found

    @staticmethod
    def _check(host: str, told: str) -> None:
        why = not_public(told)
        if why:
            raise Refused(
                "private-address",
                f"{host} leads to {told}, which is {why}.",
                f"Allow it with --allow {host} if it is yours and holds news.",
            )


def not_public(told: str) -> str:
    """Why this IP address is not one of the public internet; empty where it is."""
    try:
        ip: Ip = ipaddress.ip_address(told.partition("%")[0])
    except ValueError:
        return "no address that can be checked"
    for one in (ip, *_inside(ip)):
        if one in _metadata():
            return f"the door of a {_metadata()[one]} machine to its keeper"
        why = _kind(one)
        if why:
            return why
    return ""


def _kind(ip: Ip) -> str:
    """What kind of address it is, where it is none of the public internet."""
    kinds = (
        (ip.is_unspecified, "no address"),
        (ip.is_loopback, "this machine itself"),
        (ip.is_link_local, "link-local (where cloud machines keep their passwords)"),
        (ip.is_multicast, "a multicast address"),
        (getattr(ip, "is_site_local", False), "private"),
        (ip.is_private, "private"),
        (ip.is_reserved, "reserved"),
        (not ip.is_global, "not public"),
    )
    return next((what for yes, what in kinds if yes), "")


def _inside(ip: Ip) -> list[Ip]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if ip.version == 4:
        return []
    inside: list[Ip] = [one for one in (ip.ipv4_mapped, ip.sixtofour) if one is not None]
    inside += ip.teredo or ()
    if ip in _NAT64 or ip in _NAT64_LOCAL or int(ip) >> 32 == 0:
        inside.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return inside


def by_system(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver tells, each once; none where there is no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(place[4][0]) for place in found))


@cache
def _metadata() -> dict[Ip, str]:
    try:
        told = facts.load("fetching")["metadata"]
        return {ipaddress.ip_address(ip): whose for ip, whose in told.items()}
    except (KeyError, ValueError) as error:
        raise DataError(f"fetching.toml: [metadata] {error}. Mend the line.") from error
