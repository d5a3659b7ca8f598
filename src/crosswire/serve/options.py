"""The options of `crosswire brief`, each with its help."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from crosswire.serve.exports.formats import FORMATS
from crosswire.serve.request import Format

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns, or - for standard input. HTML, text, mail (.eml), "
        "WARC (.warc, .warc.gz), JSON lines (.jsonl, .jsonl.gz).",
        show_default=False,
    ),
]
Shape = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="SHAPE",
        help="terminal, json, markdown or html. Default: what the name of --output asks for, "
        "else terminal.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file, whole or not at all."),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="Only articles of this day or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Only articles of this day or earlier.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="TIME",
        help="Tell first what is new since this day or minute (2024-03-01, 2024-03-01T14:00): new "
        "claims, changed numbers, denials, further origins, withdrawals, outcomes.",
    ),
]
StoryNumber = Annotated[
    int | None, typer.Option("--story", metavar="N", help="Only the story of this number, from 1.")
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Why these articles are one story, these statements one claim, these so many "
        "origins. (On the terminal; the other formats always hold the reasons.)",
    ),
]
ArchiveFile = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        metavar="FILE",
        help="Keep pages and brief in this file. Without PATH: brief what it holds.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", help="Processes to use. Default: one for each core."),
]

Fast = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Clean HTML the coarse way, for very many pages: several times as many "
        "a second, bodies less exact.",
    ),
]


class Said(Enum):
    """What a person may say of two articles."""

    together = "together"
    apart = "apart"


JudgeVerdict = Annotated[Said, typer.Argument(help="Do the two report one event, or not?")]
Left = Annotated[str, typer.Argument(metavar="A", help="An article: its file, or its id.")]
Right = Annotated[str, typer.Argument(metavar="B", help="The other article.")]
JudgeArchive = Annotated[
    Path, typer.Option("--archive", metavar="FILE", help="The archive that holds both.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
ExportFormat = Annotated[
    str,
    typer.Argument(metavar="FORMAT", help=", ".join(FORMATS), show_default=False),
]
ExportOutput = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER/",
        help="Write to this file, or all files of the format into this folder.",
    ),
]
ExportSince = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="TIME",
        help="Only what is new since this day or minute: in feeds and news items the stories in "
        "which anything is, elsewhere the new claims with what they rest on.",
    ),
]
