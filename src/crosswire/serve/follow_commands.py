"""The commands that bring pages in: add, follow, unfollow, watch. Options are read here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from crosswire.serve import options

Job = Callable[[], int]
Say = Callable[[str], None]

ADD_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire add pages/ --archive desk.db              [dim]saved pages, mail, WARC, WACZ[/dim]
  crosswire add https://courier.example/mill --archive desk.db
  crosswire add cc-news/ --archive desk.db            [dim]a folder of .warc.gz, streamed[/dim]"""

FOLLOW_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire follow https://courier.example/rss --archive desk.db
  crosswire follow https://courier.example/ --archive desk.db   [dim]the feed it names[/dim]
  crosswire follow desk.opml --archive desk.db        [dim]all feeds of a reader[/dim]
  crosswire follow --archive desk.db                  [dim]what is followed[/dim]"""

WATCH_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire watch --archive desk.db                   [dim]until Ctrl-C[/dim]
  crosswire watch --archive desk.db --once            [dim]what is due now, as from cron[/dim]
  crosswire watch --archive desk.db --allow wire.intern:8080"""

ArchiveFile = Annotated[
    Path, typer.Option("--archive", metavar="FILE", help="The archive to fill; made if missing.")
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="HOST",
        help="Fetch from this host although it lies in a private network, or on this machine. "
        "May be given again.",
    ),
]
Things = Annotated[
    list[str] | None,
    typer.Argument(metavar="URL|FILE", help="Addresses, files, folders; - is standard input."),
]
Follows = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ADDRESS|FILE",
        help="A feed, sitemap, page or OPML file. Without any: prints what is followed.",
    ),
]
Followed = Annotated[list[str], typer.Argument(metavar="ADDRESS", help="What is followed now.")]
Once = Annotated[bool, typer.Option("--once", help="Ask what is due now, then end.")]


def register(app: typer.Typer, say: Say) -> None:
    """Puts the four commands into the command line. Each loads its work only when it is run."""

    @app.command(epilog=ADD_EXAMPLES)
    def add(
        archive: ArchiveFile,
        things: Things = None,
        allow: Allow = None,
        workers: options.Workers = None,
    ) -> Job:
        """Adds pages to an archive: files of any kind, or addresses, which are fetched."""

        def job() -> int:
            from crosswire.serve.add import run_add  # noqa: PLC0415 - loads the web

            return run_add(things or [], archive, allow or [], workers, say)

        return job

    @app.command(epilog=FOLLOW_EXAMPLES)
    def follow(archive: ArchiveFile, things: Follows = None, allow: Allow = None) -> Job:
        """Follows feeds, sitemaps and articles, so that watch asks them again."""

        def job() -> int:
            from crosswire.serve.follow import run_follow  # noqa: PLC0415 - as above

            return run_follow(things or [], archive, allow or [], say)

        return job

    @app.command()
    def unfollow(addresses: Followed, archive: ArchiveFile) -> Job:
        """Asks addresses no more, nor the articles they led to. What was kept stays."""

        def job() -> int:
            from crosswire.serve.follow import run_unfollow  # noqa: PLC0415 - as above

            return run_unfollow(addresses, archive, say)

        return job

    @app.command(epilog=WATCH_EXAMPLES)
    def watch(archive: ArchiveFile, once: Once = False, allow: Allow = None) -> Job:
        """Asks what is followed, politely and for as long as you like, and keeps what is new."""

        def job() -> int:
            from crosswire.serve.watch import run_watch  # noqa: PLC0415 - as above

            return run_watch(archive, allow or [], once=once, say=say)

        return job
