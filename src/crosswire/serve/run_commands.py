"""The commands for piles too large for one brief: run, load. Options are read here."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from crosswire.errors import BadInput
from crosswire.serve import options
from crosswire.serve.progress import progress_bar

Job = Callable[[], int]
Say = Callable[[str], None]

RUN_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire run pages/ --out run/                     [dim]on this machine[/dim]
  crosswire run crawl/*.warc.gz --out run/ --engine spark --master local[2]
  crosswire run news.parquet --out run/ --engine spark \\
      --master spark://head:7077 --set spark.executor.memory=8g
  crosswire load run/ --archive desk.db               [dim]then look at it[/dim]

\b
[bold]Parquet as input[/bold] has the columns of JSON lines: text or html, and title,
  published, outlet, url, authors. On a cluster, paths and --out must be
  within reach of every worker.
[bold]Output[/bold] is records/step=N/type=T/*.parquet: name and JSON of each record.
  A run on Spark that broke off goes on where it was when started again."""

LOAD_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire load run/ --archive desk.db
  crosswire brief --archive desk.db"""


class Engine(Enum):
    """Where steps run."""

    LOCAL = "local"
    SPARK = "spark"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns: WARC, JSON lines, Parquet, and all that brief reads.",
        show_default=False,
    ),
]
Out = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder for the records.")]
Where = Annotated[
    Engine, typer.Option("--engine", help="Where it runs: processes here, or a Spark cluster.")
]
Master = Annotated[
    str, typer.Option("--master", metavar="MASTER", help="Of Spark: local[2], spark://…, yarn.")
]
Parts = Annotated[
    int,
    typer.Option("--parts", metavar="N", help="On Spark: groups of keys. Default: 3 for a core."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A setting of Spark. May be given again."),
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="What run wrote.")]
Archive = Annotated[Path, typer.Option("--archive", metavar="FILE", help="The archive to fill.")]


def register(app: typer.Typer, say: Say) -> None:
    """Puts both commands into the command line. Each loads its work only when it is run."""

    @app.command(epilog=RUN_EXAMPLES)
    def run(
        out: Out,
        paths: Paths = None,
        engine: Where = Engine.LOCAL,
        master: Master = "local[*]",
        parts: Parts = 0,
        settings: Settings = None,
        workers: options.Workers = None,
        fast: options.Fast = False,
    ) -> Job:
        """Runs all stages over a pile of any size and writes every record as Parquet."""
        told = settings_of(settings or [])

        def job() -> int:
            from crosswire.cluster import run_here, run_spark  # noqa: PLC0415 - the stages load slowly

            with progress_bar() as bar:
                if engine is Engine.SPARK:
                    run_spark(
                        paths or [],
                        out,
                        master,
                        parts=parts,
                        fast=fast,
                        settings=told,
                        progress=bar,
                    )
                else:
                    run_here(paths or [], Path(out), workers=workers, fast=fast, progress=bar)
            say(f"records written to {out}. Look at them: crosswire load {out} --archive FILE")
            return 0

        return job

    @app.command(epilog=LOAD_EXAMPLES)
    def load(folder: Folder, archive: Archive) -> Job:
        """Puts the records of a finished run into an archive."""

        def job() -> int:
            from crosswire.cluster import load as load_run  # noqa: PLC0415 - as above

            pages, stories = load_run(folder, archive)
            say(f"{pages} pages and {stories} stories are in {archive}.")
            return 0

        return job


def settings_of(given: list[str]) -> dict[str, str]:
    """NAME=VALUE as a table; BadInput where one is neither."""
    told = {}
    for one in given:
        name, mark, value = one.partition("=")
        if not mark or not name.startswith("spark."):
            raise BadInput(f"--set {one}: a setting of Spark is spark.NAME=VALUE.")
        told[name] = value
    return told
