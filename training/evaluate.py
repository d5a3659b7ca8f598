"""Figures of exported weights: `python -m training.evaluate TRAIN_FOLDER EXPORTED`.

UPOS, UAS and LAS (universal relations without subtypes) on UD EWT dev with gold sentences and words;
the same and names on the dev documents of GUM.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from crosswire.reader import Reader, open_reader
from training.corpora import everything
from training.samples import Sample, spans_of


def figures(reader: Reader, samples: list[Sample]) -> dict[str, float]:
    """Shares of words right, and F1 of names where they are marked."""
    right = dict.fromkeys(("upos", "uas", "las"), 0)
    words = hits = said = gold = 0
    for sample, read in zip(
        samples, reader.read_words([each.words for each in samples]), strict=True
    ):
        for word, upos, head, relation in zip(
            read.words, sample.upos or [], sample.heads or [], sample.relations or [], strict=True
        ):
            words += 1
            right["upos"] += word.upos == upos
            right["uas"] += word.head + 1 == head
            right["las"] += word.head + 1 == head and word.relation == relation
        if sample.names is not None:
            known = set(spans_of(sample.names))
            found = {(name.first, name.last, str(name.kind)) for name in read.names}
            hits, said, gold = hits + len(known & found), said + len(found), gold + len(known)
    result = {name: round(count / words, 4) for name, count in right.items()}
    return {**result, "names": round(2 * hits / (said + gold), 4)} if gold else result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("exported", type=Path)
    options = parser.parse_args()
    _, gum, ewt = everything(options.corpora)
    reader = open_reader(options.exported)
    print("ewt", figures(reader, ewt), "gum", figures(reader, gum))
