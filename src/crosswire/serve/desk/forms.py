"""Forms that only the desk's own pages can send: a secret in a cookie, and the same one in the form.

The cookie goes with requests from the desk's own pages alone (SameSite), and no other page can read
it, so none can put it into a form. The guard has compared the origin before.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import AsyncIterator
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData

from crosswire.serve.api.problems import Refusal

R = TypeVar("R", bound=Response)

COOKIE, FIELD, HEADER = "crosswire_form", "secret", "x-crosswire-form"

# So many parts a form may have; dropped pages come in bundles of a few dozen.
MOST_FILES, MOST_FIELDS = 200, 500


def secret_of(request: Request) -> str:
    """The secret of this browser, a new one where it has none."""
    held = request.cookies.get(COOKIE, "")
    if 20 <= len(held) <= 100 and held.isascii():
        return held
    made = getattr(request.state, "secret", None) or secrets.token_urlsafe(24)
    request.state.secret = made
    return str(made)


def with_secret(request: Request, response: R, secret: str) -> R:
    """The response, which also leaves the secret in the browser where it is not there yet."""
    if request.cookies.get(COOKIE) != secret:
        response.set_cookie(
            COOKIE, secret, httponly=True, samesite="strict", secure=request.url.scheme == "https"
        )
    return response


async def _own_form(request: Request) -> AsyncIterator[FormData]:
    """What was sent; 403 where it does not come from a page of ours. Its files are closed after."""
    form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    held = request.cookies.get(COOKIE, "")
    sent = request.headers.get(HEADER) or str(form.get(FIELD, ""))
    try:
        if not held or not hmac.compare_digest(held.encode(), sent.encode("utf-8", "replace")):
            raise Refusal(403, "this form is not from an open page of ours. Load the page again.")
        yield form
    finally:
        await form.close()


OwnForm = Annotated[FormData, Depends(_own_form)]


def word(form: FormData, name: str, limit: int = 2_000) -> str:
    """A field as text without spaces around it; "" where it is missing or a file."""
    value = form.get(name)
    return value.strip()[:limit] if isinstance(value, str) else ""
