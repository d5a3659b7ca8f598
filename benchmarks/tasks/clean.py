"""The task `clean`: a saved page, as HTML or as plain text, to headline, time, authors and body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.page import Article, Draft, Page
from crosswire.records.shape import of_type
from crosswire.stages.clean import CleanOptions, clean_page


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each page its article's four fields; empty where no article was found."""
    for line in lines:
        drafts = of_type(list(clean_page(page_of(line), CleanOptions())), Draft)
        yield {"id": line["id"], **(fields_of(drafts[0].article) if drafts else NOTHING)}


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


def fields_of(article: Article) -> dict[str, Any]:
    """The answer that an article gives; the standfirst counts as text, as it does in the gold."""
    parts = [block.text for block in article.blocks if block.label in {"standfirst", "body"}]
    return {
        "headline": article.headline,
        "published": article.published.value if article.published else None,
        "authors": list(article.authors),
        "text": "\n".join(parts),
    }
