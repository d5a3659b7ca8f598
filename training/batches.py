"""Samples as tensors: sorted by length into batches, padded, with a matrix that pools pieces to words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from crosswire.reader.shapes import shapes_of
from crosswire.reader.wordpieces import WordPieces
from training.samples import MASKED, NAME_TAGS, RELATIONS, UPOS, Sample

MOST_PIECES = 160
IGNORE = -100


def pieces_in(sample: Sample, cutter: WordPieces) -> int:
    """How many pieces the sentence has, its two ends included."""
    return 2 + sum(len(cutter.of(word)) for word in sample.words)


def grouped(
    samples: Sequence[Sample], cutter: WordPieces, budget: int, rng: random.Random | None
) -> list[list[Sample]]:
    """Batches of sentences of like length, each of at most `budget` padded pieces."""
    sized = [(pieces_in(sample, cutter), sample) for sample in samples]
    sized = [(size, sample) for size, sample in sized if size <= MOST_PIECES]
    sized.sort(key=lambda pair: pair[0] + (rng.random() * 6 if rng else 0))
    batches: list[list[Sample]] = []
    for size, sample in sized:
        if not batches or (len(batches[-1]) + 1) * size > budget:
            batches.append([])
        batches[-1].append(sample)
    if rng:
        rng.shuffle(batches)
    return batches


def tensors(batch: Sequence[Sample], cutter: WordPieces) -> dict[str, Tensor]:
    """One batch; labels that a corpus does not mark are `IGNORE`. Row 0 of words is the root."""
    cut = [[cutter.of(word) for word in sample.words] for sample in batch]
    longest = 2 + max(sum(map(len, row)) for row in cut)
    most = 1 + max(len(row) for row in cut)
    size = len(batch)
    pieces = torch.zeros(size, longest, dtype=torch.long)
    shapes = torch.zeros(size, longest, dtype=torch.long)
    pool = torch.zeros(size, most, longest)
    labels = {
        name: torch.full((size, most), IGNORE) for name in ("tags", "heads", "relations", "names")
    }
    for row, (sample, words) in enumerate(zip(batch, cut, strict=True)):
        pieces[row, 0] = cutter.start
        pool[row, 0, 0] = 1.0
        at = 1
        for number, (word, shape) in enumerate(zip(words, shapes_of(sample.words), strict=True), 1):
            end = at + len(word)
            pieces[row, at:end] = torch.tensor(word)
            shapes[row, at:end] = shape
            pool[row, number, at:end] = 1.0 / len(word)
            at = end
        pieces[row, at] = cutter.end
        _label(sample, {name: table[row] for name, table in labels.items()})
    lengths = torch.tensor([len(sample.words) for sample in batch])
    return {"pieces": pieces, "shapes": shapes, "pool": pool, "lengths": lengths, **labels}


def _label(sample: Sample, rows: dict[str, Tensor]) -> None:
    count = len(sample.words) + 1
    if sample.upos is not None:
        rows["tags"][1:count] = torch.tensor([UPOS.index(tag) for tag in sample.upos])
    if sample.heads is not None and sample.relations is not None:
        rows["heads"][1:count] = torch.tensor(sample.heads)
        rows["relations"][1:count] = torch.tensor(
            [RELATIONS.index(name) for name in sample.relations]
        )
    if sample.names is not None:
        numbers = [IGNORE if tag == MASKED else NAME_TAGS.index(tag) for tag in sample.names]
        rows["names"][1:count] = torch.tensor(numbers)


def epochs(
    samples: Sequence[Sample], cutter: WordPieces, budget: int, seed: int
) -> Iterator[list[list[Sample]]]:
    """Batches for one epoch after the other, shuffled by the seed."""
    rng = random.Random(seed)
    while True:
        yield grouped(samples, cutter, budget, rng)
