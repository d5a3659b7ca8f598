"""Search through all sentences, claims and articles, as one types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from crosswire.records.claim import Mode
from crosswire.serve.api.rights import holdings_of
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.html.pieces import Piece
from crosswire.serve.view_words import line
from crosswire.upkeep.searching import Found
from crosswire.upkeep.searching import Query as Asked

router = APIRouter()

FOUND = 40
_MARK = re.compile(r"\[([^\[\]]{1,200})\]")
MODES: dict[Mode, str] = {
    "reported": "reported", "expected": "expected", "denied": "denied", "alleged": "alleged",
    "possible": "held possible", "conditional": "conditional", "asked": "asked",
}  # fmt: skip

Part = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True)
class Hit:
    """What was found, with the words in it marked."""

    found: Found
    pieces: list[Piece]


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(max_length=300)] = "",
    outlet: Part = "",
    source: Part = "",
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    mode: Part = "",
    origins: Annotated[int, Query(ge=0, le=99)] = 0,
) -> Response:
    """Claims, statements and articles that hold all the words and pass the filters, best first."""
    asked = Asked(
        words=q.strip(),
        outlet=outlet.strip() or None,
        source=source.strip() or None,
        first=_day(first),
        last=_day(until),
        mode=mode if mode in get_args(Mode) else None,  # type: ignore[arg-type]
        origins=origins,
        limit=FOUND + 1,
    )
    narrowed = bool(
        asked.outlet or asked.source or asked.first or asked.last or asked.mode or origins
    )
    found = holdings_of(request).search(asked) if asked.words or narrowed else []
    hits = [Hit(one, marked(one.marked)) for one in found[:FOUND]]
    template = "search_rows.html" if is_fragment(request) else "search.html"
    given = {
        "q": q,
        "outlet": outlet,
        "source": source,
        "from": first,
        "until": until,
        "mode": mode,
    }
    return page(
        request, template, here="search", asked=asked, hits=hits, more=len(found) > FOUND,
        modes=MODES, narrowed=narrowed, address=urlencode({k: v for k, v in given.items() if v}),
    )  # fmt: skip


def marked(text: str) -> list[Piece]:
    """The text in pieces, what stands in [brackets] marked."""
    told = line(text, 600)
    pieces: list[Piece] = []
    here = 0
    for match in _MARK.finditer(told):
        pieces += [Piece(told[here : match.start()])] if match.start() > here else []
        pieces.append(Piece(match[1], "said"))
        here = match.end()
    return [*pieces, Piece(told[here:])] if here < len(told) else pieces


def _day(told: str) -> str | None:
    try:
        return date.fromisoformat(told).isoformat() if told else None
    except ValueError:  # half typed
        return None
