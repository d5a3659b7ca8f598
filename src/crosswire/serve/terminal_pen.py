"""The pen that draws on a terminal: safe text, signs, and columns that wrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crosswire.serve.view_words import line

# Sign for each meaning: with a full character set, and in ASCII.
_SIGNS = {
    "fulfilled": ("✓", "+"),
    "open": ("○", "o"),
    "postponed": ("↷", ">"),
    "moved": ("↷", ">"),
    "cancelled": ("✗", "x"),
    "failed": ("✗", "x"),
    "from": ("←", "<-"),
    "→": ("→", "->"),
    "|": ("|", "|"),
    "more": ("…", "..."),
    "rule": ("─", "-"),
    "bullet": ("•", "*"),
    "note": ("·", "-"),
    "doubt": ("?", "?"),
    "skipped": ("–", "-"),
    "fatal": ("!", "!"),
}
_ASCII = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-",
    "→": "->", "←": "<-", "•": "*", "\u00a0": " ",
})  # fmt: skip

# A column beside the text needs this many cells, or the text is squeezed to a ribbon.
_BESIDE = 72


@dataclass(frozen=True)
class Pen:
    """Draws for one console. `most` is how many entries a section shows before it says so."""

    console: Console
    encoding: str
    most: int = 12

    @classmethod
    def of(cls, console: Console) -> Pen:
        """The pen for this console; knows what its character set can hold."""
        return cls(console=console, encoding=console.encoding or "ascii")

    @property
    def bare(self) -> bool:
        """Can the console write only a small character set?"""
        return not self.encoding.lower().startswith("utf")

    @property
    def wide(self) -> bool:
        """Is there room for a column beside the text?"""
        return self.console.width >= _BESIDE

    def safe(self, value: str) -> str:
        """The words on one line, without anything that could steer the terminal."""
        lead = value[: len(value) - len(value.lstrip(" "))]
        tail = " " if value.endswith(" ") and value.strip() else ""
        told = f"{lead}{line(value, 600)}{tail}"
        if self.bare:
            told = told.translate(_ASCII)
            told = told.encode(self.encoding, "replace").decode(self.encoding)
        return told

    def sign(self, name: str) -> str:
        """The sign for a meaning."""
        full, simple = _SIGNS.get(name, _SIGNS["bullet"])
        return simple if self.bare else full

    def text(self, value: str, style: str = "") -> Text:
        """Words in one style; markup inside them stays words."""
        return Text(self.safe(value), style=style, overflow="fold")

    def join(self, *parts: tuple[str, str]) -> Text:
        """Words in several styles on one line; empty ones are left out."""
        told = Text(overflow="fold")
        for value, style in parts:
            if value:
                told.append(self.safe(value), style=style or None)
        return told

    def grid(self, *widths: int | None) -> Table:
        """Columns without lines; None takes what is left, and every cell wraps in its column."""
        table = Table.grid(padding=(0, 1, 0, 0), expand=True)
        for width in widths:
            if width is None:
                table.add_column(overflow="fold", ratio=1)
            else:
                table.add_column(width=width, overflow="fold", no_wrap=False)
        return table

    def listed(self, rows: Sequence[tuple[Text, Text]]) -> Table:
        """Sign and text, the text with a hanging indent."""
        table = self.grid(2, None)
        for sign, told in rows:
            table.add_row(sign, told)
        return table

    def more(self, shown: int, whole: int, what: str = "") -> Text | None:
        """An honest word on what is not shown; None when all is."""
        left = whole - shown
        if left <= 0:
            return None
        told = " ".join(part for part in (f"and {left} more", what) if part)
        return self.text(f"{self.sign('more')} {told}: --format html", "dim italic")

    def section(self, title: str, body: RenderableType | None) -> None:
        """Print a section with its title; nothing when there is no body."""
        if body is None:
            return
        self.console.print()
        self.console.print(self.text(title.upper(), "bold blue"))
        self.console.print(Padding(body, (0, 0, 0, 2)))
