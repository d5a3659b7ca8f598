"""The command line. Options are read here; the work is done in `run`, which is loaded only then."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from crosswire import __version__
from crosswire.errors import CrosswireError, PipelineError
from crosswire.serve import follow_commands, keep_commands, options, run_commands
from crosswire.serve.api import commands as api_commands
from crosswire.serve.exports.formats import form_of
from crosswire.serve.output import drop_standard_output, write_standard_output
from crosswire.serve.report import commands as report_commands
from crosswire.serve.request import Format, Request, format_for

Job = Callable[[], int]

STOPPED = 130  # what shells expect of a program ended by Ctrl-C: 128 + SIGINT
NOBODY_READS = 141  # 128 + SIGPIPE, as when `| head` has seen enough

# "\\b" keeps the parser from filling the lines of a paragraph.
EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire brief pages/                              [dim]a folder of saved pages[/dim]
  crosswire brief a.html b.txt crawl.warc.gz          [dim]files of any kind[/dim]
  crosswire brief pages/ -o brief.html                [dim]to open in a browser[/dim]
  crosswire brief pages/ --story 1 --explain          [dim]why they go together[/dim]
  crosswire brief pages/ --since 2024-03-01           [dim]what is new since then[/dim]
  crosswire brief pages/ --archive harbour.db         [dim]keep pages and brief[/dim]
  crosswire brief --archive harbour.db -f json        [dim]the brief again[/dim]
  zcat pile.jsonl.gz | crosswire brief -              [dim]one JSON object a line[/dim]"""

JUDGE_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire judge together a.html b.txt --archive desk.db --by Ann
  crosswire judge apart 3-ledger.html 8-tram-bees.txt --archive desk.db"""

EXPORT_EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire export atom pages/ -o stories.xml         [dim]for a feed reader[/dim]
  crosswire export parquet --archive desk.db -o out/  [dim]tables for DuckDB[/dim]
  crosswire export ical pages/ > expected.ics         [dim]what is expected when[/dim]
  crosswire export csv pages/ --since 2024-03-01      [dim]only what is new[/dim]"""

STATUSES = """

\b
[bold]Exit status[/bold]
  0 fine    1 failed    2 nothing to read, or a wrong option
  3 output or archive cannot be written    130 stopped by Ctrl-C"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crosswire {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=EXAMPLES)
def crosswire(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Reads many reports of one event: what is reported, who says so, where reports differ."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


@app.command(epilog=EXAMPLES + STATUSES)
def brief(
    paths: options.Paths = None,
    shape: options.Shape = None,
    output: options.Output = None,
    from_day: options.From = None,
    until: options.Until = None,
    since: options.Since = None,
    story: options.StoryNumber = None,
    explain: options.Explain = False,
    archive: options.ArchiveFile = None,
    workers: options.Workers = None,
    fast: options.Fast = False,
) -> Job:
    """Briefs a pile of pages: what is reported, by whom, with how many independent origins."""
    request = Request(
        paths=tuple(paths or ()),
        format=shape or format_for(output),
        output=output,
        from_day=from_day,
        until=until,
        since=since,
        story=story,
        explain=explain,
        archive=archive,
        workers=workers,
        fast=fast,
    )

    def job() -> int:
        # Loaded here because the stages take half a second, which --help need not spend.
        from crosswire.serve.run import run_brief  # noqa: PLC0415

        return run_brief(request, say)

    return job


@app.command(epilog=EXPORT_EXAMPLES)
def export(
    form: options.ExportFormat,
    paths: options.Paths = None,
    output: options.ExportOutput = None,
    since: options.ExportSince = None,
    story: options.StoryNumber = None,
    archive: options.ArchiveFile = None,
    workers: options.Workers = None,
) -> Job:
    """Briefs a pile and writes it in a form that other programs read: feeds, tables, graphs."""
    form_of(form)  # an unknown format is told before the pile is asked for
    request = Request(
        paths=tuple(paths or ()),
        format=Format.JSON,
        since=since,
        story=story,
        archive=archive,
        workers=workers,
    )

    def job() -> int:
        from crosswire.serve.export import run_export  # noqa: PLC0415 - as above

        return run_export(form, request, output, say)

    return job


@app.command(epilog=JUDGE_EXAMPLES)
def judge(
    verdict: options.JudgeVerdict,
    left: options.Left,
    right: options.Right,
    archive: options.JudgeArchive,
    by: options.By = "you",
) -> Job:
    """Says of two articles of an archive that they report one event, or do not."""

    def job() -> int:
        from crosswire.serve.judge import run_judge  # noqa: PLC0415 - as above

        return run_judge(verdict.value, left, right, archive, by)

    return job


@app.command()
def schema() -> Job:
    """Prints the JSON Schema of the brief (`crosswire brief --format json`)."""

    def job() -> int:
        from crosswire.serve.schema import brief_schema  # noqa: PLC0415 - as above

        write_standard_output(json.dumps(brief_schema(), indent=2).encode() + b"\n")
        return 0

    return job


def say(line: str) -> None:
    """One line on standard error, whatever the line holds."""
    print("crosswire:", " ".join(line.split()), file=sys.stderr)


follow_commands.register(app, say)
api_commands.register(app, say)
keep_commands.register(app, say)
run_commands.register(app, say)
report_commands.register(app, say)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `crosswire`; gives back the exit status and never lets an error out."""
    try:
        job = _job(arguments)
        return job if isinstance(job, int) else job()
    except CrosswireError as error:
        say(str(error))
        return 1 if isinstance(error, PipelineError) else error.exit_status
    except KeyboardInterrupt:
        say("stopped. Nothing was lost: no output was written, the archive is as it was.")
        return STOPPED
    except BrokenPipeError:
        drop_standard_output()
        return NOBODY_READS
    except Exception as error:
        return _unexpected(error)


def _job(arguments: Sequence[str] | None) -> Job | int:
    """What to do; the parser only reads, so that its own handling of errors is not in the way."""
    command = typer.main.get_command(app)
    args = None if arguments is None else list(arguments)
    try:
        job: Job | int | None = command.main(
            args=args, prog_name="crosswire", standalone_mode=False
        )
        return 0 if job is None else job
    except Exception as error:
        # Which package the parser's errors come from depends on the release of typer.
        told = getattr(error, "format_message", None)
        if told is None:
            raise
        say(f"{told()} Try: crosswire brief --help")
        return 2


def _unexpected(error: Exception) -> int:
    """Not the user's fault: says what and how to see where; the exit status."""
    if os.environ.get("CROSSWIRE_TRACE"):
        raise error
    say(
        f"unexpected failure, which is a fault of crosswire: {type(error).__name__}: {error}. "
        "Run it again with CROSSWIRE_TRACE=1 to see where, and report it."
    )
    return 1
