"""A story's page, and the parts of it that are fetched when they are opened."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.paging import Id
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import holdings_of
from crosswire.serve.desk.front import Told, told_since, work_of
from crosswire.serve.desk.looks import Look, look_of, with_look
from crosswire.serve.desk.names import name_of
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.desk.shown import ZOOMS, DeskStory, word_of, zone_of
from crosswire.serve.view import StoryView

router = APIRouter(prefix="/stories")

# What is told of what was learned; more is counted.
LEARNED = 40
_SPANS = {"look": "your last look", "1": "a day ago", "7": "a week ago", "all": "the beginning"}


def desk_story(request: Request, name: str) -> DeskStory:
    """The story of a thread's number, its own id or an article's id. Raises Refusal."""
    holdings = holdings_of(request)
    view = holdings.story(name)
    if view is None:
        raise Refusal(404, f"there is no story {name}. It may have been laid together with another")
    thread = int(name) if name.isdigit() else holdings.number_of(view)
    return _DRAWN.of(view, thread)


class _Drawn:
    """Stories laid out for their pages, kept while they are told as they were."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[tuple[int, int], DeskStory] = OrderedDict()

    def of(self, view: StoryView, thread: int) -> DeskStory:
        """The story of this view, laid out anew where the view is a new one."""
        key = (id(view), thread)
        with self._lock:
            held = self._held.get(key)
            if held is not None and held.given is view:
                self._held.move_to_end(key)
                return held
        made = DeskStory.of(view, thread)
        with self._lock:
            self._held[key] = made
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return made


# Stories that people leaf through at one time; one takes about a megabyte.
KEPT = 32
_DRAWN = _Drawn()


@router.get("/{story}")
def story(
    request: Request,
    story: Id,
    since: str = "look",
    said: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """One story with everything."""
    holdings, look = holdings_of(request), look_of(request)
    told = desk_story(request, story)
    first, more = told.first_claims
    response = page(
        request,
        "desk_story.html",
        here="front",
        desk=told,
        shown=told.shown,
        story=told.view.story,
        rows=first,
        more=more,
        world=told.world,
        learned=_learned(holdings, told, look, since),
        since=since if since in _SPANS else "look",
        spans=_SPANS,
        look=look,
        zooms=ZOOMS,
        zoom=1,
        zone="",
        work=work_of(holdings),
        flash=flash_of(holdings, told, said),
        judge_name=name_of(request),
    )
    return with_look(response, look)


def flash_of(holdings: Holdings, told: DeskStory | None, said: str) -> object:
    """What was just judged, to be told on top with a way back."""
    if not said:
        return None
    found = {one.id: one for one in holdings.judgements()}.get(said)
    return word_of(found, told.view if told else None) if found else None


def _learned(holdings: Holdings, told: DeskStory, look: Look, since: str) -> list[Told]:
    """What was learned of the story, at the level of claims."""
    moment = _since(look, since)
    with holdings.fronts() as fronts:
        if fronts is None or not moment:
            return []
        return told_since(fronts, told.thread, Look(moment, look.now), LEARNED)


def _since(look: Look, since: str) -> str:
    if since == "all":
        return "0"
    if since.isdigit() and since in _SPANS:
        then = datetime.now(UTC) - timedelta(days=int(since))
        return then.replace(tzinfo=None).isoformat(timespec="milliseconds")
    return look.since


@router.get("/{story}/claims")
def claims(request: Request, story: Id) -> Response:
    """All claims of a story; as a part of its page, those that it does not show at first."""
    told = desk_story(request, story)
    firm, bare = told.claims()
    if is_fragment(request):
        first, _ = told.first_claims
        shown = {row.claim.id for row in first}
        firm = [row for row in firm if row.claim.id not in shown]
        bare = [row for row in bare if row.claim.id not in shown]
    template = "desk_claim_rows.html" if is_fragment(request) else "desk_claims.html"
    return page(request, template, desk=told, shown=told.shown, firm=firm, bare=bare, here="front")


@router.get("/{story}/claims/{claim}")
def claim(
    request: Request, story: Id, claim: Id, said: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """One claim: its sentences side by side in their paragraphs, why one claim, why so many origins."""
    told = desk_story(request, story)
    found = told.view.claims.get(claim)
    if found is None:
        raise Refusal(404, "there is no such claim any more: its sentences were laid otherwise.")
    template = "desk_claim_open.html" if is_fragment(request) else "desk_claim.html"
    return page(
        request, template, here="front", desk=told, shown=told.shown, claim=found,
        row=told.row(found), cards=told.opened(found), reasons=told.why_one_claim(found),
        others=told.others(found), judge_name=name_of(request),
        flash=flash_of(holdings_of(request), told, said),
    )  # fmt: skip


@router.get("/{story}/differ/{letter}")
def differ(request: Request, story: Id, letter: Id) -> Response:
    """One disagreement: the sentences of both sides beside each other."""
    told = desk_story(request, story)
    entry = dict(told.shown.differing()).get(letter)
    if entry is None:
        raise Refusal(404, f"there is no difference {letter} any more.")
    template = "desk_differ_open.html" if is_fragment(request) else "desk_differ.html"
    sides = told.shown.sides(entry)
    return page(
        request, template, here="front", desk=told, shown=told.shown, letter=letter, entry=entry,
        sides=sides,
    )  # fmt: skip


@router.get("/{story}/when")
def when(
    request: Request,
    story: Id,
    zoom: Annotated[int, Query(ge=1, le=4)] = 1,
    zone: Annotated[str, Query(max_length=9)] = "",
) -> Response:
    """The timeline: wider, or with its hours in another zone."""
    told = desk_story(request, story)
    template = "desk_when_picture.html" if is_fragment(request) else "desk_when.html"
    known = zone if zone_of(zone) is not None else ""
    return page(
        request, template, here="front", desk=told, shown=told.shown, story=told.view.story,
        zooms=ZOOMS, zoom=zoom, zone=known,
    )  # fmt: skip


@router.get("/{story}/versions/{left}/{right}")
def versions(request: Request, story: Id, left: Id, right: Id) -> Response:
    """Two versions side by side, passage by passage."""
    told = desk_story(request, story)
    known = {left, right} <= told.view.articles.keys()
    rows = told.texts(left, right) if known else None
    if rows is None:
        raise Refusal(404, "these two articles share no text.")
    template = "desk_texts.html" if is_fragment(request) else "desk_versions.html"
    return page(
        request, template, here="front", desk=told, shown=told.shown, left=left, right=right, rows=rows
    )  # fmt: skip
