"""A brief in one of its four shapes, as bytes."""

from __future__ import annotations

import io
import shutil

import msgspec
from rich.console import Console

from crosswire.errors import BadInput
from crosswire.records.base import encode
from crosswire.records.brief import Brief
from crosswire.serve.html import render_html
from crosswire.serve.markdown import render_markdown
from crosswire.serve.request import Format
from crosswire.serve.terminal import render_terminal

# A line of text reads well up to about a hundred characters; a pipe or a file has no width.
WIDTH_OF_PIPE = 100


def one_story(brief: Brief, number: int | None) -> Brief:
    """The brief with only the story of this number (from 1); BadInput when there is none."""
    if number is None:
        return brief
    have = len(brief.stories)
    if not 1 <= number <= have:
        raise BadInput(
            f"--story {number}: the brief has {have} {'story' if have == 1 else 'stories'}. "
            "They are counted from 1."
        )
    return msgspec.structs.replace(brief, stories=brief.stories[number - 1 : number])


def render(
    brief: Brief,
    shape: Format,
    *,
    explain: bool = False,
    terminal: bool = False,
    encoding: str = "utf-8",
) -> bytes:
    """The brief in this shape.

    Only the terminal's shape looks at the rest: `terminal` (may there be colour, and is there a
    width?) and `encoding`. The others are UTF-8, and always explain themselves.
    """
    if shape is Format.JSON:
        return encode(brief) + b"\n"
    if shape is Format.MARKDOWN:
        return render_markdown(brief).encode("utf-8", "replace")
    if shape is Format.HTML:
        return render_html(brief).encode("utf-8", "replace")
    return _for_terminal(brief, explain=explain, terminal=terminal, encoding=encoding)


def _for_terminal(brief: Brief, *, explain: bool, terminal: bool, encoding: str) -> bytes:
    held = io.BytesIO()
    file = io.TextIOWrapper(held, encoding, errors="replace", newline="", write_through=True)
    console = Console(
        file=file,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        width=shutil.get_terminal_size((WIDTH_OF_PIPE, 24)).columns,
    )
    render_terminal(brief, console, explain=explain)
    return held.getvalue()
