"""A report as one file of HTML: readable without scripts, printable, and nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crosswire.serve.report.made import CAUTION, Report, Shown, quoted
from crosswire.serve.report.prose import Heading, Paragraph, Points
from crosswire.serve.view_words import count, plain

_KINDS = {Heading: "heading", Paragraph: "paragraph", Points: "points", Shown: "claim"}


def html_of(report: Report) -> str:
    """The report as a page that stands by itself."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            style=Markup(_style()),  # noqa: S704 - our own file
            policy=policy(),
            caution=CAUTION,
        )
    )


def body_of(report: Report) -> Markup:
    """The report without the page around it, to be shown within another page."""
    told = _environment().get_template("body.html").render(report=report, caution=CAUTION)
    return Markup(told)  # noqa: S704 - escaped by the template


def policy() -> str:
    """A content policy that lets nothing in but the style sheet of reports."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return _asset("page.css") + _asset("body.css")


def _asset(name: str) -> str:
    folder = resources.files("crosswire.serve.report").joinpath("templates")
    return folder.joinpath(name).read_text("utf-8")


@cache
def _environment() -> Environment:
    told = Environment(
        loader=PackageLoader("crosswire.serve.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    told.globals.update(count=count, quoted=quoted, kind_of=lambda block: _KINDS[type(block)])
    return told


def _clean(value: Any) -> Any:
    """Every word that reaches the page loses what is not text; markup of our own stays."""
    return plain(value) if type(value) is str else value
