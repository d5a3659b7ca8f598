"""Errors as RFC 9457 has them (`application/problem+json`): what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
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


def tell_problems(app: FastAPI) -> None:
    """Lets the app tell every error as a problem."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(CrosswireError, _of_house)
    app.add_exception_handler(Exception, _of_fault)


def _of_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem_response(error.status_code, str(error.detail), error.headers)


def _of_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem_response(422, "; ".join(map(_wrong, error.errors()[:5])))


def _wrong(entry: Any) -> str:
    where = ".".join(str(part) for part in entry.get("loc", ()))
    return f"{where}: {entry.get('msg', 'malformed')}"


def _of_house(_: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, InputError) else 500
    if isinstance(error, ArchiveError):
        status = BUSY
    return problem_response(status, str(error))


def _of_fault(_: Request, error: Exception) -> Response:
    # What the error says may hold words of the archive or of the machine: its kind is enough.
    return problem_response(500, f"a fault of crosswire: {type(error).__name__}. Report it.")
