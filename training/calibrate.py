"""Tries weights of the vote on the dev documents of GUM: `python -m training.calibrate TRAIN EXPORTED`.

Rules and reader read the documents as plain text; names of the four kinds are counted as in the
development sets: right with the same start, end and kind; what lies on a word left open is not counted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, product
from pathlib import Path

from crosswire.reader import Read, Reader, open_reader
from crosswire.reader.names_vote import Told, Weights, vote
from crosswire.records.base import Span
from crosswire.records.reading import Sentence
from crosswire.text.names import find_names
from crosswire.text.names_facts import name_facts
from training.corpora import everything
from training.samples import MASKED, Sample, spans_of
from training.silver import offsets_of

Document = tuple[str, list[Told], list[tuple[int, Read]], set[tuple[int, int, str]], set[int]]


def documents(samples: list[Sample], reader: Reader) -> Iterator[Document]:
    """Each document: its text, the rules' names, the reader's sentences, the true names, open places."""
    for _, group in groupby(samples, key=lambda each: each.document):
        text, sentences, starts = "", [], []
        gold: set[tuple[int, int, str]] = set()
        opened: set[int] = set()
        rows = list(group)
        for number, sample in enumerate(rows):
            start = len(text)
            starts.append(start)
            text += sample.text + "\n"
            span = Span.of(text, start, len(text) - 1)
            sentences.append(Sentence(span=span, paragraph=number))
            places = [(a + start, b + start) for a, b in offsets_of(sample)]
            tags = sample.names or []
            gold |= {(places[a][0], places[b][1], kind) for a, b, kind in spans_of(tags)}
            for tag, (first, last) in zip(tags, places, strict=True):
                opened.update(range(first, last) if tag == MASKED else ())
        told: list[Told] = [(n.span.start, n.span.end, n.kind) for n in find_names(text, sentences)]
        reads = reader.read([sample.text for sample in rows])
        yield text, told, list(zip(starts, reads, strict=True)), gold, opened


def is_known(form: str) -> bool:
    """Does the gazetteer hold this form?"""
    return form in name_facts().known


def score(found: list[list[Told]], known: list[Document]) -> float:
    """F1 over persons, organizations, places and groups."""
    hits = said = gold = 0
    for names, (_, _, _, true, opened) in zip(found, known, strict=True):
        others = {at for a, b, kind in true if kind == "other" for at in range(a, b)} | opened
        wanted = {name for name in true if name[2] != "other"}
        mine = {name for name in names if name[2] != "other"}
        mine = {n for n in mine if n in wanted or others.isdisjoint(range(n[0], n[1]))}
        hits, said, gold = hits + len(mine & wanted), said + len(mine), gold + len(wanted)
    return 2 * hits / (said + gold)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("exported", type=Path)
    options = parser.parse_args()
    known = list(documents(everything(options.corpora)[1], open_reader(options.exported)))
    print("rules", round(score([told for _, told, *_ in known], known), 4))
    alone = [vote(text, [], rows, weights=Weights(known=0, guess=0)) for text, _, rows, *_ in known]
    print("reader", round(score(alone, known), 4))
    for share, guess, sure in product((0.65, 0.75, 0.85), (0.2, 0.3, 0.4, 0.5), (0.75, 0.8, 0.85)):
        weights = replace(Weights(), known=share, guess=guess, sure=sure)
        found = [vote(text, told, rows, is_known, weights) for text, told, rows, *_ in known]
        print(weights, round(score(found, known), 4))
