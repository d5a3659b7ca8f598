"""The commands that open an archive to others: serve, token, mcp. Options are read here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

Job = Callable[[], int]
Say = Callable[[str], None]

SERVE_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire serve --archive desk.db                   [dim]for this machine alone[/dim]
  crosswire token desk --scope read --scope judge >> tokens.toml
  crosswire serve --archive desk.db --host 0.0.0.0 --tokens tokens.toml"""

MCP_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire mcp --archive desk.db                     [dim]on standard input and output[/dim]
  crosswire mcp --archive desk.db --http              [dim]on http://127.0.0.1:8001/mcp[/dim]"""

ArchiveFile = Annotated[
    Path, typer.Option("--archive", metavar="FILE", help="The archive; made if missing.")
]
KeptArchive = Annotated[Path, typer.Option("--archive", metavar="FILE", help="The archive.")]
Http = Annotated[bool, typer.Option("--http", help="Listen on this machine instead.")]
Host = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS", help="Where to listen. Beyond this machine only with --tokens."
    ),
]
Port = Annotated[int, typer.Option(metavar="N", help="The port; 0 for any that is free.")]
Tokens = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who may ask: a file of what crosswire token prints."),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name", metavar="HOST", help="A further name it is asked for by. May be given again."
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Who will use it; judges by this name.")]
Scopes = Annotated[
    list[str] | None,
    typer.Option(
        "--scope", metavar="SCOPE", help="read, judge or add. May be given again. Default: read."
    ),
]


def register(app: typer.Typer, say: Say) -> None:
    """Puts the commands into the command line. Each loads its work only when it is run."""

    @app.command(epilog=SERVE_EXAMPLES)
    def serve(
        archive: ArchiveFile,
        host: Host = "127.0.0.1",
        port: Port = 8000,
        tokens: Tokens = None,
        names: Names = None,
    ) -> Job:
        """Opens an archive to a browser: the desk at /, and the same as JSON under /api/v1."""

        def job() -> int:
            from crosswire.serve.api.run import run_serve  # noqa: PLC0415 - loads the house

            return run_serve(archive, host, port, tokens, names or [], say)

        return job

    @app.command()
    def token(name: Name, scopes: Scopes = None) -> Job:
        """Makes a token for crosswire serve: prints what the file keeps, and says the secret once."""

        def job() -> int:
            from crosswire.serve.api.run import run_token  # noqa: PLC0415 - as above

            return run_token(name, scopes or ["read"], say)

        return job

    @app.command(epilog=MCP_EXAMPLES)
    def mcp(archive: KeptArchive, http: Http = False, port: Port = 8001) -> Job:
        """Opens an archive to programs that speak MCP: stories, who says what, checking a claim."""

        def job() -> int:
            from crosswire.serve.mcp_run import run_mcp  # noqa: PLC0415 - as above

            return run_mcp(archive, port if http else None, say)

        return job
