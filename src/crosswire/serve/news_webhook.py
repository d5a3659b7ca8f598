"""News posted to an address, through the gate that fetching goes through.

The name is resolved and every address behind it checked; private ones are refused unless allowed by
name. Redirects are not followed: what is posted goes where it was meant to go.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from urllib.parse import urlsplit

import httpcore2
import httpx2

from crosswire import __version__
from crosswire.errors import BadInput, OutputError
from crosswire.sources.exchange import Headers
from crosswire.sources.gate import Gate
from crosswire.sources.line import Line, Meter
from crosswire.sources.refusal import Refused

SECONDS = 20.0
MOST_BYTES = 1_000_000
"""Of the answer, which nobody reads."""


class Webhook:
    """Posts JSON to one address. Raises BadInput for an address that is none."""

    def __init__(self, address: str, allow: Sequence[str], gate: Gate | None = None) -> None:
        split = urlsplit(address)
        if split.scheme not in ("http", "https") or not split.hostname or split.username:
            raise BadInput(
                f"--webhook {address}: give an http or https address without a password."
            )
        self.address, self._gate = address, gate or Gate(allow)

    def post(self, body: bytes) -> None:
        """Posts one JSON object. Raises OutputError where it was not taken."""
        split = urlsplit(self.address)
        port = split.port or (443 if split.scheme == "https" else 80)
        try:
            places = self._gate.open(split.hostname or "", port)
            status = self._send(places, body)
        except Refused as refused:
            raise self._not_taken(f"{refused.message} {refused.advice}".strip()) from refused
        except (
            httpcore2.TimeoutException,
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
        ) as error:
            raise self._not_taken(str(error) or type(error).__name__) from error
        except OSError as error:
            raise self._not_taken(str(error)) from error
        if not 200 <= status < 300:
            raise self._not_taken(f"the server answered {status}.")

    def _send(self, places: Sequence[str], body: bytes) -> int:
        url = httpcore2.URL(self.address)
        meter = Meter(
            time.monotonic, seconds=SECONDS, most=MOST_BYTES, slowest=0.0, patience=SECONDS
        )
        host = urlsplit(self.address).netloc
        headers: Headers = {
            "Host": host,
            "Connection": "close",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "User-Agent": f"crosswire/{__version__}",
        }
        tls = httpx2.create_ssl_context()
        line = Line(places, meter)
        with httpcore2.HTTPConnection(url.origin, tls, network_backend=line) as connection:
            asked = httpcore2.Request("POST", url, headers=headers, content=body)
            answer = connection.handle_request(asked)
            status = int(answer.status)
            answer.close()
            return status

    def _not_taken(self, why: str) -> OutputError:
        return OutputError(
            f"--webhook {self.address} did not take the news: {why} It is sent again next time."
        )
