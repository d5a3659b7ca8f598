"""The command `crosswire report`. Options are read here."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Job = Callable[[], int]
Say = Callable[[str], None]

EXAMPLES = """\b
[bold]Examples[/bold]
  crosswire report 12 --archive desk.db -o mill.docx  [dim]all claims with two origins[/dim]
  crosswire report 12 --claims 1,3,4 --archive desk.db -o mill.pdf
  crosswire report --archive desk.db                  [dim]the drafts of the web desk[/dim]
  crosswire report --draft 3fa1b2c4d5e6 --archive desk.db -o mill.html"""


class Form(StrEnum):
    """The forms of a report."""

    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    PDF = "pdf"


Story = Annotated[
    str | None,
    typer.Argument(
        metavar="STORY",
        help="Its number, its id, or the id of one of its articles.",
        show_default=False,
    ),
]
ArchiveFile = Annotated[Path, typer.Option("--archive", metavar="FILE", help="The archive.")]
Claims = Annotated[
    str | None,
    typer.Option(
        "--claims",
        metavar="LIST",
        help="Claims by number in the brief, from 1, or by id: 1,3,4. Default: all with more than "
        "one independent origin, and all on which reports differ.",
    ),
]
DraftName = Annotated[
    str | None, typer.Option("--draft", metavar="ID", help="Write a draft of the web desk.")
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="WORDS", help="Default: the story's headline.")
]
Shape = Annotated[
    Form | None,
    typer.Option(
        "--format",
        "-f",
        metavar="SHAPE",
        help="html, markdown, docx or pdf. Default: what the name of --output asks for, else markdown.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file, whole or not at all."),
]


def register(app: typer.Typer, say: Say) -> None:
    """Puts the command into the command line; it loads its work only when it is run."""

    @app.command(epilog=EXAMPLES)
    def report(
        archive: ArchiveFile,
        story: Story = None,
        claims: Claims = None,
        draft: DraftName = None,
        title: Title = None,
        shape: Shape = None,
        output: Output = None,
    ) -> Job:
        """Writes chosen claims as a report, with footnotes to sentences and hashes of the pages."""

        def job() -> int:
            from crosswire.serve.report.run import Asked, run_report  # noqa: PLC0415 - loads the house

            asked = Asked(archive, story, claims, draft, title, shape and shape.value, output)
            return run_report(asked, say)

        return job
