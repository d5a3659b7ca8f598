"""The commands that keep an archive in order and ask it: settle, rebuild, backup, check, search, news."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

Job = Callable[[], int]
Say = Callable[[str], None]

SETTLE_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire settle --archive desk.db                  [dim]each night, from cron[/dim]
  crosswire rebuild --archive desk.db                 [dim]after a new release[/dim]"""

BACKUP_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire backup copy.db --archive desk.db          [dim]others may write meanwhile[/dim]
  crosswire check --archive copy.db"""

ArchiveFile = Annotated[Path, typer.Option("--archive", metavar="FILE", help="The archive.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Processes to use. Default: one for each core."),
]
Target = Annotated[Path, typer.Argument(metavar="COPY", help="The file to write.")]


def register(app: typer.Typer, say: Say) -> None:
    """Puts the commands into the command line. Each loads its work only when it is run."""

    @app.command(epilog=SETTLE_EXAMPLES)
    def settle(archive: ArchiveFile, workers: Workers = None) -> Job:
        """Lays all pages of an archive beside each other again: what one pile of them would give."""

        def job() -> int:
            from crosswire.serve.keep import run_settle  # noqa: PLC0415 - loads the house

            return run_settle(archive, workers, say)

        return job

    @app.command(epilog=SETTLE_EXAMPLES)
    def rebuild(archive: ArchiveFile, workers: Workers = None) -> Job:
        """Reads the bytes of all pages again, with the cleaner of this release, and settles."""

        def job() -> int:
            from crosswire.serve.keep import run_rebuild  # noqa: PLC0415 - as above

            return run_rebuild(archive, workers, say)

        return job

    @app.command(epilog=BACKUP_EXAMPLES)
    def backup(target: Target, archive: ArchiveFile) -> Job:
        """Copies an archive, whole or not at all, while others go on writing to it."""

        def job() -> int:
            from crosswire.serve.keep import run_backup  # noqa: PLC0415 - as above

            return run_backup(archive, target, say)

        return job

    @app.command(epilog=BACKUP_EXAMPLES)
    def check(archive: ArchiveFile) -> Job:
        """Says whether an archive is sound: its file, the bytes of pages, quotes, references."""

        def job() -> int:
            from crosswire.serve.keep import run_check  # noqa: PLC0415 - as above

            return run_check(archive, say)

        return job
