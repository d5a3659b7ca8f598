"""Clean: a saved page becomes an article that later stages can point into.

Reads: Page.
Writes: Sheet, Draft, Issue.
Meets: each page alone, under its own id; then the sheets of one outlet, under its domain.
Decides: which lines are the article's body and what the others are (lines that recur at one place
    on pages of one outlet are furniture); headline, authors, outlet,
    agency, dateline, and the times of publication and change. What came with the page outranks
    what its text shows.
Never: deletes a line (furniture stays as a block), takes a widget's date for the publication's,
    or gives an undated page a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from crosswire.match.recurring import recurring
from crosswire.records.base import Issue, Record, Span, make_id
from crosswire.records.page import Article, Block, Draft, Label, Page, Sheet, Told
from crosswire.records.shape import Options, Room, Stage, Step
from crosswire.text.decode import decode
from crosswire.text.html import read_html
from crosswire.text.html_fast import read_fast
from crosswire.text.html_light import decode_light
from crosswire.text.language import guess_language, is_in
from crosswire.text.layout import Doubt, Layout, Piece
from crosswire.text.lines import label_lines
from crosswire.text.masthead import name_on_page
from crosswire.text.metadata_copies import original_of
from crosswire.text.metadata_time import Moment, read_moment
from crosswire.text.metadata_witnesses import completed, outranked
from crosswire.text.outlets import find_outlet, own_outlets, registered_domain

# Blocks that later stages may point at, after the body, in this order.
POINTED: tuple[Label, ...] = ("headline", "standfirst", "list", "table", "entry", "caption")


class CleanOptions(Options, frozen=True, kw_only=True):
    """What a page must show to become an article."""

    # Languages whose sentences the later stages read; pages in others are kept and named.
    languages: tuple[str, ...] = ("en",)
    # How far after the moment of fetching a publication time may lie before it is doubted: clocks
    # and zones differ by a day at most.
    ahead_hours: float = 26.0
    # A page with fewer letters of body than this tells too little to be a report; the shortest
    # agency flash of the development pages has 190.
    least_letters: int = 25
    # The coarse way through HTML, for millions of pages: seven times as many a second, body F1 .953
    # instead of .978 (docs/quality-clean.md), no pieces labelled. Off: what is lost costs claims later.
    fast: bool = False
    # Different texts of one outlet in which a short line must stand at one place to be furniture, and
    # their share of all: under 4 a phrase of two follow-ups would go, and small piles are left alone.
    recurs: int = 4
    # Moved down, lines of one long-running story would go; moved up, furniture of one section stays.
    recurs_share: float = 0.3


def key(page: Page) -> Iterable[str]:
    """The page itself: cleaning needs no other."""
    return (page.id,)


def run(_key: str, pages: Sequence[Page], room: Room) -> Iterator[Record]:
    """The article that each page holds, and what is doubtful about it."""
    for page in pages:
        yield from clean_page(page, room.options)


def clean_page(page: Page, options: CleanOptions) -> Iterator[Record]:
    """One page: decoded, taken apart, put together as an article."""
    layout = take_apart(page, fast=options.fast)
    layout = believe_possible(layout, page, options)
    doubts = layout.doubts
    unreadable = any(doubt.severity in {"skipped", "fatal"} for doubt in doubts)
    article = None if unreadable else assemble(page, layout, options)
    if article is None and not unreadable:
        told = f"fewer than {options.least_letters} letters of article text were found"
        doubts += (Doubt("no-text", "skipped", told, "it may be an index, a video or a wall"),)
    yield from _issues(page, doubts, article)
    if article is not None:
        yield from _issues(page, tuple(weigh(article, page, options)), article)
        yield Sheet(article=article)


def believe_possible(layout: Layout, page: Page, options: CleanOptions) -> Layout:
    """The layout with the first day before the page was fetched where the one believed lies behind it.

    What a page says of its own future is a fault of its clock or of a template; a runner-up is not.
    """
    told, fetched = layout.published, read_moment(page.fetched or "")
    if told is None or fetched is None:
        return layout
    last = fetched.instant() + timedelta(hours=options.ahead_hours)
    believed = read_moment(told.value)
    if believed is None or believed.instant() <= last:
        return layout
    for other in told.others:
        value, _, how = other.partition(" (")
        moment = read_moment(value)
        if moment is not None and moment.instant() <= last:
            rest = [f"{told.value} ({told.how})", *(one for one in told.others if one != other)]
            new = Told(value=moment.value, how=how.removesuffix(")"), others=tuple(rest))
            message = f"one day told, {told.value}, lies after the page was fetched; {moment.value} is believed"
            doubt = Doubt("future-date", "doubt", message, "check the date")
            others = (one for one in layout.doubts if one.kind != "dates-differ")
            return replace(layout, published=new, doubts=(*others, doubt))
    return layout


def take_apart(page: Page, *, fast: bool = False) -> Layout:
    """The page decoded and labelled; what came with it outranks what its text shows."""
    markup = page.media_type == "text/html"
    address = page.address or _field(page, "url") or None
    data: list[str] = []
    if markup and fast:
        decoded, data = decode_light(page.body, page.charset)
    else:
        decoded = decode(page.body, page.charset)
    if not decoded.text.strip():
        return Layout((), doubts=decoded.doubts)
    if not markup:
        layout = label_lines(decoded.text)
    else:
        layout = (
            read_fast(decoded.text, address, data) if fast else read_html(decoded.text, address)
        )
    return replace(_outrank(layout, page), doubts=(*decoded.doubts, *layout.doubts))


def _issues(page: Page, doubts: Sequence[Doubt], article: Article | None) -> Iterator[Issue]:
    for doubt in doubts:
        yield Issue.make(
            "clean",
            doubt.kind,
            doubt.severity,
            page.source,
            doubt.message,
            advice=doubt.advice,
            article=article.id if article else "",
        )


def _outrank(layout: Layout, page: Page) -> Layout:
    """The layout with what came beside the page in the place of what its text shows."""
    told: dict[str, object] = {}
    title, outlet = _field(page, "title"), _field(page, "outlet")
    moment = read_moment(_field(page, "published"))
    witnesses = layout.witnesses
    if title:
        told["headline"] = title
        witnesses = outranked(witnesses, "headline", title)
    if outlet:
        told["outlet"] = outlet
        witnesses = outranked(witnesses, "outlet", outlet)
    if moment is not None:
        shown = layout.published
        others = (f"{shown.value} ({shown.how})",) if shown and _differ(shown, moment) else ()
        told["published"] = Told(value=moment.value, how="came with the page", others=others)
    authors = page.fields.get("authors")
    if authors:
        names = (authors,) if isinstance(authors, str) else tuple(authors)
        told["authors"] = names
        witnesses = outranked(witnesses, "authors", ", ".join(names))
    url = _field(page, "url")
    copied = any(doubt.kind == "copy" for doubt in layout.doubts)
    if (url and not copied) or not layout.address:
        told["address"] = original_of(url or page.address)
    return replace(layout, witnesses=witnesses, **told)  # type: ignore[arg-type]


def _field(page: Page, name: str) -> str:
    value = page.fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _differ(told: Told, moment: Moment) -> bool:
    shown = read_moment(told.value)
    return shown is not None and not shown.agrees(moment)


def assemble(page: Page, layout: Layout, options: CleanOptions) -> Article | None:
    """The article: body first, then what else may be pointed at; None where there is no body."""
    text, body_end, blocks = lay_out(_with_headline(layout))
    # Twenty times as many characters hold enough letters, or the text is a drawing.
    if (
        sum(map(str.isalnum, text[: min(body_end, 20 * options.least_letters)]))
        < options.least_letters
    ):
        return None
    address = layout.address or page.address
    domain = registered_domain(address) if address else None
    outlet = find_outlet(layout.outlet or "") or find_outlet(address or "")
    article = Article(
        id=make_id("article", page.id),
        page=page.id,
        source=page.source,
        text=text,
        body_end=body_end,
        blocks=blocks,
        headline=layout.headline,
        address=address,
        outlet=layout.outlet or (outlet.name if outlet else name_on_page(blocks, domain)),
        outlet_kind=outlet.kind if outlet else None,
        domain=domain,
        authors=layout.authors,
        contributors=layout.contributors,
        agency=layout.agency,
        dateline_place=layout.dateline_place,
        published=layout.published,
        modified=layout.modified,
        anchor=layout.published,
        language=_language(text[:body_end], layout.language),
        section=layout.section,
    )
    return article if options.fast else with_witnesses(article, layout)


def with_witnesses(article: Article, layout: Layout) -> Article:
    """The article with the places where its values were read."""
    outlet = "the text" if layout.outlet else "address" if article.outlet_kind else "masthead"
    told = completed(
        layout.witnesses,
        [
            ("headline", article.headline, "the text"),
            ("authors", ", ".join(article.authors), "the text"),
            ("outlet", article.outlet, outlet),
            ("section", article.section, "the text"),
            ("address", article.address, "where it was found"),
            ("language", article.language, "the words of the text"),
        ],
    )
    return msgspec.structs.replace(article, witnesses=told)


def _with_headline(layout: Layout) -> Layout:
    """A headline known from beside the text becomes a piece, so that it can be pointed at."""
    told = layout.headline
    if not told or any(piece.label == "headline" for piece in layout.pieces):
        return layout
    return replace(layout, pieces=(Piece("headline", told), *layout.pieces))


def lay_out(layout: Layout) -> tuple[str, int, tuple[Block, ...]]:
    """The text, where its body ends, and all blocks in page order with their spans."""
    order = [at for at, piece in enumerate(layout.pieces) if piece.label == "body"]
    bodies = len(order)
    seen: set[str] = set()
    for label in POINTED:
        for at, piece in enumerate(layout.pieces):
            # A caption is often told twice, once for each size of the picture.
            if piece.label == label and piece.text not in seen:
                seen.add(piece.text)
                order.append(at)
    text = "\n\n".join(layout.pieces[at].text for at in order)
    spans, start, body_end = {}, 0, 0
    for number, at in enumerate(order):
        end = start + len(layout.pieces[at].text)
        spans[at] = Span.of(text, start, end)
        body_end = end if number < bodies else body_end
        start = end + 2
    blocks = (
        Block(label=piece.label, text=piece.text, span=spans.get(at), time=piece.time)
        for at, piece in enumerate(layout.pieces)
    )
    return text, body_end, tuple(blocks)


def _language(body: str, told: str | None) -> str:
    """What the page says where its words confirm it; else what the words are in; else English."""
    if told and is_in(body, told):
        return told
    guessed = guess_language(body)
    return guessed if guessed != "und" else told or "en"


def weigh(article: Article, page: Page, options: CleanOptions) -> Iterator[Doubt]:
    """What a reader of the brief should know about this article."""
    if article.published is None:
        yield Doubt("undated", "note", "the page does not tell when it was published")
    if article.headline is None:
        yield Doubt("no-headline", "note", "the page shows no headline")
    if article.language not in options.languages:
        told = f"written in {article.language!r}; only {', '.join(options.languages)} is read"
        yield Doubt("language", "note", told, "its statements may be missed or misread")
    yield from _weigh_times(article, page, options)


def _weigh_times(article: Article, page: Page, options: CleanOptions) -> Iterator[Doubt]:
    published = read_moment(article.published.value) if article.published else None
    modified = read_moment(article.modified.value) if article.modified else None
    fetched = read_moment(page.fetched or "")
    ahead = timedelta(hours=options.ahead_hours)
    if published and fetched and published.instant() > fetched.instant() + ahead:
        told = f"published {published.value}, after it was fetched ({fetched.value})"
        yield Doubt("future-date", "doubt", told, "check the date; the page's clock may be wrong")
    if published and modified and published.instant() > modified.instant() + ahead:
        told = f"published {published.value}, but last changed {modified.value}"
        yield Doubt("dates-differ", "doubt", told)
    if article.published and article.published.others and article.published.how.startswith("came"):
        told = (
            f"published {article.published.value}, but the page says {article.published.others[0]}"
        )
        yield Doubt("dates-differ", "doubt", told)


def check_outlets() -> None:
    """Raises BadInput where the user's own outlets cannot be read: better before the run than in it."""
    own_outlets()


