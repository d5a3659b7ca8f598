"""The task `voices`: the text of an article to contents, sources and cues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.records.base import Span
from crosswire.records.reading import Sentence, Voice
from crosswire.stages.read import parts_of_speech, read_sentences
from crosswire.text.sentences import split_text
from crosswire.text.voices import find_voices


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each text all voices, attitudes included."""
    for line in lines:
        text = line["text"]
        sentences = sentences_in(text)
        tags = parts_of_speech(sentences, read_sentences(sentences) or ())
        voices = find_voices(text, sentences, (), (), attitudes=True, tags=tags)
        yield {"id": line["id"], "voices": [told(voice) for voice in voices]}


def sentences_in(text: str) -> list[Sentence]:
    """Sentences of a text without blocks: each of its lines is a paragraph."""
    found: list[Sentence] = []
    start = number = 0
    for line in text.split("\n"):
        for begin, end in split_text(text, start, start + len(line)):
            found.append(Sentence(span=Span.of(text, begin, end), paragraph=number))
        start += len(line) + 1
        number += bool(line.strip())
    return found


def told(voice: Voice) -> dict[str, Any]:
    """A voice as the task tells it: of a chain, the source that the cue itself has."""
    near = [hop for hop in voice.hops if hop.span and (hop.cue == voice.cue or voice.cue is None)]
    source = near[-1].span if near else None
    return {
        "content": [voice.content.start, voice.content.end],
        "source": [source.start, source.end] if source else None,
        "cue": [voice.cue.start, voice.cue.end] if voice.cue else None,
        "parts": [[part.start, part.end] for part in voice.parts],
    }
