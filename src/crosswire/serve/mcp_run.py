"""What `crosswire mcp` does: speaks on standard input and output, or listens on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crosswire.errors import ArchiveError
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.run import address_of, check_extra, listening

Say = Callable[[str], None]

HOST = "127.0.0.1"  # never beyond: the tools ask nobody who they are


def run_mcp(archive: Path, port: int | None, say: Say) -> int:
    """Serves until the other side is done, or until it is stopped; gives back the exit status.

    `port` is null for standard input and output. Raises CrosswireError.
    """
    check_extra("mcp", "mcp")
    if not archive.exists():
        raise ArchiveError(f"There is no archive {archive}. Make it: crosswire add pages/ --archive {archive}")  # fmt: skip
    holdings = Holdings(archive)
    try:
        _serve(holdings, port, say)
    finally:
        holdings.close()
    return 0


def _serve(holdings: Holdings, port: int | None, say: Say) -> None:
    # Here, because the extra may be missing.
    from crosswire.serve.mcp_server import make_server  # noqa: PLC0415

    server = make_server(holdings)
    if port is None:
        server.run("stdio")
        return
    import uvicorn  # noqa: PLC0415 - comes with the extra

    with listening(HOST, port) as door:
        # Names that lead here but are not ours are refused by the app, because it listens here alone.
        app = server.streamable_http_app(host=HOST)
        config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
        say(f"serving {holdings.path} at {address_of(door)}/mcp until Ctrl-C.")
        uvicorn.Server(config).run(sockets=[door])
