"""The front page: stories by what changed since the last look."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from crosswire.serve.desk.pages import page

router = APIRouter()


@router.get("/")
def front(request: Request) -> Response:
    """The stories of the archive."""
    return page(request, "front.html", here="front")
