"""A web server on this machine for tests: pages that change, and answers no honest server gives.

Names end in `.test`; `Site.resolve` leads them here, as a resolver would, and the gate lets them
through by name.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crosswire.sources.fetch_limits import FetchLimits
from crosswire.sources.gate import Gate
from crosswire.sources.turns import Turns
from crosswire.sources.web import Fetcher

CERTIFICATE = Path(__file__).parent / "certificate.pem"
START = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)


class Raw(bytes):
    """An answer written as it is, head and all."""


@dataclass
class Reply:
    """An answer as a server should give it."""

    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request that came: host, path and headers (lower case)."""

    host: str
    path: str
    headers: dict[str, str]


Answerer = Callable[[Asked], "Reply | Raw | Iterator[bytes]"]


class Site:
    """What the server says under each path, and what it was asked. Paths may be told by host."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[Asked] = []
        self.answers: dict[str, Reply | Raw | Answerer] = {}

    def __setitem__(self, path: str, answer: Reply | Raw | Answerer | str) -> None:
        self.answers[path] = Reply(answer) if isinstance(answer, str) else answer

    def url(self, path: str = "/", host: str = "news.test") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked, in order, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Reply | Raw | Iterator[bytes]:
        """The answer to one request."""
        self.asked.append(asked)
        told = self.answers.get(f"{asked.host}{asked.path}", self.answers.get(asked.path))
        if told is None:
            return Reply("nothing here", 404)
        return told(asked) if callable(told) else told

    @staticmethod
    def resolve(host: str, _port: int) -> list[str]:
        """Names under `.test` lead here, and others where their own words say."""
        return {"inside.example": ["10.1.2.3"], "two.example": ["93.184.216.34", "127.0.0.1"]}.get(
            host, ["127.0.0.1"] if host.endswith(".test") else [host] if host[0].isdigit() else []
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").rpartition(":")[0]
        told = self.server.site.answer(Asked(host, self.path, headers))
        self.close_connection = True
        try:
            self._write(told)
        except OSError:
            return  # the client has hung up, as it should on most of these

    def _write(self, told: Reply | Raw | Iterator[bytes]) -> None:
        if isinstance(told, Reply):
            body = told.body.encode() if isinstance(told.body, str) else told.body
            self.send_response(told.status)
            for name, value in {"Content-Type": told.kind, **told.headers}.items():
                self.send_header(name, value)
            if "Content-Length" not in told.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        for piece in [told] if isinstance(told, Raw) else told:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_words: object) -> None:
        """Keeps quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    site: Site


@contextmanager
def serving(*, tls: bool = False) -> Iterator[Site]:
    """A server on a free port of this machine, as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = Site(server.server_address[1])
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Clock:
    """A clock that goes only when someone sleeps, and remembers how long they did."""

    def __init__(self, start: datetime = START) -> None:
        self.start, self.passed = start, 0.0
        self.shift = 0.0
        self.slept: list[float] = []

    def seconds(self) -> float:
        """Seconds that only grow."""
        return self.passed

    def now(self) -> datetime:
        """The time of day, which somebody may have set wrong by `shift`."""
        return self.start + timedelta(seconds=self.passed + self.shift)

    def sleep(self, seconds: float) -> None:
        """Moves the clock."""
        self.slept.append(seconds)
        self.passed += seconds


def fetcher(
    site: Site,
    clock: Clock | None = None,
    *,
    allow: tuple[str, ...] = (),
    gap: float = 0.0,
    **bounds: float,
) -> Fetcher:
    """A fetcher that finds this site by its names; the line is measured in real time."""
    clock = clock or Clock()
    names = [f"{name}.test:{site.port}" for name in ("news", "other", "third", "tracker")]
    return Fetcher(
        Gate([*names, *allow], site.resolve),
        Turns(clock.seconds, clock.sleep, gap),
        FetchLimits(**bounds),  # type: ignore[arg-type]
        clock=lambda: clock.seconds() + time.monotonic(),
        now=clock.now,
    )
