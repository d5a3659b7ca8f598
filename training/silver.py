"""Names for sentences whose tags and trees are gold but whose names nobody marked.

A reader of names (the rules of the package, or an earlier reader) proposes names for a document; the
gold tags check them: a proposal counts when it is a whole run of proper nouns, titles aside. Where
the two do not agree, the words are left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from crosswire.records.base import Span
from crosswire.records.reading import Sentence
from crosswire.text.names import find_names
from training.labels import is_title, listed, mark_groups
from training.samples import MASKED, Sample, tag_spans

Proposal = list[tuple[int, int, str]]


def offsets_of(sample: Sample) -> list[tuple[int, int]]:
    """Where each word stands in the sample's text."""
    found, at = [], 0
    for word in sample.words:
        start = sample.text.find(word, at)
        if start < 0:
            start = at
        found.append((start, start + len(word)))
        at = start + len(word)
    return found


def by_rules(samples: list[Sample]) -> Iterator[Proposal]:
    """What the package's rules call names, document by document."""
    for _, group in groupby(samples, key=lambda each: each.document):
        document = list(group)
        text, sentences, starts = "", [], []
        for number, sample in enumerate(document):
            starts.append(len(text))
            span = Span.of(text + sample.text, len(text), len(text) + len(sample.text))
            sentences.append(Sentence(span=span, paragraph=number))
            text += sample.text + "\n"
        names = [(n.span.start, n.span.end, n.kind) for n in find_names(text, sentences)]
        for start, sample in zip(starts, document, strict=True):
            here = [(a - start, b - start, kind) for a, b, kind in names]
            yield list(_in_words(sample, here))


def _in_words(sample: Sample, names: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    offsets = offsets_of(sample)
    for start, end, kind in names:
        inside = [at for at, (a, b) in enumerate(offsets) if a < end and b > start]
        if start >= 0 and end <= len(sample.text) and inside:
            yield inside[0], inside[-1], kind


def agreed(sample: Sample, proposal: Proposal, *, silence: bool = False) -> list[str]:
    """The name tags that the gold tags bear out; open where they speak against each other.

    With `silence`, a proper noun that nobody proposes is no name; otherwise it is left open.
    """
    upos = sample.upos or []
    proper = [
        tag == "PROPN" and not _never(word) for tag, word in zip(upos, sample.words, strict=True)
    ]
    spans = [span for span in proposal if _whole(sample, span, proper)]
    tags = tag_spans(len(sample.words), spans)
    mark_groups(sample.words, tags)
    for place, word in enumerate(sample.words):
        if tags[place] == "O" and proper[place] and not is_title(word) and not silence:
            tags[place] = MASKED
    for first, last, _ in proposal:
        for place in range(first, last + 1):
            if tags[place] == "O" and (
                proper[place] or sample.words[place].lower() in listed("small_inside")
            ):
                tags[place] = MASKED
    return tags


def _never(word: str) -> bool:
    return word.lower().strip(".") in listed("never")


def _whole(sample: Sample, span: tuple[int, int, str], proper: list[bool]) -> bool:
    """Is this stretch a run of proper nouns that goes on at neither end?"""
    first, last, kind = span
    if kind == "group":
        return sample.words[first][:1].isupper()
    inner = range(first, last + 1)
    if not all(proper[at] or sample.words[at].lower() in listed("small_inside") for at in inner):
        return False
    if not (proper[first] and proper[last]):
        return False
    before = first > 0 and proper[first - 1] and not is_title(sample.words[first - 1])
    after = last + 1 < len(proper) and proper[last + 1]
    return not before and not after
