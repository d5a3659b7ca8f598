"""A pile of damaged pages through the whole chain, to the brief in every form it is shown in."""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

from crosswire.errors import CrosswireError
from crosswire.pipeline import brief_pages
from crosswire.records.base import encode
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.serve.exports.formats import FORMATS, export
from crosswire.serve.options import Format
from crosswire.serve.render import render
from fuzz.child import Outcome, named, tried
from fuzz.sound import UnsoundError

REFUSED = CrosswireError
SLOW = frozenset({"parquet"})
"""Formats of a library that starts anew in each child; its own tests try it."""

Damaged = tuple[bool, bytes]
SEED = (
    False,
    b"Ferry aground\n\n4 March 2031\n\nThe ferry ran aground on Monday, the harbour master said.\n",
)


def packed(pages: Sequence[Damaged]) -> bytes:
    """A pile as bytes, since inputs are bytes."""
    return json.dumps([[markup, b64encode(body).decode()] for markup, body in pages]).encode()


def whole(pile: bytes) -> None:
    """Pages in, brief out in every form. Raises what must never be raised."""
    pages = [
        Page.make(f"{number}", b64decode(body), "text/html" if markup else "text/plain")
        for number, (markup, body) in enumerate(json.loads(pile))
    ]
    try:
        told = brief_pages(pages, workers=1)
    except CrosswireError:
        return
    check(told)
    for shape in Format:
        render(told, shape, explain=True)
    for name in FORMATS:
        if name not in SLOW:
            export(told, name)


def check(told: Brief) -> None:
    """Every line of the brief stands in the text it is traced to."""
    encode(told)
    for story in told.stories:
        texts = {article.id: article.full_text for article in story.articles}
        for one in story.statements:
            if texts[one.article][one.start : one.end] != one.text:
                raise UnsoundError(f"a statement does not quote its article: {one.text[:60]!r}")


def warm() -> None:
    """Reads word lists and weights once, so that every child has them."""
    whole(packed([SEED]))


def save(outcome: Outcome, pages: Sequence[Damaged], found: Path, seconds: int) -> None:
    """The fewest pages of a pile that still fail, as a folder."""
    kept = list(pages)
    for page in pages if outcome.kind == "crash" else ():
        fewer = [one for one in kept if one is not page]
        if fewer and tried(whole, packed(fewer), seconds).like(outcome):
            kept = fewer
    folder = found / f"pile-{named(outcome)}"
    folder.mkdir(parents=True, exist_ok=True)
    for number, (markup, body) in enumerate(kept):
        (folder / f"{number}.{'html' if markup else 'txt'}").write_bytes(body)
    print(
        f"{outcome.kind}: {outcome.what or 'over the limit'}: {folder}", file=sys.stderr, flush=True
    )


__all__ = ("REFUSED", "check", "packed", "save", "warm", "whole")
