"""What a route needs: the holdings, the caller, and the right to be asked."""

from __future__ import annotations

from typing import Any, cast

from fastapi import Depends, Request

from crosswire.serve.api.guard import Caller
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.settings import Scope


def holdings_of(request: Request) -> Holdings:
    """The archive behind this server."""
    return cast(Holdings, request.app.state.holdings)


def caller_of(request: Request) -> Caller:
    """Who asks, as the guard found out."""
    return cast(Caller, request.state.caller)


def May(scope: Scope) -> Any:  # noqa: N802 - stands where FastAPI's own Depends does
    """A dependency that lets only callers with this scope through; 403 for the others."""

    def check(request: Request) -> None:
        caller = caller_of(request)
        if scope not in caller.scopes:
            raise Refusal(403, f"the token {caller.name} may not {scope}. Use one with that scope.")

    return Depends(check)
