"""The reader with its weights: what it tells, and that no text can break it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import DataError
from crosswire.reader import Read, has_weights, open_reader

needs_weights = pytest.mark.skipif(not has_weights(), reason="no weights are installed")


def check(text: str, read: Read) -> None:
    """Offsets in order and inside, one root, heads inside, names on words."""
    at = 0
    for word in read.words:
        assert at <= word.start < word.end <= len(text)
        assert -1 <= word.head < len(read.words)
        at = word.end
    if read.words:
        assert [word.relation for word in read.words].count("root") == 1
    assert len(read.chances) == len(read.words)
    for name in read.names:
        assert (name.start, name.end) == (read.words[name.first].start, read.words[name.last].end)


@needs_weights
def test_a_plain_sentence_is_read() -> None:
    """Tags, the subject of the verb, and a name of each of three kinds."""
    text = (
        "Foreign Minister Ilse Marok told Norlandia Radio in Berlin that French ships had sailed."
    )
    (read,) = open_reader().read([text])
    words = {text[word.start : word.end]: word for word in read.words}
    told = read.words.index(words["told"])
    assert words["told"].upos == "VERB"
    assert words["Marok"].upos == "PROPN"
    assert (words["in"].relation, words["ships"].upos) == ("case", "NOUN")
    assert told in {word.head for word in read.words}
    names = {text[name.start : name.end]: name.kind for name in read.names}
    assert names["Ilse Marok"] == "person"
    assert names["Berlin"] == "place"
    assert names["French"] == "group"


@needs_weights
def test_the_same_sentences_give_the_same_answer() -> None:
    """Also after other sentences were read."""
    sentences = [
        "Talks began.",
        "Ana Kell, who leads the union, said that talks had begun in Oslo.",
    ]
    first = open_reader().read(sentences)
    open_reader().read(["Something else was read between."])
    assert open_reader().read(sentences) == first


@needs_weights
def test_hostile_sentences_are_read_in_bounded_time() -> None:
    """A megabyte without a space or of marks, capitals, emoji, controls, right to left, nothing."""
    sentences = [
        "a" * 1_000_000, ".,'" * 10_000, "WHO SAID SO " * 100, "😀" * 500, "\x00\u200b\u202e", "", "   ",
        "שלום עולם " * 50, "\ud800 lone", "word " * 3_000,
    ]  # fmt: skip
    began = time.monotonic()
    reads = open_reader().read(sentences)
    assert time.monotonic() - began < 120
    assert len(reads) == len(sentences)
    for text, read in zip(sentences, reads, strict=True):
        check(text, read)
    assert not reads[5].words
    assert not reads[1].whole


@needs_weights
@given(st.text(max_size=80))
@settings(max_examples=25, deadline=None)
def test_any_text_gives_true_offsets(text: str) -> None:
    """Offsets, heads and names fit whatever is read."""
    (read,) = open_reader().read([text])
    check(text, read)


@needs_weights
def test_no_name_runs_over_a_line_break() -> None:
    """Two signatures below each other are two names."""
    text = "Ana Kell\nTom Dorn"
    (read,) = open_reader().read([text])
    assert all("\n" not in text[name.start : name.end] for name in read.names)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    """The message says which file is missing."""
    pytest.importorskip("onnxruntime")
    with pytest.raises(DataError, match=r"reader\.onnx is missing"):
        open_reader(tmp_path)
