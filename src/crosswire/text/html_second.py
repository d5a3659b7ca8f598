"""A second opinion on where the body of a page is: resiliparse's main content."""

from __future__ import annotations

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from crosswire.text.decode import without_controls

# A line of two letters is a label of a share bar or a picture.
_LEAST = 3
_LONG = 80


def paragraphs(page: HTMLTree | str, headline: str | None = None) -> list[str]:
    """The main content line by line, the headline left out; empty where the page cannot be read."""
    if isinstance(page, str):  # half a surrogate pair cannot be handed over
        page = page.encode("utf-8", "replace").decode("utf-8")
    text = extract_plain_text(
        page, main_content=True, alt_texts=False, list_bullets=False, comments=False
    )
    head = " ".join((headline or "").lower().split())
    return [row for row in _rows(text) if not (len(row) == len(head) and row.lower() == head)]


def long_lines(page: HTMLTree | str) -> list[str]:
    """All lines of the page that are as long as only paragraphs are."""
    text = extract_plain_text(page, alt_texts=False, list_bullets=False)
    return [row for row in _rows(text) if len(row) >= _LONG]


def _rows(text: str) -> list[str]:
    """The lines without odd blanks and what nobody sees; most hold none of it and stay as they are."""
    rows = (
        row if row.isprintable() and "  " not in row else without_controls(" ".join(row.split()))
        for row in map(str.strip, text.split("\n"))
        if len(row) >= _LEAST
    )
    return [row for row in rows if len(row) >= _LEAST]
