"""Piles of invented articles of any size, for curves of growth: same seed, same pile.

Words are made up and drawn as languages draw them, few often and many seldom; stock phrases and the
closing lines of outlets recur everywhere, as they do in news. Of a hundred articles some fifty-five stand
alone, thirty print a wire (whole, trimmed, or with a paragraph of their own), ten are a later version
of another, five quote a speech that others quote too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from crosswire.records.page import Article, Told

WORDS = 30_000
STOCK = 300
OUTLETS = 120
SYLLABLES = [
    first + second for first in "bdfgklmnprstv" for second in ("a", "e", "i", "o", "u", "an")
]
SHARES = (("alone", 55), ("wire", 30), ("version", 10), ("speech", 5))
ENDINGS = (" said on Monday.", " told reporters.", ".", ".", ".", " on Friday.")


class Writer:
    """Writes invented prose from one seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = [self._word() for _ in range(WORDS)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
        self.stock = [" ".join(self.some(self.chance.randint(4, 8))) for _ in range(STOCK)]
        self.closing = [self.sentence(14) for _ in range(OUTLETS)]

    def _word(self) -> str:
        word = "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4))))
        return word.title() if self.chance.random() < 0.2 else word

    def some(self, count: int) -> list[str]:
        """So many words, the common ones often."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, size: int = 0) -> str:
        """A sentence, sometimes with a figure or a stock phrase in it."""
        words = self.some(size or self.chance.randint(8, 30))
        if self.chance.random() < 0.2:
            words.insert(len(words) // 2, str(self.chance.randint(2, 900)))
        if self.chance.random() < 0.15:
            words.append(self.chance.choice(self.stock))
        return " ".join(words).capitalize() + self.chance.choice(ENDINGS)

    def paragraph(self) -> str:
        """One to three sentences."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, 3)))

    def text(self) -> list[str]:
        """Paragraphs of a report: some 60 to 900 words, 300 on average."""
        return [self.paragraph() for _ in range(max(2, int(self.chance.lognormvariate(2.0, 0.5))))]


def pile(size: int, seed: int = 7) -> list[Article]:
    """So many articles of one week, by 120 outlets."""
    writer = Writer(seed)
    texts = _texts(writer, size)
    return [_article(writer, number, text) for number, text in enumerate(texts)]


def _texts(writer: Writer, size: int) -> Iterator[list[str]]:
    kinds = [kind for kind, share in SHARES for _ in range(share)]
    wires = [writer.text() for _ in range(max(1, size // 15))]
    speeches = [f"“{writer.paragraph()} {writer.paragraph()}”" for _ in range(max(1, size // 60))]
    versions = [writer.text() for _ in range(max(1, size // 20))]
    for _ in range(size):
        kind = writer.chance.choice(kinds)
        if kind == "wire":
            yield _printed(writer, writer.chance.choice(wires))
        elif kind == "version":
            yield _edited(writer, writer.chance.choice(versions))
        elif kind == "speech":
            yield [*writer.text(), writer.chance.choice(speeches)]
        else:
            yield writer.text()


def _printed(writer: Writer, wire: list[str]) -> list[str]:
    how = writer.chance.random()
    if how < 0.4:
        return wire
    if how < 0.75:
        return wire[: max(1, len(wire) * 2 // 3)]
    return [*wire[: max(1, len(wire) * 3 // 4)], writer.paragraph()]


def _edited(writer: Writer, text: list[str]) -> list[str]:
    at = writer.chance.randrange(len(text))
    return [*text[:at], writer.paragraph(), *text[at + 1 :]]


def _article(writer: Writer, number: int, paragraphs: list[str]) -> Article:
    outlet = writer.chance.randrange(OUTLETS)
    text = "\n\n".join([*paragraphs, writer.closing[outlet]])
    day, hour, minute = writer.chance.randint(1, 7), number % 24, number % 60
    return Article(
        id=f"a{number:07}",
        page=f"p{number:07}",
        source=f"pile:{number}",
        text=text,
        body_end=len(text),
        blocks=(),
        headline=paragraphs[0][:60],
        outlet=f"Outlet {outlet}",
        published=Told(value=f"2031-05-{day:02}T{hour:02}:{minute:02}:00+00:00", how="given"),
    )
