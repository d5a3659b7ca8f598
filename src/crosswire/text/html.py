"""An HTML page taken apart: its body by trafilatura, everything else labelled, nothing deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import html

from crosswire.text.datelines import read_dateline
from crosswire.text.html_body import plain_paragraphs, read_body
from crosswire.text.html_credits import take_credits
from crosswire.text.html_kind import NO_TEXT, Shown, page_kind
from crosswire.text.html_label import arrange
from crosswire.text.html_light import lighten
from crosswire.text.html_live import read_live
from crosswire.text.html_tame import fit, tame, with_data, without_scraps
from crosswire.text.html_tree import Line, parse, shed, unframe, visible_lines
from crosswire.text.layout import (
    MAX_LINES,
    MAX_MARKUP,
    MAX_SCRAPS,
    MAX_TEXT,
    Doubt,
    Layout,
    Piece,
    too_large,
)
from crosswire.text.metadata import Metadata, read_metadata
from crosswire.text.metadata_jsonld import plain
from crosswire.text.outlets import find_outlet, is_agency


@dataclass(frozen=True)
class Reading:
    """A page's layout and all that its metadata tell; the layout alone is what stages read."""

    layout: Layout
    metadata: Metadata


def read_html(markup: str, address: str | None = None) -> Layout:
    """The pieces of an HTML page in page order, and what it tells about itself."""
    return read_whole(markup, address).layout


def read_whole(markup: str, address: str | None = None) -> Reading:
    """As `read_html`, with the metadata beside it."""
    if len(markup) > MAX_MARKUP:
        return _nothing(too_large(len(markup), "characters of HTML", MAX_MARKUP))
    light, data = lighten(markup, menus=False)
    light, short = fit(tame(light))
    markup = with_data(light, data)
    tree, lines = _grow(markup)
    if any(line.scraps > MAX_SCRAPS for line in lines):
        markup = without_scraps(markup)
        tree, lines = _grow(markup)
    refusal = _refuse(lines)
    if tree is None or refusal:
        return _nothing(refusal or NOTHING_SHOWN)
    found = _read(tree, lines, address, markup)
    if short is None:
        return found
    return replace(found, layout=replace(found.layout, doubts=(short, *found.layout.doubts)))


def _grow(markup: str) -> tuple[html.HtmlElement | None, list[Line]]:
    """The tree without what no reader looks at, and its lines."""
    tree = parse(markup)
    if tree is None:
        return None, []
    shed(tree)
    unframe(tree)
    return tree, visible_lines(tree)


NOTHING_SHOWN = Doubt(
    "no-text", "skipped", "the page shows no text", "it may need a browser to be read"
)


def _refuse(lines: Sequence[Line]) -> Doubt | None:
    """What is wrong with these lines; None where they can be read."""
    if not lines:
        return NOTHING_SHOWN
    if len(lines) > MAX_LINES:
        return too_large(len(lines), "lines", MAX_LINES)
    letters = sum(len(line.text) for line in lines)
    return too_large(letters, "characters of text", MAX_TEXT) if letters > MAX_TEXT else None


def _read(
    tree: html.HtmlElement, lines: Sequence[Line], address: str | None, markup: str
) -> Reading:
    metadata = read_metadata(tree, lines, address, _dateline_day(lines))
    shown = shown_by(tree, metadata)
    body = read_body(tree, lines, plain(metadata.article.get("articleBody")), markup)
    refusal = page_kind(shown, body, lines)
    if refusal is None and not body:
        refusal = NO_TEXT
    if refusal is not None:
        rest = tuple(arrange(lines, [], metadata.headline))
        return Reading(Layout(rest, doubts=(refusal,)), metadata)
    titles = [line.text for line in lines if line.tag == "h1"][:3]
    titles += filter(None, (metadata.headline, metadata.address))
    days = (one.value if one else None for one in (metadata.published, metadata.modified))
    live = read_live(metadata.article, metadata.types, titles, *days)
    pieces = arrange(lines, body, metadata.headline, live)
    return Reading(_layout(pieces, metadata), metadata)


def shown_by(tree: html.HtmlElement, told: Metadata) -> Shown:
    """What the page says it is."""
    login = tree.xpath("boolean(//input[@type='password'])")
    return Shown(told.headline, told.types, bool(login))


def _nothing(doubt: Doubt) -> Reading:
    return Reading(Layout((), doubts=(doubt,)), Metadata())


def _layout(pieces: list[Piece], told: Metadata) -> Layout:
    pieces, taken = take_credits(pieces)
    pieces, place, agency = cut_dateline(pieces)
    authors, contributors = taken.people(told.authors)
    houses = [desk for desk in told.desks if is_agency(desk)]
    if agency is None and houses:
        known = find_outlet(houses[0])
        agency = known.name if known else houses[0]
    if agency is None and taken.agencies:
        agency = taken.agencies[0]
    return Layout(
        pieces=tuple(pieces),
        headline=told.headline,
        authors=authors,
        contributors=contributors,
        desks=told.desks,
        agency=agency,
        dateline_place=place,
        outlet=told.outlet,
        published=told.published,
        modified=told.modified,
        address=told.address,
        language=told.language,
        section=told.section,
        witnesses=told.witnesses,
        doubts=tuple(doubts_of(told)),
    )


def _dateline_day(lines: Sequence[Line]) -> str | None:
    """The whole day that a dateline in the first plain paragraphs tells."""
    for text in plain_paragraphs(lines)[:2]:
        found = read_dateline(text)
        day = found.moment or found.day if found is not None else None
        if day and not day.startswith("-"):
            return day
    return None


def doubts_of(told: Metadata) -> Iterator[Doubt]:
    """What a reader of the brief should know: copies, and times that do not agree."""
    if told.copy:
        yield Doubt("copy", "note", told.copy)
    if told.published is not None and told.published.others:
        others = "; ".join(told.published.others)
        message = f"published {told.published.value} ({told.published.how}), but also {others}"
        yield Doubt("dates-differ", "doubt", message)


def cut_dateline(pieces: list[Piece]) -> tuple[list[Piece], str | None, str | None]:
    """The pieces with the mark before the first body paragraph as a piece of its own."""
    at = next((i for i, piece in enumerate(pieces) if piece.label == "body"), None)
    found = read_dateline(pieces[at].text) if at is not None else None
    if at is None or found is None or not 0 < found.length <= len(pieces[at].text):
        return pieces, None, None
    text = pieces[at].text
    mark, rest = text[: found.length].strip(), text[found.length :].strip()
    new = [Piece("dateline", mark)] if mark else []
    new += [Piece("body", rest)] if rest else []
    return [*pieces[:at], *new, *pieces[at + 1 :]], found.place, found.agency
