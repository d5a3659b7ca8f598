"""One request to one checked address and its answer, without redirects, cookies or scripts."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import httpcore2
import httpx2

from crosswire.sources.line import Line, Meter
from crosswire.sources.refusal import Refused, size

Headers = dict[bytes | str, bytes | str]

MOST_ENCODINGS = 2  # a body is packed once; servers with a faulty cache in front pack it twice


@dataclass(frozen=True)
class Head:
    """The head of an answer."""

    status: int
    headers: httpx2.Headers

    def one(self, name: str) -> str | None:
        """A header as far as it can be sent back or printed; null where it is missing or garbage."""
        value = (self.headers.get(name) or "").strip()
        return (
            value if value and value.isascii() and value.isprintable() and _short(value) else None
        )


class Exchange:
    """An open answer: its head, and its body in pieces. `opened` makes one."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self.head = Head(answer.status, httpx2.Headers(answer.headers))
        self._answer = answer

    def body(self, most: int, ratio: int, floor: int, meter: Meter) -> bytes:
        """The body unpacked. Raises Refused: "too-large", "bad-packing", "cut-off"."""
        told = self.head.one("content-length") or ""
        if told.isdigit() and len(told) < 20 and int(told) > most:
            raise _too_large(most)
        kinds = [one for one in self.head.headers.get_list("content-encoding", True) if one]
        if len(kinds) > MOST_ENCODINGS:
            raise Refused("bad-packing", f"It is packed {len(kinds)} times over.", "Leave it out.")
        parts: list[bytes] = []
        length = 0
        with _told():
            for part in self._pieces():
                length += len(part)
                if length > most or (length > floor and length > ratio * max(meter.taken, 1)):
                    raise _too_large(most if length > most else floor)
                parts.append(part)
        return b"".join(parts)

    def _pieces(self) -> Iterator[bytes]:
        """Bounded pieces, unpacked."""
        unpacking = httpx2.Response(
            self.head.status, headers=self.head.headers, stream=_Raw(self._answer)
        )
        return unpacking.iter_bytes()


class _Raw(httpx2.SyncByteStream):
    """The bytes of an answer as they came, for whoever unpacks them."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return iter(cast(Iterable[bytes], self._answer.stream))


@contextmanager
def opened(
    address: str,
    places: Sequence[str],
    headers: Headers,
    tls: ssl.SSLContext | None,
    meter: Meter,
) -> Iterator[Exchange]:
    """Asks one of `places` for an address. Raises Refused: "tls", "connection", "timeout",
    "protocol", "cut-off", and what the meter raises."""
    url = httpcore2.URL(address)
    line = Line(places, meter)
    with _told():
        connection = httpcore2.HTTPConnection(url.origin, tls, network_backend=line)
        with connection:
            asking: Headers = {"Host": _host(url), "Connection": "close", **headers}
            request = httpcore2.Request("GET", url, headers=asking)
            yield Exchange(connection.handle_request(request))


def _host(url: httpcore2.URL) -> str:
    host = url.host.decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return host if url.port is None else f"{host}:{url.port}"


@contextmanager
def _told() -> Iterator[None]:
    """What the libraries raise, in our words."""
    try:
        yield
    except (httpcore2.TimeoutException, TimeoutError) as error:
        raise Refused(
            "timeout", "The server did not answer in time.", "Try again later."
        ) from error
    except httpcore2.ConnectError as error:
        raise _unconnected(error) from error
    except httpcore2.RemoteProtocolError as error:
        if "without sending complete" in str(error):
            message = "It broke off before its end: the server told of more than it sent."
            raise Refused("cut-off", message, "Try again later.") from error
        message = f"The server's answer is no HTTP: {_plain(error)}."
        raise Refused("protocol", message, "Try again later.") from error
    except httpx2.DecodingError as error:
        message = "It is not packed as the server says it is."
        raise Refused("bad-packing", message, "Try again later.") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        message = f"The connection broke: {_plain(error)}."
        raise Refused("connection", message, "Try again later.") from error


def _unconnected(error: httpcore2.ConnectError) -> Refused:
    """Why no connection came about; a wrong certificate is told as such."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            message = f"The server's certificate does not hold: {cause.verify_message}."
            return Refused("tls", message, "Do not trust what it sends.")
        if isinstance(cause, ssl.SSLError):
            return Refused("tls", f"No safe connection: {_plain(cause)}.", "Try again later.")
        cause = cause.__cause__ or cause.__context__
    return Refused("connection", f"No connection: {_plain(error)}.", "Try again later.")


def _plain(error: BaseException) -> str:
    """The message of an error in one short line that can be printed."""
    text = str(error) or type(error).__name__
    text = "".join(char if char.isprintable() else " " for char in text[:200])
    return " ".join(text.split()).rstrip(".")


def _too_large(bound: int) -> Refused:
    message = f"It goes on after {size(bound)}, too much for what it is."
    return Refused("too-large", message, "Leave it out.")


def _short(value: str) -> bool:
    return len(value) <= 1_000
