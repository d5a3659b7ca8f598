"""The door of the API before raw requests: what fuzzing found there, and a few seconds of it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

# Only where the extra is installed.
from crosswire.serve.api.guard import Guard
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.settings import Settings
from fuzz.__main__ import seeds
from fuzz.doors import enter
from fuzz.mutate import damaged

REQUESTS = 60


def test_a_query_of_bare_bytes_is_refused_in_words() -> None:
    """A query that is no UTF-8 is the asker's fault, not a damaged archive."""
    guard = Guard(None, Settings(archive=Path("a.db")))  # type: ignore[arg-type]
    scope = {"method": "GET", "headers": [(b"host", b"localhost")], "query_string": b"x=\xb6"}
    with pytest.raises(Refusal, match="written with %"):
        guard._admit(scope)


def test_torn_requests_are_answered() -> None:
    """Whatever stands in a request, the server answers, and never with a fault of its own."""
    known = [path.read_bytes() for path in seeds("api")]
    for number in range(REQUESTS):
        enter("api", damaged(known[number % len(known)], number, known))
