"""The desk's pages on the server's app: same holdings, same guard, a policy and words of their own."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.types import Scope

from crosswire.serve.api.guard import is_desk
from crosswire.serve.api.problems import Refusal, problem_response
from crosswire.serve.api.rights import May
from crosswire.serve.desk import add, articles, door, find, front, judge, static_files, story, who
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.desk.report import routes as report
from crosswire.serve.view_words import line

# Each router of a kind of page; all need the right to read, their forms more (see each).
ROUTERS = (
    front.router,
    story.router,
    articles.router,
    who.router,
    find.router,
    add.router,
    judge.router,
    report.router,
    door.inside,
)


def mount(app: FastAPI) -> None:
    """Puts the desk's pages beside the API."""
    app.include_router(static_files.router, include_in_schema=False)
    app.include_router(door.router, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router, dependencies=[May("read")], include_in_schema=False)


def refuse(scope: Scope, refusal: Refusal) -> Response:
    """What the guard answers: a browser without a token is led to where it can give one."""
    reads = scope["method"] in {"GET", "HEAD"} and is_desk(scope)
    if refusal.status_code == HTTPStatus.UNAUTHORIZED and reads:
        return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    return problem_response(refusal.status_code, refusal.detail, refusal.headers)


def draw(request: Request, refusal: Refusal) -> Response:
    """An error as a page for a person; for programs as the API tells it."""
    wanted = "text/html" in request.headers.get("accept", "") or is_fragment(request)
    if not is_desk(request.scope) or not wanted or not hasattr(request.state, "caller"):
        return problem_response(refusal.status_code, refusal.detail, refusal.headers)
    template = "fault_part.html" if is_fragment(request) else "fault.html"
    title, detail = HTTPStatus(refusal.status_code).phrase, line(refusal.detail, 500)
    shown = page(request, template, status=refusal.status_code, title=title, detail=detail)
    shown.headers.update(refusal.headers or {})
    return shown
