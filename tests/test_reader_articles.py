"""Articles read with both witnesses, or with the rules alone: what is told, and that nothing breaks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.reader import has_weights
from crosswire.records.base import Span
from crosswire.records.page import Article, Block
from crosswire.records.reading import Reading
from crosswire.records.shape import Room
from crosswire.stages import read
from crosswire.stages.read import ReadOptions, read_article

LONGEST = ReadOptions().longest
needs_weights = pytest.mark.skipif(not has_weights(), reason="no weights are installed")
TALK = "The ferry Osk left Varnhaven on Monday, and Ilse Marok of the Harbour Union told reporters it was safe."


def article(text: str, language: str = "en") -> Article:
    """An article of one block."""
    blocks = (Block(label="body", text=text, span=Span.of(text, 0, len(text))),) if text else ()
    return Article(
        id="a1",
        page="p1",
        source="s",
        text=text,
        body_end=len(text),
        blocks=blocks,
        language=language,
    )


def check(text: str, reading: Reading) -> None:
    """Every span says what stands in the text."""
    spans = [name.span for name in reading.names]
    spans += [time.span for time in reading.times] + [amount.span for amount in reading.amounts]
    spans += [voice.content for voice in reading.voices]
    for sentence in reading.sentences:
        spans.append(sentence.span)
        for clause in sentence.clauses:
            spans += [clause.span, *clause.lead, *clause.holes]
    for span in spans:
        assert text[span.start : span.end] == span.quote


@needs_weights
def test_a_reading_says_that_the_reader_was_heard() -> None:
    """In a language that it knows, and not in one that it does not."""
    assert read_article(article(TALK), LONGEST).reader
    assert not read_article(article(TALK, "pt"), LONGEST, known=False).reader


def test_without_weights_the_rules_decide_and_one_note_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two articles give the same note, so that it counts once."""
    monkeypatch.setattr(read, "shipped_reader", lambda: None)
    room = Room(options=ReadOptions())
    first = list(read.run("a1", [article(TALK)], room))
    second = list(read.run("a1", [article(f"{TALK} Again.")], room))
    assert first[0] == second[0]
    assert (first[0].kind, first[0].severity) == ("no-reader", "note")  # type: ignore[attr-defined]
    assert isinstance(first[1], Reading)
    assert not first[1].reader
    assert first[1].names


@needs_weights
def test_the_same_article_is_read_alike_whatever_was_read_before() -> None:
    """Workers read articles in different orders."""
    once = read_article(article(TALK), LONGEST)
    read_article(article("Something else was read between. It was long. " * 9), LONGEST)
    assert read_article(article(TALK), LONGEST) == once


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "the harbour union said that " * 40_000,
        "Osk " * 60_000,
        "THE HARBOUR UNION SAID THE FERRY SANK ON MONDAY " * 200,
        "😀🚢 the ferry 😀 sank 🚢. " * 400,
        "O\u200bsk\u200b sank\u0000 on \u202eMonday\u202c. " * 200,
        "שלום עולם, המעבורת טבעה ביום שני. " * 200,
        "渡船在星期一沉没了。" * 400,
        "\ud800\udfff lone \udc00. " * 300,
        "(((((" * 5_000 + "said" + ")))))" * 5_000,
        "-" * 200_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_articles_are_read_in_bounded_time(text: str) -> None:
    """A megabyte without a space or a stop, capitals, emoji, controls, other scripts, lone halves."""
    began = time.process_time()
    reading = read_article(article(text), LONGEST)
    assert time.process_time() - began < 60
    check(text, reading)


@given(st.text(max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_article_gives_true_offsets(text: str) -> None:
    """Whatever is read."""
    check(text, read_article(article(text), LONGEST))
