"""Marks names where nobody has: `python -m training.teach TRAIN_FOLDER OUT.jsonl [--reader FOLDER]`.

1. UD EWT train: the package's rules propose, the gold tags bear out or leave open;
2. with an earlier reader: it proposes too. A name counts where both say the same, or where one is
   borne out by the gold tags and the reader is sure; the rest is left open;
3. with an earlier reader also the evidence of FEVER (Wikipedia): only names on which the rules and
   the reader agree; their tags and trees are not taught.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from crosswire.reader import Reader, open_reader
from training.corpora import conllu
from training.samples import MASKED, Sample, spans_of
from training.silver import Proposal, agreed, by_rules

# How sure the reader must be where the rules do not say the same.
SURE = 0.9
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}


def stored(path: Path) -> list[Sample]:
    """The samples of a file written by this command."""
    return [Sample(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def treebank(path: Path) -> list[Sample]:
    """UD EWT train with universal relations."""
    samples = list(conllu(path, "ewt"))
    for sample in samples:
        sample.relations = [relation.partition(":")[0] for relation in sample.relations or []]
    return samples


def evidence(path: Path) -> Iterator[Sample]:
    """The distinct pieces of evidence of FEVER, as words."""
    seen: set[str] = set()
    for text in path.read_text("utf-8").splitlines():
        words = [_BRACKETS.get(word, word) for word in text.split()]
        if text not in seen and 5 <= len(words) <= 70:
            seen.add(text)
            yield Sample(words=words, source="fever", document=text, text=" ".join(words))


def settled(told: Proposal, read: list[tuple[int, int, str, float]]) -> tuple[Proposal, set[int]]:
    """The names to keep of two proposals, and the words on which they speak against each other."""
    both = set(told) & {span[:3] for span in read}
    sure = {span[:3] for span in read if span[3] >= SURE}
    kept: Proposal = sorted(both)
    taken = {at for first, last, _ in kept for at in range(first, last + 1)}
    for span in sorted(sure - both):
        if taken.isdisjoint(range(span[0], span[1] + 1)):
            kept.append(span)
            taken.update(range(span[0], span[1] + 1))
    said = {at for first, last, *_ in (*told, *read) for at in range(first, last + 1)}
    return sorted(kept), said - taken


def taught(samples: list[Sample], reader: Reader, *, gold: bool) -> Iterator[Sample]:
    """The samples with the names that rules and reader can stand for together."""
    reads = reader.read_words([sample.words for sample in samples])
    for sample, told, read in zip(samples, by_rules(samples), reads, strict=True):
        spans = [(name.first, name.last, str(name.kind), name.score) for name in read.names]
        if gold:
            kept, doubted = settled(told, spans)
            tags = agreed(sample, kept, silence=True)
        else:
            kept, doubted = settled(told, [span for span in spans if span[:3] in told])
            doubted |= {at for first, last, *_ in spans for at in range(first, last + 1)}
            doubted -= {at for first, last, _ in kept for at in range(first, last + 1)}
            upos = [word.upos for word in read.words]
            tags = agreed(replace(sample, upos=upos), kept, silence=True)
        tags = [MASKED if tag == "O" and at in doubted else tag for at, tag in enumerate(tags)]
        yield replace(sample, names=tags)


def main() -> None:
    """Writes the samples and says how many names of each kind they hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reader", type=Path, help="exported weights of an earlier reader")
    options = parser.parse_args()
    samples = treebank(options.corpora / "ud_english_ewt" / "en_ewt-ud-train.conllu")
    if options.reader:
        reader = open_reader(options.reader)
        pieces = list(evidence(options.corpora / "fever_pairs" / "dev.raw.input0"))
        samples = [
            *taught(samples, reader, gold=True),
            *(sample for sample in taught(pieces, reader, gold=False) if _tells(sample)),
        ]
    else:
        for sample, proposal in zip(samples, by_rules(samples), strict=True):
            sample.names = agreed(sample, proposal)
    rows = (json.dumps(asdict(sample), ensure_ascii=False) for sample in samples)
    options.out.write_text("\n".join(rows) + "\n", "utf-8")
    for source in sorted({sample.source for sample in samples}):
        mine = [sample.names or [] for sample in samples if sample.source == source]
        kinds = Counter(kind for tags in mine for _, _, kind in spans_of(tags))
        print(source, len(mine), dict(kinds), "left open:", sum(t.count(MASKED) for t in mine))


def _tells(sample: Sample) -> bool:
    """Is there a name in it, and little left open?"""
    tags = sample.names or []
    return any(tag[:2] == "B-" for tag in tags) and tags.count(MASKED) <= 0.15 * len(tags)


if __name__ == "__main__":
    main()
