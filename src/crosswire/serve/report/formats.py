"""The forms of a report, and the one door to them; a writer is loaded when it is used."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from crosswire.errors import BadInput
from crosswire.serve.report.html import html_of
from crosswire.serve.report.made import Report
from crosswire.serve.report.markdown import markdown_of
from crosswire.serve.report.pdf import pdf_of


@dataclass(frozen=True)
class Shape:
    """One form of a report: how it is called, its ending and media type, and what writes it."""

    name: str
    says: str
    ending: str
    media_type: str
    write: Callable[[Report], bytes]


def _html(report: Report) -> bytes:
    return html_of(report).encode("utf-8", "replace")


def _markdown(report: Report) -> bytes:
    return markdown_of(report).encode("utf-8", "replace")


def _word(report: Report) -> bytes:
    if find_spec("docx") is None:
        raise BadInput(
            "a Word file needs python-docx, which is not installed. "
            "Install it: pip install 'crosswire[docx]'"
        )
    from crosswire.serve.report.word import word_of  # noqa: PLC0415 - the extra may be missing

    return word_of(report)


SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        Shape("html", "HTML", ".html", "text/html; charset=utf-8", _html),
        Shape("markdown", "Markdown", ".md", "text/markdown; charset=utf-8", _markdown),
        Shape(
            "docx", "Word", ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word,
        ),
        Shape("pdf", "PDF", ".pdf", "application/pdf", pdf_of),
    )
}  # fmt: skip


def shape_of(name: str) -> Shape:
    """The form of this name; BadInput tells which there are."""
    if name not in SHAPES:
        raise BadInput(f"there is no form {name} of a report. There are: {', '.join(SHAPES)}.")
    return SHAPES[name]


def shape_for(ending: str) -> Shape | None:
    """The form that the ending of a file asks for."""
    return next((one for one in SHAPES.values() if one.ending == ending.lower()), None)


def file_name(title: str, shape: Shape) -> str:
    """A name for the file that any system takes: letters, digits and dashes of the title."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower()[:60].strip("-")
    return f"{plain or 'report'}{shape.ending}"
