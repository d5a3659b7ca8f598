"""JSON lines: one article a line, as data sets and other programs hand them over.

    {"id": "17", "title": "…", "published": "2024-03-01T08:05:00+01:00", "outlet": "…",
     "url": "https://…", "authors": ["…"], "text": "…"}

`html` may stand instead of `text`. The other words are all optional; what else a line holds is
left alone.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from crosswire.config import Limits
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources.bounded import lines
from crosswire.sources.refusal import Refused, size

FIELDS = ("id", "title", "published", "outlet", "url", "authors")
_LONE = re.compile("[\ud800-\udfff]")


def read_lines(source: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Page | Issue]:
    """A page for each line, its `source` being `pile.jsonl:12`; an issue for each broken line.

    Refused where the stream breaks off, after all lines before that.
    """
    for number, line in lines(stream, limits.line_bytes):
        where = f"{source}:{number}"
        try:
            if line is None:
                raise _broken(f"The line is longer than {size(limits.line_bytes)}.")
            if line.strip():
                yield _page(where, line)
        except Refused as refused:
            yield refused.issue(where)


def _page(where: str, line: bytes) -> Page:
    told = _object(line)
    html, text = told.get("html"), told.get("text")
    body = html if isinstance(html, str) and html.strip() else text
    if not isinstance(body, str) or not body.strip():
        raise Refused(
            "empty",
            'The line holds no "text" and no "html".',
            "Put the article under one of these two words.",
        )
    fields = {name: value for name in FIELDS if (value := _field(told.get(name))) is not None}
    address = fields.get("url")
    return Page.make(
        where,
        _clean(body).encode(),
        "text/html" if body is html else "text/plain",
        address=address if isinstance(address, str) else None,
        charset="utf-8",
        fields=fields,
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _broken(f"The line is not UTF-8 at byte {error.start + 1}.") from error
    except json.JSONDecodeError as error:
        raise _broken(f"The line is no JSON: {error.msg}, column {error.colno}.") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits; 100,000 brackets
        raise _broken("The line is no JSON that can be read: it goes too deep or far.") from error
    if not isinstance(told, dict):
        raise _broken(f"The line holds a {type(told).__name__}, not an object in braces.")
    return told


def _broken(message: str) -> Refused:
    return Refused("broken-line", message, "Write one JSON object a line, in UTF-8.")


def _field(value: Any) -> str | list[str] | None:
    """A word or a list of words; null for what is missing, empty or of another shape."""
    if isinstance(value, list):
        words = [_clean(str(word)).strip() for word in value if isinstance(word, (str, int))]
        return [word for word in words if word] or None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return _clean(str(value)).strip() or None
    return None


def _clean(text: str) -> str:
    """Halves of surrogate pairs, which no encoding can hold, become a replacement mark."""
    return _LONE.sub("\ufffd", text)
