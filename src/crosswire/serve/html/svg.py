"""Small bricks for pictures: elements with everything escaped, and words that fit.

Pictures use classes only; colours come from the page's style sheet, so that they follow light and
dark and need no inline style.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from markupsafe import Markup, escape

from crosswire.serve.view_words import line, plain

Attribute = str | int | float | None

# Widths in em of a common sans (Arial), a little generous: a label cut early reads, one that
# runs into its neighbour does not.
_NARROW = frozenset("iljtfrI.,:;'’‘|!()[]{}-/ ·")
_BROAD = frozenset("mwMW@%—…")


def element(name: str, *content: str, **attributes: Attribute) -> Markup:
    """An SVG element; `class_` and `text_anchor` become "class" and "text-anchor"."""
    # Strings, not Markup's own join and format: a page draws thousands of these.
    told = "".join(
        f'{_name(key)}="{_value(value)}" ' for key, value in attributes.items() if value is not None
    )
    inner = "".join(part if isinstance(part, Markup) else _text(part) for part in content)
    return Markup(f"<{name} {told}>{inner}</{name}>")  # noqa: S704 - all parts are escaped


def _name(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(value: str) -> str:
    return str(escape(plain(value)))


def picture(
    width: float, height: float, title: str, desc: str, *content: str, key: str, class_: str = ""
) -> Markup:
    """A whole SVG with title and description; `key` makes their ids, unique on the page."""
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", desc, id=f"{key}-desc"),
        *content,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_=class_ or None,
    )


def width_of(text: str, size: float) -> float:
    """About how wide the words are at a font size."""
    return size * sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.33
    if letter in _BROAD:
        return 0.95
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.72 if letter.isupper() else 0.57


def wrapped(text: str, width: float, size: float, lines: int = 2) -> list[str]:
    """The words in at most `lines` lines of this width; cut with "…" where they do not fit."""
    words = line(text, 200).split(" ")
    told: list[str] = []
    while words and len(told) < lines:
        row = words.pop(0)
        while words and width_of(f"{row} {words[0]}", size) <= width:
            row = f"{row} {words.pop(0)}"
        told.append(row)
    if words:
        told[-1] = f"{told[-1]} {words[0]}"
    return [_fitted(row, width, size, cut=bool(words) and row is told[-1]) for row in told]


def _fitted(row: str, width: float, size: float, *, cut: bool) -> str:
    if not cut and width_of(row, size) <= width:
        return row
    while len(row) > 1 and width_of(f"{row}…", size) > width:
        row = row[:-1]
    return row.rstrip(" ,.") + "…"


def label(
    rows: Sequence[str], x: float, y: float, *, class_: str, anchor: str = "start", leading: float
) -> Markup:
    """Words in rows around the height `y`."""
    top = y - leading * (len(rows) - 1) / 2
    spans = [element("tspan", row, x=x, y=top + leading * place) for place, row in enumerate(rows)]
    return element("text", *spans, class_=class_, text_anchor=anchor, dominant_baseline="central")


def curve(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A soft line from left to right."""
    bend = (x2 - x1) * 0.5
    path = f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return element("path", d=path, class_=class_)
