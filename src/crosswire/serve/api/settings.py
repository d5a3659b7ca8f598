"""How the server is set up: where it listens, who may do what, how much it takes in."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from crosswire.errors import BadInput, DataError
from crosswire.facts import parse

Scope = Literal["read", "judge", "add"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_NAME = re.compile(r"[\w.@-]{1,40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Token:
    """A bearer token of which only the hash is known; `name` is who judges with it."""

    name: str
    sha256: str
    scopes: frozenset[Scope]

    def fits(self, secret: str) -> bool:
        """Is this the token's secret? Takes the same time whatever is offered."""
        return hmac.compare_digest(digest(secret), self.sha256)


@dataclass(frozen=True)
class Settings:
    """Everything the server must know before it starts.

    `hosts` are further names under which it may be asked for (behind a proxy, say).
    """

    archive: Path
    host: str = "127.0.0.1"
    port: int = 8000
    tokens: tuple[Token, ...] = ()
    hosts: tuple[str, ...] = ()
    # The largest news pages seen have about 5 MB; JSON makes of each quote two letters.
    body_bytes: int = 20_000_000
    # A person leafing through takes two a second at most; a program may page through an archive.
    reads_a_minute: int = 1_200
    writes_a_minute: int = 120
    # Pages are worked in by a process of its own: so the command does; a test need not.
    apart: bool = False

    def __post_init__(self) -> None:
        """Raises BadInput where the server would stand open."""
        if not self.is_local and not self.tokens:
            raise BadInput(
                f"--host {self.host} can be reached from other machines, and nobody is asked who "
                "they are. Make a token (crosswire token NAME) and give --tokens FILE, or leave "
                "--host away."
            )
        if not 0 <= self.port <= 65_535:
            raise BadInput(
                f"--port {self.port} is none. Give 1 to 65535, or 0 for any that is free."
            )

    @property
    def is_local(self) -> bool:
        """Can only this machine reach it?"""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Does this name or address lead back to the machine itself?"""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:  # a name, which may lead anywhere
        return False


def digest(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that it needs no salt and no stretching."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_token(name: str, scopes: tuple[str, ...]) -> tuple[str, str]:
    """A new secret, and the lines for the file of tokens. Raises BadInput."""
    _check_name(name)
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise BadInput(f"--scope {unknown[0]} is none. There are: {', '.join(SCOPES)}.")
    secret = secrets.token_urlsafe(32)
    told = ", ".join(f'"{scope}"' for scope in SCOPES if scope in scopes)
    lines = f'[[token]]\nname = "{name}"\nscopes = [{told}]\nsha256 = "{digest(secret)}"\n'
    return secret, lines


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name == "machine":
        raise BadInput(
            f"{name!r} cannot be the name of a token. Use up to 40 letters, digits and . _ @ -, and "
            "not machine, which judges under that name itself."
        )


def read_tokens(file: Path) -> tuple[Token, ...]:
    """The tokens of a TOML file. Raises BadInput where it cannot be read, DataError where malformed."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--tokens {file} cannot be read: {error}.") from error
    table = parse(str(file), text)
    entries = table.get("token")
    if not isinstance(entries, list) or not entries or set(table) != {"token"}:
        raise DataError(f"{file}: it must hold [[token]] tables and nothing else.")
    tokens = tuple(_token(file, place, entry) for place, entry in enumerate(entries, 1))
    if len({token.name for token in tokens}) < len(tokens):
        raise DataError(f"{file}: two tokens have one name. Give each its own.")
    return tokens


def _token(file: Path, place: int, entry: Any) -> Token:
    where = f"{file}: token {place}"
    if not isinstance(entry, dict) or set(entry) != {"name", "scopes", "sha256"}:
        raise DataError(f"{where} must have name, scopes and sha256, and nothing else.")
    name, scopes, sha256 = entry["name"], entry["scopes"], entry["sha256"]
    try:
        _check_name(str(name))
    except BadInput as error:
        raise DataError(f"{where}: {error}") from error
    if not isinstance(scopes, list) or not scopes or not set(map(str, scopes)) <= set(SCOPES):
        raise DataError(f"{where}: scopes must be some of {', '.join(SCOPES)}.")
    if not isinstance(sha256, str) or not _DIGEST.fullmatch(sha256):
        raise DataError(
            f"{where}: sha256 must be 64 hexadecimal digits, as crosswire token writes."
        )
    return Token(str(name), sha256, frozenset(cast("list[Scope]", scopes)))