def outlet_key(sheet: Sheet) -> Iterable[str]:
    """The outlet's domain, else its name; a page of neither stands alone."""
    article = sheet.article
    return (article.domain or (article.outlet or "").casefold() or article.id,)


def drop_furniture(key: str, sheets: Sequence[Sheet], room: Room) -> Iterator[Record]:
    """The drafts of one outlet's pages, without the short lines that recur on them."""
    options = room.options
    bodies = [
        [block.text for block in sheet.article.blocks if block.label == "body"] for sheet in sheets
    ]
    few = len(sheets) < options.recurs
    found = [set[int]()] * len(sheets) if few else recurring(bodies, options.recurs, options.recurs_share)  # fmt: skip
    for sheet, places in zip(sheets, found, strict=True):
        if not places:
            yield Draft(article=sheet.article)
            continue
        yield from _without(sheet.article, places, key, options)


def _without(
    article: Article, places: set[int], outlet: str, options: CleanOptions
) -> Iterator[Record]:
    """The article with the body paragraphs at these places as furniture, laid out anew."""
    pieces, number = [], -1
    for block in article.blocks:
        number += block.label == "body"
        gone = block.label == "body" and number in places
        pieces.append(Piece("furniture" if gone else block.label, block.text, block.time))
    text, body_end, blocks = lay_out(Layout(tuple(pieces)))
    told = f"{len(places)} lines stand on other pages of {outlet} too and are no part of the text"
    if sum(map(str.isalnum, text[:body_end])) < options.least_letters:
        yield Issue.make(
            "clean", "no-text", "skipped", article.source,
            f"{told}; nothing else is there", advice="it may be a wall or an index",
        )  # fmt: skip
        return
    yield Issue.make("clean", "recurring", "note", article.source, told, article=article.id)
    yield Draft(
        article=msgspec.structs.replace(article, text=text, body_end=body_end, blocks=blocks)
    )


STAGE = Stage(
    "clean",
    CleanOptions(),
    (
        Step("clean.page", (Page,), (Sheet, Issue), key, run),
        Step("clean.furniture", (Sheet,), (Draft, Issue), outlet_key, drop_furniture),
    ),
)
