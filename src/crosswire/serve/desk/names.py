"""Under which name a person judges: that of the token, else the one given once, kept in a cookie."""

from __future__ import annotations

import re

from fastapi import Request, Response

from crosswire.serve.api.rights import caller_of

COOKIE = "crosswire_name"
_NAME = re.compile(r"[\w.@-]{1,40}")
NOBODY = "you"


def name_of(request: Request) -> str:
    """The name that stands on what this person judges."""
    held = request.cookies.get(COOKIE, "")
    return caller_of(request).name or (held if is_name(held) else NOBODY)


def is_name(told: str) -> bool:
    """Can a person judge by this name?"""
    return bool(_NAME.fullmatch(told)) and told.isascii() and told != "machine"


def with_name(response: Response, name: str) -> Response:
    """The response, which leaves the name in the browser."""
    kept = 400 * 24 * 3600
    response.set_cookie(COOKIE, name, max_age=kept, httponly=True, samesite="strict")
    return response
