"""The pages of reports: the list, the writing table, claims to choose from, and the written forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from crosswire.records.brief import ClaimTold
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import caller_of, holdings_of
from crosswire.serve.desk.pages import HEADERS, page
from crosswire.serve.desk.report import forms
from crosswire.serve.desk.report.table import Table, mark_of
from crosswire.serve.report.choosing import differences, in_order
from crosswire.serve.report.formats import SHAPES, file_name, shape_of
from crosswire.serve.report.html import body_of, html_of, policy
from crosswire.serve.report.made import report_of
from crosswire.serve.report.pdf import browser
from crosswire.serve.view import StoryView
from crosswire.store.reports import Draft
from crosswire.upkeep.searching import Query as Asked

router = APIRouter()
router.include_router(forms.router)

# Of a search, and of the stories to choose from: more nobody leafs through to find one.
FOUND, STORIES = 60, 40

Words = Annotated[str, Query(max_length=300)]
Name = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True)
class Choice:
    """A claim to choose: `value` names it in a form, `held` says that the report has it."""

    value: str
    claim: ClaimTold
    differ: tuple[str, ...]
    held: bool


@dataclass(frozen=True)
class Group:
    """The claims of one story to choose from."""

    thread: int
    view: StoryView
    choices: Sequence[Choice]


@router.get("/report")
def drafts(request: Request) -> Response:
    """All reports that are being written."""
    table = Table(holdings_of(request))
    return page(
        request,
        "report_list.html",
        here="report",
        drafts=table.drafts(),
        gone=table.drafts(gone=True),
        may_write=_may_write(request),
    )


@router.get("/report/{draft}")
def table(request: Request, draft: str, at: Name = "", did: Name = "") -> Response:
    """The writing table of one report; who may not write reads it. `at` and `did` say where one was."""
    held = Table(holdings_of(request))
    told = held.draft(draft)
    if not _may_write(request) or told.gone:
        return _read(request, told)
    return page(
        request,
        "report_table.html",
        here="report",
        draft=told,
        states=held.states(told),
        mark_of=mark_of,
        at=at,
        did=did,
        shapes=SHAPES.values(),
        prints=browser() is not None,
        count_notes=len(report_of(told).notes),
    )


@router.get("/report/{draft}/read")
def read(request: Request, draft: str) -> Response:
    """The report as it will be read."""
    return _read(request, Table(holdings_of(request)).draft(draft))


def _read(request: Request, draft: Draft) -> Response:
    return page(
        request,
        "report_read.html",
        here="report",
        draft=draft,
        body=body_of(report_of(draft)),
        shapes=SHAPES.values(),
        prints=browser() is not None,
        may_write=_may_write(request),
    )


@router.get("/report/{draft}/claims")
def claims(
    request: Request, draft: str, story: Name = "", q: Words = "", after: Name = ""
) -> Response:
    """Claims to choose from: of one story, or that hold some words; else the stories."""
    held = Table(holdings_of(request))
    told = held.draft(draft)
    known = {item.claim.claim for item in told.items if item.claim}
    groups = _groups(request, story, q.strip(), known)
    stories = holdings_of(request).listed(limit=STORIES) if not story and not q.strip() else []
    return page(
        request,
        "report_claims.html",
        here="report",
        draft=told,
        groups=groups,
        stories=stories,
        story=story,
        q=q,
        after=after,
    )


def _groups(request: Request, story: str, words: str, known: set[str]) -> list[Group]:
    holdings = holdings_of(request)
    if story:
        view = holdings.story(story)
        if view is None:
            raise Refusal(404, f"there is no story {story} any more. Choose another.")
        terms = words.casefold().split()
        named = [c for c in in_order(view) if all(term in c.text.casefold() for term in terms)]
        return [_group(holdings.number_of(view), view, named, known)]
    if not words:
        return []
    found: dict[int, list[str]] = {}
    for hit in holdings.search(Asked(words=words, limit=FOUND)):
        if hit.kind != "article":
            found.setdefault(hit.thread, []).append(hit.id)
    groups = []
    for thread, names in found.items():
        view = holdings.story(str(thread))
        if view is not None:
            held = [c for c in in_order(view) if {c.id, *c.statements}.intersection(names)]
            groups.append(_group(thread, view, held, known))
    return groups


def _group(thread: int, view: StoryView, claims: Sequence[ClaimTold], known: set[str]) -> Group:
    differ = differences(view)
    choices = [
        Choice(f"{thread}:{claim.id}", claim, differ.get(claim.id, ()), claim.id in known)
        for claim in claims
    ]
    return Group(thread, view, choices)


@router.get("/report/{draft}/print")
def printed(request: Request, draft: str) -> Response:
    """The report alone, as it is printed."""
    told = report_of(Table(holdings_of(request)).draft(draft))
    body = html_of(told).encode("utf-8", "replace")
    return Response(body, headers={**HEADERS, "Content-Security-Policy": policy()}, media_type="text/html; charset=utf-8")  # fmt: skip


@router.get("/report/{draft}/file/{form}")
def written(request: Request, draft: str, form: str) -> Response:
    """The report as a file to keep."""
    held = Table(holdings_of(request)).draft(draft)
    shape = shape_of(form)
    data = shape.write(report_of(held))
    name = file_name(held.title, shape)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, headers=headers, media_type=shape.media_type)


def _may_write(request: Request) -> bool:
    return "judge" in caller_of(request).scopes
