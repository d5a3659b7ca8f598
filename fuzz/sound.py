"""What must hold of whatever comes out of a door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from crosswire.records.base import Record, Span, encode
from crosswire.records.page import Article, Draft, Sheet
from crosswire.records.reading import Reading


class UnsoundError(AssertionError):
    """A record came out that breaks its word."""


def check(records: Iterable[Any], text: str | None = None) -> None:
    """Raises UnsoundError for a record that cannot be written, or quotes what its text does not say.

    `text` is what a Reading points into; articles bring their own.
    """
    for record in records:
        encode(record)
        article = record.article if isinstance(record, (Sheet, Draft)) else record
        if isinstance(article, Article):
            _check_article(article)
        elif isinstance(record, Reading) and text is not None:
            _check_spans(record, text)


def _check_article(article: Article) -> None:
    if not 0 <= article.body_end <= len(article.text):
        raise UnsoundError(f"a body of {article.body_end} in a text of {len(article.text)}")
    _check_spans(article.blocks, article.text)


def _check_spans(thing: Any, text: str) -> None:
    for span in spans_of(thing):
        if not span.fits(text):
            raise UnsoundError(f"[{span.start}, {span.end}) does not quote its text")


def spans_of(thing: Any) -> Iterator[Span]:
    """Every span inside a record, or a row of them."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Span):
            yield one
        elif isinstance(one, Record):
            waiting += [getattr(one, field.name) for field in msgspec.structs.fields(one)]
        elif isinstance(one, Sequence) and not isinstance(one, (str, bytes)):
            waiting += one
