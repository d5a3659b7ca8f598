"""The task `clean`: a saved page, as HTML or as plain text, to headline, time, authors and body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.page import Page
from crosswire.stages.clean import CleanOptions, assemble, take_apart
from crosswire.text.layout import Layout

# What belongs to the text of an article as the gold of both sets has it; the dateline mark stands
# before its paragraph there.
TEXT = frozenset({"body", "dateline", "embed", "list", "table", "entry"})


def answer(lines: Iterable[dict[str, Any]], *, fast: bool = False) -> Iterator[dict[str, Any]]:
    """For each page its article's four fields; empty where no article was found."""
    for line in lines:
        page = page_of(line)
        layout = take_apart(page, fast=fast)
        found = assemble(page, layout, CleanOptions()) is not None
        yield {"id": line["id"], **(fields_of(layout) if found else NOTHING)}


NOTHING: dict[str, Any] = {"headline": None, "published": None, "authors": [], "text": ""}


def page_of(line: dict[str, Any]) -> Page:
    """The page of an input line; the address is known, nothing else."""
    markup = "html" in line
    body = (line["html"] if markup else line["text"]).encode("utf-8", "surrogatepass")
    return Page.make(
        str(line["id"]),
        body,
        "text/html" if markup else "text/plain",
        address=line.get("url"),
        charset="utf-8",
    )


def fields_of(layout: Layout) -> dict[str, Any]:
    """The answer that a page gives: where no person wrote it, its desk or agency is the author."""
    return {
        "headline": layout.headline,
        "published": layout.published.value if layout.published else None,
        "authors": list(layout.authors or layout.desks),
        "text": "\n".join(piece.text for piece in layout.pieces if piece.label in TEXT),
    }
