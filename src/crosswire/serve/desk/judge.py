"""What a person judges on the desk: same or not, together or apart, the source, notes; and taking back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from crosswire.records.base import Judgement, Question
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.paging import Id
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import May, caller_of, holdings_of
from crosswire.serve.desk.forms import OwnForm, word
from crosswire.serve.desk.names import is_name, name_of, with_name
from crosswire.serve.desk.pages import page
from crosswire.serve.desk.shown import word_of
from crosswire.serve.view import StoryView
from crosswire.upkeep.judged import said

router = APIRouter()

LONGEST_NOTE = 2_000
_QUESTIONS = {"same story", "same claim", "copy", "note"} & set(get_args(Question))


@router.get("/judgements")
def judgements(request: Request) -> Response:
    """All that people judged, the last first, each with a way to take it back."""
    holdings = holdings_of(request)
    told = []
    for one in holdings.judgements():
        view = holdings.story(one.left) if one.left.startswith("a") else None
        found = word_of(one, view)
        told.append((found, _home(holdings, one)))
    told.sort(key=lambda pair: pair[0].at, reverse=True)
    return page(
        request, "judgements.html", here="judgements", told=told, judge_name=name_of(request)
    )


def _home(holdings: Holdings, one: Judgement) -> str:
    """Where what was judged can be seen."""
    return f"/articles/{one.left}" if holdings.story(one.left) else ""


@router.post("/name")
def name(form: OwnForm) -> Response:
    """Keeps the name under which this person judges."""
    told = word(form, "name", 60)
    if not is_name(told):
        raise Refusal(422, "a name has up to 40 letters, digits and . _ @ -, and is not machine.")
    return with_name(RedirectResponse("/judgements", 303), told)


@router.post("/judge", dependencies=[May("judge")])
def judge(request: Request, form: OwnForm) -> Response:
    """Keeps a person's word and leads back to where it was said."""
    holdings = holdings_of(request)
    question = word(form, "question", 20)
    if question not in _QUESTIONS:
        raise Refusal(422, f"{question or 'nothing'} is no question that can be judged.")
    left, right = word(form, "left", 64), word(form, "right", 64) or word(form, "left", 64)
    view = _view(holdings, word(form, "story", 64) or left)
    _check(holdings, view, question, left, right)
    note = word(form, "note", LONGEST_NOTE)
    if question == "note" and not note:
        raise Refusal(422, "the note is empty. Write something, or take the old one back.")
    judged = said(
        question,  # type: ignore[arg-type]
        left,
        right,
        yes=word(form, "yes", 5) != "no",
        by=name_of(request),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        source=_source(form, left, right) if question == "copy" else "",
        note=note,
    )
    holdings.judge(judged)
    return RedirectResponse(_back(word(form, "back", 500), judged.id), 303)


@router.post("/judge/together", dependencies=[May("judge")])
def together(request: Request, form: OwnForm) -> Response:
    """A story and another one, named by its number, report one event."""
    holdings = holdings_of(request)
    left, number = word(form, "left", 64), word(form, "other", 12)
    here = _view(holdings, left)
    there = holdings.story(number) if number.isdigit() else None
    if there is None or there.story.id == here.story.id:
        raise Refusal(404, f"there is no other story {number}. Its number is in its address.")
    right = there.story.articles[0].id
    judged = said(
        "same story", left, right, yes=True, by=name_of(request),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    holdings.judge(judged)
    return RedirectResponse(_back(word(form, "back", 500), judged.id), 303)


@router.post("/judgements/{judgement}/undo", dependencies=[May("judge")])
def undo(request: Request, judgement: Id, form: OwnForm) -> Response:
    """Takes a judgement back, as if it had never been. With a token only its own."""
    holdings = holdings_of(request)
    found = {one.id: one for one in holdings.judgements()}.get(judgement)
    if found is None:
        raise Refusal(404, "this judgement was taken back already.")
    caller = caller_of(request).name
    if caller is not None and caller != found.by:
        raise Refusal(403, f"{found.by} judged so. Only {found.by} can take it back.")
    holdings.take_back(judgement)
    return RedirectResponse(_back(word(form, "back", 500), ""), 303)


def _view(holdings: Holdings, name: str) -> StoryView:
    view = holdings.story(name) if name else None
    if view is None:
        raise Refusal(404, "the story is there no more. Load the page again.")
    return view


def _check(holdings: Holdings, view: StoryView, question: str, left: str, right: str) -> None:
    """Are both there, and of the kind that is asked about?"""
    known = set(view.statements if question in ("same claim", "note") else ())
    known |= set(view.articles if question != "same claim" else ())
    lost = [name for name in (left, right) if name not in known]
    if question == "same story":
        lost = [name for name in lost if not _is_article(holdings, name)]
    if lost:
        raise Refusal(404, "what was judged is there no more. Load the page again.")
    if left == right and question != "note":
        raise Refusal(409, "both are one and the same. Name two.")


def _is_article(holdings: Holdings, name: str) -> bool:
    found = holdings.story(name)
    return found is not None and name in found.articles


def _source(form: OwnForm, left: str, right: str) -> str:
    source = word(form, "source", 64)
    if source not in (left, right):
        raise Refusal(422, "the source must be one of the two.")
    return source


def _back(told: str, judgement: str) -> str:
    """A path of our own to go back to, which tells what was judged."""
    path, mark, anchor = told.partition("#")
    path = path.partition("?")[0]
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        path, mark, anchor = "/judgements", "", ""
    query = f"?said={judgement}" if judgement else ""
    return f"{quote(path)}{query}{mark}{quote(anchor)}"
