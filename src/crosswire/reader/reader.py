"""The reader: sentences in, words with tags and trees and names out, in one pass.

1. each sentence is cut into words (`words`), a very long one into parts;
2. all parts go through the encoder, batched by length (`encoder`);
3. the heads' scores become words, trees and names (`heads`); parts are laid together again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from crosswire.reader.encoder import GRAPH, Cut, Encoder
from crosswire.reader.heads import chances_of, grammar_of, names_from, words_from
from crosswire.reader.read import Read, ReadName, Word
from crosswire.reader.words import MOST_WORDS, words_of

# Pieces that one pass sees; longer sentences are read in parts. Training saw up to 160.
MOST_PIECES = 192


class Reader:
    """Reads sentences; the same sentences give the same answer."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, sentences: Sequence[str]) -> list[Read]:
        """One `Read` for each sentence, in order; an empty one where there is no word."""
        rows = [words_of(sentence) for sentence in sentences]
        words = [
            [sentence[start:end] for start, end in row]
            for sentence, row in zip(sentences, rows, strict=True)
        ]
        return self._read(words, rows, list(map(_line_openings, sentences, rows)))

    def read_words(self, words: Sequence[Sequence[str]]) -> list[Read]:
        """The same for sentences given as words; offsets count as if single spaces parted them."""
        offsets = [list(_spaced(row)) for row in words]
        return self._read(words, offsets, [frozenset()] * len(words))

    def _read(
        self,
        words: Sequence[Sequence[str]],
        offsets: Sequence[Sequence[tuple[int, int]]],
        openings: Sequence[frozenset[int]],
    ) -> list[Read]:
        parts = [part for row in words for part in self._parts(row)]
        scores = self._encoder.run([cut for _, cut in parts])
        tables = chances_of(scores)
        told = iter(zip(parts, scores, grammar_of(scores, self._encoder), tables, strict=True))
        reads = []
        for said, row, opening in zip(words, offsets, openings, strict=True):
            found: list[Word] = []
            names: list[ReadName] = []
            chances: list[tuple[float, ...]] = []
            while len(found) < len(row):
                (count, _), scored, grammar, table = next(told)
                first = len(found)
                places = row[first : first + count]
                found += _joined(words_from(places, grammar), found)
                breaks = frozenset(at - first for at in opening)
                names += names_from(
                    said[first : first + count], places, scored, table, first, breaks
                )
                chances += map(tuple, table.tolist())
            reads.append(
                Read(
                    words=tuple(found),
                    names=tuple(names),
                    chances=tuple(chances),
                    whole=len(row) < MOST_WORDS,
                )
            )
        return reads

    def _parts(self, row: Sequence[str]) -> Iterator[tuple[int, Cut]]:
        """The sentence in parts of at most `MOST_PIECES`, each with its number of words."""
        cut = self._encoder.cut(row)
        if row and cut.size <= MOST_PIECES:
            yield len(row), cut
            return
        first, size = 0, 2
        for at, pieces in enumerate(cut.pieces):
            if size + len(pieces) > MOST_PIECES:
                yield at - first, Cut(cut.pieces[first:at], cut.shapes[first:at])
                first, size = at, 2
            size += len(pieces)
        if first < len(row):
            yield len(row) - first, Cut(cut.pieces[first:], cut.shapes[first:])


def _joined(words: list[Word], before: list[Word]) -> list[Word]:
    """The words of a later part, counted on from the first; its root hangs from the first root."""
    if not before:
        return words
    root = next(at for at, word in enumerate(before) if word.head < 0)
    return [
        Word(
            start=word.start,
            end=word.end,
            upos=word.upos,
            head=word.head + len(before) if word.head >= 0 else root,
            relation=word.relation if word.head >= 0 else "parataxis",
        )
        for word in words
    ]


def _spaced(row: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in row:
        yield at, at + len(word)
        at += len(word) + 1


def _line_openings(sentence: str, row: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the words before which the sentence breaks its line."""
    if "\n" not in sentence:
        return frozenset()
    return frozenset(
        at
        for at, ((_, end), (start, _)) in enumerate(pairwise(row), 1)
        if "\n" in sentence[end:start]
    )


def weights_folder() -> Path:
    """Where the shipped weights lie."""
    return Path(str(resources.files("crosswire.data").joinpath("reader")))


def has_weights() -> bool:
    """Are there weights to read with?"""
    return (weights_folder() / GRAPH).is_file()


@cache
def open_reader(folder: Path | None = None) -> Reader:
    """The reader with the shipped weights (or those of `folder`), loaded once per process.

    DataError when a file is missing or cannot be loaded.
    """
    return Reader(Encoder(folder or weights_folder()))


@cache
def shipped_reader() -> Reader | None:
    """The reader with the shipped weights, loaded once per process; None where there are none.

    DataError when they are there and cannot be loaded.
    """
    return open_reader() if has_weights() else None
