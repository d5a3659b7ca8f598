"""The commands that keep an archive in order and ask it: settle, rebuild, backup, check, search, news."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from crosswire.serve import options
from crosswire.serve.request import Request, format_for

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

SEARCH_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire search crane inspection --archive desk.db
  crosswire search '"Petrine Dahl"' --mode denied --archive desk.db   [dim]in all spellings[/dim]
  crosswire search toll --origins 2 --from 2031-03-01 --archive desk.db
  crosswire search --source police --place Dunmere --archive desk.db --json"""

STORY_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire story 12 --archive desk.db                [dim]its number in search and news[/dim]
  crosswire story 12 --archive desk.db -o mill.html"""

NEWS_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire news --since 2h --archive desk.db
  crosswire news --since last --rules desk.toml --archive desk.db --mail out/   [dim]from cron[/dim]
  crosswire news --since 2031-03-01 --archive desk.db --feed news.xml --json
  crosswire news --since last --archive desk.db --webhook https://desk.example/hook

\b
[bold]A rule[/bold] (of a list one is enough; all that is given must hold)
  \\[\\[rule]]
  name = "harbour"
  names = \\["Petrine Dahl"]        [dim]the story names her, in whatever form[/dim]
  places = \\["Aldhaven"]
  words = \\["crane", "quay"]       [dim]in the sentence or the headline[/dim]
  kinds = \\["denied", "number changed"]
  origins = 2                      [dim]independent origins of the claim[/dim]"""

ArchiveFile = Annotated[Path, typer.Option("--archive", metavar="FILE", help="The archive.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Processes to use. Default: one for each core."),
]
Target = Annotated[Path, typer.Argument(metavar="COPY", help="The file to write.")]


class Said(Enum):
    """How surely a statement is made."""

    REPORTED = "reported"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    DENIED = "denied"
    ALLEGED = "alleged"
    CONDITIONAL = "conditional"


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="WORDS", help='What to look for; "phrases" in quotation marks.'),
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Printed by it.")]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Said by it, in whatever article.")
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Of a story that names this place.")
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="Only articles of this day or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Only articles of this day or earlier.")
]
Mode = Annotated[
    Said | None,
    typer.Option(
        "--mode",
        metavar="MODE",
        help="Said so: reported, denied, expected, possible, alleged, conditional.",
    ),
]
Origins = Annotated[
    int, typer.Option("--origins", metavar="N", help="Claims with so many independent origins.")
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", help="Show so many.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
StoryName = Annotated[
    str,
    typer.Argument(metavar="STORY", help="Its number, its id, or the id of one of its articles."),
]
Since = Annotated[
    str,
    typer.Option(
        "--since", metavar="WHEN", help="A day, a minute, 2h, 3d; or last: not told before."
    ),
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="Only what a rule of this file lets through."),
]
Feed = Annotated[
    Path | None, typer.Option("--feed", metavar="FILE", help="Write an Atom feed of the latest.")
]
Mail = Annotated[
    Path | None, typer.Option("--mail", metavar="FOLDER", help="Write an e-mail file for each.")
]
Hook = Annotated[
    str | None, typer.Option("--webhook", metavar="URL", help="Post each as JSON to this address.")
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="HOST",
        help="Post to this host although it lies in a private network, or on this machine.",
    ),
]
Reader = Annotated[str, typer.Option("--as", metavar="NAME", help="Whose mark --since last moves.")]


def register(app: typer.Typer, say: Say) -> None:
    """Puts the commands into the command line. Each loads its work only when it is run."""
    _register_order(app, say)
    _register_search(app, say)
    _register_story(app)
    _register_news(app, say)


def _register_order(app: typer.Typer, say: Say) -> None:
    """settle, rebuild, backup, check."""

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


def _register_search(app: typer.Typer, say: Say) -> None:
    @app.command(epilog=SEARCH_EXAMPLES)
    def search(
        archive: ArchiveFile,
        words: Words = None,
        outlet: Outlet = None,
        source: Source = None,
        place: Place = None,
        first: From = None,
        last: Until = None,
        mode: Mode = None,
        origins: Origins = 0,
        limit: Limit = 20,
        as_json: Json = False,
    ) -> Job:
        """Looks for words in articles, statements and claims, with names in all their spellings."""

        def job() -> int:
            from crosswire.serve.search import run_search  # noqa: PLC0415 - as above
            from crosswire.upkeep.searching import Query  # noqa: PLC0415 - as above

            query = Query(
                words=" ".join(words or []),
                outlet=outlet,
                source=source,
                place=place,
                first=first,
                last=last,
                mode=mode.value if mode else None,
                origins=origins,
                limit=limit,
            )
            return run_search(archive, query, as_json=as_json, say=say)

        return job


def _register_story(app: typer.Typer) -> None:
    @app.command(epilog=STORY_EXAMPLES)
    def story(
        name: StoryName,
        archive: ArchiveFile,
        shape: options.Shape = None,
        output: options.Output = None,
        explain: options.Explain = False,
    ) -> Job:
        """Briefs one story of an archive."""

        def job() -> int:
            from crosswire.serve.keep import run_story  # noqa: PLC0415 - as above

            request = Request(
                paths=(),
                format=shape or format_for(output),
                output=output,
                explain=explain,
                archive=archive,
            )
            return run_story(name, request)

        return job


def _register_news(app: typer.Typer, say: Say) -> None:
    @app.command(epilog=NEWS_EXAMPLES)
    def news(
        archive: ArchiveFile,
        since: Since,
        rules: Rules = None,
        as_json: Json = False,
        feed: Feed = None,
        mail: Mail = None,
        webhook: Hook = None,
        allow: Allow = None,
        reader: Reader = "reader",
    ) -> Job:
        """Tells what is new in the stories of an archive; never that another copy arrived."""

        def job() -> int:
            from crosswire.serve.news import NewsRequest, run_news  # noqa: PLC0415 - as above

            asked = NewsRequest(
                archive=archive,
                since=since,
                rules=rules,
                as_json=as_json,
                feed=feed,
                mail=mail,
                webhook=webhook,
                allow=tuple(allow or ()),
                reader=reader,
            )
            return run_news(asked, say)

        return job
