"""The desk's own files: styles, scripts, the outline of the world."""

from __future__ import annotations

from fastapi import APIRouter, Response

from crosswire.serve.api.problems import Refusal
from crosswire.serve.desk.assets import asset_bytes

router = APIRouter()

KINDS = {
    "brief.css": "text/css",
    "desk.css": "text/css",
    "desk.js": "text/javascript",
    "report.css": "text/css",
    "report_body.css": "text/css",
    "report.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "htmx-LICENSE.txt": "text/plain",
    "icon.svg": "image/svg+xml",
    "world.svg": "image/svg+xml",
}
# Their address changes with them.
_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """One of the files, by its own name."""
    if name not in KINDS:
        raise Refusal(404, f"there is no file {name}.")
    return Response(asset_bytes(name), headers=_KEPT, media_type=f"{KINDS[name]}; charset=utf-8")


@router.get("/favicon.ico")
def icon() -> Response:
    """What browsers ask for unasked."""
    return static("icon.svg")
