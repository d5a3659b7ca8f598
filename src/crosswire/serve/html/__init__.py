"""The brief as one page of HTML: self-contained, readable without scripts, printable.

The page loads nothing. Its policy lets only its own style sheet and its one small script run,
each by its hash, so that nothing a page of news brings along can.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from crosswire.records.brief import Brief
from crosswire.serve import view, view_groups, view_news, view_words
from crosswire.serve.html.model import FIRST_CLAIMS, StoryShown
from crosswire.serve.view_words import plain


def render_html(brief: Brief) -> str:
    """The whole brief as one HTML file."""
    style, script = _asset("brief.css"), _asset("brief.js")
    return (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            stories=[StoryShown.of(story, place) for place, story in enumerate(brief.stories, 1)],
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=_policy(style, script),
            first_claims=FIRST_CLAIMS,
        )
    )


def render_fragment(brief: Brief) -> str:
    """The brief for a notebook cell: the page in a frame of its own, where no script runs."""
    page = escape(render_html(brief))
    return (
        '<iframe title="crosswire brief" sandbox="allow-popups allow-popups-to-escape-sandbox" width="100%" height="720" '
        f'style="border:1px solid #8884;border-radius:4px" srcdoc="{page}"></iframe>'
    )


def _policy(style: str, script: str) -> str:
    """A content policy that lets nothing in but this style sheet and this script."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return resources.files("crosswire.serve.html").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    told = Environment(
        loader=PackageLoader("crosswire.serve.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    told.globals.update(view=view, groups=view_groups, news=view_news, words=view_words)
    return told


def _clean(value: Any) -> Any:
    """Every word that reaches the page loses what is not text; markup of our own stays."""
    return plain(value) if type(value) is str else value
