"""The server's app: the API and the desk's pages behind the guard, errors as problems, and its own description."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from fastapi import FastAPI

from crosswire import __version__
from crosswire.serve.api import reads, writes
from crosswire.serve.api.answers import REFERENCE, components
from crosswire.serve.api.guard import Guard
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.problems import MEDIA_TYPE, tell_problems
from crosswire.serve.api.settings import SCOPES, Settings
from crosswire.serve.desk import app as desk

ROOT = "/api/v1"
_ABOUT = (
    "What many reports of one event say, who says so and through whom, how many independent "
    "origins stand behind each claim, where reports differ. It measures corroboration, not truth."
)
_PROBLEM = {
    "description": "What went wrong, and what to do next (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(name="Problem")}}},
}


def make_app(settings: Settings, *, clock: Callable[[], float] = monotonic) -> FastAPI:
    """The app for one archive. Raises ArchiveError when it cannot be opened.

    `clock` (seconds) paces callers.
    """
    holdings = Holdings(settings.archive, apart=settings.apart)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        holdings.close()

    app = FastAPI(
        title="crosswire",
        version=__version__,
        description=_ABOUT,
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,  # they fetch scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        responses={"default": _PROBLEM},
    )
    app.state.holdings = holdings
    app.include_router(reads.router, prefix=ROOT)
    app.include_router(writes.router, prefix=ROOT)
    tell_problems(app, desk.draw)
    desk.mount(app)
    app.add_middleware(Guard, settings=settings, clock=clock, refuse=desk.refuse)
    _describe(app, settings)
    return app


def _describe(app: FastAPI, settings: Settings) -> None:
    """Puts our own schemas into the app's OpenAPI description, and the tokens where there are any."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = made()
            held = told.setdefault("components", {})
            held.setdefault("schemas", {}).update(components())
            if settings.tokens:
                says = f"A token of the server; its scopes are some of {', '.join(SCOPES)}."
                held["securitySchemes"] = {
                    "token": {"type": "http", "scheme": "bearer", "description": says}
                }
                told["security"] = [{"token": []}]
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
