"""Pages and articles: what was found, and what it says."""

from __future__ import annotations

from typing import Literal, Self

from crosswire.records.base import Record, Span, make_id

Label = Literal[
    "headline",
    "standfirst",  # summary or subheading under the headline
    "byline",
    "dateline",
    "credit",  # "Min Park contributed", "(Agency)", copyright of an agency
    "date",  # a line that only tells when the article was published or updated
    "caption",
    "related",  # headline of another article inside the text
    "list",  # an item of a list between the paragraphs
    "table",  # a row of a table, its cells parted by " | "
    "entry",  # a paragraph of a live blog's entry
    "embed",  # a post of a social network or the like
    "correction",
    "furniture",  # menus, forms, adverts, share bars, site names
    "body",
]


class Page(Record, frozen=True, kw_only=True):
    """What was fetched or found on disk.

    `source` is where it lies, in the user's words (a path, `pile.jsonl:12`, an address). `address`
    is its URL where known. `fetched` is ISO 8601 with zone, where the container tells it. `fields`
    are data that came with the page (a JSON line's `title`, `published`, `outlet`, `url`,
    `authors`): they outrank what the text shows.
    """

    id: str
    source: str
    body: bytes
    media_type: Literal["text/html", "text/plain"]
    address: str | None = None
    fetched: str | None = None
    charset: str | None = None
    fields: dict[str, str | list[str]] = {}

    @classmethod
    def make(
        cls,
        source: str,
        body: bytes,
        media_type: Literal["text/html", "text/plain"],
        *,
        address: str | None = None,
        fetched: str | None = None,
        charset: str | None = None,
        fields: dict[str, str | list[str]] | None = None,
    ) -> Self:
        """A page with its id, which depends on body, address and fields, not on where it lies."""
        fields = fields or {}
        told = [f"{key}={fields[key]}" for key in sorted(fields)]
        return cls(
            id=make_id("page", body, address or "", *told),
            source=source,
            body=body,
            media_type=media_type,
            address=address,
            fetched=fetched,
            charset=charset,
            fields=fields,
        )


class Block(Record, frozen=True, kw_only=True):
    """One labelled piece of the page, in page order.

    `span` says where it lies in `Article.text`; furniture and other blocks that nobody reads have
    none. `time` (ISO 8601) says when an entry of a live blog was written, where the page tells it.
    """

    label: Label
    text: str
    span: Span | None = None
    time: str | None = None


class Told(Record, frozen=True, kw_only=True):
    """A value the page tells, how it was read, and what else was told.

    For times `value` is ISO 8601 with the precision that is known (`2023-09-13`,
    `2023-09-13T08:05:00+02:00`); a time without zone carries none.
    """

    value: str
    how: str
    others: tuple[str, ...] = ()


Valued = Literal["headline", "authors", "outlet", "section", "address", "language"]


class Witness(Record, frozen=True, kw_only=True):
    """Where a value of an article other than its times was read, and what other places tell instead."""

    field: Valued
    told: Told


class Article(Record, frozen=True, kw_only=True):
    """What a page says.

    `text` is frozen once cleaned; every span of later records points into it. The body comes first
    (`text[:body_end]`, paragraphs parted by a blank line, dateline mark left out), then, each after
    a blank line, headline, standfirst and captions, so that they can be pointed at too.

    `published` is null where the page does not tell it and no reader of the pile could. `anchor`
    is the day against which "Tuesday" is resolved: `published`, else a day borrowed from sister
    articles, else null; its `how` says which. `witnesses` tell the same of the other values; the fast way
    tells it of times alone.
    """

    id: str
    page: str
    source: str
    text: str
    body_end: int
    blocks: tuple[Block, ...]
    headline: str | None = None
    address: str | None = None
    outlet: str | None = None
    outlet_kind: str | None = None
    domain: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    agency: str | None = None
    dateline_place: str | None = None
    published: Told | None = None
    modified: Told | None = None
    anchor: Told | None = None
    language: str = "en"
    section: str | None = None
    witnesses: tuple[Witness, ...] = ()

    @property
    def body(self) -> str:
        """The body alone: what `text` is in the public JSON."""
        return self.text[: self.body_end]

    def label_at(self, span: Span) -> Label:
        """The label of the block that holds this span."""
        for block in self.blocks:
            if block.span is not None and block.span.holds(span):
                return block.label
        return "body"


class Sheet(Record, frozen=True, kw_only=True):
    """An article as its page alone shows it, before it was laid beside others of its outlet."""

    article: Article


class Draft(Record, frozen=True, kw_only=True):
    """An article before the pile was asked for its day; `article.anchor` is not final yet."""

    article: Article


class Sighting(Record, frozen=True, kw_only=True):
    """A dated article that seems to tell of the same event as an undated one."""

    undated: str
    sister: str
    day: str
    shared: str
