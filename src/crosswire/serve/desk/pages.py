"""How a page of the desk is made: templates, escaped throughout, and the headers that go with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from crosswire import __version__
from crosswire.serve import view, view_groups, view_news, view_words
from crosswire.serve.api.rights import caller_of
from crosswire.serve.desk.assets import asset
from crosswire.serve.desk.forms import secret_of, with_secret
from crosswire.serve.desk.shown import zone_of
from crosswire.serve.view_words import plain

# Scripts and styles only from the desk's own files, none in the page; nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# Without its own referrer a form tells no origin either, and the guard would refuse it.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
# What stands in the head of each page: the name in `here`, the address, the words.
PLACES = (
    ("front", "/", "Stories"),
    ("sources", "/sources", "Sources"),
    ("report", "/report", "Report"),
    ("search", "/search", "Search"),
    ("add", "/add", "Add pages"),
)
_HOUSE = Path(__file__).parent


def page(
    request: Request, template: str, *, status: int = 200, here: str = "", **shown: Any
) -> HTMLResponse:
    """A page or a fragment. `here` names its place in the head; `shown` is what the template asks for."""
    secret = secret_of(request)
    drawn = (
        environment()
        .get_template(template)
        .render(
            here=here,
            places=PLACES,
            release=__version__,
            caller=caller_of(request),
            may=caller_of(request).scopes,
            secret=secret,
            asset=asset,
            **shown,
        )
    )
    response = HTMLResponse(drawn.encode("utf-8", "replace"), status, HEADERS)
    return with_secret(request, response, secret)


def is_fragment(request: Request) -> bool:
    """Is only a part of a page asked for, by a script of ours?"""
    return request.headers.get("hx-request") == "true"


@cache
def environment() -> Environment:
    """The desk's templates, then those of the report, then those of the brief in one file."""
    folders = [_HOUSE / "templates", _HOUSE / "report" / "templates"]
    folders.append(_HOUSE.parent / "html" / "templates")
    told = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    told.globals.update(
        zone_of=zone_of, view=view, groups=view_groups, news=view_news, words=view_words
    )
    return told


def _clean(value: Any) -> Any:
    """Every word that reaches the page loses what is not text; markup of our own stays."""
    return plain(value) if type(value) is str else value
