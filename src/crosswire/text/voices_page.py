"""What the finders share: a text cut into lines with their quotations, and what a finder yields."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.records.reading import Sentence
from crosswire.text.cues import Stance
from crosswire.text.voices_line import Line
from crosswire.text.voices_quotes import Quote, find_quotes

Stretch = tuple[int, int]
"""Half-open offsets into the text."""


@dataclass
class Find:
    """An act of saying as found: where the content, its source and its cue stand.

    `cue` is None for a quotation that goes on in a paragraph of its own. `further` are sources
    behind the first, nearest the reader first ("Norpress said, citing X"); `nearer` before it;
    `stands_for` is what a relative pronoun as source points back to; `crowd` is true where
    everybody and nobody says so ("it is believed").
    """

    line: int
    cue: Stretch | None
    source: Stretch | None
    parts: list[Stretch]
    stance: Stance = "said"
    frame: str = "clause"
    attitude: bool = False
    mind: bool = False
    evidence: bool = False
    crowd: bool = False
    stands_for: Stretch | None = None
    further: list[tuple[Stretch, Stretch]] = field(default_factory=list)
    nearer: list[tuple[Stretch, Stretch]] = field(default_factory=list)

    @property
    def content(self) -> Stretch:
        """From the start of the first part to the end of the last."""
        return (min(p[0] for p in self.parts), max(p[1] for p in self.parts))


class Sheet:
    """One text, its sentences as tagged lines, and its quotations."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], tags: Mapping[int, str] | None = None
    ) -> None:
        """`tags` are parts of speech (UPOS) by the offset of a word, where somebody read them."""
        self.text, self.tags = text, tags
        self.sentences = sorted(sentences, key=lambda s: (s.span.start, s.span.end))
        self.paragraphs = _paragraphs(self.sentences)
        self.quotes = find_quotes(text, self.paragraphs)
        self._ends = [quote.end for quote in self.quotes]
        self._starts = [quote.start for quote in self.quotes]
        self._line_starts = [sentence.span.start for sentence in self.sentences]
        self.lines = [self._line(sentence) for sentence in self.sentences]

    def _line(self, sentence: Sentence) -> Line:
        start, end = sentence.span.start, sentence.span.end
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return Line(self.text, start, end, self.quotes[first:last], self.tags)

    def quote_at(self, place: int) -> Quote | None:
        """The quotation that holds this offset."""
        k = bisect_right(self._ends, place)
        if k < len(self.quotes) and self.quotes[k].start <= place:
            return self.quotes[k]
        return None

    def line_at(self, place: int) -> int:
        """Number of the line that holds this offset, or of the last before it."""
        return max(0, bisect_right(self._line_starts, place) - 1)

    def apart(self, one: int, other: int) -> int:
        """Paragraphs between two lines: 0 in one paragraph, 1 in neighbours."""
        return abs(self.sentences[one].paragraph - self.sentences[other].paragraph)

    def paragraph_end(self, number: int) -> int:
        """Where the paragraph of this line ends."""
        paragraph = self.sentences[number].paragraph
        while number + 1 < len(self.sentences) and (
            self.sentences[number + 1].paragraph == paragraph
        ):
            number += 1
        return self.sentences[number].span.end


def _paragraphs(sentences: Sequence[Sentence]) -> list[Stretch]:
    found: list[Stretch] = []
    last = None
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        if found and sentence.paragraph == last:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
        last = sentence.paragraph
    return found
