"""Signing in with a token where the server asks for one, and the page of keys."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from crosswire.serve.api.guard import TOKEN_COOKIE
from crosswire.serve.api.problems import Refusal
from crosswire.serve.desk.forms import OwnForm, word
from crosswire.serve.desk.pages import is_fragment, page

# Open to who has no token yet: nothing of the archive is told here.
router = APIRouter()
inside = APIRouter()

KEYS = (
    ("j", "the next story or claim"),
    ("k", "the one before"),
    ("Enter", "open it"),
    ("o", "open or close a claim"),
    ("u", "up: from a claim to its story, from a story to the front"),
    ("/", "find"),
    ("m", "on the front page: mark all as seen"),
    ("g f", "go to the stories"),
    ("g s", "go to the sources"),
    ("g r", "go to the report"),
    ("g a", "add pages"),
    ("g u", "what was judged"),
    ("Esc", "leave a field or this box"),
    ("?", "these keys"),
)


@router.get("/sign-in")
def sign_in(request: Request, wrong: bool = False) -> Response:
    """Where a token is given."""
    return page(request, "sign_in.html", here="sign-in", wrong=wrong)


@router.post("/sign-in")
def signed_in(request: Request, form: OwnForm) -> Response:
    """Keeps the token in the browser; whether it is one is seen with the next page."""
    secret = word(form, "token", 200)
    if not secret.isascii() or not secret:
        raise Refusal(422, "a token has letters, digits, - and _.")
    response = RedirectResponse("/", 303)
    safe = request.url.scheme == "https"
    response.set_cookie(TOKEN_COOKIE, secret, httponly=True, samesite="strict", secure=safe)
    return response


@inside.post("/sign-out")
def sign_out(_: OwnForm) -> Response:
    """Takes the token out of the browser."""
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(TOKEN_COOKIE, httponly=True, samesite="strict")
    return response


@inside.get("/help")
def keys(request: Request) -> Response:
    """The keys of the desk."""
    template = "keys.html" if is_fragment(request) else "help.html"
    return page(request, template, here="help", keys=KEYS)
