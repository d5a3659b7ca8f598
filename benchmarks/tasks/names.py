"""Names of persons, organizations, places and groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.base import Span
from crosswire.records.reading import Sentence
from crosswire.stages.read import names_in, read_sentences
from crosswire.text.sentences import split_text


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line a text: every name with its stretch and kind, by rules and reader together."""
    for line in lines:
        text = line["text"]
        sentences = [
            Sentence(span=Span.of(text, start, end), paragraph=0) for start, end in split_text(text)
        ]
        yield {
            "id": line["id"],
            "names": [
                {"start": name.span.start, "end": name.span.end, "kind": name.kind}
                for name in names_in(text, sentences, read_sentences(sentences))
            ],
        }
