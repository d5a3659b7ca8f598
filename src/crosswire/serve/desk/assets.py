"""The desk's own files: styles, scripts, the outline of the world; each at an address that changes with it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

_HOUSE = Path(__file__).parent

# What lies elsewhere in the package: looks that the desk shares with the brief in one file, and data.
_ELSEWHERE = {
    "brief.css": ("crosswire.serve.html", "templates/brief.css"),
    "report_body.css": ("crosswire.serve.report", "templates/body.css"),
    "world.svg": ("crosswire.data", "world/outline.svg"),
}


@cache
def asset(name: str) -> str:
    """The address of a file."""
    mark = hashlib.blake2b(asset_bytes(name), digest_size=6).hexdigest()
    return f"/static/{name}?{mark}"


@cache
def asset_bytes(name: str) -> bytes:
    """A file. Raises FileNotFoundError."""
    if name in _ELSEWHERE:
        package, path = _ELSEWHERE[name]
        return resources.files(package).joinpath(path).read_bytes()
    return (_HOUSE / "static" / name).read_bytes()
