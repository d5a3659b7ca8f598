"""The encoder with its heads, run by onnxruntime on one thread: cut sentences in, scores out.

The weights lie beside the graph and are mapped into memory by onnxruntime, once per process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import DataError
from crosswire.reader.shapes import shapes_of
from crosswire.reader.wordpieces import WordPieces

GRAPH, VOCABULARY, RELATION = "reader.onnx", "vocab.txt", "relation.npz"
# Pieces in a padded batch: larger ones leave the cache. Measured on news articles, one thread.
BUDGET = 768
# What one more batch costs, in pieces: all weights come into the cache again (1.1 ms where a piece
# takes 0.09). Within one article lengths run from 5 to 90 and padding all to the longest doubles the
# work; with these costs 5 % of the pieces are padding, in 5 batches for 400 words.
STARTED = 12
# Rows of one product of matrices in numpy: from 262,144 multiplications on it starts threads, which wait
# for each other by spinning and made the relations of an article cost twenty times as much.
ROWS = 27
# Fuses sum and norm into an operator that takes 2.2 us a row instead of 0.4.
_SLOWER = "SkipLayerNormFusion"
Table = NDArray[Any]


@dataclass(frozen=True)
class Cut:
    """A sentence (or a part of a very long one) as the encoder takes it."""

    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]

    @cached_property
    def size(self) -> int:
        """Pieces, with the two that open and close the sentence."""
        return 2 + sum(map(len, self.pieces))


@dataclass(frozen=True)
class Scores:
    """What the heads say of one cut of n words: tags (n, 17), names (n, 11), arcs (n + 1, n + 1) with
    the root as number 0, and the features of relations (n + 1, ...) as dependents and as heads."""

    tags: Table
    names: Table
    arcs: Table
    low: Table
    high: Table


class Encoder:
    """The graph, its vocabulary and the last layer of the relations."""

    def __init__(self, folder: Path) -> None:
        """Loads the files of a folder; DataError says which one is missing or unusable."""
        # Lazy: starting onnxruntime takes longer than a brief made by rules alone needs it.
        import onnxruntime  # noqa: PLC0415

        for name in (GRAPH, VOCABULARY, RELATION):
            if not (folder / name).is_file():
                raise DataError(f"{folder / name} is missing. Install the package again.")
        vocabulary = (folder / VOCABULARY).read_text("utf-8").splitlines()
        self.cutter = WordPieces(vocabulary)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Kept for each shape of its input, and nearly every batch has a shape of its own.
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=[_SLOWER],
            )
            with np.load(folder / RELATION) as stored:
                self._weight = stored["weight"].astype(np.float32)
                self._bias = stored["bias"].astype(np.float32)
        except Exception as error:  # onnxruntime raises types of its own
            raise DataError(f"{folder / GRAPH} cannot be loaded: {error}") from error

    def cut(self, words: Sequence[str]) -> Cut:
        """The words as pieces and shapes."""
        return Cut(tuple(self.cutter.of(word) for word in words), tuple(shapes_of(words)))

    def run(self, cuts: Sequence[Cut]) -> list[Scores]:
        """The scores of each cut, in the order given; sentences of like length share a batch."""
        order = sorted(range(len(cuts)), key=lambda at: (cuts[at].size, at))
        found: list[Scores | None] = [None] * len(cuts)
        sizes = [cuts[at].size for at in order]
        for first, last in _batches(sizes):
            batch = order[first:last]
            for at, scores in zip(batch, self._run([cuts[at] for at in batch]), strict=True):
                found[at] = scores
        return [scores for scores in found if scores is not None]

    def relations(self, low: Table, high: Table) -> Table:
        """Scores of the relations for rows of dependents and rows of their heads."""
        half = low.shape[-1] // 2
        added = np.maximum(low[:, :half] + high[:, :half], 0)
        joined = np.concatenate([added, low[:, half:] * high[:, half:]], 1)
        parts = [joined[at : at + ROWS] @ self._weight.T for at in range(0, len(joined), ROWS)]
        return np.asarray(np.concatenate(parts) + self._bias)

    def _run(self, cuts: Sequence[Cut]) -> Iterator[Scores]:
        tables = self._packed(cuts)
        tags, names, arcs, low, high = self._session.run(None, tables)
        for row, cut in enumerate(cuts):
            end = len(cut.pieces) + 1
            yield Scores(
                tags=tags[row, 1:end],
                names=names[row, 1:end],
                arcs=arcs[row, :end, :end],
                low=low[row, :end],
                high=high[row, :end],
            )

    def _packed(self, cuts: Sequence[Cut]) -> dict[str, Table]:
        longest = max(cut.size for cut in cuts)
        most = 1 + max(len(cut.pieces) for cut in cuts)
        pieces = np.full((len(cuts), longest), self.cutter.padding, dtype=np.int64)
        shapes = np.zeros((len(cuts), longest), dtype=np.int64)
        pool = np.zeros((len(cuts), most, longest), dtype=np.float32)
        for row, cut in enumerate(cuts):
            lengths = [len(word) for word in cut.pieces]
            flat = [piece for word in cut.pieces for piece in word]
            end = 1 + len(flat)
            pieces[row, 0], pieces[row, end] = self.cutter.start, self.cutter.end
            pieces[row, 1:end] = flat
            shapes[row, 1:end] = np.repeat(cut.shapes, lengths)
            owners = np.repeat(np.arange(1, len(lengths) + 1), lengths)
            pool[row, 0, 0] = 1.0
            pool[row, owners, np.arange(1, end)] = 1.0 / np.repeat(lengths, lengths)
        mask = (pieces != self.cutter.padding).astype(np.int32)
        places = np.arange(longest, dtype=np.int64)
        return {"pieces": pieces, "shapes": shapes, "places": places, "mask": mask, "pool": pool}


def _batches(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Where to part sizes in order into batches, each padded to its last, so that all cost least."""
    least, cuts = [0], [0]
    for end, size in enumerate(sizes, 1):
        first = max(0, end - max(1, BUDGET // size))
        best = min(range(first, end), key=lambda start: least[start] + (end - start) * size)
        least.append(least[best] + (end - best) * size + STARTED)
        cuts.append(best)
    found, end = [], len(sizes)
    while end:
        found.append((cuts[end], end))
        end = cuts[end]
    return found[::-1]
