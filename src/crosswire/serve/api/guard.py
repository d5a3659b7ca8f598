"""What stands before every route: who asks, from where, how often, how much; and safe headers.

1. A name in `Host` that is not ours is refused, so that no foreign page reaches us by a name of its
   own that leads here (DNS rebinding).
2. What changes something must come from our own pages or from a program. For the API it must be
   JSON, which a form of a foreign page cannot send (CSRF); forms of the desk's pages bring a secret
   besides (see `desk.forms`).
3. Where there are tokens, each request needs one: in its head, or, for the desk's pages alone, in the
   cookie of who has signed in. Without tokens only this machine can ask.
4. Each caller has so many requests a minute, and a body of so many bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosswire.serve.api.pace import Pace
from crosswire.serve.api.problems import Refusal, problem_response
from crosswire.serve.api.settings import SCOPES, Settings, is_loopback
from crosswire.serve.api.settings import Scope as Right

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE = frozenset({None, "same-origin", "none"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_LONGEST_SECRET = 200
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

# Where a person gives a token, and which cookie then holds it. Without a token these alone are open.
TOKEN_COOKIE = "crosswire_token"  # noqa: S105 - a name
OPEN_TO_ALL = frozenset({"/sign-in", "/favicon.ico"})

Refuse = Callable[[Scope, Refusal], Response]


@dataclass(frozen=True)
class Caller:
    """Who asks: the name of the token, or null on this machine without tokens."""

    name: str | None
    scopes: frozenset[Right]


class Guard:
    """ASGI middleware; see the module."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        clock: Callable[[], float] = monotonic,
        refuse: Refuse | None = None,
    ) -> None:
        self._app, self._settings = app, settings
        self._refuse = refuse or _as_problem
        self._reads = Pace(settings.reads_a_minute, clock)
        self._writes = Pace(settings.writes_a_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the request through, or answers it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(send)
        try:
            caller = self._admit(scope)
        except Refusal as refusal:
            await self._refuse(scope, refusal)(scope, receive, sending)
            return
        scope.setdefault("state", {})["caller"] = caller
        await self._app(scope, self._bounded(receive), sending)

    def _admit(self, scope: Scope) -> Caller:
        headers = Headers(scope=scope)
        self._check_host(headers)
        if not scope.get("query_string", b"").isascii():
            raise Refusal(400, "the address holds letters that must be written with %.")
        safe = scope["method"] in _SAFE
        if not safe:
            _check_origin(headers, desk=is_desk(scope))
        # Who guesses secrets is slowed down like everybody else.
        client = (scope.get("client") or ("unknown",))[0]
        self._check_pace(f"from {client}", safe=safe)
        caller = self._caller(headers, scope)
        if caller.name:
            self._check_pace(caller.name, safe=safe)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            raise Refusal(400, "Content-Length is no number.")
        if int(length[:20]) > self._settings.body_bytes:
            raise self._too_large()
        return caller

    def _check_host(self, headers: Headers) -> None:
        asked = headers.get("host", "")
        try:
            name = urlsplit(f"//{asked}").hostname or ""
        except ValueError:  # an unclosed bracket
            name = ""
        ours = {self._settings.host.strip("[]").lower(), *map(str.lower, self._settings.hosts)}
        if name in ours or (self._settings.is_local and is_loopback(name)):
            return
        if not self._settings.is_local and not self._settings.hosts:
            return  # a token is asked for, which no page can bring by itself
        raise Refusal(421, "this server is not known by that name. Ask for localhost.")

    def _check_pace(self, who: str, *, safe: bool) -> None:
        wait = (self._reads if safe else self._writes).wait(who)
        if wait:
            raise Refusal(
                429, f"too many requests. Wait {wait} seconds.", {"Retry-After": str(wait)}
            )

    def _caller(self, headers: Headers, scope: Scope) -> Caller:
        if not self._settings.tokens:
            return Caller(None, frozenset(SCOPES))
        if scope["path"] in OPEN_TO_ALL or scope["path"].startswith("/static/"):
            return Caller(None, frozenset())
        kind, _, secret = headers.get("authorization", "").partition(" ")
        if not kind and is_desk(scope):
            kind, secret = "bearer", cookie_parser(headers.get("cookie", "")).get(TOKEN_COOKIE, "")
        if kind.lower() == "bearer" and 0 < len(secret) <= _LONGEST_SECRET:
            # Each is tried, so that the time tells nothing of how many there are before the right one.
            fitting = [token for token in self._settings.tokens if token.fits(secret.strip())]
            if fitting:
                return Caller(fitting[0].name, fitting[0].scopes)
        raise Refusal(
            401,
            "a token is needed: Authorization: Bearer SECRET. crosswire token makes one.",
            {"WWW-Authenticate": 'Bearer realm="crosswire"'},
        )

    def _bounded(self, receive: Receive) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._settings.body_bytes:
                raise self._too_large()
            return message

        return bounded

    def _too_large(self) -> Refusal:
        return Refusal(413, f"a body may have at most {self._settings.body_bytes} bytes.")


def is_desk(scope: Scope) -> bool:
    """Is one of the desk's pages asked for, and not the API?"""
    return not str(scope["path"]).startswith("/api")


def _as_problem(_: Scope, refusal: Refusal) -> Response:
    return problem_response(refusal.status_code, refusal.detail, refusal.headers)


def _check_origin(headers: Headers, *, desk: bool) -> None:
    origin, host = headers.get("origin"), headers.get("host", "")
    foreign = headers.get("sec-fetch-site") not in _OWN_SITE
    if foreign or (origin is not None and urlsplit_host(origin) != host.lower()):
        raise Refusal(403, "this changes something, and was asked for by a page that is not ours.")
    if "transfer-encoding" not in headers and headers.get("content-length", "0") == "0":
        return  # without a body nothing is changed
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if desk and media_type in _FORMS:
        return
    if media_type != "application/json":
        raise Refusal(415, "send JSON: Content-Type: application/json.")


def urlsplit_host(origin: str) -> str:
    """Host and port of an origin, lower case; "" for `null` and what is malformed."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _with_headers(send: Send, headers: Mapping[str, str] = _HEADERS) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = MutableHeaders(scope=message)
            for name, value in headers.items():
                held.setdefault(name, value)  # pages of the desk may bring a policy of their own
        await send(message)

    return sending
