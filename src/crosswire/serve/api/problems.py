"""Errors as RFC 9457 has them (`application/problem+json`): what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from crosswire.errors import ArchiveError, CrosswireError, InputError
from crosswire.records.base import Record, encode
from crosswire.serve.view_words import line

MEDIA_TYPE = "application/problem+json"
BUSY = 503


class Problem(Record, frozen=True, kw_only=True):
    """What went wrong; `detail` says what to do about it."""

    type: str
    title: str
    status: int
    detail: str


class Refusal(HTTPException):
    """A problem on purpose; raised by routes, and by what stands before them."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, dict(headers) if headers else None)


def problem_response(
    status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as a response."""
    title = HTTPStatus(status).phrase
    told = Problem(type="about:blank", title=title, status=status, detail=line(detail, 500))
    response = Response(encode(told), status, dict(headers) if headers else None)
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


Draw = Callable[[Request, "Refusal"], Response]


def tell_problems(app: FastAPI, draw: Draw | None = None) -> None:
    """Lets the app tell every error as a problem, or as `draw` draws it."""

    def tell(request: Request, error: Exception) -> Response:
        told = refusal_of(error)
        if draw is not None:
            return draw(request, told)
        return problem_response(told.status_code, told.detail, told.headers)

    for kind in (HTTPException, RequestValidationError, CrosswireError, Exception):
        app.add_exception_handler(kind, tell)


def refusal_of(error: Exception) -> Refusal:
    """What is told of an error."""
    if isinstance(error, HTTPException):
        return Refusal(error.status_code, str(error.detail), error.headers)
    if isinstance(error, RequestValidationError):
        return Refusal(422, "; ".join(map(_wrong, error.errors()[:5])))
    if isinstance(error, ArchiveError):
        return Refusal(BUSY, str(error))
    if isinstance(error, CrosswireError):
        return Refusal(400 if isinstance(error, InputError) else 500, str(error))
    # What the error says may hold words of the archive or of the machine: its kind is enough.
    return Refusal(500, f"a fault of crosswire: {type(error).__name__}. Report it.")


def _wrong(entry: Any) -> str:
    where = ".".join(str(part) for part in entry.get("loc", ()))
    return f"{where}: {entry.get('msg', 'malformed')}"
