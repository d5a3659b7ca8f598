"""The fast way through an HTML page: five times as fast as careful extraction, and coarser.

Body by resiliparse, metadata from what the page tells machines; captions, credits and other pieces
between the paragraphs are not labelled, times and names written only in the text are not looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from resiliparse.parse.html import HTMLTree

from crosswire.text.html import cut_dateline, doubts_of
from crosswire.text.html_kind import NO_TEXT, Shown, page_kind
from crosswire.text.html_light import lighten, read_head, read_headlines, read_times
from crosswire.text.html_second import long_lines, paragraphs
from crosswire.text.html_tame import cut, tame
from crosswire.text.html_tree import bounded
from crosswire.text.layout import MAX_LINES, MAX_MARKUP, MAX_TEXT, Doubt, Layout, Piece, too_large
from crosswire.text.metadata import Metadata, Sources, weigh_up
from crosswire.text.metadata_jsonld import nodes_in

# Letters of main content under which all long lines of the page are taken instead.
_ENOUGH = 100


def read_fast(markup: str, address: str | None = None, data: Sequence[str] | None = None) -> Layout:
    """The body's paragraphs and what the page tells about itself.

    `data` are the texts of its JSON-LD scripts where `decode_light` has cut them out already.
    """
    if len(markup) > MAX_MARKUP:
        return _nothing(too_large(len(markup), "characters of HTML", MAX_MARKUP))
    light, data = lighten(markup) if data is None else (markup, data)
    light, short = cut(light)
    tree = HTMLTree.parse(tame(bounded(_without_head(light))))
    told = Sources(read_head(light), nodes_in(data), read_times(light))
    metadata = weigh_up(told, read_headlines(light), address)
    body = paragraphs(tree, metadata.headline)
    if sum(map(len, body)) < _ENOUGH:
        body = long_lines(tree) or body
    refusal = page_kind(Shown(metadata.headline, metadata.types), body, ())
    if refusal is None and not body:
        refusal = NO_TEXT
    letters = sum(map(len, body))
    if len(body) > MAX_LINES:
        refusal = too_large(len(body), "lines", MAX_LINES)
    elif letters > MAX_TEXT:
        refusal = too_large(letters, "characters of text", MAX_TEXT)
    if refusal is not None:
        return _nothing(refusal)
    found = _layout([Piece("body", text) for text in body], metadata)
    return found if short is None else replace(found, doubts=(short, *found.doubts))


def _without_head(light: str) -> str:
    """From the body on, where there is one: the rest is read as text."""
    start = light.find("<body")
    return light[max(0, start) :]


def _nothing(refusal: Doubt) -> Layout:
    return Layout((), doubts=(refusal,))


def _layout(pieces: list[Piece], told: Metadata) -> Layout:
    pieces, place, agency = cut_dateline(pieces)
    return Layout(
        pieces=tuple(pieces),
        headline=told.headline,
        agency=agency,
        dateline_place=place,
        authors=told.authors,
        desks=told.desks,
        outlet=told.outlet,
        published=told.published,
        modified=told.modified,
        address=told.address,
        language=told.language,
        doubts=tuple(doubts_of(told)),
    )
