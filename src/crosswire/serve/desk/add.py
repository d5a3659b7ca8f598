"""The page on which pages are added, by drag and drop, from a file, an address or pasted text."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from crosswire.records.page import Page
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import May, holdings_of
from crosswire.serve.desk.adding import Adder
from crosswire.serve.desk.forms import OwnForm, word
from crosswire.serve.desk.front import work_of
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.view_words import line, web_address

router = APIRouter()

LONGEST_TEXT = 2_000_000
Batch = Annotated[int | None, Query(ge=1)]


def adder_of(request: Request) -> Adder:
    """The one that takes pages in for this server."""
    state = request.app.state
    if not hasattr(state, "adder"):
        state.adder = Adder(holdings_of(request))
    return cast(Adder, state.adder)


@router.get("/add")
def add(request: Request, batch: Batch = None) -> Response:
    """Where pages are added, and how far those are that were."""
    jobs = adder_of(request).told(batch)
    behind = holdings_of(request).is_behind() or any(not job.done for job in jobs)
    template = "add_jobs.html" if is_fragment(request) else "add.html"
    work = work_of(holdings_of(request))
    return page(request, template, here="add", jobs=jobs, batch=batch, behind=behind, work=work)


@router.post("/add", dependencies=[May("add")])
def take(request: Request, form: OwnForm) -> Response:
    """Takes pages in and leads to where their progress is shown."""
    adder = adder_of(request)
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    address, text = word(form, "address"), word(form, "text", LONGEST_TEXT)
    if files:
        named = [(one.filename or "", one.file.read()) for one in files]
        batch = adder.files(named)
    elif address:
        # "courier.example/1" is what people copy; "mailto:ann" is none of it.
        bare = ":" not in address
        known = web_address(f"https://{address}" if bare else address)
        if known is None:
            raise Refusal(422, f"{line(address, 100)} is no web address. It begins with https://")
        batch = adder.address(known)
    elif text:
        name = line(text.split("\n", 1)[0], 80)
        made = Page.make(
            f"pasted: {name}", text.encode("utf-8", "replace"), "text/plain", charset="utf-8"
        )
        batch = adder.text(made)
    else:
        raise Refusal(422, "nothing was given. Choose a file, give an address, or paste a text.")
    return RedirectResponse(f"/add?batch={batch}", 303)
