"""What can be done to a draft: each takes one and gives another, nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crosswire.errors import BadInput
from crosswire.serve.view_words import plain
from crosswire.store.reports import Chosen, Cited, Draft, Item, new_id

LONGEST_TITLE = 200
LONGEST_WORDS = 50_000
MOST_ITEMS = 500
"""Of a report: some 200 pages. Each save writes all of it."""


def titled(draft: Draft, title: str, by: str) -> Draft:
    """The draft under another title, by another writer."""
    name = " ".join(plain(by).split())[:LONGEST_TITLE]
    return msgspec.structs.replace(draft, title=a_title(title), by=name)


def a_title(words: str) -> str:
    """Words as a title: on one line, not too long, never none."""
    return " ".join(plain(words).split())[:LONGEST_TITLE] or "Untitled report"


def with_words(draft: Draft, words: str, after: str | None = None) -> Draft:
    """The draft with a piece of the writer's words behind a piece (None: at its end)."""
    return _put(draft, [Item(id=new_id(), words=bounded(words))], after)


def with_claims(
    draft: Draft, claims: Iterable[Chosen], articles: Iterable[Cited], after: str | None = None
) -> Draft:
    """The draft with claims behind a piece; one that it holds already stays where it is."""
    held = {item.claim.claim for item in draft.items if item.claim}
    new = [Item(id=new_id(), claim=one) for one in claims if one.claim not in held]
    return _citing(_put(draft, new, after), articles)


def reworded(draft: Draft, piece: str, words: str) -> Draft:
    """The draft with other words in a piece of the writer's."""
    place = place_of(draft, piece)
    if draft.items[place].claim is not None:
        raise BadInput("this piece is a claim; its words are those of its sentence.")
    item = msgspec.structs.replace(draft.items[place], words=bounded(words))
    return _with(draft, (*draft.items[:place], item, *draft.items[place + 1 :]))


def renewed(draft: Draft, piece: str, claim: Chosen, articles: Iterable[Cited]) -> Draft:
    """The draft with a claim told as it is today."""
    place = place_of(draft, piece)
    item = msgspec.structs.replace(draft.items[place], claim=claim)
    told = _with(draft, (*draft.items[:place], item, *draft.items[place + 1 :]))
    return _citing(told, articles)


def moved(draft: Draft, piece: str, steps: int) -> Draft:
    """The draft with a piece so many places further down (up: less than 0), at most to its end."""
    place = place_of(draft, piece)
    rest = [item for item in draft.items if item.id != piece]
    rest.insert(max(0, min(len(rest), place + steps)), draft.items[place])
    return _with(draft, tuple(rest))


def without(draft: Draft, piece: str) -> Draft:
    """The draft without a piece, which can be put back until the next is taken out."""
    place = place_of(draft, piece)
    told = msgspec.structs.replace(
        draft,
        items=tuple(one for one in draft.items if one.id != piece),
        removed=draft.items[place],
        removed_from=place,
    )
    return _citing(told, ())


def put_back(draft: Draft) -> Draft:
    """The draft with the piece that was taken out last, at its old place."""
    if draft.removed is None:
        return draft
    place = min(draft.removed_from, len(draft.items))
    items = (*draft.items[:place], draft.removed, *draft.items[place:])
    return msgspec.structs.replace(draft, items=items, removed=None)


def put_away(draft: Draft, *, gone: bool) -> Draft:
    """The draft out of the list of reports, or back in it. Nothing of it is lost."""
    return msgspec.structs.replace(draft, gone=gone)


def place_of(draft: Draft, piece: str) -> int:
    """Where a piece stands. Raises BadInput where it is gone."""
    for place, item in enumerate(draft.items):
        if item.id == piece:
            return place
    raise BadInput("this piece is not in the report any more.")


def _put(draft: Draft, items: list[Item], after: str | None) -> Draft:
    if len(draft.items) + len(items) > MOST_ITEMS:
        raise BadInput(f"a report holds {MOST_ITEMS} pieces at most. Begin another.")
    place = len(draft.items) if after is None else place_of(draft, after) + 1 if after else 0
    return _with(draft, (*draft.items[:place], *items, *draft.items[place:]))


def _with(draft: Draft, items: tuple[Item, ...]) -> Draft:
    return msgspec.structs.replace(draft, items=items)


def _citing(draft: Draft, articles: Iterable[Cited]) -> Draft:
    """The draft with these articles besides those it cites; what nothing cites any more goes."""
    items = [*draft.items, *([draft.removed] if draft.removed else [])]
    named = {said.article for item in items if item.claim for said in item.claim.said}
    held = {one.id: one for one in (*draft.articles, *articles)}
    return msgspec.structs.replace(
        draft, articles=tuple(one for one in held.values() if one.id in named)
    )


def bounded(words: str) -> str:
    """Words as they are kept: text without control characters, "\\n" between lines. Raises BadInput."""
    told = plain(words.replace("\r\n", "\n").replace("\r", "\n"))
    if len(told) > LONGEST_WORDS:
        raise BadInput(
            f"a piece holds {LONGEST_WORDS:,} characters at most, and this has {len(told):,}. "
            "Part it in two."
        )
    return told
