"""The front page: stories by what changed since the last look, found and filtered as one types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.rights import holdings_of
from crosswire.serve.desk.forms import OwnForm
from crosswire.serve.desk.looks import Look, look_of, with_look
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.view_groups import tidy
from crosswire.serve.view_news import NEWS_WORD
from crosswire.serve.view_words import line
from crosswire.store.fronts import Asked, Front, Fronts, Order, Want

router = APIRouter()

# A screen holds about eight; four screens are drawn in a blink.
PAGE = 30
# What is told of what changed, before it is only counted.
TOLD = 2
# Among so many of the last things learned the weightiest are sought.
SEEN = 24

WANTS: dict[Want, str] = {
    "new": "Changed since last look",
    "differ": "Reports differ",
    "update": "Updated",
    "due": "Expectation open",
    "overdue": "Past its day",
    "single": "No second origin",
}
ORDERS: dict[Order, str] = {
    "changed": "what changed last",
    "event": "latest reports",
    "articles": "most articles",
    "origins": "most origins",
}


@dataclass(frozen=True)
class Told:
    """One thing that was learned: its kind in words, and what it says."""

    kind: str
    word: str
    text: str
    before: str


@dataclass(frozen=True)
class Entry:
    """A story on the front page, with what was learned since the last look."""

    front: Front
    new: int
    told: list[Told]


@dataclass(frozen=True)
class Chip:
    """A filter that can be set or taken away by its address."""

    word: str
    address: str
    on: bool
    number: int


@router.get("/")
def front(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    want: Annotated[list[str] | None, Query()] = None,
    order: str = "changed",
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """The stories of the archive, those that changed last first."""
    holdings, look = holdings_of(request), look_of(request)
    asked = _asked(q, want or [], order, look)
    with holdings.fronts() as fronts:
        if fronts is None:
            shown = _waiting(request, holdings, asked, look)
        else:
            shown = _listed(request, holdings, fronts, asked, look, after)
    return with_look(shown, look)


@router.get("/doing")
def work(request: Request, front: Annotated[bool, Query()] = False) -> Response:
    """What is being worked in, for the line on top of a page that asks again until all is done."""
    holdings = holdings_of(request)
    told = work_of(holdings)
    if not told and front:
        return Response(headers={"HX-Refresh": "true"})
    return page(request, "work.html", work=told, front=front)


@router.post("/look")
def looked(request: Request, _: OwnForm) -> Response:
    """Everything so far has been looked at."""
    return with_look(RedirectResponse("/", 303), look_of(request), seen=True)


def _asked(words: str, wants: list[str], order: str, look: Look) -> Asked:
    known = tuple(want for want in get_args(Want) if want in wants)
    return Asked(
        words=words.strip(),
        wants=known,
        since=look.since,
        today=datetime.now(UTC).date().isoformat(),
        order=order if order in ORDERS else "changed",
    )


def _listed(
    request: Request, holdings: Holdings, fronts: Fronts, asked: Asked, look: Look, after: int
) -> Response:
    rows = fronts.rows(asked, after, PAGE + 1)
    more = address_of(asked, after=after + PAGE) if len(rows) > PAGE else ""
    tally = fronts.tally(look.since, asked.today)
    template = "front.html"
    if is_fragment(request):
        template = "front_rows.html" if after else "front_list.html"
    return page(
        request,
        template,
        here="front",
        asked=asked,
        entries=_entries(fronts, rows[:PAGE], look),
        found=fronts.count(asked),
        tally=tally,
        chips=_chips(asked, tally, look),
        orders=ORDERS,
        more=more,
        after=after,
        look=look,
        laid=True,
        work=work_of(holdings),
    )


def _waiting(request: Request, holdings: Holdings, asked: Asked, look: Look) -> Response:
    """What is shown while the rows are laid out for the first time."""
    return page(
        request, "front.html", here="front", asked=asked, entries=[], found=0, tally={"all": 0},
        chips=[], orders=ORDERS, more="", after=0, look=look, laid=False, work=work_of(holdings),
    )  # fmt: skip


def work_of(holdings: Holdings) -> str:
    """What is being worked in, in words; nothing when all is done."""
    if holdings.trouble or holdings.front_trouble:
        return holdings.trouble or holdings.front_trouble
    waiting = holdings.waiting()
    if waiting:
        pages = f"{waiting} page{'s are' if waiting > 1 else ' is'}"
        return f"{pages} being read and worked in."
    return "Stories are being laid anew." if holdings.is_behind() else ""


def _entries(fronts: Fronts, rows: list[Front], look: Look) -> list[Entry]:
    if look.first or not rows:
        return [Entry(row, 0, []) for row in rows]
    new = fronts.new_in([row.thread for row in rows], look.since)
    return [
        Entry(row, new.get(row.thread, 0), told_since(fronts, row.thread, look, TOLD))
        for row in rows
    ]


def told_since(fronts: Fronts, thread: int, look: Look, limit: int) -> list[Told]:
    """What was learned of a story since the last look, the weightiest kinds first."""
    if look.first:
        return []
    items = list(fronts.latest(thread, look.since, max(limit * 2, SEEN)))
    items.sort(key=lambda item: _RANK.get(item.news.kind, 5))
    return [
        Told(
            kind=item.news.kind.replace(" ", "-"),
            word=NEWS_WORD[item.news.kind],
            text=tidy(item.news.after, 180) if item.news.after else line(item.news.text, 180),
            before=tidy(item.news.before or "", 80) if item.news.after else "",
        )
        for item in items[:limit]
    ]


_RANK = {
    "new story": 0, "reports differ": 1, "number changed": 1, "denied": 1, "withdrawn": 1,
    "came about": 2, "postponed": 2, "moved": 2, "cancelled": 2, "failed": 2, "overdue": 2,
    "further origin": 3, "new claim": 4,
}  # fmt: skip


def _chips(asked: Asked, tally: dict[str, int], look: Look) -> list[Chip]:
    told = []
    for want, word in WANTS.items():
        on = want in asked.wants
        if (want == "new" and look.first) or not (on or tally[want]):
            continue
        wants = tuple(one for one in asked.wants if one != want) if on else (*asked.wants, want)
        told.append(Chip(word, address_of(asked._replace(wants=wants)), on, tally[want]))
    return told


def address_of(asked: Asked, after: int = 0) -> str:
    """The front page's address for what is asked."""
    told: list[tuple[str, str]] = []
    told += [("q", asked.words)] if asked.words else []
    told += [("want", want) for want in asked.wants]
    told += [("order", asked.order)] if asked.order != "changed" else []
    told += [("after", str(after))] if after else []
    return f"/?{urlencode(told)}" if told else "/"
