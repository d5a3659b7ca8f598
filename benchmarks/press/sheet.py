"""A page of the press while it is written."""

from __future__ import annotations

import html
import random

from benchmarks.press.prose import Report
from benchmarks.press.truth import Line
from benchmarks.press.vocabulary import words


class Sheet:
    """A page while it is written: the text so far, and where its lines stand."""

    def __init__(self, name: str, *, markup: bool, seed: str) -> None:
        self.name, self.markup = name, markup
        self.chance = random.Random(seed)
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def put(self, text: str) -> None:
        """Adds text as it stands."""
        self._parts.append(text)
        self._length += len(text)

    def escaped(self, text: str) -> str:
        """The text as the page holds it."""
        return html.escape(text, quote=False) if self.markup else text

    def some(self, kind: str) -> str:
        """A piece of furniture."""
        return self.escaped(self.chance.choice(words()["furniture"][kind]))

    def menu(self, joint: str) -> str:
        """The menu of the site."""
        return joint.join(words()["furniture"]["menu"])

    def paragraphs(self, report: Report, opening: str, closing: str, between: str = "") -> None:
        """The body; `between` goes after the second paragraph."""
        for number, paragraph in enumerate(report.paragraphs):
            self.put(opening)
            if not number and report.dateline:
                self.put(self.escaped(report.dateline))
            for at, said in enumerate(paragraph):
                self.put(" " if at else "")
                start = self._length
                self.put(self.escaped(said.text))
                name = f"{self.name}#{len(self.lines)}"
                told = (said.fact, said.source, said.mode, said.when, said.time)
                self.lines.append(Line(name, said.text, start, self._length, *told))
            self.put(closing)
            if number == 1:
                self.put(between)
        if report.credit:
            self.put(f"{opening}{self.escaped(report.credit)}{closing}")
