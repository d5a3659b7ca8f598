"""The writer's own words, taken apart: paragraphs, headings, points.

    ## A heading            a line that begins with # or ##
    - a point               lines that begin with - or *
    anything else           a paragraph; an empty line parts two

Nothing else means anything: what a person writes is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,3})\s+(\S.*)")
_POINT = re.compile(r"[-*•]\s+(\S.*)")


@dataclass(frozen=True)
class Heading:
    """A heading within a report; `level` 1 stands right under the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its lines are kept apart as they were written."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


Prose = Heading | Paragraph | Points


def prose(words: str) -> Iterator[Prose]:
    """The parts of a piece of words, in their order."""
    points: list[str] = []
    lines: list[str] = []
    for raw in [*words.split("\n"), ""]:
        text = raw.strip()
        point, heading = _POINT.fullmatch(text), _HEADING.fullmatch(text)
        if points and not point:
            yield Points(tuple(points))
            points = []
        if lines and (not text or point or heading):
            yield Paragraph(tuple(lines))
            lines = []
        if heading:
            yield Heading(len(heading[1]), heading[2].strip())
        elif point:
            points.append(point[1])
        elif text:
            lines.append(text)
