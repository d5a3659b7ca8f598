"""What can be changed: people's judgements, and pages to take in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from crosswire.errors import BadInput
from crosswire.records.base import Judgement
from crosswire.records.page import Page
from crosswire.serve.api import answers as told
from crosswire.serve.api.answers import answer, documented
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.paging import PAGE, Cursor, Id, Limit, one, page
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import May, caller_of, holdings_of
from crosswire.serve.view_words import web_address
from crosswire.upkeep.judged import said as a_word

router = APIRouter()

_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Address = Annotated[str, Field(pattern=r"^https?://[^\s/?#@\[\]\\]+(/[^\s]*)?$", max_length=2_000)]
_Words = Annotated[str, Field(min_length=1, max_length=2_000)]


class Judging(BaseModel):
    """A person's word; `by` is left out where a token says who judges.

    `same story` and `copy` are about two articles, `same claim` about two statements of a story, a
    `note` about one article or statement.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    question: Literal["same story", "same claim", "copy", "note"]
    left: _Id = Field(description="The id of an article or statement.")
    right: _Id | None = Field(None, description="The id of the other; a note has none.")
    yes: bool = Field(True, description="Is it so? Of two articles: do they report one event?")
    story: _Id | None = Field(None, description="The story of statements: its number or id.")
    source: _Id | None = Field(None, description="Which of two articles the other was taken from.")
    note: _Words | None = None
    by: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{1,40}$")] | None = None


class Adding(BaseModel):
    """A page to take in: its text as it was found, and what is known of it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    media_type: Literal["text/html", "text/plain"]
    body: str = Field(min_length=1)
    address: _Address | None = Field(None, description="Its web address.")
    title: _Words | None = None
    published: _Words | None = Field(None, description="ISO 8601, with zone where it is known.")
    outlet: _Words | None = None


@router.get(
    "/judgements", dependencies=[May("read")], responses=documented(told.Judgements), tags=["read"]
)
def judgements(request: Request, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """What people have judged."""
    found = holdings_of(request).judgements()
    shown, after = page(found, lambda judged: judged.id, cursor, limit)
    return answer(request, told.Judgements(items=tuple(shown), next=after))


@router.post(
    "/judgements",
    dependencies=[May("judge")],
    status_code=201,
    responses=documented(Judgement, 201, "Kept in place of what this person said before."),
    tags=["judge"],
)
def judge(request: Request, said: Judging) -> Response:
    """A person's judgement: it outranks the machine's, and the stories follow it from now on."""
    right = said.right if said.question != "note" and said.right else said.left
    _check_known(holdings_of(request), said, right)
    if said.left == right and said.question != "note":
        raise Refusal(409, "left and right are one. Name two.")
    judged = a_word(
        said.question, said.left, right, yes=said.yes, by=_by(request, said),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        source=_source(said, right), note=said.note or "",
    )  # fmt: skip
    holdings_of(request).judge(judged)
    return answer(request, judged, 201)


def _check_known(holdings: Holdings, said: Judging, right: str) -> None:
    """Are the things judged there, and of the kind that the question is about?"""
    if said.question == "note" and not (said.note or "").strip():
        raise Refusal(409, "a note needs words: give `note`.")
    if said.question == "same claim" and said.story is None:
        raise Refusal(409, "statements are found in their story: give `story`.")
    within = said.story if said.question in ("same claim", "note") else None
    for name in dict.fromkeys((said.left, right)):
        view = holdings.story(within or name)
        articles = view.articles if view else {}
        statements = view.statements if view else {}
        if said.question == "same claim":
            one(statements, name, "statement")
        elif said.question != "note" or name not in statements:
            one(articles, name, "article")


def _source(said: Judging, right: str) -> str:
    if said.question != "copy":
        return ""
    if said.source not in (said.left, right):
        raise Refusal(409, "a copy needs `source`: which of the two the other was taken from.")
    return said.source


@router.delete(
    "/judgements/{judgement}",
    dependencies=[May("judge")],
    status_code=204,
    responses={204: {"description": "Taken back; the stories follow."}},
    tags=["judge"],
)
def take_back(request: Request, judgement: Id) -> Response:
    """Takes a judgement back, as if it had never been. With a token only its own."""
    holdings = holdings_of(request)
    known = {judged.id: judged for judged in holdings.judgements()}
    name, by = caller_of(request).name, one(known, judgement, "judgement").by
    if name is not None and name != by:
        raise Refusal(403, f"{by} judged so. Only {by} can take it back.")
    if not holdings.take_back(judgement):
        raise Refusal(404, f"there is no judgement {judgement} any more.")
    return Response(status_code=204)


def _by(request: Request, said: Judging) -> str:
    name = caller_of(request).name
    if name is not None and said.by not in (None, name):
        raise Refusal(403, f"this token judges as {name}. Leave `by` out.")
    by = name or said.by or "you"
    if by == "machine":
        raise Refusal(409, "the machine has its own judgements. Give the name of a person.")
    return by


@router.post(
    "/pages",
    dependencies=[May("add")],
    status_code=202,
    responses=documented(told.Added, 202, "Kept; it is worked in soon."),
    tags=["add"],
)
def add(request: Request, found: Adding) -> Response:
    """Takes a page in. The same page again changes nothing."""
    address = web_address(found.address) if found.address else None
    if found.address and address is None:
        raise BadInput(f"address {found.address} is no web address. It begins with https://")
    fields = {
        name: value
        for name in ("title", "published", "outlet")
        if (value := getattr(found, name)) is not None
    }
    kept = Page.make(
        address or "sent to the server",
        found.body.encode("utf-8", "replace"),
        found.media_type,
        address=address,
        charset="utf-8",
        fields=fields,
    )
    new = holdings_of(request).add(kept)
    return answer(request, told.Added(id=kept.id, new=new), 202)
